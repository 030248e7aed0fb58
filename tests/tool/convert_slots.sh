#!/bin/sh
# SPDX-License-Identifier: MIT
# An image in the first of two slots, places in flash that are kept, and headers with the numbers of both.
. "$(dirname "$0")/tool.sh"

mkdir tree
head -c 5000 /dev/zero | tr '\0' 'x' >tree/a
"$xrom" build tree -o i.romfs >/dev/null || bail_out 'no image can be built'
size=$(wc -c <i.romfs | tr -d ' ')

# ---- What is written, as lib/slots.h describes it ----

cat >slots.py <<'END'
import struct, sys, zlib
flash, image = (open(name, 'rb').read() for name in sys.argv[1:3])
sector, slots = (int(number) for number in sys.argv[3:5])
slot = slots // 2 // sector * sector
room = slot - sector
record = struct.pack('<4s4I', b'xsl1', 1, room, len(image), 0)
record += struct.pack('<I', zlib.crc32(record))
erased = lambda count: b'\xff' * count
wanted = image + erased(room - len(image)) + record + erased(sector - len(record)) + erased(slot)
print('right' if flash == wanted else 'wrong')
END
# slots_of FILE IMAGE SECTOR SIZE: "right" where raw binary is two slots with the image in the first, and nothing else.
slots_of() {
    "$python" slots.py "$@" 2>&1
}

run convert i.romfs --bin --base 0x10100000 --slots 64K -o out.bin
expect 'two slots with an image are told' 0 \
    "out.bin: 65536 bytes of --bin, image of $size bytes at 0x10100000, in the first of two slots" ''
equal 'image, record and an empty second slot are what firmware would write' right "$(slots_of out.bin i.romfs 4096 65536)"
run info --find out.bin
equal 'the tool finds it again' "slot     0x00007000       $size bytes, good, sequence 1, room for 28672, image right" \
    "$(grep slot "$room/out")"
run convert i.romfs --bin --base 0 --slots 0x5500 --sector-size 256 -o out.bin
equal 'sectors may be smaller, and one be left over' '0 right' \
    "$status $(head -c $((0x5400)) out.bin >all; slots_of all i.romfs 256 $((0x5500)))"

for format in uf2 hex s19; do
    run convert i.romfs "--$format" --base 1M --slots 64K --family rp2040 -o "out.$format"
    equal "--$format holds image and record" "0 $(printf 'image 0x10100000\nslot 0x10107000')" \
        "$status $("$xrom" info --find "out.$format" | sed -n 's/^\([a-z]*\) *\(0x[0-9a-f]*\) .* right$/\1 \2/p')"
done
equal 'sectors of records are written whole, that of the second slot too' '0x10100000 0x10101000 0x10107000 0x1010f000' "$("$python" -c "
data = open('out.uf2', 'rb').read()
seen = {}
for i in range(0, len(data), 512):
    address = int.from_bytes(data[i + 12:i + 16], 'little')
    seen.setdefault(address & ~4095, []).append(address)
print(*(hex(a) for a, pages in seen.items() if len(pages) == 16))" 2>&1)"
head -c 5000 /dev/zero | tr '\0' 'f' >fw.bin
run convert i.romfs --bin --base 1M --slots 64K --family rp2040 --merge fw.bin -o all.bin
equal 'a firmware comes before them' '0 right' "$status $(head -c 5000 all.bin | cmp - fw.bin 2>&1
    tail -c 65536 all.bin >out.bin; slots_of out.bin i.romfs 4096 65536)"

# An image that fills its slot, and one that is a byte larger.
head -c $((8192 - size + 5000)) /dev/zero | tr '\0' 'x' >tree/a
"$xrom" build tree -o full.romfs >/dev/null
equal 'there is an image of two sectors' 8192 "$(wc -c <full.romfs | tr -d ' ')"
run convert full.romfs --bin --base 0 --slots 24K -o out.bin
equal 'it fills a slot of three' '0 right' "$status $(slots_of out.bin full.romfs 4096 24576)"
printf x >>tree/a
"$xrom" build tree -o more.romfs >/dev/null
refuse 'a little more does not fit' 1 \
    'xrom: more.romfs: does not fit: it is of 8194 bytes, and a slot of 12288 has room for 8192, before the sector of its record; leave files out, or give more --slots' \
    convert more.romfs --bin --base 0 --slots 24K

# ---- What cannot be in a slot ----

refuse 'slots that reach past the flash' 1 \
    'xrom: i.romfs: does not fit: it takes 0x101f8000 to 0x10207fff, and the flash has 0x10000000 to 0x101fffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --hex --base 0x101f8000 --slots 64K --family rp2040 --flash-size 2M
refuse 'slots over the firmware, although the image is not' 1 \
    'xrom: i.romfs: shares flash with fw.bin at 0x10008000, or the 4096 bytes that are erased at once there; choose another --base, as 0x1000a000' \
    convert i.romfs --hex --base 0x10000000 --slots 64K --family rp2040 --merge fw.bin --merge-base 0x10008000
"$xrom" build tree -o wide.romfs --align 64K >/dev/null
refuse 'a second slot that breaks the alignment' 1 \
    'xrom: wide.romfs: needs an address that is a multiple of 65536, and that of the second slot, 0x10118000, is none; give other --slots, or build it with less --align' \
    convert wide.romfs --bin --base 0x10100000 --slots 192K
run convert wide.romfs --bin --base 0x10100000 --slots 256K -o out.bin
equal 'one that does not' '0 right' "$status $(slots_of out.bin wide.romfs 4096 262144)"
"$xrom" build tree -o bare.romfs --no-checksum >/dev/null
refuse 'an image without a checksum' 1 \
    'xrom: bare.romfs: has no checksum, without which no image is put into a slot; build it with one' \
    convert bare.romfs --bin --base 0 --slots 64K
refuse 'slots of no whole sectors' 2 \
    'xrom: convert: --slots 0xfde8 is no multiple of the 4096 bytes that the flash erases at once; give 0x10000, or another --sector-size' \
    convert i.romfs --bin --base 0 --slots 65000
refuse 'slots of too few sectors' 2 \
    'xrom: convert: --slots 0x3000 is too small for two slots of an image and a record each, in sectors of 4096 bytes; give 0x4000 at least' \
    convert i.romfs --bin --base 0 --slots 12K
refuse 'no slots at all' 2 'xrom: convert: --slots 0 is no number from 1 to 0x10000000; see xrom convert --help' \
    convert i.romfs --bin --base 0 --slots 0
refuse 'slots in a program' 2 'xrom: convert: --slots is not for --c; see xrom convert --help' \
    convert i.romfs --c --slots 64K

# ---- Places that are kept ----

run convert i.romfs --bin --base 0 --max-size "$size" -o out.bin
equal 'an image that fills its place' '0 ' "$status $(cmp i.romfs out.bin 2>&1)"
refuse 'one that is larger' 1 \
    "xrom: i.romfs: is of $size bytes, and --max-size allows 4096; leave files out, or raise that" \
    convert i.romfs --bin --base 0 --max-size 4K
refuse 'a place over the firmware, although the image is not' 1 \
    'xrom: i.romfs: shares flash with fw.bin at 0x10008000, or the 4096 bytes that are erased at once there; choose another --base, as 0x1000a000' \
    convert i.romfs --hex --base 0x10000000 --max-size 64K --family rp2040 --merge fw.bin --merge-base 0x10008000
refuse 'a place in one that is taken' 1 \
    'xrom: i.romfs: does not fit: it takes 0x10102000 to 0x10103fff, and 0x10100000 to 0x1010ffff is taken, in sectors of 4096 bytes; choose another --base' \
    convert i.romfs --hex --base 0x10102000 --max-size 8K --family rp2040 --taken 0:4K --taken 1M:64K
run convert i.romfs --hex --base 0x10110000 --family rp2040 --taken 1M:64K --taken 0x10112000:64K -o out.hex
equal 'a place between two of them' 0 "$status"
for range in 1M 1M: :4K 1M:x 1M:0 0x100000000:1; do
    refuse "a range that is none: $range" 2 \
        "xrom: convert: --taken $range is no address and size, as 0x10100000:64K; see xrom convert --help" \
        convert i.romfs --hex --base 0 --taken "$range"
done
refuse 'one in whose last sector something else begins' 1 \
    'xrom: i.romfs: does not fit: it takes 0x00000000 to 0x00001fff, and 0x0000ff00 to 0x0000ffff is taken, in sectors of 65536 bytes; choose another --base' \
    convert i.romfs --hex --base 0 --max-size 8K --sector-size 64K --taken 0xff00:256
refuse 'the header of a place that is taken' 1 \
    'xrom: convert: does not fit: it takes 0x10100000 to 0x1010ffff, and 0x1010f000 to 0x1010ffff is taken, in sectors of 4096 bytes; choose another --base' \
    convert --header --base 1M --slots 64K --family rp2040 --symbol app --taken 0x10f000:4K
refuse 'a place larger than all addresses' 2 \
    'xrom: convert: --max-size 0xffffffffffffffff is more than there are addresses; see xrom convert --help' \
    convert --header --base 4K --max-size 0xffffffffffffffff --symbol app
taken=
for at in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
    taken="$taken --taken ${at}M:1"
done
# shellcheck disable=SC2086 # words of a command line
refuse 'too many ranges' 2 'xrom: convert: --taken is given more than 16 times; join ranges' \
    convert i.romfs --hex --base 0 $taken
refuse 'a place in a program' 2 'xrom: convert: --max-size is not for --c; see xrom convert --help' \
    convert i.romfs --c --max-size 64K
refuse 'a place and slots' 2 'xrom: convert: --slots excludes --max-size; see xrom convert --help' \
    convert i.romfs --bin --base 0 --slots 64K --max-size 64K

# ---- Headers ----

run convert --header --base 1M --slots 0x11000 --family rp2040 --symbol app
expect 'the header of two slots' 0 '/* Two slots for an image (xrom/slots.h) in flash. Made by xrom convert. */
#include <stdint.h>

#define app_slots_address UINT32_C(0x10100000) /* where that begins */
#define app_slots_offset UINT32_C(0x00100000) /* from the start of the flash */
#define app_slots_size UINT32_C(0x00011000) /* bytes of both */
#define app_slot_size UINT32_C(0x00008000) /* bytes of one */
#define app_slot_room UINT32_C(0x00007000) /* bytes that an image may have */
#define app_sector_size UINT32_C(0x00001000) /* bytes that are erased at once */' ''
run convert --header --base 0x8000 --max-size 64K --symbol app -o app.h
expect 'a header goes to a file, too' 0 "app.h: $(wc -c <app.h | tr -d ' ') bytes of --header" ''
equal 'the header of an image in a flash whose start is not known' '/* An image in flash. Made by xrom convert. */
#include <stdint.h>

#define app_address UINT32_C(0x00008000) /* where that begins */
#define app ((const uint8_t *)(uintptr_t)UINT32_C(0x00008000))
#define app_size UINT32_C(0x00010000) /* bytes that it may have */' "$(cat app.h)"
symbol=$(printf 'a%.0s' $(seq 200))
run convert --header --base 0xffffff00 --slots 0x80 --sector-size 256 --symbol "$symbol"
equal 'no header of slots that are too small' 2 "$status"
run convert --header --base 0xfffff000 --slots 0x400 --sector-size 256 --symbol "$symbol"
equal 'the longest symbol' "0 #define ${symbol}_sector_size UINT32_C(0x00000100) /* bytes that are erased at once */" \
    "$status $(tail -n 1 "$room/out")"
refuse 'a header of a place outside the flash' 1 \
    'xrom: convert: does not fit: it takes 0x10200000 to 0x1020ffff, and the flash has 0x10000000 to 0x101fffff; choose another --base, or correct --family and --flash-size' \
    convert --header --base 2M --slots 64K --family rp2040 --flash-size 2M --symbol app
refuse 'a header of an image' 2 'xrom: convert: one operand too many: i.romfs; see xrom convert --help' \
    convert --header --base 0 --slots 64K --symbol app i.romfs
refuse 'a header without names' 2 'xrom: convert: --header needs --symbol, what its names begin with; see xrom convert --help' \
    convert --header --base 0 --slots 64K
refuse 'a header of nothing' 2 \
    'xrom: convert: --header needs --slots or --max-size, what there is in flash; see xrom convert --help' \
    convert --header --base 0 --symbol app
refuse 'a header without a base' 2 \
    'xrom: convert: --header needs --base, the address of the image in flash; see xrom convert --help' \
    convert --header --slots 64K --symbol app
refuse 'a header and a firmware' 2 'xrom: convert: --merge is not for --header; see xrom convert --help' \
    convert --header --base 0 --slots 64K --symbol app --merge fw.bin
refuse 'a header with a section' 2 'xrom: convert: --section is not for --header; see xrom convert --help' \
    convert --header --base 0 --slots 64K --symbol app --section .text
refuse 'no image where one is needed' 2 'xrom: convert: an operand is missing: IMAGE; see xrom convert --help' \
    convert --bin --base 0 --slots 64K
if [ -c /dev/full ]; then
    run convert --header --base 0 --slots 64K --symbol app -o /dev/full
    expect 'a full disk' 1 '' 'xrom: /dev/full: cannot be written: No space left on device'
else
    skip 'a full disk' 'there is no /dev/full'
fi
equal 'nothing was left behind' '' "$(find . -name '.*' ! -name .)"
done_testing
