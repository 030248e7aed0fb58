/* SPDX-License-Identifier: MIT */
#include "image/content_hashes.h"

#include <stdlib.h>
#include <string.h>

#include <xrom/metadata.h>

#include "host/memory.h"
#include "host/sha256.h"

/*
 * So many times the size of the image is hashed at most. Files with the same data need once, whatever their number; only
 * data that overlaps in many ways, which no builder makes, needs more.
 */
enum { TIMES_MAX = 16 };

bool content_hashes_note(struct content_hashes *hashes, const struct xrom_image *image, const struct xrom_node *file,
                         struct problem *problem)
{
    struct content_hash noted;
    struct xrom_stat stat;
    size_t size;
    int error = xrom_metadata(image, file, XROM_CONTENT_HASH, noted.hash, sizeof noted.hash, &size);

    if (error == XROM_ERR_NOT_FOUND) {
        return true;
    }
    if ((!error || error == XROM_ERR_BUFFER) && size != CONTENT_HASH_SIZE) {
        problem_set(problem, "build it again", "a content hash of %zu bytes, not %d", size, CONTENT_HASH_SIZE);
        return false;
    }
    if (!error) {
        error = xrom_stat(image, file, &stat);
    }
    if (error) {
        problem_set_error(problem, error);
        return false;
    }
    noted.offset = stat.offset;
    noted.size = stat.size;
    noted.name = file->name;
    hashes->all = memory_reserve(hashes->all, &hashes->capacity, hashes->count + 1, sizeof *hashes->all);
    hashes->all[hashes->count++] = noted;
    return true;
}

/* Orders by the data. */
static int compare(const void *one, const void *other)
{
    const struct content_hash *first = one, *second = other;

    if (first->offset != second->offset) {
        return first->offset < second->offset ? -1 : 1;
    }
    return first->size < second->size ? -1 : first->size > second->size;
}

static void compute(const uint8_t *data, size_t size, uint8_t digest[SHA256_SIZE])
{
    struct sha256 hash;

    sha256_begin(&hash);
    sha256_add(&hash, data, size);
    sha256_end(&hash, digest);
}

/* Finds the first file whose hash is wrong; null: there is none. False: it takes too long. */
static bool find_wrong(const struct content_hashes *hashes, const struct xrom_image *image,
                       const struct content_hash **wrong)
{
    uint64_t left = (uint64_t)TIMES_MAX * image->size;
    uint8_t digest[SHA256_SIZE];

    *wrong = NULL;
    for (size_t i = 0; i < hashes->count; i++) {
        const struct content_hash *noted = &hashes->all[i];
        if (i == 0 || compare(&noted[-1], noted) != 0) {
            if (noted->size > left) {
                return false;
            }
            left -= noted->size;
            compute(image->base + noted->offset, noted->size, digest);
        }
        if (memcmp(noted->hash, digest, CONTENT_HASH_SIZE) != 0 && (!*wrong || noted->name < (*wrong)->name)) {
            *wrong = noted;
        }
    }
    return true;
}

bool content_hashes_verify(struct content_hashes *hashes, const struct xrom_image *image, struct problem *problem)
{
    const struct content_hash *wrong = NULL;
    bool good;

    if (hashes->count == 0) {
        return true;
    }
    qsort(hashes->all, hashes->count, sizeof *hashes->all, compare);
    good = find_wrong(hashes, image, &wrong);
    if (wrong) {
        problem_set(problem, "the image is damaged: build it or copy it again",
                    "the content hash is not that of the data");
        problem_locate(problem, image, wrong->name - 1);
        problem->offset = wrong->name;
    } else if (!good) {
        problem_set(problem, "build it again", "the data of its files overlaps too much to hold all hashes against it");
    }
    return good && !wrong;
}

void content_hashes_clear(struct content_hashes *hashes)
{
    free(hashes->all);
}
