/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <xrom/xrom.h>

#include "promises.h"

#define LEVELS 24
#define NAME_CAPACITY 512

/* Lookups of all names of a large directory take long: of more than this many entries, only some are looked up. */
#define ALL_LOOKED_UP 64

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            return #condition;                                                                                         \
        }                                                                                                              \
    } while (0)

/* What has been found out about an image so far. */
struct findings {
    const struct xrom_image *image;
    struct xrom_fault fault; /* of the check; error 0: none */
    int damage;              /* that a call reported; 0: none */
    struct xrom_node directories[LEVELS];
    struct xrom_iter listings[LEVELS];
    uint32_t counts[LEVELS];    /* of entries listed so far */
    bool without_zeros[LEVELS]; /* in the names of the directory and of those above it */
};

static bool is_same_node(const struct xrom_node *a, const struct xrom_node *b)
{
    return a->kind == b->kind && a->name == b->name && a->body == b->body && a->end == b->end;
}

/* Notes an error that a call returned, of which only some are right where the arguments are. */
static const char *note(struct findings *findings, int error)
{
    MUST(error == XROM_OK || xrom_is_damage(error));
    MUST(error != XROM_ERR_NOT_ROMFS && error != XROM_ERR_TOO_LARGE && error != XROM_ERR_TRUNCATED);
    if (error && !findings->damage) {
        findings->damage = error;
    }
    return NULL;
}

static const char *hold_data(struct findings *findings, const struct xrom_node *node)
{
    const struct xrom_image *image = findings->image;
    struct xrom_stat stat;
    uint8_t buffer[64];
    const void *data;
    uint32_t size, copied;
    int error = xrom_stat(image, node, &stat);
    const char *broken = note(findings, error);

    if (broken) {
        return broken;
    }
    if (error) {
        MUST(node->kind == XROM_FILE);
        MUST(xrom_data(image, node, 1, &data, &size) == error);
        MUST(xrom_read(image, node, 0, buffer, sizeof buffer, &copied) == error);
        return NULL;
    }
    MUST(stat.kind == node->kind);
    MUST(stat.offset <= image->size && stat.size <= image->size - stat.offset);
    if (node->kind == XROM_DIRECTORY) {
        MUST(stat.offset == node->body && stat.size == node->end - node->body);
        MUST(xrom_data(image, node, 1, &data, &size) == XROM_ERR_IS_DIRECTORY);
        return NULL;
    }
    MUST(xrom_data(image, node, 1, &data, &size) == XROM_OK);
    MUST(data == image->base + stat.offset && size == stat.size);
    MUST(xrom_read(image, node, 1, buffer, sizeof buffer, &copied) == XROM_OK);
    MUST(copied <= sizeof buffer && copied <= size);
    MUST(copied == sizeof buffer || copied == (size > 0 ? size - 1 : 0));
    MUST(copied == 0 || memcmp(buffer, (const uint8_t *)data + 1, copied) == 0);
    return NULL;
}

/* Finds the first entry of a name in a directory, by listing it. */
static const char *find_first(const struct xrom_image *image, const struct xrom_node *directory, const char *name,
                              uint32_t size, struct xrom_node *first)
{
    struct xrom_iter iter;
    char other[NAME_CAPACITY];

    MUST(xrom_iterate(directory, &iter) == XROM_OK);
    for (;;) {
        MUST(xrom_next(image, &iter, first) == XROM_OK);
        if (xrom_name_size(first) == size && xrom_name(image, first, other, sizeof other) == XROM_OK &&
            memcmp(other, name, size) == 0) {
            return NULL;
        }
    }
}

/* Looks a node up by its name in its directory. A name with a slash, or an empty one, is no path of one part. */
static const char *hold_lookup(const struct xrom_image *image, const struct xrom_node *directory,
                               const struct xrom_node *node)
{
    struct xrom_node first, found;
    char name[NAME_CAPACITY];
    uint32_t size = xrom_name_size(node);
    const char *broken;

    if (size >= sizeof name) {
        MUST(xrom_name(image, node, name, sizeof name) == XROM_ERR_BUFFER);
        return NULL;
    }
    MUST(xrom_name(image, node, name, sizeof name) == XROM_OK);
    MUST(name[size] == '\0');
    if (size == 0 || memchr(name, '/', size)) {
        return NULL;
    }
    broken = find_first(image, directory, name, size, &first);
    if (broken) {
        return broken;
    }
    MUST(xrom_lookup_from(image, directory, name, size, &found) == XROM_OK);
    MUST(is_same_node(&first, &found));
    return NULL;
}

/* The path of a byte of the name ends with that name, where zeros do not end it before. */
static const char *hold_path(const struct findings *findings, const struct xrom_node *node, uint32_t depth)
{
    char path[4096], name[NAME_CAPACITY];
    uint32_t size = xrom_name_size(node);
    int error = xrom_path_at(findings->image, node->name, path, sizeof path);

    MUST(error == XROM_OK || error == XROM_ERR_BUFFER);
    if (error || size == 0 || !findings->without_zeros[depth] ||
        xrom_name(findings->image, node, name, sizeof name) != XROM_OK || strlen(name) != size) {
        return NULL;
    }
    MUST(strlen(path) > size && strlen(path) < findings->image->size);
    MUST(strcmp(path + strlen(path) - size, name) == 0);
    MUST(path[strlen(path) - size - 1] == '/');
    return NULL;
}

/* Holds a node that the walk gave at a depth, in the directory that it gave before. */
static const char *hold_node(struct findings *findings, const struct xrom_node *node, uint32_t depth)
{
    const struct xrom_image *image = findings->image;
    const struct xrom_node *directory = &findings->directories[depth];
    struct xrom_node listed;
    const char *broken;

    MUST(node->kind == XROM_FILE || node->kind == XROM_DIRECTORY);
    MUST(directory->body < node->name && node->name <= node->body && node->body <= node->end);
    MUST(node->end <= directory->end);

    MUST(xrom_next(image, &findings->listings[depth], &listed) == XROM_OK);
    MUST(is_same_node(node, &listed));
    if (node->kind == XROM_DIRECTORY) {
        findings->directories[depth + 1] = *node;
        findings->counts[depth + 1] = 0;
        findings->without_zeros[depth + 1] =
            findings->without_zeros[depth] && !memchr(image->base + node->name, '\0', xrom_name_size(node));
        MUST(xrom_iterate(node, &findings->listings[depth + 1]) == XROM_OK);
    }

    broken = hold_data(findings, node);
    if (!broken && (findings->counts[depth]++ < ALL_LOOKED_UP || findings->counts[depth] % 16 == 0)) {
        broken = hold_lookup(image, directory, node);
        if (!broken) {
            broken = hold_path(findings, node, depth);
        }
    }
    return broken;
}

/* Holds the walk that checks against the plain one, up to where a record is at fault that the plain one need not look at. */
static const char *hold_checking_walk(const struct findings *findings)
{
    struct xrom_node root = xrom_root(findings->image);
    uint32_t levels[LEVELS - 1], plain_levels[LEVELS - 1];
    struct xrom_walk walk, plain;
    struct xrom_node node, plain_node;
    struct xrom_fault fault = {XROM_OK, 0};
    uint32_t depth, plain_depth;
    int error;

    MUST(xrom_walk(&root, levels, LEVELS - 1, &walk) == XROM_OK);
    MUST(xrom_walk(&root, plain_levels, LEVELS - 1, &plain) == XROM_OK);
    while ((error = xrom_walk_check(findings->image, &walk, &node, &depth, &fault)) == XROM_OK) {
        MUST(xrom_walk_next(findings->image, &plain, &plain_node, &plain_depth) == XROM_OK);
        MUST(memcmp(&node, &plain_node, sizeof node) == 0 && depth == plain_depth);
    }
    MUST(xrom_walk_check(findings->image, &walk, &node, &depth, &fault) == error);
    if (error == XROM_ERR_END) {
        MUST(xrom_walk_next(findings->image, &plain, &plain_node, &plain_depth) == error);
        MUST(findings->fault.error == XROM_OK && fault.error == XROM_OK);
    } else {
        MUST(error == findings->fault.error && error == fault.error && fault.offset == findings->fault.offset);
    }
    return NULL;
}

static const char *hold_walk(struct findings *findings)
{
    struct xrom_node root = xrom_root(findings->image);
    uint32_t levels[LEVELS - 1];
    struct xrom_walk walk;
    struct xrom_node node;
    uint32_t depth;
    int error;

    findings->directories[0] = root;
    findings->counts[0] = 0;
    findings->without_zeros[0] = true;
    MUST(xrom_iterate(&root, &findings->listings[0]) == XROM_OK);
    MUST(xrom_walk(&root, levels, LEVELS - 1, &walk) == XROM_OK);
    while ((error = xrom_walk_next(findings->image, &walk, &node, &depth)) == XROM_OK) {
        const char *broken;

        MUST(depth < LEVELS - 1);
        broken = hold_node(findings, &node, depth);
        if (broken) {
            return broken;
        }
    }
    MUST(xrom_walk_next(findings->image, &walk, &node, &depth) == error);
    if (error == XROM_ERR_LEVELS) {
        MUST(findings->fault.error != XROM_OK);
        return NULL;
    }
    if (error == XROM_ERR_END) {
        return NULL;
    }
    MUST(xrom_next(findings->image, &findings->listings[walk.depth], &node) == error);
    MUST(xrom_next(findings->image, &findings->listings[walk.depth], &node) == error);
    return note(findings, error);
}

/* Holds the check against the walk and all that it met. */
static const char *hold_check(struct findings *findings)
{
    uint32_t levels[LEVELS - 1];
    char path[4096];
    int error = xrom_check(findings->image, levels, LEVELS - 1, &findings->fault);
    const char *broken;

    if (error) {
        MUST(findings->fault.error == error);
        MUST(error == XROM_ERR_LEVELS || xrom_is_damage(error));
        MUST(findings->fault.offset < findings->image->size);
        error = xrom_path_at(findings->image, findings->fault.offset, path, sizeof path);
        MUST(error == XROM_OK || error == XROM_ERR_BUFFER);
    } else {
        findings->fault.error = XROM_OK;
    }
    broken = hold_checking_walk(findings);
    if (!broken) {
        broken = hold_walk(findings);
    }
    if (!broken && findings->damage) {
        MUST(findings->fault.error != XROM_OK);
    }
    return broken;
}

const char *broken_promise(const uint8_t *bytes, size_t size)
{
    struct xrom_image image, untouched;
    struct findings findings;
    int error;

    memset(&image, 0xa5, sizeof image);
    untouched = image;
    error = xrom_open(&image, bytes, size);
    if (error) {
        /* What is an image may ask for an alignment that these bytes do not have. */
        MUST(xrom_is_damage(error) || error == XROM_ERR_UNALIGNED);
        MUST(memcmp(&image, &untouched, sizeof image) == 0);
        return NULL;
    }
    MUST(image.base == bytes);
    MUST(image.size <= size);
    MUST(image.root >= 4 && image.root <= image.size);
    memset(&findings, 0, sizeof findings);
    findings.image = &image;
    return hold_check(&findings);
}
