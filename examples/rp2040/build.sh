#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds a firmware for the RP2040: sh build.sh OUTPUT.bin [OPTION|SOURCE|LIBRARY|SCRIPT.ld]..
# What is given goes to the compiler, with the start code of this folder and its memory.ld, unless there is another linker
# script. Needs arm-none-eabi-gcc and python3. Leaves OUTPUT.elf beside the output, for a debugger.
set -eu
here=$(dirname "$0")
output=$1
shift
elf=${output%.bin}.elf
script=$here/memory.ld
for word in "$@"; do
    shift
    case $word in
    *.ld) script=$word ;;
    *) set -- "$@" "$word" ;;
    esac
done
arm-none-eabi-gcc -std=gnu11 -mcpu=cortex-m0plus -mthumb -Os -g -Wall -Wextra -ffreestanding -ffunction-sections \
    -fdata-sections -fno-tree-loop-distribute-patterns -nostartfiles --specs=nano.specs -Wl,--gc-sections \
    -T "$script" -I "$here" -I "$here/../../include" "$here/boot2.S" "$here/start.c" "$@" -o "$elf"
arm-none-eabi-objcopy -O binary "$elf" "$output"
python3 "$here/checksum.py" "$output"
