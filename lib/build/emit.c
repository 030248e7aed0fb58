/* SPDX-License-Identifier: MIT */
/* Emit: from the layout to the bytes of the image. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <unistd.h>

#include "../format.h"
#include "host.h"
#include "layout.h"
#include "message.h"
#include "output.h"
#include "varuint.h"

struct emission {
    struct xrom_tree *tree;
    struct xrom_output output;
    struct xrom_host_place place;
};

static int emit_image_header(struct xrom_output *output, const struct xrom_layout *layout)
{
    uint8_t bytes[2 * XROM_VARUINT_SIZE_MAX + 1];
    size_t size = xrom_varuint_write(bytes, XROM_RECORD_IMAGE);

    if (layout->padded) {
        bytes[size++] = 0x80;
    }
    size += xrom_varuint_write(bytes + size, layout->items[0].size);
    return xrom_output_write(output, bytes, size);
}

/* All of an entry's record before its nested records; of a file, also the header of its data. */
static int emit_entry_header(struct xrom_output *output, const struct xrom_item *item)
{
    const struct xrom_entry *entry = item->entry;
    bool directory = entry->source == XROM_SOURCE_NONE;
    uint8_t bytes[2 * XROM_VARUINT_SIZE_MAX + 1];
    size_t size = 0;
    int error;

    bytes[size++] = directory ? XROM_RECORD_DIRECTORY : XROM_RECORD_FILE;
    size += xrom_varuint_write(bytes + size, xrom_layout_payload(item));
    size += xrom_varuint_write(bytes + size, entry->name_size);
    error = xrom_output_write(output, bytes, size);
    if (!error) {
        error = xrom_output_write(output, entry->name, entry->name_size);
    }
    if (!error && !directory) {
        bytes[0] = XROM_RECORD_DATA;
        error = xrom_output_write(output, bytes, 1 + xrom_varuint_write(bytes + 1, item->size));
    }
    return error;
}

/* Reads a file of the host into the buffer of the output, as many bytes as it had when it was added. */
static int emit_open_file(struct emission *emission, const struct xrom_entry *entry, int descriptor)
{
    uint64_t left = entry->size;
    int error = XROM_OK;

    while (!error && left > 0) {
        struct xrom_where where = xrom_where_is_entry(entry);
        uint8_t *room;
        size_t size;
        ssize_t got;

        error = xrom_output_room(&emission->output, &room, &size);
        if (error) {
            break;
        }
        got = read(descriptor, room, left < size ? (size_t)left : size);
        if (got > 0) {
            xrom_output_add(&emission->output, (size_t)got);
            left -= (uint64_t)got;
        } else if (got == 0 || errno != EINTR) {
            int number = errno;
            /* A file that was replaced or cut is the better explanation. */
            error = xrom_host_check(emission->tree, entry, descriptor);
            if (!error) {
                error = got < 0 ? xrom_fail_io(emission->tree, &where, "read", number)
                                : xrom_fail_changed(emission->tree, &where, "has become shorter");
            }
        }
    }
    return error ? error : xrom_host_check(emission->tree, entry, descriptor);
}

static int emit_host_file(struct emission *emission, const struct xrom_entry *entry)
{
    int descriptor;
    int error = xrom_host_open(emission->tree, &emission->place, entry, &descriptor);

    if (!error) {
        error = emit_open_file(emission, entry, descriptor);
        close(descriptor);
    }
    return error;
}

static int emit_items(struct emission *emission, const struct xrom_layout *layout)
{
    int error = emit_image_header(&emission->output, layout);

    for (size_t i = 1; !error && i < layout->count; i++) {
        const struct xrom_entry *entry = layout->items[i].entry;
        error = emit_entry_header(&emission->output, &layout->items[i]);
        if (!error && entry->source == XROM_SOURCE_BYTES) {
            error = xrom_output_write(&emission->output, entry->content.bytes, (size_t)entry->size);
        } else if (!error && entry->source == XROM_SOURCE_HOST) {
            error = emit_host_file(emission, entry);
        }
    }
    return error ? error : xrom_output_flush(&emission->output);
}

static int emit(struct xrom_tree *tree, const struct xrom_layout *layout, const struct xrom_build_options *options,
                const struct xrom_sink *sink)
{
    static const struct xrom_where image = {NULL, NULL, "the image", sizeof "the image" - 1};
    struct emission emission = {.tree = tree};
    int error = xrom_output_begin(&emission.output, sink, options, layout->built.image_size);

    if (error) {
        return xrom_fail_memory(tree);
    }
    error = emit_items(&emission, layout);
    if (error == XROM_ERR_SINK) {
        xrom_fail(tree, error, &image, "could not be written; see why where it was to be stored");
    }
    xrom_host_leave(&emission.place);
    xrom_output_end(&emission.output);
    return error;
}

int xrom_build(struct xrom_tree *tree, const struct xrom_build_options *options, const struct xrom_sink *sink,
               struct xrom_built *built)
{
    struct xrom_layout layout;
    int error = xrom_layout_make(&layout, tree, options);

    if (!error) {
        error = emit(tree, &layout, options, sink);
    }
    if (!error && built) {
        *built = layout.built;
    }
    xrom_layout_free(&layout);
    return error;
}
