/* SPDX-License-Identifier: MIT */
/* The control record of a slot, from its bytes and to flash. */
#include "cursor.h"
#include "install.h"
#include "slots.h"

static uint32_t read_word(const uint8_t *control, uint32_t index)
{
    return xrom_join(control + 4 * index);
}

/* What the marks make of the state that a record begins with. */
static enum xrom_slot_state read_marks(const uint8_t *control, enum xrom_slot_state state)
{
    static const uint8_t states[] = {XROM_SLOT_EXPIRED, XROM_SLOT_GOOD, XROM_SLOT_REJECTED};

    for (uint32_t i = 0; i < sizeof states; i++) {
        uint32_t ones = 0;

        for (uint32_t bits = read_word(control, XROM_CONTROL_TRIED + i); bits != 0; bits &= bits - 1) {
            ones++;
        }
        if (ones <= 16) {
            state = (enum xrom_slot_state)states[i];
        }
    }
    return state;
}

int xrom_slot_inspect(const void *control, size_t size, struct xrom_slot *slot)
{
    if (size < 4 * XROM_CONTROL_WORDS || read_word(control, 0) != XROM_CONTROL_MAGIC) {
        return XROM_ERR_NOT_FOUND;
    }
    if (xrom_crc32(NULL, 0, control, 4 * XROM_CONTROL_CRC) != read_word(control, XROM_CONTROL_CRC)) {
        return XROM_ERR_CHECKSUM;
    }
    slot->state = read_marks(control, read_word(control, XROM_CONTROL_TRIAL) ? XROM_SLOT_TRIAL : XROM_SLOT_GOOD);
    slot->sequence = read_word(control, 1);
    slot->capacity = read_word(control, 2);
    slot->size = read_word(control, 3);
    return XROM_OK;
}

void xrom_slot_put(struct xrom_install *install, uint32_t sequence, bool trial)
{
    uint32_t words[XROM_CONTROL_RECORD];
    uint8_t record[4 * XROM_CONTROL_RECORD];

    words[0] = XROM_CONTROL_MAGIC;
    words[1] = sequence;
    words[2] = install->place.room;
    words[3] = install->image.size;
    words[XROM_CONTROL_TRIAL] = trial;
    for (uint32_t i = 0; i < sizeof record; i++) {
        if (i == 4 * XROM_CONTROL_CRC) {
            words[XROM_CONTROL_CRC] = xrom_crc32(NULL, 0, record, i);
        }
        record[i] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
    }
    xrom_install_put(install, install->place.room, record, sizeof record);
}
