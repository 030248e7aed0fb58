// SPDX-License-Identifier: MIT
/* Prints what lookups cost on the emulated RP2040: see rp2040.sh. Arguments: boot ROM, firmware at -Os, at -O2, images. */
import fs from 'node:fs';

import { measureTree, summary } from './rig_cost.mjs';

const [romName, smallName, fastName, folder] = process.argv.slice(2);
const rom = fs.readFileSync(romName);
const HEAD = ['tree', 'image', 'library', 'lookup', 'instr. mean', 'worst', 'words mean', 'worst', 'cycles mean', 'worst'];

function* rows() {
    for (const tree of ['T1', 'T2', 'T3']) {
        for (const [option, name] of [['-Os', smallName], ['-O2', fastName]]) {
            const layouts = measureTree({ rom, firmware: fs.readFileSync(name), folder, tree, count: 100 });

            for (const [layout, cases] of Object.entries(layouts)) {
                for (const [what, costs] of Object.entries(cases)) {
                    const figures = ['instructions', 'words', 'cycles'].flatMap((figure) => {
                        const { mean, worst } = summary(costs, figure);
                        return [mean.toFixed(figure === 'words' ? 2 : 0), String(worst)];
                    });
                    yield [tree, layout, option, what, ...figures];
                }
            }
        }
    }
}

const table = [HEAD, ...rows()];
const widths = HEAD.map((_, i) => Math.max(...table.map((row) => row[i].length)));

for (const row of table) {
    console.log(row.map((cell, i) => (i < 4 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd());
}
