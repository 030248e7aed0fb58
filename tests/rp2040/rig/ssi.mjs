// SPDX-License-Identifier: MIT
/*
 * The serial interface to the flash chip (RP2040 datasheet, 4.10), as far as boot code and the boot ROM use it, and the
 * chip select, which software can force. What it is set to says whether the window can be read, and how long that takes.
 */
import { Peripheral } from './peripheral.mjs';

const CTRLR0 = 0x00, SSIENR = 0x08, BAUDR = 0x14, SR = 0x28, DR0 = 0x60, SPI_CTRLR0 = 0xf4;
const SR_TX_NOT_FULL = 2, SR_TX_EMPTY = 4, SR_RX_NOT_EMPTY = 8;
const TMOD_EEPROM_READ = 3;
const QUAD_READ = 0xeb, MODE_CONTINUOUS = 0xa0;

export class Ssi extends Peripheral {
    constructor(nor) {
        super();
        this.nor = nor;
        this.isForced = false; // chip select, by software
        this.registers = new Map();
        this.enabled = false;
        this.received = [];
        this.pushed = []; // in EEPROM_READ: command, address and mode
    }

    #field(register, shift, mask) {
        return (this.registers.get(register) ?? 0) >>> shift & mask;
    }

    get #transferMode() {
        return this.#field(CTRLR0, 8, 3);
    }

    readUint32(offset) {
        switch (offset) {
        case SSIENR: return this.enabled ? 1 : 0;
        case SR: this.#release(); return SR_TX_NOT_FULL | SR_TX_EMPTY | (this.received.length ? SR_RX_NOT_EMPTY : 0);
        case DR0: return this.received.shift() ?? 0;
        default: return this.registers.get(offset) ?? 0;
        }
    }

    writeUint32(offset, value) {
        if (offset === SSIENR) {
            this.enabled = (value & 1) !== 0;
            this.received = [];
            this.pushed = [];
            this.#release();
        } else if (offset !== DR0) {
            this.registers.set(offset, value);
        } else if (this.enabled) {
            this.#push(value);
        }
    }

    /* Chip select that is not forced goes high when there is nothing left to send: seen as the software asks for that. */
    #release() {
        if (!this.isForced) {
            this.nor.select(false);
        }
    }

    #push(value) {
        if (this.#transferMode !== TMOD_EEPROM_READ) {
            this.nor.select(true);
            this.received.push(this.nor.exchange(value & 0xff));
        } else if (this.pushed.push(value) === 2) {
            const [command, address] = this.pushed;
            this.nor.continuous = command === QUAD_READ && (address & 0xf0) === MODE_CONTINUOUS;
            this.pushed = [];
            this.received.push(0);
        }
    }

    /* Why the window cannot be read now, or an empty text. */
    get fault() {
        if (this.nor.busy) {
            return 'the flash chip is busy';
        }
        if (!this.enabled || this.#transferMode !== TMOD_EEPROM_READ || this.#field(CTRLR0, 16, 31) !== 31) {
            return 'XIP is off';
        }
        if (this.isForced) {
            return 'the chip select is forced';
        }
        if (this.nor.continuous !== (this.#field(SPI_CTRLR0, 8, 3) === 0)) {
            return 'interface and flash chip differ about continuous reads';
        }
        return '';
    }

    /* Cycles of the system clock per SCLK. */
    get divider() {
        return this.registers.get(BAUDR) || 2;
    }

    get #lines() {
        return [1, 2, 4][this.#field(CTRLR0, 21, 3)];
    }

    /* SCLKs of a read of 32 bits: command, address and mode, wait, data. */
    get clocksPerWord() {
        const type = this.#field(SPI_CTRLR0, 0, 3); // 0: all serial; 1: command serial; 2: all on the data lines
        const command = [0, 4, 8, 16][this.#field(SPI_CTRLR0, 8, 3)] / (type === 2 ? this.#lines : 1);
        const address = this.#field(SPI_CTRLR0, 2, 15) * 4 / (type === 0 ? 1 : this.#lines);

        return command + address + this.#field(SPI_CTRLR0, 11, 31) + this.clocksPerStreamedWord;
    }

    /* The same without all that is not data. */
    get clocksPerStreamedWord() {
        return 32 / this.#lines;
    }
}

/* Pads of the flash chip: of its registers only the override of the chip select does something. */
export class IoQspi extends Peripheral {
    constructor(ssi) {
        super();
        this.ssi = ssi;
        this.registers = new Uint32Array(1024);
    }

    readUint32(offset) {
        return this.registers[(offset & 0xfff) >>> 2];
    }

    writeUint32(offset, value) {
        this.registers[offset >>> 2] = value;
        if (offset === 0x0c) {
            const override = value >>> 8 & 3; // 0: the interface drives it; 2: low; 3: high
            this.ssi.isForced = override >= 2;
            this.ssi.nor.select(override === 2);
        }
    }
}
