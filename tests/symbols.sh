#!/bin/sh
# SPDX-License-Identifier: MIT
# What the objects of the library define and need, seen with nm. They are compiled anew, as firmware would and without
# sanitizers. CC: the compiler. Arguments: the include directory, then sources after --reader, --portable and --host.
. "$(dirname "$0")/tap_lib.sh"
command -v nm >/dev/null 2>&1 || skip_all 'there is no nm'
include=$1
shift

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
mkdir "$objects/reader" "$objects/portable" "$objects/host"

sources=
for argument in "$@"; do
    case $argument in
    --*) group=${argument#--} ;;
    *)
        freestanding=-ffreestanding
        [ "$group" != host ] || freestanding=
        # shellcheck disable=SC2086 # CC may hold options
        ${CC:-cc} -std=c11 -Os -fno-pic $freestanding -I "$include" -c "$argument" \
            -o "$objects/$group/$(basename "$argument" .c).o" || bail_out "$argument does not compile"
        sources="$sources $argument"
        ;;
    esac
done

# Prints the symbols of object files that nm shows with one of these letters.
symbols() {
    letters=$1
    shift
    nm -A "$@" | awk -v letters="$letters" 'index(letters, $(NF - 1)) { sub(/^.*\//, "", $1); print $1, $NF }'
}

# A function of the compiler's own, for instance for a switch, has a name that begins with two underscores.
check 'the reader needs memcmp, memcpy and strlen of the C library, to install an image memset too, and no more' \
    "$(symbols U "$objects"/reader/*.o | grep -vE ' (xrom_.*|__.*|memcmp|memcpy|strlen)$|^install[.]o: memset$')"
check 'the backend of the RP2040 needs nothing of the C library to read' \
    "$(symbols U "$objects/portable/backend.o" "$objects/portable/rp2040_xip.o" | grep -vE ' xrom_')"
check 'and memcpy and memset to write' \
    "$(symbols U "$objects/portable/rp2040_flash.o" "$objects/portable/rp2040_crc32.o" |
        grep -vE ' (xrom_.*|__.*|memcpy|memset)$')"
check 'reader and portable backends have no writable data' \
    "$(symbols BbCDdGgSs "$objects"/reader/*.o "$objects"/portable/*.o)"
check 'all global names begin with xrom_' \
    "$(symbols ABCDGRSTVW "$objects"/*/*.o | grep -v ' xrom_')"

library=$objects/libxrom.so
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -Os -fPIC -shared -I "$include" $sources -o "$library" || bail_out 'the shared library does not link'
exported=$(nm -D --defined-only "$library" | awk '$2 ~ /[TDBRVW]/ { print $3 }' | sort -u)
declared=$(sed -n '/^typedef/d; s/^[a-z].*[ *]\(xrom_[a-z0-9_]*\)(.*/\1/p' "$include"/xrom/*.h | sort -u)
inline=$(grep -h '^static inline' "$include"/xrom/*.h | sed -n 's/.*[ *]\(xrom_[a-z0-9_]*\)(.*/\1/p')
equal 'the shared library exports what the headers declare, no more and no less' \
    "$(echo "$declared" | grep -vxF "$inline")" "$exported"
done_testing
