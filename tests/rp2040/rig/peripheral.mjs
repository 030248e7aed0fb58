// SPDX-License-Identifier: MIT
/* A block of registers as rp2040js calls it. At offsets from 0x1000 on, writes are exclusive or, set and clear. */
export class Peripheral {
    readUint32() {
        return 0;
    }

    writeUint32() {}

    writeUint32Atomic(offset, value, kind) {
        const old = kind === 0 ? 0 : this.readUint32(offset);
        const results = [value, old ^ value, old | value, old & ~value];

        this.writeUint32(offset, results[kind] >>> 0);
    }
}
