/* SPDX-License-Identifier: MIT */
/*
 * The power goes before each step of an update: each byte that is programmed, each sixteenth of a sector that is erased.
 * Whichever it is, and whatever it tears, the next start finds the image that was there before or the new one, whole, and
 * a second update succeeds.
 */
#ifndef TESTS_CUTS_H
#define TESTS_CUTS_H

#include "updates.h"

/* ---- What is cut ---- */

enum { OLD, NEW, SECOND, GONE, IMAGES };

extern struct device device;
extern struct bytes images[IMAGES]; /* GONE is one that must not come back: it was rejected, or its trial expired */

/* Makes a device and images: of small sectors and pages, where each step can be cut, or as an RP2040 has them. */
void make_small(void);
void make_large(void);
void unmake(void);

/* The image that these bytes are; IMAGES: none, or a broken one. */
int which(const struct xrom_image *image);

/* Something that changes the flash in several operations, from a start with what `prepare` left there. */
struct flow {
    const char *name;
    void (*prepare)(void);
    int (*run)(void);
    /* Starts as after a cut. Returns which image was found; IMAGES: none or a broken one, which is never right. */
    int (*start)(void);
    int (*repeat)(void); /* updates by SECOND, and tells which image a start finds then */
    uint32_t expected;   /* the images that a start after a cut may find: 1 << OLD, ... */
};

/* Those of two slots: the first one is a plain update. And that of one place, without slots. */
#define SLOTS_FLOW_COUNT 6
extern const struct flow slots_flows[SLOTS_FLOW_COUNT];
extern const struct flow one_place;

/* ---- Cuts ---- */

/* What was found after how many cuts. */
struct result {
    uint32_t cuts;
    uint32_t found[IMAGES + 1]; /* IMAGES: nothing that is right */
    uint32_t bad;
};

/* Cuts a flow at each `stride`-th step, torn in each way, with `seeds` variants. */
struct result cut_all(const struct flow *flow, uint32_t stride, uint32_t seeds);

/* The same for a flow that must survive all of them. Returns how many there were. */
uint32_t assert_survives(const struct flow *flow, uint32_t stride, uint32_t seeds);

#endif
