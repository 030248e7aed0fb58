/* SPDX-License-Identifier: MIT */
#include "bound.h"
#include "about.h"
#include "align.h"
#include "pool.h"
#include "varuint.h"

/* Bytes of a record for the data of an entry, its name and its parent record, without these themselves. */
#define FRAME_SIZE_MAX 64

uint64_t xrom_name_part_size(const struct xrom_item *item)
{
    return xrom_varuint_size(item->entry->name_size) + item->entry->name_size;
}

uint64_t xrom_pointer_size(const struct xrom_layout *layout, const struct xrom_item *item)
{
    return 2 + xrom_varuint_size(item->size) + layout->offset_size;
}

uint64_t xrom_index_size(const struct xrom_layout *layout)
{
    uint64_t payload = layout->index ? xrom_plan_size(layout->index) : 0;

    return layout->index ? 1 + xrom_varuint_size(payload) + payload : 0;
}

void xrom_bound_offsets(struct xrom_layout *layout)
{
    uint64_t most = FRAME_SIZE_MAX + xrom_head_size(layout) + xrom_tail_size(layout) + xrom_index_size(layout);

    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        most += FRAME_SIZE_MAX + item->entry->name_size;
        if (!xrom_item_is_directory(item)) {
            /* Data that several files could share counts once; where each has its own, it fits into the frame. */
            most += xrom_about_size(layout, item) + (UINT64_C(1) << item->align);
            most += item->first == i ? item->size : 0;
        }
    }
    layout->offset_size = xrom_varuint_size(most);
}

/* The most bytes that the payload of a file's record can have. */
static uint64_t bound_file(const struct xrom_layout *layout, const struct xrom_item *item)
{
    uint64_t size = xrom_name_part_size(item) + xrom_about_size(layout, item);
    unsigned align = item->align < XROM_ALIGN_INLINE ? item->align : XROM_ALIGN_INLINE;

    if (!xrom_item_is_inline(item)) {
        return size + xrom_pointer_size(layout, item);
    }
    return size + 1 + xrom_varuint_size(item->size) + (UINT64_C(1) << align) - 1 + item->size;
}

/* The most bytes that stand in front of the record of an entry so that it, or the data in it, is aligned. */
static uint64_t bound_lead(const struct xrom_layout *layout, const struct xrom_item *item)
{
    uint64_t lead = !layout->index ? 0 : XROM_LEAD_MAX + (xrom_item_is_directory(item) ? XROM_PARENT_SIZE : 0);

    if (!xrom_item_is_directory(item) && xrom_item_is_inline(item) && item->align > XROM_ALIGN_INLINE) {
        lead += UINT64_C(1) << item->align;
    }
    return lead;
}

void xrom_bound_sizes(struct xrom_layout *layout)
{
    uint64_t tail = xrom_tail_size(layout);
    uint64_t pool = 0;
    uint64_t payload;

    for (size_t i = 0; i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        if (xrom_item_is_directory(item)) {
            item->size = 0;
        } else if (item->pooled) {
            pool += item->size + (UINT64_C(1) << item->align) - 1;
        }
    }
    layout->pool_length_size = xrom_varuint_size(pool);
    /* Backward, so that a directory is complete before it is added to the one that it is in. */
    for (size_t i = layout->count; i-- > 1;) {
        struct xrom_item *item = &layout->items[i];
        payload = xrom_item_is_directory(item) ? xrom_name_part_size(item) + item->size : bound_file(layout, item);
        item->length_size = (uint8_t)xrom_varuint_size(payload);
        layout->items[item->parent].size += bound_lead(layout, item) + 1 + item->length_size + payload;
    }
    payload = xrom_head_size(layout) + layout->items[0].size + tail;
    payload += layout->index ? XROM_LEAD_MAX + xrom_index_size(layout) : 0;
    payload += pool > 0 ? 1 + layout->pool_length_size + pool : 0;
    /* What makes the size of an aligned image even. */
    payload += tail > 0 ? 1 : layout->align > 0 ? XROM_FILLER_SIZE : 0;
    layout->length_size = xrom_varuint_size(payload);
}
