// SPDX-License-Identifier: MIT
/*
 * A serial NOR flash chip, as Winbond's W25Q family: pages of 256 bytes, sectors of 4 KiB, blocks of 32 and 64 KiB.
 *
 * The bytes outlive the power; all else is lost with it. A step is one byte programmed or a sixteenth of an erase; the
 * power can be cut at any. The byte, or the sixteenth, that was under way is then between old and new.
 */
import { PowerCut, hex } from './stop.mjs';

const PAGE = 256;
const ERASE_SIZES = new Map([[0x20, 0x1000], [0x52, 0x8000], [0xd8, 0x10000]]);
const ERASE_PARTS = 16;
const STATUS_BUSY = 1;
const STATUS_WRITE_ENABLED = 2;
const STATUS2_QUAD = 2;
const READ = 0x03;
const PROGRAM = 0x02;
const JEDEC_ID = [0xef, 0x40, 0x15]; // W25Q16: 2 MiB

/* A generator of bytes that gives the same ones in each run. */
export function randomBytes(seed) {
    return () => {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        return seed >>> 16 & 0xff;
    };
}

export class Nor {
    /* `polls`: how often the status is read busy after a write. `cutAt`: the step, from 0, at which the power fails. */
    constructor(bytes, { polls = 2, cutAt = Infinity, random = randomBytes(1) } = {}) {
        this.bytes = bytes;
        this.polls = polls;
        this.cutAt = cutAt;
        this.random = random;
        this.steps = 0;
        this.erases = 0; // sectors, 32 and 64 KiB blocks
        this.programs = 0; // pages
        this.writeEnabled = false;
        this.busy = 0; // reads of the status until it is ready
        this.continuous = false; // reads come without a command: quad I/O with the mode bits a0
        this.isSelected = false;
        this.onWrite = null; // told offset and size of what has been changed
    }

    /* Chip select: low begins a command, high ends it, and begins a write. */
    select(low) {
        if (low === this.isSelected) {
            return;
        }
        this.isSelected = low;
        if (low) {
            this.received = [];
            this.address = 0;
        } else {
            this.#execute();
        }
    }

    /* One byte to the chip and one back, at the same time. */
    exchange(byte) {
        const count = this.received.push(byte) - 1;
        const command = this.received[0];

        if (this.continuous) { // what was a command is an address here; one of ff ends that
            this.continuous = command !== 0xff;
            this.received[0] = -1;
            return 0xff;
        }
        if (count === 0) {
            return 0xff;
        }
        if (command === 0x05) {
            const status = (this.busy ? STATUS_BUSY : 0) | (this.writeEnabled ? STATUS_WRITE_ENABLED : 0);
            this.busy -= this.busy ? 1 : 0;
            return status;
        }
        if (this.busy) {
            return 0xff;
        }
        switch (command) {
        case 0x35: return STATUS2_QUAD;
        case 0x9f: return JEDEC_ID[(count - 1) % JEDEC_ID.length];
        case READ: return count > 3 ? this.bytes[(this.#addressed() + count - 4) % this.bytes.length] : 0xff;
        default: return 0xff;
        }
    }

    #addressed() {
        return (this.received[1] << 16 | this.received[2] << 8 | this.received[3]) % this.bytes.length;
    }

    /* What a command does when the chip is deselected. While busy, and writes that are not enabled: nothing. */
    #execute() {
        const command = this.received[0];

        if (this.busy) {
            return;
        }
        if (command === 0x06 || command === 0x04) {
            this.writeEnabled = command === 0x06;
        } else if (ERASE_SIZES.has(command) && this.received.length === 4 && this.writeEnabled) {
            this.#erase(ERASE_SIZES.get(command));
        } else if (command === PROGRAM && this.received.length > 4 && this.writeEnabled) {
            this.#program();
        }
    }

    #finishWrite() {
        this.writeEnabled = false;
        this.busy = this.polls;
    }

    /* True where the power fails at this step. */
    #fails() {
        return this.steps++ === this.cutAt;
    }

    #erase(size) {
        const base = this.#addressed() & ~(size - 1);
        const part = size / ERASE_PARTS;

        for (let i = base; i < base + size; i += part) {
            if (this.#fails()) {
                this.bytes.subarray(i, i + part).forEach((old, at, bytes) => (bytes[at] = old | this.random()));
                throw new PowerCut(`erasing at ${hex(i)}`);
            }
            this.bytes.fill(0xff, i, i + part);
        }
        this.onWrite?.(base, size);
        this.erases++;
        this.#finishWrite();
    }

    /* Of more bytes than a page has, the last ones count; at the end of the page they go on at its begin. */
    #program() {
        const first = this.#addressed();
        const page = first & ~(PAGE - 1);
        const data = this.received.slice(4).slice(-PAGE);

        data.forEach((value, i) => {
            const at = page + (first + i) % PAGE;
            if (this.#fails()) {
                this.bytes[at] &= value | this.random();
                throw new PowerCut(`programming ${hex(at)}`);
            }
            this.bytes[at] &= value;
        });
        this.onWrite?.(page, PAGE);
        this.programs++;
        this.#finishWrite();
    }
}
