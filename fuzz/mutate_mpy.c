/* SPDX-License-Identifier: MIT */
/*
 * A mutator for libFuzzer that knows compiled modules. Blind changes soon break the size of a function's code, and then
 * nothing is read behind it; this one inserts, replaces and removes instructions, with usual and with extreme operands, and
 * mends that size. Every third time or so it leaves the change to libFuzzer, which breaks things.
 */
#include <string.h>

#include <xrom/mpy.h>

#define LEVELS 64
#define INSTRUCTION_MAX 12 /* bytes of one that is made */

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned int seed);

static uint32_t state;

static uint32_t random_below(uint32_t bound)
{
    state = state * 1664525 + 1013904223;
    return (state >> 8) % bound;
}

static size_t put_number(uint8_t *bytes, uint32_t number)
{
    size_t size = 1;

    for (uint32_t rest = number >> 7; rest > 0; rest >>= 7) {
        size++;
    }
    for (size_t i = size; i-- > 0; number >>= 7) {
        bytes[i] = (uint8_t)((number & 0x7f) | (i + 1 < size ? 0x80 : 0));
    }
    return size;
}

/* Chooses a function that has bytecode: where its code lies, and of that where the instructions begin. */
static bool choose_function(const uint8_t *bytes, size_t size, struct xrom_mpy_part *chosen, uint32_t *instructions)
{
    uint32_t levels[LEVELS];
    uint32_t count = 0;
    struct xrom_mpy mpy;
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    struct xrom_mpy_prelude prelude;

    if (xrom_mpy_open(&mpy, bytes, size) != XROM_OK || xrom_mpy_walk(&mpy, levels, LEVELS, &walk) != XROM_OK) {
        return false;
    }
    while (xrom_mpy_next(&mpy, &walk, &part) == XROM_OK) {
        if (part.kind == XROM_MPY_BYTECODE && xrom_mpy_prelude(&mpy, &part, &prelude) == XROM_OK &&
            random_below(++count) == 0) {
            *chosen = part;
            *instructions = prelude.code;
        }
    }
    return count > 0;
}

/* Where the number before the code of a function begins, which says its size; that of the code where there is none. */
static size_t find_size(const uint8_t *bytes, const struct xrom_mpy_part *part)
{
    uint32_t number = 0;

    for (unsigned i = 0; i < 4 && i < part->offset; i++) {
        number |= (uint32_t)(bytes[part->offset - 1 - i] & 0x7f) << 7 * i;
        if (number >> 3 == part->size) {
            return part->offset - 1 - i;
        }
    }
    return part->offset;
}

/* The end of the instruction at a place. */
static size_t end_of(const uint8_t *bytes, size_t at, size_t end)
{
    uint8_t operation = bytes[at++];

    if (operation >> 4 >= 1 && operation >> 4 <= 3) {
        while (at < end && bytes[at++] & 0x80) {
        }
    } else if (operation >> 4 == 4) {
        at += at < end && bytes[at] & 0x80 ? 2 : 1;
    }
    at += (operation & 0x9e) == 0;
    return at < end ? at : end;
}

static size_t make_instruction(uint8_t bytes[INSTRUCTION_MAX])
{
    static const uint32_t operands[] = {0,          1,          2,          3,          4,          7,
                                        64,         255,        0x101,      2000,       0x3fffffff, 0x40000000,
                                        0x7fffffff, 0x80000000, 0xa7fffffe, 0xbffffffa, 0xffff,     0xffffffff};
    /* Without an operand; half of what is made has one: a name, a number or a jump. */
    static const uint8_t plain[] = {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d,
                                    0x5e, 0x5f, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x80, 0x81, 0x82, 0x90,
                                    0xb0, 0xb1, 0xb2, 0xc0, 0xc1, 0xc2, 0xd0, 0xd1, 0xd2, 0xd3, 0xd7, 0xe5, 0xf2, 0xf4};
    uint8_t operation = plain[random_below(sizeof plain)];
    size_t size = 1;

    if (random_below(2)) {
        operation = (uint8_t)(0x10 + random_below(0x40));
    }
    bytes[0] = operation;
    if (operation >> 4 >= 1 && operation >> 4 <= 3) {
        bytes[1] = 0x80; /* says nothing */
        size += random_below(16) == 0;
        size += put_number(bytes + size, operands[random_below(sizeof operands / sizeof operands[0])]);
    } else if (operation >> 4 == 4) {
        bytes[size++] = (uint8_t)(0x40 + random_below(16) - 8);
    }
    if ((operation & 0x9e) == 0) {
        bytes[size++] = (uint8_t)random_below(4);
    }
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned int seed)
{
    uint8_t made[INSTRUCTION_MAX], number[5];
    size_t made_size, at, old_end, size_at, number_size, code_size;
    uint32_t instructions;
    struct xrom_mpy_part part;

    state = seed;
    if (random_below(3) == 0 || !choose_function(bytes, size, &part, &instructions)) {
        return LLVMFuzzerMutate(bytes, size, max_size);
    }
    /* An instruction, from the first one on. */
    at = instructions;
    for (uint32_t left = random_below(12); left > 0 && at < part.offset + part.size; left--) {
        at = end_of(bytes, at, part.offset + part.size);
    }
    old_end = at < part.offset + part.size && random_below(2) ? end_of(bytes, at, part.offset + part.size) : at;
    made_size = old_end > at && random_below(3) == 0 ? 0 : make_instruction(made);
    code_size = part.size - (old_end - at) + made_size;
    size_at = find_size(bytes, &part);
    if (size_at == part.offset || size + made_size + sizeof number > max_size) {
        return LLVMFuzzerMutate(bytes, size, max_size);
    }
    number_size = put_number(number, (uint32_t)code_size << 3 | (bytes[part.offset - 1] & 7));
    memmove(bytes + at + made_size, bytes + old_end, size - old_end);
    memcpy(bytes + at, made, made_size);
    size = size - (old_end - at) + made_size;
    memmove(bytes + size_at + number_size, bytes + part.offset, size - part.offset);
    memcpy(bytes + size_at, number, number_size);
    return size - (part.offset - size_at) + number_size;
}
