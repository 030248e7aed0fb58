/* SPDX-License-Identifier: MIT */
/* Compiled modules (.mpy): opened where they are sound, and the bytes constants in them. */
#ifndef XROM_TOOL_MODULE_H
#define XROM_TOOL_MODULE_H

#include <stdbool.h>

#include <xrom/mpy.h>

/*
 * Opens a .mpy and holds all of it against the format, however deep it is. 0, or an error of xrom_mpy_open() or
 * xrom_mpy_check(); then `fault` tells where.
 */
int module_open(struct xrom_mpy *mpy, const void *bytes, size_t size, struct xrom_fault *fault);

/* A bytes constant. */
struct module_constant {
    uint32_t offset; /* of its first byte in the .mpy */
    uint32_t size;
};

/*
 * The bytes constants of a sound module, in the order of the file, in memory of the caller's to free (null where there is
 * none), and how many they are. Empty ones are not counted.
 */
struct module_constant *module_constants(const struct xrom_mpy *mpy, size_t *count);

/* The largest one, of equal ones the first; null: there is none. */
const struct module_constant *module_largest(const struct module_constant *constants, size_t count);

#endif
