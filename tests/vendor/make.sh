#!/bin/sh
# SPDX-License-Identifier: MIT
# lib/xrom.mk, in a project of make.
. "$(dirname "$0")/vendor.sh"
command -v make >/dev/null 2>&1 || skip_all 'there is no make'

if [ -n "$long" ]; then
    good 'make builds the tool' make -j2 HOSTCFLAGS=-O0 xrom.out/host/xrom
    equal 'which works' "$("$xrom" --version)" "$(xrom.out/host/xrom --version 2>&1)"
    tool=xrom.out/host/xrom
else
    skip 'make builds the tool' 'tests/vendor/run.sh does it'
    tool=$xrom
fi
good 'make builds the program' make -j2 CFLAGS=-O0 HOSTCFLAGS=-O0 XROM_TOOL="$tool"
answers 'the program reads its image' ./program
follows xrom.out/assets.romfs ./program make CFLAGS=-O0 HOSTCFLAGS=-O0 XROM_TOOL="$tool"

rm -f main.o program
if ! skip_without_arm 'make builds for a Cortex-M0+'; then
    good 'make builds for a Cortex-M0+ with a tool that is there' \
        make -j2 CROSS=arm-none-eabi- XROM_OUT=out XROM_TOOL="$xrom"
    equal 'no tool is built' '' "$(find out -name xrom)"
    holds 'its program has the image' out/assets.romfs program
fi
done_testing
