// SPDX-License-Identifier: MIT
/*
 * The rig executes what sets flags as QEMU does. Arguments: boot ROM, firmware, the list of what QEMU 7.2 has printed, the
 * firmware for QEMU. Where QEMU is installed, it is asked again.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

import { Board } from './rig/board.mjs';
import { assert, runTests, test } from './tap.mjs';

const [romName, firmwareName, listName, microbitName] = process.argv.slice(2);
const list = fs.readFileSync(listName, 'utf8');

test('test_rig_instructions_that_set_flags_are_those_of_QEMU', () => {
    const board = new Board({ rom: fs.readFileSync(romName), flash: fs.readFileSync(firmwareName) }).run();

    assert.equal(board.trap, null);
    assert.equal(board.exit, 0);
    assert.equal(board.output, list);
});

test('test_rig_list_of_flags_is_what_QEMU_prints', () => {
    const machine = ['-M', 'microbit', '-display', 'none', '-serial', 'none', '-monitor', 'none'];
    const semihosting = ['-semihosting-config', 'enable=on,target=native'];
    const qemu = spawnSync('qemu-system-arm', [...machine, ...semihosting, '-kernel', microbitName], { encoding: 'utf8' });

    if (qemu.error?.code === 'ENOENT') {
        return 'SKIP there is no qemu-system-arm';
    }
    assert.equal(qemu.status, 0, qemu.stderr);
    assert.equal(qemu.stderr, list);
});

runTests();
