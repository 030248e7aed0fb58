/* SPDX-License-Identifier: MIT */
#include "record.h"

/* Moves back from the end of an entry into its payload, takes its name apart, and returns to the end. */
static int find_name(struct xrom_cursor *cursor)
{
    uint32_t parent_end = cursor->end;
    uint32_t end = cursor->record.end;

    xrom_cursor_enter(cursor);
    cursor->record.name = xrom_cursor_skip_sized(cursor);
    cursor->record.body = cursor->record.end;
    cursor->record.end = end;
    cursor->end = parent_end;
    return cursor->error ? XROM_ERR_NAME : XROM_OK;
}

int xrom_record_find(struct xrom_cursor *cursor, enum xrom_record_group group)
{
    struct xrom_node *record = &cursor->record;

    do {
        if (record->end == cursor->end) {
            return cursor->error ? cursor->error : XROM_ERR_NOT_FOUND;
        }
        record->kind = xrom_cursor_varuint(cursor);
        record->name = xrom_cursor_skip_sized(cursor);
        record->body = record->name;
        if (cursor->error) {
            return cursor->error;
        }
        if (record->kind == XROM_RECORD_UNUSED) {
            return XROM_ERR_UNUSED;
        }
    } while (group != XROM_RECORDS_ALL && (record->kind | 1) != group);

    return (record->kind | 1) == XROM_RECORDS_ENTRY ? find_name(cursor) : XROM_OK;
}

int xrom_record_find_kind(struct xrom_cursor *cursor, uint32_t kind)
{
    int error;

    do {
        error = xrom_record_find(cursor, XROM_RECORDS_ALL);
    } while (!error && cursor->record.kind != kind);
    return error;
}
