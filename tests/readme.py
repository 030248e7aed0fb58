# SPDX-License-Identifier: MIT
"""The code in the README is code of an example that is compiled and run, word for word."""
import pathlib
import re
import sys

top = pathlib.Path(sys.argv[1])
blocks = re.findall(r'^```c\n(.*?)^```', (top / 'README.md').read_text(), re.MULTILINE | re.DOTALL)
example = (top / 'examples/reader/read_in_place.c').read_text()
print(f'1..{max(len(blocks), 1)}')
if not blocks:
    print('not ok 1 - the README has code')
for number, block in enumerate(blocks, 1):
    print('ok' if block in example else 'not ok', number, '- the code in the README is in the example')
