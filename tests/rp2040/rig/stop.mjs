// SPDX-License-Identifier: MIT
// What ends a run before the firmware does.

/* Something that silicon faults on, or that would read rubbish there. */
export class Trap extends Error {}

/* The power failed, in the middle of an operation of the flash chip. */
export class PowerCut extends Error {}

export const hex = (value) => '0x' + (value >>> 0).toString(16).padStart(8, '0');
