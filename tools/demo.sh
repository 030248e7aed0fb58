#!/bin/sh
# SPDX-License-Identifier: MIT
# The main job on real input: an image of six font modules and some data, and a file of it read in place.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need gcc libc6-dev libdeflate-dev libssl-dev meson ninja-build pkg-config
need_node

say 'building the tool'
build build/demo --buildtype=release -Dtests=false -Dwerror=false
xrom=build/demo/tools/xrom/xrom
read_in_place=build/demo/examples/reader/read_in_place

say 'collecting the assets: six font modules, a page, a configuration'
rm -rf build/demo/assets
mkdir -p build/demo/assets/fonts
cp examples/fonts/dejavu_*.py build/demo/assets/fonts/
cp -R examples/assets/. build/demo/assets/

say 'xrom build assets -o assets.romfs'
"$xrom" build build/demo/assets -o build/demo/assets.romfs

say 'xrom tree assets.romfs'
"$xrom" tree build/demo/assets.romfs

say 'xrom check assets.romfs'
"$xrom" check build/demo/assets.romfs

say 'read_in_place assets.romfs /fonts/dejavu_sans16.py'
"$read_in_place" build/demo/assets.romfs /fonts/dejavu_sans16.py

say 'xrom build assets -o compiled.romfs --mpy --target rp2040'
MICROPY_MPYCROSS=tests/node/mpy-cross
export MICROPY_MPYCROSS
"$xrom" build build/demo/assets -o build/demo/compiled.romfs --mpy --target rp2040

say 'xrom ls --constants compiled.romfs /fonts'
"$xrom" ls --constants build/demo/compiled.romfs /fonts

say 'xrom audit assets --svg audit.svg'
"$xrom" audit build/demo/assets --svg build/demo/audit.svg
say 'the picture is build/demo/audit.svg'
