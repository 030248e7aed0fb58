/* SPDX-License-Identifier: MIT */
/* What a module is, whether it runs in place, and what its import takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "host/memory.h"
#include "mpy/module.h"

/* Where firmware mounts an image. */
#define MOUNT "/rom"

/* The size of the path of the folder that a module is the __init__ of, once mounted; 0: it is none. */
static uint32_t package_path_size(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    if (strncmp(name, "__init__.", strlen("__init__.")) != 0) {
        return 0;
    }
    return (uint32_t)(strlen(MOUNT) + (slash ? (size_t)(slash - path) + 1 : 0));
}

static void predict(const struct audit *audit, const struct xrom_mpy *mpy, const char *path, bool in_place,
                    struct audit_ram *ram)
{
    const struct xrom_mpy_import import = {audit->profile, in_place, package_path_size(path)};
    size_t work_size = xrom_mpy_cost_work(mpy);
    void *work = memory_grow(NULL, work_size, 1);

    ram->known = xrom_mpy_cost(mpy, &import, work, work_size, &ram->cost) == XROM_OK;
    free(work);
}

void audit_module(struct audit *audit, struct audit_row *row, const char *path, const void *bytes, size_t size)
{
    struct xrom_fault fault;
    struct xrom_mpy mpy;
    int error = module_open(&mpy, bytes, size, &fault);

    row->kind = AUDIT_MODULE;
    if (error) {
        row->kind = AUDIT_BROKEN;
        row->why = error == XROM_ERR_MPY_VERSION ? "another version of .mpy" : "damaged";
        row->advice = "compile it again";
        return;
    }
    row->arch = mpy.arch;
    row->in_place = mpy.arch == XROM_MPY_BYTECODE_ONLY;
    if (!row->in_place) {
        row->why = "machine code is copied";
        row->advice = "use native code only where speed counts";
    }
    predict(audit, &mpy, path, true, &row->now);
    row->precompiled = row->now;
    if (!row->is_hidden) {
        audit_names_add(&audit->names, &mpy, path, false);
    }
}

void audit_compiled(struct audit *audit, struct audit_row *row, const char *path, const void *bytes, size_t size)
{
    struct xrom_fault fault;
    struct xrom_mpy mpy;

    if (module_open(&mpy, bytes, size, &fault) != XROM_OK) {
        return; /* as if it had not been compiled */
    }
    /* A source is compiled in RAM, and what it becomes stays there, as from a file system that copies. */
    predict(audit, &mpy, path, false, &row->now);
    predict(audit, &mpy, path, true, &row->precompiled);
    row->precompiled_size = size;
    audit_names_add(&audit->names, &mpy, path, true);
}

const char *audit_kind_text(const struct audit_row *row, char buffer[AUDIT_KIND_SIZE])
{
    switch (row->kind) {
    case AUDIT_SOURCE: return "source";
    case AUDIT_BROKEN: return "broken .mpy";
    case AUDIT_MODULE: break;
    default: return "data";
    }
    if (row->arch == XROM_MPY_BYTECODE_ONLY) {
        return "bytecode";
    }
    snprintf(buffer, AUDIT_KIND_SIZE, "native %s", xrom_mpy_arch_text(row->arch));
    return buffer;
}

/* Adds what a module takes. */
static void add(struct audit_sum *sum, const struct audit_row *row, const struct audit_ram *ram)
{
    if (row->is_hidden || row->kind == AUDIT_DATA || row->kind == AUDIT_BROKEN) {
        return;
    }
    if (ram->known) {
        sum->own += ram->cost.total;
        sum->is_partial = sum->is_partial || ram->cost.is_partial != 0;
    } else {
        sum->has_ram = false;
    }
}

void audit_add_up(struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++) {
        add(&audit->now, &audit->rows[i], &audit->rows[i].now);
        add(&audit->precompiled, &audit->rows[i], &audit->rows[i].precompiled);
    }
    audit->now.shared = audit_names_ram(&audit->names, audit->profile, false);
    audit->precompiled.shared = audit_names_ram(&audit->names, audit->profile, true);
}
