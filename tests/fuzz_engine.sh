#!/bin/sh
# SPDX-License-Identifier: MIT
# The build that fuzz/run.sh makes: it configures without the tool, and a target of it builds and runs. Argument: the
# folder of the project, and meson.
. "$(dirname "$0")/tap_lib.sh"
project=$1
meson=$2
for clang in clang clang-14; do
    ! command -v "$clang" >/dev/null 2>&1 || break
done
echo 'int LLVMFuzzerTestOneInput(const char *b, unsigned long n) { return b && n ? 0 : 0; }' |
    "$clang" -fsanitize=fuzzer -x c - -o /dev/null 2>/dev/null || skip_all 'there is no clang with libFuzzer'

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
check 'the build for libFuzzer configures' \
    "$(CC=$clang "$meson" setup "$folder/build" "$project" -Dfuzz_engine=true -Dtool=disabled -Db_lundef=false \
        --optimization=0 2>&1 >"$folder/log" || cat "$folder/log")"
check 'a target builds' "$(ninja -C "$folder/build" fuzz/fuzz_file >"$folder/log" 2>&1 || cat "$folder/log")"
check 'a target runs' \
    "$("$folder/build/fuzz/fuzz_file" -runs=10 "$project/fuzz/corpus/image" >"$folder/log" 2>&1 || cat "$folder/log")"
check 'fuzz/run.sh knows the targets of targets.txt' \
    "$(sh "$project/fuzz/run.sh" 1 none 2>&1 | grep -vx 'fuzz/run.sh: no target none; fuzz/targets.txt has them')"
done_testing
