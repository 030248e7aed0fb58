/* SPDX-License-Identifier: MIT */
/*
 * What an image says about a file besides its content, and about itself. All of it is optional. The rules at the head of
 * xrom/xrom.h hold here too.
 */
#ifndef XROM_METADATA_H
#define XROM_METADATA_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The values are those of the format. Texts are UTF-8 without a terminating zero. */
enum xrom_metadata_kind {
    /* of a file */
    XROM_MODIFIED = 0x71,         /* when it was changed last: see xrom_modified() */
    XROM_CONTENT_HASH = 0x73,     /* 16 bytes: the first half of the SHA-256 of the data as stored; good as an ETag */
    XROM_CONTENT_TYPE = 0x75,     /* text as in HTTP: "text/html" */
    XROM_CONTENT_ENCODING = 0x77, /* text as in HTTP: "gzip": the data is stored so. Absent: as it is */
    /* of the image, asked of its root */
    XROM_IMAGE_NAME = 0x79,    /* text: what it is for */
    XROM_IMAGE_VERSION = 0x7b, /* text */
    XROM_BUILD_ID = 0x7d       /* 16 bytes, different for every other content */
};

/*
 * Copies one piece of metadata of a file, or of the image where the node is the root, to a buffer of `capacity` bytes and
 * tells its size. Without a terminating zero.
 *
 * XROM_ERR_NOT_FOUND: there is none of that kind. XROM_ERR_BUFFER: it does not fit; `size` is then written too.
 * XROM_ERR_ARGUMENT: a node of another image. Damage: a record is broken.
 *
 * Reads the records in the file, or in the root, up to the one that is found: those of name and version are among the
 * first, that of the build id is behind all entries of the root.
 */
int xrom_metadata(const struct xrom_image *image, const struct xrom_node *node, enum xrom_metadata_kind kind,
                  void *buffer, size_t capacity, size_t *size);

/*
 * Gives the modification time of a file in seconds since 1970-01-01 00:00 UTC. Errors as xrom_metadata();
 * XROM_ERR_BUFFER: it is no number of 32 bits.
 */
int xrom_modified(const struct xrom_image *image, const struct xrom_node *file, uint32_t *seconds);

#ifdef __cplusplus
}
#endif

#endif
