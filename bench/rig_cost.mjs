// SPDX-License-Identifier: MIT
/*
 * What lookups cost on the emulated RP2040. The code is in RAM, and no byte of the image in the cache. The cycles are
 * estimated: those of rp2040js for the instructions, and of the model of the cache for each word that is missed.
 */
import fs from 'node:fs';
import path from 'node:path';

import { Board } from '../tests/rp2040/rig/board.mjs';
import { assert } from '../tests/rp2040/tap.mjs';

const IMAGE_OFFSET = 0x100000, PATHS_OFFSET = 0xf00000;
const LOOKUP_BEGINS = 1;

/* Looks up each path. Returns for each the instructions, distinct words of flash and cycles. */
export function measure({ rom, firmware, image, paths, isIndexed }) {
    const flash = Buffer.alloc(PATHS_OFFSET + paths.join(' ').length + 2, 0xff);

    firmware.copy(flash);
    image.copy(flash, IMAGE_OFFSET);
    flash.write(paths.join('\0') + '\0\0', PATHS_OFFSET, 'latin1');
    const board = new Board({ rom, flash, flashSize: 16 * 1024 * 1024, argument: isIndexed ? 1 : 0 });
    const costs = [];
    let begin = null;
    let words = null;

    board.bus.onData = (address) => words?.add(address >>> 2);
    board.onMark = (number) => {
        if (number === LOOKUP_BEGINS) {
            board.cache.flush();
            words = new Set();
            begin = { instructions: board.instructions, cycles: board.cycles };
        } else {
            costs.push({
                instructions: board.instructions - begin.instructions,
                words: words.size,
                cycles: board.cycles - begin.cycles,
            });
            words = null;
        }
    };
    board.run({ limit: 1e9 });
    assert.equal(board.trap, null);
    assert.equal(board.exit, 0);
    assert.equal(costs.length, paths.length);
    return costs;
}

/* Mean and maximum of a figure. */
export function summary(costs, name) {
    const values = costs.map((cost) => cost[name]);

    return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, worst: Math.max(...values) };
}

/*
 * Measures what bench_write_images has written of a tree: by layout and case, the costs of at most `count` paths. The cases
 * are those of bench/cases.h.
 */
export function measureTree({ rom, firmware, folder, tree, count }) {
    const lines = fs.readFileSync(path.join(folder, `${tree}.paths`), 'latin1').trim().split('\n');
    const result = {};

    for (const layout of ['plain', 'indexed']) {
        const image = fs.readFileSync(path.join(folder, `${tree}.${layout}`));

        result[layout] = {};
        for (const name of ['hit', 'miss', 'last']) {
            const paths = lines.map((line) => line.split(' ')).filter(([what]) => what === name).map(([, where]) => where);

            result[layout][name] = measure({
                rom, firmware, image, paths: paths.slice(0, count), isIndexed: layout === 'indexed',
            });
        }
    }
    return result;
}
