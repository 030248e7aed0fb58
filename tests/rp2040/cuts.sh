#!/bin/sh
# SPDX-License-Identifier: MIT
# Cuts the power at each step of an update on the emulated RP2040, each byte that is programmed and each sixteenth of an
# erase: sh tests/rp2040/cuts.sh [COUNT]. The ordinary tests cut it 200 times; this takes two minutes, or COUNT cuts.
set -eu
cd "$(dirname "$0")/../.."
. tools/setup.sh

folder=build/cuts
need gcc libc6-dev meson ninja-build pkg-config python3 libcmocka-dev libssl-dev libdeflate-dev gcc-arm-none-eabi \
    libnewlib-arm-none-eabi
need_node
[ -f "$folder/build.ninja" ] || meson setup "$folder" -Ddefault_library=static >/dev/null
ninja -C "$folder" --quiet tools/xrom/xrom tests/rp2040/rp2040_rom.bin tests/rp2040/rp2040_update.bin \
    tests/rp2040/rp2040_update_wrong.bin
node tests/rp2040/test_slots.mjs "$folder/tests/rp2040/rp2040_rom.bin" "$folder/tests/rp2040/rp2040_update.bin" \
    "$folder/tests/rp2040/rp2040_update_wrong.bin" "$folder/tools/xrom/xrom" "${1:-0}"
