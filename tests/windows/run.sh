#!/bin/sh
# SPDX-License-Identifier: MIT
# The host side on Windows: compiled by mingw-w64, run by Wine. The tests of the library, those of the tool, and what is
# different there:
#
#     sh tests/windows/run.sh [TEST...]
#
# TEST: as test_mmap, tool_ls or windows_names (default: all). Prints a line for each and N passed, N failed, N skipped at the
# end; what they say is in build/windows/tap.
set -eu
cd "$(dirname "$0")/../.."
. tools/setup.sh
. tests/windows/wine.sh

# Those of the tool that are worth their time; the others are about what no system differs in, or need what Windows has not.
tool_tests='build cat check constants content_hashes convert convert_link convert_merge depfile diff extract ls metadata open text
    usage vectors verify'

need gcc libc6-dev wine64 meson ninja-build pkg-config python3 libdeflate-dev libssl-dev
sh tools/windows/build.sh -Dwerror=true
CC=gcc build build/windows/linux -Dtests=false -Dbuildtype=release
if ! wine_begin; then
    echo "1..0 # SKIP Wine cannot run a program here: $(tail -n 1 "$WINEPREFIX.log")"
    exit 0
fi
trap wine_end EXIT

XROM_EXE=$PWD/build/windows/xrom/tools/xrom/xrom.exe
XROM_LINUX=$PWD/build/windows/linux/tools/xrom/xrom
XROM_NOT_DEEP='Wine takes minutes for a thousand levels'
export XROM_EXE XROM_LINUX XROM_NOT_DEEP
taps=build/windows/tap
rm -rf $taps
mkdir -p $taps

# Two at a time, or how many processors there are.
[ $# -gt 0 ] || set -- $(for test in build/windows/xrom/tests/test_*.exe; do basename "$test" .exe; done) \
    $(for test in $tool_tests; do echo "tool_$test"; done) \
    $(for test in tests/windows/windows_*.sh; do basename "$test" .sh; done)
# shellcheck disable=SC2016 # for the shell that xargs calls
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh -c '
    case $1 in
    tool_*) sh "tests/tool/${1#tool_}.sh" tests/windows/xrom tests/vectors python3 ;;
    windows_*) sh "tests/windows/$1.sh" tests/windows/xrom tests/vectors python3 ;;
    *) sh tests/tap.sh "$wine" "build/windows/xrom/tests/$1.exe" ;;
    esac >"$0/$1.tap" 2>&1 || echo "# ended with exit code $?" >>"$0/$1.tap"' $taps
sh tests/windows/count.sh $taps/*.tap
