// SPDX-License-Identifier: MIT
/*
 * The checksum through the stream and the sniffer of the DMA. Arguments: boot ROM, the tests of firmware/crc32.c, the tool,
 * a folder to make an image of.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

import { Board } from './rig/board.mjs';
import { assert, runTests, test } from './tap.mjs';
import { runSuite, withImage } from './suite.mjs';

const [romName, suiteName, tool, folder] = process.argv.slice(2);
const [rom, suite] = [romName, suiteName].map((name) => fs.readFileSync(name));
const IMAGE_OFFSET = 0x100000;

const image = execFileSync(tool, ['build', folder, '-o', '-']);

test('test_crc32_suite_passes', () => {
    const board = new Board({ rom, flash: withImage(suite, image, IMAGE_OFFSET) });
    let begin, bytes, cycles, hits;

    board.onMark = (size) => {
        if (size) {
            [begin, bytes, hits] = [board.cycles, size, board.cache.misses];
        } else {
            cycles = board.cycles - begin;
            hits = board.cache.misses - hits;
        }
    };
    runSuite(board);
    const each = cycles / bytes;
    const perWord = board.ssi.clocksPerWord * board.ssi.divider + 8;
    assert.ok(each <= 6, `${each} cycles a byte`);
    assert.ok(hits < 100, 'the stream goes through the cache');
    return `verify of ${bytes} bytes: ${each.toFixed(2)} cycles a byte, by a model of the stream: flash read in one run.\n` +
        `If the stream sent an address with each word, as reads of the window do, it would take ${perWord / 4}.`;
});

test('test_verify_by_the_sniffer_finds_each_kind_of_damage', () => {
    for (const [name, at, mask] of [['first', 8, 1], ['middle', image.length >> 1, 0x80], ['last', image.length - 8, 0x10]]) {
        const damaged = Buffer.from(image);

        damaged[at] ^= mask;
        const board = new Board({ rom, flash: withImage(suite, damaged, IMAGE_OFFSET) }).run({ limit: 200e6 });
        assert.equal(board.trap, null);
        assert.match(board.output, /^not ok \d+ - test_verify_by_the_sniffer_finds_the_image_right$/m, name);
    }
});

runTests();
