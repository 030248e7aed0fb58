/* SPDX-License-Identifier: MIT */
/* The walk over the parts of a .mpy, and the preludes of its code. */
#include <string.h>

#include <xrom/mpy.h>

#include "support.h"

#define LEVELS 4

/* A file with a part of each kind, as mpy-cross writes it; the code is not such that it could run. */
static const uint8_t all_kinds[] = {
    'M',
    6,
    5 << 2 | 3,
    31, /* armv7m */
    2,
    9, /* names, objects */
    8,
    'm',
    '.',
    'p',
    'y',
    0,          /* @6: the name of the source */
    7 << 1 | 1, /* @12: <module> */
    0,          /* @13: the table of functions */
    1,
    2,
    3,
    4, /* @14: None, False, True, Ellipsis */
    5,
    2,
    'a',
    'b',
    0, /* @18: str */
    6,
    1,
    0xff,
    0, /* @23: bytes */
    10,
    4, /* @27: a tuple, with */
    7,
    3,
    '1',
    '2',
    '3', /* @29: int */
    10,
    1,
    8,
    3,
    '1',
    '.',
    '5', /* @34: a tuple of a float */
    10,
    0, /* @41: an empty tuple */
    9,
    2,
    '2',
    'j',            /* @43: complex */
    1,              /* @47: None, the last object */
    7 << 3 | 4 | 0, /* @48: bytecode with functions in it */
    0x08,
    0x04,
    1,
    0,
    0x51,
    0x63,
    0x51, /* @49 */
    3,    /* @56: three of them */
    6 << 3 | 1,
    0xde,
    0xad,
    0x00,
    0x04,
    1,
    0, /* @57: native, code at 58 */
    2, /* @64: its prelude is at 2 of 58 */
    2 << 3 | 4 | 2,
    0xbe,
    0xef, /* @65: viper, with functions in it */
    0x70,
    3,
    0x85,
    0x00,
    'r',
    'o',
    'd', /* @68: flags, rodata of 3, 640 bytes of zeros */
    1,
    1 << 3 | 3,
    0x77,
    0,
    2,
    0x81,
    0x23, /* @75: a function in assembler: flags, arguments, types */
    1,
    0,
    3,
    0,
    7,
    4,
    0xff, /* @82: relocations of the viper code, with an address or a count */
    2 << 3 | 3,
    0x70,
    0x47,
    0,
    0,
    0, /* @89: assembler */
};

static void open_mpy(struct xrom_mpy *mpy, const void *bytes, size_t size)
{
    assert_int_equal(xrom_mpy_open(mpy, bytes, size), XROM_OK);
}

static void assert_next_fails(const struct xrom_mpy *mpy, struct xrom_mpy_walk *walk, int error, uint32_t position)
{
    struct xrom_mpy_part part;

    FILL(part);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(xrom_mpy_next(mpy, walk, &part), error);
        assert_int_equal(walk->position, position);
    }
    assert_untouched(part);
}

/* Asserts that a file of these bytes has so many good parts, and then damage. */
static void assert_damage(const void *bytes, size_t size, int good, int error, uint32_t position)
{
    uint32_t levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    open_mpy(&mpy, bytes, size);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, LEVELS, &walk), XROM_OK);
    for (int i = 0; i < good; i++) {
        assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    }
    assert_next_fails(&mpy, &walk, error, position);
}

#define ASSERT_DAMAGE(good, error, position, ...)                                                                      \
    do {                                                                                                               \
        const uint8_t damaged[] = {__VA_ARGS__};                                                                       \
        assert_damage(damaged, sizeof damaged, good, error, position);                                                 \
    } while (0)

static void test_mpy_walk_gives_all_parts_in_order(void **state)
{
    static const struct xrom_mpy_part expected[] = {
        /* kind, depth, offset, size, count, number, prelude, rodata, bss */
        {XROM_MPY_QSTR, 0, 7, 4, 0, 0, 0, 0, 0},       {XROM_MPY_STATIC_QSTR, 0, 0, 0, 0, 7, 0, 0, 0},
        {XROM_MPY_FUN_TABLE, 0, 0, 0, 0, 0, 0, 0, 0},  {XROM_MPY_NONE, 0, 0, 0, 0, 0, 0, 0, 0},
        {XROM_MPY_FALSE, 0, 0, 0, 0, 0, 0, 0, 0},      {XROM_MPY_TRUE, 0, 0, 0, 0, 0, 0, 0, 0},
        {XROM_MPY_ELLIPSIS, 0, 0, 0, 0, 0, 0, 0, 0},   {XROM_MPY_STR, 0, 20, 2, 0, 0, 0, 0, 0},
        {XROM_MPY_BYTES, 0, 25, 1, 0, 0, 0, 0, 0},     {XROM_MPY_TUPLE, 0, 29, 0, 4, 0, 0, 0, 0},
        {XROM_MPY_INT, 1, 31, 3, 0, 0, 0, 0, 0},       {XROM_MPY_TUPLE, 1, 36, 0, 1, 0, 0, 0, 0},
        {XROM_MPY_FLOAT, 2, 38, 3, 0, 0, 0, 0, 0},     {XROM_MPY_TUPLE, 1, 43, 0, 0, 0, 0, 0, 0},
        {XROM_MPY_COMPLEX, 1, 45, 2, 0, 0, 0, 0, 0},   {XROM_MPY_NONE, 0, 0, 0, 0, 0, 0, 0, 0},
        {XROM_MPY_BYTECODE, 0, 49, 7, 3, 0, 49, 0, 0}, {XROM_MPY_NATIVE, 1, 58, 6, 0, 0, 60, 0, 0},
        {XROM_MPY_VIPER, 1, 66, 2, 1, 0, 0, 3, 640},   {XROM_MPY_ASM, 2, 77, 1, 0, 0, 0, 0, 0},
        {XROM_MPY_ASM, 1, 90, 2, 0, 0, 0, 0, 0},
    };
    uint32_t levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, all_kinds, sizeof all_kinds);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, LEVELS, &walk), XROM_OK);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
        assert_memory_equal(&part, &expected[i], sizeof part);
    }
    assert_next_fails(&mpy, &walk, XROM_ERR_END, sizeof all_kinds);
}

static void test_mpy_walk_ignores_what_follows(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0, 31, 0, 0, 0, 1, 2, 3};
    uint32_t levels[1];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, bytes, sizeof bytes);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 1, &walk), XROM_OK);
    assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    assert_next_fails(&mpy, &walk, XROM_ERR_END, 7);
}

static void test_mpy_walk_each_prefix_is_truncated(void **state)
{
    uint32_t levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    for (size_t size = 1; size < sizeof all_kinds; size++) {
        int error = xrom_mpy_open(&mpy, all_kinds, size);

        if (!error) {
            assert_int_equal(xrom_mpy_walk(&mpy, levels, LEVELS, &walk), XROM_OK);
        }
        while (!error) {
            error = xrom_mpy_next(&mpy, &walk, &part);
        }
        assert_int_equal(error, XROM_ERR_MPY_TRUNCATED);
    }
}

static void test_mpy_walk_deeper_than_levels_says_so(void **state)
{
    uint32_t levels[2];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;
    int error;

    (void)state;
    open_mpy(&mpy, all_kinds, sizeof all_kinds);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 0, &walk), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 2, &walk), XROM_OK);
    do {
        error = xrom_mpy_next(&mpy, &walk, &part);
    } while (!error);
    assert_int_equal(error, XROM_ERR_LEVELS);
    assert_next_fails(&mpy, &walk, XROM_ERR_LEVELS, 34);
}

static void test_mpy_walk_relocations_need_a_level(void **state)
{
    static const uint8_t viper[] = {'M', 6, 4, 31, 0, 0, 0 << 3 | 2, 0x10, 0xff};
    uint32_t levels[2];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, viper, sizeof viper);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 1, &walk), XROM_OK);
    assert_next_fails(&mpy, &walk, XROM_ERR_LEVELS, 6);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 2, &walk), XROM_OK);
    assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_ERR_END);
}

static void test_mpy_walk_relocations_end_at_an_ff_that_is_no_address_and_no_count(void **state)
{
    static const uint8_t viper[] = {
        'M',  6,    4,    31, 0, 0, 0 << 3 | 2, 0x10, 0x01, 0xff, 0x01, /* an address */
        0x02, 0xff, 0x01,                                               /* a count */
        0x0e,                                                           /* neither */
        0xff,
    };
    uint32_t levels[2];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, viper, sizeof viper);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, 2, &walk), XROM_OK);
    assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    assert_next_fails(&mpy, &walk, XROM_ERR_END, sizeof viper);
}

static void test_mpy_walk_position_of_another_file_is_a_wrong_argument(void **state)
{
    static const uint8_t small[] = {'M', 6, 0, 31, 0, 0, 0};
    uint32_t levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, all_kinds, sizeof all_kinds);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, LEVELS, &walk), XROM_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    }
    open_mpy(&mpy, small, sizeof small);
    assert_next_fails(&mpy, &walk, XROM_ERR_ARGUMENT, 13);
}

static void test_mpy_walk_name_is_broken(void **state)
{
    (void)state;
    /* Its text is not all there; nor the zero behind it; that is another byte; its number is none. */
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 1, 0, 8, 'a', 'b', 'c');
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 1, 0, 6, 'a', 'b', 'c');
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 1, 0, 2, 'a', 'b', 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 1, 0, 0x01, 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 1, 0, 0x82, 0x4d, 0); /* 166 */
    ASSERT_DAMAGE(1, XROM_ERR_MPY_TRUNCATED, 8, 'M', 6, 0, 31, 1, 0, 0x82, 0x4b);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 1, 0, 0x8f, 0xff, 0xff, 0xff, 0x7e, 0);
    ASSERT_DAMAGE(0, XROM_ERR_VARUINT, 6, 'M', 6, 0, 31, 1, 0, 0x9f, 0xff, 0xff, 0xff, 0x7e, 0);
}

static void test_mpy_walk_object_is_broken(void **state)
{
    (void)state;
    /* No such kind; native code's alone; no zero behind; more items than bytes; more bytes than there are. */
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 0, 1, 11, 0, 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 0, 1, 0, 0, 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 0, 1, 5, 1, 'a', 'b', 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 0, 1, 6, 0, 'b', 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 1, 10, 3, 1, 1);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 1, 7, 3, '1', '2');
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 1, 8, 0x8f, 0xff, 0xff, 0xff, 0x7f, '1');
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 1, 10, 1);
    /* Not there at all. */
    ASSERT_DAMAGE(1, XROM_ERR_MPY_TRUNCATED, 10, 'M', 6, 0, 31, 0, 2, 5, 1, 'a', 0);
}

static void test_mpy_walk_code_is_broken(void **state)
{
    (void)state;
    /*
     * More code than bytes; native code in a file that has none; its prelude lies behind it; more functions than
     * bytes.
     */
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 0, 2 << 3, 0x51);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 0, 31, 0, 0, 0 << 3 | 2, 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_PART, 6, 'M', 6, 4, 31, 0, 0, 1 << 3 | 1, 0, 1);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 0, 31, 0, 0, 0 << 3 | 4, 2, 0);
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 4, 31, 0, 0, 0 << 3 | 1);
    /* Of viper code: constant data, relocations. */
    ASSERT_DAMAGE(0, XROM_ERR_MPY_TRUNCATED, 6, 'M', 6, 4, 31, 0, 0, 0 << 3 | 2, 0x20, 2, 'r');
    ASSERT_DAMAGE(1, XROM_ERR_MPY_TRUNCATED, 8, 'M', 6, 4, 31, 0, 0, 0 << 3 | 2, 0x10, 1, 0, 4);
}

static void test_mpy_prelude_says_what_a_function_needs(void **state)
{
    /* def f(a, b=1, *args, c, d=2, **kw), whose local 1 is shared with a function in it */
    static const uint8_t bytes[] = {
        'M', 6, 0, 31, 6, 0, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 15 << 3,
        /* @13: 42 states, 3 handlers, flags 14, 2 arguments, 2 keyword-only ones, 1 default */
        0xce, 0xa3, 0xc8, 0xc0, 0x40, 0x8f, 0x00, /* @18: 7 bytes of names and lines, a cell */
        1, 2, 3, 4, 5, 0x00, 0x00,                /* @20 */
        1,                                        /* @27 */
    };
    uint32_t levels[LEVELS];
    struct xrom_mpy_prelude prelude;
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy mpy;

    (void)state;
    open_mpy(&mpy, bytes, sizeof bytes);
    assert_int_equal(xrom_mpy_walk(&mpy, levels, LEVELS, &walk), XROM_OK);
    do {
        assert_int_equal(xrom_mpy_next(&mpy, &walk, &part), XROM_OK);
    } while (part.kind != XROM_MPY_BYTECODE);
    assert_int_equal(xrom_mpy_prelude(&mpy, &part, &prelude), XROM_OK);
    assert_int_equal(prelude.flags, XROM_MPY_VAR_KEYWORDS | XROM_MPY_VAR_ARGUMENTS | XROM_MPY_KEYWORD_DEFAULTS);
    assert_int_equal(prelude.state_count, 42);
    assert_int_equal(prelude.handler_count, 3);
    assert_int_equal(prelude.argument_count, 2);
    assert_int_equal(prelude.keyword_count, 2);
    assert_int_equal(prelude.default_count, 1);
    assert_int_equal(prelude.names, 20);
    assert_int_equal(prelude.lines, 25);
    assert_int_equal(prelude.cells, 27);
    assert_int_equal(prelude.code, 28);
}

static void test_mpy_prelude_of_what_is_not_here_is_a_wrong_argument(void **state)
{
    static const struct xrom_mpy_part parts[] = {
        /* kind, depth, offset, size, count, number, prelude, rodata, bss */
        {XROM_MPY_VIPER, 0, 6, 1, 0, 0, 0, 0, 0},             /* it has none */
        {XROM_MPY_BYTECODE, 0, 6, 1000, 0, 0, 6, 0, 0},       /* larger than the file */
        {XROM_MPY_BYTECODE, 0, 1000, 1, 0, 0, 1000, 0, 0},    /* behind the file */
        {XROM_MPY_NATIVE, 0, 6, 1, 0, 0, 8, 0, 0},            /* the prelude is behind the code */
        {XROM_MPY_BYTECODE, 0, UINT32_MAX, 1, 0, 0, 6, 0, 0}, /* the end wraps */
    };
    struct xrom_mpy_prelude prelude;
    struct xrom_mpy mpy;

    (void)state;
    FILL(prelude);
    open_mpy(&mpy, all_kinds, sizeof all_kinds);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_int_equal(xrom_mpy_prelude(&mpy, &parts[i], &prelude), XROM_ERR_ARGUMENT);
    }
    assert_untouched(prelude);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mpy_walk_gives_all_parts_in_order),
        cmocka_unit_test(test_mpy_walk_ignores_what_follows),
        cmocka_unit_test(test_mpy_walk_each_prefix_is_truncated),
        cmocka_unit_test(test_mpy_walk_deeper_than_levels_says_so),
        cmocka_unit_test(test_mpy_walk_relocations_need_a_level),
        cmocka_unit_test(test_mpy_walk_relocations_end_at_an_ff_that_is_no_address_and_no_count),
        cmocka_unit_test(test_mpy_walk_position_of_another_file_is_a_wrong_argument),
        cmocka_unit_test(test_mpy_walk_name_is_broken),
        cmocka_unit_test(test_mpy_walk_object_is_broken),
        cmocka_unit_test(test_mpy_walk_code_is_broken),
        cmocka_unit_test(test_mpy_prelude_says_what_a_function_needs),
        cmocka_unit_test(test_mpy_prelude_of_what_is_not_here_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("mpy_walk", tests, NULL, NULL);
}
