#!/bin/sh
# SPDX-License-Identifier: MIT
# What a user of the library gets who installs it: programs compile against it.
# Arguments: the source directory, meson.
. "$(dirname "$0")/tap_lib.sh"
source=$1
meson=$2
work=$(mktemp -d) || bail_out 'no temporary folder'
trap 'rm -rf "$work"' EXIT
cd "$work" || bail_out 'no temporary folder'
cc=${CC:-cc}

cat >program.c <<'E2'
#include <stdio.h>
#include <xrom/xrom.h>

int main(void)
{
    struct xrom_image image;

    puts(xrom_error_text(xrom_open(&image, "nothing", 7)));
    return 0;
}
E2

wrong=$({ "$meson" setup build "$source" --prefix="$work/prefix" --libdir=lib -Dtests=false &&
    "$meson" install -C build; } >log 2>&1 || tail -n 20 log)
check 'meson installs' "$wrong"

for file in bin/xrom lib/libxrom.a lib/libxrom.so lib/pkgconfig/xrom.pc share/man/man1/xrom.1 \
    share/bash-completion/completions/xrom.bash share/zsh/site-functions/_xrom; do
    equal "$file is installed" "$file" "$(cd prefix && ls "$file" 2>&1)"
done
equal 'all public headers are installed' "$(cd "$source/include/xrom" && ls ./*.h)" "$(cd prefix/include/xrom && ls ./*.h)"
equal 'the tool tells its version' "xrom $(sed -n 's/.*XROM_VERSION "\(.*\)"/\1/p' "$source/include/xrom/version.h")" \
    "$(prefix/bin/xrom --version 2>&1)"

PKG_CONFIG_PATH=$work/prefix/lib/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086 # words of a command line
$cc program.c -o shared $(pkg-config --cflags --libs xrom) >log 2>&1
equal 'a program links with the shared library' 'not a ROMFS image' "$(LD_LIBRARY_PATH=prefix/lib ./shared 2>&1)"
# shellcheck disable=SC2046,SC2086 # words of a command line
$cc program.c -o static $(pkg-config --cflags xrom) prefix/lib/libxrom.a >log 2>&1
equal 'a program links with the static library' 'not a ROMFS image' "$(./static 2>&1)"
done_testing
