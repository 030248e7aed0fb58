# SPDX-License-Identifier: MIT
"""Write the seeds of the target convert again, which are flash files: python3 fuzz/seeds_convert.py."""
import struct

from seeds import write

RP2040, ABSOLUTE, RP2350 = 0xE48BFF56, 0xE48BFF57, 0xE48BFF59


def block(family, address, number, count, data, flags=0x2000, tail=b''):
    head = struct.pack('<8I', 0x0A324655, 0x9E5D5157, flags, address, len(data), number, count, family)
    return head + (data + tail).ljust(476, b'\xff') + struct.pack('<I', 0x0AB16F30)


def hex_line(kind, address, data=b''):
    body = bytes([len(data), address >> 8 & 255, address & 255, kind]) + data
    return b':' + (body + bytes([-sum(body) & 255])).hex().upper().encode() + b'\n'


def s_line(kind, width, address, data=b''):
    body = bytes([len(data) + width + 1]) + address.to_bytes(width, 'big') + data
    return b'S%d' % kind + (body + bytes([255 - sum(body) & 255])).hex().upper().encode() + b'\n'


END = hex_line(1, 0)
E10 = block(ABSOLUTE, 0x10FFFF00, 0, 2, b'\xef' * 256)
PAGE = bytes(range(256))

SEEDS = {
    'hex-data': hex_line(0, 0x30, b'abc') + END,
    'hex-linear': hex_line(4, 0, b'\x10\x00') + hex_line(0, 0xFFF8, PAGE[:16]) + hex_line(0, 8, PAGE[:16]) + END,
    'hex-segment': hex_line(2, 0, b'\x12\x34') + hex_line(0, 1, b'A') + hex_line(3, 0, bytes(4)) + END,
    'hex-segment-wraps': hex_line(2, 0, b'\x12\x34') + hex_line(0, 0xFFFF, b'AB') + END,
    'hex-far': hex_line(0, 0, b'A') + hex_line(4, 0, b'\xff\xff') + hex_line(0, 0xFFFF, b'B') + END,
    'hex-past-the-end': hex_line(4, 0, b'\xff\xff') + hex_line(0, 0xFFFF, b'AB') + END,
    'hex-backwards': hex_line(0, 8, b'cdef') + hex_line(0, 4, b'xyzabc'[:4]) + hex_line(0, 0, b'1234') + END,
    'hex-twice': hex_line(0, 0, b'abcd') + hex_line(0, 2, b'cdef') + END,
    'hex-contradicts': hex_line(0, 0, b'abcd') + hex_line(0, 2, b'CD') + END,
    'hex-no-end': hex_line(0, 0, b'abcd'),
    'hex-more': END + hex_line(0, 0, b'abcd'),
    'hex-holes': b''.join(hex_line(0, 4096 * i, b'%d' % i) for i in range(9)) + END,
    'hex-lower-case': (hex_line(0, 0, b'abcd') + hex_line(5, 0, bytes(4)) + END).lower(),
    's19-16': s_line(0, 2, 0, b'name') + s_line(1, 2, 0xFFFE, b'ab') + s_line(5, 2, 1) + s_line(9, 2, 0),
    's19-24': s_line(2, 3, 0xABCDEF, b'ab') + s_line(6, 3, 1) + s_line(8, 3, 0),
    's19-32': s_line(3, 4, 0xFFFFFFFF, b'z') + s_line(3, 4, 0x10000000, b'a') + s_line(7, 4, 0x10000000),
    's19-count': s_line(1, 2, 0, b'a') + s_line(5, 2, 2) + s_line(9, 2, 0),
    's19-past-the-end': s_line(3, 4, 0xFFFFFFFF, b'ab') + s_line(7, 4, 0),
    's19-no-end': s_line(1, 2, 0, b'a'),
    'uf2-one': block(RP2040, 0x10000000, 0, 1, PAGE),
    'uf2-two': block(RP2040, 0x10000100, 1, 2, PAGE) + block(RP2040, 0x10000000, 0, 2, PAGE),
    'uf2-families': block(RP2040, 0x10000000, 0, 1, PAGE) + block(RP2350, 0x10000000, 0, 1, b'other' * 9),
    'uf2-e10': E10 + block(RP2350, 0x10000000, 0, 1, PAGE),
    'uf2-e10-tag': block(ABSOLUTE, 0x10FFFF00, 0, 2, b'\xef' * 256, 0xA000, b'\x04\xe3\x57\x99') +
                   block(RP2350, 0x10000000, 0, 1, PAGE),
    'uf2-nameless': block(0, 0, 0, 1, PAGE, 0),
    'uf2-comment': block(RP2040, 0x10000000, 0, 2, PAGE) + block(RP2040, 0, 1, 2, b'text', 0x2001),
    'uf2-container': block(100, 0, 0, 1, b'data', 0x1000, b'name\0'),
    'uf2-md5': block(RP2040, 0x10000000, 0, 1, PAGE, 0x6000),
    'uf2-tags': block(RP2040, 0x10000000, 0, 1, PAGE, 0xA000, b'\x09\xbc\xc7\x9f0.1.2\0\0\0\xff\xff\xff\xff'),
    'uf2-twice': block(RP2040, 0x10000000, 0, 1, PAGE) * 2,
    'uf2-too-few': block(RP2040, 0x10000000, 0, 2, PAGE),
    'uf2-last-page': block(RP2040, 0xFFFFFF00, 0, 1, PAGE),
    'uf2-past-the-end': block(RP2040, 0xFFFFFF01, 0, 1, PAGE),
    'uf2-cut': block(RP2040, 0x10000000, 0, 1, PAGE)[:-1],
    'nothing': b'',
    'image': b'\xd2\xcd\x31\x00',
}

if __name__ == '__main__':
    write('convert', SEEDS)
