// SPDX-License-Identifier: MIT
/*
 * examples/pico-sdk, built by the SDK at PICO_SDK_PATH, does what examples/rp2040 does, in three starts. Arguments: boot ROM, the firmware
 * of examples/rp2040, the tool, the folder of the image, that of the example.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Board } from './rig/board.mjs';
import { withImage } from './suite.mjs';
import { assert, runTests, test } from './tap.mjs';

const [romName, firmwareName, tool, folder, source] = process.argv.slice(2);
const [rom, firmware] = [romName, firmwareName].map((name) => fs.readFileSync(name));
const IMAGE_OFFSET = 0x100000;

function run(command, ...words) {
    const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });

    assert.equal(status, 0, `${stdout}${stderr}`);
}

test('test_pico_sdk_example_does_what_the_bare_one_does', () => {
    if (!process.env.PICO_SDK_PATH) {
        return 'SKIP PICO_SDK_PATH is not set';
    }
    if (spawnSync('cmake', ['--version']).error) {
        return 'SKIP there is no cmake';
    }
    const build = fs.mkdtempSync(path.join(os.tmpdir(), 'xrom-test-'));

    try {
        const image = execFileSync(tool, ['build', folder, '-o', '-']);
        run('cmake', '-S', source, '-B', build, '-DPICO_NO_PICOTOOL=1', '-DPICO_BOARD=pico');
        run('cmake', '--build', build, '-j2');
        const sdk = fs.readFileSync(path.join(build, 'xrom-pico-demo.bin'));
        let flashes = [firmware, sdk].map((program) => withImage(program, image, IMAGE_OFFSET));
        for (const begin of ['as flashed', 'slot 0, on trial', 'slot 0, good']) {
            const [bare, other] = flashes.map((flash) => new Board({ rom, flash }).run());
            assert.equal(other.trap, null, other.output);
            assert.ok(other.isAsleep);
            assert.ok(bare.output.startsWith(begin), bare.output);
            assert.equal(other.output.replaceAll('\r\n', '\n'), bare.output);
            flashes = [bare.flash, other.flash];
        }
    } finally {
        fs.rmSync(build, { recursive: true });
    }
});

runTests();
