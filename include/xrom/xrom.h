/* SPDX-License-Identifier: MIT */
/*
 * xrom: read files in place from a ROMFS image in memory-mapped flash. The only header that a firmware needs; to look up
 * through the index there is xrom/index.h, and for the checksum xrom/verify.h.
 *
 *     struct xrom_image image;
 *     struct xrom_node node;
 *     const void *font;
 *     uint32_t size;
 *     int error = xrom_open(&image, (const void *)0x10100000, 1024 * 1024);
 *     if (!error) error = xrom_lookup(&image, "/fonts/arial10.mpy", &node);
 *     if (!error) error = xrom_data(&image, &node, 4, &font, &size);
 *
 * These hold for every function here:
 *
 * - Any bytes. Whatever the image holds, nothing outside it is read, every call ends, and damage is an error of its own,
 *   never "not found". There is no option that trusts an image.
 * - Errors. A function returns 0 or a negative enum xrom_error and writes its outputs only when it returns 0, unless its
 *   description says otherwise.
 * - Memory. No allocation, no writable statics, no recursion. All state is the caller's: struct xrom_image is written by
 *   xrom_open() and only read afterwards, so threads, cores and interrupts may share one; nodes, iterators and walks are
 *   small values which belong to one user each, may be copied freely and need no closing.
 * - Pointers. The one pointer that leaves the library is that of file data; names are copied. It is valid while the flash
 *   is mapped and unchanged: an erase or a program of the flash chip ends it, for most chips even when other sectors are
 *   written, for as long as the operation runs.
 * - Alignment. The reader itself needs none. An image that was built with aligned data states what its address must be a
 *   multiple of, and xrom_open() holds it to that.
 * - Cost. "Reads N records" means their headers and names, a few flash words each; file data is read by xrom_read() alone.
 * - Units. Sizes and offsets are bytes, offsets from the first byte of the image unless said otherwise.
 * - A null pointer where none is allowed is not noticed, except the address that xrom_open() is given.
 *
 * The format is MicroPython's (extmod/vfs_rom.c there); lib/FORMAT.md describes it.
 */
#ifndef XROM_H
#define XROM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/error.h>
#include <xrom/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest image, in bytes. */
#define XROM_SIZE_MAX UINT32_C(0x7fffffff)

/* An open image. Written by xrom_open(); to be read, not changed, by its user. */
struct xrom_image {
    const uint8_t *base; /* address of the first byte */
    uint32_t size;       /* of the whole image, its header included; what follows in the partition is not part of it */
    uint32_t root;       /* offset of the first record of the root directory; data pointers count from here */
};

/* What a node is. The values are those of the format. */
enum xrom_kind { XROM_DIRECTORY = 4, XROM_FILE = 5 };

/* A file or a directory: a value made of offsets into the image that it came from. The root has an empty name. */
struct xrom_node {
    uint32_t kind; /* enum xrom_kind */
    uint32_t name; /* offset of the name, which ends where the body begins */
    uint32_t body; /* offset of the nested records */
    uint32_t end;  /* offset of the end of the record */
};

/* ---- Open ---- */

/*
 * Opens the image at `base` in a partition of `partition_size` bytes; what follows the image in the partition is ignored.
 * Keeps the address, copies nothing.
 *
 * XROM_ERR_ARGUMENT: `base` is null. XROM_ERR_NOT_ROMFS: no image begins at `base` (erased flash, another
 * format). XROM_ERR_TRUNCATED: the image is longer than the partition, which may end within its length already.
 * XROM_ERR_TOO_LARGE: it is longer than XROM_SIZE_MAX, and so is the partition. XROM_ERR_UNALIGNED: `base` does not have
 * the alignment that the image states.
 *
 * Reads the first 5 to 10 bytes of the image, more where its length is padded. To know that the rest of the image is sound
 * as well call xrom_check(); no other function depends on that.
 */
int xrom_open(struct xrom_image *image, const void *base, size_t partition_size);

/* ---- Find ---- */

/* The root directory. Reads nothing. */
static inline struct xrom_node xrom_root(const struct xrom_image *image)
{
    struct xrom_node root = {XROM_DIRECTORY, 0, 0, 0};
    root.name = image->root;
    root.body = image->root;
    root.end = image->size;
    return root;
}

/*
 * Finds the file or directory at a path: names joined by '/', with MicroPython's rules. One leading '/' is optional; ""
 * and "/" are the root; one '/' may follow the name of a directory, not of a file; "a//b" names nothing; "." and ".." are
 * names like any other; case matters; the first of two equal names is found.
 *
 * XROM_ERR_NOT_FOUND: nothing has this path. Damage: a record on the way is broken; records behind the one that was found
 * are not looked at.
 *
 * Reads the records of each directory on the way up to the one that is searched.
 */
int xrom_lookup(const struct xrom_image *image, const char *path, struct xrom_node *node);

/*
 * The same for a path of `path_size` bytes, which needs no terminating zero, that begins in a directory `from` of this
 * image (null: the root) and hence without a leading '/'. An empty path is `from` itself.
 *
 * In addition, XROM_ERR_NOT_DIRECTORY: `from` is a file. XROM_ERR_ARGUMENT: `from` is a node of another image (noticed
 * only where it does not fit into this one).
 */
int xrom_lookup_from(const struct xrom_image *image, const struct xrom_node *from, const char *path, size_t path_size,
                     struct xrom_node *node);

/* ---- Name and size ---- */

/* The size of a node's name in bytes, without a terminating zero; 0 for the root. Reads nothing. */
static inline uint32_t xrom_name_size(const struct xrom_node *node)
{
    return node->body - node->name;
}

/*
 * Copies the name of a node, and a zero behind it, to a buffer of `capacity` bytes. The name is as the image has it: it
 * may be no valid UTF-8, and hold any byte, even '/' or zero.
 *
 * XROM_ERR_BUFFER: the name and its zero do not fit (xrom_name_size() + 1 bytes do). XROM_ERR_ARGUMENT: a node of another
 * image.
 */
int xrom_name(const struct xrom_image *image, const struct xrom_node *node, char *buffer, size_t capacity);

struct xrom_stat {
    uint32_t kind;   /* enum xrom_kind */
    uint32_t size;   /* of the file's data; of a directory, of its nested records */
    uint32_t offset; /* of the same, from the first byte of the image */
};

/*
 * Tells what a node is, and the size and place of its data.
 *
 * Damage: XROM_ERR_NO_DATA, XROM_ERR_POINTER or that of a record of the file. XROM_ERR_ARGUMENT: a node of another image.
 *
 * Reads the records inside a file up to its data; nothing of a directory.
 */
int xrom_stat(const struct xrom_image *image, const struct xrom_node *node, struct xrom_stat *stat);

/* ---- Data ---- */

/*
 * Gives the data of a file in place: its address and its size. `align` is what the address must be a multiple of, a power
 * of two; 1 asks for nothing. The pointer is never null, also for an empty file.
 *
 * XROM_ERR_UNALIGNED: the data does not have that alignment; nothing is ever copied to mend it. XROM_ERR_IS_DIRECTORY:
 * the node is a directory. XROM_ERR_ARGUMENT: `align` is no power of two. Else as xrom_stat().
 */
int xrom_data(const struct xrom_image *image, const struct xrom_node *node, uint32_t align, const void **data,
              uint32_t *size);

/*
 * Copies up to `size` bytes of a file, from `offset` in the file on, to a buffer, and tells how many: fewer than asked for
 * where the file ends, none at or past its end. Errors as xrom_data(). The buffer must not overlap the image.
 */
int xrom_read(const struct xrom_image *image, const struct xrom_node *node, uint32_t offset, void *buffer,
              uint32_t size, uint32_t *copied);

/* ---- List ---- */

/* A position in a directory. */
struct xrom_iter {
    uint32_t position; /* offset of the next record */
    uint32_t end;      /* offset of the end of the directory */
};

/*
 * Begins to list a directory.
 *
 * XROM_ERR_NOT_DIRECTORY: the node is a file. Reads nothing.
 */
int xrom_iterate(const struct xrom_node *directory, struct xrom_iter *iter);

/*
 * Gives the next file or directory, in the order of the image, later ones of equal name included.
 *
 * XROM_ERR_END: there is no further one. Damage: a record is broken; each further call gives the same error.
 * XROM_ERR_ARGUMENT: an iterator of another image.
 *
 * Reads one record, and those of unknown kind before it.
 */
int xrom_next(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_node *node);

/*
 * A walk over a directory and all below it, each directory before what it holds. `levels` is an array of the caller's,
 * one element for the directory itself and one for each level of directories below it (1 where there are none; one more than
 * the levels of the deepest path, which `xrom info` tells, always suffice); it must live as long as the walk.
 */
struct xrom_walk {
    uint32_t *levels; /* ends of the directories that the walk is inside of */
    uint32_t level_count;
    uint32_t depth;    /* how many of them are in use, less one: the depth of the next node, where it is found there */
    uint32_t position; /* offset of the next record */
};

/*
 * Begins a walk of all below a directory.
 *
 * XROM_ERR_ARGUMENT: `level_count` is 0. XROM_ERR_NOT_DIRECTORY: the node is a file. Reads nothing.
 */
int xrom_walk(const struct xrom_node *directory, uint32_t *levels, uint32_t level_count, struct xrom_walk *walk);

/*
 * Gives the next node and its depth: 0 for what stands in the directory itself, and so on.
 *
 * XROM_ERR_END: there is no further one. XROM_ERR_LEVELS: the next node is a directory one level deeper than `levels`
 * has room for. Damage: a record is broken. After an error each further call gives the same.
 */
int xrom_walk_next(const struct xrom_image *image, struct xrom_walk *walk, struct xrom_node *node, uint32_t *depth);

/* ---- Check ---- */

/* The first fault that a check met. */
struct xrom_fault {
    int error;       /* its kind */
    uint32_t offset; /* of the record at fault, from the first byte of the image */
};

/*
 * Walks the whole image and holds every record in it against the format: all that other functions could stumble over, in
 * any order of calls. What it passes, every lookup and listing reads without damage.
 *
 * Returns 0, or the error of the first fault and, unlike other functions, describes it in `fault` (xrom_path_at() tells
 * the path). XROM_ERR_LEVELS: the tree is deeper than `levels` has room for; the rest is not checked. XROM_ERR_ARGUMENT:
 * `level_count` is 0; nothing is described.
 *
 * Cost: reads each record once, no file data.
 */
int xrom_check(const struct xrom_image *image, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault);

/*
 * The same in steps, for who has a watchdog to feed, or looks at each node anyway: as xrom_walk_next(), it gives the next
 * node and its depth, and holds all records up to it, and those in it where it is a file, against the format. A walk from
 * the root that ends with XROM_ERR_END is the check of the whole image; no use of the image has to wait for it.
 *
 *     struct xrom_node node = xrom_root(&image);
 *     int error = xrom_walk(&node, levels, level_count, &walk);
 *     while (!error && !(error = xrom_walk_check(&image, &walk, &node, &depth, &fault))) feed_watchdog();
 *     bool sound = error == XROM_ERR_END;
 *
 * Errors as of xrom_walk_next(), described in `fault` but for XROM_ERR_END. After one each further call gives the same.
 */
int xrom_walk_check(const struct xrom_image *image, struct xrom_walk *walk, struct xrom_node *node, uint32_t *depth,
                    struct xrom_fault *fault);

/*
 * Writes the path of the deepest readable node whose record holds the byte at `offset` to a buffer of `capacity` bytes:
 * "/fonts/arial10.mpy", or "/" for what is in no node, zero-terminated.
 *
 * XROM_ERR_BUFFER: it does not fit (as many bytes as the image has always suffice); the buffer then holds the part that does.
 *
 * Reads the records before the node, in each directory on the way.
 */
int xrom_path_at(const struct xrom_image *image, uint32_t offset, char *buffer, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
