# SPDX-License-Identifier: MIT
"""Time how long tools take to pack a folder: build.py TREE FOLDER XROM BUILD_ALL OUTPUT ROUNDS.

All tools that are installed run in turns, after one run of each that does not count, and none compresses. The ratio is
that to tar in the same round; printed are medians. Of a tool that is very slow the first run counts, alone.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

# Name, command with {folder} and {output}. The folder is also where the command runs.
TOOLS = [
    ('tar', 'tar -cf {output} .'),
    ('xrom_build', '{xrom} build --allow version --allow beside {folder} -o {output}'),  # .mpy by name alone
    ('xrom_all_metadata', '{build_all} {folder} {output}'),
    ('genromfs', 'genromfs -d {folder} -f {output}'),
    ('mkfs.erofs', 'mkfs.erofs -d0 {output} {folder}'),
    ('mksquashfs', 'mksquashfs {folder} {output} -noappend -quiet -no-progress -noI -noD -noF -noX'),
    ('zip_-0', 'zip -0 -q -r {output} .'),
]
SLOW = 10  # seconds


def run(command, folder, output):
    """Seconds that a command takes, the removal of its last output not included."""
    if os.path.exists(output):
        os.remove(output)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f'xrom: bench: {" ".join(command)}: {done.stdout}{done.stderr}')
    return seconds


def main():
    tree = sys.argv[1]
    folder, xrom, build_all, output = (os.path.abspath(path) for path in sys.argv[2:6])
    rounds = int(sys.argv[6])
    commands = {}
    for name, text in TOOLS:
        command = [word.format(folder=folder, xrom=xrom, build_all=build_all, output=output) for word in text.split()]
        if shutil.which(command[0]):
            commands[name] = command
    first = {}
    for name, command in commands.items():
        first[name] = run(command, folder, output)
        print(tree, name, 'build', 'size', os.path.getsize(output))
    times = {name: [first[name]] if first[name] > SLOW else [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if first[name] <= SLOW:
                times[name].append(run(command, folder, output))
    for name, seconds in times.items():
        ratios = [mine / of_tar for mine, of_tar in zip(seconds, times['tar'])]
        print(tree, name, 'build', 'seconds', f'{statistics.median(seconds):.3f}')
        print(tree, name, 'build', 'of_tar', f'{statistics.median(ratios):.2f}')
    os.remove(output)


main()
