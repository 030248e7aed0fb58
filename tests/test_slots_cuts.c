/* SPDX-License-Identifier: MIT */
/*
 * The power goes before each step of an update: each byte that is programmed, each sixteenth of a sector that is erased.
 * Whichever it is, and whatever it tears, the next start finds the image that was there before or the new one, whole, and
 * a second update succeeds. The same must fail where the order of the operations is wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "updates.h"

/* ---- What is cut ---- */

enum { OLD, NEW, SECOND, GONE, IMAGES };

static struct device device;
static struct bytes images[IMAGES]; /* GONE is one that must not come back: it was rejected, or its trial expired */

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

/* What was found after how many cuts. */
struct result {
    uint32_t cuts;
    uint32_t found[IMAGES + 1]; /* IMAGES: nothing that is right */
    uint32_t bad;
};

static int which(const struct xrom_image *image)
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

/* Cuts a flow at each `stride`-th step, torn in each way, with `seeds` variants. */
static struct result cut_all(const struct flow *flow, uint32_t stride, uint32_t seeds)
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
    print_message("# %s: %u steps, %u cuts, found old %u, new %u, none %u, bad %u\n", flow->name, steps, result.cuts,
                  result.found[OLD], result.found[NEW], result.found[IMAGES], result.bad);
    return result;
}

/* ---- Two slots ---- */

static struct xrom_slots slots;

static void update_must(int image, bool trial)
{
    assert_int_equal(update(&slots, images[image], 100, trial), XROM_OK);
}

static void prepare_old(void)
{
    assert_int_equal(open_slots(&slots, &device), XROM_OK);
    update_must(GONE, false);
    update_must(OLD, false);
}

static void acquire_must(void)
{
    struct xrom_image image;
    uint32_t slot;

    assert_int_equal(xrom_slots_acquire(&slots, &slot, &image), XROM_OK);
    xrom_slots_release(&slots, slot);
}

static void prepare_rejected(void)
{
    prepare_old();
    update_must(GONE, false);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
}

static void prepare_expired(void)
{
    prepare_old();
    update_must(GONE, true);
    acquire_must();
}

static void prepare_trial(void)
{
    prepare_old();
    update_must(NEW, true);
}

static void prepare_both(void)
{
    prepare_old();
    update_must(NEW, false);
}

/* What a rollback would lead to must be whole too. */
static int start_slots(void)
{
    struct xrom_image image;
    uint32_t slot;

    if (open_slots(&slots, &device) || xrom_slots_acquire(&slots, &slot, &image) ||
        (slots.slots[slot ^ 1].state >= XROM_SLOT_EXPIRED && which(&slots.images[slot ^ 1]) == IMAGES)) {
        return IMAGES;
    }
    return which(&image);
}

static int update_at_start(void)
{
    int error = open_slots(&slots, &device);

    return error ? error : update(&slots, images[NEW], 100, false);
}

/* The start that tries an image, and the word that it works. */
static int try_confirm(void)
{
    struct xrom_image image;
    uint32_t slot;
    int error = open_slots(&slots, &device);

    if (!error) {
        error = xrom_slots_acquire(&slots, &slot, &image);
    }
    return error ? error : xrom_slots_confirm(&slots);
}

static int update_try_confirm(void)
{
    int error = open_slots(&slots, &device);

    if (!error) {
        error = update(&slots, images[NEW], 100, true);
    }
    return error ? error : try_confirm();
}

static int rollback_at_start(void)
{
    int error = open_slots(&slots, &device);

    return error ? error : xrom_slots_rollback(&slots);
}

/* Starts that are not confirmed: an image on trial comes once, then the old one for ever. */
static int start_thrice(void)
{
    int first = start_slots();
    int second = start_slots();

    return start_slots() != second || (second != first && second != OLD) ? IMAGES : first;
}

static int update_again(void)
{
    int error = open_slots(&slots, &device);

    if (!error) {
        error = update(&slots, images[SECOND], 64, false);
    }
    return error ? IMAGES : start_slots();
}

#define OLD_OR_NEW (1u << OLD | 1u << NEW)

static const struct flow flows[] = {
    {"update", prepare_old, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update over a rejected image", prepare_rejected, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update over an expired trial", prepare_expired, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update, trial, confirm", prepare_old, update_try_confirm, start_thrice, update_again, OLD_OR_NEW},
    {"trial, confirm", prepare_trial, try_confirm, start_thrice, update_again, OLD_OR_NEW},
    {"rollback", prepare_both, rollback_at_start, start_slots, update_again, OLD_OR_NEW},
};

#define FLOW_COUNT (sizeof flows / sizeof flows[0])

/* ---- One place ---- */

static int install_image(int image)
{
    struct xrom_place place = whole_place(&device);

    return install(&place, images[image], 100);
}

static void prepare_place(void)
{
    assert_int_equal(install_image(OLD), XROM_OK);
}

static int install_new(void)
{
    return install_image(NEW);
}

/* GONE stands for no image at all, by its magic, which is what a place without an image may hold. */
static int start_place(void)
{
    struct xrom_image image;
    int error = xrom_open(&image, device.flash, device.geometry.size);

    return error == XROM_ERR_NOT_ROMFS ? GONE : error ? IMAGES : which(&image);
}

static int install_again(void)
{
    return install_image(SECOND) ? IMAGES : start_place();
}

static const struct flow one_place = {"one place", prepare_place, install_new,
                                      start_place, install_again, OLD_OR_NEW | 1u << GONE};

/* ---- Wrong orders: the operations of a flow are recorded, turned round, and done again without the library ---- */

#define OPERATIONS 64

static struct operation {
    bool erases;
    uint32_t offset, size;
    uint8_t bytes[256];
} operations[OPERATIONS];
static size_t operation_count;
static struct xrom_backend recorder;

static struct operation *record(bool erases, uint32_t offset, uint32_t size)
{
    struct operation *operation = &operations[operation_count++];

    assert_in_range(operation_count, 1, OPERATIONS);
    *operation = (struct operation){erases, offset, size, {0}};
    return operation;
}

static int map_recorded(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    (void)backend;
    return xrom_map(&device.ram.backend, offset, size, address);
}

static int erase_recorded(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    (void)backend;
    record(true, offset, size);
    return xrom_erase(&device.ram.backend, offset, size);
}

static int program_recorded(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    struct operation *operation = record(false, offset, size);

    (void)backend;
    assert_in_range(size, 1, sizeof operation->bytes);
    memcpy(operation->bytes, bytes, size);
    return xrom_program(&device.ram.backend, offset, bytes, size);
}

static void record_all(const struct flow *flow)
{
    static const struct xrom_backend_operations recorded = {map_recorded, erase_recorded, program_recorded, NULL};

    memset(device.before, 0xff, device.geometry.size);
    device_restore(&device);
    flow->prepare();
    recorder.operations = &recorded;
    recorder.geometry = device.geometry;
    device.backend = &recorder;
    operation_count = 0;
    assert_int_equal(flow->run(), XROM_OK);
    device.backend = &device.ram.backend;
}

static int run_recorded(void)
{
    int error = XROM_OK;

    for (size_t i = 0; !error && i < operation_count; i++) {
        const struct operation *done = &operations[i];

        error = done->erases ? xrom_erase(&device.ram.backend, done->offset, done->size)
                             : xrom_program(&device.ram.backend, done->offset, done->bytes, done->size);
    }
    return error;
}

/* The first operation that programs bytes which begin so; `last`: the last one. */
static size_t find_operation(const void *bytes, size_t size, bool last)
{
    size_t found = OPERATIONS;

    for (size_t i = 0; i < operation_count && (last || found == OPERATIONS); i++) {
        if (!operations[i].erases && memcmp(operations[i].bytes, bytes, size) == 0) {
            found = i;
        }
    }
    assert_int_not_equal(found, OPERATIONS);
    return found;
}

static void move_operation(size_t from, size_t to)
{
    struct operation moved = operations[from];

    for (size_t i = from; i > to; i--) {
        operations[i] = operations[i - 1];
    }
    operations[to] = moved;
}

static void drop_operation(size_t at)
{
    operation_count--;
    for (size_t i = at; i < operation_count; i++) {
        operations[i] = operations[i + 1];
    }
}

/* As it should be: shows that the cases below fail for their order alone. */
static void keep_order(void)
{
}

/* The image is written from its first byte on, as it comes. */
static void put_magic_first(void)
{
    move_operation(find_operation("\xd2\xcd\x31", 3, true), find_operation("\xff\xff\xff", 3, false));
}

/* And the record before that, in its sector, which is erased before. */
static void put_record_first(void)
{
    size_t record, first;

    put_magic_first();
    record = find_operation("xsl1", 4, true);
    first = find_operation("\xd2\xcd\x31", 3, false);
    assert_true(operations[record - 1].erases);
    move_operation(record, first);
    move_operation(record, first);
}

/* What was there is erased as it is. */
static void drop_clears(void)
{
    for (size_t i = operation_count; i-- > 0;) {
        if (!operations[i].erases && memcmp(operations[i].bytes, "\0\0\0", 3) == 0) {
            drop_operation(i);
        }
    }
}

/* ---- Tests ---- */

static uint32_t total;

/* Small sectors and pages: each step of everything, with eight variants of each tear. */
static void make_small(void)
{
    device_make(&device, 1280, 128, 16, 64);
    images[OLD] = make_image(1, 130, "fonts");
    images[NEW] = make_image(2, 219, "fonts");
    images[SECOND] = make_image(3, 50, "fonts");
    images[GONE] = make_image(4, 180, "fonts");
}

/* As an RP2040 has them. */
static void make_large(void)
{
    device_make(&device, 65536, 4096, 256, 256);
    images[OLD] = make_image(5, 9000, "fonts");
    images[NEW] = make_image(6, 13000, "fonts");
    images[SECOND] = make_image(7, 5000, "fonts");
    images[GONE] = make_image(8, 4321, "fonts");
}

static void unmake(void)
{
    for (int i = 0; i < IMAGES; i++) {
        free(images[i].data);
    }
    device_free(&device);
}

static void assert_survives(const struct flow *flow, uint32_t stride, uint32_t seeds)
{
    struct result result = cut_all(flow, stride, seeds);

    assert_int_equal(result.bad, 0);
    assert_true(result.found[OLD] > 0);
    total += result.cuts;
}

static void test_slots_cut_at_each_step_leaves_the_old_or_the_new_image(void **state)
{
    (void)state;
    make_small();
    for (size_t i = 0; i < FLOW_COUNT; i++) {
        assert_survives(&flows[i], 1, 2);
    }
    unmake();
}

static void test_slots_cut_of_large_sectors_leaves_the_old_or_the_new_image(void **state)
{
    (void)state;
    make_large();
    for (size_t i = 0; i < FLOW_COUNT; i++) {
        assert_survives(&flows[i], 61, 1);
    }
    unmake();
}

static void test_install_cut_at_each_step_leaves_an_image_whole_or_no_magic(void **state)
{
    (void)state;
    make_small();
    assert_survives(&one_place, 1, 2);
    unmake();
    make_large();
    assert_survives(&one_place, 61, 1);
    unmake();
}

static void assert_order(const struct flow *flow, void (*change)(void), bool is_right)
{
    struct flow recorded = *flow;
    struct result result;

    record_all(flow);
    change();
    recorded.run = run_recorded;
    result = cut_all(&recorded, 1, 2);
    assert_int_equal(result.bad == 0, is_right);
}

static void test_slots_cut_wrong_order_of_operations_is_noticed(void **state)
{
    const struct flow *whole_update = &flows[0];

    (void)state;
    make_small();
    assert_order(whole_update, keep_order, true);
    assert_order(whole_update, put_record_first, false);
    assert_order(whole_update, drop_clears, false);
    assert_order(&one_place, keep_order, true);
    assert_order(&one_place, put_magic_first, false);
    assert_order(&one_place, drop_clears, false);
    unmake();
}

static void test_slots_cuts_were_ten_thousand_at_least(void **state)
{
    (void)state;
    print_message("# %u cuts\n", total);
    assert_true(total >= 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots_cut_at_each_step_leaves_the_old_or_the_new_image),
        cmocka_unit_test(test_slots_cut_of_large_sectors_leaves_the_old_or_the_new_image),
        cmocka_unit_test(test_install_cut_at_each_step_leaves_an_image_whole_or_no_magic),
        cmocka_unit_test(test_slots_cut_wrong_order_of_operations_is_noticed),
        cmocka_unit_test(test_slots_cuts_were_ten_thousand_at_least),
    };

    return cmocka_run_group_tests_name("slots_cuts", tests, NULL, NULL);
}
