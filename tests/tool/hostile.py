# SPDX-License-Identifier: MIT
"""Write an image that is made to be a burden, to standard output. Arguments: its kind, and numbers."""
import itertools
import random
import sys


def varuint(value):
    groups = [value & 0x7f]
    while value := value >> 7:
        groups.append(value & 0x7f | 0x80)
    return bytes(reversed(groups))


def record(kind, payload):
    return varuint(kind) + varuint(len(payload)) + payload


def named(kind, name, records):
    return record(kind, varuint(len(name)) + name + records)


def file(name, data=b''):
    return named(5, name, record(2, data))


def image(records):
    return record(0x14a6b1, records)


def nested(name, count, behind=b''):
    """`count` directories, each in the other, and `behind` after each; in linear time."""
    heads, size = [], 0
    for _ in range(count):
        payload = len(varuint(len(name))) + len(name) + size
        heads.append(varuint(4) + varuint(payload) + varuint(len(name)) + name)
        size = len(heads[-1]) - len(name) - len(varuint(len(name))) + payload + len(behind)
    return b''.join(reversed(heads)) + behind * count


def numbered(size, make):
    """As many records as fit into `size` bytes, each made of a name of five figures."""
    records = []
    while size > 0:
        records.append(make(b'%05x' % len(records)))
        size -= len(records[-1])
    return b''.join(records[:-1])


MEGABYTE = 1000000
QUARTER = MEGABYTE // 4  # of entries: they take the most time for their size


def shared(count=71000, size=900000, prefix=''):
    """Files that all have the same data: the first `size` bytes of the image."""
    head = prefix.encode()
    return b''.join(named(5, head + b'%05x' % i, record(3, varuint(size) + varuint(0))) for i in range(count))


def sliding(fill=b''):
    """Files of the same size, each with the data that begins a byte behind that of the one before."""
    return b''.join(named(5, b'%05x' % i, record(3, varuint(400000) + varuint(500000 + i))) for i in range(20000)) + (
        record(1, fill or noise(2)))


def noise(seed):
    return random.Random(seed).randbytes(MEGABYTE)


KINDS = {
    'shared': shared,
    'sliding': sliding,
    'sliding-zeros': lambda: sliding(bytes(MEGABYTE)),
    'nested': lambda count=170000: nested(b'a', count),
    'nested-empty-names': lambda: nested(b'', 200000),
    'nested-control-characters': lambda: nested(b'\x1b', 170000),
    'nested-long-names': lambda: nested(b'n' * 500, 1900),
    'nested-and-back': lambda: nested(b'd', 70000, file(b'f')),
    'chains': lambda: b''.join(named(4, b'%05x' % i, nested(b'd', 4000, file(b'f'))) for i in range(17)),
    'files': lambda: numbered(QUARTER, file),
    'directories': lambda: numbered(QUARTER, lambda name: named(4, name, b'')),
    'equal-directories': lambda: named(4, b'a', b'') * (QUARTER // 4),
    'equal-empty-names': lambda: named(4, b'', b'') * (QUARTER // 3),
    'long-name-above': lambda: named(4, b'\xff' * 60000, numbered(900000, file)),
    'control-characters': lambda: b''.join(file(bytes([1 + i % 31, 0x9b, 0xff, 128 + i % 64]) * 8)
                                           for i in range(25000)),
    'bad-names': lambda: b''.join(map(file, [b'..', b'.', b'', b'a/b', b'a\0b', b'\xff'] * 20000)),
    'one-name': lambda: file(b'x' * 990000),
    'unknown-kinds': lambda: b''.join(record(6 + i, b'') for i in range(240000)),
    'cut': lambda: nested(b'a', 170000)[:-1] + b'\x7f',
    'noise': lambda: noise(1),
}

if __name__ == '__main__':
    # A number, or text that begins with a zero or a one given twice: a prefix of names.
    kind, numbers = sys.argv[1], [text if text in ('00', '11') else int(text) for text in sys.argv[2:]]
    if kind == 'list':
        print('\n'.join(KINDS))
    else:
        sys.stdout.buffer.write(image(KINDS[kind](*numbers)))
