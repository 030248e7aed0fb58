/* SPDX-License-Identifier: MIT */
/* C source, assembler source and objects: what is in them, byte for byte, and names. */
#include <stdlib.h>
#include <string.h>

#include <xrom/embed.h>

#include "support_build.h"

static const struct xrom_embed plain_embed = {"image", NULL, 8};

static void assert_text_is(struct memory_sink *memory, const char *text)
{
    assert_bytes_equal(memory->bytes, text, strlen(text));
    free(memory->bytes.data);
}

static void test_symbol_of_any_file_name_is_good(void **state)
{
    static const char *const names[][2] = {
        {"assets.romfs", "romfs_assets"},
        {"/a/b.c/assets", "romfs_assets"},
        {"a.b.c", "romfs_a_b"},
        {"1st", "romfs_1st"},
        {"int.img", "romfs_int"},
        {"a - b", "romfs_a_b"},
        {"gr\xc3\xb6\xc3\x9f"
         "e",
         "romfs_gr_e"},
        {"_a_", "romfs_a_"},
        {".hidden", "romfs_hidden"},
        {"\xff\x01\"\\", "romfs_image"},
        {"a/", "romfs_image"},
        {"", "romfs_image"},
    };
    char symbol[XROM_SYMBOL_MAX + 1];
    char longest[1000];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        xrom_symbol_make(names[i][0], symbol);
        assert_string_equal(symbol, names[i][1]);
        assert_true(xrom_symbol_is_good(symbol));
    }
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    xrom_symbol_make(longest, symbol);
    assert_int_equal(strlen(symbol), XROM_SYMBOL_MAX);
    assert_true(xrom_symbol_is_good(symbol));
    assert_false(xrom_symbol_is_good(longest));
}

static void test_symbol_of_c_is_good_but_no_keyword(void **state)
{
    static const char *const good[] = {"a", "_a", "A9", "integer", "romfs_image"};
    static const char *const bad[] = {"", "9a", "a b", "a-b", "a\n", "\xc3\xb6", "int", "class", "main", "linux"};
    static const char *const good_sections[] = {".rodata.x", "a", ".a-b_c$9"};
    static const char *const bad_sections[] = {"", "-a", "a b", "a\"", "a,b", "a\n", "\xc3\xb6"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(xrom_symbol_is_good(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(xrom_symbol_is_good(bad[i]));
    }
    for (size_t i = 0; i < sizeof good_sections / sizeof good_sections[0]; i++) {
        assert_true(xrom_section_is_good(good_sections[i]));
    }
    for (size_t i = 0; i < sizeof bad_sections / sizeof bad_sections[0]; i++) {
        assert_false(xrom_section_is_good(bad_sections[i]));
    }
}

static void test_embed_assembler_source_names_the_file(void **state)
{
    struct memory_sink memory;

    (void)state;
    memory_sink_begin(&memory);
    assert_int_equal(xrom_embed_assembler(&plain_embed, "a \"b\"\\\n\xc3\xb6/%s", 0, 0, &memory.sink), XROM_OK);
    assert_text_is(&memory, "/* An image, made by xrom convert. */\n"
                            "    .section .rodata.xrom.image, \"a\", %progbits\n"
                            "    .balign 8\n"
                            "    .global image\n"
                            "    .type image, STT_OBJECT\n"
                            "image:\n"
                            "1:\n"
                            "    .incbin \"a \\042b\\042\\134\\012\\303\\266/%s\"\n"
                            "2:\n"
                            "    .global image_end\n"
                            "image_end:\n"
                            "    .size image, 2b - 1b\n"
                            "    .balign 4\n"
                            "    .global image_size\n"
                            "    .type image_size, STT_OBJECT\n"
                            "image_size:\n"
                            "    .4byte 2b - 1b\n"
                            "    .size image_size, 4\n"
                            "    .section .note.GNU-stack, \"\", %progbits\n");
}

static void test_embed_assembler_source_may_take_a_part(void **state)
{
    static const struct {
        uint64_t offset;
        uint32_t size;
        const char *line;
    } parts[] = {
        {0, 5, "    .incbin \"a\", 0, 5\n"},
        {7, 0, "    .incbin \"a\", 7\n"},
        {UINT64_C(5000000000), 9, "    .incbin \"a\", 5000000000, 9\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct memory_sink memory;
        char text[4096];
        memory_sink_begin(&memory);
        assert_int_equal(xrom_embed_assembler(&plain_embed, "a", parts[i].offset, parts[i].size, &memory.sink),
                         XROM_OK);
        assert_in_range(memory.bytes.size, 1, sizeof text - 1);
        memcpy(text, memory.bytes.data, memory.bytes.size);
        text[memory.bytes.size] = '\0';
        assert_non_null(strstr(text, parts[i].line));
        free(memory.bytes.data);
    }
}

static void test_embed_c_source_has_all_bytes_in_short_lines(void **state)
{
    uint8_t bytes[3000];
    struct memory_sink memory;
    size_t width = 0, count = 0;
    char *numbers;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i ^ i >> 8);
    }
    memory_sink_begin(&memory);
    assert_int_equal(xrom_embed_c(&plain_embed, bytes, sizeof bytes, &memory.sink), XROM_OK);
    for (size_t i = 0; i < memory.bytes.size; i++) {
        width = memory.bytes.data[i] == '\n' ? 0 : width + 1;
        assert_in_range(width, 0, 100);
    }
    assert_int_equal(memory.bytes.data[memory.bytes.size - 1], '\n');
    memory.bytes.data[memory.bytes.size - 1] = '\0';
    numbers = strstr((char *)memory.bytes.data, "image[3000] = {\n");
    assert_non_null(numbers);
    numbers += strlen("image[3000] = {\n");
    for (; *numbers != '}'; count++) {
        assert_in_range(count, 0, sizeof bytes - 1);
        assert_int_equal(strtoul(numbers, &numbers, 10), bytes[count]);
        assert_int_equal(*numbers++, ',');
        numbers += *numbers == '\n';
    }
    assert_int_equal(count, sizeof bytes);
    free(memory.bytes.data);
}

static void test_embed_c_source_has_a_section_where_one_is_wanted(void **state)
{
    const struct xrom_embed embed = {"image", ".rodata.mine", 4};
    struct memory_sink memory;

    (void)state;
    memory_sink_begin(&memory);
    assert_int_equal(xrom_embed_c(&embed, "a", 1, &memory.sink), XROM_OK);
    memory.bytes.data[memory.bytes.size - 1] = '\0';
    assert_non_null(strstr((char *)memory.bytes.data, "__attribute__((aligned(4), section(\".rodata.mine\")))\n"));
    free(memory.bytes.data);
}

/* Reads a number of `size` bytes. */
static uint64_t number_at(const uint8_t *bytes, size_t size)
{
    uint64_t value = 0;

    for (size_t i = size; i > 0; i--) {
        value = value << 8 | bytes[i - 1];
    }
    return value;
}

static void test_embed_object_is_elf_for_each_machine(void **state)
{
    static const uint8_t machine_numbers[] = {40, 183, 243, 243, 94, 3, 62};
    static const bool is_64[] = {false, true, false, true, false, false, true};
    unsigned machine = 0;

    (void)state;
    for (; xrom_machine_name(machine); machine++) {
        struct memory_sink memory;
        const uint8_t *file;
        memory_sink_begin(&memory);
        assert_int_equal(xrom_embed_object(&plain_embed, (enum xrom_machine)machine, "abcdefg", 7, &memory.sink),
                         XROM_OK);
        file = memory.bytes.data;
        assert_memory_equal(file,
                            is_64[machine] ? "\x7f"
                                             "ELF\2\1\1"
                                           : "\x7f"
                                             "ELF\1\1\1",
                            7);
        assert_int_equal(number_at(file + 16, 2), 1);
        assert_int_equal(number_at(file + 18, 2), machine_numbers[machine]);
        /* The image, and its size in the word behind it. */
        assert_memory_equal(file + 64, "abcdefg\0\7\0\0\0", 12);
        /* The table of sections is at the end of the file. */
        assert_int_equal(number_at(file + (is_64[machine] ? 40 : 32), is_64[machine] ? 8 : 4) +
                             6 * (is_64[machine] ? 64U : 40U),
                         memory.bytes.size);
        free(memory.bytes.data);
    }
    assert_int_equal(machine, sizeof machine_numbers);
}

static void test_embed_wrong_options_are_refused(void **state)
{
    static const struct xrom_embed wrong[] = {
        {"a b", NULL, 8}, {"a", "b\"", 8}, {"a", NULL, 0}, {"a", NULL, 3}, {"a", NULL, 131072},
    };
    struct memory_sink memory;

    (void)state;
    memory_sink_begin(&memory);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(xrom_embed_c(&wrong[i], "a", 1, &memory.sink), XROM_ERR_ARGUMENT);
        assert_int_equal(xrom_embed_assembler(&wrong[i], "a", 0, 0, &memory.sink), XROM_ERR_ARGUMENT);
        assert_int_equal(xrom_embed_object(&wrong[i], XROM_MACHINE_ARM, "a", 1, &memory.sink), XROM_ERR_ARGUMENT);
    }
    assert_int_equal(xrom_embed_assembler(&plain_embed, "", 0, 0, &memory.sink), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_embed_object(&plain_embed, (enum xrom_machine)99, "a", 1, &memory.sink), XROM_ERR_ARGUMENT);
    assert_int_equal(memory.bytes.size, 0);
}

/* A sink that fails after some calls. */
static int fail_later(void *context, const void *bytes, size_t size)
{
    unsigned *calls = context;

    (void)bytes;
    (void)size;
    return (*calls)-- == 0;
}

static void test_embed_error_of_the_sink_ends_the_writing(void **state)
{
    (void)state;
    for (unsigned calls = 0; calls < 3; calls++) {
        unsigned left = calls;
        const struct xrom_sink sink = {fail_later, &left};
        assert_int_equal(xrom_embed_c(&plain_embed, "a", 1, &sink), XROM_ERR_SINK);
        left = calls;
        assert_int_equal(xrom_embed_assembler(&plain_embed, "a", 0, 0, &sink), XROM_ERR_SINK);
        left = calls;
        assert_int_equal(xrom_embed_object(&plain_embed, XROM_MACHINE_ARM, "a", 1, &sink), XROM_ERR_SINK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symbol_of_any_file_name_is_good),
        cmocka_unit_test(test_symbol_of_c_is_good_but_no_keyword),
        cmocka_unit_test(test_embed_assembler_source_names_the_file),
        cmocka_unit_test(test_embed_assembler_source_may_take_a_part),
        cmocka_unit_test(test_embed_c_source_has_all_bytes_in_short_lines),
        cmocka_unit_test(test_embed_c_source_has_a_section_where_one_is_wanted),
        cmocka_unit_test(test_embed_object_is_elf_for_each_machine),
        cmocka_unit_test(test_embed_wrong_options_are_refused),
        cmocka_unit_test(test_embed_error_of_the_sink_ends_the_writing),
    };

    return cmocka_run_group_tests_name("convert_embed", tests, NULL, NULL);
}
