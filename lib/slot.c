/* SPDX-License-Identifier: MIT */
/* The control record of a slot, from its bytes and to flash. */
#include "cursor.h"
#include "install.h"
#include "slots.h"

/* A number as four bytes, little-endian. */
static void split(uint8_t *bytes, uint32_t word)
{
    bytes[0] = (uint8_t)word;
    bytes[1] = (uint8_t)(word >> 8);
    bytes[2] = (uint8_t)(word >> 16);
    bytes[3] = (uint8_t)(word >> 24);
}

/* What the marks make of the state that a record begins with. */
static enum xrom_slot_state read_marks(const uint32_t *marks, uint32_t state)
{
    /* The states that they make, from the first mark on, a digit each. */
    for (uint32_t states = XROM_SLOT_EXPIRED | XROM_SLOT_GOOD << 4 | XROM_SLOT_REJECTED << 8; states != 0;
         states >>= 4) {
        uint32_t ones = 0;

        for (uint32_t bits = *marks++; bits != 0; bits &= bits - 1) {
            ones++;
        }
        if (ones <= 16) {
            state = states & 15;
        }
    }
    return (enum xrom_slot_state)state;
}

int xrom_slot_inspect(const void *control, size_t size, struct xrom_slot *slot)
{
    const uint8_t *bytes = control;
    uint32_t words[XROM_CONTROL_WORDS];

    if (size < sizeof words) {
        return XROM_ERR_NOT_FOUND;
    }
    for (uint32_t i = 0; i < XROM_CONTROL_WORDS; i++) {
        words[i] = xrom_join(bytes + 4 * i);
    }
    if (words[0] != XROM_CONTROL_MAGIC) {
        return XROM_ERR_NOT_FOUND;
    }
    if (xrom_crc32(NULL, 0, control, 4 * XROM_CONTROL_CRC) != words[XROM_CONTROL_CRC]) {
        return XROM_ERR_CHECKSUM;
    }
    slot->state = read_marks(words + XROM_CONTROL_TRIED, words[XROM_CONTROL_TRIAL] ? XROM_SLOT_TRIAL : XROM_SLOT_GOOD);
    slot->sequence = words[1];
    slot->capacity = words[2];
    slot->size = words[3];
    return XROM_OK;
}

int xrom_slot_put(struct xrom_install *install, uint32_t sequence, bool trial)
{
    _Alignas(4) uint8_t record[4 * XROM_CONTROL_RECORD]; /* so that four bytes can be stored at once */

    split(record, XROM_CONTROL_MAGIC);
    split(record + 4, sequence);
    split(record + 8, install->place.room);
    split(record + 12, install->image.size);
    split(record + 4 * XROM_CONTROL_TRIAL, trial);
    split(record + 4 * XROM_CONTROL_CRC, xrom_crc32(NULL, 0, record, 4 * XROM_CONTROL_CRC));
    return xrom_install_put(install, install->place.room, record, sizeof record);
}
