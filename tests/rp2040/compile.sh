#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles for the RP2040: compile.sh OUTPUT DEPFILE [OPTION].. SOURCE..
# OUTPUT.a is a library of all sources, each function in a section of its own. OUTPUT.bin is the boot ROM.
set -eu
output=$1
depfile=$2
shift 2
cpu='-mcpu=cortex-m0plus -mthumb -Os -g -ffreestanding -fno-tree-loop-distribute-patterns'
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

case $output in
*.bin)
    # shellcheck disable=SC2086 # words of a command line
    arm-none-eabi-gcc -std=c11 $cpu -Wall -Wextra -Werror -nostdlib -MD -MF "$depfile" -MT "$output" "$@" -lgcc \
        -o "$objects/rom.elf"
    arm-none-eabi-objcopy -O binary "$objects/rom.elf" "$output"
    ;;
*)
    options=
    : >"$depfile"
    rm -f "$output"
    for word in "$@"; do
        case $word in
        -*) options="$options $word" ;;
        *)
            object=object$(echo "$word" | tr / _).o
            # shellcheck disable=SC2086
            arm-none-eabi-gcc -std=c11 $cpu -Wall -Wextra -Werror -ffunction-sections -fdata-sections $options \
                -MD -MF "$objects/one.d" -MT "$output" -c "$word" -o "$objects/$object"
            cat "$objects/one.d" >>"$depfile"
            ;;
        esac
    done
    arm-none-eabi-ar rcs "$output" "$objects"/*.o
    ;;
esac
