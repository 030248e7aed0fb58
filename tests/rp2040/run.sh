#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a test on the emulated RP2040: run.sh TEST.mjs ARGUMENT.. Skips it, and says why, where what it needs is not there.
# shellcheck source=tests/tap_lib.sh
. "$(dirname "$0")/../tap_lib.sh"
command -v node >/dev/null 2>&1 || skip_all 'there is no node'
[ -d "${XROM_NODE_MODULES:-$(dirname "$0")/../../build/node/node_modules}/rp2040js" ] ||
    skip_all 'there is no rp2040js: see need_node in tools/setup.sh'
command -v arm-none-eabi-gcc >/dev/null 2>&1 || skip_all 'there is no arm-none-eabi-gcc'
unset MALLOC_PERTURB_ # of meson: it would fill the 16 MiB of each board
exec node "$@"
