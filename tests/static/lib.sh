# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # what is set here is for the scripts
# To be sourced, in the root, by scripts that run analyzers. `failed` becomes 1 where one has findings, or does not work.

failed=0

# analyze NAME COMMAND... <NAMES: runs a command on each of the files whose names are read, and tells what it finds. It is
# held against a fault that it must find, so that one that does not work is not taken for one that finds nothing.
analyze() {
    analyzer=$1
    shift
    if ! sh tests/static/one.sh "$@" tests/static/fault.c 2>&1 | grep -qE '^[^ ]*fault\.c:11:[0-9]+:? .*[nN]ull'; then
        echo "== $analyzer: it does not work: it finds no fault in tests/static/fault.c"
        failed=1
        return
    fi
    found=$(xargs -P "$(nproc)" -n 1 sh tests/static/one.sh "$@") || found="$found
$analyzer: error: it was not run on all files"
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        failed=1
        count=$(printf '%s\n' "$found" | grep -cE ': ((fatal )?error|warning|style|performance|portability): ') || true
        echo "== $analyzer: $count findings"
    else
        echo "== $analyzer: no finding"
    fi
}
