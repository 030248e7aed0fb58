/* SPDX-License-Identifier: MIT */
#include "image/verify.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/index.h>
#include <xrom/metadata.h>
#include <xrom/record.h>

#include "host/memory.h"
#include "image/alignment.h"
#include "image/checksum.h"
#include "image/constants.h"
#include "image/content_hashes.h"
#include "image/hidden.h"
#include "image/scan.h"
#include "image/verify_root.h"
#include "image/warnings.h"

enum { FIRST_LEVELS = 32 };

int verify_index(const struct xrom_image *image, struct xrom_fault *fault)
{
    struct xrom_index index;
    uint32_t *levels = NULL;
    uint32_t level_count = FIRST_LEVELS;
    int error = xrom_index_open(&index, image);

    fault->error = error;
    fault->offset = image->root;
    if (error || !index.slots) {
        return error ? error : XROM_ERR_NOT_FOUND;
    }
    /* A directory takes two bytes at least, so the size of the image bounds the depth, and with it this loop. */
    for (;;) {
        levels = memory_grow(levels, level_count, sizeof *levels);
        error = xrom_index_check(&index, levels, level_count, fault);
        if (error != XROM_ERR_LEVELS || level_count > image->size) {
            break;
        }
        level_count *= 2;
    }
    free(levels);
    return error;
}

/* Finds the first record in a node that mpremote would not have written, if it stands before `first`. */
static void find_foreign(const struct xrom_image *image, const struct xrom_node *node, struct xrom_record *first)
{
    struct xrom_iter iter = xrom_records(node);
    struct xrom_record record;

    while (xrom_record_next(image, &iter, &record) == XROM_OK && record.offset < first->offset) {
        bool is_written = node->kind == XROM_FILE
                              ? record.kind == XROM_RECORD_DATA
                              : record.kind == XROM_RECORD_DIRECTORY || record.kind == XROM_RECORD_FILE;
        if (!is_written) {
            *first = record;
        }
    }
}

/* Whether what counts of a file is aligned, and where that is: of a module its largest bytes constant. */
static bool is_aligned(struct scan *scan, const struct xrom_stat *stat, uint32_t align, uint32_t *offset)
{
    const struct module_constant *largest;
    struct constants constants;

    *offset = stat->offset;
    if (constants_find(&constants, scan) == XROM_OK) {
        largest = module_largest(constants.all, constants.count);
        *offset = largest ? largest->offset : stat->offset;
    }
    constants_clear(&constants);
    return *offset % align == 0;
}

/* Whether more stands in a file than one record, its data. In most images nothing does: then nobody looks for it. */
static bool is_said_something(const struct xrom_image *image, const struct xrom_node *file)
{
    struct xrom_iter iter = xrom_records(file);
    struct xrom_record record;

    return xrom_record_next(image, &iter, &record) != XROM_OK || record.end != file->end;
}

/*
 * Holds what is said about a file that has been checked against the format: its time could be too long. Notes its hash.
 * False with a problem.
 */
static bool verify_said(struct problem *problem, const struct xrom_image *image, const struct xrom_node *file,
                        struct content_hashes *hashes)
{
    uint32_t seconds;
    int error;

    if (!is_said_something(image, file)) {
        return true;
    }
    error = xrom_modified(image, file, &seconds);
    if (error && error != XROM_ERR_NOT_FOUND) {
        problem_set_error(problem, error == XROM_ERR_BUFFER ? XROM_ERR_VARUINT : error);
        return false;
    }
    return content_hashes_note(hashes, image, file, problem);
}

/* Holds the data of a file against what the user asks for. False with a problem. */
static bool verify_align(struct problem *problem, struct scan *scan, uint32_t min_align)
{
    struct xrom_stat stat;
    uint32_t offset;
    int error = xrom_stat(&scan->input->image, &scan->node, &stat);

    if (error) {
        problem_set_error(problem, error);
        return false;
    }
    if (!is_aligned(scan, &stat, min_align, &offset)) {
        problem_set(
            problem, "build it with a larger --align", "%s at %" PRIu32 " is aligned to %" PRIu32 ", not %" PRIu32,
            offset == stat.offset ? "data" : "the largest bytes constant", offset, alignment(offset), min_align);
        return false;
    }
    return true;
}

/* Both. */
static bool verify_file(struct problem *problem, struct scan *scan, uint32_t min_align, struct content_hashes *hashes)
{
    bool good = verify_said(problem, &scan->input->image, &scan->node, hashes) &&
                (min_align <= 1 || verify_align(problem, scan, min_align));

    if (!good) {
        scan_locate(scan, problem);
    }
    return good;
}

/* Goes on with a check through all nodes. False with what the user does not want of them, or metadata that is damaged. */
static bool verify_nodes(struct problem *problem, struct scan *scan, const struct arguments *arguments,
                         struct verified *verified, struct content_hashes *hashes, int *error)
{
    struct xrom_record foreign = {0, UINT32_MAX, 0, 0, 0};
    bool good = true;

    find_foreign(&scan->input->image, &scan->node, &foreign);
    while ((*error = scan_next(scan)) == XROM_OK) {
        verified->is_surprising |= hidden_is_possible(scan) || warnings_name_fault(scan);
        if (arguments->mpremote) {
            find_foreign(&scan->input->image, &scan->node, &foreign);
        }
        if (good && scan->node.kind == XROM_FILE) {
            good = verify_file(problem, scan, arguments->min_align, hashes);
        }
    }
    if (good && arguments->mpremote && foreign.offset != UINT32_MAX) {
        problem_set(problem, "build it with --mpremote", "a record of kind %" PRIu32 ", which mpremote does not write",
                    foreign.kind);
        problem_locate(problem, &scan->input->image, foreign.offset);
        good = false;
    }
    return good;
}

/* Holds the checksum against what the user asks for. False with a problem. */
static bool verify_sum(struct problem *problem, int error, const struct arguments *arguments)
{
    if (error == XROM_ERR_NOT_FOUND && arguments->require_checksum) {
        problem_set(problem, "build it without --no-checksum and --mpremote", "it has no checksum");
        return false;
    }
    if (error && error != XROM_ERR_NOT_FOUND) {
        problem_set_error(problem, error);
        return false;
    }
    return true;
}

/* States that the image is damaged, in place of the problem that there may have been. */
static void take_damage(struct problem *problem, bool has_problem, const struct xrom_image *image, int error,
                        uint32_t offset)
{
    if (has_problem) {
        problem_clear(problem);
    }
    problem_set_error(problem, error);
    problem_locate(problem, image, offset);
}

/* Holds the index against the tree, and the hashes against the data. False with a problem. */
static bool verify_rest(struct problem *problem, const struct xrom_image *image, struct content_hashes *hashes,
                        bool good, struct verified *verified)
{
    struct xrom_fault fault;
    int error = verify_index(image, &fault);

    verified->has_index = error == XROM_OK;
    verified->has_hashes = hashes->count > 0;
    if (error && error != XROM_ERR_NOT_FOUND) {
        take_damage(problem, !good, image, error, fault.offset);
        return false;
    }
    return good && content_hashes_verify(hashes, image, problem);
}

/*
 * Checks all records, and looks at all nodes, in one pass: in a large image each pass waits for memory at each node. Sets
 * `error` where a record is damaged. False with the problem that counts most: a damaged record, the index, the rest.
 */
static bool verify_tree(struct problem *problem, const struct input *input, const struct arguments *arguments,
                        struct verified *verified, int *error)
{
    const struct xrom_image *image = &input->image;
    struct content_hashes hashes = {NULL, 0, 0};
    struct xrom_fault fault;
    struct scan scan;
    bool good;

    scan_begin_check(&scan, input);
    good = verify_nodes(problem, &scan, arguments, verified, &hashes, error);
    verified->file_count = scan.file_count;
    verified->directory_count = scan.directory_count;
    fault = scan.fault;
    scan_end(&scan, XROM_ERR_END);
    if (*error != XROM_ERR_END) {
        take_damage(problem, !good, image, *error, fault.offset);
        good = false;
    } else {
        *error = XROM_OK;
        good = verify_rest(problem, image, &hashes, good, verified);
    }
    content_hashes_clear(&hashes);
    return good;
}

bool verify_image(struct problem *problem, const struct input *input, const struct arguments *arguments,
                  struct verified *verified)
{
    struct checksum checksum;
    struct problem other;
    int damage, error;
    bool good;

    memset(verified, 0, sizeof *verified);
    checksum_begin(&checksum, &input->image);
    good = verify_tree(&other, input, arguments, verified, &damage);
    error = checksum_end(&checksum);
    verified->has_checksum = error == XROM_OK;
    /* A wrong sum explains whatever else is wrong, but does not tell where that is. */
    if (!damage && !verify_sum(problem, error, arguments)) {
        if (!good) {
            problem_clear(&other);
        }
        return false;
    }
    if (!good) {
        *problem = other;
        return false;
    }
    return verify_root(problem, &input->image, verified->has_checksum);
}
