#!/bin/sh
# SPDX-License-Identifier: MIT
# Bytes constants of modules: aligned by xrom build, shown by xrom ls --constants, enforced by xrom check --min-align.
. "$(dirname "$0")/tool.sh"

# object BYTES: a bytes constant of as many, up to 127.
object() {
    printf "\\\\006\\\\%03o" "$1"
    printf "%0$1d" 0
    printf '\\000'
}

# module FILE CONSTANT...: a sound .mpy with bytes constants of these sizes, up to 127 bytes each.
module() {
    target=$1
    shift
    text=
    for constant in "$@"; do
        text=$text$(object "$constant")
    done
    # shellcheck disable=SC2059
    printf "M\\006\\000\\037\\002\\$(printf %03o $#)\\010m.py\\000\\017$text\\050\\000\\002\\001Qc" >"$target"
}

# constants PATH: sizes and alignments of the constants of a file.
constants() {
    "$xrom" ls --constants i.romfs "$1" | awk '/constant [0-9]+$/ { printf "%s%s:%s", sep, $1, $3; sep = " " }'
}

# is_aligned PATH N BYTES: tells whether constant N of a file, counted from 0, is aligned to so many bytes.
is_aligned() {
    "$xrom" ls --json --constants i.romfs "$1" | "$python" -c 'import json, sys
entry = json.load(sys.stdin)[0]
constant = entry["constants"][int(sys.argv[1])]
print("yes" if constant["offset"] % int(sys.argv[2]) == 0 and constant["align"] >= int(sys.argv[2]) else "no")' "$2" "$3"
}

mkdir -p tree/d
module tree/a.mpy 3 100 7
module tree/bb.mpy 64
module tree/ccc.mpy 9 10
module tree/none.mpy
module tree/d/dddd.mpy 1 2 3 120 5
module tree/d/e.mpy 1 2 3 4 120
echo text >tree/text

run build tree -o i.romfs
equal 'a tree with modules is built' 0 "$status"
wrong=
for constant in a.mpy:1 bb.mpy:0 ccc.mpy:1 d/dddd.mpy:3 d/e.mpy:4; do
    [ "$(is_aligned "${constant%:*}" "${constant#*:}" 4)" = yes ] || wrong="$wrong $constant"
done
check 'the largest constant of each is aligned to 4' "$wrong"
cp -R tree elsewhere
"$xrom" build elsewhere -o j.romfs >/dev/null
equal 'the same tree gives the same bytes' '' "$(cmp i.romfs j.romfs 2>&1)"
rm -rf elsewhere
equal 'ls --constants lists them' '3 100 7' "$(constants a.mpy | sed 's/:[0-9]*//g')"
equal 'and none where there is none' '' "$(constants none.mpy)$(constants text)"
run ls --constants i.romfs a.mpy
equal 'below the line of the file' 'file 4' "$(head -c 4 "$room/out") $(wc -l <"$room/out" | tr -d ' ')"
offset=$("$xrom" ls --json --constants i.romfs a.mpy |
    "$python" -c 'import json, sys; print(json.load(sys.stdin)[0]["constants"][1]["offset"])')
equal 'their offsets are those in the image' "$(printf '%0100d' 0)" "$(tail -c "+$((offset + 1))" i.romfs | head -c 100)"
run check --min-align 4 i.romfs
equal 'check --min-align holds these against the alignment' '0 ' "$status $(cat "$room/err")"
run check i.romfs
equal 'the image is good' 0 "$status"

run build tree -o i.romfs --align 16 --align '*.mpy=64'
wrong=
for constant in a.mpy:1 bb.mpy:0 ccc.mpy:1 d/dddd.mpy:3 d/e.mpy:4; do
    [ "$(is_aligned "${constant%:*}" "${constant#*:}" 64)" = yes ] || wrong="$wrong $constant"
done
check 'or to what --align asks for' "$wrong"
run check --min-align 64 i.romfs
equal 'check --min-align finds a file that has less' \
    "1 not 64 (path /text," "$status $(sed 's/.* is aligned to [0-9]*, //; s/text,.*/text,/' "$room/err")"
run build tree -o i.romfs --constant '*.mpy=0' --constant 'd/*=2' --constant ccc.mpy=none
equal 'a rule for modules without any is fine' '0 ' "$status $(cat "$room/err")"
wrong=
for constant in a.mpy:0 bb.mpy:0 d/dddd.mpy:2 d/e.mpy:2; do
    [ "$(is_aligned "${constant%:*}" "${constant#*:}" 4)" = yes ] || wrong="$wrong $constant"
done
check 'or those that rules name' "$wrong"
equal 'with none it is the first byte of the file' yes "$("$xrom" ls --json i.romfs ccc.mpy |
    "$python" -c 'import json, sys; print("yes" if json.load(sys.stdin)[0]["offset"] % 4 == 0 else "no")')"
refuse 'a constant that is not there' 1 \
    'xrom: tree/bb.mpy: has no bytes constant 1, but 1 of them; see xrom ls --constants' \
    build tree -o j.romfs --constant bb.mpy=1

# ---- Equal modules ----

cp tree/a.mpy tree/copy.mpy
run build tree -o i.romfs
equal 'equal modules are stored once' "$(constants a.mpy)" "$(constants copy.mpy)"
run build tree -o i.romfs --constant copy.mpy=0
equal 'where rules disagree each has its own' 'yes yes' "$(is_aligned a.mpy 1 4) $(is_aligned copy.mpy 0 4)"
rm tree/copy.mpy

# ---- Images of others ----

run build tree -o i.romfs --mpremote
run check --min-align 2 i.romfs
equal 'check --min-align names the constant at fault' '1 the largest bytes constant' \
    "$status $(sed 's/xrom: i.romfs: \(the largest bytes constant\) at .*/\1/' "$room/err")"
image odd.romfs "$(file x.mpy 'M\006\000\037\177\177')$(file y.mpy '')$(file z.mpy 'hello')"
run ls --constants -R odd.romfs
equal 'modules that are broken have none' '0 3' "$status $(wc -l <"$room/out" | tr -d ' ')"
done_testing
