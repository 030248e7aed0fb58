/* SPDX-License-Identifier: MIT */
/* Emit: from the layout to the bytes of the image. Every record must come out where it was placed. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../format.h"
#include "about.h"
#include "bound.h"
#include "content.h"
#include "index.h"
#include "message.h"
#include "pool.h"
#include "varuint.h"

struct emission {
    const struct xrom_layout *layout;
    struct xrom_output output;
    struct xrom_content content;
};

/* Writes one byte many times. */
static int repeat(struct xrom_output *output, uint8_t byte, uint64_t count)
{
    uint8_t bytes[256];
    int error = XROM_OK;

    memset(bytes, byte, sizeof bytes);
    while (!error && count > 0) {
        size_t part = count < sizeof bytes ? (size_t)count : sizeof bytes;
        error = xrom_output_write(output, bytes, part);
        count -= part;
    }
    return error;
}

/* Bytes of the longest length that is written: with the most padding that data gets. */
#define LENGTH_SIZE_MAX (XROM_VARUINT_SIZE_MAX + (1u << XROM_ALIGN_INLINE))

/* Writes a kind, and its length as `length_size` bytes. */
static int write_front(struct xrom_output *output, uint8_t kind, uint64_t length, size_t length_size)
{
    uint8_t bytes[1 + LENGTH_SIZE_MAX] = {kind};

    assert(length_size <= LENGTH_SIZE_MAX);
    xrom_varuint_write_padded(bytes + 1, length, length_size);
    return xrom_output_write(output, bytes, 1 + length_size);
}

/* Goes to the position of a kind: by 0x80 bytes, which belong to it, or by a record of padding. */
static int go_to(struct xrom_output *output, uint64_t position)
{
    uint64_t lead = position - xrom_output_position(output);
    size_t length_size = 1;
    int error;

    if (lead <= XROM_LEAD_MAX) {
        return repeat(output, 0x80, lead);
    }
    while (xrom_varuint_size(lead - 1 - length_size) > length_size) {
        length_size++;
    }
    error = write_front(output, XROM_RECORD_PADDING, lead - 1 - length_size, length_size);
    return error ? error : repeat(output, 0, lead - 1 - length_size);
}

static int emit_front(const struct xrom_layout *layout, struct xrom_output *output)
{
    uint8_t bytes[2 * XROM_VARUINT_SIZE_MAX];
    size_t size = xrom_varuint_write(bytes, XROM_RECORD_IMAGE);
    int error;

    xrom_varuint_write_padded(bytes + size, layout->size - layout->root, layout->root - size);
    error = xrom_output_write(output, bytes, layout->root);
    return error ? error : xrom_head_write(layout, output);
}

/* Writes all data of a file to the output. */
static int emit_data(struct emission *emission, const struct xrom_item *item)
{
    struct xrom_output *output = &emission->output;
    size_t got = 1;
    int error;

    assert(xrom_output_position(output) == item->data);
    if (item->entry->source == XROM_SOURCE_BYTES && !item->is_spooled) {
        return xrom_output_write(output, item->entry->content.memory.bytes, (size_t)item->size);
    }
    error = xrom_content_open(&emission->content, item);
    while (!error && got > 0) {
        uint8_t *room;
        size_t size;

        error = xrom_output_room(output, &room, &size);
        if (!error) {
            error = xrom_content_read(&emission->content, room, size, &got);
        }
        if (!error) {
            xrom_output_add(output, got);
        }
    }
    return xrom_content_close(&emission->content, error);
}

static int emit_pointer(struct emission *emission, const struct xrom_item *item)
{
    const struct xrom_layout *layout = emission->layout;
    uint64_t data = xrom_item_data(layout, item);
    uint8_t bytes[2 + 2 * XROM_VARUINT_SIZE_MAX] = {XROM_RECORD_POINTER};
    size_t size = xrom_varuint_write(bytes + 2, item->size) + layout->offset_size;

    bytes[1] = (uint8_t)size;
    xrom_varuint_write_padded(bytes + 2 + size - layout->offset_size, data - layout->root, layout->offset_size);
    return xrom_output_write(&emission->output, bytes, 2 + size);
}

/* The kind, length and name of an entry. */
static int emit_entry_front(struct emission *emission, const struct xrom_item *item, uint8_t kind)
{
    const struct xrom_entry *entry = item->entry;
    struct xrom_output *output = &emission->output;
    uint8_t bytes[XROM_VARUINT_SIZE_MAX];
    int error = write_front(output, kind, item->end - (item->record + 1 + item->length_size), item->length_size);

    if (!error) {
        error = xrom_output_write(output, bytes, xrom_varuint_write(bytes, entry->name_size));
    }
    return error ? error : xrom_output_write(output, entry->name, entry->name_size);
}

static int emit_file(struct emission *emission, const struct xrom_item *item)
{
    struct xrom_output *output = &emission->output;
    int error = go_to(output, item->record);

    if (!error) {
        error = emit_entry_front(emission, item, XROM_RECORD_FILE);
    }
    if (!error && xrom_item_is_inline(item)) {
        uint64_t length_size = item->data - xrom_output_position(output) - 1;
        error = write_front(output, XROM_RECORD_DATA, item->size, (size_t)length_size);
        if (!error) {
            error = emit_data(emission, item);
        }
    } else if (!error) {
        error = emit_pointer(emission, item);
    }
    if (!error) {
        error = xrom_about_write(emission->layout, item, output);
    }
    assert(error || xrom_output_position(output) == item->end);
    return error;
}

/* In an indexed image the parent record of a directory stands in front of it. */
static int emit_directory(struct emission *emission, const struct xrom_item *item)
{
    const struct xrom_layout *layout = emission->layout;
    struct xrom_output *output = &emission->output;
    int error;

    if (layout->index) {
        uint8_t parent[XROM_PARENT_SIZE] = {XROM_RECORD_PARENT, XROM_PLAN_PARENT_SIZE};
        xrom_plan_parent(layout->items, (size_t)(item - layout->items), parent + 2);
        error = go_to(output, item->record - sizeof parent);
        if (!error) {
            error = xrom_output_write(output, parent, sizeof parent);
        }
    } else {
        error = go_to(output, item->record);
    }
    return error ? error : emit_entry_front(emission, item, XROM_RECORD_DIRECTORY);
}

static int emit_index(struct emission *emission)
{
    const struct xrom_layout *layout = emission->layout;
    uint32_t size = xrom_plan_size(layout->index);
    uint8_t *payload = malloc(size);
    int error = payload ? go_to(&emission->output, layout->index_record) : XROM_ERR_MEMORY;

    if (!error) {
        error = write_front(&emission->output, XROM_RECORD_INDEX, size, xrom_varuint_size(size));
    }
    if (!error) {
        xrom_plan_write(layout->index, layout->items, layout->count, payload);
        error = xrom_output_write(&emission->output, payload, size);
    }
    free(payload);
    return error;
}

static int emit_pool(struct emission *emission)
{
    const struct xrom_layout *layout = emission->layout;
    struct xrom_output *output = &emission->output;
    int error = XROM_OK;

    if (layout->pool_count > 0) {
        error = write_front(output, XROM_RECORD_DATA, layout->pool_end - layout->pool_data, layout->pool_length_size);
    }
    for (size_t i = 0; !error && i < layout->pool_count; i++) {
        error = repeat(output, 0, layout->pool[i]->data - xrom_output_position(output));
        if (!error) {
            error = emit_data(emission, layout->pool[i]);
        }
    }
    return error;
}

static int emit_tail(struct emission *emission)
{
    const struct xrom_layout *layout = emission->layout;
    struct xrom_output *output = &emission->output;
    int error;

    if (xrom_tail_size(layout) > 0) {
        error = go_to(output, layout->size - xrom_tail_size(layout));
        return error ? error : xrom_tail_write(layout, output);
    }
    if (layout->size > xrom_output_position(output)) {
        static const uint8_t filler[XROM_FILLER_SIZE] = {0x80, XROM_RECORD_PADDING, 0};
        return xrom_output_write(output, filler, sizeof filler);
    }
    return XROM_OK;
}

static int emit_all(struct emission *emission)
{
    const struct xrom_layout *layout = emission->layout;
    int error = emit_front(layout, &emission->output);

    if (!error && layout->index) {
        error = emit_index(emission);
    }
    for (size_t i = 1; !error && i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        error = xrom_item_is_directory(item) ? emit_directory(emission, item) : emit_file(emission, item);
    }
    if (!error) {
        error = emit_pool(emission);
    }
    if (!error) {
        error = emit_tail(emission);
    }
    assert(error || xrom_output_position(&emission->output) == layout->size);
    return error ? error : xrom_output_flush(&emission->output);
}

static int emit(struct xrom_layout *layout, const struct xrom_sink *sink)
{
    static const struct xrom_where image = {NULL, NULL, "the image", sizeof "the image" - 1};
    struct emission emission = {.layout = layout, .content.layout = layout};
    int error = xrom_output_begin(&emission.output, sink, &layout->options, layout->size);

    if (!error) {
        error = emit_all(&emission);
    }
    if (error == XROM_ERR_MEMORY) {
        xrom_fail_memory(layout->tree);
    } else if (error == XROM_ERR_SINK) {
        xrom_fail(layout->tree, error, &image, "could not be written; see why where it was to be stored");
    }
    xrom_content_end(&emission.content);
    xrom_output_end(&emission.output);
    return error;
}

int xrom_build(struct xrom_tree *tree, const struct xrom_build_options *options, const struct xrom_sink *sink,
               struct xrom_built *built)
{
    struct xrom_layout layout;
    int error = xrom_layout_begin(&layout, tree, options);

    if (!error) {
        error = xrom_describe(&layout);
    }
    if (!error) {
        error = xrom_compress(&layout);
    }
    if (!error) {
        error = xrom_dedupe(&layout);
    }
    if (!error) {
        error = xrom_arrange(&layout);
    }
    if (!error) {
        error = emit(&layout, sink);
    }
    if (!error && built) {
        *built = layout.built;
    }
    xrom_layout_end(&layout);
    return error;
}
