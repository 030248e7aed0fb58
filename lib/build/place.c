/* SPDX-License-Identifier: MIT */
/*
 * Positions. One pass over the entries in their order, with the bytes of all lengths known from their bounds; then the pool
 * and the tail.
 *
 * Data is aligned by 0x80 bytes in front of its size. An index wants the kinds of entries at multiples of 4, those of
 * directories at 8 n + 4 with their parent record directly in front: 0x80 bytes in front of the kinds do that.
 */
#include "place.h"
#include "../format.h"
#include "about.h"
#include "align.h"
#include "bound.h"
#include "pool.h"
#include "varuint.h"

struct placement {
    struct xrom_layout *layout;
    uint64_t position;
    uint64_t padding;
};

/* Where a file would stand. */
struct fit {
    uint64_t record;
    uint64_t front; /* behind the shortest size of its data, or behind its pointer */
    uint64_t data;  /* the same where it has a pointer */
    uint64_t end;
    unsigned length_size;
};

/* Fits in a file with its kind at `record`. */
static struct fit fit_at(const struct xrom_layout *layout, const struct xrom_item *item, uint64_t record)
{
    uint64_t name = xrom_name_part_size(item);
    uint64_t about = xrom_about_size(layout, item);
    struct fit fit = {.record = record};

    /* The length counts the padding, which depends on where the data begins, so on the bytes of the length. */
    for (fit.length_size = 1;; fit.length_size++) {
        uint64_t body = record + 1 + fit.length_size + name;
        if (xrom_item_is_inline(item)) {
            fit.front = body + 1 + xrom_varuint_size(item->size);
            fit.data = xrom_align_skewed(fit.front, item->align, xrom_item_skew(item));
            fit.end = fit.data + item->size + about;
        } else {
            fit.front = body + xrom_pointer_size(layout, item);
            fit.data = fit.front;
            fit.end = fit.data + about;
        }
        if (xrom_varuint_size(fit.end - (record + 1 + fit.length_size)) <= fit.length_size) {
            return fit;
        }
    }
}

/* The same, with wide padding in front of the record. */
static struct fit fit_behind(const struct xrom_layout *layout, const struct xrom_item *item, uint64_t record)
{
    struct fit fit = fit_at(layout, item, record);
    uint64_t gap = fit.data - fit.front;

    if (gap >> XROM_ALIGN_INLINE) {
        fit = fit_at(layout, item, record + (layout->index ? gap & ~UINT64_C(3) : gap));
    }
    return fit;
}

/* How many of the 8 bytes that the cache of flash reads at once a lookup of the data touches. */
static uint64_t count_lines(const struct fit *fit)
{
    return (fit->data - 1) / 8 - fit->record / 8 + 1;
}

/* Places the index so that its slots stand at a multiple of 8. */
static void place_index(struct placement *placement)
{
    struct xrom_layout *layout = placement->layout;
    uint64_t slots_at = xrom_index_size(layout) - xrom_plan_size(layout->index) + xrom_plan_slots_at(layout->index);

    layout->index_record = xrom_align_up(placement->position + slots_at, 3) - slots_at;
    placement->padding += layout->index_record - placement->position;
    placement->position = layout->index_record + xrom_index_size(layout);
}

static void place_file(struct placement *placement, struct xrom_item *item)
{
    const struct xrom_layout *layout = placement->layout;
    uint64_t position = placement->position;
    struct fit fit;

    if (!layout->index) {
        fit = fit_behind(layout, item, position);
    } else {
        uint64_t first = xrom_align_up(position, 2);
        struct fit other = fit_behind(layout, item, first + 4);
        fit = fit_behind(layout, item, first);
        if (count_lines(&other) < count_lines(&fit) && other.end <= fit.end + 4) {
            fit = other;
        }
    }
    item->record = fit.record;
    item->length_size = (uint8_t)fit.length_size;
    item->end = fit.end;
    if (xrom_item_is_inline(item)) {
        item->data = fit.data;
    }
    placement->padding += fit.record - position + (fit.data - fit.front);
    placement->position = fit.end;
}

static void place_directory(struct placement *placement, struct xrom_item *item)
{
    uint64_t record = placement->position;

    if (placement->layout->index) {
        record = xrom_align_up(record + XROM_PARENT_SIZE + 4, 3) - 4;
        placement->padding += record - XROM_PARENT_SIZE - placement->position;
    }
    item->record = record;
    item->end = record + 1 + item->length_size + xrom_name_part_size(item);
    placement->position = item->end;
}

static void place_entries(struct placement *placement)
{
    struct xrom_layout *layout = placement->layout;

    layout->items[0].end = placement->position;
    for (size_t i = 1; i < layout->count; i++) {
        if (xrom_item_is_directory(&layout->items[i])) {
            place_directory(placement, &layout->items[i]);
        } else {
            place_file(placement, &layout->items[i]);
        }
    }
    /* A directory ends with the last of its entries. */
    for (size_t i = layout->count; i-- > 1;) {
        struct xrom_item *parent = &layout->items[layout->items[i].parent];
        if (parent->end < layout->items[i].end) {
            parent->end = layout->items[i].end;
        }
    }
}

static int place_pool(struct placement *placement)
{
    struct xrom_layout *layout = placement->layout;
    uint64_t data_size = 0;
    int error;

    layout->pool_record = placement->position;
    layout->pool_data = placement->position + 1 + layout->pool_length_size;
    error = xrom_pool_pack(layout, layout->pool_data);
    if (!error && layout->pool_count > 0) {
        for (size_t i = 0; i < layout->pool_count; i++) {
            data_size += layout->pool[i]->size;
        }
        placement->padding += layout->pool_end - layout->pool_data - data_size;
        placement->position = layout->pool_end;
    }
    return error;
}

/*
 * Places the tail, and makes the size even: by a byte in front of the tail, or else by a record of padding. Where nothing is
 * aligned it is left to the length of the image.
 */
static void place_tail(struct placement *placement)
{
    struct xrom_layout *layout = placement->layout;
    uint64_t tail = xrom_tail_size(layout);

    layout->size = placement->position + tail;
    if (layout->size % 2 != 0) {
        unsigned filler = tail > 0 ? 1 : layout->align > 0 ? XROM_FILLER_SIZE : 0;
        layout->size += filler;
        placement->padding += filler;
    }
}

/* The bytes that an integer takes more than it needs, because it was not known yet when others were placed behind it. */
static uint64_t slack(unsigned size, uint64_t integer)
{
    return size - xrom_varuint_size(integer);
}

static void count_slack(struct placement *placement)
{
    const struct xrom_layout *layout = placement->layout;

    placement->padding += layout->spare + slack(layout->length_size, layout->size - layout->root);
    if (layout->pool_count > 0) {
        placement->padding += slack(layout->pool_length_size, layout->pool_end - layout->pool_data);
    }
    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        placement->padding += slack(item->length_size, item->end - (item->record + 1 + item->length_size));
        if (!xrom_item_is_directory(item) && !xrom_item_is_inline(item)) {
            placement->padding += slack(layout->offset_size, xrom_item_data(layout, item) - layout->root);
        }
    }
}

int xrom_place_all(struct xrom_layout *layout)
{
    struct placement placement = {.layout = layout};
    int error;

    xrom_bound_sizes(layout);
    layout->root = xrom_varuint_size(XROM_RECORD_IMAGE) + layout->spare + layout->length_size;
    placement.position = layout->root + xrom_head_size(layout);
    if (layout->index) {
        place_index(&placement);
    }
    place_entries(&placement);
    error = place_pool(&placement);
    if (!error) {
        place_tail(&placement);
        count_slack(&placement);
        layout->built.padding_size = placement.padding < UINT32_MAX ? (uint32_t)placement.padding : UINT32_MAX;
    }
    return error;
}
