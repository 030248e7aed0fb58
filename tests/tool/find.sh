#!/bin/sh
# SPDX-License-Identifier: MIT
# Images in flash files and dumps: read by every command, and found by xrom info --find.
. "$(dirname "$0")/tool.sh"

mkdir one two
printf hello >one/a
printf longer >two/b
"$xrom" build one -o one.romfs --name first --version-string 1.2 >/dev/null
"$xrom" build two -o two.romfs --no-checksum --align 64 >/dev/null
one=$(wc -c <one.romfs | tr -d ' ')
two=$(wc -c <two.romfs | tr -d ' ')
image small.romfs "$(file a hi)"

# place FILE...: an Intel HEX file of FILE ADDRESS pairs.
cat >place.py <<'END'
import sys
out, pairs = [], sys.argv[2:]
def line(kind, address, data):
    body = bytes([len(data), address >> 8 & 255, address & 255, kind]) + data
    out.append(':' + (body + bytes([-sum(body) & 255])).hex().upper())
for name, first in zip(pairs[::2], pairs[1::2]):
    data, first = open(name, 'rb').read(), int(first, 0)
    for i in range(0, len(data), 16):
        line(4, 0, (first + i >> 16).to_bytes(2, 'big'))
        line(0, first + i & 0xffff, data[i:i + 16])
line(1, 0, b'')
open(sys.argv[1], 'w').write('\n'.join(out) + '\n')
END
place() {
    "$python" place.py "$@" || bail_out 'no dump can be made'
}

# ---- Every command reads flash files, whatever their names are ----

for format in uf2 hex s19; do
    "$xrom" convert one.romfs --$format --base 0x10100000 --family rp2040 -o one.$format >/dev/null
    cp one.$format one.txt
    run ls one.txt
    expect "ls of $format" 0 'a' ''
    run cat one.txt a
    expect "cat of $format" 0 'hello' ''
    "$xrom" cat - a <one.txt >"$room/out"
    equal "cat of $format from standard input" 'hello' "$(cat "$room/out")"
    run check --require-checksum one.txt
    expect "check of $format" 0 "one.txt: ok: 1 file, 0 directories, $one bytes, checksum right" ''
    run extract one.txt -o out.$format
    equal "extract of $format" '0 hello' "$status $(cat out.$format/a)"
    run diff one.romfs one.txt
    expect "diff of $format" 0 '' ''
    run info one.txt
    equal "info of $format tells the address" 'address     0x10100000' "$(sed -n 2p "$room/out")"
    run info --json one.txt
    equal "and so does its JSON of $format" '269484032' "$(sed 's/.*"address": *\([0-9]*\).*/\1/' "$room/out")"
done

"$xrom" convert one.romfs --uf2 --base 0x10100000 --family rp2350-arm-s >both.uf2
cat one.uf2 >>both.uf2
run ls both.uf2
expect 'a file for two families, with the same image' 0 'a' ''
"$xrom" convert two.romfs --uf2 --base 0x10100000 --family rp2350-arm-s >other.uf2
cat one.uf2 >>other.uf2
refuse 'and with two images' 1 'xrom: other.uf2: it holds 2 images, at 0x10100000, 0x10100000; choose one with --offset' \
    ls other.uf2

# ---- Several images ----

place both.hex one.romfs 0x10100000 two.romfs 0x10180000
refuse 'one of several has to be chosen' 1 \
    'xrom: both.hex: it holds 2 images, at 0x10100000, 0x10180000; choose one with --offset' ls both.hex
for offset in 0x10180000 0x80000 512K; do
    run ls both.hex --offset $offset
    expect "--offset $offset chooses" 0 'b' ''
done
refuse 'an address at which there is nothing' 1 \
    'xrom: both.hex: it has no byte for the address 0x10170000; see what it holds with xrom info --find' \
    ls both.hex --offset 0x10170000
refuse 'an address at which there is something else' 1 \
    'xrom: both.hex: no ROMFS image begins at 0x10100001, there is other data; check --offset' ls both.hex --offset 0x10100001
run ls both.hex --offset 0x10100000 --partition-size 20
equal 'a partition that is too small' \
    "1 xrom: both.hex: the image is cut off: it has $one bytes, 20 are there; copy the whole image again, or give a larger --partition-size" \
    "$status $(cat "$room/err")"
printf '%5000s' '' >text
place text.hex text 0x1000
refuse 'no image' 1 'xrom: text.hex: no ROMFS image is in it; name a file that holds one' ls text.hex
head -c 20 one.hex >cut.hex
refuse 'a flash file that is cut off' 1 \
    'xrom: cut.hex: line 2: the length of the record does not fit the line; make the file anew' ls cut.hex
sed 's/^:10/:11/' one.hex >bad.hex
equal 'a flash file that is broken' '1' "$("$xrom" ls bad.hex >/dev/null 2>&1; echo $?)"
place odd.hex two.romfs 0x10000008
run ls odd.hex
expect 'an address that breaks the alignment' 0 'b' \
    'xrom: odd.hex: warning: the address 0x10000008 breaks the alignment of 64 bytes that the image needs; move it in the flash, or build it with less --align'

# ---- info --find ----

{
    printf '%4096s' '' | tr ' ' '\377'
    cat one.romfs
    printf '%8192s' ''
} | head -c 8192 >dump.bin
cat two.romfs >>dump.bin
printf '%1000s' '' >>dump.bin
run info --find dump.bin
expect 'a raw dump' 0 "image    0x00001000 $(printf %10d "$one") bytes, checksum right, first, version 1.2
image    0x00002000 $(printf %10d "$two") bytes, checksum none" ''
"$xrom" info --find - <dump.bin >"$room/out2"
equal 'from standard input' '' "$(cmp "$room/out" "$room/out2" 2>&1)"
run info --find both.hex
expect 'a HEX file' 0 "image    0x10100000 $(printf %10d "$one") bytes, checksum right, first, version 1.2
image    0x10180000 $(printf %10d "$two") bytes, checksum none" ''
run info --find --json one.uf2
equal 'as JSON' '0 [{"what": "image", "address": 269484032, "family": 3834380118, "size": '"$one"', "name": "first", "version": "1.2", "checksum": "right"}]' \
    "$status $("$python" -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))))' "$room/out")"
place odd.hex two.romfs 0x10000008
run info --find odd.hex
expect 'one that stands where it must not' 0 \
    "image    0x10000008 $(printf %10d "$two") bytes, checksum none: not aligned as required" ''

# A byte of data that has changed, the header of an image whose rest was erased, and one that is cut off.
{
    sed 's/hello/hellO/' one.romfs
    printf '%8192s' '' | tr ' ' '\377'
} | head -c 8192 >damaged.bin
head -c 20 one.romfs >>damaged.bin
run info --find damaged.bin
expect 'what is damaged is called so' 1 \
    "damaged  0x00000000 $(printf %10d "$one") bytes, checksum wrong, first, version 1.2: the checksum does not match the bytes
damaged  0x00002000 the image is cut off" \
    'xrom: damaged.bin: no sound image is in it; is it the dump of the right flash?'
# Firmware has the magic in a string: three bytes and a zero, which is an empty image.
{
    printf '%1001s' ''
    printf '\322\315\061\000'
    cat small.romfs
} >firmware.bin
run info --find firmware.bin
expect 'an empty image counts only where one is expected' 0 'image    0x000003ed         12 bytes, checksum none' ''
# An image in an image.
mkdir outer
cp one.romfs outer/inner
"$xrom" build outer -o outer.romfs >/dev/null
run info --find outer.romfs
equal 'what is in an image is not searched' 1 "$(wc -l <"$room/out" | tr -d ' ')"
refuse 'a dump in which there is nothing' 1 'xrom: text: no sound image is in it; is it the dump of the right flash?' \
    info --find text
refuse '--find with an offset' 2 \
    'xrom: info: --find looks at the whole dump: leave out --offset and --partition-size; see xrom info --help' \
    info --find --offset 1 dump.bin
refuse 'no dump' 1 'xrom: none: No such file or directory; check the path' info --find none

# ---- Slots ----

"$python" - <<'END'
import struct, zlib
image = open('one.romfs', 'rb').read()
def slot(sequence, trial, marks, more=0):
    record = b'xsl1' + struct.pack('<IIII', sequence, 8192, len(image) + more, trial)
    record += struct.pack('<I', zlib.crc32(record)) + b''.join(b'\0\0\0\0' if m else b'\xff' * 4 for m in marks)
    return image.ljust(8192, b'\xff') + record.ljust(4096, b'\xff')
broken = bytearray(slot(9, 0, [0, 0, 0]))
broken[8192 + 9] ^= 1
open('slots.bin', 'wb').write(slot(1, 1, [1, 1, 0]) + slot(2, 1, [0, 0, 0]) + slot(3, 0, [0, 0, 1], 2) + broken)
END
run info --find slots.bin
bytes=$(printf %10d "$one")
expect 'slots, and what their records say' 0 "image    0x00000000 $bytes bytes, checksum right, first, version 1.2
image    0x00003000 $bytes bytes, checksum right, first, version 1.2
image    0x00006000 $bytes bytes, checksum right, first, version 1.2
image    0x00009000 $bytes bytes, checksum right, first, version 1.2
slot     0x00002000 $bytes bytes, good, sequence 1, room for 8192, image right
slot     0x00005000 $bytes bytes, trial, sequence 2, room for 8192, image right
slot     0x00008000 $(printf %10d $((one + 2))) bytes, rejected, sequence 3, room for 8192, image wrong
slot     0x0000b000 the checksum does not match the bytes" ''
tail -c +8193 slots.bin | head -c 4096 >control.bin
run info --find control.bin
expect 'a slot whose image lies before the dump' 1 \
    "slot     0x00000000 $bytes bytes, good, sequence 1, room for 8192, image not in this dump" \
    'xrom: control.bin: no sound image is in it; is it the dump of the right flash?'

# ---- Hostile dumps end ----

"$python" - <<'END'
# Images of many small records, each beginning in the first record of the one before it.
head = lambda left: b'\xd2\xcd\x31' + bytes([0x80 | left >> 21 & 127, 0x80 | left >> 14 & 127, 0x80 | left >> 7 & 127, left & 127])
count, tail = 20000, b'\x01\x00' * 200000
out, size = bytearray(), count * 9 + len(tail)
for i in range(count):
    out += head(size - 9 * i - 7) + b'\x01\x07'
open('nested.bin', 'wb').write(out + tail)
END
timeout 20 "$xrom" info --find nested.bin >"$room/out" 2>"$room/err"
status=$?
expect 'a search takes a time that is linear in the size of a dump' 1 \
    'damaged  0x00000000     580000 bytes, checksum none: a record of kind 0, which is never used' \
    'xrom: nested.bin: too much of it is damaged to search all of it; give a part of it'

"$python" - <<'END'
# Nested images again, behind many bytes that stand alone; then a large image, and records that all say it is theirs.
import struct, zlib
head = lambda left: b'\xd2\xcd\x31' + bytes([0x80 | left >> 21 & 127, 0x80 | left >> 14 & 127, 0x80 | left >> 7 & 127, left & 127])
def line(kind, address, data):
    body = bytes([len(data), address >> 8 & 255, address & 255, kind]) + data
    return ':' + (body + bytes([-sum(body) & 255])).hex().upper() + '\n'
nested, lines = b''.join(head(59993 - 9 * i) + b'\x01\x07' for i in range(2000)) + b'\x01\0' * 21000, []
for i in range(4000):
    lines.append(line(0, 2 * i, b'\0'))
for i in range(0, len(nested), 250):
    lines += [line(4, 0, (0x10000 + i >> 16).to_bytes(2, 'big')), line(0, 0x10000 + i & 0xffff, nested[i:i + 250])]
open('apart.hex', 'w').write(''.join(lines) + line(1, 0, b''))
large = (head(99993) + b'\x01\0' * 49996).ljust(100096, b'\1')
with open('claims.bin', 'wb') as file:
    file.write(large)
    for at in range(len(large), len(large) + 256000, 256):
        record = struct.pack('<4sIIII', b'xsl1', 1, at, 100000, 0)
        file.write((record + struct.pack('<I', zlib.crc32(record))).ljust(256, b'\xff'))
END
run info --find apart.hex
equal 'bytes that stand alone add next to nothing to what is looked at' \
    '1 xrom: apart.hex: too much of it is damaged to search all of it; give a part of it' \
    "$status $(cat "$room/err")"
run info --find claims.bin
equal 'many slots that claim the same image are not all looked at' \
    '1 room for 355840, image not looked at
xrom: claims.bin: too much of it is damaged to search all of it; give a part of it' \
    "$status $(sed -n '$s/.*, room/room/p' "$room/out")
$(cat "$room/err")"
done_testing
