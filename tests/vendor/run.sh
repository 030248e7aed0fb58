#!/bin/sh
# SPDX-License-Identifier: MIT
# The ways into a user's build, where each builds the tool by itself. The ordinary tests have the rest of it.
set -eu
cd "$(dirname "$0")/../.."
. tools/setup.sh

need gcc g++ libc6-dev meson ninja-build cmake make pkg-config python3 libcmocka-dev libdeflate-dev libssl-dev \
    gcc-arm-none-eabi libnewlib-arm-none-eabi
need_node
build build/vendor
XROM_LONG=1 meson test -C build/vendor --no-rebuild --print-errorlogs vendor_cmake vendor_make vendor_meson amalgamation
