/* SPDX-License-Identifier: MIT */
/* What an operand of xrom audit is, and the tree of files in it. */
#ifndef XROM_TOOL_AUDIT_SUBJECT_H
#define XROM_TOOL_AUDIT_SUBJECT_H

#include <xrom/build.h>

#include "audit/audit_encoded.h"
#include "image/whole.h"

/* An operand while it is looked at. */
struct audit_subject {
    const char *name;
    uint64_t examined; /* bytes of modules */
    struct xrom_tree *tree;
    struct input input; /* of an image */
    bool is_image;
    struct audit_encoded encoded; /* in an image */
    struct whole whole;           /* of a single file */
    bool is_single;
};

/* Makes a tree of an operand: a folder, an image, or a single .py or .mpy. False after a message; to be closed anyway. */
bool audit_subject_open(struct audit_subject *subject, const char *name, const struct arguments *arguments);

/* Adds the size of the image that a tree becomes. False, with a message in the tree: it cannot become one. */
bool audit_subject_measure(struct xrom_tree *tree, uint64_t *size);

void audit_subject_close(struct audit_subject *subject);

#endif
