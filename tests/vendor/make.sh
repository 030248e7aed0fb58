#!/bin/sh
# SPDX-License-Identifier: MIT
# lib/xrom.mk, in a project of make.
. "$(dirname "$0")/vendor.sh"
command -v make >/dev/null 2>&1 || skip_all 'there is no make'

good 'make builds the program and the tool' make -j2 CFLAGS=-O0 HOSTCFLAGS=-O0
answers 'the program reads its image' ./program
follows xrom.out/assets.romfs ./program make CFLAGS=-O0 HOSTCFLAGS=-O0

rm -f main.o program
if ! skip_without_arm 'make builds for a Cortex-M0+'; then
    good 'make builds for a Cortex-M0+ with a tool that is there' \
        make -j2 CROSS=arm-none-eabi- XROM_OUT=out XROM_TOOL="$xrom"
    equal 'no tool is built' '' "$(find out -name xrom)"
    holds 'its program has the image' out/assets.romfs program
fi
done_testing
