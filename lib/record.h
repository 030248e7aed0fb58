/* SPDX-License-Identifier: MIT */
/* Records: what the cursor reads, taken apart one by one. */
#ifndef XROM_RECORD_H
#define XROM_RECORD_H

#include "cursor.h"
#include "format.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Which records to find. The kinds 2 and 3, and 4 and 5, belong together and differ in the lowest bit alone. */
enum xrom_record_group {
    XROM_RECORDS_ALL = 0,
    XROM_RECORDS_DATA = XROM_RECORD_DATA | 1,      /* and XROM_RECORD_POINTER */
    XROM_RECORDS_ENTRY = XROM_RECORD_DIRECTORY | 1 /* and XROM_RECORD_FILE */
};

/*
 * Takes the next record of a group apart, and skips others, which are held against the format too; the cursor then
 * stands behind it. Gives in cursor->record its kind, the range of its name (an empty one where its kind has none), of
 * its body, which is the rest of the payload, and its end. All lie within the range of the cursor.
 *
 * XROM_ERR_NOT_FOUND: there is none up to the end. XROM_ERR_ARGUMENT: the cursor was set to no range of the image. Else
 * damage; of the record only the kind may then have a meaning.
 */
int xrom_record_find(struct xrom_cursor *cursor, enum xrom_record_group group);

/* The same for the next record of one kind. */
int xrom_record_find_kind(struct xrom_cursor *cursor, uint32_t kind);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
