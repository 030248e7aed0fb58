#!/bin/sh
# SPDX-License-Identifier: MIT
# What clang-tidy, cppcheck and gcc -fanalyzer say of the library and the tool. .clang-tidy has
# the checks. Ends with exit 1 where there is a finding.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc libc6-dev clang-14 clang-tidy cppcheck meson ninja-build pkg-config python3 libcmocka-dev libdeflate-dev libssl-dev
need_node
[ -f build/static/build.ninja ] || CC=clang-14 meson setup build/static >/dev/null

failed=0
# report NAME: findings are the lines of a file that an analyzer wrote.
found_by=build/static/found
report() {
    found=$(cat "$found_by")
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        failed=1
        say "$1: $(printf '%s\n' "$found" | grep -cE ' (warning|error|style|performance|portability): ') findings"
    else
        say "$1: no finding"
    fi
}

sources=$(git ls-files 'lib/*.c' 'tools/*.c')
# shellcheck disable=SC2086 # one word a file
printf '%s\n' $sources |
    xargs -P "$(nproc)" -n 8 clang-tidy -p build/static --quiet 2>/dev/null >$found_by || true
report clang-tidy

cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -j "$(nproc)" \
    --suppressions-list=tests/cppcheck.txt -I include -I lib -I tools/xrom -DXROM_TRACE= lib tools >$found_by 2>&1 || true
report cppcheck

# It takes what is kept in a structure for lost; the address sanitizer finds leaks in all tests.
# shellcheck disable=SC2016 # for the shell that xargs calls
printf '%s\n' $sources | xargs -P "$(nproc)" -n 1 sh -c \
    'gcc -std=c11 -D_XOPEN_SOURCE=700 -O2 -fanalyzer -Wno-analyzer-malloc-leak -I include -I lib -I tools/xrom -c "$0" -o /dev/null 2>&1' >$found_by || true
report 'gcc -fanalyzer'
exit $failed
