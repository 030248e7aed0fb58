# SPDX-License-Identifier: MIT
"""What xrom build --mpy costs: python3 bench/mpy.py XROM MPY-CROSS FOLDER [COUNT [ROUNDS]]

Writes COUNT modules, each a small driver and a table, into FOLDER, and prints
- how much faster the first build is with two compilers at a time than with one: for MPY-CROSS, and for one that only sleeps,
  whose figure depends little on how busy the machine is; with the time that all processors spent on it;
- how long the second build takes, all of whose modules are in the cache, in proportion to a build without --mpy. The two are
  run in turn; the figures are medians of wall-clock times and of processor times.
"""
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

SLEEP = 0.02  # seconds

SLEEPER = f"""#!/bin/sh
[ "$1" != --version ] || {{ echo 'mpy-cross that sleeps'; exit; }}
while [ $# -gt 1 ]; do
    [ "$1" != -o ] || output=$2
    shift
done
sleep {SLEEP}
printf 'M\\006\\000\\037\\002\\000\\010m.py\\000\\017\\050\\000\\002\\001Qc' >"$output"
"""


METHOD = '''
    def set_{name}(self, value):
        """Writes the register {register:#04x}."""
        self._buffer[0] = {register}
        self._buffer[1] = value & {mask}
        for retry in range({retries}):
            if self._bus.writeto(self._address, self._buffer) == len(self._buffer):
                return value
        raise OSError("register {register} cannot be written")
'''


def write_modules(folder, count):
    """Modules of 0.5 to 12 KB, a hundred to a package. Returns their bytes."""
    choose = random.Random(1)
    total = 0
    for i in range(count):
        package = folder / f'package{i // 100:02}'
        package.mkdir(parents=True, exist_ok=True)
        text = f'TABLE = {choose.randbytes(choose.randrange(50, 800))}\n\n\nclass Driver{i}:\n'
        text += '    def __init__(self, bus, address):\n'
        text += '        self._bus, self._address, self._buffer = bus, address, bytearray(2)\n'
        for j in range(choose.randrange(24)):
            text += METHOD.format(name=f'register{j}', register=j, mask=choose.randrange(256), retries=choose.randrange(9))
        total += len(text)
        (package / f'module{i:04}.py').write_text(text)
    return total


def run(*command):
    """Runs a command. Returns its wall-clock time, and its processor time with that of what it has started."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{" ".join(map(str, command))}: failed')
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def main(xrom, compiler, folder, count='1000', rounds='41'):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    modules, image, cache = folder / 'modules', folder / 'image', folder / 'cache'
    size = write_modules(modules, int(count))
    print(f'{count} sources, {size} bytes; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}')
    sleeper = folder / 'sleeper'
    sleeper.write_text(SLEEPER)
    sleeper.chmod(0o755)

    plain = [xrom, 'build', modules, '-o', image]
    for name, program in (f'sleep {SLEEP}', sleeper), ('mpy-cross', compiler):
        times = []
        for jobs in '1', '2':
            shutil.rmtree(cache, ignore_errors=True)
            times.append(run(*plain, '--mpy', '--mpy-cross', program, '--cache', cache, '-j', jobs))
        (one, one_used), (two, two_used) = times
        print(f'first build, {name:10}: {one:7.2f} s with -j 1, {two:7.2f} s with -j 2: {one / two:.2f} times as fast; '
              f'processors: {one_used:.2f} s, {two_used:.2f} s')

    pairs = []
    for _ in range(int(rounds)):
        pairs.append((run(*plain), run(*plain, '--mpy', '--mpy-cross', compiler, '--cache', cache)))
    for kind, name in (0, 'wall-clock'), (1, 'processor'):
        without, warm = (statistics.median(pair[side][kind] for pair in pairs) for side in (0, 1))
        print(f'second build, {name:10}: {1000 * warm:6.1f} ms, without --mpy {1000 * without:6.1f} ms: '
              f'{warm / without:.2f} times as long')
    shutil.rmtree(folder)


main(*sys.argv[1:])
