#!/bin/sh
# SPDX-License-Identifier: MIT
# That an analyzer which does not work is not taken for one that finds nothing. Stand-ins for analyzers are scripts here.
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tests/tap_lib.sh
. tests/tap_lib.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' a.c b.c >"$folder/files"

# says NAME SCRIPT EXPECTED: what analyze tells of two files by a script, and whether that fails.
says() {
    printf '%s\n' "$2" >"$folder/analyzer"
    said=$(
        # shellcheck source=tests/static/lib.sh
        . tests/static/lib.sh
        analyze stand-in sh "$folder/analyzer" <"$folder/files" 2>/dev/null
        echo "failed: $failed"
    )
    equal "$1" "$3" "$said"
}

# shellcheck disable=SC2016 # for the script
finds_fault='case $1 in *fault.c) echo "$1:11:12: warning: null pointer"; exit ;; esac'

says 'an analyzer without a finding passes' "$finds_fault" '== stand-in: no finding
failed: 0'
says 'what it counts is no finding' "$finds_fault
echo '2 warnings generated.' >&2" '== stand-in: no finding
failed: 0'
says 'a finding fails' "$finds_fault
[ \$1 != b.c ] || echo b.c:1:2: error: wrong" 'b.c:1:2: error: wrong
== stand-in: 1 findings
failed: 1'
says 'a finding with an exit code is told once' "$finds_fault
[ \$1 != b.c ] || { echo b.c:1:2: warning: wrong >&2; exit 1; }" 'b.c:1:2: warning: wrong
== stand-in: 1 findings
failed: 1'
says 'one that crashes on a file without a word fails' "$finds_fault
[ \$1 != b.c ] || kill -SEGV \$\$" 'b.c: error: sh ended with exit code 139 and no finding
== stand-in: 1 findings
failed: 1'
says 'one that fails with words that are no finding fails, and they are told' "$finds_fault
[ \$1 != b.c ] || { echo no such option; exit 2; }" 'no such option
b.c: error: sh ended with exit code 2 and no finding
== stand-in: 1 findings
failed: 1'
does_not_work='== stand-in: it does not work: it finds no fault in tests/static/fault.c
failed: 1'
says 'one that says nothing of a fault, and that all is well, fails' 'exit 0' "$does_not_work"
says 'one that crashes at once fails' 'kill -SEGV $$' "$does_not_work"
says 'one that is not there fails' 'exec /there/is/none' "$does_not_work"
done_testing
