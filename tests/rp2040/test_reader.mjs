// SPDX-License-Identifier: MIT
/*
 * The reader on all vectors: the list of each, with the hashes of what lies in the flash where the reader says it does.
 * No byte of a file's data is read. Arguments: boot ROM, firmware/reader.c, the folder of the vectors.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { Board } from './rig/board.mjs';
import { withImage } from './suite.mjs';
import { assert, runTests, test } from './tap.mjs';

const [romName, firmwareName, vectors] = process.argv.slice(2);
const [rom, firmware] = [romName, firmwareName].map((name) => fs.readFileSync(name));
const IMAGE_OFFSET = 0x100000;

/* The lines of a list, without comments, as fields. */
const fieldsOf = (text) => text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));

/* The line of a list for a line of the firmware. */
function lineOf([kind, name, size, offset], image) {
    const data = image.subarray(Number(offset), Number(offset) + Number(size));

    return kind === 'dir' ? [kind, name] : [kind, name, size, offset, createHash('sha256').update(data).digest('hex')];
}

/* A set bit for each byte of the image that is data of a file. */
function dataOf(lines, size) {
    const isData = new Uint8Array(size);

    for (const [kind, , length, offset] of lines) {
        if (kind === 'file') {
            isData.fill(1, Number(offset), Number(offset) + Number(length));
        }
    }
    return isData;
}

const names = fs.readdirSync(vectors).filter((name) => fs.existsSync(path.join(vectors, name, 'image.romfs'))).sort();

for (const name of names) {
    test(`test_reader_on_vector_${name}_gives_its_list_and_reads_no_data`, () => {
        const image = fs.readFileSync(path.join(vectors, name, 'image.romfs'));
        const list = fieldsOf(fs.readFileSync(path.join(vectors, name, 'listing.tsv'), 'utf8'));
        const board = new Board({ rom, flash: withImage(firmware, image, IMAGE_OFFSET) });
        const isData = dataOf(list, image.length);
        let reads = 0;

        board.bus.onData = (address, size) => {
            const at = (address & 0xffffff) - IMAGE_OFFSET;
            for (let i = Math.max(at, 0); i < at + size && i < image.length; i++) {
                reads++;
                assert.equal(isData[i], 0, `byte ${i} is data of a file`);
            }
        };
        board.run();
        assert.equal(board.trap, null);
        assert.equal(board.exit, 0);
        assert.ok(reads > 0);
        const lines = fieldsOf(board.output);
        const kept = list.map((fields) => fields.slice(0, fields[0] === 'dir' ? 2 : 5));
        assert.deepEqual(lines.map((line) => lineOf(line, image)), kept);
        for (const [kind, where, , , found] of lines) {
            const first = list.find((line) => line[1] === where);
            assert.ok(kind === 'dir' || found === first[3], `lookup of ${where} finds the data at ${found}`);
        }
        return `${lines.length} nodes, ${reads} bytes of records read`;
    });
}

test('test_reader_vectors_are_all_there', () => {
    assert.ok(names.length >= 15, names.join(' '));
});

runTests();
