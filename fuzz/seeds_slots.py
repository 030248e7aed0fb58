# SPDX-License-Identifier: MIT
"""Write the seeds of the targets slots and control again: python3 fuzz/seeds_slots.py.

Those of slots are calls, as fuzz_slots.c reads them; those of control are regions with two slots.
"""
import struct
import zlib

from seeds import write

START, ACQUIRE, RELEASE, BEGIN, WRITE, FINISH, MARK, CUT, DISTURB = 0, 1, 2, 3, 4, 6, 7, 8, 9
CONFIRM, ROLLBACK = 0, 1
GOOD, TRIAL = 0, 1
ALL = 255

ROOM, SECTOR = 512, 128


def calls(*pairs):
    return bytes(byte for pair in pairs for byte in pair)


def update(image, trial=GOOD):
    return (BEGIN, image), (WRITE, ALL), (FINISH, trial)


def cut(step, tear=0, variant=0):
    """Before about step * 20 / 8; tear: none, of the byte, of the unit."""
    return (CUT + 10 * (20 + variant) % 256, step // 3 * 3 + tear)


slots = {
    'nothing': b'',
    'one': calls(*update(0), (START, 0), (ACQUIRE, 0)),
    'turns': calls(*update(0), *update(1), *update(2), (START, 0), (ACQUIRE, 0), *update(3)),
    'pieces': calls((BEGIN, 3), *[(WRITE, 7)] * 70, (FINISH, 0)),
    'unfinished': calls((BEGIN, 1), (WRITE, 90), (FINISH, 0), (WRITE, ALL), (FINISH, 0)),
    'no-update': calls((WRITE, 9), (FINISH, 0), (MARK, CONFIRM), (MARK, ROLLBACK), (ACQUIRE, 0)),
    'pinned': calls(*update(0), (ACQUIRE, 0), *update(1), *update(2), (RELEASE, 0), *update(2)),
    'confirmed': calls(*update(0), *update(1, TRIAL), (START, 0), (ACQUIRE, 0), (MARK, CONFIRM), (START, 0)),
    'expired': calls(*update(0), *update(1, TRIAL), (START, 0), (ACQUIRE, 0), (START, 0), (ACQUIRE, 0)),
    'only-trial': calls(*update(1, TRIAL), (ACQUIRE, 0), (START, 0), (ACQUIRE, 0), (MARK, CONFIRM)),
    'rolled-back': calls(*update(0), *update(1), (MARK, ROLLBACK), (START, 0), (ACQUIRE, 0), *update(2)),
    'no-image': calls(*update(0), *update(0xf1), (ACQUIRE, 0)),
    'too-large': calls(*update(0), *update(0xe2), (ACQUIRE, 0)),
    'damaged': calls(*update(0), *update(0xd2), (ACQUIRE, 0)),
    'cut-update': calls(*update(0), cut(60, 1), *update(3), (START, 0), (ACQUIRE, 0), *update(2)),
    'cut-trial': calls(*update(0), *update(1, TRIAL), cut(6, 2), (ACQUIRE, 0), (START, 0), (ACQUIRE, 0)),
    'cut-confirm': calls(*update(1, TRIAL), (ACQUIRE, 0), cut(3, 1), (MARK, CONFIRM), (START, 0), (ACQUIRE, 0)),
    'bad-sector': calls(*update(0), (DISTURB, 16 * 8), *update(3), (DISTURB, 3), *update(3)),
    'bad-page': calls(*update(0), (DISTURB, 17 * 8 + 1), *update(3), (START, 0), (ACQUIRE, 0)),
    'busy': calls(*update(0), (DISTURB, 2 * 8 + 2), *update(1), (ACQUIRE, 0), *update(1)),
}


def image(data):
    file = bytes([1]) + b'f' + bytes([2, 0x80 | len(data) >> 7, len(data) & 127]) + data
    tail = 5 + 2 + 3 + len(file)
    bytes_ = bytes([0xd2, 0xcd, 0x31, 0x80 | tail + 1 >> 7, tail + 1 & 127])
    bytes_ += bytes([0x40, 0])
    bytes_ += bytes([5, 0x80 | len(file) >> 7, len(file) & 127]) + file + bytes([0x7f, 4])
    return bytes_ + struct.pack('<I', zlib.crc32(bytes_) ^ 0xffffffff)


def slot(data, sequence, trial=0, marks=b'', capacity=ROOM, more=0):
    bytes_ = image(data)
    record = b'xsl1' + struct.pack('<IIII', sequence, capacity, len(bytes_) + more, trial)
    record += struct.pack('<I', zlib.crc32(record)) + marks
    return bytes_.ljust(ROOM, b'\xff') + record.ljust(SECTOR, b'\xff')


EMPTY = b'\xff' * (ROOM + SECTOR)
SET, CLEAR = b'\0\0\0\0', b'\xff\xff\xff\xff'

# The last byte says which records get a right checksum: 0, since these have one.
control = {
    'empty': EMPTY + EMPTY,
    'first': slot(b'one', 1) + EMPTY[:-1] + b'\0',
    'second': EMPTY + slot(b'two', 1)[:-1] + b'\0',
    'newer': slot(b'one', 5) + slot(b'two', 6)[:-1] + b'\0',
    'older': slot(b'one', 6) + slot(b'two', 5)[:-1] + b'\0',
    'equal': slot(b'one', 6) + slot(b'two', 6)[:-1] + b'\0',
    'opposite': slot(b'one', 0) + slot(b'two', 0x80000000)[:-1] + b'\0',
    'wrapped': slot(b'one', 0xffffffff) + slot(b'two', 0)[:-1] + b'\0',
    'trial': slot(b'one', 1) + slot(b'two', 2, 1)[:-1] + b'\0',
    'expired': slot(b'one', 1) + slot(b'two', 2, 1, SET)[:-1] + b'\0',
    'confirmed': slot(b'one', 1) + slot(b'two', 2, 1, SET + SET)[:-1] + b'\0',
    'rejected': slot(b'one', 1) + slot(b'two', 2, 0, CLEAR + CLEAR + SET)[:-1] + b'\0',
    'capacity': slot(b'one', 1, capacity=ROOM + SECTOR) + slot(b'two', 2, capacity=0xffffffff)[:-1] + b'\0',
    'size': slot(b'one', 1, more=2) + slot(b'two', 2, more=0x7ffffff0)[:-1] + b'\0',
    'no-image': EMPTY[:ROOM] + slot(b'one', 1)[ROOM:] + EMPTY[:-1] + b'\0',
    'checksums-to-mend': slot(b'one', 1)[:ROOM + 20] + bytes(4) + EMPTY[ROOM + 24:] + slot(b'two', 2)[:-1] + b'\3',
}

if __name__ == '__main__':
    write('slots', slots)
    write('control', control)
