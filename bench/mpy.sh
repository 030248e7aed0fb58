#!/bin/sh
# SPDX-License-Identifier: MIT
# What xrom build --mpy costs, on 1,000 sources: sh bench/mpy.sh [--quick]
# --quick compiles 60 sources, for a look.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

count=1000
case ${1-} in
'') ;;
--quick) count=60 ;;
*)
    echo 'usage: sh bench/mpy.sh [--quick]' >&2
    exit 2
    ;;
esac

need gcc libc6-dev libdeflate-dev libssl-dev meson ninja-build pkg-config python3
need_node
say 'building at -O2'
build build/demo --buildtype=release -Dtests=false -Dwerror=false
python3 bench/mpy.py build/demo/tools/xrom/xrom tests/node/mpy-cross build/bench-mpy $count
