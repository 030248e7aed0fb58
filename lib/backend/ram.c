/* SPDX-License-Identifier: MIT */
/* A simulated NOR flash device in memory: what it does in good and bad days, and what it tells about that. */
#include <string.h>

#include "ram.h"

/* Typical of chips as they stand beside an RP2040: a sector of 4096 bytes, a page of 256. W25Q16JV datasheet, 9.6. */
#define ERASE_US 45000
#define PROGRAM_US 400

/* Ends an operation: tells it, and gives back its error. */
static int done(const struct xrom_ram *ram, enum xrom_ram_operation operation, uint32_t offset, uint32_t size,
                int error)
{
    if (ram->trace) {
        ram->trace(ram->trace_context, operation, offset, size, error);
    }
    return error;
}

/* Begins to erase or program: what the cache holds is no longer what the flash does. */
static int begin(struct xrom_ram *ram)
{
    if (ram->cache) {
        xrom_ram_cache_flush(ram->cache);
    }
    return xrom_ram_answer(ram);
}

static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct xrom_ram *ram = (const struct xrom_ram *)backend;

    if (ram->faults.is_off) {
        return done(ram, XROM_RAM_MAP, offset, size, XROM_ERR_IO);
    }
    *address = ram->bytes + offset;
    return done(ram, XROM_RAM_MAP, offset, size, XROM_OK);
}

static int erase(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    struct xrom_ram *ram = (struct xrom_ram *)backend;
    uint32_t unit = backend->geometry.erase_unit;
    int error = begin(ram);

    for (uint32_t at = 0; !error && at < size; at += unit) {
        ram->busy_us += ram->times.erase_us;
        if (ram->wear) {
            ram->wear[(offset + at) / unit]++;
        }
        error = xrom_ram_erase_unit(ram, offset + at);
    }
    return done(ram, XROM_RAM_ERASE, offset, size, error);
}

static int program(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    struct xrom_ram *ram = (struct xrom_ram *)backend;
    uint32_t unit = backend->geometry.program_unit;
    int error = begin(ram);

    for (uint32_t at = 0; !error && at < size; at += unit) {
        ram->busy_us += ram->times.program_us;
        error = xrom_ram_program_unit(ram, offset + at, (const uint8_t *)bytes + at);
    }
    return done(ram, XROM_RAM_PROGRAM, offset, size, error);
}

static int sync(struct xrom_backend *backend)
{
    struct xrom_ram *ram = (struct xrom_ram *)backend;

    return done(ram, XROM_RAM_SYNC, 0, 0, xrom_ram_answer(ram));
}

static const struct xrom_backend_operations operations = {map, erase, program, sync};

static bool is_power_of_two(uint32_t unit)
{
    return unit != 0 && (unit & (unit - 1)) == 0;
}

int xrom_ram_open(struct xrom_ram *ram, void *bytes, const struct xrom_geometry *geometry)
{
    bool read_only = geometry->erase_unit == 0 && geometry->program_unit == 0;

    if (!read_only && !(is_power_of_two(geometry->erase_unit) && is_power_of_two(geometry->program_unit))) {
        return XROM_ERR_ARGUMENT;
    }
    memset(ram, 0, sizeof *ram);
    ram->backend.operations = &operations;
    ram->backend.geometry = *geometry;
    ram->bytes = bytes;
    ram->times.erase_us = ERASE_US;
    ram->times.program_us = PROGRAM_US;
    xrom_ram_mend(ram);
    return XROM_OK;
}

int xrom_ram_count_wear(struct xrom_ram *ram, uint32_t *wear)
{
    const struct xrom_geometry *geometry = &ram->backend.geometry;

    if (geometry->erase_unit == 0) {
        return XROM_ERR_READ_ONLY;
    }
    for (uint32_t at = 0; wear && at < geometry->size; at += geometry->erase_unit) {
        wear[at / geometry->erase_unit] = 0;
        if (geometry->erase_unit > geometry->size - at) {
            break;
        }
    }
    ram->wear = wear;
    return XROM_OK;
}

void xrom_ram_trace(struct xrom_ram *ram, xrom_ram_trace_function *trace, void *context)
{
    ram->trace = trace;
    ram->trace_context = context;
}

int xrom_ram_truncate(struct xrom_ram *ram, uint32_t size)
{
    if (size > ram->backend.geometry.size) {
        return XROM_ERR_RANGE;
    }
    ram->backend.geometry.size = size;
    return XROM_OK;
}

int xrom_ram_flip(struct xrom_ram *ram, uint32_t offset, uint8_t mask)
{
    if (offset >= ram->backend.geometry.size) {
        return XROM_ERR_RANGE;
    }
    ram->bytes[offset] ^= mask;
    return XROM_OK;
}
