/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an image: what is said about each file and about the image, and its checksum, held against a second search
 * for the record. The input is the partition; its last bytes, which an image need not use, choose arguments.
 *
 * 1. What is said is the payload of the first record of its kind, whole, or its absence, or the damage before it.
 * 2. It is given exactly where it fits; a call that fails leaves the buffer alone.
 * 3. A time is that payload as a number of up to 4 bytes, little-endian.
 * 4. A verification passes exactly where there is a record of a checksum and the CRC-32 of the image, by libdeflate, is
 *    ffffffff. It is the same in any portions, and reads each byte once, in order.
 * 5. With the checksum mended it passes, and with any one bit of the image changed it does not.
 *
 * Invariants: 1, 2, 3, 4, 5, 8, 9.
 */
#include <libdeflate.h>

#include <xrom/metadata.h>
#include <xrom/record.h>
#include <xrom/verify.h>

#include "property.h"
#include "reference.h"

static const uint32_t kinds[] = {XROM_MODIFIED,   XROM_CONTENT_HASH,  XROM_CONTENT_TYPE, XROM_CONTENT_ENCODING,
                                 XROM_IMAGE_NAME, XROM_IMAGE_VERSION, XROM_BUILD_ID};

static struct xrom_image image;

/* The varuint at `*at`, which moves behind it. */
static bool number_at(uint64_t *at, uint64_t end, uint64_t *number)
{
    *number = 0;
    while (*at < end && *number <= UINT32_MAX) {
        uint8_t byte = image.base[(*at)++];
        *number = *number * 128 + byte % 128;
        if (byte < 128) {
            return *number <= UINT32_MAX;
        }
    }
    return false;
}

/* What a search must answer, and the place of the payload. A kind also goes by the one below it, which is not used. */
static int search(const struct reference_node *node, uint32_t wanted, uint64_t *body, uint64_t *end)
{
    uint64_t at = node->body;
    uint64_t kind, size;

    while (at < node->end) {
        if (!number_at(&at, node->end, &kind) || !number_at(&at, node->end, &size)) {
            return XROM_ERR_VARUINT;
        }
        if (size > node->end - at) {
            return XROM_ERR_RECORD;
        }
        if (kind == 0) {
            return XROM_ERR_UNUSED;
        }
        *body = at;
        *end = at += size;
        if ((kind | 1) == wanted) {
            return XROM_OK;
        }
    }
    return XROM_ERR_NOT_FOUND;
}

static void test_kind(const struct reference_node *reference, uint32_t kind, size_t capacity)
{
    struct xrom_node node = reference_value(reference);
    uint64_t body = 0, end = 0;
    int expected = search(reference, kind, &body, &end);
    size_t size, fits = !expected && end - body <= capacity;
    uint8_t *buffer = fuzz_allocate(capacity);
    int error;

    fuzz_mark(buffer, capacity);
    error = xrom_metadata(&image, &node, (enum xrom_metadata_kind)kind, buffer, capacity, &size);
    PROPERTY(1, error == (expected || fits ? expected : XROM_ERR_BUFFER), "what is said is found, or its absence");
    PROPERTY(1, expected || size == end - body, "its size is told, whether it fits or not");
    PROPERTY(1, error || memcmp(buffer, image.base + body, size) == 0, "it is the payload of the record");
    PROPERTY(2, !error || fuzz_is_marked(buffer, capacity), "what fails leaves the buffer alone");
    free(buffer);
}

static void test_time(const struct reference_node *reference)
{
    struct xrom_node node = reference_value(reference);
    uint64_t body = 0, end = 0;
    int expected = search(reference, XROM_MODIFIED, &body, &end);
    uint32_t seconds, wanted = 0;
    int error;

    fuzz_mark(&seconds, sizeof seconds);
    error = xrom_modified(&image, &node, &seconds);
    for (uint64_t i = 0; !expected && i < 4 && body + i < end; i++) {
        wanted |= (uint32_t)image.base[body + i] << 8 * i;
    }
    PROPERTY(3, error == (expected || end - body <= 4 ? expected : XROM_ERR_BUFFER), "a time is found");
    PROPERTY(3, error ? fuzz_is_marked(&seconds, sizeof seconds) : seconds == wanted, "a time is that of the record");
}

/* Takes note of what it is given. */
struct given {
    const uint8_t *next;
    uint32_t portions;
};

static uint32_t note_crc32(void *context, uint32_t crc, const void *bytes, size_t size)
{
    struct given *given = context;

    PROPERTY(4, bytes == given->next && size > 0, "bytes are given once, in order");
    given->next += size;
    given->portions++;
    return libdeflate_crc32(crc, bytes, size);
}

static void test_verify(const struct reference_node *root, uint32_t portion)
{
    uint64_t body, end;
    struct given given = {image.base, 0};
    struct xrom_verify verify;
    int expected = search(root, XROM_RECORD_CHECKSUM, &body, &end);
    int error = xrom_verify_begin(&verify, &image, note_crc32, &given);

    PROPERTY(4, error == expected, "a checksum is found, or its absence");
    if (!expected && libdeflate_crc32(0, image.base, image.size) != UINT32_MAX) {
        expected = XROM_ERR_CHECKSUM;
    }
    PROPERTY(4, xrom_verify(&image) == expected, "a verification passes where the checksum is right");
    if (error) {
        return;
    }
    PROPERTY(4, xrom_verify_step(&verify, 0) == XROM_ERR_UNFINISHED, "a step of no bytes only asks");
    do {
        error = xrom_verify_step(&verify, portion);
    } while (error == XROM_ERR_UNFINISHED);
    PROPERTY(4, error == expected && given.next == image.base + image.size, "and so it does in portions");
    PROPERTY(4, given.portions == (image.size + portion - 1) / portion, "of the size that was asked for");
    PROPERTY(4, xrom_verify_step(&verify, portion) == expected, "the answer stays");
}

/* Makes the last four bytes of an image the checksum that is right, if they are one, and spoils a bit of it. */
static void test_mended(uint8_t *bytes, const struct reference_node *root, uint32_t choice)
{
    uint64_t body, end;
    uint32_t sum;
    int error = search(root, XROM_RECORD_CHECKSUM, &body, &end);

    if (error || end != image.size || end - body != 4) {
        return;
    }
    sum = ~libdeflate_crc32(0, bytes, body);
    for (int i = 0; i < 4; i++) {
        bytes[body + (uint64_t)i] = (uint8_t)(sum >> 8 * i);
    }
    PROPERTY(5, xrom_verify(&image) == XROM_OK, "a checksum that was mended is right");
    bytes[choice % image.size] ^= (uint8_t)(1 << (choice >> 29));
    PROPERTY(5, libdeflate_crc32(0, bytes, image.size) != UINT32_MAX,
             "a bit that changed is noticed by another CRC-32");
    /* The record may be none any more, or the image another one. */
    error = xrom_verify(&image);
    PROPERTY(5, error == XROM_ERR_CHECKSUM || error == XROM_ERR_NOT_FOUND || xrom_is_damage(error),
             "a bit that changed is noticed");
    bytes[choice % image.size] ^= (uint8_t)(1 << (choice >> 29));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct reference reference;
    uint32_t root, image_size;
    uint8_t *copy;

    copy = reference_copy(bytes, size, &root, &image_size);
    if (!copy) {
        return 0;
    }
    if (xrom_open(&image, copy, image_size) == XROM_OK) {
        reference_read(&reference, copy, root, image_size);
        for (uint32_t i = 0; i < reference.count; i++) {
            for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
                test_kind(&reference.nodes[i], kinds[k], image_size);
                test_kind(&reference.nodes[i], kinds[k], fuzz_choose(bytes, size, 1) % 24);
            }
            test_time(&reference.nodes[i]);
        }
        test_verify(&reference.nodes[0], 1 + fuzz_choose(bytes, size, 2) % image_size);
        test_mended(copy, &reference.nodes[0], fuzz_choose(bytes, size, 0));
        reference_free(&reference);
    }
    free(copy);
    return 0;
}
