/* SPDX-License-Identifier: MIT */
/* What all backends have in common: requests are held against the geometry, and only good ones are handed on. */
#include <stdbool.h>

#include <xrom/backend.h>

/* True where a range lies in the region. */
static bool is_inside(const struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    return offset <= backend->geometry.size && size <= backend->geometry.size - offset;
}

/* True where a range begins and ends at multiples of a unit, which is a power of two. */
static bool is_in_units(uint32_t offset, uint32_t size, uint32_t unit)
{
    return ((offset | size) & (unit - 1)) == 0;
}

int xrom_map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    if (!is_inside(backend, offset, size)) {
        return XROM_ERR_RANGE;
    }
    return backend->operations->map(backend, offset, size, address);
}

int xrom_erase(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    uint32_t unit = backend->geometry.erase_unit;

    if (!backend->operations->erase || unit == 0) {
        return XROM_ERR_READ_ONLY;
    }
    if (!is_inside(backend, offset, size) || !is_in_units(offset, size, unit)) {
        return XROM_ERR_RANGE;
    }
    return size > 0 ? backend->operations->erase(backend, offset, size) : XROM_OK;
}

int xrom_program(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    uint32_t unit = backend->geometry.program_unit;

    if (!backend->operations->program || unit == 0) {
        return XROM_ERR_READ_ONLY;
    }
    if (!is_inside(backend, offset, size) || !is_in_units(offset, size, unit)) {
        return XROM_ERR_RANGE;
    }
    return size > 0 ? backend->operations->program(backend, offset, bytes, size) : XROM_OK;
}

int xrom_sync(struct xrom_backend *backend)
{
    return backend->operations->sync ? backend->operations->sync(backend) : XROM_OK;
}
