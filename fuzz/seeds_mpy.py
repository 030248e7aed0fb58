# SPDX-License-Identifier: MIT
"""Write the seeds of the target mpy again: MPY_CROSS=PROGRAM python3 fuzz/seeds_mpy.py.

They are modules that are compiled by mpy-cross, and small ones that are made of numbers here."""
import os
import pathlib
import subprocess

from seeds import write

TOP = pathlib.Path(__file__).resolve().parent.parent
MODULES = ('arithmetic', 'arrays', 'async_client', 'big_numbers', 'buffers', 'comprehensions', 'containers',
           'crc_table', 'decorators', 'dicts', 'inheritance', 'instances',
           'keyword_defaults', 'loops_at_import', 'multiple_bases', 'named_tuples', 'properties', 'router', 'singletons',
           'state_machine', 'stream', 'tuples')
NATIVE = ('driver_rtc', 'closures_made')
VIPER = '''
import micropython

@micropython.viper
def add(a: int, b: int) -> int:
    return a + b

@micropython.native
def twice(f):
    def call(x):
        return f(f(x))
    return call

@micropython.asm_thumb
def three():
    mov(r0, 3)
'''
HUGE = '''
b = (0,) * 0x7ffffff * 16
L = [0] * 0x7ffffff * 16
for i in range(17):
    L.append(i)
L.extend(b)
'''


def compiled(source, *options):
    return subprocess.run([os.environ.get('MPY_CROSS', 'mpy-cross'), *options, '-o', '-', '-'], input=source, check=True,
                          stdout=subprocess.PIPE).stdout


def module(name):
    return (TOP / f'tests/mpy/modules/{name}.py').read_bytes()


def nested(depth):
    """Tuples within tuples."""
    return b'M\x06\x00\x1f\x01\x01\x0f' + b'\x0a\x01' * depth + b'\x01' + b'\x30\x00\x04\x00\x00\x51\x63'


SEEDS = {name: compiled(module(name), '-s', f'{name}.py') for name in MODULES}
SEEDS |= {f'native-{name}': compiled(module(name), '-s', f'{name}.py', '-march=armv6m', '-X', 'emit=native')
          for name in NATIVE}
SEEDS |= {
    'viper': compiled(VIPER.encode(), '-s', 'v.py', '-march=armv7m'),
    'huge': compiled(HUGE.lstrip().encode(), '-s', 'm.py'),
    # As modules in C are: data, zeros and relocations.
    'module-in-c': bytes.fromhex('4d06171f 020108 762e7079000f 00 12beef 70 03 10 726f64 0100030704ff'.replace(' ', '')),
    'smallest': bytes.fromhex('4d06001f 0100 0f 30 000400005163'.replace(' ', '')),
    'nested': nested(10),
    'nested-deep': nested(70),
    'loops-for-ever': bytes.fromhex('4d06001f 0100 0f 38 00040000 42 3e 63'.replace(' ', '')),
    'flags': bytes.fromhex('4d066f1f 8101 0100 0f 30 000400005163'.replace(' ', '')),
    'version-5': b'M\x05\x00\x1f\x20\x00',
    'circuitpython': b'C\x06\x00\x1f\x01\x00',
    'wide-number': b'M\x06\x00\x1f\x9f\xff\xff\xff\x7f\x00',
}

if __name__ == '__main__':
    write('mpy', SEEDS)
