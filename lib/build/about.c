/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <xrom/metadata.h>

#include "../format.h"
#include "about.h"
#include "host.h"
#include "varuint.h"

/* Bytes of a number in a payload. */
#define NUMBER_SIZE 4

static const struct xrom_text gzip = {"gzip", 4};

/* The size of a record with a kind of one byte. */
static uint64_t record_size(uint64_t payload)
{
    return 1 + xrom_varuint_size(payload) + payload;
}

static uint64_t text_size(struct xrom_text text)
{
    return text.bytes ? record_size(text.size) : 0;
}

static const struct xrom_said *said_of(const struct xrom_item *item)
{
    return item->entry->source == XROM_SOURCE_BYTES ? item->entry->content.memory.said : NULL;
}

static struct xrom_text encoding_of(const struct xrom_layout *layout, const struct xrom_item *item)
{
    static const struct xrom_text none;
    const struct xrom_said *said = said_of(item);

    return item->gzip ? gzip : said && !layout->options.mpremote ? said->encoding : none;
}

/* When a file was changed, in seconds since 1970. False: that is not known or not wanted. */
static bool find_modified(const struct xrom_layout *layout, const struct xrom_item *item, uint32_t *seconds)
{
    const struct xrom_build_options *options = &layout->options;
    const struct xrom_said *said = said_of(item);
    uint32_t time = 0;

    if (!options->modified) {
        return false;
    }
    if (item->entry->source == XROM_SOURCE_HOST) {
        time = xrom_host_seconds(item->entry->content.host.modified);
    } else if (said && said->has_modified) {
        time = said->modified;
    } else {
        return false;
    }
    if (options->has_epoch && time > options->epoch) {
        time = (uint32_t)options->epoch;
    }
    *seconds = time;
    return true;
}

uint64_t xrom_about_size(const struct xrom_layout *layout, const struct xrom_item *item)
{
    uint64_t size = text_size(item->type) + text_size(encoding_of(layout, item));
    uint32_t seconds;

    if (find_modified(layout, item, &seconds)) {
        size += record_size(NUMBER_SIZE);
    }
    return size + (layout->options.content_hash ? record_size(XROM_HASH_SIZE) : 0);
}

static int write_record(struct xrom_output *output, uint8_t kind, const void *payload, size_t size)
{
    uint8_t front[1 + XROM_VARUINT_SIZE_MAX] = {kind};
    int error = xrom_output_write(output, front, 1 + xrom_varuint_write(front + 1, size));

    return error ? error : xrom_output_write(output, payload, size);
}

static int write_text(struct xrom_output *output, uint8_t kind, struct xrom_text text)
{
    return text.bytes ? write_record(output, kind, text.bytes, text.size) : XROM_OK;
}

int xrom_about_write(const struct xrom_layout *layout, const struct xrom_item *item, struct xrom_output *output)
{
    uint8_t bytes[NUMBER_SIZE];
    uint32_t seconds;
    int error = XROM_OK;

    if (find_modified(layout, item, &seconds)) {
        xrom_u32_write(bytes, seconds);
        error = write_record(output, XROM_MODIFIED, bytes, sizeof bytes);
    }
    if (!error && layout->options.content_hash) {
        error = write_record(output, XROM_CONTENT_HASH, item->hash, sizeof item->hash);
    }
    if (!error) {
        error = write_text(output, XROM_CONTENT_TYPE, item->type);
    }
    return error ? error : write_text(output, XROM_CONTENT_ENCODING, encoding_of(layout, item));
}

static struct xrom_text text_of(const char *bytes)
{
    struct xrom_text text = {bytes, bytes ? strlen(bytes) : 0};

    return text;
}

/* An image with a checksum always does, so that its first bytes tell that it is no plain one. */
static bool states_align(const struct xrom_layout *layout)
{
    return layout->align > 0 || !layout->options.no_checksum;
}

uint64_t xrom_head_size(const struct xrom_layout *layout)
{
    const struct xrom_build_options *options = &layout->options;

    return (states_align(layout) ? record_size(0) : 0) + text_size(text_of(options->image_name)) +
           text_size(text_of(options->image_version));
}

int xrom_head_write(const struct xrom_layout *layout, struct xrom_output *output)
{
    const struct xrom_build_options *options = &layout->options;
    int error = XROM_OK;

    if (states_align(layout)) {
        error = write_record(output, XROM_RECORD_ALIGN + layout->align, NULL, 0);
    }
    if (!error) {
        error = write_text(output, XROM_IMAGE_NAME, text_of(options->image_name));
    }
    return error ? error : write_text(output, XROM_IMAGE_VERSION, text_of(options->image_version));
}

uint64_t xrom_tail_size(const struct xrom_layout *layout)
{
    const struct xrom_build_options *options = &layout->options;

    return (options->build_id ? record_size(XROM_HASH_SIZE) : 0) +
           (options->no_checksum ? 0 : record_size(NUMBER_SIZE));
}

static int write_build_id(struct xrom_output *output)
{
    static const uint8_t front[] = {XROM_BUILD_ID, XROM_HASH_SIZE};
    uint8_t hash[XROM_HASH_SIZE];
    int error = xrom_output_write(output, front, sizeof front);

    if (!error) {
        error = xrom_output_hash(output, hash);
    }
    return error ? error : xrom_output_write(output, hash, sizeof hash);
}

static int write_checksum(struct xrom_output *output)
{
    static const uint8_t front[] = {XROM_RECORD_CHECKSUM, NUMBER_SIZE};
    uint8_t bytes[NUMBER_SIZE];
    int error = xrom_output_write(output, front, sizeof front);

    if (!error) {
        xrom_u32_write(bytes, ~xrom_output_crc32(output));
        error = xrom_output_write(output, bytes, sizeof bytes);
    }
    return error;
}

int xrom_tail_write(const struct xrom_layout *layout, struct xrom_output *output)
{
    int error = layout->options.build_id ? write_build_id(output) : XROM_OK;

    return error || layout->options.no_checksum ? error : write_checksum(output);
}
