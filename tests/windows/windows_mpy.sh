#!/bin/sh
# SPDX-License-Identifier: MIT
# Programs that the tool runs on Windows: xrom build --mpy with a compiler that is one of Windows, beside XROM_EXE.
. "$(dirname "$0")/../tool/tool.sh"

mkdir 'the compiler' tree tree/d temporary
cp "$(dirname "$XROM_EXE")/../../tests/mpy_cross.exe" 'the compiler/mpy-cross.exe' || bail_out 'there is no mpy_cross.exe'
XDG_CACHE_HOME=$PWD/cache
TMPDIR=$PWD/temporary
CALLS=$PWD/calls
export XDG_CACHE_HOME TMPDIR CALLS
compiler='the compiler\mpy-cross.exe'
printf 'a = 1\n' >tree/a.py
printf 'b = 2\n' >tree/d/b.py
printf text >tree/d/c.txt

run build tree -o i.romfs --mpy --mpy-cross "$compiler" -j 2
equal 'sources are compiled' '0 ' "$status $(cat "$room/err")"
equal 'all of them' '/a.mpy /d/ /d/b.mpy /d/c.txt ' "$("$xrom" ls -R i.romfs | tr '\n' ' ')"
equal 'each once, by its name' 'a.py d/b.py ' "$(tr -d '\r' <calls | sort | tr '\n' ' ')"
rm calls
run build tree -o again.romfs --mpy --mpy-cross "$compiler"
equal 'what is known is taken from the cache' '0 none ' "$status $(cat calls 2>/dev/null || echo none) $(cmp i.romfs again.romfs 2>&1)"
run build tree -o again.romfs --mpy --mpy-cross "$compiler" --no-cache --march armv6m -O2
equal 'options reach the compiler as they are' '0 a.py [-march=armv6m] [-O2] d/b.py [-march=armv6m] [-O2] ' \
    "$status $(tr -d '\r' <calls | sort | tr '\n' ' ')"
MICROPY_MPYCROSS="Z:$PWD/the compiler/mpy-cross.exe" run build tree -o again.romfs --mpy
equal 'the compiler is found by the environment' '0 ' "$status $(cmp i.romfs again.romfs 2>&1)"
WINEPATH="Z:$PWD/the compiler" run build tree -o again.romfs --mpy
equal 'and in PATH' '0 ' "$status $(cmp i.romfs again.romfs 2>&1)"
run build tree -o again.romfs --mpy
equal 'where there is none that is told' '1 xrom: mpy-cross: no such program in PATH; install mpy-cross,' \
    "$status $(cut -c 1-60 "$room/err")"
printf 'c = 3\n' >'tree/d/x y.py'
rm calls
run build tree -o quoted.romfs --mpy --mpy-cross "$compiler"
equal 'a name with a space is one argument' '0 d/x y.py ' "$status $(tr -d '\r' <calls | tr '\n' ' ')"
rm 'tree/d/x y.py'

# ---- Compilers that fail ----

echo '#fail' >tree/f.py
run build tree -o bad.romfs --mpy --mpy-cross "$compiler"
expect 'what it says is quoted, with the name of the source' 1 '' \
    'xrom: tree/f.py: cannot be compiled; correct it, or leave it out: mpy-cross ended with exit code 1; it said:
    Traceback (most recent call last):
      File "f.py", line 7
    SyntaxError: invalid'
echo '#crash' >tree/f.py
run build tree -o bad.romfs --mpy --mpy-cross "$compiler"
equal 'a crash is told' '1 ended with exit code 0xc0000005' "$status $(grep -o 'ended with.*[0-9]' "$room/err")"
echo '#loud' >tree/f.py
run build tree -o bad.romfs --mpy --mpy-cross "$compiler"
equal 'a compiler that says too much' '1 ended with exit code 2; it said: 30' \
    "$status $(grep -o 'ended with.*' "$room/err") $(grep -c 'a line that says' "$room/err")"
echo '#none' >tree/f.py
run build tree -o bad.romfs --mpy --mpy-cross "$compiler"
equal 'and one that writes nothing' '1 wrote no file that can be read' "$status $(grep -o 'wrote .*read' "$room/err")"
rm tree/f.py
for i in 1 2 3 4 5 6 7 8; do
    echo "#sleep $i" >tree/s$i.py
done
run build tree -o many.romfs --mpy --mpy-cross "$compiler" -j 4
equal 'several run at a time' '0 8' "$status $("$xrom" ls many.romfs | grep -c 's[0-9].mpy')"
run build tree -o bad.romfs --mpy --mpy-cross tree/a.py
equal 'what is no program cannot be run' '1 xrom: tree/a.py: cannot be run: Exec format error' "$status $(cut -c 1-49 "$room/err")"
equal 'no image is left of these, and no temporary file' '' "$(ls -d bad.romfs temporary/xrom-* 2>/dev/null)"
done_testing
