#!/bin/sh
# SPDX-License-Identifier: MIT
# What each part of the library costs on five cores, in bytes, at -Os:
#
#     sh tests/sizes.sh            compares it with tests/size.txt, as a test
#     sh tests/sizes.sh --write    writes that file again
#
# So a change shows what it makes larger, and what smaller. Text, data and bss are those of all that the part adds to what
# stands before it: the index, metadata, verification and slots to the reader, the RP2040's backend to backend.c. The
# stack is that of the deepest call, without the C library and what is called through pointers.
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/tap_lib.sh
. tests/tap_lib.sh
# shellcheck source=tests/size_lib.sh
. tests/size_lib.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=tests/size.txt

# The deepest stack of some functions: stack FUNCTION...
stack() {
    most=0
    for root in "$@"; do
        found=$(deepest "$root" without)
        [ "${found%%:*}" -ge 0 ] 2>/dev/null || bail_out "$core: $found"
        [ "${found%%:*}" -le $most ] || most=${found%%:*}
    done
    echo $most
}

# part NAME BASE FUNCTIONS: prints a line, of what functions add to those of BASE.
part() {
    before='0 0 0'
    # shellcheck disable=SC2086 # words
    if [ -n "$2" ]; then
        link base $2
        before=$("${firmware_tools}size" "$linked" | awk 'END { print $1, $2, $3 }')
    fi
    # shellcheck disable=SC2086
    link part $2 $3
    # shellcheck disable=SC2086
    "${firmware_tools}size" "$linked" | awk -v before="$before" -v core="$core" -v name="$1" -v stack="$(stack $3)" '
        END {
            split(before, base, " ")
            printf "%-14s %-9s %6d %5d %5d %6d\n", core, name, $1 - base[1], $2 - base[2], $3 - base[3], stack
        }'
}

measure() {
    core=$1
    compile "$folder/$core" || bail_out "the sources do not compile for $core"
    part reader '' "$roots"
    part index "$roots" "$index_roots"
    part metadata "$roots" "$metadata_roots"
    part verify "$roots" "$verify_roots"
    part slots "$roots $contract_roots xrom_verify" "$slots_roots"
    part backend "$contract_roots xrom_crc32" "$rp2040_roots"
    part mpy '' "$mpy_roots"
}

# Also the compilers: of others the figures differ.
table() {
    echo '# Written by: sh tests/sizes.sh --write'
    for compiler in arm-none-eabi-gcc riscv64-unknown-elf-gcc; do
        echo "# $compiler $($compiler -dumpfullversion)"
    done
    echo 'core           part        text  data   bss  stack'
    for core in cortex-m0plus cortex-m3 cortex-m4 cortex-m33; do
        firmware_cc="arm-none-eabi-gcc -mcpu=$core -mthumb" firmware_tools=arm-none-eabi- firmware_ld=
        measure $core
    done
    firmware_cc='riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 --specs=picolibc.specs'
    firmware_tools=riscv64-unknown-elf- firmware_ld='-m elf32lriscv'
    measure rv32imac
}

for compiler in arm-none-eabi-gcc riscv64-unknown-elf-gcc; do
    command -v $compiler >/dev/null 2>&1 || skip_all "there is no $compiler"
done
if [ "${1:-}" = --write ]; then
    table >"$folder/table" && grep -q '^rv32imac *mpy' "$folder/table" && cp "$folder/table" "$file" && cat "$file"
    exit
fi
for compiler in arm-none-eabi-gcc riscv64-unknown-elf-gcc; do
    grep -qxF "# $compiler $($compiler -dumpfullversion)" "$file" ||
        skip_all "tests/size.txt was written with another version of $compiler"
done
table >"$folder/table"
check 'sizes are those of tests/size.txt; if they should change: sh tests/sizes.sh --write' \
    "$(diff -u "$file" "$folder/table" | tail -n +3)"
done_testing
