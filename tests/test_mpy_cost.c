/* SPDX-License-Identifier: MIT */
/*
 * The prediction of what modules keep in RAM, item by item. The modules are what mpy-cross makes of the source above
 * each; the figures are derived beside the assertions, for a pointer of 4 bytes and blocks of 16, unless they say
 * otherwise. mpy/truth.py holds larger modules against a real MicroPython.
 */
#include <stdlib.h>
#include <string.h>

#include <xrom/mpy_cost.h>

#include "support.h"

/* nothing */
static const uint8_t no_code[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x02, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x28, 0x00, 0x02, 0x01, 0x51, 0x63,
};

/* A = 1 / B = 2 / C = 3 */
static const uint8_t names[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x05, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02,
    0x41, 0x00, 0x02, 0x42, 0x00, 0x02, 0x43, 0x00, 0x81, 0x00, 0x00, 0x06, 0x01, 0x23,
    0x23, 0x81, 0x16, 0x02, 0x82, 0x16, 0x03, 0x83, 0x16, 0x04, 0x51, 0x63,
};

/* def f(a, b=1, *, c=2): / return lambda: a */
static const uint8_t functions[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x08, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x63, 0x00, 0x02, 0x66,
    0x00, 0x10, 0x3c, 0x6c, 0x61, 0x6d, 0x62, 0x64, 0x61, 0x3e, 0x00, 0x02, 0x61, 0x00, 0x02, 0x62, 0x00, 0x0b,
    0x81, 0x14, 0x18, 0x02, 0x01, 0x81, 0x2a, 0x01, 0x2c, 0x00, 0x82, 0x10, 0x02, 0x62, 0x33, 0x00, 0x16, 0x03,
    0x51, 0x63, 0x01, 0x81, 0x0c, 0x9a, 0x89, 0x80, 0x80, 0x40, 0x0b, 0x03, 0x05, 0x06, 0x02, 0x20, 0x00, 0xb0,
    0x20, 0x00, 0x01, 0x63, 0x01, 0x40, 0x09, 0x06, 0x04, 0x07, 0x20, 0x25, 0x00, 0x63,
};

/* class A: / x = 1 / class B(A): / def g(self): / return super().g() */
static const uint8_t classes[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x0c, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x41, 0x00, 0x02, 0x42,
    0x00, 0x02, 0x67, 0x00, 0x2f, 0x2d, 0x35, 0x02, 0x78, 0x00, 0x0b, 0x82, 0x13, 0x82, 0x35, 0x81, 0x54, 0x18,
    0x04, 0x01, 0x69, 0x54, 0x32, 0x00, 0x10, 0x02, 0x34, 0x02, 0x16, 0x02, 0x54, 0x32, 0x01, 0x10, 0x03, 0x11,
    0x02, 0x34, 0x03, 0x16, 0x03, 0x51, 0x63, 0x02, 0x81, 0x08, 0x00, 0x04, 0x02, 0x28, 0x11, 0x05, 0x16, 0x06,
    0x10, 0x02, 0x16, 0x07, 0x81, 0x16, 0x08, 0x51, 0x63, 0x81, 0x34, 0x08, 0x07, 0x03, 0x68, 0x20, 0x00, 0x11,
    0x05, 0x16, 0x06, 0x10, 0x03, 0x16, 0x07, 0xb0, 0x20, 0x00, 0x01, 0x16, 0x04, 0xb0, 0x63, 0x01, 0x81, 0x08,
    0x22, 0x0a, 0x04, 0x09, 0x0a, 0x60, 0x40, 0x12, 0x0b, 0x25, 0x00, 0xb1, 0x15, 0x04, 0x36, 0x00, 0x63,
};

/* L = [1, 2, 3, 4, 5] / D = {1: 2} / T = (L, D) */
static const uint8_t built[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x05, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x4c, 0x00, 0x02, 0x44, 0x00,
    0x02, 0x54, 0x00, 0x81, 0x78, 0x20, 0x06, 0x01, 0x29, 0x27, 0x81, 0x82, 0x83, 0x84, 0x85, 0x2b, 0x05, 0x16, 0x02,
    0x2c, 0x01, 0x82, 0x81, 0x62, 0x16, 0x03, 0x11, 0x02, 0x11, 0x03, 0x2a, 0x02, 0x16, 0x04, 0x51, 0x63,
};

/* [1, 2, 3] / x = [0] / x = 1 */
static const uint8_t garbage[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x03, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f,
    0x02, 0x78, 0x00, 0x81, 0x28, 0x10, 0x06, 0x01, 0x26, 0x25, 0x81, 0x82, 0x83,
    0x2b, 0x03, 0x59, 0x80, 0x2b, 0x01, 0x16, 0x02, 0x81, 0x16, 0x02, 0x51, 0x63,
};

/* def made(n): / def inner(): / return n / return inner / f = made(1) */
static const uint8_t calls[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x07, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x08, 0x6d, 0x61,
    0x64, 0x65, 0x00, 0x0a, 0x69, 0x6e, 0x6e, 0x65, 0x72, 0x00, 0x02, 0x66, 0x00, 0x02, 0x6e, 0x00,
    0x0b, 0x81, 0x14, 0x08, 0x06, 0x01, 0x64, 0x40, 0x32, 0x00, 0x16, 0x02, 0x11, 0x02, 0x81, 0x34,
    0x01, 0x16, 0x04, 0x51, 0x63, 0x01, 0x74, 0x11, 0x09, 0x02, 0x05, 0x20, 0x45, 0x00, 0xb0, 0x20,
    0x00, 0x01, 0xc1, 0xb1, 0x63, 0x01, 0x40, 0x09, 0x06, 0x03, 0x06, 0x40, 0x25, 0x00, 0x63,
};

/* T = [i for i in range(9)] */
static const uint8_t loop[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x06, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x14, 0x3c, 0x6c, 0x69, 0x73,
    0x74, 0x63, 0x6f, 0x6d, 0x70, 0x3e, 0x00, 0x81, 0x79, 0x02, 0x54, 0x00, 0x0b, 0x81, 0x04, 0x10, 0x02, 0x01,
    0x32, 0x00, 0x11, 0x03, 0x89, 0x34, 0x01, 0x34, 0x01, 0x16, 0x04, 0x51, 0x63, 0x01, 0x81, 0x08, 0x39, 0x04,
    0x02, 0x05, 0x2b, 0x00, 0xb0, 0x5f, 0x4b, 0x06, 0xc1, 0xb1, 0x2f, 0x14, 0x42, 0x38, 0x63,
};

/* a = [0] * 20 / b = [0] * 100 / c = [0] * -20 / d = [0] * -100 */
static const uint8_t repeated[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x06, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x61, 0x00, 0x02,
    0x62, 0x00, 0x02, 0x63, 0x00, 0x02, 0x64, 0x00, 0x82, 0x48, 0x08, 0x08, 0x01, 0x27, 0x29, 0x28, 0x80,
    0x2b, 0x01, 0x94, 0xf4, 0x16, 0x02, 0x80, 0x2b, 0x01, 0x22, 0x80, 0x64, 0xf4, 0x16, 0x03, 0x80, 0x2b,
    0x01, 0x22, 0x6c, 0xf4, 0x16, 0x04, 0x80, 0x2b, 0x01, 0x22, 0xff, 0x1c, 0xf4, 0x16, 0x05, 0x51, 0x63,
};

/* import m / x = m.y() */
static const uint8_t unknown[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x05, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x6d,
    0x00, 0x02, 0x79, 0x00, 0x02, 0x78, 0x00, 0x81, 0x20, 0x08, 0x04, 0x01, 0x26, 0x80, 0x51,
    0x1b, 0x02, 0x16, 0x02, 0x11, 0x02, 0x14, 0x03, 0x36, 0x00, 0x16, 0x04, 0x51, 0x63,
};

/* from m import * */
static const uint8_t star[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x04, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x0b, 0x02, 0x6d,
    0x00, 0x68, 0x08, 0x02, 0x01, 0x80, 0x10, 0x02, 0x2a, 0x01, 0x1b, 0x03, 0x69, 0x51, 0x63,
};

/* while True: / pass */
static const uint8_t for_ever[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x02, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79,
    0x00, 0x0f, 0x40, 0x00, 0x04, 0x01, 0x20, 0x42, 0x3e, 0x51, 0x63,
};

/* n = 10 / x = n ** 9 / y = n ** 90 / z = n << 60 */
static const uint8_t numbers[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x06, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x6e,
    0x00, 0x02, 0x78, 0x00, 0x02, 0x79, 0x00, 0x02, 0x7a, 0x00, 0x82, 0x00, 0x08, 0x08, 0x01,
    0x23, 0x26, 0x28, 0x8a, 0x16, 0x02, 0x11, 0x02, 0x89, 0xf9, 0x16, 0x03, 0x11, 0x02, 0x22,
    0x80, 0x5a, 0xf9, 0x16, 0x04, 0x11, 0x02, 0x22, 0x3c, 0xf0, 0x16, 0x05, 0x51, 0x63,
};

/* the CRC-16 of each byte: for i in range(256): / c = i / for _ in range(8): / c = .. / T.append(c) */
static const uint8_t table[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x07, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x79, 0x02, 0x54, 0x00, 0x02,
    0x69, 0x00, 0x02, 0x63, 0x00, 0x11, 0x85, 0x00, 0x18, 0x0c, 0x01, 0x24, 0x26, 0x24, 0x26, 0x3f, 0x2b, 0x00,
    0x16, 0x03, 0x80, 0x42, 0x77, 0x57, 0x16, 0x04, 0x11, 0x04, 0x16, 0x05, 0x80, 0x42, 0x5c, 0x57, 0x16, 0x06,
    0x11, 0x05, 0x81, 0xef, 0x44, 0x4b, 0x11, 0x05, 0x81, 0xf1, 0x22, 0x82, 0xc0, 0x01, 0xee, 0x42, 0x44, 0x11,
    0x05, 0x81, 0xf1, 0x16, 0x05, 0x81, 0xe5, 0x57, 0x88, 0xd7, 0x43, 0x1f, 0x59, 0x11, 0x03, 0x14, 0x02, 0x11,
    0x05, 0x36, 0x01, 0x59, 0x81, 0xe5, 0x57, 0x22, 0x82, 0x00, 0xd7, 0x43, 0x02, 0x59, 0x51, 0x63,
};

/* S = 'a text of some length' / N = 123456789012345 / F = 1.5 / B = b'bytes' / T = (1, 2) */
static const uint8_t objects[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x07, 0x05, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x53, 0x00, 0x02, 0x4e,
    0x00, 0x02, 0x46, 0x00, 0x02, 0x42, 0x00, 0x02, 0x54, 0x00, 0x05, 0x15, 0x61, 0x20, 0x74, 0x65, 0x78, 0x74,
    0x20, 0x6f, 0x66, 0x20, 0x73, 0x6f, 0x6d, 0x65, 0x20, 0x6c, 0x65, 0x6e, 0x67, 0x74, 0x68, 0x00, 0x07, 0x0f,
    0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x08, 0x03, 0x31,
    0x2e, 0x35, 0x06, 0x05, 0x62, 0x79, 0x74, 0x65, 0x73, 0x00, 0x0a, 0x02, 0x07, 0x01, 0x31, 0x07, 0x01, 0x32,
    0x81, 0x68, 0x00, 0x0a, 0x01, 0x24, 0x24, 0x24, 0x24, 0x23, 0x00, 0x16, 0x02, 0x23, 0x01, 0x16, 0x03, 0x23,
    0x02, 0x16, 0x04, 0x23, 0x03, 0x16, 0x05, 0x23, 0x04, 0x16, 0x06, 0x51, 0x63,
};

/* import micropython / @micropython.native / def f(): / pass */
static const uint8_t machine[] = {
    0x4d, 0x06, 0x13, 0x1f, 0x04, 0x01, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x81, 0x67, 0x02, 0x66, 0x00, 0x00,
    0x81, 0x04, 0x08, 0x04, 0x01, 0x26, 0x80, 0x51, 0x1b, 0x02, 0x16, 0x02, 0x32, 0x00, 0x16, 0x03, 0x51, 0x63, 0x01,
    0x83, 0x19, 0x00, 0x00, 0x00, 0x00, 0xfe, 0xb5, 0x84, 0xb0, 0x47, 0x68, 0xbe, 0x68, 0xff, 0x68, 0x3f, 0x68, 0x00,
    0x90, 0x01, 0x20, 0x03, 0x90, 0x00, 0xa8, 0x3c, 0x46, 0x38, 0x34, 0xe4, 0x6f, 0xa0, 0x47, 0x38, 0x68, 0x03, 0xe0,
    0x00, 0xbf, 0x00, 0xbf, 0x00, 0xbf, 0x00, 0xbf, 0x04, 0xb0, 0xfe, 0xbd, 0x00, 0x02, 0x03, 0x30,
};

/* T = ('x', 'y', 'a longer text') / x = 1 */
static const uint8_t texts[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x04, 0x01, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x02, 0x54,
    0x00, 0x02, 0x78, 0x00, 0x0a, 0x03, 0x05, 0x01, 0x78, 0x00, 0x05, 0x01, 0x79, 0x00, 0x05,
    0x0d, 0x61, 0x20, 0x6c, 0x6f, 0x6e, 0x67, 0x65, 0x72, 0x20, 0x74, 0x65, 0x78, 0x74, 0x00,
    0x68, 0x00, 0x04, 0x01, 0x24, 0x23, 0x00, 0x16, 0x02, 0x81, 0x16, 0x03, 0x51, 0x63,
};

/* b = (0,) * 0x7ffffff * 16 / L = [0] * 0x7ffffff * 16 / for i in range(17): / L.append(i) / L.extend(b) */
static const uint8_t huge[] = {
    0x4d, 0x06, 0x00, 0x1f, 0x07, 0x01, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x79, 0x81, 0x25, 0x02,
    0x62, 0x00, 0x02, 0x4c, 0x00, 0x02, 0x69, 0x00, 0x0a, 0x01, 0x07, 0x01, 0x30, 0x84, 0x10, 0x18, 0x0a,
    0x01, 0x2c, 0x2d, 0x26, 0x31, 0x23, 0x00, 0x22, 0xbf, 0xff, 0xff, 0x7f, 0xf4, 0x90, 0xf4, 0x16, 0x04,
    0x80, 0x2b, 0x01, 0x22, 0xbf, 0xff, 0xff, 0x7f, 0xf4, 0x90, 0xf4, 0x16, 0x05, 0x80, 0x42, 0x4e, 0x57,
    0x16, 0x06, 0x11, 0x05, 0x14, 0x02, 0x11, 0x06, 0x36, 0x01, 0x59, 0x81, 0xe5, 0x57, 0x91, 0xd7, 0x43,
    0x2d, 0x59, 0x11, 0x05, 0x14, 0x03, 0x11, 0x04, 0x36, 0x01, 0x59, 0x51, 0x63,
};

#define PREDICT(module, profile, in_place, path_size) predict(module, sizeof module, profile, in_place, path_size)

static struct xrom_mpy_cost predict(const uint8_t *bytes, size_t size, const char *profile, bool in_place,
                                    uint32_t path_size)
{
    struct xrom_mpy_import import = {xrom_mpy_profile(profile), in_place, path_size};
    struct xrom_mpy_cost cost;
    struct xrom_mpy mpy;
    size_t work_size;
    uint64_t sum;
    void *work;

    assert_int_equal(xrom_mpy_open(&mpy, bytes, size), XROM_OK);
    work_size = xrom_mpy_cost_work(&mpy);
    work = malloc(work_size);
    assert_non_null(work);
    assert_int_equal(xrom_mpy_cost(&mpy, &import, work, work_size, &cost), XROM_OK);
    free(work);
    sum = UINT64_C(0) + cost.context + cost.globals + cost.tables + cost.objects + cost.functions + cost.classes +
          cost.built + cost.code + cost.native;
    assert_int_equal(cost.total, sum < UINT32_MAX ? sum : UINT32_MAX);
    return cost;
}

static void test_mpy_cost_empty_module_is_a_module_and_its_tables(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(no_code, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.context, 16 + 16);
    assert_int_equal(cost.globals, 16); /* two names of its own, 8 bytes each */
    assert_int_equal(cost.tables, 16);  /* two names, 2 bytes each */
    assert_int_equal(cost.total, 64);
    assert_int_equal(cost.sureness, XROM_MPY_EXACT);
    assert_int_equal(cost.reason, XROM_MPY_NO_REASON);
}

static void test_mpy_cost_globals_grow_in_steps(void **state)
{
    (void)state;
    assert_int_equal(PREDICT(names, "rp2", true, 0).globals, 48);   /* 3 + 2 names: room for 6 */
    assert_int_equal(PREDICT(objects, "rp2", true, 0).globals, 64); /* 5 + 2: room for 8 */
}

static void test_mpy_cost_names_go_to_the_pools_unless_they_are_static(void **state)
{
    (void)state;
    /*
     * m.py, A, B, C; <module> is static. In a pool: 4 + 1 + 1 bytes each, or 4 + 2 + 1; their text where it is
     * copied.
     */
    assert_int_equal(PREDICT(names, "rp2", true, 0).names, 4 * 6);
    assert_int_equal(PREDICT(names, "32", true, 0).names, 4 * 7);
    assert_int_equal(PREDICT(names, "rp2", true, 0).names_text, 0);
    assert_int_equal(PREDICT(names, "rp2", false, 0).names_text, 5 + 2 + 2 + 2);
}

static void test_mpy_cost_package_keeps_its_path(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(no_code, "rp2", true, 12);

    (void)state;
    assert_int_equal(cost.globals, 32);    /* three names: room for 4 */
    assert_int_equal(cost.built, 16 + 16); /* a string, and 13 bytes of text */
}

static void test_mpy_cost_objects_leave_text_and_data_in_flash(void **state)
{
    (void)state;
    /* The str, the big integer with 8 digits of 2 bytes for 15 decimal ones, the float, the bytes, a tuple of two. */
    assert_int_equal(PREDICT(objects, "rp2", true, 0).objects, 16 + 16 + 16 + 16 + 16 + 16);
    /* 23 and 5 bytes of them are copied otherwise, each with a zero. */
    assert_int_equal(PREDICT(objects, "rp2", false, 0).objects, 96 + 32 + 16);
    /* Blocks of 32; the integer is a small one. */
    assert_int_equal(PREDICT(objects, "64", true, 0).objects, 32 + 32 + 32 + 32);
}

static void test_mpy_cost_text_that_is_a_name_is_no_object(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(texts, "rp2", true, 0);

    (void)state;
    /* The tuple, and two texts; x is a name of the file, y may be one of the firmware. */
    assert_int_equal(cost.objects, 32 + 16 + 16);
    assert_int_equal(cost.texts, 16);
}

static void test_mpy_cost_function_keeps_defaults_and_what_is_in_it(void **state)
{
    struct xrom_mpy_cost in_place = PREDICT(functions, "rp2", true, 0);
    struct xrom_mpy_cost copied = PREDICT(functions, "rp2", false, 0);

    (void)state;
    /* 4 words, a default and the dictionary of keyword defaults; a table of one function, and that one's raw code. */
    assert_int_equal(in_place.functions, 32 + 16 + 16);
    assert_int_equal(in_place.built, 16 + 16); /* a dictionary of one */
    assert_int_equal(in_place.code, 0);
    /* f has 19 bytes of code and the lambda 8; that of the module is gone. */
    assert_int_equal(copied.code, 32 + 16);
    assert_int_equal(copied.total, in_place.total + 48);
}

static void test_mpy_cost_class_has_a_type_and_a_table(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(classes, "rp2", true, 0);

    (void)state;
    /* A: a type, its dictionary, room for 4 names. B: the same, as a base fits into the last block of a type. */
    assert_int_equal(cost.classes, 2 * (64 + 16 + 32));
    /* g, the closure by which super() finds its class, and the cell in it. */
    assert_int_equal(cost.functions, 16 + 16 + 16);
    /* Types have 20 bytes and 10 or 11 words of 8; dictionaries 4 words, tables 4 pairs. */
    assert_int_equal(PREDICT(classes, "64", true, 0).classes, 2 * (128 + 32 + 64));
}

static void test_mpy_cost_built_objects_count_where_they_are_kept(void **state)
{
    (void)state;
    /* A list and its 5 items; a dictionary and its pair; a tuple of two. */
    assert_int_equal(PREDICT(built, "rp2", true, 0).built, 16 + 32 + 16 + 16 + 16);
    assert_int_equal(PREDICT(garbage, "rp2", true, 0).built, 0);
}

static void test_mpy_cost_calls_of_own_functions_are_followed(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(calls, "rp2", true, 0);

    (void)state;
    /* made, with a table of one function and its raw code; the closure f, its function, and the cell of n. */
    assert_int_equal(cost.functions, 16 + 16 + 16 + 16 + 16 + 16);
    assert_int_equal(cost.sureness, XROM_MPY_FOLLOWED);
    assert_int_equal(cost.reason, XROM_MPY_CALLS);
    assert_int_equal(calls[cost.reason_offset], 0x34); /* the call */
}

static void test_mpy_cost_loops_of_known_length_are_followed(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(loop, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.built, 16 + 64); /* nine items: room for 4, 8, then 16 */
    assert_int_equal(cost.sureness, XROM_MPY_FOLLOWED);
    cost = PREDICT(table, "rp2", true, 0);
    assert_int_equal(cost.built, 16 + 4 * 256); /* after 2048 rounds */
    assert_int_equal(cost.sureness, XROM_MPY_FOLLOWED);
    assert_false(cost.is_partial);
}

static void test_mpy_cost_sequence_times_less_than_nothing_is_empty(void **state)
{
    (void)state;
    /* Lists of 20 and 100 items, and two without any, which have room for 4. */
    assert_int_equal(PREDICT(repeated, "rp2", true, 0).built, 16 + 80 + 16 + 400 + 2 * (16 + 16));
}

static void test_mpy_cost_large_integers_are_estimated(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(numbers, "rp2", true, 0);

    (void)state;
    /* y of up to 360 bits, which are 23 digits of 2 bytes; z of 64 bits, which are 5. x is a small integer. */
    assert_int_equal(cost.built, 16 + 48 + 16 + 16);
    assert_int_equal(cost.sureness, XROM_MPY_GUESS);
    assert_int_equal(cost.reason, XROM_MPY_INTEGERS);
    assert_int_equal(numbers[cost.reason_offset], 0xf9); /* the first power that is large */
    assert_int_equal(cost.reason_offset, 47);
    assert_false(cost.is_partial);
}

static void test_mpy_cost_what_is_not_in_the_file_is_a_guess(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(unknown, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.sureness, XROM_MPY_GUESS);
    assert_int_equal(cost.reason, XROM_MPY_RESULT);
    assert_int_equal(cost.built, 16);
    cost = PREDICT(star, "rp2", true, 0);
    assert_int_equal(cost.sureness, XROM_MPY_GUESS);
    assert_int_equal(cost.reason, XROM_MPY_STAR);
}

/* x = NAME(1, 2) */
static struct xrom_mpy_cost predict_call(const char *name)
{
    static const uint8_t front[] = {'M', 6, 0, 31, 4, 0, 8, 'm', '.', 'p', 'y', 0, 0x0f};
    static const uint8_t back[] = {0,    0x02, 'x',  0,    0x68, 0x10, 0x02, 0x01, 0x11,
                                   0x02, 0x81, 0x82, 0x34, 0x02, 0x16, 0x03, 0x51, 0x63};
    uint8_t bytes[64];
    size_t size = strlen(name);

    assert_true(sizeof front + 1 + size + sizeof back <= sizeof bytes);
    memcpy(bytes, front, sizeof front);
    bytes[sizeof front] = (uint8_t)(size << 1);
    memcpy(bytes + sizeof front + 1, name, size);
    memcpy(bytes + sizeof front + 1 + size, back, sizeof back);
    return predict(bytes, sizeof front + 1 + size + sizeof back, "rp2", true, 0);
}

static void test_mpy_cost_name_is_known_only_as_a_whole(void **state)
{
    static const char *const others[] = {"mi", "minx", "arrax", "a_name_of_more_than_any"};

    (void)state;
    assert_int_equal(predict_call("min").sureness, XROM_MPY_EXACT);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct xrom_mpy_cost cost = predict_call(others[i]);
        assert_int_equal(cost.sureness, XROM_MPY_GUESS);
        assert_int_equal(cost.reason, XROM_MPY_RESULT);
    }
}

static void test_mpy_cost_code_that_never_ends_is_left(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(for_ever, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.sureness, XROM_MPY_GUESS);
    assert_int_equal(cost.reason, XROM_MPY_TOO_LONG);
    assert_true(cost.is_partial);
}

/* The first number of a prelude, in seven bytes: so many states, up to 2^16, and nothing else. */
static void put_states(uint8_t *at, uint32_t states)
{
    at[0] = (uint8_t)(0x80 | ((states - 1) & 0xf) << 3);
    for (unsigned i = 0; i < 6; i++) {
        at[1 + i] = (uint8_t)(((states - 1) >> (4 + 2 * i) & 3) << 4 | (i < 5 ? 0x80 : 0));
    }
}

/* A module that does nothing with so many states. */
static struct xrom_mpy_cost predict_states(uint32_t states)
{
    uint8_t bytes[] = {0x4d, 0x06, 0x00, 0x1f, 0x02, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f,
                       0x58, 0,    0,    0,    0,    0,    0,    0,    0x02, 0x01, 0x51, 0x63};

    put_states(bytes + 14, states);
    return predict(bytes, sizeof bytes, "rp2", true, 0);
}

static void test_mpy_cost_code_with_more_states_than_are_followed_is_left(void **state)
{
    static const uint32_t others[] = {2049, 4096, 4097, 65536};

    (void)state;
    assert_int_equal(predict_states(2048).sureness, XROM_MPY_EXACT);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct xrom_mpy_cost cost = predict_states(others[i]);
        assert_int_equal(cost.reason, XROM_MPY_TOO_LONG);
        assert_true(cost.is_partial);
    }
}

static void test_mpy_cost_states_are_steps(void **state)
{
    /* def f(): / pass / while True: / f(), where f has other states */
    uint8_t bytes[] = {0x4d, 0x06, 0x00, 0x1f, 0x03, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f,
                       0x02, 0x66, 0x00, 0x81, 0x14, 0x00, 0x06, 0x01, 0x44, 0x20, 0x32, 0x00, 0x16,
                       0x02, 0x11, 0x02, 0x34, 0x00, 0x59, 0x42, 0x39, 0x51, 0x63, 0x01, 0x60, 0,
                       0,    0,    0,    0,    0,    0,    0x04, 0x02, 0x20, 0x51, 0x63};

    (void)state;
    /* Each call takes less than the steps that are left, or more. */
    for (uint32_t states = 1000; states < 1040; states++) {
        struct xrom_mpy_cost cost;
        put_states(bytes + 38, states);
        cost = predict(bytes, sizeof bytes, "rp2", true, 0);
        assert_int_equal(cost.reason, XROM_MPY_TOO_LONG);
        assert_true(cost.is_partial);
    }
}

static void test_mpy_cost_jump_out_of_the_code_ends_the_run(void **state)
{
    /* A jump back into a name, which could be run: it gives None and returns. */
    uint8_t bytes[] = {0x4d, 0x06, 0x00, 0x1f, 0x03, 0x00, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f, 0x10, 'Q', 'c',
                       'Q',  'c',  'Q',  'c',  'Q',  'c',  0x00, 0x38, 0x00, 0x02, 0x01, 0x42, 0x40, 0x51, 0x63};

    (void)state;
    assert_int_equal(predict(bytes, sizeof bytes, "rp2", true, 0).reason, XROM_MPY_LOOPS);
    bytes[28] = 0x40 - 15;
    assert_int_equal(predict(bytes, sizeof bytes, "rp2", true, 0).reason, XROM_MPY_RAISES);
}

/* Where each instruction reads or makes much more than its own step. */
static void test_mpy_cost_work_is_bounded_by_the_size_of_the_file(void **state)
{
    /* while True: / f(), where the prelude of f says 40,958 arguments and breaks off */
    static const uint8_t arguments[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f, 0x7c, 0x18, 0x02, 0x00,
                                        0x32, 0x00, 0xc0, 0xb0, 0x34, 0x00, 0x59, 0x42, 0xf9, 0x7f, 0x51,
                                        0x63, 0x01, 0x81, 0x08, 0x83, 0x8c, 0x8c, 0x8c, 0x8c, 0x8c, 0x8c,
                                        0x8c, 0x8c, 0x8c, 0x8c, 0x8c, 0x8c, 0x0c, 0x02, 0x00, 0x63};
    /* while True: / 1,990 items are taken out of a pair, and dropped at once */
    static const uint8_t unpacked[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f, 0x81, 0x48, 0xf8, 0x80, 0xb0,
                                       0xb0, 0x10, 0x02, 0x00, 0x80, 0x81, 0x2a, 0x02, 0xc0, 0xb0, 0x30, 0x8f,
                                       0x46, 0x2e, 0x8f, 0x46, 0x59, 0x42, 0xf5, 0x7f, 0x51, 0x63};
    /* while True: / [.. 1,990 integers] */
    static const uint8_t list[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f, 0x81, 0x20, 0xf8,
                                   0x80, 0xb0, 0xb0, 0x10, 0x02, 0x00, 0x53, 0x30, 0x8f, 0x46,
                                   0x2b, 0x8f, 0x46, 0x59, 0x42, 0xf5, 0x7f, 0x51, 0x63};
    /* while True: / a call with 255 arguments and 255 by name */
    static const uint8_t call[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f, 0x81, 0x30, 0xf8, 0x80,
                                   0xb0, 0xb0, 0x10, 0x02, 0x00, 0x53, 0x57, 0x30, 0x85, 0x7e, 0x34,
                                   0x83, 0xff, 0x7f, 0x59, 0x42, 0xf3, 0x7f, 0x51, 0x63};
    /* while True: / f(..), with 255 arguments by name, where f has one whose number is of 901 bytes */
    static const uint8_t names_front[] = {0x4d, 0x06, 0x00, 0x1f, 0x02, 0x00, 0x0f, 0x02, 0x66, 0x00, 0x81,
                                          0x44, 0xb0, 0xb0, 0xb0, 0x30, 0x02, 0x00, 0x32, 0x00, 0xc0, 0xb0,
                                          0x53, 0x30, 0x83, 0x7e, 0x34, 0x83, 0xfe, 0x00, 0x59, 0x42, 0xf3,
                                          0x7f, 0x51, 0x63, 0x01, 0xb8, 0x58, 0x19, 0x8c, 0x1c};
    static const uint8_t names_back[] = {0x00, 0x00, 0x51, 0x63};
    /* while True: / an integer of 4031 bytes */
    static const uint8_t integer_front[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f,
                                            0x81, 0xfc, 0x48, 0x18, 0x02, 0x00, 0x22};
    static const uint8_t integer_back[] = {0x00, 0x59, 0x42, 0xbc, 0x60, 0x51, 0x63};
    static const struct {
        const uint8_t *front;
        size_t front_size;
        size_t padding; /* bytes 0x80, which say nothing */
        const uint8_t *back;
        size_t back_size;
    } files[] = {
        {arguments, sizeof arguments, 65000, NULL, 0}, /* each byte allows steps, those behind the end, too */
        {unpacked, sizeof unpacked, 0, NULL, 0},
        {list, sizeof list, 0, NULL, 0},
        {call, sizeof call, 0, NULL, 0},
        {names_front, sizeof names_front, 900, names_back, sizeof names_back},
        {integer_front, sizeof integer_front, 4030, integer_back, sizeof integer_back},
    };
    static uint8_t bytes[66000];

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        size_t size = files[i].front_size;
        struct xrom_mpy_cost cost;
        memcpy(bytes, files[i].front, size);
        memset(bytes + size, 0x80, files[i].padding);
        size += files[i].padding;
        if (files[i].back) {
            memcpy(bytes + size, files[i].back, files[i].back_size);
            size += files[i].back_size;
        }
        cost = predict(bytes, size, "rp2", true, 0);
        assert_int_equal(cost.reason, XROM_MPY_TOO_LONG);
        assert_true(cost.is_partial);
    }
}

static void test_mpy_cost_sum_of_the_least_integers_is_large(void **state)
{
    /* -2**62 + -2**62 */
    static const uint8_t least[] = {0x4d, 0x06, 0x00, 0x1f, 0x01, 0x00, 0x0f, 0x81, 0x50, 0x18, 0x02, 0x00,
                                    0x22, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0x22, 0xc0,
                                    0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0xf2, 0x51, 0x63};
    struct xrom_mpy_cost cost = PREDICT(least, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.reason, XROM_MPY_INTEGERS);
}

static void test_mpy_cost_name_that_stands_twice_counts_once(void **state)
{
    /* Four times __name__, each of which is deleted, and a new global. */
    static const uint8_t twice[] = {0x4d, 0x06, 0x00, 0x1f, 0x05, 0x00, 0x2f, 0x2f, 0x2f, 0x2f, 0x02,
                                    0x66, 0x00, 0x81, 0x00, 0x18, 0x02, 0x00, 0x1a, 0x00, 0x1a, 0x01,
                                    0x1a, 0x02, 0x1a, 0x03, 0x81, 0x17, 0x04, 0x51, 0x63};

    (void)state;
    assert_int_equal(PREDICT(twice, "rp2", true, 0).globals, 16);
}

static void test_mpy_cost_list_larger_than_any_memory_is_left(void **state)
{
    struct xrom_mpy_cost cost = PREDICT(huge, "rp2", true, 0);

    (void)state;
    assert_int_equal(cost.total, UINT32_MAX);
    assert_int_equal(cost.sureness, XROM_MPY_GUESS);
    assert_int_equal(cost.reason, XROM_MPY_RAISES);
}

/* x = b"abc" * 3, but with another number for the object, in five bytes. */
static struct xrom_mpy_cost predict_object(uint32_t number)
{
    uint8_t bytes[] = {0x4d, 0x06, 0x00, 0x1f, 0x03, 0x01, 0x08, 0x6d, 0x2e, 0x70, 0x79, 0x00, 0x0f,
                       0x02, 0x78, 0x00, 0x06, 0x03, 0x61, 0x62, 0x63, 0x00, 0x78, 0x08, 0x02, 0x01,
                       0x23, 0,    0,    0,    0,    0,    0x83, 0xf4, 0x16, 0x02, 0x51, 0x63};

    for (unsigned i = 0; i < 5; i++) {
        bytes[27 + i] = (uint8_t)((number >> 7 * (4 - i) & 0x7f) | (i < 4 ? 0x80 : 0));
    }
    return predict(bytes, sizeof bytes, "rp2", true, 0);
}

static void test_mpy_cost_object_that_is_not_there_ends_the_run(void **state)
{
    /* Behind the last one; and what would be any name, a node or a small integer, or the object before the first. */
    static const uint32_t others[] = {1, 0x3fffffff, 0x67fffffa, 0x7ffffffa, 0xa7fffffe, 0xbffffffa, 0xffffffff};

    (void)state;
    assert_int_equal(predict_object(0).built, 32); /* an object, and nine bytes */
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct xrom_mpy_cost cost = predict_object(others[i]);
        assert_int_equal(cost.sureness, XROM_MPY_GUESS);
        assert_int_equal(cost.reason, XROM_MPY_RAISES);
    }
}

static void test_mpy_cost_machine_code_is_copied_from_anywhere(void **state)
{
    struct xrom_mpy_cost in_place = PREDICT(machine, "rp2", true, 0);
    struct xrom_mpy_cost copied = PREDICT(machine, "rp2", false, 0);

    (void)state;
    assert_true(in_place.native > 0);
    assert_int_equal(in_place.native, copied.native);
    assert_int_equal(in_place.code, 0);
    assert_int_equal(PREDICT(machine, "64", true, 0).native, 0); /* which has memory of its own for it */
}

static void test_mpy_cost_too_little_memory_is_an_error(void **state)
{
    struct xrom_mpy_import import = {xrom_mpy_profile("rp2"), true, 0};
    uint32_t work[64];
    struct xrom_mpy_cost cost;
    struct xrom_mpy mpy;

    (void)state;
    FILL(cost);
    assert_int_equal(xrom_mpy_open(&mpy, calls, sizeof calls), XROM_OK);
    assert_int_equal(xrom_mpy_cost(&mpy, &import, work, sizeof work, &cost), XROM_ERR_BUFFER);
    assert_untouched(cost);
}

/* Two bytes of a number. */
static uint8_t *put_number(uint8_t *at, unsigned number)
{
    *at++ = (uint8_t)(0x80 | number >> 7);
    *at++ = number & 0x7f;
    return at;
}

/* A file of so many names without text, of constants, and of functions without any code. */
static size_t make_file(uint8_t *bytes, const unsigned counts[3])
{
    static const uint8_t header[] = {'M', 6, 0, 31};
    static const uint8_t code[] = {5 << 3 | 4, 0x00, 0x02, 0, 0x51, 0x63};
    uint8_t *next = bytes + sizeof header;

    memcpy(bytes, header, sizeof header);
    next = put_number(put_number(next, counts[0]), counts[1]);
    memset(next, 0, counts[0] * 2); /* no text, and the zero behind it */
    next += counts[0] * 2;
    memset(next, 1, counts[1]);
    next += counts[1];
    memcpy(next, code, sizeof code);
    next = put_number(next + sizeof code, counts[2]);
    memset(next, 0, counts[2]);
    return (size_t)(next + counts[2] - bytes);
}

static void test_mpy_cost_whatever_does_not_fit_into_the_memory_is_an_error(void **state)
{
    /* Names take more than all else, then the table by which they are found, then constants, then functions. */
    enum { MANY = 8200 };
    static const unsigned counts[][3] = {{1, 0, 0}, {8192, 0, 0}, {MANY, 0, 0}, {1, MANY, 0}, {1, 0, MANY}};
    static uint8_t bytes[MANY * 2 + 64];
    struct xrom_mpy_import import = {xrom_mpy_profile("rp2"), true, 0};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        size_t size = make_file(bytes, counts[i]);
        struct xrom_mpy_cost cost;
        struct xrom_mpy mpy;
        int error = XROM_ERR_BUFFER;

        assert_int_equal(xrom_mpy_open(&mpy, bytes, size), XROM_OK);
        for (size_t work_size = 0; error == XROM_ERR_BUFFER; work_size += 1024) {
            void *work = malloc(work_size + 1);

            assert_non_null(work);
            assert_true(work_size <= xrom_mpy_cost_work(&mpy));
            error = xrom_mpy_cost(&mpy, &import, work, work_size, &cost);
            free(work);
        }
        assert_int_equal(error, XROM_OK);
    }
}

static void test_mpy_cost_damage_is_an_error(void **state)
{
    struct xrom_mpy_import import = {xrom_mpy_profile("rp2"), true, 0};
    struct xrom_mpy_cost cost;
    struct xrom_mpy mpy;
    uint32_t work[1];

    (void)state;
    FILL(cost);
    assert_int_equal(xrom_mpy_open(&mpy, calls, sizeof calls - 1), XROM_OK);
    assert_int_equal(xrom_mpy_cost(&mpy, &import, work, sizeof work, &cost), XROM_ERR_MPY_TRUNCATED);
    assert_untouched(cost);
}

static void test_mpy_profile_of_another_name_is_none(void **state)
{
    (void)state;
    assert_non_null(xrom_mpy_profile("rp2"));
    assert_non_null(xrom_mpy_profile("32"));
    assert_non_null(xrom_mpy_profile("64"));
    assert_non_null(xrom_mpy_profile("wasm"));
    assert_null(xrom_mpy_profile("rp"));
    assert_null(xrom_mpy_profile("rp20"));
    assert_null(xrom_mpy_profile(""));
}

static void test_mpy_reason_texts_differ(void **state)
{
    (void)state;
    for (uint32_t i = 0; i <= XROM_MPY_TOO_LONG + 1; i++) {
        for (uint32_t j = 0; j < i; j++) {
            assert_string_not_equal(xrom_mpy_reason_text(i), xrom_mpy_reason_text(j));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mpy_cost_empty_module_is_a_module_and_its_tables),
        cmocka_unit_test(test_mpy_cost_globals_grow_in_steps),
        cmocka_unit_test(test_mpy_cost_names_go_to_the_pools_unless_they_are_static),
        cmocka_unit_test(test_mpy_cost_package_keeps_its_path),
        cmocka_unit_test(test_mpy_cost_objects_leave_text_and_data_in_flash),
        cmocka_unit_test(test_mpy_cost_text_that_is_a_name_is_no_object),
        cmocka_unit_test(test_mpy_cost_function_keeps_defaults_and_what_is_in_it),
        cmocka_unit_test(test_mpy_cost_class_has_a_type_and_a_table),
        cmocka_unit_test(test_mpy_cost_built_objects_count_where_they_are_kept),
        cmocka_unit_test(test_mpy_cost_calls_of_own_functions_are_followed),
        cmocka_unit_test(test_mpy_cost_loops_of_known_length_are_followed),
        cmocka_unit_test(test_mpy_cost_sequence_times_less_than_nothing_is_empty),
        cmocka_unit_test(test_mpy_cost_large_integers_are_estimated),
        cmocka_unit_test(test_mpy_cost_what_is_not_in_the_file_is_a_guess),
        cmocka_unit_test(test_mpy_cost_name_is_known_only_as_a_whole),
        cmocka_unit_test(test_mpy_cost_code_that_never_ends_is_left),
        cmocka_unit_test(test_mpy_cost_code_with_more_states_than_are_followed_is_left),
        cmocka_unit_test(test_mpy_cost_states_are_steps),
        cmocka_unit_test(test_mpy_cost_jump_out_of_the_code_ends_the_run),
        cmocka_unit_test(test_mpy_cost_work_is_bounded_by_the_size_of_the_file),
        cmocka_unit_test(test_mpy_cost_sum_of_the_least_integers_is_large),
        cmocka_unit_test(test_mpy_cost_name_that_stands_twice_counts_once),
        cmocka_unit_test(test_mpy_cost_list_larger_than_any_memory_is_left),
        cmocka_unit_test(test_mpy_cost_object_that_is_not_there_ends_the_run),
        cmocka_unit_test(test_mpy_cost_machine_code_is_copied_from_anywhere),
        cmocka_unit_test(test_mpy_cost_too_little_memory_is_an_error),
        cmocka_unit_test(test_mpy_cost_whatever_does_not_fit_into_the_memory_is_an_error),
        cmocka_unit_test(test_mpy_cost_damage_is_an_error),
        cmocka_unit_test(test_mpy_profile_of_another_name_is_none),
        cmocka_unit_test(test_mpy_reason_texts_differ),
    };

    return cmocka_run_group_tests_name("mpy_cost", tests, NULL, NULL);
}
