#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build: what images get beside names and data; and how ls and info show it.
. "$(dirname "$0")/tool.sh"

mkdir -p tree/d
printf hello >tree/a.txt
printf hello >tree/d/b.txt
printf xy >tree/d/c.bin
seq 1 2000 >tree/d/page.html
touch -t 200001010000 tree/a.txt
TZ=UTC
SOURCE_DATE_EPOCH=1000000000
export TZ SOURCE_DATE_EPOCH

# has NAME OPTION LINE: the last answer has this line.
has() {
    equal "$1" "0 $2" "$status $(grep -xF -- "$2" "$room/out")"
}

# ---- Alignment ----

run build tree -o i.romfs --align 1 --align '*.bin=4K' --align 'd/*=16' --align 'd/c.*=64'
equal 'build --align' 0 "$status"
run ls --json -R i.romfs
equal 'later rules win: 64 for d/c.bin, 16 for the others in d, all at least so' 'good' "$("$python" -c '
import json, sys
align = {entry["path"]: entry["align"] for entry in json.load(sys.stdin) if entry["kind"] == "file"}
good = align["/d/c.bin"] >= 64 and align["/d/b.txt"] >= 16 and align["/d/page.html"] >= 16
print("good" if good else align)' <"$room/out")"
run info i.romfs
has 'the image says what its address needs' 'alignment   64 bytes'
run build tree -o wide.romfs --align 64K
run check --min-align 65536 wide.romfs
equal 'build --align 64K' 0 "$status"
run cat wide.romfs a.txt
expect 'a mapping is not at such an address; the image is read all the same' 0 hello ''
"$xrom" cat - d/c.bin <wide.romfs >"$room/out" 2>"$room/err"
status=$?
expect 'nor is what comes from standard input' 0 xy ''
{
    printf '%100s' ''
    cat i.romfs
} >dump
run cat --offset 100 dump a.txt
expect 'an offset that breaks the alignment is a warning' 0 hello \
    'xrom: dump: warning: --offset 100 breaks the alignment of 64 bytes that the image needs; move it in the flash, or build it with less --align'
{
    printf '%64s' ''
    cat i.romfs
} >dump
run cat --offset 64 dump a.txt
expect 'one that keeps it is none' 0 hello ''

# ---- Equal data ----

run build tree -o i.romfs
equal 'equal data is stored once' ', 5 saved by 1 equal file' "$(grep -o ', 5 saved.*' "$room/out")"
run info i.romfs
has 'and info says what that saves' 'saved       5 bytes'
run build tree -o twice.romfs --no-dedupe
run info twice.romfs
has 'build --no-dedupe' 'saved       0 bytes'

# ---- Index, checksum ----

run build tree -o i.romfs --index always
run info i.romfs
equal 'build --index always' 'agrees with the tree' "$(sed -n 's/^index .*per entry, //p' "$room/out")"
run info --json i.romfs
equal 'in JSON, too' 'agrees 5 True right' "$("$python" -c '
import json, sys
info = json.load(sys.stdin)
print(info["index"], info["index_entries"], info["index_size"] > 0, info["checksum"])' <"$room/out")"
run build tree -o i.romfs --index never --no-checksum
run info i.romfs
has 'build --index never' 'index       none'
has 'build --no-checksum' 'checksum    none'

# ---- About the image ----

run build tree -o i.romfs --name 'my	assets' --version-string 1.2
run info i.romfs
has 'build --name, escaped when it is shown' 'name        my\x09assets'
has 'build --version-string' 'version     1.2'
equal 'they bring a build id' 32 "$(sed -n 's/^build id *\([0-9a-f]*\)$/\1/p' "$room/out" | tr -d '\n' | wc -c | tr -d ' ')"
id=$(grep '^build id' "$room/out")
run build tree -o i.romfs --name 'my	assets' --version-string 1.2
run info i.romfs
equal 'the same one for the same image' "$id" "$(grep '^build id' "$room/out")"
run build tree -o i.romfs --build-id
run info i.romfs
equal 'build --build-id' 1 "$(grep -c '^build id' "$room/out")"

# ---- About files ----

run build tree -o i.romfs --mtime --hash --content-type --type '*.bin=a/b; q=1' --type 'a.*=' --gzip '*.html'
equal 'build --gzip tells what it saves' 1 "$(grep -c ' saved by compression of 1 file$' "$room/out")"
run ls --meta i.romfs
expect 'ls --meta shows time and type' 0 \
    '2000-01-01T00:00:00Z -        -                        a.txt
-                    -        -                        d/' ''
run ls --meta i.romfs d
expect 'SOURCE_DATE_EPOCH is the latest time' 0 \
    '2001-09-09T01:46:40Z -        text/plain               b.txt
2001-09-09T01:46:40Z -        a/b; q=1                 c.bin
2001-09-09T01:46:40Z gzip     text/html                page.html' ''
run ls --json i.romfs d/c.bin
equal 'ls --json has them, and the hash: the first half of the SHA-256' \
    "2001-09-09T01:46:40Z a/b; q=1 $(sha256sum <tree/d/c.bin | cut -c 1-32) None" "$("$python" -c '
import json, sys
entry = json.load(sys.stdin)[0]
print(entry["modified"], entry["type"], entry["hash"], entry.get("encoding"))' <"$room/out")"
"$xrom" cat i.romfs d/page.html | gzip -d >"$room/page"
equal 'what is compressed is as gzip has it' same "$(cmp "$room/page" tree/d/page.html && echo same)"
run build tree -o plain.romfs
run ls --json plain.romfs a.txt
equal 'what is not asked for is not there' 1 "$(grep -c '"align":[0-9]*}$' "$room/out")"

# ---- Wrong usage ----

no() {
    refuse "$1" 2 "xrom: $2" build tree -o no.romfs "$3" "$4"
}
align='a power of two, 1 to 65536 or 64K; see xrom build --help'
no 'an alignment that is no power of two' "build: --align 3 is no alignment: $align" --align 3
no 'one that is too large' "build: --align 128K is no alignment: $align" --align 128K
no 'none' "build: --align 0 is no alignment: $align" --align '*=0'
no 'a rule without a pattern' "build: --align =4 lacks the pattern before the '='; give N or GLOB=N; see xrom build --help" --align =4
no 'an index of another kind' 'build: --index no must be auto, always or never; see xrom build --help' --index no
no 'a type without a pattern' "build: --type a/b is not of the form GLOB=TYPE, as '*.woff2=font/woff2'; see xrom build --help" --type a/b
SOURCE_DATE_EPOCH=1.5 run build tree -o no.romfs --mtime
expect 'a time that is no number' 2 '' 'xrom: build: SOURCE_DATE_EPOCH=1.5 in the environment is no number of seconds since 1970; give one in decimal, or unset it'
for option in --hash --mtime --build-id --content-type --align=8 --index=always --name=a '--gzip=*' '--type=*=a/b'; do
    run build tree -o no.romfs --mpremote "$option"
    equal "--mpremote $option" '2 xrom: the options: images as mpremote makes them do not have' \
        "$status $(cut -c 1-60 "$room/err")"
done
run build tree -o no.romfs --name "$(printf '\351')"
equal 'a name that is no UTF-8' 2 "$status"
equal 'and no image is left' none "$(ls no.romfs 2>/dev/null || echo none)"
done_testing
