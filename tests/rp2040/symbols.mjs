// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';

/* Reads the symbols of a program. Returns a function that gives the name of the function at an address. */
export function functionsOf(elf) {
    const functions = execFileSync('arm-none-eabi-nm', ['-n', elf], { encoding: 'utf8' })
        .split('\n')
        .map((line) => line.split(' '))
        .filter(([, kind]) => kind === 'T' || kind === 't')
        .map(([address, , name]) => ({ address: parseInt(address, 16), name }));

    return (pc) => functions.findLast(({ address }) => address <= pc)?.name ?? '';
}
