/* SPDX-License-Identifier: MIT */
/* A treemap: a rectangle divided so that each part has the area of its weight, and is as square as can be. */
#ifndef XROM_TOOL_TREEMAP_H
#define XROM_TOOL_TREEMAP_H

#include <stddef.h>

struct rectangle {
    double x, y, width, height;
};

/*
 * Divides `whole` by `count` weights, which must be greater than 0 and come in descending order; part i is for weight i.
 * Squarified, as by Bruls, Huizing and van Wijk (2000).
 */
void treemap_divide(const struct rectangle *whole, const double *weights, size_t count, struct rectangle *parts);

#endif
