// SPDX-License-Identifier: MIT
// What tests that run firmware have in common.
import { assert } from './tap.mjs';

/* What a flash holds: firmware, and an image behind it. */
export function withImage(firmware, image, offset) {
    const flash = Buffer.alloc(offset + image.length, 0xff);

    firmware.copy(flash);
    image.copy(flash, offset);
    return flash;
}

/*
 * Runs firmware that runs tests of the library and prints TAP (tests/targets/cmocka.h). All its tests must pass, and none
 * may be trapped. Returns how many there are.
 */
export function runSuite(board) {
    board.run({ limit: 200e6 });
    const passed = board.output.match(/^ok .*$/gm) ?? [];
    const planned = Number(board.output.match(/^1\.\.(\d+)$/m)?.[1]);

    assert.equal(board.trap, null, board.output);
    assert.equal(board.exit, 0, board.output);
    assert.ok(passed.length > 0 && passed.length === planned, board.output);
    return planned;
}
