// SPDX-License-Identifier: MIT
/*
 * Updates whose power is cut, at any byte that is programmed and any sixteenth of an erase: the next start finds the old
 * image or the new one, whole, and a second update succeeds. Arguments: boot ROM, firmware/update.c, the same that writes
 * in the wrong order, the tool, how many cuts (0: all).
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Board } from './rig/board.mjs';
import { randomBytes } from './rig/nor.mjs';
import { assert, runTests, test } from './tap.mjs';

const [romName, rightName, wrongName, tool, countText] = process.argv.slice(2);
const [rom, right, wrong] = [romName, rightName, wrongName].map((name) => fs.readFileSync(name));
const SOURCES = [0x180000, 0x190000];

/* Images of two files each, of some pages: no two pages of the two are equal. */
function makeImage(seed) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xrom-test-'));
    const random = randomBytes(seed);

    try {
        for (const [name, size] of [['data.bin', 700], ['more.bin', 300 + seed]]) {
            fs.writeFileSync(path.join(folder, name), Uint8Array.from({ length: size }, random));
        }
        return execFileSync(tool, ['build', folder, '-o', '-']);
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

/* A chip with the firmware, both images, and nothing in the slots. */
function newFlash(firmware) {
    const flash = Buffer.alloc(2 * 1024 * 1024, 0xff);

    firmware.copy(flash);
    SOURCES.forEach((at, i) => makeImage(i + 1).copy(flash, at));
    return flash;
}

/* One start. Returns the board, with `found` before and after the update. */
function start(flash, nor = {}) {
    const board = new Board({ rom, flash, nor }).run();

    assert.equal(board.trap, null, board.output);
    board.found = [...board.output.matchAll(/^found (.*)$/gm)].map(([, what]) => what);
    return board;
}

/* Cuts the power at steps of the update from A to B, as evenly spread as they can be. */
function cutUpdates(firmware, count) {
    let { flash } = start(newFlash(right));
    flash = Buffer.from(flash);
    firmware.copy(flash);
    const steps = start(flash).nor.steps;
    const cuts = count === 0 || count > steps ? steps : count;
    const result = { steps, cuts, old: 0, new: 0, bad: [] };

    for (let i = 0; i < cuts; i++) {
        const cutAt = Math.floor((i * steps) / cuts);
        const cut = start(flash, { cutAt, random: randomBytes(i + 1) });
        assert.ok(cut.cut, `step ${cutAt} of ${steps} is not reached`);
        const next = start(cut.flash);
        const [before, after] = next.found;
        if (next.exit !== 0 || !['A', 'B'].includes(before) || after !== (before === 'A' ? 'B' : 'A')) {
            result.bad.push(`step ${cutAt}, ${cut.cut}: found ${next.found}, exit ${next.exit}`);
        } else if (before === 'A') {
            result.old++;
        } else {
            result.new++;
        }
    }
    return result;
}

test('test_slots_updates_go_from_one_image_to_the_other', () => {
    let flash = newFlash(right);

    for (const expected of [['none', 'A'], ['A', 'B'], ['B', 'A'], ['A', 'B']]) {
        const board = start(flash);
        assert.equal(board.exit, 0);
        assert.deepEqual(board.found, expected);
        flash = board.flash;
    }
});

test('test_slots_survive_power_cuts', () => {
    const { steps, cuts, old, new: updated, bad } = cutUpdates(right, Number(countText));

    assert.deepEqual(bad, []);
    assert.ok(old > 0 && updated > 0);
    return `${cuts} cuts of ${steps} that there are: ${old} found the old image, ${updated} the new one, 0 bad`;
});

test('test_slots_wrong_order_is_found_by_power_cuts', () => {
    const { cuts, bad } = cutUpdates(wrong, 10);

    assert.ok(bad.length > 0);
    return `${bad.length} bad of ${cuts}, for instance ${bad[0]}`;
});

runTests();
