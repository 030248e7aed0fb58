#!/bin/sh
# SPDX-License-Identifier: MIT
# What the host side needs on Windows and Debian has for Linux alone: libdeflate, and cmocka for the tests, compiled by mingw-w64
# from the sources of Debian's packages, which apt verifies, into build/windows/root.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD/build/windows/root
sources=$PWD/build/windows/sources
cc=x86_64-w64-mingw32-gcc
ar=x86_64-w64-mingw32-ar

# source PACKAGE: unpacks its source into a folder of its own.
source_of() {
    [ ! -d "$sources/$1" ] || return 0
    mkdir -p "$sources/lists/partial"
    if [ ! -f "$sources/deb-src.list" ]; then
        . /etc/os-release
        echo "deb-src http://deb.debian.org/debian $VERSION_CODENAME main" >"$sources/deb-src.list"
    fi
    set -- "$1" -qq -o "Dir::Etc::SourceList=$sources/deb-src.list" -o Dir::Etc::SourceParts=/dev/null \
        -o "Dir::State::Lists=$sources/lists" -o APT::Sandbox::User=root
    package=$1
    shift
    if [ ! -f "$sources/updated" ]; then
        apt-get "$@" update
        touch "$sources/updated"
    fi
    (cd "$sources" && apt-get "$@" source --download-only "$package" && dpkg-source -x "$package"_*.dsc "$package") >/dev/null 2>"$sources/log" || {
        cat "$sources/log" >&2
        return 1
    }
}

# pc NAME VERSION: tells pkg-config of a library.
pc() {
    cat >"$root/lib/pkgconfig/$1.pc" <<END
Name: $1
Description: $1 for Windows
Version: $2
Cflags: -I$root/include
Libs: -L$root/lib -l${1#lib}
END
}

# archive LIBRARY FOLDER FLAGS SOURCE...: compiles a static library.
archive() {
    library=$1
    folder=$2
    flags=$3
    shift 3
    objects=
    for file; do
        object=$folder/$(echo "$file" | tr / _).o
        # shellcheck disable=SC2086 # words of a command line
        $cc -O2 $flags -c "$folder/$file" -o "$object"
        objects="$objects $object"
    done
    rm -f "$root/lib/$library"
    # shellcheck disable=SC2086
    $ar rcs "$root/lib/$library" $objects
}

[ ! -f "$root/done" ] || exit 0
mkdir -p "$root/include" "$root/lib/pkgconfig"

source_of libdeflate
deflate=$sources/libdeflate
cp "$deflate/libdeflate.h" "$root/include/"
# shellcheck disable=SC2046 # one word a file
archive libdeflate.a "$deflate" "-I$deflate" $(cd "$deflate" && ls lib/*.c lib/*/cpu_features.c)
pc libdeflate "$(sed -n 's/^#define LIBDEFLATE_VERSION_STRING[^"]*"\(.*\)"/\1/p' "$deflate/libdeflate.h")"

source_of cmocka
cmocka=$sources/cmocka
cp "$cmocka"/include/cmocka.h "$root/include/"
archive libcmocka.a "$cmocka" "-I$cmocka/include -include stdint.h -D__USE_MINGW_ANSI_STDIO=1 -DHAVE_INTTYPES_H -DHAVE_STDINT_H -DHAVE_MALLOC_H
    -DHAVE_SIGNAL_H -DHAVE_TIME_H -DHAVE_STRUCT_TIMESPEC -DHAVE_SNPRINTF -DHAVE_VSNPRINTF" src/cmocka.c
pc cmocka "$(sed -n 's/^ *project(cmocka VERSION \([0-9.]*\).*/\1/p' "$cmocka/CMakeLists.txt")"
touch "$root/done"
