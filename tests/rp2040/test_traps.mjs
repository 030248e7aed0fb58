// SPDX-License-Identifier: MIT
/* Each trap of the rig fires where the firmware does what it is for. Arguments: boot ROM, firmware. */
import fs from 'node:fs';

import { Board } from './rig/board.mjs';
import { assert, runTests, test } from './tap.mjs';

const [rom, firmware] = process.argv.slice(2).map((name) => fs.readFileSync(name));

function run(argument) {
    return new Board({ rom, flash: firmware, argument }).run({ limit: 200000 });
}

const TRAPS = [
    ['word read at an odd address', 'unaligned read at 0x20010001'],
    ['word read of flash between two words', 'unaligned read at 0x10100002'],
    ['half-word read at an odd address', 'unaligned read at 0x20010001'],
    ['word write between two words', 'unaligned write at 0x20010002'],
    ['half-word write at an odd address', 'unaligned write at 0x20010001'],
    ['read where nothing is', 'Read from invalid memory address: 30000000'],
    ['write where nothing is', 'Write to undefined address: 30000000'],
    ['word write to the alias that does not allocate', 'write to 0x11100000, which cannot be written'],
    ['half-word write to the alias past the cache', 'write to 0x12100000, which cannot be written'],
    ['byte write to the alias past the cache that does not allocate', 'write to 0x13100000, which cannot be written'],
    ['write to the boot ROM', 'write to 0x00000100, which cannot be written'],
    ['read of flash behind the end of the chip', 'read of flash at 0x10200000, which is behind its end'],
    ['read of flash while XIP is off', 'read of flash at 0x10100000 while XIP is off'],
    ['code in flash while XIP is off', /^fetch of flash at 0x10000[0-9a-f]+ while XIP is off/],
    ['read of flash while the chip is busy', 'read of flash at 0x10100000 while the flash chip is busy'],
    ['read of flash while the chip select is forced', 'read of flash at 0x10100000 while the chip select is forced'],
    ['read of what the cache had before a write', 'read at 0x10100000 of what the cache had before'],
    ['DMA from flash while XIP is off', 'DMA of flash at 0x10100000 while XIP is off'],
    ['stream while XIP is off', 'stream of flash at 0x10100000 while XIP is off'],
    ['use of the DMA while it is in reset', 'access to the DMA, which is in reset'],
    ['undefined instruction', 'bkpt or udf 0x00000001'],
    ['loop without end', 'more than 200000 instructions'],
];

test('test_rig_firmware_that_does_nothing_wrong_ends', () => {
    const board = run(0);

    assert.equal(board.trap, null);
    assert.equal(board.exit, 0);
});

TRAPS.forEach(([name, expected], i) => {
    test(`test_rig_${name.replace(/[^a-zA-Z]/g, '_')}_is_trapped`, () => {
        const { exit, trap } = run(i + 1);

        assert.equal(exit, null, 'the firmware has ended by itself');
        assert.ok(expected instanceof RegExp ? expected.test(trap) : trap.startsWith(expected), trap);
        assert.match(trap, /pc 0x[0-9a-f]{8}$/);
    });
});

test('test_rig_firmware_with_a_damaged_second_stage_is_not_started', () => {
    const damaged = Buffer.from(firmware);

    damaged[100] ^= 1;
    assert.match(new Board({ rom, flash: damaged }).run().trap, /^bkpt or udf 0x000000fd/);
});

runTests();
