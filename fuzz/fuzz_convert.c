/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a UF2, Intel HEX or S-record file: as they are, and with their sums, lengths, magics and numbers put right.
 * The last bytes choose arguments.
 *
 * 1. Nothing outside of the file is read. (The library gets a copy of exactly its size.)
 * 2. Reading works, or fails with XROM_ERR_FILE and a message.
 * 3. Runs are not empty, in the order of their addresses with holes between them, and end at 2^32 at most.
 * 4. Memory is at most 8 times the size of the file, and what all parts take.
 * 5. What is written is read as the same: the same runs, in UF2 in sectors that are filled up with ff.
 * 6. Writing what was read of what was written gives the same bytes.
 * 7. Raw binary has as many bytes as lie between the first and the last one.
 * 8. Bytes are added where there are none, or the same, and are there then; others are refused.
 *
 * Invariants: 1, 2, 3, 4, 11.
 */
#include <xrom/convert.h>

#include "../lib/convert/flash.h"
#include "property.h"

/* A file that is written. */
struct file {
    uint8_t *bytes;
    size_t size, capacity;
};

static int keep(void *context, const void *bytes, size_t size)
{
    struct file *file = context;

    PROPERTY(5, size > 0 && size <= 1 << 20, "parts of a file have 1 byte to 1 MiB");
    if (file->size + size > file->capacity) {
        file->capacity = 2 * (file->size + size);
        file->bytes = realloc(file->bytes, file->capacity);
        if (!file->bytes) {
            fuzz_no_memory();
        }
    }
    memcpy(file->bytes + file->size, bytes, size);
    file->size += size;
    return 0;
}

/* Holds the parts of a flash against what must be true of all. Returns how many bytes there are. */
static size_t check(const struct xrom_flash *flash, size_t input_size)
{
    size_t memory = 0, total = 0;
    uint32_t family;

    for (size_t part = 0; xrom_flash_family(flash, part, &family); part++) {
        uint64_t end = 0;
        struct xrom_run run;
        size_t count = 0;
        for (; xrom_flash_run(flash, family, count, &run); count++) {
            PROPERTY(3, run.size > 0 && (count == 0 || run.address > end), "runs are in order, with holes");
            end = (uint64_t)run.address + run.size;
            PROPERTY(3, end <= UINT64_C(0x100000000), "runs end at the last address");
            total += run.size;
        }
        PROPERTY(3, count > 0, "a family has something");
        memory += flash->parts[part].capacity + flash->parts[part].segment_capacity * sizeof(struct xrom_segment);
    }
    PROPERTY(4, memory <= 8 * input_size + 1024 * XROM_PARTS_MAX, "memory is bounded by the size of the file");
    PROPERTY(4, total <= input_size, "a file does not hold more than it has");
    return total;
}

static void write_file(struct xrom_flash *flash, enum xrom_flash_format format, uint32_t family, struct file *file)
{
    const struct xrom_flash_options options = {family, 0};
    const struct xrom_sink sink = {keep, file};

    memset(file, 0, sizeof *file);
    PROPERTY(5, xrom_flash_write(flash, format, &options, &sink) == XROM_OK, "what was read can be written");
}

/* Reads a file that was written. */
static struct xrom_flash *read_again(const struct file *file)
{
    struct xrom_flash *flash = xrom_flash_new();
    int error;

    if (!flash) {
        fuzz_no_memory();
    }
    error = xrom_flash_read(flash, file->bytes, file->size);
    PROPERTY(5, error == XROM_OK, "what was written can be read");
    return flash;
}

/* Asserts that a flash has all that a run has; what surrounds it may have been filled up. */
static void assert_has(const struct xrom_flash *flash, uint32_t family, const struct xrom_run *run, int is_exact)
{
    struct xrom_run other;
    size_t i = 0;

    while (xrom_flash_run(flash, family, i, &other) && (uint64_t)other.address + other.size <= run->address) {
        i++;
    }
    PROPERTY(5,
             xrom_flash_run(flash, family, i, &other) && other.address <= run->address &&
                 other.size - (run->address - other.address) >= run->size,
             "a run is there again");
    PROPERTY(5, memcmp(other.bytes + (run->address - other.address), run->bytes, run->size) == 0, "with its bytes");
    PROPERTY(5, !is_exact || (other.address == run->address && other.size == run->size), "and no more");
}

/* Writes a family, or for UF2 all of them, and reads it again, twice. */
static void test_format(struct xrom_flash *flash, enum xrom_flash_format format, uint32_t family)
{
    struct xrom_flash *again;
    struct file first, second;
    uint32_t one = family;
    struct xrom_run run;

    write_file(flash, format, family, &first);
    again = read_again(&first);
    for (size_t part = 0; format != XROM_FLASH_UF2 ? part == 0 : xrom_flash_family(flash, part, &one); part++) {
        for (size_t i = 0; xrom_flash_run(flash, one, i, &run); i++) {
            assert_has(again, format == XROM_FLASH_UF2 ? one : XROM_FAMILY_NONE, &run, format != XROM_FLASH_UF2);
        }
    }
    write_file(again, format, XROM_FAMILY_NONE, &second);
    PROPERTY(6, first.size == second.size && memcmp(first.bytes, second.bytes, first.size) == 0,
             "a file is written again as it was");
    free(first.bytes);
    free(second.bytes);
    xrom_flash_free(again);
}

static void test_binary(struct xrom_flash *flash, uint32_t family)
{
    const struct xrom_flash_options options = {family, 0};
    struct file file = {NULL, 0, 0};
    const struct xrom_sink sink = {keep, &file};
    struct xrom_run first, run, last;
    uint64_t span;

    PROPERTY(7, xrom_flash_run(flash, family, 0, &first), "a family has something");
    last = first;
    for (size_t i = 0; xrom_flash_run(flash, family, i, &run); i++) {
        last = run;
    }
    span = (uint64_t)last.address + last.size - first.address;
    if (span > 1 << 20 && span <= XROM_FLASH_SPAN_MAX) {
        return; /* takes long */
    }
    PROPERTY(7,
             xrom_flash_write(flash, XROM_FLASH_BINARY, &options, &sink) ==
                 (span > XROM_FLASH_SPAN_MAX ? XROM_ERR_RANGE : XROM_OK),
             "raw binary is written if it is not too large");
    PROPERTY(7, file.size == (span > XROM_FLASH_SPAN_MAX ? 0 : span), "it has the bytes between first and last");
    free(file.bytes);
}

/* Adds bytes at an address that the input chooses. The flash can only be freed afterwards. */
static void test_add(struct xrom_flash *flash, uint32_t family, const uint8_t *input, size_t size)
{
    uint32_t address = fuzz_choose(input, size, 0);
    size_t count = fuzz_choose(input, size, 1) % 64;
    struct xrom_run run;
    int error;

    if (xrom_flash_run(flash, family, address % 4, &run) && address % 8 < 4) {
        address = run.address + address % 64 - 32; /* near a run; may wrap */
    }
    count = count < size ? count : size;
    error = xrom_flash_add(flash, family, address, input, count);
    PROPERTY(8, error == XROM_OK || error == XROM_ERR_FILE || error == XROM_ERR_RANGE, "bytes are added or refused");
    PROPERTY(8, (error == XROM_ERR_RANGE) == (count > UINT64_C(0x100000000) - address), "none lies past the end");
    if (error == XROM_OK && count > 0) {
        struct xrom_run added = {address, input, count};
        assert_has(flash, family, &added, 0);
    }
}

static void test(const uint8_t *input, size_t size)
{
    uint8_t *copy = fuzz_copy(input, size);
    struct xrom_flash *flash = xrom_flash_new();
    uint32_t family;
    int error;

    if (!flash) {
        fuzz_no_memory();
    }
    error = xrom_flash_read(flash, copy, size);
    free(copy);
    PROPERTY(2, error == XROM_OK || error == XROM_ERR_FILE, "a file is read or refused");
    PROPERTY(2, (error == XROM_OK) == (*xrom_flash_message(flash) == '\0'), "with a message where it is refused");
    if (!error && check(flash, size) > 0) {
        test_format(flash, XROM_FLASH_UF2, XROM_FAMILY_NONE);
        for (size_t part = 0; xrom_flash_family(flash, part, &family); part++) {
            test_format(flash, XROM_FLASH_HEX, family);
            test_format(flash, XROM_FLASH_S19, family);
            test_binary(flash, family);
        }
        xrom_flash_family(flash, 0, &family);
        test_add(flash, family, input, size);
    }
    xrom_flash_free(flash);
}

static int digit(uint8_t character)
{
    const char *digits = "0123456789ABCDEF0123456789abcdef";
    const char *found = character ? strchr(digits, character) : NULL;

    return found ? (int)((found - digits) & 15) : -1;
}

static void put_digits(uint8_t *place, uint8_t value)
{
    static const char digits[] = "0123456789ABCDEF";

    place[0] = (uint8_t)digits[value >> 4];
    place[1] = (uint8_t)digits[value & 15];
}

/* Puts the length and the sum of a line right, which has `size` characters, `first` of them before its digits. */
static void repair_line(uint8_t *line, size_t size, size_t first, unsigned around, unsigned target)
{
    size_t count = size > first ? (size - first) / 2 : 0;
    unsigned sum = 0;

    if (count < 5 || count > 255 || (size - first) % 2 != 0) {
        return;
    }
    put_digits(line + first, (uint8_t)(count - around));
    for (size_t i = 0; i + 1 < count; i++) {
        int high = digit(line[first + 2 * i]), low = digit(line[first + 2 * i + 1]);
        if (high < 0 || low < 0) {
            return;
        }
        sum += (unsigned)(high << 4 | low);
    }
    put_digits(line + first + 2 * (count - 1), (uint8_t)(target - sum));
}

static void repair_text(uint8_t *text, size_t size)
{
    size_t start = 0;

    for (size_t i = 0; i <= size; i++) {
        if (i == size || text[i] == '\n') {
            if (i > start && text[start] == ':') {
                repair_line(text + start, i - start, 1, 5, 0);
            } else if (i > start && text[start] == 'S') {
                repair_line(text + start, i - start, 2, 1, 0xff);
            }
            start = i + 1;
        }
    }
}

static void put_number(uint8_t *bytes, size_t number)
{
    for (size_t i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(number >> 8 * i);
    }
}

/* Puts the magics and numbers of blocks right, and lengths that are too large. */
static void repair_blocks(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 512 <= size; i += 512) {
        memcpy(bytes + i, "UF2\n\x57\x51\x5d\x9e", 8);
        memcpy(bytes + i + 508, "\x30\x6f\xb1\x0a", 4);
        bytes[i + 17] &= 1;
        bytes[i + 18] = bytes[i + 19] = 0;
        if (bytes[i + 21] % 2 == 0) {
            put_number(bytes + i + 20, i / 512);
            put_number(bytes + i + 24, size / 512);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char hex_end[] = "\n:00000001FF", s19_end[] = "\nS9030000FC";
    uint8_t *repaired = fuzz_allocate(size + sizeof hex_end);

    test(bytes, size);
    if (size > 0) {
        memcpy(repaired, bytes, size);
    }
    if (xrom_flash_format(bytes, size) == XROM_FLASH_UF2) {
        repair_blocks(repaired, size & ~(size_t)511);
        test(repaired, size & ~(size_t)511);
    } else if (xrom_flash_format(bytes, size) != XROM_FLASH_BINARY) {
        repair_text(repaired, size);
        memcpy(repaired + size, bytes[0] == ':' ? hex_end : s19_end, sizeof hex_end - 1);
        test(repaired, size + sizeof hex_end - 1);
    }
    free(repaired);
    return 0;
}
