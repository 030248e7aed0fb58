/* SPDX-License-Identifier: MIT */
#include "record.h"

/* Moves back from the end of an entry into its payload, takes its name apart, and returns to the end. */
static int find_name(struct xrom_cursor *cursor, struct xrom_node *entry)
{
    uint32_t parent_end = cursor->end;

    cursor->position = entry->name;
    cursor->end = entry->end;
    entry->name = xrom_cursor_skip_sized(cursor);
    entry->body = cursor->position;
    cursor->position = entry->end;
    cursor->end = parent_end;
    return cursor->error ? XROM_ERR_NAME : XROM_OK;
}

int xrom_record_find(struct xrom_cursor *cursor, enum xrom_record_group group, struct xrom_node *record)
{
    do {
        if (cursor->position == cursor->end) {
            return XROM_ERR_END;
        }
        record->kind = xrom_cursor_varuint(cursor);
        record->name = xrom_cursor_skip_sized(cursor);
        record->body = record->name;
        record->end = cursor->position;
        if (cursor->error) {
            return cursor->error;
        }
        if (record->kind == XROM_RECORD_UNUSED) {
            return XROM_ERR_UNUSED;
        }
    } while (group != XROM_RECORDS_ALL && (record->kind | 1) != group);

    return (record->kind | 1) == XROM_RECORDS_ENTRY ? find_name(cursor, record) : XROM_OK;
}
