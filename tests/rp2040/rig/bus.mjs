// SPDX-License-Identifier: MIT
/*
 * What the core reads and writes, held against what silicon allows, and the cache in front of the flash. The methods of
 * the core are replaced on the instance.
 */
import { executeFixed, isFixed } from './flags.mjs';
import { Trap, hex } from './stop.mjs';

const ROM_SIZE = 0x4000;

/* True for the four views of the flash, 0x10000000 to 0x13ffffff. */
const isWindow = (address) => address >>> 26 === 4;

const isWide = (opcode) => opcode >>> 11 >= 0x1d; // the first half of an instruction of 32 bits

export class Bus {
    constructor(mcu, cache, ssi, flashSize) {
        this.mcu = mcu;
        this.core = mcu.core;
        this.cache = cache;
        this.ssi = ssi;
        this.flashSize = flashSize;
        this.fetches = 0; // reads of the core to come that fetch an instruction
        this.lastFetched = -1; // the word that the core has fetched last, if it goes straight on
        this.nextPc = -1;
        this.waits = 0; // cycles, of the instruction under way
        this.onData = null; // told address, size and program counter of each read of data from the flash
        cache.onStale = (address) => this.trap(`read at ${hex(address)} of what the cache had before the flash was written`);
        this.#guardReads();
        this.#guardWrites();
        this.#guardSteps();
    }

    trap(what) {
        throw new Trap(`${what}, pc ${hex(this.pc)}`);
    }

    /* Holds a read of the window, by anyone, against the state of the chip. */
    checkWindow(address, what) {
        if (this.ssi.fault) {
            this.trap(`${what} of flash at ${hex(address)} while ${this.ssi.fault}`);
        }
        if ((address & 0xffffff) >= this.flashSize) {
            this.trap(`${what} of flash at ${hex(address)}, which is behind its end`);
        }
    }

    #readData(address, size) {
        if (address & (size - 1)) {
            this.trap(`unaligned read at ${hex(address)}`);
        }
        if (isWindow(address)) {
            this.checkWindow(address, 'read');
            this.waits += this.cache.read(address);
            this.onData?.(address, size, this.pc);
        }
    }

    #guardReads() {
        const { core, mcu } = this;

        core.readUint32 = (address) => {
            this.#readData(address >>>= 0, 4);
            return mcu.readUint32(address);
        };
        core.readUint16 = (address) => {
            if (this.fetches > 0) {
                this.fetches--;
                return mcu.readUint16(address);
            }
            this.#readData(address >>>= 0, 2);
            return isWindow(address) ? mcu.flashView.getUint16(address & 0xffffff, true) : mcu.readUint16(address);
        };
        core.readUint8 = (address) => {
            this.#readData(address >>>= 0, 1);
            return isWindow(address) ? mcu.flash[address & 0xffffff] : mcu.readUint8(address);
        };
    }

    #guardWrites() {
        for (const [name, size] of [['writeUint32', 4], ['writeUint16', 2], ['writeUint8', 1]]) {
            this.core[name] = (address, value) => {
                address >>>= 0;
                if (address & (size - 1)) {
                    this.trap(`unaligned write at ${hex(address)}`);
                }
                if (address < ROM_SIZE || (isWindow(address) && address >>> 24 !== 0x10)) {
                    this.trap(`write to ${hex(address)}, which cannot be written`);
                }
                if (isWindow(address)) {
                    this.cache.invalidate(address);
                } else {
                    this.mcu[name](address, value);
                }
            };
        }
    }

    /* The core fetches whole words: two instructions of 16 bits with one read, unless it has branched. */
    #fetch(pc, size) {
        if (!isWindow(pc)) {
            return;
        }
        for (let word = pc >>> 2; word <= pc + size - 1 >>> 2; word++) {
            if (word !== this.lastFetched) {
                this.checkWindow(word * 4, 'fetch');
                this.waits += this.cache.read(word * 4);
                this.lastFetched = word;
            }
        }
    }

    #guardSteps() {
        const { core, mcu } = this;
        const execute = core.executeInstruction.bind(core);

        core.executeInstruction = () => {
            this.pc = core.PC;
            if (core.interruptsUpdated && core.checkForInterrupts()) {
                core.waiting = false;
            }
            const pc = core.PC & ~1;
            this.pc = pc;
            this.waits = 0;
            if (pc !== this.nextPc) {
                this.lastFetched = -1;
            }
            const opcode = mcu.readUint16(pc);
            const size = isWide(opcode) ? 4 : 2;
            this.#fetch(pc, size);
            let cycles = 1;
            if (isFixed(opcode)) {
                executeFixed(core, opcode);
                core.cycles++;
            } else {
                this.fetches = size / 2;
                cycles = execute();
            }
            this.nextPc = pc + size;
            core.cycles += this.waits;
            return cycles + this.waits;
        };
    }
}
