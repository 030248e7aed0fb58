#!/bin/sh
# SPDX-License-Identifier: MIT
# What an analyzer says of a file: one.sh COMMAND... FILE. One that fails without a word, as one that crashed does, is told.
status=0
said=$("$@" 2>&1) || status=$?
said=$(printf '%s\n' "$said" | grep -vE '^[0-9]+ warnings? generated\.$|^$') || true
[ -z "$said" ] || printf '%s\n' "$said"
[ $status = 0 ] || printf '%s\n' "$said" | grep -qE ': ((fatal )?error|warning|style|performance|portability): ' || {
    command=$1
    shift $(($# - 1))
    echo "$1: error: $command ended with exit code $status and no finding"
}
