// SPDX-License-Identifier: MIT
/*
 * The flash backend as firmware. Arguments: boot ROM, the tests of firmware/flash.c, firmware/open.c, the same with the code
 * that writes not optimized, and with that code in flash.
 */
import fs from 'node:fs';

import { Board } from './rig/board.mjs';
import { assert, runTests, test } from './tap.mjs';
import { runSuite } from './suite.mjs';

const [rom, suite, open, unoptimized, openInFlash] = process.argv.slice(2).map((name) => fs.readFileSync(name));
const XROM_ERR_ARGUMENT = 1, XROM_ERR_IO = 48; // sign reversed

test('test_flash_suite_passes', () => {
    const board = new Board({ rom, flash: suite });
    const erases = [];

    board.onMark = () => erases.push(board.nor.erases);
    runSuite(board);
    assert.equal(erases[1] - erases[0], 3, 'two sectors and a block between them');
});

for (const [name, flash] of [['', open], ['_not_optimized', unoptimized]]) {
    test(`test_flash_write${name}_leaves_the_window_as_fast_as_it_was`, () => {
        const board = new Board({ rom, flash });

        assert.equal(board.run().exit, 0, board.trap);
        assert.equal(board.nor.erases, 1);
        assert.equal(board.nor.continuous, true);
        assert.equal(board.ssi.clocksPerWord, 20);
        assert.equal(board.ssi.divider, 2);
        assert.equal(board.ssi.fault, '');
    });
}

test('test_flash_code_that_writes_is_refused_where_it_lies_in_flash', () => {
    const board = new Board({ rom, flash: openInFlash });

    assert.equal(board.run().exit, XROM_ERR_ARGUMENT, board.trap);
});

test('test_flash_boot_ROM_of_another_chip_is_refused', () => {
    const other = Buffer.from(rom);

    other[0x12] = 2; // the RP2350's
    assert.equal(new Board({ rom: other, flash: open }).run().exit, XROM_ERR_IO);
});

test('test_flash_boot_ROM_without_a_function_ends_a_write', () => {
    for (const name of ['IF', 'EX', 'RE', 'RP', 'FC']) {
        const other = Buffer.from(rom);
        const board = new Board({ rom: other.fill('??', other.indexOf(name), other.indexOf(name) + 2), flash: open });

        assert.equal(board.run().exit, XROM_ERR_IO, `${name}: ${board.trap}`);
        assert.equal(board.nor.erases, 0);
    }
});

runTests();
