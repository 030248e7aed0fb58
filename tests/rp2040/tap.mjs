// SPDX-License-Identifier: MIT
// Tests that are programs of Node: cases are numbered and printed as TAP.
import assert from 'node:assert/strict';

const cases = [];

/*
 * Adds a case, which fails where the function throws. It may return a text, to be printed as a comment, or "SKIP" and why
 * it has not tested anything.
 */
export function test(name, run) {
    cases.push({ name, run });
}

/* Runs all cases. */
export function runTests() {
    let failed = 0;

    cases.forEach(({ name, run }, i) => {
        try {
            const comment = run() ?? '';
            const skipped = comment.startsWith('SKIP ');

            if (comment && !skipped) {
                console.log(comment.replace(/^/gm, '# '));
            }
            console.log(`ok ${i + 1} - ${name}${skipped ? ` # ${comment}` : ''}`);
        } catch (error) {
            failed++;
            console.log(`not ok ${i + 1} - ${name}\n${error.stack.replace(/^/gm, '# ')}`);
        }
    });
    console.log(`1..${cases.length}`);
    process.exitCode = failed ? 1 : 0;
}

export { assert };
