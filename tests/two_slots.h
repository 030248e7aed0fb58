/* SPDX-License-Identifier: MIT */
/* What the tests of slots share: a device of two small slots, and three images to update them by. */
#ifndef TESTS_TWO_SLOTS_H
#define TESTS_TWO_SLOTS_H

#include "updates.h"

#define SIZE 2048
#define SECTOR 128
#define PAGE 64
#define SLOT 1024
#define ROOM (SLOT - SECTOR) /* for an image; the record of the slot follows */

extern struct device device;
extern struct xrom_slots slots;
extern struct bytes a, b, c; /* of 300, 500 and 100 bytes and what an image takes */

/* Makes and frees all these, for each case. The device is empty, and the slots are open. */
int set_up_slots(void **state);
int tear_down_slots(void **state);

/* Updates the slots, which must go well. */
void update_must(struct bytes image, bool trial);

/* Acquires the current image, which must be this one, and gives its slot. */
uint32_t acquire(struct bytes image);

/* Opens the slots anew, and gets this image. */
void start_again(struct bytes image);

/* Changes a number of a slot's record, and makes the checksum of that right again. */
void write_number(uint32_t slot, uint32_t offset, uint32_t number);

#endif
