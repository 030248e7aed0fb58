#!/bin/sh
# SPDX-License-Identifier: MIT
# All tests: with gcc and with clang, under the address and undefined behaviour sanitizers. Ends with a line of counts.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc g++ libc6-dev clang-14 libclang-rt-14-dev meson ninja-build cmake make mandoc zsh pkg-config python3 \
    libcmocka-dev libdeflate-dev libssl-dev gcc-arm-none-eabi libnewlib-arm-none-eabi strace
need_node

reports=
failed=0

# run NAME SUITES OPTION...: builds and tests in a folder of its own. A failure does not keep the others from running.
run() {
    name=$1
    suites=$2
    shift 2
    say "building with $name"
    build "build/$name" -Dwerror=true "$@"
    say "testing with $name"
    # shellcheck disable=SC2086 # words of a command line
    meson test -C "build/$name" --no-rebuild --print-errorlogs $suites || failed=1
    reports="$reports build/$name/meson-logs/testlog.junit.xml"
}

CC=gcc run gcc '' -Db_sanitize=address,undefined
# The scripts test the tool, or compile by themselves: once is enough.
CC=clang-14 run clang '--no-suite script' -Db_sanitize=address,undefined -Db_lundef=false

# shellcheck disable=SC2086 # one word a report
python3 tests/count.py $reports || failed=1
exit $failed
