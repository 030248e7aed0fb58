/* SPDX-License-Identifier: MIT */
/* An audit as JSON, with all that is known of each figure. */
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "text/json.h"

static void write_ram(struct json *json, const char *key, const struct audit_ram *ram)
{
    static const char *const sureness[] = {"exact", "followed", "guess"};
    const struct xrom_mpy_cost *cost = &ram->cost;

    if (!ram->known) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_number(json, "total", cost->total);
    json_number(json, "context", cost->context);
    json_number(json, "globals", cost->globals);
    json_number(json, "tables", cost->tables);
    json_number(json, "objects", cost->objects);
    json_number(json, "functions", cost->functions);
    json_number(json, "classes", cost->classes);
    json_number(json, "built", cost->built);
    json_number(json, "code", cost->code);
    json_number(json, "native", cost->native);
    json_text(json, "sureness", sureness[cost->sureness]);
    json_bool(json, "partial", cost->is_partial != 0);
    if (cost->sureness != XROM_MPY_EXACT) {
        json_text(json, "reason", xrom_mpy_reason_text(cost->reason));
        json_number(json, "reason_offset", cost->reason_offset);
    }
    json_close(json, '}');
}

static void write_row(struct json *json, const struct audit_row *row)
{
    static const char *const kinds[] = {"data", "source", "module", "broken"};

    json_open(json, NULL, '{');
    json_bytes(json, "path", row->path, strlen(row->path));
    json_text(json, "kind", kinds[row->kind]);
    if (row->kind == AUDIT_MODULE) {
        json_text(json, "arch", xrom_mpy_arch_text(row->arch));
    }
    json_number(json, "size", row->size);
    json_bool(json, "in_place", row->in_place);
    if (row->why) {
        json_text(json, "why", row->why);
    }
    if (row->advice) {
        json_text(json, "advice", row->advice);
    }
    if (row->kind == AUDIT_SOURCE || row->kind == AUDIT_MODULE) {
        json_bool(json, "imported", !row->is_hidden);
        write_ram(json, "ram", &row->now);
    }
    if (row->kind == AUDIT_SOURCE && row->precompiled.known) {
        json_number(json, "precompiled_size", row->precompiled_size);
        write_ram(json, "precompiled_ram", &row->precompiled);
    }
    json_close(json, '}');
}

static void write_sum(struct json *json, const char *key, const struct audit_sum *sum)
{
    json_open(json, key, '{');
    if (sum->has_image) {
        json_number(json, "image_size", sum->image);
    } else {
        json_null(json, "image_size");
    }
    if (sum->has_ram) {
        json_number(json, "ram", sum->own + sum->shared);
        json_bool(json, "partial", sum->is_partial);
        json_number(json, "ram_modules", sum->own);
        json_number(json, "ram_shared", sum->shared);
    } else {
        json_null(json, "ram");
    }
    json_close(json, '}');
}

void audit_write_json(const struct audit *audit)
{
    struct json json = {0, false, 0, false};

    json_open(&json, NULL, '{');
    json_open(&json, "files", '[');
    for (size_t i = 0; i < audit->count; i++) {
        write_row(&json, &audit->rows[i]);
    }
    json_close(&json, ']');
    json_number(&json, "sources", audit->source_count);
    write_sum(&json, "now", &audit->now);
    write_sum(&json, "precompiled", &audit->precompiled);
    json_close(&json, '}');
}
