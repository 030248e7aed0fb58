#!/bin/sh
# SPDX-License-Identifier: MIT
# What clang-tidy, cppcheck and gcc -fanalyzer say of the library and the tool. .clang-tidy has the checks. Ends with
# exit 1 where there is a finding, or where one of them does not work; tests/static/check.sh shows that.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc libc6-dev clang-14 clang-tidy cppcheck meson ninja-build pkg-config python3 libcmocka-dev libdeflate-dev libssl-dev
need_node
[ -f build/static/build.ninja ] || CC=clang-14 meson setup build/static >/dev/null

# shellcheck source=tests/static/lib.sh
. tests/static/lib.sh

sources=build/static/sources
# What is for Windows alone mingw-w64 has to compile: tests/windows/run.sh.
git ls-files 'lib/*.c' 'tools/*.c' | grep -v windows >$sources
analyze clang-tidy clang-tidy -p build/static --quiet <$sources
printf '%s\n' lib tools >$sources.folders
analyze cppcheck cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppressions-list=tests/cppcheck.txt -I include -I lib -I tools/xrom -DXROM_TRACE= <$sources.folders
# It takes what is kept in a structure for lost; the address sanitizer finds leaks in all tests.
analyze 'gcc -fanalyzer' gcc -std=c11 -D_XOPEN_SOURCE=700 -O2 -fanalyzer -Wno-analyzer-malloc-leak \
    -I include -I lib -I tools/xrom -o /dev/null -c <$sources
exit $failed
