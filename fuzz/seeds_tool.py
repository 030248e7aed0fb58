# SPDX-License-Identifier: MIT
"""Write the seeds of the target tool again, which are a file and command lines: python3 fuzz/seeds_tool.py."""
import pathlib
import re

from seeds import BROKEN, IMAGES, TREE, write
from seeds_convert import SEEDS as CONVERT

NEXT = 255
source = (pathlib.Path(__file__).parent / 'fuzz_tool.c').read_text()
WORDS = re.findall(r'"([^"]*)"', re.search(r'words\[\] = \{(.*?)\};', source, re.S | re.M)[1])


def run(file, *lines):
    words = b''
    for line in lines:
        words += bytes(WORDS.index(word) for word in line.split(' ')) + bytes([NEXT])
    return file + words + bytes([len(words)])


SEEDS = {
    'ls': run(TREE, 'ls -R i', 'ls -l --json i', 'ls --meta i /lib'),
    'tree': run(TREE, 'tree i', 'tree i /lib', 'tree --json i'),
    'cat': run(TREE, 'cat i lib/a', 'cat i none/o', 'cat i /lib'),
    'info': run(TREE, 'info i', 'info --json i', 'info --find i'),
    'check': run(TREE, 'check i', 'check --min-align 8 i', 'check --require-checksum --json i'),
    'check-broken': run(BROKEN, 'check i', 'check --json i', 'ls -R i'),
    'extract': run(TREE, 'extract i -o x', 'build x -o o', 'diff i o'),
    'extract-part': run(TREE, 'extract i /lib -o x', 'extract i -o x', 'extract i -o none/o'),
    'extract-broken': run(BROKEN, 'extract i -o x', 'extract i lib/a -o x'),
    'extract-slash': run(IMAGES['slash-in-name'], 'extract i -o x'),
    'extract-dots': run(IMAGES['dots'], 'extract i -o x'),
    'extract-twice': run(IMAGES['equal-files'], 'extract i -o x', 'diff i i'),
    'extract-small': run(TREE, 'extract --max-size 512 i -o x'),
    'build': run(TREE, 'build d -o o', 'build d --index always --name romfs --hash -o o', 'check o'),
    'build-options': run(TREE, 'build d --align *=16 --gzip * --type *=text/html --exclude a* -o o',
                         'build d --mpremote -o -', 'build d --max-size 1 -o o'),
    'build-mpy': run(TREE, 'build d --target rp2040 --keep * --constant *=none -o o', 'build d --target help'),
    'build-depfile': run(TREE, 'build d --depfile x -o o', 'build d --depfile none/o -o o', 'build d -o /dev/full'),
    'build-inside': run(TREE, 'build d -o d/a', 'build . -o o', 'build i -o o'),
    'convert-uf2': run(TREE, 'convert i --uf2 --base 0x10100000 --family rp2040 -o o.uf2', 'ls -R o.uf2',
                       'extract o.uf2 -o x'),
    'convert-hex': run(TREE, 'convert i --hex --base 0x10100000 -o o', 'info o', 'convert i --s19 --base 0 -o -'),
    'convert-merge': run(TREE, 'build d -o o', 'convert i --bin --base 1M --merge o --merge-base 0x10000000',
                         'convert i --uf2 --family rp2040 --base 0 --merge o -o x'),
    'convert-slots': run(TREE, 'convert i --bin --base 0 --slots 64K -o o', 'info --find o',
                         'convert --header --base 1M --slots 64K --symbol romfs -o x',
                         'convert i --hex --base 1M --taken 1M:64K -o -'),
    'convert-link': run(TREE, 'convert i --c --symbol romfs -o o', 'convert i --asm --section .text',
                        'convert i --object --machine arm -o o'),
    'uf2': run(CONVERT['uf2-two'], 'ls i', 'info --find i', 'convert i --bin --base 0'),
    'usage': run(TREE, '--help', 'ls', 'convert i --c --uf2'),
    'numbers': run(TREE, 'ls --offset 18446744073709551616 i', 'ls --offset 0xffffffff i',
                   'ls --partition-size 8 i'),
    'input': run(TREE, 'ls -', 'ls .', 'ls none/o'),
}

if __name__ == '__main__':
    write('tool', SEEDS)
