#!/bin/sh
# SPDX-License-Identifier: MIT
# What clang-tidy, cppcheck and gcc -fanalyzer say of the library and the tool. .clang-tidy has the checks. Ends with
# exit 1 where there is a finding, or where one of them does not work; tests/static/check.sh shows that.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc libc6-dev clang-14 clang-tidy cppcheck meson ninja-build pkg-config python3 libcmocka-dev libdeflate-dev libssl-dev \
    gcc-mingw-w64-x86-64
need_node
[ -f build/static/build.ninja ] || CC=clang-14 meson setup build/static >/dev/null

# shellcheck source=tests/static/lib.sh
. tests/static/lib.sh

sources=build/static/sources
git ls-files 'lib/*.c' 'tools/*.c' | grep -v windows >$sources
analyze clang-tidy clang-tidy -p build/static --quiet <$sources
printf '%s\n' lib tools >$sources.folders
analyze cppcheck cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppressions-list=tests/cppcheck.txt -I include -I lib -I tools/xrom -DXROM_TRACE= <$sources.folders
# It takes what is kept in a structure for lost; the address sanitizer finds leaks in all tests.
analyze 'gcc -fanalyzer' gcc -std=c11 -D_XOPEN_SOURCE=700 -O2 -fanalyzer -Wno-analyzer-malloc-leak \
    -I include -I lib -I tools/xrom -o /dev/null -c <$sources
# What is for Windows alone needs the headers of mingw-w64.
git ls-files 'lib/*.c' 'tools/*.c' | grep windows >$sources.windows
analyze 'gcc -fanalyzer for Windows' x86_64-w64-mingw32-gcc -std=gnu11 -O2 -fanalyzer -Wno-analyzer-malloc-leak \
    -D_WIN32_WINNT=0x0a00 -D__USE_MINGW_ANSI_STDIO=1 -I include -I lib -I tools/xrom -I lib/windows -I lib/windows/include \
    -include lib/windows/posix.h -o /dev/null -c <$sources.windows
exit $failed
