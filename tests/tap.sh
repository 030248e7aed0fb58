#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a cmocka test so that its output is TAP as others read it. cmocka up to 1.1.7 calls a skipped case "not ok", which
# counts as a failure; and it tells no reason: here that is the comment that the case printed before.
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}" # else it goes on, and the test passes
{
    CMOCKA_MESSAGE_OUTPUT=TAP "$@"
    printf '\nexit %d\n' $?
} | awk '
    /^exit [0-9]+$/ { status = $2; next }
    /^(not )?ok [0-9]+ # SKIP/ { sub(/^not /, ""); $0 = $1 " " $2 " - " $5 " # SKIP " reason }
    /^# / { reason = substr($0, 3) }
    NF { print; fflush() }
    END { exit status }
'
