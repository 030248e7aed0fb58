/* SPDX-License-Identifier: MIT */
#include <xrom/mpy_cost.h>

const char *xrom_mpy_reason_text(uint32_t reason)
{
    switch (reason) {
    case XROM_MPY_NO_REASON: return "nothing runs at import but definitions";
    case XROM_MPY_CALLS: return "a function is called at import, and followed";
    case XROM_MPY_TRIES: return "a try at import, taken to raise nothing";
    case XROM_MPY_LOOPS: return "a loop runs at import, and was followed";
    case XROM_MPY_BRANCHES: return "a condition that is not known at import";
    case XROM_MPY_RESULT: return "the result of a function that is not in the file is kept";
    case XROM_MPY_ITERATES: return "a loop of unknown length at import";
    case XROM_MPY_GIVEN: return "an object is given to one that is not the module's";
    case XROM_MPY_STAR: return "imports all names of another module";
    case XROM_MPY_RAISES: return "the import may end with an exception";
    case XROM_MPY_MACHINE: return "the code of the module is machine code";
    case XROM_MPY_INTEGERS: return "computes with integers too large to be followed";
    case XROM_MPY_TOO_LONG: return "runs too long at import to be followed";
    default: return "unknown";
    }
}
