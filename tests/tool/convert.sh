#!/bin/sh
# SPDX-License-Identifier: MIT
# Files for flash tools: what is written, what other tools make of it, and where an image may go.
. "$(dirname "$0")/tool.sh"

# About 5000 bytes, with an alignment of 16.
mkdir tree
head -c 5000 /dev/zero | tr '\0' 'x' >tree/a
"$xrom" build tree -o i.romfs --align 16 >/dev/null || bail_out 'no image can be built'
size=$(wc -c <i.romfs | tr -d ' ')

# convert NAME FORMAT OPTION...: converts i.romfs to out.FORMAT.
convert() {
    format=$1
    shift
    run convert i.romfs "--$format" "$@" -o "out.$format"
}

# ---- What is written is the image again ----

for format in uf2 hex s19; do
    convert $format --base 0x10100000 --family rp2040
    expect "--$format tells what was written" 0 \
        "out.$format: $(wc -c <out.$format | tr -d ' ') bytes of --$format, image of $size bytes at 0x10100000" ''
    run convert "out.$format" --bin --base 0 -o back
    equal "--$format holds the image, byte for byte" '0 ' "$status $(cmp i.romfs back 2>&1)"
    run convert i.romfs "--$format" --base 1M --family RP2040
    equal "--$format: a base may count from the start of flash, and the output be standard output" '0 ' \
        "$status $(cmp "out.$format" "$room/out" 2>&1)"
done
convert bin --base 0x10100000
equal '--bin holds the image, byte for byte' '0 ' "$status $(cmp i.romfs out.bin 2>&1)"
"$xrom" convert - --hex --base 0x10100000 <i.romfs >"$room/out"
equal 'an image may come from standard input' '' "$(cmp out.hex "$room/out" 2>&1)"

# ---- What other tools make of it ----

objcopy=
for candidate in arm-none-eabi-objcopy objcopy; do
    command -v $candidate >/dev/null 2>&1 && objcopy=$candidate && break
done
if [ -n "$objcopy" ]; then
    for format in ihex:hex srec:s19; do
        name=${format#*:}
        "$objcopy" -I "${format%:*}" -O binary "out.$name" back
        equal "objcopy reads --$name" '' "$(cmp i.romfs back 2>&1)"
        "$objcopy" -I binary -O "${format%:*}" --change-addresses 0x10100000 i.romfs "theirs.$name"
        run convert "theirs.$name" --bin --base 0 -o back
        equal "$name of objcopy is read" '0 ' "$status $(cmp i.romfs back 2>&1)"
    done
else
    skip 'objcopy reads HEX and S-records' 'there is no objcopy'
fi
if [ -d "${XROM_NODE_MODULES:-}/uf2" ] && command -v node >/dev/null 2>&1; then
    cat >blocks.js <<'END'
const { decodeBlock } = require(process.argv[2] + '/uf2');
const file = require('fs').readFileSync(process.argv[3]);
let data = [], next = 0, family = '', count = 0;
for (let i = 0; i < file.length; i += 512) {
  const block = decodeBlock(Uint8Array.from(file.subarray(i, i + 512)));
  if (block.boardFamily !== family) { family = block.boardFamily; next = 0; }
  if (block.blockNumber !== next++) throw new Error('number ' + block.blockNumber + ' at ' + i);
  if (block.flashAddress % 256 || block.payload.length !== 256) throw new Error('block at ' + i);
  data.push(Buffer.from(block.payload));
  count = block.totalBlocks;
}
if (count !== next) throw new Error(next + ' of ' + count);
console.log(family.toString(16), count);
require('fs').writeFileSync(process.argv[4], Buffer.concat(data));
END
    equal 'the package uf2 of Node reads --uf2' 'e48bff56 32' \
        "$(node blocks.js "$XROM_NODE_MODULES" out.uf2 back 2>&1)"
    head -c "$size" back | cmp - i.romfs >"$room/out" 2>&1
    equal 'and finds the image in it' '' "$(cat "$room/out")"
    equal 'what follows it in its sector is ff' '' "$(tail -c +$((size + 1)) back | tr -d '\377')"
else
    skip 'the package uf2 of Node reads --uf2' 'there is no Node, or XROM_NODE_MODULES does not lead to its packages'
fi

# ---- Where an image may go ----

refuse 'a base that is no multiple of a sector' 2 \
    'xrom: convert: --base 0x10100100 is no multiple of the 4096 bytes that the flash erases at once; give 0x10100000, or another --sector-size' \
    convert i.romfs --uf2 --family rp2040 --base 0x10100100
run convert i.romfs --hex --base 0x100 --sector-size 256
equal 'sectors may be smaller' 0 "$status"
"$xrom" build tree -o wide.romfs --align 64K >/dev/null
refuse 'a base that breaks the alignment of the image' 1 \
    'xrom: wide.romfs: needs an address that is a multiple of 65536, and 0x10001000 is none; choose another --base, or build it with less --align' \
    convert wide.romfs --uf2 --family rp2040 --base 0x1000
refuse 'a base outside the flash' 1 \
    'xrom: i.romfs: does not fit: it takes 0x20000000 to 0x2000139d, and the flash has 0x10000000 to 0x10ffffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --uf2 --family rp2040 --base 0x20000000
refuse 'an image that reaches past the flash of the chip' 1 \
    'xrom: i.romfs: does not fit: it takes 0x10fff000 to 0x1100039d, and the flash has 0x10000000 to 0x10ffffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --hex --family rp2040 --base 0x10fff000
refuse 'or past that of the board' 1 \
    'xrom: i.romfs: does not fit: it takes 0x101ff000 to 0x1020039d, and the flash has 0x10000000 to 0x101fffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --uf2 --family rp2040 --base 0x101ff000 --flash-size 2M
run convert i.romfs --uf2 --family rp2040 --base 0x101fe000 --flash-size 2M -o out.uf2
equal 'an image that just fits' 0 "$status"
run convert i.romfs --uf2 --family rp2350-arm-s --base 0x11ffe000 -o out.uf2
equal 'the RP2350 has flash of 32 MiB' 0 "$status"
run convert i.romfs --uf2 --family esp32s3 --base 0x310000 -o out.uf2
expect 'a chip whose flash is not known here' 0 "out.uf2: 16384 bytes of --uf2, image of $size bytes at 0x00310000" ''
run convert i.romfs --uf2 --family 0x12345678 --base 0xffffe000 -o out.uf2
equal 'a family by its number, and the end of all addresses' 0 "$status"
refuse 'past the end of all addresses' 1 \
    'xrom: i.romfs: does not fit: it takes 0xfffff000 to 0x10000039d, and the flash has 0x00000000 to 0xffffffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --hex --base 0xfffff000
refuse 'a size of a flash whose start is not known' 1 \
    'xrom: convert: --flash-size is of no use for stm32f4: where its flash begins is not known' \
    convert i.romfs --uf2 --family stm32f4 --base 0x08000000 --flash-size 1M

# ---- Images that are none ----

sed 's/xxxxx/xxXxx/' i.romfs >changed.romfs
refuse 'an image whose checksum is wrong' 1 \
    'xrom: changed.romfs: the checksum does not match the bytes; the image is damaged: build it or copy it again' \
    convert changed.romfs --bin --base 0

head -c 4000 i.romfs >cut.romfs
refuse 'an image that is cut off' 1 \
    "xrom: cut.romfs: the image is cut off: it has $size bytes, 4000 are there; copy the whole image again" \
    convert cut.romfs --bin --base 0
image bad.romfs "$(file a b)\005\002\001a"
refuse 'an image with a fault' 1 \
    'xrom: bad.romfs: a file without data (path /a, offset 11); the image is damaged: build it or copy it again' \
    convert bad.romfs --c
equal 'nothing was left behind' '' "$(find . -name '.*' ! -name .)"

# ---- Usage ----

refuse 'nothing to make' 2 \
    'xrom: convert: what to make is missing: --uf2, --hex, --s19, --bin, --header, --c, --asm or --object; see xrom convert --help' \
    convert i.romfs
refuse 'two things to make' 2 'xrom: convert: --uf2 excludes --hex; see xrom convert --help' convert i.romfs --uf2 --hex
for format in uf2 hex s19 bin; do
    refuse "--$format without a base" 2 \
        "xrom: convert: --$format needs --base, the address of the image in flash; see xrom convert --help" \
        convert i.romfs --$format --family rp2040
done
refuse 'UF2 without a family' 2 \
    'xrom: convert: --uf2 needs --family, as rp2040: boards take no other files; see xrom convert --help' \
    convert i.romfs --uf2 --base 0
refuse 'a family that there is not' 2 \
    'xrom: convert: --family rp2041 is not known: rp2040, rp2350-arm-s, rp2350-riscv, esp32s3 and so on, or a number as 0xe48bff56; see xrom convert --help' \
    convert i.romfs --uf2 --base 0 --family rp2041
refuse 'the family 0' 2 \
    'xrom: convert: --family 0 is not known: rp2040, rp2350-arm-s, rp2350-riscv, esp32s3 and so on, or a number as 0xe48bff56; see xrom convert --help' \
    convert i.romfs --uf2 --base 0 --family 0
refuse 'a base of more than 32 bits' 2 \
    'xrom: convert: --base 0x100000000 is no number from 0 to 0xffffffff; see xrom convert --help' \
    convert i.romfs --hex --base 0x100000000
refuse 'a base that is no number' 2 'xrom: convert: --base flash is no number from 0 to 0xffffffff; see xrom convert --help' \
    convert i.romfs --hex --base flash
refuse 'sectors of 3000 bytes' 2 'xrom: convert: --sector-size 3000 is no power of two; see xrom convert --help' \
    convert i.romfs --hex --base 0 --sector-size 3000
refuse 'sectors of 128 bytes' 2 \
    'xrom: convert: --sector-size 128 is no number from 256 to 0x100000; see xrom convert --help' \
    convert i.romfs --hex --base 0 --sector-size 128
refuse 'an option of the other kind' 2 'xrom: convert: --symbol is not for --hex; see xrom convert --help' \
    convert i.romfs --hex --base 0 --symbol a
refuse '--merge-base without --merge' 2 'xrom: convert: --merge-base needs --merge; see xrom convert --help' \
    convert i.romfs --hex --base 0 --merge-base 0
refuse 'standard input twice' 2 \
    'xrom: convert: standard input can be the image or the firmware, not both; see xrom convert --help' \
    convert - --hex --base 0 --merge -
refuse '--merge of an empty text' 2 'xrom: convert: --merge has an empty text, which names no file; see xrom convert --help' \
    convert i.romfs --hex --base 0 --merge ''
equal 'binary for a terminal' \
    'xrom: convert: --uf2 makes no text for a terminal; name a file with -o, or redirect the output' \
    "$(on_terminal "$xrom" convert i.romfs --uf2 --family rp2040 --base 0)"
equal 'text may go to a terminal' ':020000041000EA' \
    "$(on_terminal "$xrom" convert i.romfs --hex --base 0x10000000 | sed -n 1p)"
if [ -c /dev/full ]; then
    run convert i.romfs --bin --base 0 -o /dev/full
    expect 'a full disk' 1 '' 'xrom: /dev/full: cannot be written: No space left on device'
else
    skip 'a full disk' 'there is no /dev/full'
fi
done_testing
