// SPDX-License-Identifier: MIT
/*
 * Six instructions whose flags rp2040js 1.4.1 gets wrong in corner cases, done by the rules of the ARMv6-M manual: ADCS and
 * SBCS (V, and C where the addend wraps), and LSLS, LSRS, ASRS and RORS by a register (C). test_flags.mjs holds them, and
 * their neighbours, against QEMU.
 */
const LSLS = 0x102, LSRS = 0x103, ASRS = 0x104, ADCS = 0x105, SBCS = 0x106, RORS = 0x107; // of the upper ten bits

export const isFixed = (opcode) => opcode >>> 6 >= LSLS && opcode >>> 6 <= RORS;

/* Sum of two words and a carry: C is the carry out, V that of the signed sum. */
function add(core, x, y, carry) {
    const sum = x + y + carry;
    const result = sum >>> 0;

    core.C = sum > 0xffffffff;
    core.V = (~(x ^ y) & (x ^ result) & 0x80000000) !== 0;
    return result;
}

/* Bit `number` of a value; false outside of 0 to 31. */
const bit = (value, number) => number >= 0 && number < 32 && (value >>> number & 1) !== 0;

/* A shift by 0 leaves C as it is; by more than 32 no bit is left for it, but of ASRS the sign. */
function shift(core, kind, value, count) {
    if (count === 0) {
        return value;
    }
    switch (kind) {
    case LSLS: core.C = bit(value, 32 - count); return count < 32 ? value << count >>> 0 : 0;
    case LSRS: core.C = bit(value, count - 1); return count < 32 ? value >>> count : 0;
    case ASRS: core.C = bit(value, Math.min(count, 32) - 1); return (value | 0) >> Math.min(count, 31) >>> 0;
    default: {
        const result = (value >>> (count & 31) | value << (32 - (count & 31) & 31)) >>> 0;
        core.C = bit(result, 31);
        return result;
    }
    }
}

/* Executes one of the six at the program counter. */
export function executeFixed(core, opcode) {
    const kind = opcode >>> 6;
    const x = core.registers[opcode & 7];
    const y = core.registers[opcode >>> 3 & 7];
    let result;

    if (kind === ADCS || kind === SBCS) {
        result = add(core, x, kind === ADCS ? y : ~y >>> 0, core.C ? 1 : 0);
    } else {
        result = shift(core, kind, x, y & 0xff);
    }
    core.registers[opcode & 7] = result;
    core.N = (result & 0x80000000) !== 0;
    core.Z = result === 0;
    core.PC += 2;
}
