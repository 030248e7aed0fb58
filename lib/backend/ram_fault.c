/* SPDX-License-Identifier: MIT */
/* How the simulated device erases and programs a unit, step by step, and what may come between. */
#include "ram.h"

/* A number that is as good as random (xorshift, G. Marsaglia 2003); the state is never 0. */
static uint32_t draw(struct xrom_ram_faults *faults)
{
    uint32_t bits = faults->seed;

    bits ^= bits << 13;
    bits ^= bits >> 17;
    bits ^= bits << 5;
    return faults->seed = bits;
}

/* A byte of bits that are 1 with a probability of `part` / `whole`. */
static uint8_t draw_byte(struct xrom_ram_faults *faults, uint32_t part, uint32_t whole)
{
    uint8_t byte = 0;

    for (unsigned bit = 0; bit < 8; bit++) {
        byte |= (uint8_t)((draw(faults) % whole < part) << bit);
    }
    return byte;
}

/* Gives a byte a new value, but for the bits of it that are stuck. */
static void put(struct xrom_ram *ram, uint32_t offset, uint8_t value)
{
    uint8_t stuck = offset == ram->faults.stuck_at ? ram->faults.stuck_mask : 0;

    ram->bytes[offset] = (uint8_t)((ram->bytes[offset] & stuck) | (value & ~stuck));
}

/* Counts a step. False: the power goes before it. */
static bool step(struct xrom_ram *ram)
{
    struct xrom_ram_faults *faults = &ram->faults;

    if (faults->cuts && faults->cut_step == 0) {
        faults->cuts = false;
        faults->is_off = true;
        return false;
    }
    faults->cut_step--; /* has no meaning where no cut was ordered */
    ram->steps++;
    return true;
}

/* True where a unit of so many steps is torn as a whole. The power is then off; `part` is how many of them were done. */
static bool tears_unit(struct xrom_ram *ram, uint32_t steps, uint32_t *part)
{
    struct xrom_ram_faults *faults = &ram->faults;

    if (!faults->cuts || faults->tear != XROM_RAM_TEAR_UNIT || faults->cut_step >= steps) {
        return false;
    }
    *part = faults->cut_step;
    while (step(ram)) {
    }
    return true;
}

/* The end of a sixteenth of an erase unit, from its start. */
static uint32_t erase_end(const struct xrom_ram *ram, uint32_t number)
{
    return (uint32_t)((uint64_t)ram->backend.geometry.erase_unit * number / XROM_RAM_ERASE_STEPS);
}

/* Erases a sixteenth, or those of its bits that are 1 in random numbers of an even chance. */
static void erase_part(struct xrom_ram *ram, uint32_t offset, uint32_t number, bool torn)
{
    for (uint32_t at = offset + erase_end(ram, number); at < offset + erase_end(ram, number + 1); at++) {
        put(ram, at, torn ? ram->bytes[at] | draw_byte(&ram->faults, 1, 2) : 0xff);
    }
}

/* True where a fault that was ordered for an offset is one of the unit at `first`. */
static bool is_in_unit(uint32_t offset, uint32_t first, uint32_t unit)
{
    return offset != XROM_RAM_NONE && offset >= first && offset - first < unit;
}

int xrom_ram_erase_unit(struct xrom_ram *ram, uint32_t offset)
{
    uint32_t unit = ram->backend.geometry.erase_unit;
    bool fails = is_in_unit(ram->faults.erase_fails_at, offset, unit);
    uint32_t steps = fails ? XROM_RAM_ERASE_STEPS / 2 : XROM_RAM_ERASE_STEPS;
    uint32_t part;

    if (tears_unit(ram, steps, &part)) {
        for (uint32_t i = 0; part > 0 && i < unit; i++) {
            put(ram, offset + i, (uint8_t)draw(&ram->faults));
        }
        return XROM_ERR_IO;
    }
    for (uint32_t i = 0; i < steps; i++) {
        uint32_t number = (i + ram->faults.first_part) % XROM_RAM_ERASE_STEPS;

        if (!step(ram)) {
            if (ram->faults.tear == XROM_RAM_TEAR_BYTE) {
                erase_part(ram, offset, number, true);
            }
            return XROM_ERR_IO;
        }
        erase_part(ram, offset, number, false);
    }
    return fails ? XROM_ERR_IO : XROM_OK;
}

/* Clears the bits of a byte that are 0 in `value`, but not those that are 1 in `spared`. */
static void clear(struct xrom_ram *ram, uint32_t offset, uint8_t value, uint8_t spared)
{
    put(ram, offset, ram->bytes[offset] & (value | spared));
}

int xrom_ram_program_unit(struct xrom_ram *ram, uint32_t offset, const uint8_t *bytes)
{
    uint32_t unit = ram->backend.geometry.program_unit;
    bool fails = is_in_unit(ram->faults.program_fails_at, offset, unit);
    uint32_t steps = fails ? unit / 2 : unit;
    uint32_t part;

    if (tears_unit(ram, steps, &part)) {
        for (uint32_t i = 0; i < unit; i++) {
            clear(ram, offset + i, bytes[i], draw_byte(&ram->faults, unit - part, unit));
        }
        return XROM_ERR_IO;
    }
    for (uint32_t i = 0; i < steps; i++) {
        if (!step(ram)) {
            if (ram->faults.tear == XROM_RAM_TEAR_BYTE) {
                clear(ram, offset + i, bytes[i], draw_byte(&ram->faults, 1, 2));
            }
            return XROM_ERR_IO;
        }
        clear(ram, offset + i, bytes[i], 0);
    }
    return fails ? XROM_ERR_IO : XROM_OK;
}

int xrom_ram_answer(struct xrom_ram *ram)
{
    if (ram->faults.is_off) {
        return XROM_ERR_IO;
    }
    if (ram->faults.busy > 0) {
        ram->faults.busy -= ram->faults.busy != XROM_RAM_NONE;
        return XROM_ERR_IO;
    }
    return XROM_OK;
}

/* ---- Orders ---- */

void xrom_ram_cut(struct xrom_ram *ram, uint32_t step, enum xrom_ram_tear tear, uint32_t seed)
{
    ram->faults.cuts = true;
    ram->faults.cut_step = step;
    ram->faults.tear = tear;
    ram->faults.first_part = seed % XROM_RAM_ERASE_STEPS;
    /* Spreads seeds that lie close together (splitmix; an odd factor), and is never 0. */
    seed = (seed ^ step << 16) * UINT32_C(0x9e3779b1);
    ram->faults.seed = seed ^ seed >> 15 ? seed ^ seed >> 15 : 1;
}

void xrom_ram_power_on(struct xrom_ram *ram)
{
    ram->faults.cuts = false;
    ram->faults.first_part = 0;
    ram->faults.is_off = false;
}

/* Notes where a fault is to be. */
static int order(const struct xrom_ram *ram, uint32_t *at, uint32_t offset)
{
    if (offset >= ram->backend.geometry.size) {
        return XROM_ERR_RANGE;
    }
    *at = offset;
    return XROM_OK;
}

int xrom_ram_fail_erase(struct xrom_ram *ram, uint32_t offset)
{
    return order(ram, &ram->faults.erase_fails_at, offset);
}

int xrom_ram_fail_program(struct xrom_ram *ram, uint32_t offset)
{
    return order(ram, &ram->faults.program_fails_at, offset);
}

int xrom_ram_stick(struct xrom_ram *ram, uint32_t offset, uint8_t mask)
{
    int error = order(ram, &ram->faults.stuck_at, offset);

    if (!error) {
        ram->faults.stuck_mask = mask;
    }
    return error;
}

void xrom_ram_stay_busy(struct xrom_ram *ram, uint32_t operations)
{
    ram->faults.busy = operations;
}

void xrom_ram_mend(struct xrom_ram *ram)
{
    ram->faults.cuts = false;
    ram->faults.first_part = 0;
    ram->faults.busy = 0;
    ram->faults.erase_fails_at = XROM_RAM_NONE;
    ram->faults.program_fails_at = XROM_RAM_NONE;
    ram->faults.stuck_at = XROM_RAM_NONE;
    ram->faults.stuck_mask = 0;
}
