// SPDX-License-Identifier: MIT
/*
 * The sniffer of the DMA (RP2040 datasheet, 2.5.5.2), which computes a checksum of what a channel transfers: CRC-32, with
 * the bits of the data reversed or not, and the sum. rp2040js has no sniffer.
 */
import { Trap } from './stop.mjs';

const SNIFF_CTRL = 0x434, SNIFF_DATA = 0x438;
const CHANNEL_SNIFFED = 1 << 23;
const ENABLED = 1, BYTE_SWAP = 1 << 9, OUT_REVERSED = 1 << 10, OUT_INVERTED = 1 << 11;
const CRC32 = 0, CRC32_REVERSED = 1, SUM = 15;

function reversed(value) {
    let result = 0;

    for (let bit = 0; bit < 32; bit++) {
        result = result << 1 | value >>> bit & 1;
    }
    return result >>> 0;
}

function crc32OfByte(crc, byte) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) {
        crc = crc & 0x80000000 ? crc << 1 ^ 0x04c11db7 : crc << 1;
    }
    return crc >>> 0;
}

class Sniffer {
    constructor() {
        this.control = 0;
        this.data = 0;
    }

    watches(channel) {
        return (this.control & ENABLED) !== 0 && (this.control >>> 1 & 15) === channel.index &&
            (channel.ctrl & CHANNEL_SNIFFED) !== 0;
    }

    /* What software reads: the state, reversed and inverted as it has asked for. */
    get result() {
        const value = this.control & OUT_REVERSED ? reversed(this.data) : this.data;

        return (this.control & OUT_INVERTED ? ~value : value) >>> 0;
    }

    /* Takes `size` bytes of a transfer, the lowest first. */
    take(value, size) {
        const kind = this.control >>> 5 & 15;

        if (this.control & BYTE_SWAP || ![CRC32, CRC32_REVERSED, SUM].includes(kind)) {
            throw new Trap(`the rig has no sniffer of kind ${kind}`);
        }
        if (kind === SUM) {
            this.data = this.data + value >>> 0;
            return;
        }
        for (let i = 0; i < size; i++) {
            const byte = value >>> 8 * i & 0xff;
            this.data = crc32OfByte(this.data, kind === CRC32_REVERSED ? reversed(byte) >>> 24 : byte);
        }
    }
}

/*
 * Adds the sniffer to the DMA. The words of a transfer are read once, by the channel itself, as a read of a FIFO takes a
 * word out. `onRead` is told the address of each, `onAccess` of each access to the registers.
 */
export function addSniffer(mcu, onRead, onAccess) {
    const { dma } = mcu;
    const sniffer = new Sniffer();
    const read = dma.readUint32.bind(dma);
    const write = dma.writeUint32.bind(dma);

    dma.readUint32 = (offset) => {
        onAccess();
        return offset === SNIFF_CTRL ? sniffer.control : offset === SNIFF_DATA ? sniffer.result : read(offset);
    };
    dma.writeUint32 = (offset, value) => {
        onAccess();
        if (offset === SNIFF_CTRL) {
            sniffer.control = value & 0xfff;
        } else if (offset === SNIFF_DATA) {
            sniffer.data = value;
        } else {
            write(offset, value);
        }
    };
    for (const channel of dma.channels) {
        const seen = { writeUint8: 1, writeUint16: 2, writeUint32: 4 };
        const bus = { readUint8: (a) => mcu.readUint8(a), readUint16: (a) => mcu.readUint16(a), readUint32: (a) => mcu.readUint32(a) };

        for (const [name, size] of Object.entries(seen)) {
            bus[name] = (address, value) => {
                if (sniffer.watches(channel)) {
                    sniffer.take(value, size);
                }
                mcu[name](address, value);
            };
        }
        // The channel reaches the bus through a field of its own.
        channel.rp2040 = bus;
        channel.transferAlarm.callback = () => {
            onRead(channel.readAddr);
            channel.transfer();
        };
    }
}
