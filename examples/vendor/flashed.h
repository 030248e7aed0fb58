/* SPDX-License-Identifier: MIT */
#ifndef FLASHED_H
#define FLASHED_H

#include <xrom/backend.h>

#include "app.romfs.h"
#include "www.romfs.h"

/* The part of the flash that both images are in: first www, then the two slots for app. */
#define FLASHED_OFFSET www_offset
#define FLASHED_SIZE (app_slots_offset + app_slots_size - www_offset)

/* Shows a file of each image in that part. Returns 0, or 1 where they are not as they should be. */
int flashed(struct xrom_backend *backend);

/* Prints some bytes. */
void print_bytes(const void *bytes, uint32_t size);

#endif
