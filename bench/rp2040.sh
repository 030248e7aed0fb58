#!/bin/sh
# SPDX-License-Identifier: MIT
# What lookups cost on an RP2040, by emulation: instructions, distinct words of flash that are read, and cycles, which are
# an estimate by a model: code in RAM, nothing of the image in the cache, flash read by EBh at half the system clock, so 48
# cycles for each word. Trees as in bench/tree.h, at most 100 lookups of each kind.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

folder=build/bench
need gcc libc6-dev meson ninja-build pkg-config python3 libcmocka-dev libssl-dev libdeflate-dev gcc-arm-none-eabi \
    libnewlib-arm-none-eabi >&2
need_node >&2
[ -f "$folder/build.ninja" ] ||
    meson setup "$folder" -Dbuildtype=custom -Doptimization=2 -Ddebug=false -Ddefault_library=static >/dev/null
ninja -C "$folder" --quiet bench/bench_write_images tests/rp2040/rp2040_rom.bin tests/rp2040/rp2040_cost.bin \
    tests/rp2040/rp2040_cost_fast.bin
images=$(mktemp -d)
trap 'rm -rf "$images"' EXIT
"$folder/bench/bench_write_images" "$images" 100 3
node bench/rp2040.mjs "$folder/tests/rp2040/rp2040_rom.bin" "$folder/tests/rp2040/rp2040_cost.bin" \
    "$folder/tests/rp2040/rp2040_cost_fast.bin" "$images"
