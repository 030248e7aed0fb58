# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# To be sourced by tests that are shell scripts: cases are numbered and printed as TAP. `done_testing` comes last.

tap_count=0
tap_failed=0

# check NAME WRONG: passes where WRONG, which lists what is wrong, is empty.
check() {
    tap_count=$((tap_count + 1))
    if [ -z "$2" ]; then
        echo "ok $tap_count - $1"
    else
        tap_failed=1
        echo "not ok $tap_count - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
    fi
}

# equal NAME EXPECTED GOT
equal() {
    if [ "$2" = "$3" ]; then
        check "$1" ''
    else
        check "$1" "expected: $2
got: $3"
    fi
}

# skip NAME REASON
skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

# Skips a whole test.
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

bail_out() {
    echo "Bail out! $1"
    exit 1
}

done_testing() {
    echo "1..$tap_count"
    exit $tap_failed
}
