#!/bin/sh
# SPDX-License-Identifier: MIT
# The library and xrom.exe for 64-bit Windows, compiled by mingw-w64 on a Debian machine, into build/windows/xrom:
#
#     sh tools/windows/build.sh [OPTION...]
#
# OPTION: of meson. On Windows itself, in the shells of MSYS2 that have mingw-w64, `meson setup build` is to do the same.
set -eu
cd "$(dirname "$0")/../.."
. tools/setup.sh

need gcc-mingw-w64-x86-64 dpkg-dev meson ninja-build pkg-config
sh tools/windows/needs.sh
[ -f build/windows/xrom/build.ninja ] ||
    meson setup build/windows/xrom --cross-file tools/windows/mingw.ini -Dbuildtype=release \
        -Dpkg_config_path="$PWD/build/windows/root/lib/pkgconfig" >/dev/null
build build/windows/xrom "$@"
