#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build --mpy with the real mpy-cross, of a package of Node, on the fonts of the examples.
. "$(dirname "$0")/tool.sh"

top=$(cd "$(dirname "$vectors")/.." && pwd)
XROM_NODE_MODULES=${XROM_NODE_MODULES:-$top/build/node/node_modules}
MICROPY_MPYCROSS=$top/tests/node/mpy-cross
TMPDIR=$room/tmp
export XROM_NODE_MODULES MICROPY_MPYCROSS TMPDIR
mkdir "$TMPDIR"
command -v node >/dev/null || skip_all 'node is not installed'
[ -d "$XROM_NODE_MODULES/@pybricks/mpy-cross-v6" ] ||
    skip_all 'the packages of Node are not installed; tools/test.sh installs them and sets XROM_NODE_MODULES'

mkdir -p tree/fonts
cp "$top"/examples/fonts/dejavu_*.py tree/fonts/
: >tree/empty.py
printf '@micropython.native\ndef f(x):\n    return x + 1\n' >tree/native.py

run build tree -o i.romfs --mpy --march armv6m --cache cache -j 2
equal 'the fonts, an empty source and native code are compiled' '0 ' "$status $(cat "$room/err")"
run check i.romfs
equal 'the image is good' 0 "$status"
wrong=
for source in tree/*.py tree/fonts/*.py; do
    path=${source#tree/}
    "$MICROPY_MPYCROSS" -march=armv6m -s "$path" -o expected "$source"
    "$xrom" cat i.romfs "${path%.py}.mpy" | cmp -s - expected || wrong="$wrong $path"
done
check 'modules are what mpy-cross makes of each source by itself' "$wrong"
cp -R tree elsewhere
(cd elsewhere && "$xrom" build . -o ../again.romfs --mpy --march armv6m --cache ../cache -j 1 >"$room/out")
equal 'the same tree in another folder, cache warm: the same bytes' '' "$(cmp i.romfs again.romfs 2>&1)"
run build tree -o again.romfs --mpy --march armv6m --no-cache -j 1
equal 'without the cache: the same bytes' '' "$(cmp i.romfs again.romfs 2>&1)"

echo old >old.romfs
printf 'def f():\n    return (\n' >tree/wrong.py
run build tree -o old.romfs --mpy --march armv6m --cache cache
equal 'an error in a source is told in the words of the compiler' \
    'xrom: tree/wrong.py: cannot be compiled; correct it, or leave it out: mpy-cross ended with exit code 1; it said:
    Traceback (most recent call last):
      File "wrong.py", line 3
    SyntaxError: invalid syntax' "$(cat "$room/err")"
rm tree/wrong.py
run build tree -o old.romfs --mpy --cache cache
equal 'so is native code without --march, with what to do' \
    'xrom: tree/native.py: cannot be compiled; name the architecture of its native code with --march or --target: mpy-cross ended with exit code 1; it said:
    SyntaxError: invalid arch' "$(sed -n '1p;$p' "$room/err")"
refuse 'native code as this version of mpy-cross compiles it is not for the firmware that reads such images' 1 \
    'xrom: tree/native.mpy: has native code of version 6.0, and the target runs 6.3; compile it again, with mpy-cross of v1.23 or later, or let it in with --allow version' \
    build tree -o old.romfs --mpy --cache cache --target rp2040
rm tree/native.py
refuse 'small integers are as wide as asked for' 1 \
    'xrom: tree/empty.mpy: has small integers of 63 bits, and rp2040 has 31; compile it with the target'"'"'s -msmall-int-bits, or let it in with --allow small-int' \
    build tree -o old.romfs --mpy --cache cache --target rp2040 --small-int-bits 63 --exclude fonts
run build tree -o fonts.romfs --mpy --cache cache --target rp2040
equal 'bytecode of this version is' '0 ' "$status $(cat "$room/err")"
run check --min-align 4 fonts.romfs
equal 'and the largest table of each font can be read as words' '0 ' "$status $(cat "$room/err")"

# ---- Real modules, cut off everywhere ----

"$xrom" cat fonts.romfs fonts/dejavu_sans6.mpy >whole.mpy
mkdir cut
"$python" -c 'import pathlib
whole = pathlib.Path("whole.mpy").read_bytes()
for size in range(len(whole)):
    pathlib.Path(f"cut/m{size:05}.mpy").write_bytes(whole[:size])'
run build cut -o old.romfs
equal 'a module that is cut off is refused, at whatever byte' "1 101 xrom: and $(($(wc -c <whole.mpy) - 100)) more like these" \
    "$status $(wc -l <"$room/err" | tr -d ' ') $(tail -n 1 "$room/err")"
equal 'the old image stays, nothing temporary is left' 'old ' "$(cat old.romfs) $(find . "$TMPDIR" -name '*xrom-*')"
done_testing
