/* SPDX-License-Identifier: MIT */
/* The check of a .mpy: each way in which code can be damaged, and where it says that it is. */
#include <string.h>

#include <xrom/mpy.h>

#include "support.h"

#define LEVELS 4

/* Two names, an object, code with a child: what instructions may name. The rest is a case's own. */
#define HEADER 'M', 6, 0, 31, 2, 1, 0x0f, 0x0f, 1
#define CHILD 1, 6 << 3, 0x00, 0x04, 1, 0, 0x51, 0x63
#define CODE 14 /* offset of the code behind HEADER, a byte of kind and size and a prelude */

static int check(const void *bytes, size_t size, struct xrom_fault *fault)
{
    uint32_t levels[LEVELS];
    struct xrom_mpy mpy;

    assert_int_equal(xrom_mpy_open(&mpy, bytes, size), XROM_OK);
    return xrom_mpy_check(&mpy, levels, LEVELS, fault);
}

static void assert_sound(const void *bytes, size_t size)
{
    struct xrom_fault fault;

    FILL(fault);
    assert_int_equal(check(bytes, size, &fault), XROM_OK);
    assert_untouched(fault);
}

static void assert_fault(const void *bytes, size_t size, int error, uint32_t offset)
{
    struct xrom_fault fault;

    assert_int_equal(check(bytes, size, &fault), error);
    assert_int_equal(fault.error, error);
    assert_int_equal(fault.offset, offset);
}

/* A file whose module has these instructions, between a prelude of 2 states and a child. */
struct module {
    uint8_t bytes[64];
    size_t size;
};

static struct module module_of(const uint8_t *instructions, size_t size)
{
    static const uint8_t header[] = {HEADER};
    static const uint8_t prelude[] = {0x08, 0x04, 1, 0};
    static const uint8_t child[] = {CHILD};
    struct module module;

    memcpy(module.bytes, header, sizeof header);
    module.bytes[sizeof header] = (uint8_t)((sizeof prelude + size) << 3 | 4);
    memcpy(module.bytes + CODE - sizeof prelude, prelude, sizeof prelude);
    memcpy(module.bytes + CODE, instructions, size);
    memcpy(module.bytes + CODE + size, child, sizeof child);
    module.size = CODE + size + sizeof child;
    return module;
}

#define ASSERT_SOUND(...)                                                                                              \
    do {                                                                                                               \
        const uint8_t code[] = {__VA_ARGS__};                                                                          \
        struct module module = module_of(code, sizeof code);                                                           \
        assert_sound(module.bytes, module.size);                                                                       \
    } while (0)

/* The fault is at an instruction, whose offset counts from the first. */
#define ASSERT_WRONG(at, ...)                                                                                          \
    do {                                                                                                               \
        const uint8_t code[] = {__VA_ARGS__};                                                                          \
        struct module module = module_of(code, sizeof code);                                                           \
        assert_fault(module.bytes, module.size, XROM_ERR_MPY_PART, CODE + at);                                         \
    } while (0)

#define ASSERT_FAULT(error, offset, ...)                                                                               \
    do {                                                                                                               \
        const uint8_t bytes[] = {__VA_ARGS__};                                                                         \
        assert_fault(bytes, sizeof bytes, error, offset);                                                              \
    } while (0)

static void test_mpy_check_operands_of_all_forms_are_sound(void **state)
{
    (void)state;
    ASSERT_SOUND(0x51, 0x63);                   /* none */
    ASSERT_SOUND(0x10, 1, 0x10, 0x80, 0x01);    /* a name */
    ASSERT_SOUND(0x23, 0);                      /* an object */
    ASSERT_SOUND(0x32, 0, 0x33, 0);             /* a function */
    ASSERT_SOUND(0x20, 0, 9, 0x21, 0, 9);       /* a closure, and the number of cells it takes */
    ASSERT_SOUND(0x24, 1, 0x29, 1, 0xb1, 0xc1); /* a local */
    ASSERT_SOUND(0x22, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f); /* an integer, of any size */
    ASSERT_SOUND(0x2b, 0x8f, 0xff, 0xff, 0xff, 0x7f);                               /* things on the stack */
    ASSERT_SOUND(0x42, 0x3e);                                                       /* a jump to itself */
    ASSERT_SOUND(0x42, 0xfd, 0x7f);                                                 /* the same in two bytes */
    ASSERT_SOUND(0x40, 0x3e, 0);                                                    /* out of a block */
    ASSERT_SOUND(0x4b, 0, 0x63);                                                    /* forwards */
    ASSERT_SOUND(0xd0, 0xd3, 0xd7, 0xf9, 0x5f, 0x69);
}

static void test_mpy_check_operation_is_unknown(void **state)
{
    static const uint8_t unknown[] = {0x00, 0x0f, 0x1d, 0x1f, 0x38, 0x3f, 0x41, 0x4c, 0x4f,
                                      0x60, 0x61, 0x6a, 0x6f, 0xd4, 0xd6, 0xfa, 0xff};

    (void)state;
    for (size_t i = 0; i < sizeof unknown; i++) {
        ASSERT_WRONG(1, 0x51, unknown[i], 0, 0, 0x63);
    }
}

static void test_mpy_check_operand_names_what_does_not_exist(void **state)
{
    (void)state;
    ASSERT_WRONG(1, 0x51, 0x10, 2);
    ASSERT_WRONG(1, 0x51, 0x23, 1);
    ASSERT_WRONG(1, 0x51, 0x32, 1);
    ASSERT_WRONG(1, 0x51, 0x33, 1);
    ASSERT_WRONG(1, 0x51, 0x20, 1, 0);
    ASSERT_WRONG(1, 0x51, 0x21, 1, 0);
    ASSERT_WRONG(1, 0x51, 0x24, 2);
    ASSERT_WRONG(1, 0x51, 0x29, 2);
    ASSERT_WRONG(1, 0x51, 0xb2);
    ASSERT_WRONG(1, 0x51, 0xcf);
}

static void test_mpy_check_jump_leaves_its_code(void **state)
{
    (void)state;
    ASSERT_WRONG(1, 0x51, 0x42, 0x3c);       /* before it */
    ASSERT_WRONG(1, 0x51, 0x42, 0x40);       /* to its end */
    ASSERT_WRONG(1, 0x51, 0x42, 0x80, 0x00); /* far before it */
    ASSERT_WRONG(1, 0x51, 0x4b, 0);
    ASSERT_WRONG(1, 0x51, 0x4b, 0xff, 0xff);
}

static void test_mpy_check_instruction_is_cut_off(void **state)
{
    (void)state;
    ASSERT_WRONG(1, 0x51, 0x10);
    ASSERT_WRONG(1, 0x51, 0x10, 0x80);
    ASSERT_WRONG(1, 0x51, 0x22, 0xff);
    ASSERT_WRONG(1, 0x51, 0x42);
    ASSERT_WRONG(1, 0x51, 0x42, 0x80);
    ASSERT_WRONG(1, 0x51, 0x20, 0);
    ASSERT_WRONG(1, 0x51, 0x23, 0x9f, 0xff, 0xff, 0xff, 0x7f);
}

static void test_mpy_check_code_without_instructions_is_damage(void **state)
{
    (void)state;
    ASSERT_FAULT(XROM_ERR_MPY_PART, CODE, HEADER, 4 << 3, 0x08, 0x04, 1, 0);
}

static void test_mpy_check_prelude_is_broken(void **state)
{
    (void)state;
    /* None; cut off; names are not all there, or name what does not exist; more than 30 bits. */
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 0 << 3, 0, 0);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 1 << 3, 0x08);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 2 << 3, 0x80, 0x80);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 5 << 3, 0x08, 0x08, 1, 0, 0x51);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 5 << 3, 0x08, 0x0b, 1, 0, 0x51);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 5 << 3, 0x09, 0x02, 1, 0, 0x51);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 5 << 3, 0x08, 0x04, 2, 0, 0x51);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, HEADER, 10 << 3, 0x08, 0x84, 0x80, 0x80, 0x80, 0x80, 0x00, 1, 0, 0x51);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 11, HEADER, 0x81, 0x18, 0x88, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                 0x80, 0x80, 0x80, 0x80, 0x00, 0x04, 1, 0, 0x51);
}

static void test_mpy_check_cell_is_no_local(void **state)
{
    (void)state;
    ASSERT_FAULT(XROM_ERR_MPY_PART, 14, HEADER, 6 << 3, 0x08, 0x05, 1, 0, 2, 0x51);
}

static void test_mpy_check_fault_of_a_part_is_at_the_part(void **state)
{
    (void)state;
    ASSERT_FAULT(XROM_ERR_MPY_PART, 8, 'M', 6, 0, 31, 2, 1, 0x0f, 0x0f, 11);
    ASSERT_FAULT(XROM_ERR_MPY_TRUNCATED, 9, HEADER, 9 << 3, 0x51);
    ASSERT_FAULT(XROM_ERR_LEVELS, 12, 'M', 6, 0, 31, 0, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 1);
}

static void test_mpy_check_native_code_has_a_prelude_too(void **state)
{
    static const uint8_t sound[] = {'M', 6, 7, 31, 1, 0, 0x0f, 6 << 3 | 1, 0xde, 0xad, 0x00, 0x04, 0, 0, 2};

    (void)state;
    assert_sound(sound, sizeof sound);
    /* A name that does not exist; a cell that is no local. */
    ASSERT_FAULT(XROM_ERR_MPY_PART, 10, 'M', 6, 7, 31, 1, 0, 0x0f, 6 << 3 | 1, 0xde, 0xad, 0x00, 0x04, 1, 0, 2);
    ASSERT_FAULT(XROM_ERR_MPY_PART, 14, 'M', 6, 7, 31, 1, 0, 0x0f, 7 << 3 | 1, 0xde, 0xad, 0x00, 0x05, 0, 0, 1, 2);
}

static void test_mpy_check_without_levels_is_a_wrong_argument(void **state)
{
    static const uint8_t bytes[] = {HEADER};
    struct xrom_fault fault;
    struct xrom_mpy mpy;
    uint32_t levels[1];

    (void)state;
    FILL(fault);
    assert_int_equal(xrom_mpy_open(&mpy, bytes, sizeof bytes), XROM_OK);
    assert_int_equal(xrom_mpy_check(&mpy, levels, 0, &fault), XROM_ERR_ARGUMENT);
    assert_untouched(fault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mpy_check_operands_of_all_forms_are_sound),
        cmocka_unit_test(test_mpy_check_operation_is_unknown),
        cmocka_unit_test(test_mpy_check_operand_names_what_does_not_exist),
        cmocka_unit_test(test_mpy_check_jump_leaves_its_code),
        cmocka_unit_test(test_mpy_check_instruction_is_cut_off),
        cmocka_unit_test(test_mpy_check_code_without_instructions_is_damage),
        cmocka_unit_test(test_mpy_check_prelude_is_broken),
        cmocka_unit_test(test_mpy_check_cell_is_no_local),
        cmocka_unit_test(test_mpy_check_fault_of_a_part_is_at_the_part),
        cmocka_unit_test(test_mpy_check_native_code_has_a_prelude_too),
        cmocka_unit_test(test_mpy_check_without_levels_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("mpy_check", tests, NULL, NULL);
}
