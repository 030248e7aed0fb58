/* SPDX-License-Identifier: MIT */
#include "cuts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct device device;
struct bytes images[IMAGES];

void make_small(void)
{
    device_make(&device, 1280, 128, 16, 64);
    images[OLD] = make_image(1, 148, "fonts");
    images[NEW] = make_image(2, 238, "fonts");
    images[SECOND] = make_image(3, 70, "fonts");
    images[GONE] = make_image(4, 200, "fonts");
}

void make_large(void)
{
    device_make(&device, 65536, 4096, 256, 256);
    images[OLD] = make_image(5, 9000, "fonts");
    images[NEW] = make_image(6, 13000, "fonts");
    images[SECOND] = make_image(7, 5000, "fonts");
    images[GONE] = make_image(8, 4321, "fonts");
}

void unmake(void)
{
    for (int i = 0; i < IMAGES; i++) {
        free(images[i].data);
    }
    device_free(&device);
}

/* ---- Cuts ---- */

int which(const struct xrom_image *image)
{
    for (int i = 0; i < IMAGES; i++) {
        if (is_whole(image, images[i])) {
            return i;
        }
    }
    return IMAGES;
}

/* Cuts a flow at one step, and looks what is left. */
static void cut(const struct flow *flow, struct result *result, uint32_t step, enum xrom_ram_tear tear, uint32_t seed)
{
    int found;

    device_restore(&device);
    xrom_ram_cut(&device.ram, step, tear, seed);
    assert_int_equal(flow->run(), XROM_ERR_IO);
    assert_true(device.ram.faults.is_off);
    xrom_ram_power_on(&device.ram);
    found = flow->start();
    result->cuts++;
    result->found[found]++;
    result->bad += (flow->expected >> found & 1) == 0 || flow->repeat() != SECOND;
}

struct result cut_all(const struct flow *flow, uint32_t stride, uint32_t seeds)
{
    struct result result = {0};
    uint32_t steps;

    memset(device.before, 0xff, device.geometry.size);
    device_restore(&device);
    flow->prepare();
    device_keep(&device);
    device_restore(&device);
    assert_int_equal(flow->run(), XROM_OK);
    steps = device.ram.steps;
    assert_true(steps > 0);
    for (uint32_t step = 0; step < steps; step += stride) {
        uint32_t first_seed = 5 * step; /* which changes the part that an erase begins with */

        cut(flow, &result, step, XROM_RAM_TEAR_NONE, first_seed);
        for (uint32_t seed = first_seed; seed < first_seed + seeds; seed++) {
            cut(flow, &result, step, XROM_RAM_TEAR_BYTE, seed);
            cut(flow, &result, step, XROM_RAM_TEAR_UNIT, seed);
        }
    }
    print_message("# %s: %" PRIu32 " steps, %" PRIu32 " cuts, found old %" PRIu32 ", new %" PRIu32 ", none %" PRIu32
                  ", bad %" PRIu32 "\n",
                  flow->name, steps, result.cuts, result.found[OLD], result.found[NEW], result.found[IMAGES],
                  result.bad);
    return result;
}

uint32_t assert_survives(const struct flow *flow, uint32_t stride, uint32_t seeds)
{
    struct result result = cut_all(flow, stride, seeds);

    assert_int_equal(result.bad, 0);
    assert_true(result.found[OLD] > 0);
    return result.cuts;
}
