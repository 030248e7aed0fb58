// SPDX-License-Identifier: MIT
/*
 * The window to the flash (RP2040 datasheet, 2.6.3): its cache, its control registers, and the stream, which reads flash
 * into a FIFO beside the cache.
 *
 * The cycles are those of a model. A word that is missed: the SCLKs of its transfer, and 8 cycles that are assumed. A word
 * of the stream: the SCLKs of its data alone, as if the flash were read in one run.
 */
import { Peripheral } from './peripheral.mjs';

const SETS = 1024, WAYS = 2, LINE = 8;
const MISS_OVERHEAD = 8; // cycles
const FIFO_SIZE = 2;
const DREQ_XIP_STREAM = 37;

/*
 * 16 KiB of lines of 8 bytes, whose two words are valid each on its own: a miss fetches one word. It has no bytes; what it
 * would give that is no longer in the flash is noticed as such.
 */
export class Cache {
    constructor(ssi) {
        this.ssi = ssi;
        this.enabled = true;
        this.hits = 0;
        this.accesses = 0;
        this.misses = 0;
        this.tags = new Int32Array(SETS * WAYS);
        this.valid = new Uint8Array(SETS * WAYS); // a bit for each word
        this.oldest = new Uint8Array(SETS);
        this.written = new Set(); // lines of the flash that have been changed since the last flush
        this.onStale = null; // told the address of a read of such a line
    }

    flush() {
        this.valid.fill(0);
        this.written.clear();
    }

    /* The flash has been changed behind the cache. */
    noteWrite(offset, size) {
        for (let line = offset / LINE; line < (offset + size) / LINE; line++) {
            this.written.add(line);
        }
    }

    #wayOf(first, tag) {
        return this.tags[first] === tag ? 0 : this.tags[first + 1] === tag ? 1 : -1;
    }

    /* Reads a word at an address of the window. Returns the cycles that the processor waits. */
    read(address) {
        const alias = address >>> 24 & 3; // bit 0: a miss is not kept; bit 1: the cache is not asked
        const offset = address & 0xffffff;
        const set = offset / LINE & (SETS - 1);
        const tag = offset / (LINE * SETS) | 0;
        const word = 1 << (offset >>> 2 & 1);
        let way = this.#wayOf(set * WAYS, tag);

        this.accesses++;
        if (this.enabled && alias < 2 && way >= 0 && this.valid[set * WAYS + way] & word) {
            if (this.written.has(offset / LINE | 0)) {
                this.onStale?.(address);
            }
            this.hits++;
            this.oldest[set] = way ^ 1;
            return 0;
        }
        this.misses++;
        if (this.enabled && (alias & 1) === 0) {
            if (way < 0) {
                way = this.oldest[set];
                this.tags[set * WAYS + way] = tag;
                this.valid[set * WAYS + way] = 0;
            }
            this.valid[set * WAYS + way] |= word;
            this.oldest[set] = way ^ 1;
        }
        return this.ssi.clocksPerWord * this.ssi.divider + MISS_OVERHEAD;
    }

    /* A write to the window changes no flash: it drops the line. */
    invalidate(address) {
        const offset = address & 0xffffff;
        const first = (offset / LINE & (SETS - 1)) * WAYS;
        const way = this.#wayOf(first, offset / (LINE * SETS) | 0);

        if (way >= 0) {
            this.valid[first + way] = 0;
        }
        this.written.delete(offset / LINE | 0);
    }
}

/* XIP_CTRL, and the FIFO of the stream, which XIP_AUX shows to the DMA as well. */
export class XipControl extends Peripheral {
    constructor(mcu, cache, ssi, onRead) {
        super();
        this.mcu = mcu;
        this.cache = cache;
        this.ssi = ssi;
        this.onRead = onRead; // told the address of each word that the stream reads
        this.control = 3;
        this.streamAddress = 0;
        this.streamCount = 0;
        this.fifo = [];
        this.alarm = mcu.clock.createAlarm(() => this.#fetch());
    }

    readUint32(offset) {
        switch (offset & 0xfff) {
        case 0x00: return this.control;
        case 0x08: return 2 * (this.fifo.length === 0) + 4 * (this.fifo.length === FIFO_SIZE) + 1;
        case 0x0c: return this.cache.hits;
        case 0x10: return this.cache.accesses;
        case 0x14: return this.streamAddress;
        case 0x18: return this.streamCount;
        case 0x1c: return this.pop();
        default: return 0;
        }
    }

    writeUint32(offset, value) {
        switch (offset & 0xfff) {
        case 0x00: this.control = value & 0xb; this.cache.enabled = (value & 1) !== 0; break;
        case 0x04: this.cache.flush(); break;
        case 0x0c: this.cache.hits = 0; break;
        case 0x10: this.cache.accesses = 0; break;
        case 0x14: this.streamAddress = (value & ~3) >>> 0; break;
        case 0x18: this.#begin(value & 0x3fffff); break;
        }
    }

    /* A count of 0 stops the stream. What the FIFO holds stays. */
    #begin(count) {
        this.streamCount = count;
        this.alarm.cancel();
        this.#schedule();
    }

    #schedule() {
        if (this.streamCount > 0 && this.fifo.length < FIFO_SIZE && !this.alarm.scheduled) {
            const cycles = this.ssi.clocksPerStreamedWord * this.ssi.divider;
            this.alarm.schedule(cycles * 1e9 / this.mcu.clkSys);
        }
    }

    #fetch() {
        this.alarm.scheduled = false;
        this.onRead(this.streamAddress);
        this.fifo.push(this.mcu.flashView.getUint32(this.streamAddress & 0xffffff, true));
        this.streamAddress += 4;
        this.streamCount--;
        this.mcu.dma.setDREQ(DREQ_XIP_STREAM);
        this.#schedule();
    }

    pop() {
        const word = this.fifo.shift() ?? 0;

        if (this.fifo.length === 0) {
            this.mcu.dma.clearDREQ(DREQ_XIP_STREAM);
        }
        this.#schedule();
        return word;
    }
}

export class XipAux extends Peripheral {
    constructor(control) {
        super();
        this.control = control;
    }

    readUint32() {
        return this.control.pop();
    }
}
