// SPDX-License-Identifier: MIT
/* examples/rp2040 on the chip. Arguments: boot ROM, firmware, the tool, the folder of the image. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { Board, requireInstalled } from './rig/board.mjs';
import { withImage } from './suite.mjs';
import { functionsOf } from './symbols.mjs';
import { assert, runTests, test } from './tap.mjs';

const [romName, firmwareName, tool, folder] = process.argv.slice(2);
const [rom, firmware] = [romName, firmwareName].map((name) => fs.readFileSync(name));
const { decodeBlock } = requireInstalled('uf2');
const FLASH = 0x10000000, IMAGE_OFFSET = 0x100000, SLOTS_OFFSET = 0x180000, UF2_BLOCK = 512;
const image = execFileSync(tool, ['build', folder, '-o', '-']);
const config = fs.readFileSync(path.join(folder, 'config.json'), 'latin1');
const configAt = image.indexOf(config);
const SHOWN = `  config.json ${config.length}
  www/
    index.html ${fs.statSync(path.join(folder, 'www/index.html')).size}
    style.css ${fs.statSync(path.join(folder, 'www/style.css')).size}
/config.json is ${configAt} bytes behind the begin of the image, not copied:
${config}`;
const FIRST_START = `as flashed:\n${SHOWN}there is an update, to be tried at the next start\n`;

/* One start. */
function start(flash) {
    const board = new Board({ rom, flash }).run();

    assert.equal(board.trap, null, board.output);
    assert.ok(board.isAsleep);
    return board;
}

test('test_example_shows_an_image_in_place_and_brings_in_an_update', () => {
    const first = start(withImage(firmware, image, IMAGE_OFFSET));
    const second = start(first.flash);
    const third = start(second.flash);

    assert.equal(first.output, FIRST_START);
    assert.deepEqual(first.flash.subarray(SLOTS_OFFSET, SLOTS_OFFSET + image.length), new Uint8Array(image));
    assert.equal(second.output, `slot 0, on trial:\n${SHOWN}`);
    assert.equal(third.output, `slot 0, good:\n${SHOWN}`);
});

test('test_example_whose_trial_was_cut_tries_again_what_it_has', () => {
    const first = start(withImage(firmware, image, IMAGE_OFFSET));
    const { steps } = start(first.flash).nor;

    // The last program of the start confirms the image; without it the trial has failed, but there is no other image.
    const cut = new Board({ rom, flash: first.flash, nor: { cutAt: steps - 256 } }).run();
    assert.ok(cut.cut);
    assert.equal(start(cut.flash).output, `slot 0, on trial:\n${SHOWN}`);
});

test('test_example_reads_data_of_files_only_to_print_or_to_copy_it', () => {
    const board = new Board({ rom, flash: withImage(firmware, image, IMAGE_OFFSET) });
    const files = ['config.json', 'www/index.html', 'www/style.css'].map((name) => fs.readFileSync(path.join(folder, name)));
    const ranges = files.map((file) => [image.indexOf(file), image.indexOf(file) + file.length]);
    const functionAt = functionsOf(firmwareName.replace(/\.bin$/, '.elf'));
    const readers = new Set();

    board.bus.onData = (address, size, pc) => {
        const at = (address & 0xffffff) - IMAGE_OFFSET;
        if (ranges.some(([begin, end]) => at < end && at + size > begin)) {
            readers.add(functionAt(pc));
        }
    };
    board.run();
    assert.equal(board.trap, null);
    // The example's own: to print, and to copy the update. Nothing of the library, to open and to look up.
    assert.deepEqual([...readers].sort(), ['memcpy', 'show']);
});

test('test_example_and_its_image_boot_from_one_uf2_file', () => {
    const options = ['--uf2', '--base', '1M', '--family', 'rp2040', '--merge', firmwareName, '-'];
    const uf2 = execFileSync(tool, ['convert', ...options], { input: image });
    const flash = Buffer.alloc(2 * 1024 * 1024, 0xff);

    assert.equal(uf2.length % UF2_BLOCK, 0);
    for (let at = 0; at < uf2.length; at += UF2_BLOCK) {
        const { flashAddress, payload } = decodeBlock(Uint8Array.from(uf2.subarray(at, at + UF2_BLOCK)));
        flash.set(payload, flashAddress - FLASH);
    }
    const board = new Board({ rom, flash }).run();
    assert.equal(board.trap, null);
    assert.equal(board.output, FIRST_START);
});

test('test_example_without_an_image_says_so', () => {
    assert.equal(start(firmware).output, 'error: not a ROMFS image\n');
});

runTests();
