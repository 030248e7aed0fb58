/* SPDX-License-Identifier: MIT */
/* Records: what the cursor reads, taken apart one by one. */
#ifndef XROM_LIB_RECORD_H
#define XROM_LIB_RECORD_H

#include "cursor.h"
#include "format.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/*
 * Which records to find. Two kinds that differ in the lowest bit alone belong together, and the odd one names both; it
 * is the only one in use among xrom's own.
 */
enum xrom_record_group {
    XROM_RECORDS_ALL = 0,
    XROM_RECORDS_DATA = XROM_RECORD_DATA | 1,      /* and XROM_RECORD_POINTER */
    XROM_RECORDS_ENTRY = XROM_RECORD_DIRECTORY | 1 /* and XROM_RECORD_FILE */
};

#ifndef XROM_DECODE_INLINE

/*
 * Takes the next record of a group apart, and skips others, which are held against the format too; the iterator then
 * stands behind it. Gives its kind, the range of its name (an empty one where its kind has none), of its body, which is
 * the rest of the payload, and its end. All lie within the range of the iterator.
 *
 * XROM_ERR_NOT_FOUND: there is none up to the end. XROM_ERR_ARGUMENT: the iterator is no range of the image. Else
 * damage. Nothing is written then.
 */
int xrom_record_find(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_node *record, uint32_t group);

#endif

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
