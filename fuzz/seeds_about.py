# SPDX-License-Identifier: MIT
"""Write the seeds of the target about again: images that say something of themselves: python3 fuzz/seeds_about.py."""
import zlib

from seeds import HELLO, data, directory, file, image, record, write

MODIFIED, HASH, TYPE, ENCODING, NAME, VERSION, BUILD_ID, CHECKSUM = 0x71, 0x73, 0x75, 0x77, 0x79, 0x7B, 0x7D, 0x7F
TIME = (1000000000).to_bytes(4, 'little')


def summed(*records):
    bytes_of = image(*records, record(CHECKSUM, bytes(4)))
    return bytes_of[:-4] + (zlib.crc32(bytes_of[:-4]) ^ 0xFFFFFFFF).to_bytes(4, 'little')


SAID = file(b'a', data(b'hello'), record(MODIFIED, TIME), record(HASH, bytes(range(16))), record(TYPE, b'text/html'),
            record(ENCODING, b'gzip'))

SEEDS = {
    'all': summed(record(NAME, b'name'), record(VERSION, b'1.2'), SAID, directory(b'd', SAID),
                  record(BUILD_ID, bytes(range(16)))),
    'none': image(HELLO),
    'empty': summed(),
    'checksum-alone': image(record(CHECKSUM, b'\xff' * 4)),
    'checksum-wrong': summed(HELLO)[:-1] + b'?',
    'checksum-then-more': summed(HELLO)[:3] + bytes([summed(HELLO)[3] + 2]) + summed(HELLO)[4:] + record(1, b''),
    'checksum-twice': summed(HELLO, record(CHECKSUM, b'abcd')),
    'checksum-short': image(HELLO, record(CHECKSUM, b'abc')),
    'checksum-long': image(HELLO, record(CHECKSUM, b'abcde')),
    'time-of-no-bytes': image(file(b'a', data(b''), record(MODIFIED, b''))),
    'time-of-3-bytes': image(file(b'a', data(b''), record(MODIFIED, b'\1\2\3'))),
    'time-of-5-bytes': image(file(b'a', data(b''), record(MODIFIED, TIME + b'\0'))),
    'twice': image(file(b'a', data(b''), record(TYPE, b'first'), record(TYPE, b'second'))),
    'behind-damage': image(file(b'a', data(b''), record(0, b''), record(TYPE, b'text'))),
    'before-damage': image(file(b'a', data(b''), record(TYPE, b'text'), record(0, b''))),
    'of-a-directory': image(directory(b'd', record(TYPE, b'text'), HELLO)),
    'even-kind': image(record(NAME - 1, b'name'), HELLO),
    'damage-in-root': image(record(NAME, b'name'), HELLO, b'\x7f\x05'),
}

if __name__ == '__main__':
    write('about', SEEDS)
