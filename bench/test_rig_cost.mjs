// SPDX-License-Identifier: MIT
/*
 * What lookups cost on the emulated RP2040 stays within its limits. Arguments: boot ROM, the library at -Os and at -O2 with
 * tests/rp2040/firmware/cost.c, bench_write_images.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { measureTree, summary } from './rig_cost.mjs';
import { assert, runTests, test } from '../tests/rp2040/tap.mjs';

const [romName, smallName, fastName, writeImages] = process.argv.slice(2);
const [rom, small, fast] = [romName, smallName, fastName].map((name) => fs.readFileSync(name));
const COUNT = 20; // of each case
const HIT_CYCLES_MAX = 1200; // mean, T2, at -O2
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xrom-test-'));

process.on('exit', () => fs.rmSync(folder, { recursive: true }));
execFileSync(writeImages, [folder, String(COUNT), '3']);

for (const [name, firmware, cyclesMax] of [['Os', small, Infinity], ['O2', fast, HIT_CYCLES_MAX]]) {
    test(`test_cost_of_T2_indexed_is_an_eighth_of_the_walk_at_most_at_${name}`, () => {
        const { plain, indexed } = measureTree({ rom, firmware, folder, tree: 'T2', count: COUNT });
        const [walked, found] = [plain, indexed].map(({ hit }) => summary(hit, 'cycles').mean);

        assert.ok(found <= walked / 8, `${found} of ${walked} cycles`);
        assert.ok(found <= cyclesMax, `${found} cycles`);
        return `mean of hits: ${walked.toFixed(0)} cycles by a walk, ${found.toFixed(0)} through the index`;
    });
}

test('test_cost_of_a_lookup_through_the_index_does_not_grow_with_the_directory', () => {
    const means = ['T1', 'T2'].map((tree) => {
        const { indexed } = measureTree({ rom, firmware: small, folder, tree, count: COUNT });
        return summary(indexed.hit, 'words').mean;
    });

    assert.ok(means[1] <= means[0] + 2, `${means} words`);
});

runTests();
