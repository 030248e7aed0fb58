/* SPDX-License-Identifier: MIT */
#include <xrom/mpy.h>

const char *xrom_mpy_arch_text(uint32_t arch)
{
    switch (arch) {
    case XROM_MPY_BYTECODE_ONLY: return "bytecode";
    case 1: return "x86";
    case 2: return "x64";
    case 3: return "armv6";
    case 4: return "armv6m";
    case 5: return "armv7m";
    case 6: return "armv7em";
    case 7: return "armv7emsp";
    case 8: return "armv7emdp";
    case 9: return "xtensa";
    case 10: return "xtensawin";
    case 11: return "rv32imc";
    case 12: return "rv64imc";
    case 13: return "debug";
    default: return "unknown";
    }
}
