#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build: which modules and sources it refuses, for which target; what it says, and what lets them in.
. "$(dirname "$0")/tool.sh"

# module FILE [VERSION [FEATURES [SMALL-INT-BITS]]]: a sound .mpy, the numbers in octal. Features are the architecture * 4 + the
# sub-version. Its code is `return None`.
module() {
    # shellcheck disable=SC2059
    printf "M\\${2:-006}\\${3:-000}\\${4:-037}\\002\\000\\010m.py\\000\\017\\050\\000\\002\\001Qc" >"$1"
}
mkdir -p tree/d
echo old >old.romfs

# refused NAME MESSAGES OPTION...: the build is refused; the old image stays.
refused() {
    name=$1
    messages=$2
    shift 2
    refuse "$name" 1 "$messages" build tree -o old.romfs "$@"
    equal 'and nothing is written' 'old old.romfs tree ' "$(cat old.romfs) $(here)"
}

# taken NAME MESSAGES OPTION...: it is not, but may have warnings.
taken() {
    name=$1
    messages=$2
    shift 2
    run build tree -o i.romfs "$@"
    equal "$name" "0 $messages" "$status $(cat "$room/err")"
    rm -f i.romfs
}

# ---- Always ----

module tree/good.mpy
taken 'a sound module' ''
head -c 12 tree/good.mpy >tree/d/cut.mpy
broken='is a broken .mpy: the .mpy file is cut off (offset 12); an import may never return'
: >tree/empty.mpy
refused 'broken modules, all of them' "xrom: tree/d/cut.mpy: $broken; compile or copy it again, or let it in with --allow broken
xrom: tree/empty.mpy: is empty, so its import fails; compile it again, or let it in with --allow broken"
taken 'are let in with --allow broken' "xrom: tree/d/cut.mpy: warning: $broken
xrom: tree/empty.mpy: warning: is empty, so its import fails" --allow broken
taken 'and with what mpremote would take' '' --mpremote
refused 'but not for a target' "xrom: tree/d/cut.mpy: $broken; compile or copy it again, or let it in with --allow broken
xrom: tree/empty.mpy: is empty, so its import fails; compile it again, or let it in with --allow broken" \
    --mpremote --target rp2040
rm tree/d/cut.mpy tree/empty.mpy

module tree/five.mpy 005
printf 'C\006\000\037' >tree/circuit.mpy
echo 'this is no module' >tree/text.mpy
again='compile it again, with mpy-cross of v1.19 or later'
refused 'modules of another version' \
    "xrom: tree/circuit.mpy: is a .mpy of CircuitPython, which the target does not read; $again, or let it in with --allow version
xrom: tree/five.mpy: is a .mpy of version 5, and the target reads version 6; $again, or let it in with --allow version
xrom: tree/text.mpy: is no .mpy, so its import fails; rename it, or let it in with --allow version"
taken 'are let in with --allow version' \
    'xrom: tree/circuit.mpy: warning: is a .mpy of CircuitPython, which the target does not read
xrom: tree/five.mpy: warning: is a .mpy of version 5, and the target reads version 6
xrom: tree/text.mpy: warning: is no .mpy, so its import fails' --allow version
rm tree/five.mpy tree/circuit.mpy tree/text.mpy

echo 'x = 1' >tree/good.py
mkdir tree/d/good.py
beside='stands beside its .mpy, and the import takes the source, which needs the RAM that the .mpy would save'
refused 'a source beside its module' \
    "xrom: tree/good.py: $beside; remove one of the two, or let it in with --allow beside"
refused 'also one that is kept' \
    "xrom: tree/good.py: $beside; remove one of the two, or let it in with --allow beside" --keep good.py
taken 'is let in with --allow beside' "xrom: tree/good.py: warning: $beside" --allow beside
refused 'but cannot be compiled: there would be two modules of one name' \
    'xrom: tree/good.py: would become the .mpy that is there already; remove one of the two, or --exclude it' \
    --mpy --mpy-cross ./none --allow beside
taken 'with one of them left out there is no fault' '' --exclude good.mpy
rm tree/good.py

# ---- For a target ----

echo 'x = 1' >tree/source.py
taken 'a source, where no target is named' ''
refused 'a source that is left' \
    'xrom: tree/source.py: is a source, whose code takes RAM wherever it stands; compile it with --mpy, or --keep it, or let it in with --allow source' \
    --target rp2040
taken 'is let in with --keep' '' --target rp2040 --keep 'so*'
taken 'and with --allow source' 'xrom: tree/source.py: warning: is a source, whose code takes RAM wherever it stands' \
    --target rp2040 --allow source
rm tree/source.py

# native BOARD ARCH: what is said of native code of v1.23 for an architecture, by its number.
native() {
    module tree/n.mpy 006 "$(printf %03o $(($2 * 4 + 3)))"
    run build tree -o i.romfs --target "$1"
    rm tree/n.mpy i.romfs 2>/dev/null
    sed 's/.*has native code for \(.*\), and \(.*\) runs \([^;]*\);.*/\1, not \3/' "$room/err"
}
equal 'code for Cortex-M0 runs on it' '' "$(native rp2040 4)"
equal 'and on larger ones' ' ' "$(native rp2350 4) $(native stm32h7 7)"
equal 'but not the other way round' 'armv7m, not armv6m armv7emdp, not armv7emsp' "$(native rp2040 5) $(native rp2350 8)"
equal 'others run their own' '   ' "$(native esp32 10) $(native esp32c3 11) $(native esp8266 9) $(native unix 2)"
equal 'and no other' 'xtensa, not xtensawin x64, not x86 armv6m, not none' \
    "$(native esp32 9) $(native unix32 2) $(native webassembly 4)"
module tree/n.mpy 006 "$(printf %03o $((7 * 4 + 3)))"
refused 'native code of another architecture' \
    "xrom: tree/n.mpy: has native code for armv7emsp, and rp2040 runs armv6m; compile it with the target's -march, or let it in with --allow native" \
    --target rp2040
taken 'is let in with --allow native' 'xrom: tree/n.mpy: warning: has native code for armv7emsp, and rp2040 runs armv6m' \
    --target rp2040 --allow native
taken 'and where no target is named' ''
module tree/n.mpy 006 "$(printf %03o $((4 * 4 + 1)))"
refused 'native code of an older version' \
    'xrom: tree/n.mpy: has native code of version 6.1, and the target runs 6.3; compile it again, with mpy-cross of v1.23 or later, or let it in with --allow version' \
    --target rp2040
module tree/n.mpy 006 001
taken 'bytecode of an older sub-version is fine' '' --target rp2040
module tree/n.mpy 006 003 077
wide='has small integers of 63 bits, and rp2040 has 31'
refused 'small integers that are too wide' \
    "xrom: tree/n.mpy: $wide; compile it with the target's -msmall-int-bits, or let it in with --allow small-int" --target rp2040
taken 'are let in with --allow small-int' "xrom: tree/n.mpy: warning: $wide" --target rp2040 --allow small-int
taken 'and fit on a host of 64 bits' '' --target unix
module tree/n.mpy 006 "$(printf %03o $((2 * 4 + 1)))" 077
run build tree -o old.romfs --target esp32
equal 'a file can have several faults' '2 1' "$(wc -l <"$room/err" | tr -d ' ') $status"
rm tree/n.mpy

i=0
while [ $i -lt 120 ]; do
    : >"tree/d/m$i.mpy"
    i=$((i + 1))
done
run build tree -o old.romfs
equal 'of very many refusals the first 100 are told' '1 101 xrom: and 20 more like these' \
    "$status $(wc -l <"$room/err" | tr -d ' ') $(tail -n 1 "$room/err")"
rm tree/d/m*.mpy

# ---- Wrong usage ----

run build --target help
equal 'build --target help lists the targets' '0 rp2040 armv6m 31 ' \
    "$status $(awk '$1 == "rp2040" { print $1, $2, $3 }' "$room/out") $(cat "$room/err")"
refuse 'an unknown target' 2 'xrom: build: --target rp2041 is unknown; see xrom build --target help' build tree -o x --target rp2041
refuse 'an unknown refusal' 2 \
    'xrom: build: --allow all must be broken, version, native, small-int, beside or source; see xrom build --help' \
    build tree -o x --allow all
for wrong in 1 =1 'x=' 'x=-1' 'x=all' 'x=1K' 'x=4294967296'; do
    refuse "--constant $wrong" 2 \
        "xrom: build: --constant $wrong is not of the form GLOB=largest, GLOB=none or GLOB=N; see xrom build --help" \
        build tree -o x --constant "$wrong"
done
done_testing
