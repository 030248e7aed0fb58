/* SPDX-License-Identifier: MIT */
/* All bytes of a file of the host, for what has to be looked at as a whole: flash files and dumps. */
#ifndef XROM_TOOL_WHOLE_H
#define XROM_TOOL_WHOLE_H

#include <xrom/convert.h>
#include <xrom/mmap.h>

#include "text/message.h"

/* More than this is not read from what is no regular file, nor taken for a flash file. Bytes. */
#define WHOLE_MAX (UINT32_C(1) << 30)

/* So many bytes tell what format a file has. */
enum { WHOLE_HEAD = 16 };

struct whole {
    const uint8_t *bytes;
    size_t size;
    struct xrom_mmap map; /* where `mapped` */
    bool mapped;
    uint8_t *copy; /* else: what was read */
};

/* Opens a file; "-" is standard input. A regular file is mapped. False with a problem; then there is nothing to close. */
bool whole_open(struct whole *whole, const char *path, struct problem *problem);

/* The same for a descriptor that is no regular file, of which `head_size` bytes have been read already. */
bool whole_read(struct whole *whole, int file, const uint8_t *head, size_t head_size, struct problem *problem);

void whole_close(struct whole *whole);

/* Reads the flash file that the bytes are. Null with a problem. */
struct xrom_flash *whole_parse(const uint8_t *bytes, size_t size, struct problem *problem);

#endif
