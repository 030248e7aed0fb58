/* SPDX-License-Identifier: MIT */
/* The control record of a slot, from its bytes. */
#include <string.h>

#include <xrom/slots.h>
#include <xrom/verify.h>

#include "slots.h"

static uint32_t read_u32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* True where at least half of the bits of a mark are 0. */
static bool is_set(const uint8_t *mark)
{
    uint32_t ones = 0;

    for (uint32_t bits = read_u32(mark); bits != 0; bits &= bits - 1) {
        ones++;
    }
    return ones <= 16;
}

/* What the marks of a sound record make of it. */
static enum xrom_slot_state read_marks(const uint8_t *control, uint32_t unit)
{
    if (is_set(control + XROM_MARK_REJECTED * unit)) {
        return XROM_SLOT_REJECTED;
    }
    if (control[5] == 0 || is_set(control + XROM_MARK_CONFIRMED * unit)) {
        return XROM_SLOT_GOOD;
    }
    return is_set(control + XROM_MARK_TRIED * unit) ? XROM_SLOT_EXPIRED : XROM_SLOT_TRIAL;
}

int xrom_slot_inspect(const void *control, size_t size, struct xrom_slot *slot)
{
    const uint8_t *bytes = control;
    struct xrom_slot read;

    if (size < 5 || memcmp(bytes, XROM_CONTROL_MAGIC, 4) != 0 || bytes[4] != XROM_CONTROL_VERSION) {
        return XROM_ERR_NOT_FOUND;
    }
    if (size < XROM_CONTROL_RECORD_SIZE) {
        return XROM_ERR_TRUNCATED;
    }
    read.sequence = read_u32(bytes + 8);
    read.capacity = read_u32(bytes + 12);
    read.size = read_u32(bytes + 16);
    read.crc = read_u32(bytes + 20);
    if (xrom_crc32(NULL, 0, bytes, XROM_CONTROL_CHECKED_SIZE) != read_u32(bytes + XROM_CONTROL_CHECKED_SIZE) ||
        bytes[5] > 1 || bytes[6] < XROM_CONTROL_UNIT_MIN || bytes[6] > XROM_CONTROL_UNIT_MAX || bytes[7] != 0 ||
        read.size < 4 || read.size > read.capacity) {
        return XROM_ERR_CHECKSUM;
    }
    if (size < ((size_t)XROM_MARK_REJECTED << bytes[6]) + 4) {
        return XROM_ERR_TRUNCATED;
    }
    read.state = read_marks(bytes, UINT32_C(1) << bytes[6]);
    *slot = read;
    return XROM_OK;
}
