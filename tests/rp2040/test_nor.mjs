// SPDX-License-Identifier: MIT
/* The model of the flash chip, by its commands. */
import { Nor } from './rig/nor.mjs';
import { PowerCut } from './rig/stop.mjs';
import { assert, runTests, test } from './tap.mjs';

const SIZE = 0x20000;

function chip(options) {
    return new Nor(new Uint8Array(SIZE).fill(0x55), options);
}

/* One command from select to deselect. Returns what the chip answers. */
function send(nor, ...bytes) {
    nor.select(true);
    const answer = bytes.map((byte) => nor.exchange(byte));
    nor.select(false);
    return answer;
}

const addressed = (command, address) => [command, address >> 16, address >> 8 & 0xff, address & 0xff];
const isBusy = (nor) => (send(nor, 0x05, 0)[1] & 1) !== 0;
const isEnabled = (nor) => (send(nor, 0x05, 0)[1] & 2) !== 0;

function write(nor, ...bytes) {
    send(nor, 0x06);
    send(nor, ...bytes);
    while (isBusy(nor)) {
    }
}

/* The numbers of the bytes that are no longer 55. */
const changed = (nor) => [...nor.bytes.keys()].filter((i) => nor.bytes[i] !== 0x55);

test('test_nor_write_that_is_not_enabled_does_nothing', () => {
    const nor = chip();

    send(nor, ...addressed(0x02, 0), 0);
    send(nor, ...addressed(0x20, 0));
    send(nor, 0x06);
    send(nor, 0x04);
    send(nor, ...addressed(0x20, 0));
    assert.deepEqual(changed(nor), []);
});

test('test_nor_write_ends_its_enable', () => {
    const nor = chip();

    assert.equal(isEnabled(nor), false);
    send(nor, 0x06);
    assert.equal(isEnabled(nor), true);
    write(nor, ...addressed(0x02, 0), 0);
    assert.equal(isEnabled(nor), false);
});

test('test_nor_program_only_clears_bits', () => {
    const nor = chip();

    write(nor, ...addressed(0x02, 0x1234), 0x0f, 0xff, 0x00);
    assert.deepEqual([...nor.bytes.subarray(0x1233, 0x1238)], [0x55, 0x05, 0x55, 0x00, 0x55]);
});

test('test_nor_program_past_its_page_goes_on_at_the_begin', () => {
    const nor = chip();

    write(nor, ...addressed(0x02, 0x1fe), 0, 0, 0);
    assert.deepEqual(changed(nor), [0x100, 0x1fe, 0x1ff]);
});

test('test_nor_program_of_more_than_a_page_keeps_the_last_bytes', () => {
    const nor = chip();

    write(nor, ...addressed(0x02, 0), 0, 0, ...new Array(256).fill(0xff));
    assert.deepEqual(changed(nor), []);
});

test('test_nor_erase_sets_its_sector_or_block_to_ff', () => {
    for (const [command, size] of [[0x20, 0x1000], [0x52, 0x8000], [0xd8, 0x10000]]) {
        const nor = chip();

        write(nor, ...addressed(command, 0x10000 + size - 1));
        assert.equal(changed(nor).length, size);
        assert.ok(nor.bytes.subarray(0x10000, 0x10000 + size).every((byte) => byte === 0xff));
    }
});

test('test_nor_busy_chip_answers_to_the_status_alone', () => {
    const nor = chip({ polls: 3 });

    send(nor, 0x06);
    send(nor, ...addressed(0x20, 0));
    assert.deepEqual(send(nor, ...addressed(0x03, 0x8000), 0), [0xff, 0xff, 0xff, 0xff, 0xff]);
    send(nor, 0x06);
    send(nor, ...addressed(0x20, 0x2000));
    assert.deepEqual([isBusy(nor), isBusy(nor), isBusy(nor), isBusy(nor)], [true, true, true, false]);
    assert.deepEqual(send(nor, ...addressed(0x03, 0xfff), 0, 0), [0xff, 0xff, 0xff, 0xff, 0xff, 0x55]);
});

test('test_nor_continuous_reads_take_no_command_until_ff', () => {
    const nor = chip();

    nor.continuous = true;
    send(nor, 0x06);
    assert.equal(nor.writeEnabled, false);
    assert.equal(nor.continuous, true);
    send(nor, 0xff, 0xff);
    send(nor, 0x06);
    assert.equal(nor.writeEnabled, true);
});

test('test_nor_power_cut_in_program_keeps_the_bytes_before', () => {
    for (let cut = 0; cut < 8; cut++) {
        const nor = chip({ cutAt: cut });

        assert.throws(() => write(nor, ...addressed(0x02, 0x100), ...new Array(8).fill(0)), PowerCut);
        assert.ok(nor.bytes.subarray(0x100, 0x100 + cut).every((byte) => byte === 0));
        assert.equal(nor.bytes[0x100 + cut] & ~0x55, 0, 'a program has set a bit');
        assert.ok(nor.bytes.subarray(0x101 + cut).every((byte) => byte === 0x55));
    }
});

test('test_nor_power_cut_in_erase_leaves_sixteenths', () => {
    for (let cut = 0; cut < 16; cut++) {
        const nor = chip({ cutAt: cut });
        const done = 0x1000 + cut * 256;

        assert.throws(() => write(nor, ...addressed(0x20, 0x1000)), PowerCut);
        assert.ok(nor.bytes.subarray(0x1000, done).every((byte) => byte === 0xff));
        assert.ok(nor.bytes.subarray(done, done + 256).every((byte) => (byte & 0x55) === 0x55), 'an erase has cleared a bit');
        assert.ok(nor.bytes.subarray(done, done + 256).some((byte) => byte !== 0xff && byte !== 0x55));
        assert.ok(nor.bytes.subarray(done + 256).every((byte) => byte === 0x55));
    }
});

runTests();
