# SPDX-License-Identifier: MIT
"""coverage.py SUMMARY: prints what a summary of llvm-cov says of the library, and fails where a file must be covered in
full and is not."""
import json
import os
import re
import sys

# The code that meets untrusted bytes on a device: the reader, the slots and the .mpy reader. Of the rest, with the
# prediction of RAM, the figures are only told.
FULL = re.compile(r'lib/(mpy/(?!cost_|mpy_cost))?[a-z_]+\.c')
COUNTS = ['regions', 'branches', 'mcdc']


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(sys.argv[1], encoding='utf-8') as summary:
        files = json.load(summary)['data'][0]['files']
    found = {os.path.relpath(os.path.normpath(file['filename']), root): file['summary'] for file in files}
    failed = 0
    print(f'{"missed of":28}' + ''.join(f'{count:>16}' for count in COUNTS))
    for name in sorted(name for name in found if name.startswith('lib/') and name.endswith('.c')):
        parts = [found[name][count] for count in COUNTS]
        missed = [part['count'] - part['covered'] for part in parts]
        must = FULL.fullmatch(name) is not None
        failed += must and any(missed)
        print(f'{name:28}' + ''.join(f'{lost:>7} of {part["count"]:>5}' for lost, part in zip(missed, parts)) +
              ('' if not must else '  NOT COVERED IN FULL' if any(missed) else '  full'))
    # record.c has its code from decode.h, of which there is a copy in index.c.
    expected = [f'lib/{name}' for name in os.listdir(os.path.join(root, 'lib'))
                if name.endswith('.c') and name != 'record.c']
    for name in sorted(set(expected) - set(found)):
        print(f'{name}: no test has it')
        failed += 1
    sys.exit(1 if failed else 0)


main()
