# SPDX-License-Identifier: MIT
"""Holds the reader that was written from lib/FORMAT.md against the tool. Prints TAP. Arguments: the tool, the sources."""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib

import reader

tool = pathlib.Path(sys.argv[1]).resolve()
top = pathlib.Path(sys.argv[2]).resolve()
count = failed = 0


def check(name, wrong):
    """One case: `wrong` lists what is wrong."""
    global count, failed
    count += 1
    failed += bool(wrong)
    print('not ok' if wrong else 'ok', count, '-', name)
    for line in wrong[:5]:
        print('#', line)


def run(*words):
    return subprocess.run([tool, *words], check=True, stdout=subprocess.PIPE).stdout


def compare(name, file):
    """What the tool says of an image is what the reader says."""
    data = file.read_bytes()
    image = reader.Image(data)
    tree = image.tree()
    wrong = []
    seen = set()
    for row in json.loads(run('ls', '-lR', '--meta', '--json', file)):
        path = row['path'].strip('/').encode()
        entry = tree.get(path)
        if path in seen:
            continue  # the first counts
        seen.add(path)
        if not entry or (entry.kind == reader.FILE) != (row['kind'] == 'file'):
            wrong.append(f'{row["path"]} is not there, or something else')
        elif entry.kind == reader.FILE:
            content = image.data(entry)
            if content != data[row['offset']:row['offset'] + row['size']]:
                wrong.append(f'{row["path"]} has other data')
            wrong += compare_metadata(image, entry, row)
    wrong += [f'{path} is not listed' for path in tree if path not in seen]
    info = json.loads(run('info', '--json', file))
    if image.size != info['image_size'] or image.align > max(info['align'], 1):
        wrong.append('the image has another size or alignment')
    if info['checksum'] == 'right' and not image.checksum_is_right():
        wrong.append('the checksum is another')
    for key, kind in (('name', reader.NAME), ('version', reader.VERSION)):
        if image.text(kind) != info.get(key):
            wrong.append(f'{key}: {image.text(kind)}, not {info.get(key)}')
    if image.about(reader.BUILD_ID) and not image.build_id_is_right():
        wrong.append('the build id is another')
    check(name, wrong)
    return image, tree


def compare_metadata(image, entry, row):
    said = {'modified': image.modified(entry), 'hash': image.about_file(entry, reader.HASH)}
    said['modified'] = said['modified'] and time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(said['modified']))
    said['hash'] = said['hash'] and said['hash'].hex()
    for key, kind in (('type', reader.TYPE), ('encoding', reader.ENCODING)):
        text = image.about_file(entry, kind)
        said[key] = text and text.decode()
    return [f'{row["path"]}: {key} is {value}, not {row.get(key)}' for key, value in said.items() if value != row.get(key)]


def check_index(name, image, tree):
    """Each path has its slot, no other slot is in use, and what is no path is not found."""
    index = image.index()
    if not index:
        check(name, ['there is no index'])
        return
    wrong = []
    used = set()
    for path, entry in tree.items():
        number = index.number(path)[0]
        used.add(number)
        if index.lookup(path) not in (entry.position, reader.SHARED):
            wrong.append(f'{path} leads to {index.lookup(path)}, not to {entry.position}')
    wrong += [f'slot {number} is in use' for number in range(index.count)
              if number not in used and index.slot(number) != (0, 0)]
    chance = random.Random(1)
    for path in list(tree)[:500]:
        for other in (path + b'x', path[1:], path + b'/' + path, b'x/' + path, bytes(chance.sample(path, len(path)))):
            if other not in tree and index.lookup(other) not in (None, reader.SHARED):
                wrong.append(f'{other} is found')
    check(name, wrong)


def check_example(room):
    """The bytes that the text shows are those of the image that it names."""
    text = (top / 'lib/FORMAT.md').read_text()
    example = text[text.index('## An example'):]
    lines = re.findall(r'^    ((?:[0-9a-f]{2} ?)+)(?: .*)?$', example, re.MULTILINE)
    (room / 'example/d').mkdir(parents=True)
    (room / 'example/a.txt').write_text('Hello, ROMFS\n')
    (room / 'example/d/b').write_text('{}\n')
    run('build', room / 'example', '-o', room / 'example.romfs', *re.search(r'xrom build (.*)`', example)[1].split())
    built = (room / 'example.romfs').read_bytes()
    shown = bytes.fromhex(''.join(lines))
    check('the example in the text is an image of xrom build', [] if shown == built else [shown.hex(), built.hex()])
    image, tree = compare('the reader reads it', room / 'example.romfs')
    check_index('with its index', image, tree)
    said = f'{image.u32(image.about(reader.CHECKSUM).body) ^ reader.WORD:#x}'
    check('and its checksum', [] if f'checksum: the complement of {said}' in example else [said])


def make_tree(folder):
    chance = random.Random(7)
    for i in range(700):
        inside = folder / '/'.join(f'd{chance.randrange(4)}' for _ in range(chance.randrange(4)))
        inside.mkdir(parents=True, exist_ok=True)
        name = f'{chance.randrange(1 << 30):x}.{chance.choice(("html", "bin", "txt"))}'
        (inside / name).write_bytes(chance.randbytes(chance.randrange(40)) * chance.randrange(20))
    (folder / 'copy').write_bytes(b'equal' * 100)
    (folder / 'd0/copy').write_bytes(b'equal' * 100)


def main():
    for vector in sorted((top / 'tests/vectors').glob('*/image.romfs')):
        compare(f'the image {vector.parent.name}', vector)
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        check_example(room)
        make_tree(room / 'tree')
        run('build', room / 'tree', '-o', room / 'plain.romfs', '--mpremote')
        compare('a plain image of many files', room / 'plain.romfs')
        run('build', room / 'tree', '-o', room / 'all.romfs', '--index', 'always', '--name', 'name', '--version-string', '1.2',
            '--mtime', '--hash', '--content-type', '--gzip', '*.html', '--align', '*.bin=64')
        image, tree = compare('one with all that xrom adds', room / 'all.romfs')
        check_index('and its index', image, tree)
        kinds = {kind for entry in tree.values() if entry.kind == reader.FILE for kind in image.kinds(entry)}
        lacks = {reader.POINTER, reader.MODIFIED, reader.HASH, reader.TYPE, reader.ENCODING} - kinds
        check('and each kind of record', [f'{kind:#x} is in no file' for kind in lacks])
    print(f'1..{count}')
    sys.exit(failed > 0)


if zlib.crc32(b'123456789') != 0xcbf43926:
    print('Bail out! the CRC-32 is another')
    sys.exit(1)
main()
