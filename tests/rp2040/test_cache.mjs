// SPDX-License-Identifier: MIT
/* The model of the cache, by the rules of the RP2040 datasheet, 2.6.3. */
import { Cache } from './rig/xip.mjs';
import { assert, runTests, test } from './tap.mjs';

const HERE = 0x10080000;
const CYCLES = 48; // of a word that is missed: 20 SCLKs at half the clock, and 8

function cache() {
    return new Cache({ clocksPerWord: 20, divider: 2 });
}

/* Reads words in turn; true where one was in the cache. */
const hits = (model, ...addresses) => addresses.map((address) => model.read(address) === 0);

test('test_cache_second_read_hits', () => {
    const model = cache();

    assert.equal(model.read(HERE), CYCLES);
    assert.equal(model.read(HERE), 0);
    assert.equal(model.read(HERE + 3), 0);
    assert.deepEqual([model.accesses, model.hits, model.misses], [3, 2, 1]);
});

test('test_cache_miss_fetches_one_word_of_the_line', () => {
    assert.deepEqual(hits(cache(), HERE, HERE + 4, HERE + 4, HERE), [false, false, true, true]);
});

test('test_cache_has_two_ways_and_drops_the_older', () => {
    const [a, b, c] = [HERE, HERE + 0x2000, HERE + 0x4000];

    assert.deepEqual(hits(cache(), a, b, a, c, a, b), [false, false, true, false, true, false]);
});

test('test_cache_alias_without_allocation_keeps_no_miss', () => {
    const other = HERE + 0x01000000;

    assert.deepEqual(hits(cache(), other, other, HERE, other), [false, false, false, true]);
});

test('test_cache_alias_past_the_cache_never_hits_but_fills', () => {
    const other = HERE + 0x02000000;

    assert.deepEqual(hits(cache(), other, other, HERE), [false, false, true]);
});

test('test_cache_alias_past_the_cache_without_allocation_never_hits_or_fills', () => {
    const other = HERE + 0x03000000;

    assert.deepEqual(hits(cache(), other, other, HERE, other), [false, false, false, false]);
});

test('test_cache_write_drops_the_line', () => {
    const model = cache();

    hits(model, HERE, HERE + 4);
    model.invalidate(HERE);
    assert.deepEqual(hits(model, HERE, HERE + 4), [false, false]);
});

test('test_cache_flush_drops_all', () => {
    const model = cache();

    hits(model, HERE, HERE + 8);
    model.flush();
    assert.deepEqual(hits(model, HERE, HERE + 8), [false, false]);
});

test('test_cache_that_is_off_keeps_nothing', () => {
    const model = cache();

    model.enabled = false;
    assert.deepEqual(hits(model, HERE, HERE), [false, false]);
});

test('test_cache_tells_of_reads_of_what_has_been_written_behind_it', () => {
    const model = cache();
    const told = [];

    model.onStale = (address) => told.push(address);
    hits(model, HERE, HERE + 0x1000);
    model.noteWrite(HERE & 0xffffff, 0x100);
    hits(model, HERE, HERE + 0x1000, HERE + 8);
    assert.deepEqual(told, [HERE]);
    model.flush();
    hits(model, HERE, HERE);
    assert.deepEqual(told, [HERE]);
});

runTests();
