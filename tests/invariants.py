# SPDX-License-Identifier: MIT
"""invariants.py TOP: each invariant of fuzz/README.md is checked by a target, and each that a target names is there."""
import pathlib
import re
import sys

fuzz = pathlib.Path(sys.argv[1]) / 'fuzz'
known = [int(number) for number in re.findall(r'^(\d+)\. \*\*', (fuzz / 'README.md').read_text(), re.M)]
named = {}
for line in (fuzz / 'targets.txt').read_text().splitlines():
    if not line.startswith('#'):
        target = line.split(';')[0]
        head = (fuzz / f'fuzz_{target}.c').read_text().split('*/\n')[1]
        found = re.search(r'^ \* Invariants: (\d+(?:, \d+)*)\.', head, re.M)
        named[target] = {int(number) for number in found[1].split(', ')} if found else set()

tests = [(f'invariants are numbered from 1 to {len(known)}', known == list(range(1, len(known) + 1)) and known)]
tests += [(f'target {target} names invariants that there are', numbers and numbers <= set(known))
          for target, numbers in named.items()]
tests += [(f'invariant {number} is checked by a target', any(number in numbers for numbers in named.values()))
          for number in known]
print(f'1..{len(tests)}')
for number, (name, holds) in enumerate(tests, 1):
    print('ok' if holds else 'not ok', number, '-', name)
sys.exit(not all(holds for _, holds in tests))
