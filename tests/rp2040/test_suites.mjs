// SPDX-License-Identifier: MIT
/* Tests of the library, as firmware. Arguments: boot ROM, firmware.. */
import fs from 'node:fs';
import path from 'node:path';

import { Board } from './rig/board.mjs';
import { runTests, test } from './tap.mjs';
import { runSuite } from './suite.mjs';

const [rom, ...suites] = process.argv.slice(2);

for (const name of suites) {
    test(`test_suite_${path.basename(name, '.bin')}_passes`, () => {
        const count = runSuite(new Board({ rom: fs.readFileSync(rom), flash: fs.readFileSync(name) }));

        return `${count} tests`;
    });
}

runTests();
