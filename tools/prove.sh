#!/bin/sh
# SPDX-License-Identifier: MIT
# What takes longer than tools/test.sh: coverage, other processors, static analysis, sizes, all small images, checks taken
# out one by one, and fuzzing.
#
#     sh tools/prove.sh [MINUTES [PART...]]
#
# MINUTES: for each target of the fuzzing, fractions allowed (default: 0.5). PART: coverage, targets, windows, static, sizes,
# exhaustive, mutation or fuzz (default: all). Prints a line for each, and what it found wrong; the whole logs are
# in build/prove/. On two idle processors all takes about twenty minutes.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh
minutes=${1:-0.5}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- coverage targets windows static sizes exhaustive mutation fuzz

need gcc libc6-dev clang-14 libclang-rt-14-dev meson ninja-build pkg-config python3 libcmocka-dev libdeflate-dev \
    libssl-dev gcc-arm-none-eabi libnewlib-arm-none-eabi gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf
need_node
mkdir -p build/prove

run() {
    case $1 in
    coverage) sh tests/coverage.sh ;;
    targets) sh tests/targets/run.sh ;;
    windows) sh tests/windows/run.sh ;;
    static) sh tests/static.sh ;;
    sizes) sh tests/sizes.sh ;;
    exhaustive)
        CC=gcc build build/quick -Dtool=disabled --optimization=1 -Ddebug=false &&
            build/quick/tests/test_exhaustive 3 9 256
        ;;
    mutation) CC=gcc python3 tests/mutate.py build/mutants ;;
    fuzz) CC=clang-14 sh fuzz/run.sh "$minutes" ;;
    *)
        echo "xrom: $1: no such part; there are coverage targets windows static sizes exhaustive mutation fuzz" >&2
        return 2
        ;;
    esac
}

# What a part says of itself, in a line.
tell() {
    log=build/prove/$1.log
    case $1 in
    coverage) echo "$(grep -c '  full$' "$log") files covered in full, $(grep -c 'NOT COVERED' "$log") not" ;;
    targets | windows) tail -n 1 "$log" ;;
    static) grep '^==.*finding' "$log" | sed 's/^== //' | paste -sd ',' ;;
    sizes) grep -E '^(not )?ok|^1\.\.0' "$log" | head -n 1 ;;
    exhaustive) sed -n 's/^# \([0-9]*\) .*/\1/p' "$log" | paste -sd '+' | sed 's/.*/echo $((&)) images/' | sh ;;
    mutation) tail -n 1 "$log" ;;
    fuzz) tail -n 1 "$log" ;;
    esac
}

passed=0 failed=0 skipped=0
for part; do
    began=$(date +%s)
    if run "$part" >"build/prove/$part.log" 2>&1; then
        if grep -q '^1\.\.0 # SKIP' "build/prove/$part.log"; then
            result=SKIP skipped=$((skipped + 1))
        else
            result=pass passed=$((passed + 1))
        fi
    else
        result=FAIL failed=$((failed + 1))
    fi
    printf '%-10s %s %4d s  %s\n' "$part" $result $(($(date +%s) - began)) "$(tell "$part")"
    [ $result != FAIL ] || tail -n 30 "build/prove/$part.log" | sed 's/^/    /'
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
