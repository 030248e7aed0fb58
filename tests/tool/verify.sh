#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom check: the checksum, the index, and what a user can ask for.
. "$(dirname "$0")/tool.sh"

mkdir -p tree/d
printf hello >tree/a
printf xy >tree/d/b
"$xrom" build tree -o i.romfs --index always >/dev/null || bail_out 'no image'
"$xrom" build tree -o no.romfs --index always --no-checksum >/dev/null || bail_out 'no image'
"$xrom" build tree -o plain.romfs --mpremote >/dev/null || bail_out 'no image'

# change FILE FROM TO NEW: a copy with one text replaced by another of its size.
change() {
    "$python" -c 'import sys
image = open(sys.argv[1], "rb").read()
old, new = (bytes.fromhex(text) for text in sys.argv[3:])
assert image.count(old) >= 1 and len(old) == len(new)
open(sys.argv[2], "wb").write(image.replace(old, new, 1))' "$@"
}

run check i.romfs
equal 'checksum and index are right' '0 , checksum right, index agrees' "$status $(grep -o ', checksum.*' "$room/out")"
run check --json i.romfs
equal 'in JSON, too' 1 "$(grep -c '"checksum":"right","index":"agrees"}$' "$room/out")"

# ---- The checksum ----

change i.romfs data.romfs 68656c6c6f 68656c6c70
refuse 'a changed byte of data' 1 \
    'xrom: data.romfs: the checksum does not match the bytes; the image is damaged: build it or copy it again' \
    check data.romfs
run check --json data.romfs
equal 'in JSON' '{"image":"data.romfs","ok":false,"error":"the checksum does not match the bytes"}' "$(sed -n 2p "$room/out")"
run info data.romfs
equal 'info tells it' '0 checksum    wrong' "$status $(grep ^checksum "$room/out")"
run check --require-checksum i.romfs
equal 'check --require-checksum of an image that has one' 0 "$status"
refuse 'of one that has none' 1 \
    'xrom: no.romfs: it has no checksum; build it without --no-checksum and --mpremote' check --require-checksum no.romfs

# sum FILE RECORDS: an image of these records in hexadecimal, whose last 4 bytes make its CRC-32 right.
sum() {
    "$python" -c 'import sys, zlib
records = bytes.fromhex(sys.argv[2])
image = b"\xd2\xcd\x31" + bytes([len(records)]) + records[:-4]
open(sys.argv[1], "wb").write(image + (zlib.crc32(image) ^ 0xffffffff).to_bytes(4, "little"))' "$@"
}

sum last.romfs 7f0400000000
run check last.romfs
equal 'a checksum in the last record' '0 , checksum right' "$status $(grep -o ', checksum.*' "$room/out")"
for records in 7f04000000000104ffffffff 7f000104ffffffff 7e0400000000 7f060000ffffffff; do
    sum place.romfs $records
    refuse "elsewhere, or of another size: $records" 1 \
        'xrom: place.romfs: its checksum is not a last record of 4 bytes; build it again' check place.romfs
done

# Of a large image the sum is computed in blocks of 1 MiB, and by two cores. Here it ends in the fourth.
"$python" -c 'import random
open("tree/large", "wb").write(random.Random(1).randbytes(3500000))'
"$xrom" build tree -o large.romfs >/dev/null || bail_out 'no image'
rm tree/large
run check large.romfs
equal 'a large image' '0 , checksum right' "$status $(grep -o ', checksum right' "$room/out")"
for place in 1048575 1048576 2500000 3499999; do
    "$python" -c 'import sys
image = bytearray(open("large.romfs", "rb").read())
image[int(sys.argv[1])] ^= 1
open("changed.romfs", "wb").write(image)' $place
    refuse "with another bit at $place" 1 \
        'xrom: changed.romfs: the checksum does not match the bytes; the image is damaged: build it or copy it again' \
        check changed.romfs
done
"$python" -c 'image = open("large.romfs", "rb").read()
at, size = 1 << 20, 1 << 20
open("swapped.romfs", "wb").write(image[:at] + image[at + size:at + 2 * size] + image[at:at + size] + image[at + 2 * size:])'
refuse 'with two blocks in wrong order' 1 \
    'xrom: swapped.romfs: the checksum does not match the bytes; the image is damaged: build it or copy it again' \
    check swapped.romfs

# ---- The index: kind 0x63 before a directory, length 4, the position of its parent: 0, the root ----

change no.romfs index.romfs 630400000000 630401000000
run check index.romfs
equal 'an index that contradicts the tree' '1 xrom: index.romfs: the index contradicts the rest of the image (path /d,' \
    "$status $(cut -c 1-72 "$room/err")"
run check --require-checksum index.romfs
equal 'which is told before that there is no checksum' '1 xrom: index.romfs: the index contradicts the rest of the image (path /d,' \
    "$status $(cut -c 1-72 "$room/err")"
run info index.romfs
equal 'info tells it' '0 contradicts the tree' "$status $(sed -n 's/^index .*per entry, //p' "$room/out")"

# ---- What is said about a file ----

# Kind 0x71, a time, of more than 32 bits.
image time.romfs "$(named 5 a "$(record 2 hello)$(record 113 '\001\002\003\004\005')")"
refuse 'a broken time' 1 \
    'xrom: time.romfs: an integer is cut off or exceeds 32 bits (path /a, offset 7); the image is damaged: build it or copy it again' \
    check time.romfs
run ls time.romfs
expect 'ls does not look at it' 0 a ''
refuse 'but ls --meta does' 1 \
    'xrom: time.romfs: an integer is cut off or exceeds 32 bits (path /a, offset 7); the image is damaged: build it or copy it again' \
    ls --meta time.romfs

# ---- Alignment. The data is at 10 and at 12. ----

image two.romfs "$(file a '')$(pointer b 1 8)"
run check --min-align 2 two.romfs
equal 'check --min-align that all data has' 0 "$status"
refuse 'that it does not have' 1 \
    'xrom: two.romfs: data at 10 is aligned to 2, not 4 (path /a, offset 7); build it with a larger --align' \
    check --min-align 4 two.romfs
refuse 'one that is no power of two' 2 \
    'xrom: check: --min-align 12 is no alignment: a power of two, 1 to 65536 or 64K; see xrom check --help' \
    check --min-align 12 two.romfs
image odd.romfs "$(record 81 '')$(file a '')"
refuse 'an image that needs more than 65536' 1 'xrom: odd.romfs: not aligned as required' check odd.romfs

image both.romfs "$(file a '')$(named 5 b "$(record 2 hello)$(record 113 '\001\002\003\004\005')")"
refuse 'damage behind what is not aligned is told' 1 \
    'xrom: both.romfs: an integer is cut off or exceeds 32 bits (path /b, offset 13); the image is damaged: build it or copy it again' \
    check --min-align 64K both.romfs

# ---- Plain images ----

run check --mpremote plain.romfs
equal 'check --mpremote of one as mpremote makes it' 0 "$status"
refuse 'of one that states an alignment' 1 \
    'xrom: i.romfs: a record of kind 67, which mpremote does not write (path /, offset 4); build it with --mpremote' \
    check --mpremote i.romfs
image comment.romfs "$(directory d "$(file a '')$(record 1 x)")$(record 6 '')"
refuse 'the first such record is told' 1 \
    'xrom: comment.romfs: a record of kind 1, which mpremote does not write (path /d, offset 14); build it with --mpremote' \
    check --mpremote comment.romfs
refuse 'a pointer' 1 \
    'xrom: two.romfs: a record of kind 3, which mpremote does not write (path /b, offset 14); build it with --mpremote' \
    check --mpremote two.romfs
done_testing
