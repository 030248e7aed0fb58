// SPDX-License-Identifier: MIT
/* Calls from the firmware to the machine that debugs it: bkpt 0xab with an operation in r0 and its argument in r1. */
import { hex } from './stop.mjs';

const BREAKPOINT = 0xab;
const WRITE0 = 0x04, EXIT = 0x18, EXIT_EXTENDED = 0x20;
const MARK = 0x100, ARGUMENT = 0x101; // of this rig: a phase of a measurement begins or ends; what the board was given
const APPLICATION_EXIT = 0x20026;

function text(mcu, address) {
    let result = '';

    for (let byte; (byte = mcu.readUint8(address)) !== 0; address++) {
        result += String.fromCharCode(byte);
    }
    return result;
}

export function semihost(board, code) {
    const { mcu } = board;
    const [operation, argument] = mcu.core.registers;

    if (code !== BREAKPOINT) {
        board.bus.trap(`bkpt or udf ${hex(code)}`);
    }
    switch (operation) {
    case WRITE0: board.output += text(mcu, argument); break;
    case EXIT: board.exit = argument === APPLICATION_EXIT ? 0 : 1; break;
    case EXIT_EXTENDED: board.exit = mcu.readUint32(argument) === APPLICATION_EXIT ? mcu.readUint32(argument + 4) : 1; break;
    case MARK: board.onMark?.(argument); break;
    case ARGUMENT: mcu.core.registers[0] = board.argument; break;
    default: board.bus.trap(`semihosting operation ${hex(operation)}`);
    }
}
