/* SPDX-License-Identifier: MIT */
#include "image/verify_root.h"

#include <inttypes.h>

#include <xrom/metadata.h>
#include <xrom/record.h>

#include "image/content_hashes.h"

enum { CHECKSUM_SIZE = 4, ALIGNMENT_KINDS = 32 };

static uint32_t size_of(const struct xrom_record *record)
{
    return record->end - record->body;
}

/* Readers look at the first byte of the first record alone. */
static bool is_lost_alignment(const struct xrom_image *image, const struct xrom_record *record)
{
    return record->kind >= XROM_RECORD_ALIGN && record->kind < XROM_RECORD_ALIGN + ALIGNMENT_KINDS &&
           (record->offset != image->root || image->base[record->offset] != record->kind);
}

bool verify_root(struct problem *problem, const struct xrom_image *image, bool has_checksum)
{
    static const char remedy[] = "build it again";
    struct xrom_node root = xrom_root(image);
    struct xrom_iter iter = xrom_records(&root);
    struct xrom_record record = {0, 0, 0, 0, 0};
    bool has_id = false;

    while (xrom_record_next(image, &iter, &record) == XROM_OK) {
        if (is_lost_alignment(image, &record)) {
            problem_set(problem, remedy, "its alignment is not the first record, where readers look for it");
            problem_locate(problem, image, record.offset);
            return false;
        }
        if (record.kind == XROM_BUILD_ID && !has_id && size_of(&record) != CONTENT_HASH_SIZE) {
            problem_set(problem, remedy, "a build id of %" PRIu32 " bytes, not %d", size_of(&record),
                        CONTENT_HASH_SIZE);
            problem_locate(problem, image, record.offset);
            return false;
        }
        has_id |= record.kind == XROM_BUILD_ID;
    }
    /* To xrom_verify() the place of the checksum is the same, to other readers not. */
    if (has_checksum && (record.kind != XROM_RECORD_CHECKSUM || size_of(&record) != CHECKSUM_SIZE)) {
        problem_set(problem, remedy, "its checksum is not a last record of 4 bytes");
        return false;
    }
    return true;
}
