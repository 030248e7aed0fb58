// SPDX-License-Identifier: MIT
/* Firmware that runs tests of the library and prints TAP (tests/bare). */
import { assert } from './tap.mjs';

/* Runs it. All its tests must pass, and none may be trapped. Returns how many there are. */
export function runSuite(board) {
    board.run({ limit: 200e6 });
    const passed = board.output.match(/^ok .*$/gm) ?? [];
    const failed = board.output.match(/^(#|not ok) .*$/gm) ?? [];
    const planned = Number(board.output.match(/^1\.\.(\d+)$/m)?.[1]);

    assert.equal(board.trap, null, `behind ${passed.at(-1)}`);
    assert.deepEqual(failed, []);
    assert.equal(board.exit, 0);
    assert.ok(passed.length > 0 && passed.length === planned, board.output);
    return planned;
}
