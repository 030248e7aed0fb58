# SPDX-License-Identifier: MIT
"""Count the instructions of each lookup with callgrind: instructions.py TREE LAYOUT PROGRAM IMAGE PATHS OUTPUT.

Callgrind counts from the call of the lookup function to its return, and dumps what it has counted after each: the parts of
its output are the lookups, in the order of the paths.
"""
import re
import subprocess
import sys

FUNCTIONS = {'plain': 'xrom_lookup', 'indexed': 'xrom_index_lookup'}


def main():
    tree, layout, program, image, paths, output = sys.argv[1:]
    function = FUNCTIONS[layout]
    command = ['valgrind', '--tool=callgrind', f'--toggle-collect={function}', f'--dump-after={function}',
               '--combine-dumps=yes', f'--callgrind-out-file={output}', program, layout, image, paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    with open(output, encoding='utf-8') as file:
        counts = [int(count) for count in re.findall(r'^totals: (\d+)$', file.read(), re.MULTILINE)]
    with open(paths, encoding='utf-8') as file:
        cases = [line.split()[0] for line in file]
    # The last part is what follows the last lookup: nothing.
    if len(counts) == len(cases) + 1 and counts[-1] == 0:
        counts.pop()
    if len(counts) != len(cases) or min(counts) == 0:
        sys.exit(f'xrom: bench: callgrind counted {len(counts)} lookups of {len(cases)}')
    for case in dict.fromkeys(cases):
        of_case = [count for count, other in zip(counts, cases) if other == case]
        print(tree, layout, case, 'instructions_mean', f'{sum(of_case) / len(of_case):.1f}')
        print(tree, layout, case, 'instructions_worst', max(of_case))


main()
