# SPDX-License-Identifier: MIT
"""Write the seeds of the target index again, which are images with an index: python3 fuzz/seeds_index.py."""
from seeds import number, write

PRIME = 0x01000193
SHARED = 0x1FFFFFFF


def hash_of(path, shape):
    value = shape
    for byte in path:
        value = (value ^ byte) * PRIME & 0xFFFFFFFF
    return value


def spread(value, slots):
    return (value >> 15) * slots >> 17


def place(value, pilot, slots):
    return spread(value * pilot & 0xFFFFFFFF, slots)


def word(value):
    return value.to_bytes(4, 'little')


def plan(hashes, slots):
    """A pilot for each group, and the slot of each hash; None where there is none."""
    groups = {}
    for value in set(hashes):
        groups.setdefault(spread(value, slots) // 4, []).append(value)
    pilots, taken = {}, {}
    for group, values in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        for pilot in range(65536):
            where = {place(value, pilot, slots): value for value in sorted(values)}
            if len(where) == len(values) and not where.keys() & taken.keys():
                break
        else:
            return None
        pilots[group] = pilot
        taken.update(where)
    return pilots, {value: slot for slot, value in taken.items()}


def indexed(tree, groups=None, align=3, change=None):
    """An image of [(name, data or list)], its index right behind the header; `change` may spoil the table of slots."""
    groups = groups or 2 * (sum(1 for _ in paths_of(tree, b'')) // 7 + 1)
    slots = 4 * groups
    out = bytearray(b'\xd2\xcd\x31' + bytes(5) + bytes([0x40 + align, 0]))
    while (len(out) + 6 + 2 * groups) % 8:
        out += b'\x80'
    out += b'\x61' + number(34 * groups + 4, 5 - len(number(34 * groups + 4)))
    record = len(out)
    out += bytes(34 * groups + 4)
    entries = []
    lay_out(out, tree, b'', 0, entries)
    for seed in range(65536):
        shape = seed << 16 | groups
        found = plan([hash_of(path, shape) for path, _, _ in entries], slots)
        if found:
            break
    pilots, places = found
    start = record + 2 * groups
    table = {}
    for path, position, parent in entries:
        value = hash_of(path, shape)
        table[places[value]] = ((0, value & 0xE0000000 | SHARED) if places[value] in table else
                                (parent // 4, value & 0xE0000000 | position // 4))
    if change:
        change(table, {path: places[hash_of(path, shape)] for path, _, _ in entries})
    for group, pilot in pilots.items():
        out[start - 2 - 2 * group:start - 2 * group] = pilot.to_bytes(2, 'little')
    for slot, (parent, entry) in table.items():
        out[start + 8 * slot:start + 8 * slot + 8] = word(parent) + word(entry)
    out[start + 8 * slots:start + 8 * slots + 4] = word(shape)
    out[3:8] = number(len(out) - 8, 5 - len(number(len(out) - 8)))
    return bytes(out)


def paths_of(tree, before):
    for name, content in tree:
        yield before + name
        if isinstance(content, list):
            yield from paths_of(content, before + name + b'/')


def lay_out(out, tree, before, parent, entries):
    for name, content in tree:
        folder = isinstance(content, list)
        while len(out) % 4 != (2 if folder else 0):
            out += b'\x80'
        if folder:
            out += b'\x63\x04' + word(parent // 4)
        entries.append((before + name, len(out), parent))
        position = len(out)
        out += (b'\x04' if folder else b'\x05') + bytes(3) + number(len(name)) + name
        if folder:
            lay_out(out, content, before + name + b'/', position, entries)
        else:
            out += b'\x02' + number(len(content)) + content
        size = number(len(out) - position - 4)
        out[position + 1:position + 4] = b'\x80' * (3 - len(size)) + size


TREE = [(b'a', b'1'), (b'd', [(b'a', b'2'), (b'd', [(b'a', b'3'), (b'e', [])]), (b'b', b'4')]), (b'e', [(b'a', b'5')])]


def swap(one, other):
    def change(table, slots):
        table[slots[one]], table[slots[other]] = table[slots[other]], table[slots[one]]
    return change


def lead(path, parent=None, entry=None):
    def change(table, slots):
        old = table[slots[path]]
        table[slots[path]] = (old[0] if parent is None else parent,
                              old[1] if entry is None else old[1] & 0xE0000000 | entry)
    return change


def copy(path, of):
    def change(table, slots):
        table[slots[path]] = (table[slots[of]][0],
                              table[slots[path]][1] & 0xE0000000 | table[slots[of]][1] & 0x1FFFFFFF)
    return change


SEEDS = {
    'tree': indexed(TREE),
    'empty': indexed([]),
    'one': indexed([(b'a', b'1')]),
    'flat': indexed([(b'%d.py' % n, b'x' * n) for n in range(40)]),
    'deep': indexed([(b'd', [(b'd', [(b'd', [(b'd', [(b'd', [(b'f', b'end')])])])])])]),
    'room': indexed(TREE, groups=8),
    'unaligned': indexed(TREE, align=0),
    'equal-names': indexed([(b'a', b'1'), (b'a', b'2')]),
    'slash': indexed([(b'a/b', b'1'), (b'a', [(b'c', b'2')])]),
    'no-name': indexed([(b'', b'1'), (b'd', [(b'', b'2')])]),
    'swapped': indexed(TREE, change=swap(b'a', b'd/b')),
    'other-file-of-this-name': indexed(TREE, change=copy(b'd/a', b'd/d/a')),
    'parent-itself': indexed(TREE, change=lead(b'd/a', parent=2)),
    'parent-none': indexed(TREE, change=lead(b'd/a', parent=0)),
    'parent-far': indexed(TREE, change=lead(b'd/a', parent=0x40000000)),
    'parent-past': indexed(TREE, change=lead(b'd/a', parent=0xFFFFFFFF)),
    'entry-header': indexed(TREE, change=lead(b'd/a', entry=1)),
    'entry-far': indexed(TREE, change=lead(b'd/a', entry=0x1FFFFFFE)),
    'slots-none': bytes.fromhex('d2cd313080612d00000021000000000000000000fbffffff'
                                '00000000000000000000000000000000000000000100000000000001' '31'),
    'shared-alone': indexed(TREE, change=lead(b'a', entry=SHARED)),
}

if __name__ == '__main__':
    write('index', SEEDS)
