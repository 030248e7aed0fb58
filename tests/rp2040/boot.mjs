// SPDX-License-Identifier: MIT
/* Starts what a file of raw binary has in its flash, and prints what that prints: boot.mjs ROM FLASH. Fails where it is trapped. */
import fs from 'node:fs';

import { Board } from './rig/board.mjs';

const [rom, flash] = process.argv.slice(2).map((name) => fs.readFileSync(name));
const board = new Board({ rom, flash }).run();

process.stdout.write(board.output);
if (board.trap || !board.isAsleep) {
    console.log(`it did not come to its end: ${board.trap}`);
    process.exitCode = 1;
}
