#!/bin/sh
# SPDX-License-Identifier: MIT
# Firmware and image in one file.
. "$(dirname "$0")/tool.sh"

image i.romfs "$(file a hello)" # 15 bytes

# A firmware of 5000 bytes, in all formats: at 0x10000000.
"$python" -c "import sys; sys.stdout.buffer.write(bytes(i * 7 % 251 for i in range(5000)))" >fw.bin
cat >make.py <<'END'
import struct, sys
def block(family, address, number, count, data, flags=0x2000):
    head = struct.pack('<8I', 0x0A324655, 0x9E5D5157, flags, address, len(data), number, count, family)
    return head + data + bytes(476 - len(data)) + struct.pack('<I', 0x0AB16F30)
def firmware(family, extra=0):
    data = open('fw.bin', 'rb').read()
    pages = [data[i:i + 256].ljust(256, b'\0') for i in range(0, len(data), 256)]
    return b''.join(block(family, 0x10000000 + 256 * i, i, len(pages) + extra, page) for i, page in enumerate(pages))
RP2040, ABSOLUTE, RP2350 = 0xe48bff56, 0xe48bff57, 0xe48bff59
write = lambda name, data: open(name, 'wb').write(data)
write('rp2040.uf2', firmware(RP2040))
write('rp2350.uf2', block(ABSOLUTE, 0x10ffff00, 0, 2, b'\xef' * 256) + firmware(RP2350))
write('both.uf2', firmware(RP2040) + firmware(RP2350))
write('comment.uf2', firmware(RP2040, 1) + block(RP2040, 0, 20, 21, b'text' * 64, 0x2001))
write('nameless.uf2', b''.join(block(0, 256 * i, i, 2, b'n' * 256, 0) for i in range(2)))
write('ram.uf2', block(RP2040, 0x20000000, 0, 1, bytes(256)))
END
"$python" make.py || bail_out 'no firmware can be made'
cat >show.py <<'END'
import struct, sys
data = open(sys.argv[1], 'rb').read()
groups = {}
for i in range(0, len(data), 512):
    head = struct.unpack('<8I', data[i:i + 32])
    groups.setdefault(head[7], []).append(head)
for family, heads in groups.items():
    right = [h[5] for h in heads] == list(range(len(heads))) and {h[6] for h in heads} == {len(heads)}
    print('%08x: %d blocks, %s, 0x%08x to 0x%08x' % (family, len(heads), 'numbered' if right else 'of %d' % heads[0][6],
          min(h[3] for h in heads), max(h[3] + h[4] for h in heads) - 1))
END
# show FILE: its families, their blocks, and the addresses of these.
show() {
    "$python" show.py "$1" 2>&1
}

# ---- One file ----

run convert i.romfs --uf2 --base 0x10100000 --merge rp2040.uf2 -o all.uf2
expect 'firmware and image become one file' 0 'all.uf2: 24576 bytes of --uf2, image of 15 bytes at 0x10100000' ''
equal 'whose blocks are numbered as one' 'e48bff56: 48 blocks, numbered, 0x10000000 to 0x10100fff' "$(show all.uf2)"
run ls all.uf2
expect 'in which the image is found' 0 'a' ''
"$python" -c "
data = open('all.uf2', 'rb').read()
pages = {int.from_bytes(data[i + 12:i + 16], 'little'): data[i + 32:i + 288] for i in range(0, len(data), 512)}
flash = lambda first, size: b''.join(pages[first + i] for i in range(0, size, 256))
print(flash(0x10000000, 5120)[:5000] == open('fw.bin', 'rb').read(), flash(0x10100000, 256)[:15] == open('i.romfs', 'rb').read())" \
    >"$room/out" 2>&1
equal 'and the firmware is as it was' 'True True' "$(cat "$room/out")"
if [ -d "${XROM_NODE_MODULES:-}/uf2" ] && command -v node >/dev/null 2>&1; then
    equal 'the package uf2 of Node reads it' '48 blocks of 48' "$(node -e "
        const { decodeBlock } = require(process.env.XROM_NODE_MODULES + '/uf2');
        const file = require('fs').readFileSync('all.uf2');
        let seen = new Set(), total = 0;
        for (let i = 0; i < file.length; i += 512) {
          const block = decodeBlock(Uint8Array.from(file.subarray(i, i + 512)));
          if (block.boardFamily !== 0xe48bff56) throw new Error('family');
          seen.add(block.blockNumber);
          total = block.totalBlocks;
        }
        console.log(seen.size + ' blocks of ' + total)" 2>&1)"
else
    skip 'the package uf2 of Node reads it' 'there is no Node, or XROM_NODE_MODULES does not lead to its packages'
fi

# Firmware in other formats gives the same bytes.
"$xrom" convert i.romfs --hex --base 0x10100000 --merge fw.bin --family rp2040 -o fw_and_image.hex >/dev/null
run convert i.romfs --bin --base 1M --merge fw.bin --family rp2040 -o all.bin
expect 'raw binary goes to the start of flash' 0 'all.bin: 1048591 bytes of --bin, image of 15 bytes at 0x10100000' ''
equal 'and holes are ff' "1043576 $(cat fw.bin i.romfs | wc -c | tr -d ' ')" \
    "$(tail -c +5001 all.bin | head -c 1043576 | tr -dc '\377' | wc -c | tr -d ' ') $({ head -c 5000 all.bin; tail -c 15 all.bin; } | wc -c | tr -d ' ')"
for format in hex s19; do
    # A firmware alone: its own file with an image, of which only the firmware is kept.
    "$python" - $format <<'END'
import sys
data = open('fw.bin', 'rb').read()
out = []
for i in range(0, len(data), 16):
    part, address = data[i:i + 16], 0x10000000 + i
    if sys.argv[1] == 's19':
        body = bytes([len(part) + 5]) + address.to_bytes(4, 'big') + part
        out.append('S3' + (body + bytes([255 - sum(body) & 255])).hex().upper())
    else:
        body = bytes([len(part), address >> 8 & 255, address & 255, 0]) + part
        out.append(':' + (body + bytes([-sum(body) & 255])).hex().upper())
if sys.argv[1] == 's19':
    out.append('S70500000000FA')
else:
    out = [':020000041000EA'] + out + [':0400000510000101E5', ':00000001FF']
open('fw.' + sys.argv[1], 'w').write('\n'.join(out) + '\n')
END
    run convert i.romfs --uf2 --base 0x10100000 --merge fw.$format --family rp2040 -o other.uf2
    "$xrom" convert i.romfs --uf2 --base 0x10100000 --merge fw.bin --family rp2040 -o binary.uf2 >/dev/null
    equal "a firmware in $format" '0 ' "$status $(cmp binary.uf2 other.uf2 2>&1)"
done
run convert i.romfs --bin --base 0x8000 --merge fw.bin --merge-base 0x1000 -o other.bin
equal 'a binary may go elsewhere' "0 $((0x7000 + 15))" "$status $(wc -c <other.bin | tr -d ' ')"
refuse 'an empty firmware' 1 'xrom: /dev/null: has no bytes for the flash; name a firmware' \
    convert i.romfs --uf2 --base 1M --family rp2040 --merge /dev/null
refuse 'a binary without a place' 1 'xrom: fw.bin: has no addresses: say with --merge-base where it goes' \
    convert i.romfs --hex --base 0x100000 --merge fw.bin
refuse 'a place for what has addresses' 1 'xrom: fw.hex: has addresses of its own; leave out --merge-base' \
    convert i.romfs --hex --base 0x100000 --merge fw.hex --merge-base 0
refuse 'UF2 of a firmware that does not say for which chip' 1 \
    'xrom: fw.hex: does not say for which chip it is: say so with --family' \
    convert i.romfs --uf2 --base 0x10100000 --merge fw.hex

# ---- Families ----

run convert i.romfs --uf2 --base 1M --merge rp2350.uf2 -o all.uf2
equal 'the block for RP2350-E10 stays, in front' '0 e48bff57: 1 blocks, of 2, 0x10ffff00 to 0x10ffffff
e48bff59: 48 blocks, numbered, 0x10000000 to 0x10100fff' "$status $(show all.uf2)"
equal 'as it was' '' "$(head -c 512 rp2350.uf2 >one && head -c 512 all.uf2 | cmp - one 2>&1)"
refuse 'an image in its sector' 1 \
    'xrom: i.romfs: shares the sector at 0x10ffff00 with the block that works around RP2350-E10 in rp2350.uf2, which may erase it; choose a lower --base' \
    convert i.romfs --uf2 --base 0x10fff000 --merge rp2350.uf2
refuse 'a file for several families' 1 \
    'xrom: both.uf2: is for several families, as 0xe48bff56 and 0xe48bff59; choose with --family' \
    convert i.romfs --uf2 --base 1M --merge both.uf2
run convert i.romfs --uf2 --base 1M --merge both.uf2 --family rp2350-arm-s -o all.uf2
equal 'one of them gets the image' '0 e48bff56: 32 blocks, numbered, 0x10000000 to 0x10001fff
e48bff59: 48 blocks, numbered, 0x10000000 to 0x10100fff' "$status $(show all.uf2)"
run convert i.romfs --hex --base 1M --merge both.uf2 --family rp2350-arm-s -o all.hex
equal 'other formats have one family, and that is said' \
    '0 xrom: both.uf2: warning: what it has for other families is left out, as only --uf2 can have several' \
    "$status $(cat "$room/err")"
refuse 'a family that the firmware is not for' 1 \
    'xrom: rp2040.uf2: is for rp2040, not for the family that --family says' \
    convert i.romfs --uf2 --base 1M --merge rp2040.uf2 --family rp2350-arm-s
run convert i.romfs --uf2 --base 0x10000 --merge nameless.uf2 --family stm32f4 -o all.uf2
equal 'a firmware without a family gets one' '0 57755a57: 32 blocks, numbered, 0x00000000 to 0x00010fff' \
    "$status $(show all.uf2)"
run convert i.romfs --uf2 --base 1M --merge comment.uf2 -o all.uf2
expect 'comments are left out, with a warning' 0 'all.uf2: 24576 bytes of --uf2, image of 15 bytes at 0x10100000' \
    'xrom: comment.uf2: warning: 1 of its blocks are not for the flash, and are left out'

# ---- Overlaps ----

refuse 'an image over the firmware' 1 \
    'xrom: i.romfs: shares flash with rp2040.uf2 at 0x10000000, or the 4096 bytes that are erased at once there; choose another --base, as 0x10002000' \
    convert i.romfs --uf2 --base 0x10000000 --merge rp2040.uf2
refuse 'an image in the last sector of the firmware' 1 \
    'xrom: i.romfs: shares flash with rp2040.uf2 at 0x10001000, or the 4096 bytes that are erased at once there; choose another --base, as 0x10002000' \
    convert i.romfs --uf2 --base 0x10001000 --merge rp2040.uf2
"$xrom" convert i.romfs --uf2 --base 0x10fff000 --merge rp2040.uf2 -o full.uf2 >/dev/null
refuse 'an image over the end of the flash that is in use' 1 \
    'xrom: i.romfs: shares flash with full.uf2 at 0x10fff000, or the 4096 bytes that are erased at once there; choose another --base' \
    convert i.romfs --uf2 --base 0x10fff000 --merge full.uf2
run convert i.romfs --uf2 --base 0x10002000 --merge rp2040.uf2 -o all.uf2
equal 'an image in the next one' '0 e48bff56: 48 blocks, numbered, 0x10000000 to 0x10002fff' "$status $(show all.uf2)"
refuse 'an image before a firmware, in its sector' 1 \
    'xrom: i.romfs: shares flash with fw.bin at 0x10008800, or the 4096 bytes that are erased at once there; choose another --base, as 0x1000a000' \
    convert i.romfs --uf2 --base 0x10008000 --merge fw.bin --merge-base 0x10008800 --family rp2040
refuse 'a firmware that is not for the flash' 1 \
    'xrom: ram.uf2: does not fit: it takes 0x20000000 to 0x200000ff, and the flash has 0x10000000 to 0x10ffffff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --uf2 --base 1M --merge ram.uf2
refuse 'a firmware that is too large for the flash' 1 \
    'xrom: rp2040.uf2: does not fit: it takes 0x10000000 to 0x100013ff, and the flash has 0x10000000 to 0x10000fff; choose another --base, or correct --family and --flash-size' \
    convert i.romfs --uf2 --base 0 --merge rp2040.uf2 --flash-size 4K

# ---- Files that are broken ----

head -c 1000 rp2040.uf2 >cut.uf2
refuse 'a firmware that is cut off' 1 \
    'xrom: cut.uf2: it is cut off: 1000 bytes are no whole number of blocks of 512; copy it again' \
    convert i.romfs --uf2 --base 1M --merge cut.uf2
refuse 'no firmware' 1 'xrom: none.uf2: No such file or directory; check the path' \
    convert i.romfs --uf2 --base 1M --merge none.uf2
printf ':0100000041BE\n:02000004FFFFFC\n:01FFFF0042BF\n:00000001FF\n' >far.hex
run convert i.romfs --hex --base 0x10000 --merge far.hex -o all.hex
equal 'bytes that are 4 GiB apart' 0 "$status"
refuse 'as raw binary' 1 'xrom: i.romfs: its bytes lie too far apart for raw binary; write UF2, HEX or S-records' \
    convert i.romfs --bin --base 0x10000 --merge far.hex -o far.bin
done_testing
