/* SPDX-License-Identifier: MIT */
/*
 * An audit: what each file costs in flash and in RAM, and what it would cost as a compiled module in an image. Collected
 * from images, folders and single files; then shown as a table, as JSON or as a picture.
 */
#ifndef XROM_TOOL_AUDIT_H
#define XROM_TOOL_AUDIT_H

#include <xrom/build.h>
#include <xrom/mpy_cost.h>

#include "audit/audit_names.h"
#include "cli/arguments.h"

enum audit_kind {
    AUDIT_DATA,   /* no module: read where it lies */
    AUDIT_SOURCE, /* .py */
    AUDIT_MODULE, /* .mpy */
    AUDIT_BROKEN  /* a .mpy that cannot be imported */
};

/* What the import of a module takes. */
struct audit_ram {
    bool known;
    struct xrom_mpy_cost cost; /* where it is known */
};

struct audit_row {
    char *path; /* as it is shown */
    enum audit_kind kind;
    uint32_t arch;                /* of a module's native code */
    uint64_t size;                /* of the data, in bytes */
    bool in_place;                /* used where it lies */
    const char *why;              /* it is not; null: it is */
    const char *advice;           /* what to do; null: nothing */
    bool is_hidden;               /* never imported: its source stands beside it */
    struct audit_ram now;         /* all zero for data */
    struct audit_ram precompiled; /* of a source: as a module in an image; else as `now` */
    uint64_t precompiled_size;    /* of the data then, in bytes */
};

/* Totals, in bytes. */
struct audit_sum {
    uint64_t image;  /* size of the image */
    uint64_t own;    /* RAM of the modules themselves */
    uint64_t shared; /* RAM of what all modules share: tables of names, and texts in them */
    bool has_image;  /* the size of the image is known */
    bool has_ram;    /* the RAM of every module is known */
    bool is_partial; /* of some module only a part of it is: the sum is a lower bound */
};

struct audit {
    const struct arguments *arguments;
    const struct xrom_mpy_profile *profile;
    struct audit_row *rows; /* each operand's in the order of their paths */
    size_t count, capacity;
    struct audit_names names; /* of all modules */
    size_t source_count;
    struct audit_sum now, precompiled;
};

/* Looks at an operand: a folder, an image, or a single .py or .mpy. False after a message; rows may have been added. */
bool audit_operand(struct audit *audit, const char *operand);

/* Takes a module's bytes to pieces: kind, place, cost. `path` is that in the image. */
void audit_module(struct audit *audit, struct audit_row *row, const char *path, const void *bytes, size_t size);

/* The same for what a source became. */
void audit_compiled(struct audit *audit, struct audit_row *row, const char *path, const void *bytes, size_t size);

/* Adds up the rows. */
void audit_add_up(struct audit *audit);

/* The word for a row's kind: "source", "bytecode", "native (armv6m)".. Constant text, or in `buffer`. */
enum { AUDIT_KIND_SIZE = 32 };
const char *audit_kind_text(const struct audit_row *row, char buffer[AUDIT_KIND_SIZE]);

/* The three ways to show it. The picture goes to a file; false after a message. */
void audit_print(const struct audit *audit);
void audit_write_json(const struct audit *audit);
bool audit_draw(const struct audit *audit, const char *file);

void audit_clear(struct audit *audit);

#endif
