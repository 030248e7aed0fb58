/* SPDX-License-Identifier: MIT */
#include "audit/treemap.h"

/* What is left to divide. */
struct rest {
    struct rectangle room;
    double scale; /* area for a weight of 1 */
};

/* How far the worst part of a row is from a square, as width to height or the other way round. Parts lie along `side`. */
static double worst(const double *weights, size_t count, double sum, double side, double scale)
{
    double depth = sum * scale / side;
    double largest = weights[0] * scale / depth / depth;
    double smallest = depth * depth / (weights[count - 1] * scale);

    return largest > smallest ? largest : smallest;
}

/* So many weights make the next row: as long as its worst part becomes no worse. Gives their sum. */
static size_t choose(const struct rest *rest, const double *weights, size_t count, double *sum)
{
    double side = rest->room.width < rest->room.height ? rest->room.width : rest->room.height;
    size_t chosen = 1;

    *sum = weights[0];
    while (chosen < count && worst(weights, chosen + 1, *sum + weights[chosen], side, rest->scale) <=
                                 worst(weights, chosen, *sum, side, rest->scale)) {
        *sum += weights[chosen++];
    }
    return chosen;
}

/* Places a row along the shorter side, and takes its room away. */
static void place(struct rest *rest, const double *weights, size_t count, double sum, struct rectangle *parts)
{
    struct rectangle *room = &rest->room;
    int is_column = room->width >= room->height; /* parts lie one below the other */
    double depth = sum * rest->scale / (is_column ? room->height : room->width);
    double position = is_column ? room->y : room->x;

    for (size_t i = 0; i < count; i++) {
        double length = weights[i] * rest->scale / depth;
        parts[i] = is_column ? (struct rectangle){room->x, position, depth, length}
                             : (struct rectangle){position, room->y, length, depth};
        position += length;
    }
    if (is_column) {
        room->x += depth;
        room->width -= depth;
    } else {
        room->y += depth;
        room->height -= depth;
    }
}

void treemap_divide(const struct rectangle *whole, const double *weights, size_t count, struct rectangle *parts)
{
    struct rest rest = {*whole, 0};
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
    }
    rest.scale = sum > 0 ? whole->width * whole->height / sum : 0;
    for (size_t next = 0; next < count;) {
        size_t chosen = choose(&rest, weights + next, count - next, &sum);
        place(&rest, weights + next, chosen, sum, parts + next);
        next += chosen;
    }
}
