/* SPDX-License-Identifier: MIT */
/* The bytes of the index record. */
#include <stdlib.h>
#include <string.h>

#include "../index.h"
#include "index.h"
#include "varuint.h"

static bool is_empty(const uint8_t *slot)
{
    static const uint8_t empty[XROM_INDEX_SLOT_SIZE];

    return memcmp(slot, empty, sizeof empty) == 0;
}

uint32_t xrom_plan_slots_at(const struct xrom_plan *plan)
{
    return xrom_index_groups(plan->shape) * XROM_INDEX_PILOT_SIZE;
}

uint32_t xrom_plan_size(const struct xrom_plan *plan)
{
    return xrom_plan_slots_at(plan) + plan->slot_count * XROM_INDEX_SLOT_SIZE + XROM_INDEX_SHAPE_SIZE;
}

/* The position / 4 of the directory that holds an item; 0 for the root. */
static uint32_t parent_of(const struct xrom_item *items, size_t index)
{
    size_t parent = items[index].parent;

    return parent == 0 ? 0 : (uint32_t)(items[parent].record / 4);
}

void xrom_plan_parent(const struct xrom_item *items, size_t index, uint8_t payload[XROM_PLAN_PARENT_SIZE])
{
    xrom_u32_write(payload, parent_of(items, index));
}

void xrom_plan_write(const struct xrom_plan *plan, const struct xrom_item *items, size_t count, uint8_t *payload)
{
    uint8_t *slots = payload + xrom_plan_slots_at(plan);
    uint8_t *shape = slots + (size_t)plan->slot_count * XROM_INDEX_SLOT_SIZE;

    memset(payload, 0, xrom_plan_size(plan));
    for (uint32_t group = 0; group < xrom_index_groups(plan->shape); group++) {
        uint8_t *pilot = slots - XROM_INDEX_PILOT_SIZE * (group + 1);
        pilot[0] = (uint8_t)plan->pilots[group];
        pilot[1] = (uint8_t)(plan->pilots[group] >> 8);
    }
    for (size_t i = 1; i < count; i++) {
        uint8_t *slot = slots + (size_t)plan->slots[i] * XROM_INDEX_SLOT_SIZE;
        uint32_t tag = plan->hashes[i] & ~XROM_INDEX_POSITION;

        if (is_empty(slot)) {
            xrom_u32_write(slot, parent_of(items, i));
            xrom_u32_write(slot + 4, tag | (uint32_t)(items[i].record / 4));
        } else {
            xrom_u32_write(slot, 0);
            xrom_u32_write(slot + 4, tag | XROM_INDEX_SHARED);
        }
    }
    xrom_u32_write(shape, plan->shape);
}

void xrom_plan_free(struct xrom_plan *plan)
{
    free(plan->hashes);
    free(plan->slots);
    free(plan->pilots);
    memset(plan, 0, sizeof *plan);
}
