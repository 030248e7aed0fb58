#!/bin/sh
# SPDX-License-Identifier: MIT
# Names, paths and places of Windows.
. "$(dirname "$0")/../tool/tool.sh"

# ---- Names that no folder of Windows can hold ----

no_folder() {
    image bad.romfs "$(file a 1)$(file "$1" 2)"
    run extract bad.romfs -o out
    equal "extract refuses '$2'" "1  $3 none" \
        "$status $(cat "$room/out") $(sed 's/^xrom: bad.romfs: //; s/ (path .*//' "$room/err") $(ls -d out 2>/dev/null || echo none)"
}
device='the name of a device of Windows, which no folder can hold'
for name in CON con nul NUL.txt 'aux .tar.gz' PRN COM1 lpt9.py 'COM\302\262' 'CONIN$'; do
    no_folder "$name" "$(printf '%b' "$name")" "$device"
done
letter='a name with a control character or one of <>:"\\|?* in it, which no folder of Windows can hold'
for name in a:b 'C:' 'a\134b' '..\134up' 'a*' 'a?' '"a"' 'a<' 'a>b' 'a|' 'a\001' 'x\tx'; do
    no_folder "$name" "$name" "$letter"
done
end='a name with a dot or a space at its end, which no folder of Windows can hold'
for name in 'a.' '...' 'a ' ' '; do
    no_folder "$name" "$name" "$end"
done
image good.romfs "$(file CONSOLE 1)$(file nul-1 2)$(file COM10 3)$(file .con 4)$(file 'COM' 5)$(file 'a b' 6)"
run extract good.romfs -o good
expect 'names that only look like these' 0 'good: 6 files, 0 directories, 6 bytes' ''
run ls bad.romfs
equal 'and in an image all are fine' '0 ' "$status $(cat "$room/err")"

image case.romfs "$(file same 1)$(file SAME 2)"
run extract case.romfs -o out
equal 'names that differ in case alone' '1 xrom: out: File exists (path /SAME); nothing was extracted none' \
    "$status $(cat "$room/err") $(ls -d out 2>/dev/null || echo none)"
equal 'and nothing stays beside it' 'bad.romfs case.romfs good good.romfs ' "$(here)"

# ---- Paths ----

mkdir -p 'some folder/in'
printf hello >'some folder/in/file'
run build 'some folder\in' -o 'some folder\i.romfs'
expect 'a backslash is a slash' 0 'some folder/i.romfs: 1 file, 0 directories, 28 bytes, 17.9 % data, 2 bytes of padding' ''
run cat "Z:$(pwd | tr / '\134')\\some folder\\i.romfs" file
expect 'so it is in a whole path' 0 hello ''
run check "z:$PWD/some folder/i.romfs"
equal 'and drives have letters' '0 ' "$status $(cat "$room/err")"
refuse 'no such file' 1 'xrom: no/such.romfs: No such file or directory; check the path' ls 'no\such.romfs'
run build 'some folder/in' -o 'some folder/in\out.romfs'
equal 'an output in the folder is seen' 1 "$status"

name=$(printf 'caf\303\251 \342\202\254 \360\237\230\200')
mkdir "$name"
printf 1 >"$name/$name"
run build "$name" -o "$name.romfs"
equal 'names in UTF-8' "0  $name" "$status $(cat "$room/err") $("$xrom" ls "$name.romfs")"
run extract "$name.romfs" -o 'out of it'
equal 'and back' "0 $name" "$status $(ls 'out of it')"

# More than the 260 units that a path of old Windows can have.
part=$(printf '%60s' '' | tr ' ' n)
deep=$part/$part/$part/$part/$part/$part
mkdir -p "long/$deep"
printf far >"long/$deep/file"
run build long -o long.romfs
equal 'a long path' '0 far' "$status $("$xrom" cat long.romfs "/$deep/file")"
run extract long.romfs -o longer
equal 'and back, too' '0 far' "$status $(cat "longer/$deep/file")"
rm -rf long longer
image wide.romfs "$(file "$(printf '%256s' '' | tr ' ' w)" 1)"
run extract wide.romfs -o out
equal 'a name of 256 bytes' '1 xrom: out: File' "$status $(cut -c 1-15 "$room/err")"

# ---- Outputs ----

echo old >i.romfs
run build 'some folder/in' -o i.romfs
equal 'an old output is replaced' '0 hello ' "$status $("$xrom" cat i.romfs file) $(cat "$room/err")"
equal 'and nothing stays beside it' '' "$(here | tr ' ' '\n' | grep '^[.]xrom-')"
run build 'some folder/in' -o no/i.romfs
equal 'a folder that is not there' "1 xrom: no/i.romfs: cannot be written: No such file or directory" "$status $(cat "$room/err")"
mkdir empty
run extract i.romfs -o empty
equal 'an empty folder gives way' '0 file ' "$status $(ls empty | tr '\n' ' ')"
run build 'some folder/in' -o NUL
equal 'what is written to NUL is gone' '0 none' "$status $(ls NUL 2>/dev/null || echo none)"
run build 'some folder/in' -o -
equal 'standard output is no text' '0 ' "$status $(cmp "$room/out" i.romfs 2>&1)"
"$xrom" ls - <i.romfs >listed 2>&1
equal 'standard input neither' file "$(cat listed)"
# shellcheck disable=SC2002 # a pipe is meant
equal 'nor a pipe' file "$(cat i.romfs | "$xrom" ls -)"
check 'lines end as everywhere' "$(tr -dc '\r' <listed)"
done_testing
