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

/* What was found out about an image so far: no problem, one that is only what the user does not want, or damage. */
enum finding { FINE, UNWANTED, DAMAGED };

/* Puts damage in the place of the problem that there may have been. */
static enum finding take(struct problem *problem, enum finding before, const struct problem *damage)
{
    if (before != FINE) {
        problem_clear(problem);
    }
    *problem = *damage;
    return DAMAGED;
}

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

/* Both; the second only where nothing was found so far. */
static enum finding verify_file(struct problem *problem, enum finding before, struct scan *scan, uint32_t min_align,
                                struct content_hashes *hashes)
{
    struct problem damage;

    if (!verify_said(&damage, &scan->input->image, &scan->node, hashes)) {
        scan_locate(scan, &damage);
        return take(problem, before, &damage);
    }
    if (before == FINE && min_align > 1 && !verify_align(problem, scan, min_align)) {
        scan_locate(scan, problem);
        return UNWANTED;
    }
    return before;
}

/* Goes on with a check through all nodes. Gives what the user does not want of them, or metadata that is damaged. */
static enum finding verify_nodes(struct problem *problem, struct scan *scan, const struct arguments *arguments,
                                 struct verified *verified, struct content_hashes *hashes, int *error)
{
    struct xrom_record foreign = {0, UINT32_MAX, 0, 0, 0};
    enum finding finding = FINE;

    if (arguments->mpremote) {
        find_foreign(&scan->input->image, &scan->node, &foreign);
    }
    while ((*error = scan_next(scan)) == XROM_OK) {
        verified->is_surprising |= hidden_is_possible(scan) || warnings_name_fault(scan);
        if (arguments->mpremote) {
            find_foreign(&scan->input->image, &scan->node, &foreign);
        }
        if (finding != DAMAGED && scan->node.kind == XROM_FILE) {
            finding = verify_file(problem, finding, scan, arguments->min_align, hashes);
        }
    }
    if (finding == FINE && arguments->mpremote && foreign.offset != UINT32_MAX) {
        problem_set(problem, "build it with --mpremote", "a record of kind %" PRIu32 ", which mpremote does not write",
                    foreign.kind);
        problem_locate(problem, &scan->input->image, foreign.offset);
        finding = UNWANTED;
    }
    return finding;
}

/* Holds what is known of the checksum against what is wanted. False with a problem. */
static bool verify_sum(struct problem *problem, int error, bool is_required)
{
    if (error == XROM_ERR_NOT_FOUND && is_required) {
        problem_set(problem, "build it without --no-checksum and --mpremote", "it has no checksum");
        return false;
    }
    if (error && error != XROM_ERR_NOT_FOUND) {
        problem_set_error(problem, error);
        return false;
    }
    return true;
}

/* The same for damage that the library told. */
static enum finding take_fault(struct problem *problem, enum finding before, const struct xrom_image *image,
                               const struct xrom_fault *fault)
{
    struct problem damage;

    problem_set_error(&damage, fault->error);
    problem_locate(&damage, image, fault->offset);
    return take(problem, before, &damage);
}

/* Holds the index against the tree, and the hashes against the data. */
static enum finding verify_rest(struct problem *problem, enum finding before, const struct xrom_image *image,
                                struct content_hashes *hashes, struct verified *verified)
{
    struct problem damage;
    struct xrom_fault fault;
    int error = verify_index(image, &fault);

    verified->has_index = error == XROM_OK;
    verified->has_hashes = hashes->count > 0;
    if (error && error != XROM_ERR_NOT_FOUND) {
        return take_fault(problem, before, image, &fault);
    }
    if (before != DAMAGED && !content_hashes_verify(hashes, image, &damage)) {
        return take(problem, before, &damage);
    }
    return before;
}

/*
 * Checks all records, and looks at all nodes, in one pass: in a large image each pass waits for memory at each node. Sets
 * `error` where a record is damaged. Gives the problem that counts most: a damaged record, the index, other damage, the rest.
 */
static enum finding verify_tree(struct problem *problem, const struct input *input, const struct arguments *arguments,
                                struct verified *verified, int *error)
{
    const struct xrom_image *image = &input->image;
    struct content_hashes hashes = {NULL, 0, 0};
    struct xrom_fault fault;
    struct scan scan;
    enum finding finding;

    scan_begin_check(&scan, input);
    finding = verify_nodes(problem, &scan, arguments, verified, &hashes, error);
    verified->file_count = scan.file_count;
    verified->directory_count = scan.directory_count;
    fault = scan.fault;
    scan_end(&scan, XROM_ERR_END);
    if (*error != XROM_ERR_END) {
        fault.error = *error;
        finding = take_fault(problem, finding, image, &fault);
    } else {
        *error = XROM_OK;
        finding = verify_rest(problem, finding, image, &hashes, verified);
    }
    content_hashes_clear(&hashes);
    return finding;
}

bool verify_image(struct problem *problem, const struct input *input, const struct arguments *arguments,
                  struct verified *verified)
{
    struct checksum checksum;
    struct problem other;
    enum finding finding;
    int damage, error;

    memset(verified, 0, sizeof *verified);
    checksum_begin(&checksum, &input->image);
    finding = verify_tree(&other, input, arguments, verified, &damage);
    error = checksum_end(&checksum);
    verified->has_checksum = error == XROM_OK;
    /* A wrong sum explains whatever else is wrong, but does not tell where that is. That there is none explains nothing. */
    if ((!damage && !verify_sum(problem, error, arguments->require_checksum && finding != DAMAGED)) ||
        (finding != DAMAGED && !verify_root(problem, &input->image, verified->has_checksum))) {
        if (finding != FINE) {
            problem_clear(&other);
        }
        return false;
    }
    if (finding != FINE) {
        *problem = other;
    }
    return finding == FINE;
}
