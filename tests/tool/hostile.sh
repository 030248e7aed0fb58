#!/bin/sh
# SPDX-License-Identifier: MIT
# Images of a megabyte that are made to be a burden: each command ends soon, with 0 or 1, and says why.
. "$(dirname "$0")/tool.sh"

hostile=$(dirname "$vectors")/tool/hostile.py

# Seconds that a command may take: some ten times what it does, with sanitizers, on a busy machine.
limit=10

for kind in $("$python" "$hostile" list); do
    "$python" "$hostile" "$kind" >i.romfs
    for command in check 'check --json' 'ls -R' 'ls -R --json' 'ls -l' tree info 'info --find' 'cat /a' 'extract -o out --max-size 16M'; do
        operand=
        case $command in
        cat*) operand=/00000 command=cat ;;
        esac
        # shellcheck disable=SC2086 # words
        timeout $limit "$xrom" $command i.romfs $operand >"$room/out" 2>"$room/err"
        status=$?
        wrong=
        case $status in
        0) ;;
        1) [ "$(grep -ac '^xrom: i.romfs: \|^xrom: out: ' "$room/err")" -gt 0 ] || wrong='no message tells why.' ;;
        124) wrong="it takes more than $limit seconds." ;;
        *) wrong="exit $status." ;;
        esac
        if grep -aq 'Sanitizer\|runtime error' "$room/err"; then
            wrong="$wrong $(cat "$room/err")"
        fi
        case $command in
        *json) "$python" -c 'import json, sys; json.load(sys.stdin)' <"$room/out" 2>"$room/json" || wrong="$wrong No JSON: $(cat "$room/json")" ;;
        esac
        # Escapes and line feeds are the only control characters that may come out.
        if [ "$(tr -d '\n' <"$room/out" | tr -cd '\001-\037\177' | wc -c)" -gt 0 ] && [ "$command" != cat ]; then
            wrong="$wrong There are control characters."
        fi
        check "$kind: $command" "$wrong"
    done
    rm -rf out
    equal "$kind: nothing is left behind" 'i.romfs ' "$(here)"
done

# Two images at once: all files of both have the same data, or data of the same size; overlapping, or equal.
for kind in 'shared' 'shared 71000 899999' 'sliding' 'sliding-zeros'; do
    # shellcheck disable=SC2086 # words
    "$python" "$hostile" $kind >j.romfs
    "$python" "$hostile" ${kind%% *} >i.romfs
    timeout $limit "$xrom" diff i.romfs j.romfs >"$room/out" 2>"$room/err"
    status=$?
    case $kind in
    shared*) [ $status = 0 ] || [ "$(sed 's/^changed  .*: 900000 -> 899999 bytes$//' "$room/out" | tr -d '\n')$status" = 1 ] ;;
    *) [ "$status $(sed 's/,.*;.*//' "$room/err")" = '1 xrom: diff: the files share parts of their data in too many ways to compare them all' ] ;;
    esac
    equal "diff of images: $kind" 0 $?
done
# The files of both images moved, and all have the same data, which two images have at different places.
"$python" "$hostile" shared 50000 500000 00 >i.romfs
"$python" "$hostile" shared 50000 500000 11 >j.romfs
timeout $limit "$xrom" diff i.romfs j.romfs >"$room/out" 2>"$room/err"
equal 'diff of images whose files all moved ends' '1 100000 ' "$? $(wc -l <"$room/out" | tr -d ' ') $(cat "$room/err")"
rm i.romfs j.romfs

# Where paths are too long to be listed in full, the message says so and what to do.
"$python" "$hostile" nested >i.romfs
for command in 'ls -R' 'ls -R --json' tree; do
    # shellcheck disable=SC2086 # words
    run $command i.romfs
    equal "paths of gigabytes: $command" \
        '1 xrom: i.romfs: its paths are too long to list them all, over 16522136 bytes ; list its directories one by one, with xrom ls IMAGE PATH' \
        "$status $(sed 's/(path .*)//' "$room/err")"
done
done_testing
