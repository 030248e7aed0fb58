#!/bin/sh
# SPDX-License-Identifier: MIT
# The subproject of meson. One more argument: meson.
. "$(dirname "$0")/vendor.sh"
meson=$5
mkdir subprojects
ln -s ../../.. subprojects/xrom

PATH=$(dirname "$xrom"):$PATH
good 'meson takes the subproject' "$meson" setup build -Doptimization=0 -Dxrom:tool=disabled
good 'and builds, with a tool that is there' ninja -C build
equal 'the subproject has no tests, fuzz targets, examples and tool' '' \
    "$(cd build/subprojects/xrom && ls -d tests fuzz examples tools 2>/dev/null)"
answers 'the program reads its image' build/program
follows build/assets.romfs build/program ninja -C build
flashes build build/flashed ninja -C build

if ! skip_without_arm 'meson builds for a Cortex-M0+'; then
    good 'meson takes it for a Cortex-M0+' "$meson" setup arm --cross-file arm-none-eabi.ini -Doptimization=0 \
        "-Dxrom:tool=$([ -n "$long" ] && echo enabled || echo disabled)"
    good 'builds the program' ninja -C arm
    if [ -n "$long" ]; then
        equal 'and the tool for this machine' "$("$xrom" --version)" "$(arm/subprojects/xrom/tools/xrom/xrom --version 2>&1)"
    else
        skip 'and the tool for this machine' 'tests/vendor/run.sh does it'
    fi
    holds 'the program has the image' arm/assets.romfs arm/program
    boots arm arm/flashed
fi
done_testing
