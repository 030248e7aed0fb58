# SPDX-License-Identifier: MIT
"""readme.py ROOT: what the README shows is so. Its code is code of an example that is compiled and run, word for word, and
the figures of its table of sizes are those that tests/size.sh prints."""
import pathlib
import re
import shutil
import subprocess
import sys

top = pathlib.Path(sys.argv[1])
readme = (top / 'README.md').read_text()
COMPILER = 'arm-none-eabi-gcc'


def check_code():
    """What is wrong, of each block of code."""
    blocks = re.findall(r'^```c\n(.*?)^```', readme, re.MULTILINE | re.DOTALL)
    example = (top / 'examples/reader/read_in_place.c').read_text()
    if not blocks:
        return ['there is no code']
    return ['' if block in example else 'it is not in the example' for block in blocks]


def why_no_sizes():
    """Why the figures cannot be compared, or nothing: of other compilers they differ."""
    if not shutil.which(COMPILER):
        return f'there is no {COMPILER}'
    version = subprocess.run([COMPILER, '-dumpfullversion'], capture_output=True, text=True, check=True).stdout.strip()
    if f'# {COMPILER} {version}\n' not in (top / 'tests/size.txt').read_text():
        return f'tests/size.txt was written with another version of {COMPILER}'
    return ''


def printed_rows():
    """The rows of the table by what tests/size.sh prints: the numbers in each, the name's included."""
    said = subprocess.run(['sh', str(top / 'tests/size.sh')], capture_output=True, text=True, check=False).stdout

    def numbers(pattern):
        return re.search(f'^# {pattern}', said, re.MULTILINE).groups()

    def stack(*functions, outside=''):
        found = re.findall(rf'^# stack in bytes{outside}: (\d+): (\w+)', said, re.MULTILINE)
        return str(max(int(size) for size, name in found if re.fullmatch('|'.join(functions), name)))

    reader = ['xrom_(open|lookup|stat|iterate|next|data|read)']
    text, data, bss = numbers(r'text (\d+), data (\d+), bss (\d+) bytes: open')
    rp2040, alone = numbers(r'text (\d+) bytes: the backend of the RP2040; of it to read alone (\d+)')
    none = [data, bss]
    return {
        'open, lookup, stat, iterate, data, read': [text, *none, stack('xrom_lookup'), stack(*reader)],
        'lookup through the index, in addition':
            [*numbers(r'text (\d+) bytes more: open and lookup of the index'), *none, stack('xrom_index_lookup')],
        'all of these, metadata and verification':
            [*numbers(r'text (\d+) bytes: all of these'), *none, stack('xrom_lookup', 'xrom_index_lookup'),
             stack(*reader, 'xrom_index_.*')],
        'two slots and updates of them, in addition':
            [*numbers(r'text (\d+) bytes more: two slots'), *none, stack('.*', outside=', without the backend')],
        'all parts of a `.mpy`, and its check':
            [*numbers(r'text (\d+) bytes: open, walk, prelude and check of a .mpy'), *none, stack('xrom_mpy_.*')],
        'backend of the RP2040: read (alone N), write, checksum by DMA': [alone, rp2040, *none],
    }


def shown_rows():
    """The same of the README."""
    section = re.search(r'^## Sizes\n(.*?)^(?:On|## )', readme, re.MULTILINE | re.DOTALL)[1]
    rows = {}
    for line in re.findall(r'^\| *[^|\s-].*$', section, re.MULTILINE):
        name, *cells = (cell.strip() for cell in line.strip('|').split('|'))
        in_name = re.findall(r'\(alone (\d+)\)', name)
        rows[re.sub(r'\(alone \d+\)', '(alone N)', name)] = in_name + [cell.replace(',', '') for cell in cells if cell]
    return rows


def check_sizes():
    """What is wrong with the table."""
    printed, shown = printed_rows(), shown_rows()
    return '\n'.join(f'{name}: the README has {shown.get(name)}, size.sh prints {printed.get(name)}'
                     for name in sorted({*printed, *shown}) if printed.get(name) != shown.get(name))


cases = [('the code in the README is in the example', wrong, '') for wrong in check_code()]
reason = why_no_sizes()
cases.append(('the sizes in the README are those that tests/size.sh prints', '' if reason else check_sizes(), reason))
print(f'1..{len(cases)}')
for number, (name, wrong, reason) in enumerate(cases, 1):
    for line in wrong.splitlines():
        print('#', line)
    print('not ok' if wrong else 'ok', number, '-', name, f'# SKIP {reason}' if reason else '')
