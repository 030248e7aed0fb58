/* SPDX-License-Identifier: MIT */
/*
 * What the reader promises for any bytes at all, held against it:
 *
 *   1. Open fails with an error of the image, and writes nothing, or gives an image that lies in the partition.
 *   2. The check ends; what it passes no call reports as damage; what any call reports as damage it does not pass.
 *   3. The walk ends. Each node lies in its directory. Listing each directory gives the same nodes in the same order.
 *   4. The name, data and path of each node lie in the image, whatever a call answers; a read gives what the data is.
 *   5. The lookup of a listed name finds the first entry of that name in its directory.
 *   6. A call that ended with an error gives the same error again.
 */
#ifndef TESTS_PROMISES_H
#define TESTS_PROMISES_H

#include <stddef.h>
#include <stdint.h>

/* The first promise that is broken for a partition of these bytes, as a condition in the words of C, or null: all hold. */
const char *broken_promise(const uint8_t *bytes, size_t size);

#endif
