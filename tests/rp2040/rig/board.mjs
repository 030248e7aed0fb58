// SPDX-License-Identifier: MIT
/*
 * An RP2040 with a flash chip, and what is needed to run firmware on it without a board: rp2040js, and around it
 * what rp2040js does not have (see the files beside this one).
 *
 *     const board = new Board({ rom, flash: firmware });
 *     board.run();
 *     board.exit, board.output, board.trap, board.cut, board.isAsleep
 *
 * The boot ROM runs first, as after power-on. Firmware prints through UART0, and ends through semihosting or by waiting for ever.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Bus } from './bus.mjs';
import { Nor } from './nor.mjs';
import { semihost } from './semihosting.mjs';
import { addSniffer } from './sniffer.mjs';
import { IoQspi, Ssi } from './ssi.mjs';
import { PowerCut, Trap } from './stop.mjs';
import { Cache, XipAux, XipControl } from './xip.mjs';

const installed = fileURLToPath(new URL('../../../build/node/node_modules', import.meta.url));
const modules = path.resolve(process.env.XROM_NODE_MODULES ?? installed);

/* A package of Node that tests/node/package.json names. */
export const requireInstalled = createRequire(path.join(modules, 'package.json'));

const { RP2040 } = requireInstalled('rp2040js');

/* Blocks that are in reset after power-on, until the firmware lets them out: bits of the register. */
const RESET_ALL = 0x1ffffff, RESET_DMA = 1 << 2;

/* Without the 16 MiB of ff that each reset writes: most of them are no chip's, and it would take longer than many a run. */
class Processor extends RP2040 {
    reset() {
        this.core.reset();
        this.pwm.reset();
    }
}

export class Board {
    /*
     * `rom`: the boot ROM. `flash`: what the chip holds from its first byte on; ff behind it. `nor`: options of the chip.
     * `flashSize`: of the chip in bytes, at most 16 MiB. `argument`: a number that the firmware can ask for.
     * What is written to the flash is seen in `board.flash`, which can be given to the next board: a power cycle.
     */
    constructor({ rom, flash, nor = {}, flashSize = 2 * 1024 * 1024, argument = 0 }) {
        const mcu = this.mcu = new Processor();
        const warn = (part, text) => {
            if (part === 'RP2040' || part === 'CortexM0Core') {
                this.bus.trap(text);
            }
        };

        mcu.logger = { debug() {}, info() {}, warn, error: (part, text) => this.bus.trap(`${part}: ${text}`) };
        new Uint8Array(mcu.bootrom.buffer).set(rom);
        this.flash = mcu.flash.subarray(0, flashSize);
        this.flash.fill(0xff).set(flash);
        this.nor = new Nor(this.flash, nor);
        this.ssi = new Ssi(this.nor);
        this.cache = new Cache(this.ssi);
        this.nor.onWrite = (offset, size) => this.cache.noteWrite(offset, size);
        this.bus = new Bus(mcu, this.cache, this.ssi, flashSize);
        this.#addPeripherals();
        this.argument = argument;
        this.output = '';
        this.exit = null; // what the firmware ended with
        this.trap = null; // why it was ended
        this.cut = null; // what the power cut interrupted
        this.isAsleep = false; // the firmware waits for an event that will not come
        this.instructions = 0;
        this.onMark = null; // told the number of each mark that the firmware sets
        mcu.uart[0].onByte = (byte) => (this.output += String.fromCharCode(byte));
        mcu.onBreak = (code) => semihost(this, code);
        this.#powerOn();
    }

    #addPeripherals() {
        const { mcu } = this;
        const checkWindow = (address) => this.bus.checkWindow(address, 'stream');
        const control = new XipControl(mcu, this.cache, this.ssi, checkWindow);

        mcu.peripherals[0x14000] = control;
        mcu.peripherals[0x18000] = this.ssi;
        mcu.peripherals[0x40018] = new IoQspi(this.ssi);
        mcu.peripherals[0x50400] = new XipAux(control);
        const resets = mcu.peripherals[0x4000c];
        resets.reset = RESET_ALL;
        const checkRead = (address) => {
            if (address >>> 26 === 4) {
                this.bus.checkWindow(address, 'DMA');
            }
        };
        const checkAccess = () => {
            if (resets.reset & RESET_DMA) {
                this.bus.trap('access to the DMA, which is in reset');
            }
        };
        addSniffer(mcu, checkRead, checkAccess);
    }

    #powerOn() {
        const { core } = this.mcu;

        core.VTOR = 0;
        core.SP = this.mcu.readUint32(0);
        core.PC = this.mcu.readUint32(4) & ~1;
        core.cycles = 0;
    }

    get cycles() {
        return this.mcu.core.cycles;
    }

    /* Runs until the firmware ends or waits for ever, is trapped, or the power fails. `limit`: instructions. */
    run({ limit = 50e6 } = {}) {
        try {
            while (this.exit === null && !this.isAsleep) {
                this.#step(limit);
            }
        } catch (stop) {
            if (stop instanceof PowerCut) {
                this.cut = stop.message;
            } else if (stop instanceof Trap) {
                this.trap = stop.message;
            } else {
                throw stop;
            }
        }
        return this;
    }

    #step(limit) {
        const { clock, core, clkSys } = this.mcu;

        if (core.waiting) {
            this.isAsleep = !clock.nextAlarm;
            clock.tick(clock.nanosToNextAlarm);
            return;
        }
        if (this.instructions++ >= limit) {
            this.bus.trap(`more than ${limit} instructions`);
        }
        clock.tick(core.executeInstruction() * 1e9 / clkSys);
    }
}
