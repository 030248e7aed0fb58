/* SPDX-License-Identifier: MIT */
/* The devices that the contract of backends is tested on. A new backend is a new line in the table. */
#ifndef TESTS_DEVICES_H
#define TESTS_DEVICES_H

#include <stdbool.h>

#include <xrom/mmap.h>
#include <xrom/ram.h>
#include <xrom/rp2040.h>

#include "memory_mapped.h"
#include "support.h"

/* Small ones, so that tests can try each offset. A firmware brings others, and a table of its own. */
#ifndef DEVICE_SIZE
#define DEVICE_SIZE 256
#define DEVICE_ERASE_UNIT 64 /* of those that can be written */
#define DEVICE_PROGRAM_UNIT 16
#define DEVICE_KIND_COUNT 9
#endif

/* What each device holds, followed by bytes of ff up to its end: an image with one file "f" of 3 bytes at 10. */
#define DEVICE_CONTENT_SIZE 13
extern const uint8_t device_content[DEVICE_CONTENT_SIZE];

struct device {
    struct xrom_backend *backend; /* null: this host cannot have it; why is printed */
    union {
        struct xrom_mmap map;
        struct xrom_ram ram;
        struct xrom_rp2040_xip xip;
        struct xrom_rp2040_flash flash;
        struct memory_mapped mapped;
    } is;
};

struct device_kind {
    const char *name;
    bool is_writable;
    void (*open)(struct device *device);
    void (*close)(struct device *device); /* only one that has a backend */
};

extern const struct device_kind device_kinds[DEVICE_KIND_COUNT];

#endif
