/* SPDX-License-Identifier: MIT */
#include "image/about.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <xrom/record.h>

#include "host/memory.h"
#include "image/checksum.h"
#include "image/verify.h"
#include "text/text.h"

static void add_filler(struct about *about, uint32_t first, uint32_t end)
{
    about->fillers =
        memory_reserve(about->fillers, &about->filler_capacity, about->filler_count + 1, sizeof *about->fillers);
    about->fillers[about->filler_count].first = first;
    about->fillers[about->filler_count++].end = end;
}

void about_add(struct about *about, const struct xrom_image *image, const struct xrom_node *node)
{
    struct xrom_iter iter = xrom_records(node);
    struct xrom_record record;

    while (xrom_record_next(image, &iter, &record) == XROM_OK) {
        if (record.kind == XROM_RECORD_INDEX || record.kind == XROM_RECORD_PARENT) {
            about->index_size += record.end - record.offset - record.padding;
            about->padding_size += record.padding;
        } else if (record.kind == XROM_RECORD_PADDING) {
            add_filler(about, record.offset, record.end);
        } else {
            about->padding_size += record.padding;
            if (record.kind == XROM_RECORD_DATA && node->kind == XROM_DIRECTORY) {
                add_filler(about, record.body, record.end);
            }
        }
    }
}

static int compare(const void *one, const void *other)
{
    const struct range *first = one, *second = other;

    return first->first < second->first ? -1 : first->first > second->first;
}

/*
 * Fillers do not overlap each other, data may: what is left of a filler behind each piece of data is looked at with the
 * next one.
 */
void about_count_padding(struct about *about, const struct range *data, size_t count)
{
    size_t next = 0;
    uint32_t covered = 0; /* all data before this has been looked at */

    if (about->filler_count > 0) {
        qsort(about->fillers, about->filler_count, sizeof *about->fillers, compare);
    }
    for (size_t i = 0; i < about->filler_count; i++) {
        uint32_t position = about->fillers[i].first;
        uint32_t end = about->fillers[i].end;
        for (; next < count && data[next].first < end; next++) {
            position = covered > position ? covered : position;
            if (position < end && data[next].first > position) {
                about->padding_size += data[next].first - position;
            }
            covered = data[next].end > covered ? data[next].end : covered;
        }
        position = covered > position ? covered : position;
        about->padding_size += position < end ? end - position : 0;
    }
}

uint64_t about_align(const uint8_t *bytes, size_t size)
{
    uint32_t image_size, align;

    return xrom_inspect(bytes, size, &image_size, &align) == XROM_OK ? align : 1;
}

int about_get(struct about *about, const struct xrom_image *image)
{
    struct xrom_node root = xrom_root(image);
    struct xrom_iter whole = {0, image->size};
    struct xrom_fault fault;
    struct xrom_record record;
    int error = piece_get(&about->name, image, &root, XROM_IMAGE_NAME);

    if (!error) {
        error = piece_get(&about->version, image, &root, XROM_IMAGE_VERSION);
    }
    if (!error) {
        error = piece_get(&about->build_id, image, &root, XROM_BUILD_ID);
    }
    if (!error) {
        error = xrom_record_next(image, &whole, &record);
    }
    if (error) {
        return error;
    }
    about->padding_size += record.padding;
    about->align = (uint32_t)about_align(image->base, image->size);
    about->checksum = checksum_verify(image);
    about->index = verify_index(image, &fault);
    return XROM_OK;
}

static const char *checksum_word(const struct about *about)
{
    return about->checksum == XROM_OK ? "right" : about->checksum == XROM_ERR_NOT_FOUND ? "none" : "wrong";
}

static const char *index_word(const struct about *about)
{
    return about->index == XROM_OK ? "agrees" : about->index == XROM_ERR_NOT_FOUND ? "none" : "contradicts";
}

static void print_text(const char *label, const struct piece *piece)
{
    if (piece->size > 0) {
        printf("%-12s", label);
        text_write_short(stdout, piece->bytes, piece->size);
        puts("");
    }
}

static void print_bytes(const char *label, uint64_t size)
{
    printf("%-12s%" PRIu64 " %s", label, size, text_plural(size, "byte", "bytes"));
}

void about_print(const struct about *about, uint64_t entries, uint64_t saved)
{
    print_text("name", &about->name);
    print_text("version", &about->version);
    if (about->build_id.size > 0) {
        printf("%-12s", "build id");
        for (size_t i = 0; i < about->build_id.size; i++) {
            text_write_hex(stdout, about->build_id.bytes[i]);
        }
        puts("");
    }
    print_bytes("alignment", about->align);
    printf("\n%-12s%s\n", "checksum", checksum_word(about));
    if (about->index == XROM_ERR_NOT_FOUND) {
        printf("%-12snone\n", "index");
    } else {
        print_bytes("index", about->index_size);
        if (entries > 0) {
            printf(", %.1f per entry", (double)about->index_size / (double)entries);
        }
        puts(about->index == XROM_OK ? ", agrees with the tree" : ", contradicts the tree");
    }
    print_bytes("padding", about->padding_size);
    puts("");
    print_bytes("saved", saved);
    puts("");
}

void about_write(struct json *json, const struct about *about, uint64_t entries, uint64_t saved)
{
    if (about->name.bytes) {
        json_bytes(json, "name", about->name.bytes, about->name.size);
    }
    if (about->version.bytes) {
        json_bytes(json, "version", about->version.bytes, about->version.size);
    }
    if (about->build_id.bytes) {
        piece_write_hex(json, "build_id", &about->build_id);
    }
    json_number(json, "align", about->align);
    json_text(json, "checksum", checksum_word(about));
    json_text(json, "index", index_word(about));
    json_number(json, "index_size", about->index_size);
    json_number(json, "index_entries", about->index == XROM_ERR_NOT_FOUND ? 0 : entries);
    json_number(json, "padding_size", about->padding_size);
    json_number(json, "saved_size", saved);
}

void about_clear(struct about *about)
{
    free(about->fillers);
    free(about->name.bytes);
    free(about->version.bytes);
    free(about->build_id.bytes);
}
