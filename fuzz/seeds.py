# SPDX-License-Identifier: MIT
"""Write the seed corpora again: python3 fuzz/seeds.py. Each seed leads a target to something of its own.

corpus/image    partitions, for the targets image, file, lookup and rebuild; those of `vectors` come from MicroPython
corpus/lookup   partitions that end with a path and its size, for lookup
corpus/build    options and entries as fuzz/model.h describes them, for build
"""
import pathlib
import shutil

HERE = pathlib.Path(__file__).resolve().parent
VECTOR_SIZE_MAX = 1000  # bytes; larger vectors are read by the tests, and only make a fuzzer slow


def number(value, pad=0):
    """A varuint, with `pad` bytes of 0x80 before it."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.insert(0, 0x80 | value & 0x7F)
    return bytes([0x80] * pad + groups)


def record(kind, payload=b'', pad=0, size=None):
    """A record; `size` is what it says of its length, by default the truth."""
    return number(kind, pad) + number(len(payload) if size is None else size, pad) + payload


def named(kind, name, *records, pad=0, name_size=None):
    size = number(len(name) if name_size is None else name_size, pad)
    return record(kind, size + name + b''.join(records), pad)


def directory(name, *records, **options):
    return named(4, name, *records, **options)


def file(name, *records, **options):
    return named(5, name, *records, **options)


def data(content, **options):
    return record(2, content, **options)


def pointer(size, offset, **options):
    return record(3, number(size) + number(offset), **options)


def image(*records, pad=0, size=None):
    payload = b''.join(records)
    return b'\xd2\xcd\x31' + number(len(payload) if size is None else size, pad) + payload


def deep(levels):
    inner = file(b'f', data(b'end'))
    for _ in range(levels):
        inner = directory(b'd', inner)
    return inner


HELLO = file(b'a', data(b'hello'))

IMAGES = {
    # Headers.
    'header-none': b'',
    'header-erased': b'\xff' * 8,
    'header-short': b'\xd2\xcd',
    'header-other-first-byte': b'\x80\xd2\xcd\x31\x00',
    'header-no-length': b'\xd2\xcd\x31',
    'header-length-cut': b'\xd2\xcd\x31\x80',
    'header-length-33-bits': b'\xd2\xcd\x31' + number(1 << 32),
    'header-length-32-bits': b'\xd2\xcd\x31' + number((1 << 32) - 1),
    'header-length-31-bits': b'\xd2\xcd\x31' + number((1 << 31) - 9),
    'header-length-padded': image(HELLO, HELLO, pad=5),
    'header-longer-than-partition': image(HELLO, size=len(HELLO) + 1),
    'header-empty': image(),
    'followed-by-flash': image(HELLO) + b'\xff' * 16,
    # Entries.
    'one-file': image(HELLO),
    'empty-file': image(file(b'a', data(b'')), HELLO),
    'two-files': image(HELLO, file(b'b', data(b'world'))),
    'directory': image(directory(b'd', HELLO, file(b'b', data(b'2'))), file(b'e', data(b'3'))),
    'empty-directory': image(directory(b'd'), directory(b'e', directory(b'f')), HELLO),
    'deep': image(deep(9), HELLO),
    'equal-files': image(HELLO, file(b'a', data(b'second'))),
    'equal-directories': image(directory(b'd', HELLO), directory(b'd', file(b'b', data(b'2')))),
    'equal-kinds': image(HELLO, directory(b'a', HELLO)),
    'unsorted': image(file(b'b', data(b'2')), HELLO),
    'long-name': image(file(b'n' * 130, data(b'1'))),
    'nul-in-name': image(file(b'a\0b', data(b'1'))),
    'no-name': image(directory(b'', file(b'', data(b'1'))), HELLO),
    'slash-in-name': image(file(b'a/b', data(b'1')), directory(b'a', file(b'b', data(b'2')))),
    'slash-behind-name': image(file(b'a', data(b'1')), file(b'a/', data(b'2'))),
    'dots': image(file(b'.', data(b'1')), directory(b'..', HELLO)),
    'prefixes': image(file(b'ab', data(b'1')), HELLO, directory(b'abc', HELLO)),
    'utf8': image(file('\u00e9\u20ac\U0001f600'.encode(), data(b'1')), directory('\u00e9'.encode(), HELLO)),
    'utf8-broken': image(file(b'\xc3', data(b'1'))),
    'mpy-alignment': image(record(1, b'..'), file(b'f', data(bytes(16), pad=3))),
    # Records that mean nothing.
    'padding': image(record(1), HELLO, record(1, b'comment'), directory(b'd', record(1, b'x'), HELLO), record(1)),
    'unknown-kinds': image(record(6, b'?'), HELLO, record(1 << 31, b'?'), file(b'b', record(7), data(b'2'), record(8))),
    'data-in-directory': image(data(b'root'), pointer(1, 0), HELLO),
    'file-in-file': image(file(b'f', HELLO, data(b'own'), HELLO)),
    'padded-numbers': image(directory(b'd', file(b'a', data(b'1', pad=2), pad=1), pad=3)),
    # Data elsewhere.
    'pointer': image(data(b'shared!!'), file(b'x', pointer(6, 2)), file(b'y', pointer(6, 2))),
    'pointer-to-itself': image(file(b'x', pointer(8, 0))),
    'pointer-to-the-end': image(HELLO, file(b'x', pointer(0, 17))),
    'pointer-before-data': image(data(b'12345'), file(b'x', pointer(2, 2), data(b'no'))),
    'data-before-pointer': image(file(b'x', data(b'yes'), pointer(1, 99))),
    'many-pointers': image(data(b'd' * 64), *[file(b'%c' % c, pointer(c, c - 97)) for c in range(97, 117)]),
    # Damage.
    'kind-0': image(HELLO, record(0)),
    'kind-cut': image(HELLO, b'\x85'),
    'kind-33-bits': image(HELLO, number(1 << 32) + b'\0'),
    'kind-33-bits-then-length': image(HELLO, number((1 << 32) + 0x7f)),
    'length-missing': image(HELLO, b'\x05'),
    'length-33-bits': image(HELLO, b'\x05' + number(1 << 32)),
    'length-wraps': image(HELLO, b'\x05' + number((1 << 32) - 6)),
    'record-past-image': image(HELLO, record(9, b'??', size=3)),
    'record-past-directory': image(directory(b'd', record(9, b'??', size=3)), HELLO),
    'record-past-file': image(file(b'f', record(9, b'??', size=3)), HELLO),
    'name-past-record': image(HELLO, file(b'ab', name_size=3), HELLO),
    'name-wraps': image(directory(b'ab', name_size=(1 << 32) - 1), HELLO),
    'name-33-bits': image(file(b'ab', name_size=1 << 32)),
    'name-missing': image(record(5), HELLO),
    'nested-name-past-record': image(file(b'f', data(b'1'), file(b'ab', name_size=3))),
    'kind-0-behind-data': image(file(b'f', data(b'1'), record(0)), HELLO),
    'kind-0-before-data': image(file(b'f', record(0), data(b'1')), HELLO),
    'damage-then-more': image(directory(b'd', record(0)), directory(b'e', HELLO)),
    'no-data': image(file(b'x'), HELLO),
    'no-data-at-the-end': image(HELLO, file(b'x')),
    'no-data-but-padding': image(file(b'x', record(1, b'x'), record(6))),
    'pointer-past-image': image(HELLO, file(b'x', pointer(9, 15))),
    'pointer-past-image-before-data': image(file(b'x', pointer(9, 15), data(b'1'))),
    'pointer-offset-past-image': image(file(b'x', pointer(0, 99))),
    'pointer-wraps': image(file(b'x', pointer(9, (1 << 32) - 4))),
    'pointer-cut': image(file(b'x', record(3, b'\x01'))),
    'pointer-cut-before-more': image(file(b'x', record(3, b'\x01\x80'), record(1))),
    'pointer-33-bits': image(file(b'x', pointer(1 << 32, 0))),
    'pointer-empty': image(file(b'x', record(3))),
    'damage-among-equals': image(HELLO, file(b'a', record(0)), directory(b'd', HELLO), directory(b'd', record(0))),
}

TREE = image(HELLO, directory(b'lib', directory(b'a', HELLO), file(b'a.py', data(b'1'))), file(b'b', data(b'2')))
BROKEN = image(directory(b'lib', HELLO, record(0)), directory(b'sound', HELLO), record(0))


def lookup(partition, path):
    return partition + path + bytes([len(path)])


LOOKUPS = {
    'root': lookup(TREE, b''),
    'root-slash': lookup(TREE, b'/'),
    'two-slashes': lookup(TREE, b'//'),
    'file': lookup(TREE, b'lib/a/a'),
    'file-slash': lookup(TREE, b'a/'),
    'directory-slash': lookup(TREE, b'/lib/'),
    'slashes-inside': lookup(TREE, b'lib//a'),
    'below-a-file': lookup(TREE, b'lib/a.py/x'),
    'dots': lookup(TREE, b'lib/../a'),
    'case': lookup(TREE, b'LIB/A'),
    'nul': lookup(TREE, b'lib\0a'),
    'before-damage': lookup(BROKEN, b'lib/a'),
    'at-damage': lookup(BROKEN, b'lib/b'),
    'behind-damage': lookup(BROKEN, b'sound/a'),
    'absent-though-damaged': lookup(BROKEN, b'sound/b'),
    'damage-at-the-end': lookup(BROKEN, b'b'),
    'no-name': lookup(image(directory(b'', HELLO)), b'//a'),
    'name-with-slash': lookup(IMAGES['slash-in-name'], b'a/b'),
    'path-longer-than-input': b'\xd2\xcd\x31\x00\xff',
}


def folder(name, parent=0):
    return bytes([0, parent, len(name)]) + name


def content(name, parent=0, bytes_of=b''):
    return bytes([1, parent, len(name)]) + name + bytes([len(bytes_of)]) + bytes_of


def long_name(size, fill=b'n'):
    return b'\xff' + size.to_bytes(2, 'big') + fill


def generated(name, size, parent=0):
    units = size if size < 0xFF00 else 0xFF00 + size // 8192
    return bytes([1, parent, len(name)]) + name + b'\xff' + units.to_bytes(2, 'big')


DEFAULT, MPREMOTE, LARGE, PLAIN = b'\0', b'\1', b'\2', b'\4'
RULES, ABOUT, NO_DEDUPE, INDEX, COMPRESSED = 8, 16, 32, 64, 128


def options(*bits):
    return bytes([sum(bits)])


SOME = content(b'b', 0, b'1') + folder(b'd') + content(b'a', 2, b'22') + folder(b'e', 2) + content(b'a', 0, b'333')

BUILDS = {
    'empty': DEFAULT,
    'one': DEFAULT + content(b'a', 0, b'hello'),
    'empty-file': DEFAULT + content(b'a'),
    'some': DEFAULT + SOME,
    'some-mpremote': MPREMOTE + SOME,
    'some-plain': PLAIN + SOME,
    'some-about': options(ABOUT) + SOME,
    'some-all': options(4, RULES, ABOUT, INDEX, COMPRESSED) + SOME,
    'equal-files': DEFAULT + content(b'a') + content(b'b') + content(b'a'),
    'equal-kinds': MPREMOTE + content(b'a') + folder(b'a'),
    'equal-in-different-directories': DEFAULT + folder(b'd') + content(b'a', 1) + content(b'a'),
    'name-empty': DEFAULT + content(b'') + content(b'a'),
    'name-dot': DEFAULT + content(b'.') + folder(b'..') + content(b'...'),
    'name-slash': DEFAULT + content(b'a/b') + folder(b'/'),
    'name-nul': DEFAULT + content(b'a\0') + content(b'a'),
    'name-control': DEFAULT + content(b'a\nb') + folder(b'\x1b[31m') + content(b'\x7f\xc2\x85') + content(b'a\nb'),
    'name-dots': DEFAULT + content(b'.a') + content(b'a.') + content(b'..a'),
    'name-control-equal': DEFAULT + 2 * content(b'\x01\x7f\xc2\x9f\xc2\xa0\xe2\x82\xac'),
    'name-long': DEFAULT + b'\0\0' + long_name(300) + b'\1\1' + long_name(4096) + b'\1x',
    'name-long-zero': DEFAULT + b'\0\0' + long_name(300, b'\0') + b'\0\0' + long_name(0),
    'names-long-equal': DEFAULT + 2 * (b'\0\0' + long_name(1100)),
    'names-long-control-equal': DEFAULT + 2 * (b'\0\0' + long_name(300, b'\n')),
    'names-prefixes': MPREMOTE + content(b'ab') + content(b'a') + content(b'a.b') + content(b'a-b') + folder(b'abc'),
    'names-deep': DEFAULT + b''.join(folder(b'd', n) for n in range(12)) + content(b'f', 12, b'end'),
    'names-deep-equal': DEFAULT + b''.join(bytes([0, n]) + long_name(999) for n in range(9)) + 2 * content(b'f', 9),
    'utf8-lengths': DEFAULT + content('\u00e9'.encode()) + content('\u20ac'.encode()) + content('\U0001f600'.encode()),
    'utf8-order': DEFAULT + content('\uffff'.encode()) + content('\U00010000'.encode()) + content('\ud7ff'.encode()),
    'utf8-overlong': DEFAULT + content(b'\xc0\xaf') + content(b'\xe0\x9f\xbf') + content(b'\xf0\x8f\xbf\xbf'),
    'utf8-surrogate': DEFAULT + content(b'\xed\xa0\x80') + content(b'\xed\x9f\xbf'),
    'utf8-too-large': DEFAULT + content(b'\xf4\x90\x80\x80') + content(b'\xf5\x80\x80\x80'),
    'utf8-largest': DEFAULT + content(b'\xf4\x8f\xbf\xbf'),
    'utf8-broken': DEFAULT + content(b'\xc3a') + content(b'\xe2(\xa1') + content(b'\xe2\x82('),
    'utf8-cut': DEFAULT + content(b'\xe2\x82') + content(b'\x80') + content(b'a\xc3') + content(b'\xff'),
    'utf8-mpremote': MPREMOTE + content('\u00e9'.encode()),
    'file-as-parent': DEFAULT + content(b'a', 0, b'1') + content(b'b', 1, b'2') + folder(b'c', 1),
    'sizes': DEFAULT + b''.join(generated(b'f%d' % n, n) for n in (0, 1, 126, 127, 128, 129, 255, 16383, 16384)),
    'sizes-mpremote': MPREMOTE + folder(b'd') + b''.join(generated(b'%d' % n, n, 1) for n in range(118, 126)),
    'sizes-of-buffers': LARGE + generated(b'a', 32767) + generated(b'b', 65536) + generated(b'c', 1 << 18),
    'sizes-of-parts': LARGE + content(b'a', 0, b'1') + generated(b'b', (2 << 20) - 8192) + content(b'c', 0, b'2'),
    'sizes-rules': options(RULES) + b''.join(generated(b'%d' % (n % 100), n) for n in (3, 40, 64, 700, 4096, 5000)),
    'sizes-indexed': options(4, INDEX) + folder(b'd') + b''.join(generated(b'%d' % n, n, n % 2) for n in range(120, 126)),
    'sizes-compressed': options(COMPRESSED, ABOUT) + b''.join(generated(b'%d' % n, n) for n in (0, 24, 30, 31, 9999)),
    'wide-alone': options(RULES, 4) + generated(b'x', 3) + generated(b'xx', 0) + generated(b'dx', 70),
    'wide-among-small': options(RULES) + generated(b'1', 100) + b''.join(generated(b'x%dz' % n, 900) for n in range(9)),
    'wide-and-shared': options(RULES) + content(b'y', 0, b'same data') + content(b'1', 0, b'same data'),
    'shared': DEFAULT + folder(b'd') + b''.join(content(b'%d' % n, n % 2, b'same data') for n in range(2, 6)),
    'shared-small': PLAIN + b''.join(content(b'%d' % n, 0, b'equal'[:n // 2]) for n in range(11)),
    'not-shared': options(NO_DEDUPE, INDEX) + content(b'a', 0, b'same data') + content(b'b', 0, b'same data'),
    'full': DEFAULT + b''.join(folder(b'%d' % n, n % 5) for n in range(66)),
}


def write(name, seeds):
    where = HERE / 'corpus' / name
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir(parents=True)
    for seed, content_of in seeds.items():
        (where / seed).write_bytes(content_of)


def main():
    vectors = sorted(HERE.parent.glob('tests/vectors/*/image.romfs'))
    small = {f'vector-{path.parent.name}': path.read_bytes() for path in vectors
             if path.stat().st_size <= VECTOR_SIZE_MAX}
    write('image', IMAGES | small)
    write('lookup', LOOKUPS)
    write('build', BUILDS)


if __name__ == '__main__':
    main()
