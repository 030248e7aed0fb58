#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom check and xrom info.
. "$(dirname "$0")/tool.sh"

image good.romfs "$(file a hello)$(directory d "$(file b '')")"
image empty.romfs ''
image kind0.romfs "$(file a hello)$(directory d "$(file b '')\000\000")"
image long.romfs "$(directory d "$(file b '')\001\177")"
image outside.romfs "$(file a hello)$(directory d "$(pointer p 5 100)")"
printf 'hello, world' >text
: >nothing
dd if=good.romfs of=cut.romfs bs=20 count=1 2>/dev/null

# ---- check ----

run check good.romfs
expect 'a good image' 0 'good.romfs: ok: 2 files, 1 directory, 25 bytes' ''
run check empty.romfs
expect 'an empty image' 0 'empty.romfs: ok: 0 files, 0 directories, 4 bytes' ''
refuse 'a record of kind 0' 1 \
    'xrom: kind0.romfs: a record of kind 0, which is never used (path /d, offset 25); the image is damaged: build it or copy it again' \
    check kind0.romfs
refuse 'a record that is too long' 1 \
    'xrom: long.romfs: a record runs past the end of what holds it (path /d, offset 14); the image is damaged: build it or copy it again' \
    check long.romfs
refuse 'data outside the image' 1 \
    'xrom: outside.romfs: file data lies outside the image (path /d/p, offset 23); the image is damaged: build it or copy it again' \
    check outside.romfs
refuse 'no image' 1 \
    'xrom: text: not a ROMFS image; where the image begins further on in the file, say so with --offset' check text
refuse 'an empty file' 1 \
    'xrom: nothing: not a ROMFS image; where the image begins further on in the file, say so with --offset' check nothing
refuse 'an image that is cut off' 1 'xrom: cut.romfs: the image is cut off: it has 25 bytes, 20 are there; copy the whole image again' check cut.romfs
refuse 'no file' 1 'xrom: none: No such file or directory; check the path' check none
run check good.romfs text none empty.romfs
expect 'a bad image does not keep the others from being checked' 1 'good.romfs: ok: 2 files, 1 directory, 25 bytes
empty.romfs: ok: 0 files, 0 directories, 4 bytes' \
    'xrom: text: not a ROMFS image; where the image begins further on in the file, say so with --offset
xrom: none: No such file or directory; check the path'

# ---- Warnings: what is allowed but surprising ----

warns() {
    run check "$3"
    expect "$1" 0 "$3: ok: $4" "xrom: $3: warning: $2"
}
image same.romfs "$(file a 1)$(directory b "$(file a 2)")$(directory a '')"
warns 'an entry behind an earlier one of its name' \
    'no path reaches this: an earlier entry has the same name (path /a, offset 25)' \
    same.romfs '2 files, 2 directories, 26 bytes'
image dots.romfs "$(directory d "$(directory .. '')")"
warns 'a name of two dots' 'the name . or .., which no folder can hold (path /d/.., offset 11)' \
    dots.romfs '0 files, 2 directories, 13 bytes'
image dot.romfs "$(file . '')"
warns 'a name of a dot' 'the name . or .., which no folder can hold (path /., offset 7)' \
    dot.romfs '1 file, 0 directories, 10 bytes'
image slash.romfs "$(file a/b '')"
warns 'a name with a slash' 'a name with a slash in it, which no folder can hold (path /a/b, offset 7)' \
    slash.romfs '1 file, 0 directories, 12 bytes'
image zero.romfs "$(file 'a\000b' '')"
warns 'a name with a zero byte' 'a name with a zero byte in it, which no folder can hold (path /a\x00b, offset 7)' \
    zero.romfs '1 file, 0 directories, 12 bytes'
image noname.romfs "$(file '' '')"
warns 'an empty name' 'an empty name, which no folder can hold (path /, offset 7)' \
    noname.romfs '1 file, 0 directories, 9 bytes'
image latin.romfs "$(file 'caf\351' '')"
warns 'a name that is no UTF-8' 'a name that is not valid UTF-8: some hosts cannot hold it (path /caf\xe9, offset 7)' \
    latin.romfs '1 file, 0 directories, 13 bytes'
image fine.romfs "$(file ... '')$(file 'caf\303\251' '')$(file .a '')$(directory a "$(file a '')")"
run check fine.romfs
expect 'names that only look surprising' 0 'fine.romfs: ok: 4 files, 1 directory, 39 bytes' ''
five="$(file a '')$(file a '')$(file a '')$(file a '')$(file a '')"
many=$five$five$five$five$five
image many.romfs "$(directory d "$many$many")$(directory e "$many$many")$many"
run check many.romfs
equal 'a hundred warnings, and a count of the others' '101 xrom: many.romfs: warning: and 22 more like these' \
    "$(wc -l <"$room/err" | tr -d ' ') $(tail -n 1 "$room/err")"

# ---- check --json ----

run check --json good.romfs same.romfs outside.romfs text
expect 'check --json' 1 '[
{"image":"good.romfs","warnings":[],"ok":true,"warning_count":0,"files":2,"directories":1,"size":25,"content_hashes":"none","checksum":"none","index":"none"},
{"image":"same.romfs","warnings":[{"warning":"no path reaches this: an earlier entry has the same name","path":"/a","offset":25}],"ok":true,"warning_count":1,"files":2,"directories":2,"size":26,"content_hashes":"none","checksum":"none","index":"none"},
{"image":"outside.romfs","ok":false,"error":"file data lies outside the image","path":"/d/p","offset":23},
{"image":"text","ok":false,"error":"not a ROMFS image"}
]' 'xrom: same.romfs: warning: no path reaches this: an earlier entry has the same name (path /a, offset 25)
xrom: outside.romfs: file data lies outside the image (path /d/p, offset 23); the image is damaged: build it or copy it again
xrom: text: not a ROMFS image; where the image begins further on in the file, say so with --offset'

# On a terminal messages and JSON share a screen: no message stands in a line of JSON.
equal 'check --json on a terminal' '[
{"image":"same.romfs","warnings":[{"warning":"no path reaches this: an earlier entry has the same name","path":"/a","offset":25}],"ok":true,"warning_count":1,"files":2,"directories":2,"size":26,"content_hashes":"none","checksum":"none","index":"none"},
{"image":"none","ok":false,"error":"No such file or directory"}
]' "$(on_terminal "$xrom" check --json same.romfs none | grep -v '^xrom: ')"

# ---- info ----

run info good.romfs
expect 'info of an image' 0 'image       25 bytes
partition   25 bytes, 0 after the image: nothing
files       2
directories 1
data        5 bytes
overhead    20 bytes, 10.0 per file
largest     5 bytes: /a
deepest     2 levels: /d/b
unknown     0 records
alignment   1 byte
checksum    none
index       none
padding     0 bytes
saved       0 bytes' ''
run info empty.romfs
expect 'info of an empty image' 0 'image       4 bytes
partition   4 bytes, 0 after the image: nothing
files       0
directories 0
data        0 bytes
overhead    4 bytes
unknown     0 records
alignment   1 byte
checksum    none
index       none
padding     0 bytes
saved       0 bytes' ''
{
    cat good.romfs
    printf '\377\377\377'
} >flash
run info flash
equal 'info of what follows: erased flash' 'partition   28 bytes, 3 after the image: erased' "$(sed -n 2p "$room/out")"
{
    cat good.romfs
    printf '\000'
} >flash
run info flash
equal 'info of what follows: zeros' 'partition   26 bytes, 1 after the image: zeros' "$(sed -n 2p "$room/out")"
{
    cat good.romfs
    printf '\377\000'
} >flash
run info flash
equal 'info of what follows: something else' 'partition   27 bytes, 2 after the image: other data' "$(sed -n 2p "$room/out")"
run info --partition-size 25 flash
equal 'info of a smaller partition' 'partition   25 bytes, 0 after the image: nothing' "$(sed -n 2p "$room/out")"

# Two files with the same data, and one with two bytes of it: 5 bytes are stored. Kinds 6 and 200, two and one of them.
image odd.romfs "$(file a hello)$(pointer b 5 6)$(pointer c 2 8)$(record 6 x)$(directory d "$(record 200 '')")$(record 6 '')"
run info odd.romfs
expect 'info of shared data and unknown records' 0 'image       43 bytes
partition   43 bytes, 0 after the image: nothing
files       3
directories 1
data        12 bytes, stored in 5
overhead    38 bytes, 12.7 per file
largest     5 bytes: /a
deepest     1 level: /a
unknown     3 records: 2 of kind 6, 1 of kind 200
alignment   1 byte
checksum    none
index       none
padding     0 bytes
saved       7 bytes' ''
run info --json odd.romfs
expect 'info --json' 0 '{"image_size":43,"partition_size":43,"rest_size":0,"rest":"nothing","files":3,"directories":1,"data_size":12,"stored_size":5,"overhead":38,"largest":{"path":"/a","size":5},"deepest":{"path":"/a","levels":1},"unknown_records":[{"kind":6,"count":2},{"kind":200,"count":1}],"align":1,"checksum":"none","index":"none","index_size":0,"index_entries":0,"padding_size":0,"saved_size":7}' ''
run info --json empty.romfs
expect 'info --json of an empty image' 0 '{"image_size":4,"partition_size":4,"rest_size":0,"rest":"nothing","files":0,"directories":0,"data_size":0,"stored_size":0,"overhead":4,"largest":null,"deepest":null,"unknown_records":[],"align":1,"checksum":"none","index":"none","index_size":0,"index_entries":0,"padding_size":0,"saved_size":0}' ''
refuse 'info of a damaged image' 1 \
    'xrom: kind0.romfs: a record of kind 0, which is never used (path /d, offset 25); the image is damaged: build it or copy it again' \
    info kind0.romfs
done_testing
