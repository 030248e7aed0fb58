# SPDX-License-Identifier: MIT
"""The predicted RAM of modules against that of a real MicroPython: truth.py PREDICT.

PREDICT is the program beside this. Compiles all modules here and the fonts of the examples, imports each in MicroPython
for WebAssembly, and prints a table and TAP. XROM_NODE_MODULES is where the packages of Node are."""
import ast
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SURENESS = ('exact', 'followed', 'guess')
FIGURES = ('context', 'globals', 'tables', 'objects', 'functions', 'classes', 'built', 'code', 'native')
FOLDER = '/own/'  # that measure.mjs imports from


def compile_all(target):
    """Compiles the modules, and gives their names; parts of a package are PACKAGE/PART."""
    sources = {path.relative_to(HERE / 'modules').with_suffix('').as_posix(): path
               for path in sorted((HERE / 'modules').rglob('*.py'))}
    for path in sorted((HERE.parents[1] / 'examples/fonts').glob('dejavu_*.py')):
        sources[path.stem] = path
    for name, path in sources.items():
        (target / name).parent.mkdir(exist_ok=True)
        subprocess.run([HERE.parent / 'node/mpy-cross', '-s', f'{name}.py', '-o', target / f'{name}.mpy', path], check=True)
    return list(sources)


def measure(target, names):
    """What imports keep, and what they leave in what is shared: {module: (own, shared)}."""
    words = [f'{name}={target / name}.mpy' for name in names]
    lines = subprocess.run(['node', HERE / 'measure.mjs', *words], check=True, stdout=subprocess.PIPE, text=True).stdout
    return {name: (int(own), int(shared)) for name, own, shared in map(str.split, lines.splitlines())}


def predict(program, target, names):
    """What the library predicts for the parts of modules: {module: [total, sureness, reason, figures]}."""
    found = {}
    for name in names:
        module, _, part = name.partition('/')
        size = f'{len(FOLDER + module)}:' if part == '__init__' else ''
        line = subprocess.run([program, 'wasm', 'file', f'{size}{target / name}.mpy'], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        total, sureness, reason, figures = line.rstrip('\n').split('\t')
        entry = found.setdefault(module, [0, 0, reason, [0] * len(FIGURES)])
        entry[0] += int(total)
        if int(sureness) > entry[1]:
            entry[1:3] = [int(sureness), reason]
        entry[3] = [a + int(b) for a, b in zip(entry[3], figures.split())]
    return found


def by_formula(source, mpy):
    """What a module of names, constants, memoryviews and plain functions keeps on an RP2040, imported from ROMFS.

    Computed from its source: blocks of 16 bytes; a module, and its dictionary; a table of the dictionary that grows in
    steps; a table of 2 bytes for a name and 4 for an object, whose numbers the file says; 16 for each bytes object and each
    memoryview, whose data stays where it is; and functions of 16 bytes and 4 for each default."""
    blocks = lambda size: (size + 15) // 16 * 16
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = {node.name for node in functions}
    names |= {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
    names |= {alias.asname or alias.name for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))
              for alias in node.names}
    room = next(size for size in (2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47) if size >= len(names) + 2)
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
                 and isinstance(node.value, bytes) and node.value}
    views = sum(isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.func.id == 'memoryview'
                for node in tree.body)
    name_count, object_count = mpy[4], mpy[5]
    assert object_count == len(constants) < 128 and name_count < 128
    return (16 + 16 + blocks(8 * room) + blocks(4 * ((name_count + 1) // 2 + object_count)) + 16 * object_count + 16 * views
            + sum(blocks(16 + 4 * len(function.args.defaults)) for function in functions))


def fonts_by_formula(program, target):
    """Whether the prediction for each font from ROMFS is that of the formula."""
    fonts = sorted((HERE.parents[1] / 'examples/fonts').glob('dejavu_*.py'))
    wanted = [by_formula(path.read_text(), (target / f'{path.stem}.mpy').read_bytes()) for path in fonts]
    lines = subprocess.run([program, 'rp2', 'romfs', *(target / f'{path.stem}.mpy' for path in fonts)], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = [int(line.split()[0]) for line in lines]
    print(f'# fonts from ROMFS on an RP2040: predicted {found}, {sum(found)} in total; by the formula {wanted}')
    return len(found) == 6 and found == wanted


def main():
    if not shutil.which('node') or not os.environ.get('XROM_NODE_MODULES'):
        print('1..0 # SKIP there are no packages of Node: XROM_NODE_MODULES says where they are')
        return
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder)
        names = compile_all(target)
        measured = measure(target, names)
        predicted = predict(sys.argv[1], target, names)
        is_formula = fonts_by_formula(sys.argv[1], target)

    print('# bytes of heap that an import keeps, from a file system:')
    print(f'# {"module":<24}{"measured":>9}{"predicted":>10}{"shared":>8}{"error":>7}  sureness')
    for name, (own, shared) in measured.items():
        total, sureness, reason, _ = predicted[name]
        note = f': {reason}' if sureness else ''
        print(f'# {name:<24}{own:>9}{total:>10}{shared:>8}{total - own:>+7}  {SURENESS[sureness]}{note}')
    count = len(measured)
    errors = {name: predicted[name][0] - own for name, (own, _) in measured.items()}
    exact = sum(error == 0 for error in errors.values())
    close = sum(abs(error) <= 16 for error in errors.values())
    relative = sum(abs(error) <= 0.05 * measured[name][0] for name, error in errors.items())
    sums = [sum(own for own, _ in measured.values()), sum(predicted[name][0] for name in measured)]
    off = sums[1] / sums[0] - 1
    print(f'# {count} modules: {exact} exact, {close} within 16 bytes, {relative} within 5 %; in total {sums[0]} bytes, '
          f'predicted {sums[1]} ({off:+.2%})')
    fonts = [error for name, error in errors.items() if name.startswith('dejavu_')]

    checks = {
        'there are at least 40 modules': count >= 40,
        'at least 75 % are exact or within 16 bytes': close >= 0.75 * count,
        'at least 90 % are within 5 %': relative >= 0.9 * count,
        'the total is within 2 %': abs(off) <= 0.02,
        'numbers that become too wide for small integers are exact': errors['big_sums'] == errors['large_numbers'] == 0,
        'larger ones are within 32 bytes, and a guess': abs(errors['huge_numbers']) <= 32 and predicted['huge_numbers'][1] == 2,
        'the fonts are exact': len(fonts) == 6 and not any(fonts),
        'the fonts from ROMFS are what the formula says': is_formula,
    }
    print(f'1..{len(checks)}')
    for number, (check, holds) in enumerate(checks.items(), 1):
        print('ok' if holds else 'not ok', number, '-', check)


main()
