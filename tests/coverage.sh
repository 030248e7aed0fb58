#!/bin/sh
# SPDX-License-Identifier: MIT
# What the tests reach: the regions, branches and conditions (MC/DC) of the library that they never take, file by file.
# Ends with exit 1 where a file of the reader, the slots or the .mpy reader is not covered in full. Takes about two minutes.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc libc6-dev clang-19 libclang-rt-19-dev llvm-19 meson ninja-build pkg-config python3 \
    libcmocka-dev libdeflate-dev libssl-dev
need_node

# Set-up runs programs that are compiled so, too.
LLVM_PROFILE_FILE=$PWD/build/coverage/profile/%p.profraw
export LLVM_PROFILE_FILE
coverage='-fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc'
folder=build/coverage
say 'building with coverage'
CC=clang-19 build $folder -Dc_args="$coverage" \
    -Dc_link_args='-fprofile-instr-generate' -Dtool=disabled --optimization=0 -Db_lundef=false
rm -rf $folder/profile
say 'testing'
meson test -C $folder --no-rebuild --quiet --no-suite script --timeout-multiplier 4

llvm-profdata-19 merge -o $folder/all.profdata $folder/profile/*.profraw
programs=$(find $folder -type f -perm -u+x \( -name 'test_*' -o -name 'replay_*' -o -name 'libxrom.so.*' \) |
    sort | sed 's/^/-object /')
# shellcheck disable=SC2086 # words of a command line
llvm-cov-19 export -format=text -summary-only -instr-profile=$folder/all.profdata $programs \
    2>/dev/null >$folder/summary.json
python3 tests/coverage.py $folder/summary.json
