#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom audit: what files cost, in folders, images and single files; with the real mpy-cross, of a package of Node.
. "$(dirname "$0")/tool.sh"

top=$(cd "$(dirname "$vectors")/.." && pwd)
XROM_NODE_MODULES=${XROM_NODE_MODULES:-$top/build/node/node_modules}
MICROPY_MPYCROSS=$top/tests/node/mpy-cross
XDG_CACHE_HOME=$room/cache
TMPDIR=$room/tmp
export XROM_NODE_MODULES MICROPY_MPYCROSS XDG_CACHE_HOME TMPDIR
mkdir "$TMPDIR"
command -v node >/dev/null || skip_all 'node is not installed'
[ -d "$XROM_NODE_MODULES/@pybricks/mpy-cross-v6" ] ||
    skip_all 'the packages of Node are not installed; tools/test.sh installs them and sets XROM_NODE_MODULES'

# json EXPRESSION: a value of the last answer.
json() {
    "$python" -c 'import json, sys
audit = json.load(open(sys.argv[1]))
files = {file["path"]: file for file in audit["files"]}
print(eval(sys.argv[2]))' "$room/out" "$1"
}

# has NAME TEXT: the last answer holds the text.
has() {
    check "$1" "$(grep -qF -e "$2" "$room/out" || cat "$room/out" "$room/err")"
}

# ---- A folder ----

mkdir -p tree/fonts tree/lib
cp "$top/examples/fonts/dejavu_sans16.py" tree/fonts/
printf 'x = (1, 2)\n' >tree/lib/__init__.py
printf '{}\n' >tree/data.json
run audit tree
expect 'a folder: each file, and what it would be as a module' 0 \
    'FILE                    KIND                  SIZE    RAM NOW    AS .mpy  IN PLACE
data.json               data                     3          -          -  yes
fonts/dejavu_sans16.py  source               13091       3488        432  no: compiled to RAM; precompile: xrom build --mpy
lib/__init__.py         source                  11        128        128  no: compiled to RAM; precompile: xrom build --mpy

3 files: .py 13.3 KB image, ~4.0 KB RAM -> .mpy 3.5 KB image, ~832 bytes RAM
RAM is heap in bytes that an import keeps; the total has 400 (precompiled: 272) more for names, which all modules share.' ''
run audit --json tree
equal 'JSON tells the same, and what a figure is made of' '432 432 exact True' \
    "$(json 'str(files["fonts/dejavu_sans16.py"]["precompiled_ram"]["total"]) + " " + str(sum(v for k, v in files["fonts/dejavu_sans16.py"]["precompiled_ram"].items() if k != "total" and isinstance(v, int)))') $(
        json 'files["fonts/dejavu_sans16.py"]["ram"]["sureness"] + " " + str(audit["now"]["ram"] == audit["now"]["ram_modules"] + audit["now"]["ram_shared"])')"
equal 'the folder stays as it is' 'tree/data.json tree/fonts/dejavu_sans16.py tree/lib/__init__.py' \
    "$(find tree -type f | sort | tr '\n' ' ' | sed 's/ $//')"

# ---- An image ----

"$xrom" build tree -o i.romfs --mpy >"$room/out"
run audit i.romfs
expect 'an image: what runs in place' 0 \
    'FILE                     KIND                  SIZE    RAM NOW    AS .mpy  IN PLACE
data.json                data                     3          -          -  yes
fonts/dejavu_sans16.mpy  bytecode              3215        432        432  yes
lib/__init__.mpy         bytecode                45        128        128  yes

3 files: 3.5 KB image, ~832 bytes RAM
RAM is heap in bytes that an import keeps; the total has 272 more for names, which all modules share.' ''
run audit --json tree
predicted=$(json 'audit["precompiled"]["image_size"]')
equal 'the size that was foretold for the image is the one it has' "$(wc -c <i.romfs | tr -d ' ')" "$predicted"
"$xrom" build tree -o source.romfs >"$room/out"
run audit --json source.romfs
equal 'sources in an image are compiled as well, to know what they cost' '3488 432' \
    "$(json 'str(files["fonts/dejavu_sans16.py"]["ram"]["total"]) + " " + str(files["fonts/dejavu_sans16.py"]["precompiled_ram"]["total"])')"
"$xrom" build tree -o j.romfs --mpy --gzip '*' >"$room/out" 2>&1
equal 'modules are never compressed' 'same' "$("$xrom" cat i.romfs fonts/dejavu_sans16.mpy >one && "$xrom" cat j.romfs fonts/dejavu_sans16.mpy | cmp - one && echo same)"
"$xrom" build tree -o j.romfs --gzip '*.py' >"$room/out" 2>"$room/err"
equal 'nor sources' "xrom: tree: warning: nothing matches --gzip *.py; check the pattern (.py and .mpy are never compressed)
same" "$(cat "$room/err"; "$xrom" cat j.romfs fonts/dejavu_sans16.py | cmp - tree/fonts/dejavu_sans16.py && echo same)"
# Other builders may do so. The name is changed in the image.
mkdir other
"$xrom" cat i.romfs fonts/dejavu_sans16.mpy >other/font.mpx
"$xrom" build other -o packed.romfs --gzip '*.mpx' --index never --no-checksum >"$room/out"
sed 's/font\.mpx/font.mpy/' packed.romfs >renamed.romfs
run audit renamed.romfs
has 'a module that is compressed cannot be imported' 'no: compressed; build the image without --gzip for it'
cp i.romfs cut.romfs
truncate -s -100 cut.romfs
refuse 'an image that is cut off' 1 \
    'xrom: cut.romfs: the image is cut off: it has 3460 bytes, 3360 are there; copy the whole image again' audit cut.romfs

# ---- Single files, and more than one operand ----

"$xrom" cat i.romfs fonts/dejavu_sans16.mpy >font.mpy
run audit font.mpy tree/lib/__init__.py
equal 'several single files are told by their paths' 'font.mpy tree/lib/__init__.py ' \
    "$(sed -n '2,3s/ .*//p' "$room/out" | tr '\n' ' ')"
run audit tree/lib/__init__.py
equal 'one single file is told by its name' '__init__.py' "$(sed -n '2s/ .*//p' "$room/out")"
mkdir wrong
printf 'def f(:\n' >wrong/syntax.py
run audit wrong/syntax.py
equal 'a single source that cannot be compiled is told by its path' '1 xrom: wrong/syntax.py: cannot be compiled' \
    "$status $(sed -n '1s/;.*//p' "$room/err")"
run audit tree i.romfs
equal 'paths of several operands begin with theirs' 'tree/data.json i.romfs/data.json ' \
    "$(sed -n 's/\(.*data.json\) .*/\1/p' "$room/out" | sed 's/ .*//' | tr '\n' ' ')"
mkdir empty
run audit empty
expect 'an empty folder has nothing to tell' 0 '
0 files: 12 bytes image, ~0 bytes RAM' ''

# ---- What does not run in place ----

printf '@micropython.native\ndef f(x):\n    return x + 1\n' >native.py
"$MICROPY_MPYCROSS" -march=armv6m native.py
run audit native.mpy
has 'machine code is copied' 'no: machine code is copied; use native code only where speed counts'
mkdir beside
cp font.mpy beside/
cp tree/fonts/dejavu_sans16.py beside/font.py
run audit beside
has 'a module is never imported where its source stands beside it' 'no: its source is imported instead'
has 'and the source says what to do' 'remove it: its .mpy stands beside it'
head -c 100 font.mpy >broken.mpy
run audit broken.mpy
equal 'a module that is broken is told' "1 $(printf 'broken.mpy  broken .mpy            100          -          -  no: damaged; compile it again')" \
    "$status $(sed -n 2p "$room/out")"
equal 'and is a failure' 'xrom: broken.mpy: cannot be imported: damaged; compile it again' "$(cat "$room/err")"
printf 'import sys\nx = sys.what()\n' >guess.py
run audit guess.py
has 'a figure that depends on what is not in the file is marked' '~'
has 'and the mark is explained' '~ depends on what the module does when it is imported; --json tells on what.'
run audit --json guess.py
equal 'JSON tells on what' 'guess' "$(json 'files["guess.py"]["ram"]["sureness"]')"

printf 'while True:\n    pass\n' >long.py
run audit long.py
equal 'a figure is a lower bound where the import runs too long, and so is the sum' '0 1 1' \
    "$status $(grep -cE '^long.py .* >[0-9]+ +>[0-9]+ ' "$room/out") $(grep -cE ', >[0-9]+ bytes RAM -> .*, >[0-9]+ bytes RAM' "$room/out")"
has 'which is explained, too' '> is what was counted until the import ran too long to be followed: it may keep more.'
run audit --json long.py
equal 'JSON tells so' 'True True False' \
    "$(json 'str(files["long.py"]["ram"]["partial"]) + " " + str(audit["now"]["partial"])') $(run audit --json guess.py && json 'files["guess.py"]["ram"]["partial"]')"
run audit long.py --max-ram 1M
equal 'it is not known to fit' "1 xrom: long.py: takes RAM that is not known, more than N bytes: it runs too long at import to be followed; make constants of it" \
    "$status $(sed 's/than [0-9]*/than N/' "$room/err")"
mkdir names
: >"names/$(printf '\303\244\303\266\303\274')"
: >names/abc
run audit names
equal 'columns hold for names beyond ASCII' 'abc   data äöü   data ' "$(sed -n '2,3s/\(data\).*/\1/p' "$room/out" | tr '\n' ' ')"

# ---- Wishes ----

run audit i.romfs --max-ram 832
equal 'what fits is fine' '0 ' "$status $(cat "$room/err")"
run audit i.romfs --max-ram 831
equal 'what does not fit fails' '1 xrom: i.romfs: takes about 832 bytes of RAM, over the 831 allowed; see what they are made of with --json' \
    "$status $(cat "$room/err")"
run audit tree --max-ram 2K
equal 'sources are the remedy' \
    '1 xrom: tree: takes about 4016 bytes of RAM, over the 2048 allowed; precompile its sources: xrom build --mpy' \
    "$status $(cat "$room/err")"
run audit broken.mpy font.mpy --max-ram 1M
equal 'what cannot be imported is not known to fit' \
    '1 xrom: broken.mpy: cannot be imported: damaged; compile it again' "$status $(cat "$room/err")"
run audit i.romfs --forbid-source
equal 'no source is there' '0 ' "$status $(cat "$room/err")"
run audit tree --forbid-source
equal 'each source that is there is told' '1 xrom: fonts/dejavu_sans16.py: is a source; precompile: xrom build --mpy
xrom: lib/__init__.py: is a source; precompile: xrom build --mpy' "$status $(cat "$room/err")"
run audit --profile 64 --json i.romfs
equal 'another profile has other sizes' 832 "$(json 'files["fonts/dejavu_sans16.mpy"]["ram"]["total"]')"

# ---- The picture ----

run audit tree --svg picture.svg
equal 'a picture is drawn' 'svg 0' "$("$python" -c 'import xml.etree.ElementTree as xml
print(xml.parse("picture.svg").getroot().tag.split("}")[1])') $status"
equal 'with each file, in flash and in RAM' '2 2 1' "$("$python" -c 'import xml.etree.ElementTree as xml
titles = [title.text for title in xml.parse("picture.svg").iter("{http://www.w3.org/2000/svg}title")]
print(*(sum(name in title for title in titles) for name in ("dejavu_sans16.py: ", "__init__.py: ", "data.json: ")))')"
cp picture.svg first.svg
"$xrom" audit tree --svg picture.svg >"$room/out"
equal 'the same one each time' '' "$(cmp first.svg picture.svg 2>&1)"
mkdir odd
cp font.mpy 'odd/<&">.mpy'
cp font.mpy "odd/$(printf '\357\277\276\357\277\277').mpy"
run audit odd --svg odd.svg
check 'names can be anything' "$("$python" -c 'import xml.etree.ElementTree as xml; xml.parse("odd.svg")' 2>&1)"
run audit i.romfs --svg nowhere/p.svg
equal 'a picture needs a folder to be in' 1 "$status"
equal 'nothing temporary is left' '' "$(find . "$TMPDIR" -name '*xrom-*')"

# ---- What cannot be ----

printf 'def f(:\n' >wrong.py
run audit wrong.py
equal 'a source that cannot be compiled: its figures are not known, and why' '1 1 1' \
    "$status $(grep -c 'SyntaxError' "$room/err") $(grep -c 'wrong.py  source *8 *? *?' "$room/out")"
run audit --mpy-cross ./nothing tree
equal 'so where there is no compiler' '1 1' "$status $(grep -c 'unknown RAM' "$room/out")"
run audit --mpy-cross ./nothing tree --max-ram 1M
equal 'what is not known is not known to fit' 1 "$(grep -c 'takes RAM that is not known' "$room/err")"
refuse 'a profile that there is none of' 2 \
    'xrom: audit: --profile rp3 must be rp2, 32, 64 or wasm; see xrom audit --help' audit --profile rp3 tree
refuse 'an operand is needed' 2 'xrom: audit: an operand is missing: IMAGE|DIR|FILE...; see xrom audit --help' audit
done_testing
