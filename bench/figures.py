# SPDX-License-Identifier: MIT
"""Print figures as tables or JSON: figures.py --table|--json FILE. A line of the file: tree, layout, what, figure, value."""
import json
import sys

TREES = {
    'T1': '6 files of 1 to 30 KiB',
    'T2': '100 files of 4 KiB',
    'T3': '10 x 100 files of 300 to 6000 bytes',
    'T4': '10 x 20 x 50 files of 300 to 6000 bytes',
    'T5': '20 x 50 x 100 files of 32 to 480 bytes',
    'T6': '16 x 16 x 128 files of 8 KiB: 256 MiB',
}
LOOKUP_TREES = ['T1', 'T2', 'T3', 'T4']
CASES = ['hit', 'miss', 'last']


class Figures:
    """All figures by tree, layout, what and name."""

    def __init__(self, path):
        self.all = {}
        with open(path, encoding='utf-8') as file:
            for line in file:
                tree, layout, what, name, value = line.split()
                what_of = self.all.setdefault(tree, {}).setdefault(layout, {}).setdefault(what, {})
                what_of[name] = float(value) if '.' in value else int(value)

    def get(self, *keys):
        found = self.all
        for key in keys:
            found = found[key]
        return found


def built_tree(figures):
    """The tree that the tools have packed."""
    return next(tree for tree, layouts in figures.all.items() if 'tar' in layouts)


def limits(figures):
    """What is promised: text, figure, how it must compare, limit."""
    for tree, lines, instructions in zip(LOOKUP_TREES, (6, 6, 9, 12), (350, 350, 500, 700)):
        hit = figures.get(tree, 'indexed', 'hit')
        miss = figures.get(tree, 'indexed', 'miss')
        yield f'{tree} hit, 8-byte lines, mean', hit['lines_mean'], '<=', lines
        yield f'{tree} hit, instructions, mean', hit['instructions_mean'], '<=', instructions
        yield f'{tree} miss, 8-byte lines, mean', miss['lines_mean'], '<=', 4
        yield f'{tree} miss, 8-byte lines, worst', miss['lines_worst'], '<=', 8
        part = 100 * miss['instructions_mean'] / hit['instructions_mean']
        yield f'{tree} miss, % of the instructions of a hit', round(part, 1), '<=', 60
    for tree in LOOKUP_TREES[1:]:
        size = figures.get(tree, 'indexed', 'size')
        yield f'{tree} index, bytes per entry', size['index_per_entry'], '<=', 9
        yield f'{tree} overhead, bytes per file', size['overhead_per_file'], '<=', 35
    tree = built_tree(figures)
    yield f'{tree} build, times that of tar', figures.get(tree, 'xrom_build', 'build', 'of_tar'), '<=', 1.5
    yield f'{tree} build with all metadata, same', figures.get(tree, 'xrom_all_metadata', 'build', 'of_tar'), '<=', 1.5
    check = figures.get('T6', 'indexed', 'xrom__check')
    yield 'T6 xrom check, of memcpy in memory', check['of_memcpy'], '>=', 0.8
    yield 'T6 xrom check, of memcpy from the file', check['of_memcpy_mapped'], '>=', 0.8


def is_met(value, comparison, limit):
    return value <= limit if comparison == '<=' else value >= limit


def print_table(title, rows):
    """Prints rows of cells, the first one the heads; the first columns to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    numeric = [all(row[i][:1].isdigit() or row[i] in ('', '-') for row in rows[1:]) for i in range(len(rows[0]))]
    print(f'\n{title}')
    for number, row in enumerate(rows):
        cells = [cell.rjust(width) if right else cell.ljust(width) for cell, width, right in zip(row, widths, numeric)]
        print('  ' + '  '.join(cells).rstrip())
        if number == 0:
            print('  ' + '  '.join('-' * width for width in widths))


def lookup_rows(figures):
    yield ['tree', 'image', 'lookup', 'instr. mean', 'worst', 'words mean', 'worst', 'lines mean', 'worst',
           'plain/indexed time']
    for tree in LOOKUP_TREES:
        for layout in ('plain', 'indexed'):
            for case in CASES:
                of_case = figures.get(tree, layout, case)
                ratio = figures.get(tree, 'both', case, 'time_ratio')
                yield [tree, layout, case, f"{of_case['instructions_mean']:,.0f}",
                       f"{of_case['instructions_worst']:,}", f"{of_case['words_mean']:.2f}",
                       str(of_case['words_worst']), f"{of_case['lines_mean']:.2f}", str(of_case['lines_worst']),
                       f'{ratio:.2f}' if layout == 'indexed' else '']


def size_rows(figures):
    yield ['tree', 'image', 'image bytes', 'overhead bytes/file', 'of it padding', 'index bytes/entry']
    for tree in LOOKUP_TREES + ['T5']:
        for layout in ('plain', 'unindexed', 'indexed'):
            size = figures.get(tree, layout, 'size')
            yield [tree, layout, f"{size['image']:,}", f"{size['overhead_per_file']:.2f}",
                   f"{size['padding_per_file']:.2f}", f"{size['index_per_entry']:.2f}"]


def build_rows(figures):
    yield ['tool', 'times tar', 'seconds', 'bytes']
    for tool, values in figures.get(built_tree(figures)).items():
        if 'build' in values:
            build = values['build']
            yield [tool.replace('_', ' '), f"{build['of_tar']:.2f}", f"{build['seconds']:.3f}", f"{build['size']:,}"]


def check_rows(figures):
    yield ['reading', 'MiB/s', 'of memcpy', 'of memcpy from the mapped file']
    for way, values in figures.get('T6', 'indexed').items():
        yield [way.replace('__', ' '), f"{values['rate']:,}",
               f"{values['of_memcpy']:.2f}", f"{values['of_memcpy_mapped']:.2f}"]


def limit_rows(figures):
    yield ['promise', 'figure', '', 'limit', '']
    for text, value, comparison, limit in limits(figures):
        met = 'met' if is_met(value, comparison, limit) else 'MISSED'
        yield [text, str(value), comparison, str(limit), met]


def print_tables(figures):
    print('Trees, made of a seed; names of 6 to 20 characters')
    for tree, text in TREES.items():
        print(f'  {tree}  {text}')
    print('Images: plain as mpremote makes them; indexed with alignment 4, equal data once, checksum, index; unindexed: the')
    print('same without the index.')
    print_table('Per lookup: instructions x86-64 at -O2, distinct 32-bit words and 8-byte lines of flash',
                list(lookup_rows(figures)))
    print_table('Size: what is no file data, all names included', list(size_rows(figures)))
    print_table(f'Building {built_tree(figures)} from a folder, without compression', list(build_rows(figures)))
    print_table('Reading T6', list(check_rows(figures)))
    print_table('Promises', list(limit_rows(figures)))


def print_json(figures):
    promises = [{'promise': text, 'figure': value, 'comparison': comparison, 'limit': limit,
                 'met': is_met(value, comparison, limit)} for text, value, comparison, limit in limits(figures)]
    json.dump({'trees': TREES, 'figures': figures.all, 'promises': promises}, sys.stdout, indent=2)
    print()


def main():
    form, path = sys.argv[1:]
    figures = Figures(path)
    if form == '--json':
        print_json(figures)
    else:
        print_tables(figures)


main()
