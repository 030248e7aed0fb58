/* SPDX-License-Identifier: MIT */
/*
 * Results and flags of all instructions of Cortex-M0 that set flags and take registers or shift, over pairs of values at
 * the limits and both carries. Prints a hash of each; runs on the rig and in QEMU, whose answers must be equal.
 */
#include <stdint.h>

#include "rig.h"

struct answer {
    uint32_t result;
    uint32_t flags;
};

/* `y` and the carry, which the lowest bit of `carry` sets, are what an instruction finds; `x` is what it changes. */
#define OPERATION(name, instruction)                                                                                   \
    __attribute__((noinline)) static struct answer name(uint32_t x, uint32_t y, uint32_t carry)                        \
    {                                                                                                                  \
        struct answer answer;                                                                                          \
                                                                                                                       \
        __asm__ volatile(".syntax unified\n lsrs %2, %2, #1\n " instruction "\n mrs %1, apsr"                          \
                         : "+l"(x), "=l"(answer.flags), "+l"(carry)                                                    \
                         : "l"(y)                                                                                      \
                         : "cc");                                                                                      \
        answer.result = x;                                                                                             \
        answer.flags &= 0xf0000000u;                                                                                   \
        return answer;                                                                                                 \
    }

OPERATION(adcs, "adcs %0, %3")
OPERATION(sbcs, "sbcs %0, %3")
OPERATION(adds, "adds %0, %0, %3")
OPERATION(subs, "subs %0, %0, %3")
OPERATION(rsbs, "rsbs %0, %3, #0")
OPERATION(cmn, "cmn %0, %3")
OPERATION(cmp, "cmp %0, %3")
OPERATION(lsls, "lsls %0, %3")
OPERATION(lsrs, "lsrs %0, %3")
OPERATION(asrs, "asrs %0, %3")
OPERATION(rors, "rors %0, %3")
OPERATION(muls, "muls %0, %3, %0")
OPERATION(ands, "ands %0, %3")
OPERATION(bics, "bics %0, %3")
OPERATION(mvns, "mvns %0, %3")
OPERATION(tst, "tst %0, %3")
OPERATION(eors, "eors %0, %3")
OPERATION(orrs, "orrs %0, %3")
OPERATION(lsls_1, "lsls %0, %3, #1")
OPERATION(lsls_31, "lsls %0, %3, #31")
OPERATION(lsrs_1, "lsrs %0, %3, #1")
OPERATION(lsrs_32, "lsrs %0, %3, #32")
OPERATION(asrs_1, "asrs %0, %3, #1")
OPERATION(asrs_32, "asrs %0, %3, #32")

static const struct {
    const char *name;
    struct answer (*run)(uint32_t x, uint32_t y, uint32_t carry);
} operations[] = {
    {"adcs", adcs},     {"sbcs", sbcs},       {"adds", adds},     {"subs", subs},       {"rsbs", rsbs},
    {"cmn", cmn},       {"cmp", cmp},         {"lsls", lsls},     {"lsrs", lsrs},       {"asrs", asrs},
    {"rors", rors},     {"muls", muls},       {"ands", ands},     {"bics", bics},       {"mvns", mvns},
    {"tst", tst},       {"eors", eors},       {"orrs", orrs},     {"lsls_1", lsls_1},   {"lsls_31", lsls_31},
    {"lsrs_1", lsrs_1}, {"lsrs_32", lsrs_32}, {"asrs_1", asrs_1}, {"asrs_32", asrs_32},
};

static const uint32_t values[] = {0,          1,          2,          31,         32,         33,         255,
                                  256,        257,        0x7fff,     0x8000,     0xffff,     0x7ffffffe, 0x7fffffff,
                                  0x80000000, 0x80000001, 0xfffffffe, 0xffffffff, 0x12345678, 0xdeadbeef};

enum { OPERATION_COUNT = sizeof operations / sizeof operations[0], VALUE_COUNT = sizeof values / sizeof values[0] };

static uint32_t add_to_hash(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 16777619u;
    return hash ^ hash >> 15; /* else a difference in the highest bit stays there, and a second one hides it */
}

static void print_hex(uint32_t value)
{
    char text[10] = " ";

    for (int i = 0; i < 8; i++) {
        text[1 + i] = "0123456789abcdef"[value >> (28 - 4 * i) & 15];
    }
    text[9] = '\0';
    semihost(0x04, (uint32_t)text);
}

int main(void)
{
    for (int i = 0; i < OPERATION_COUNT; i++) {
        uint32_t results = 2166136261u;
        uint32_t flags = 2166136261u;

        for (uint32_t j = 0; j < 2 * VALUE_COUNT * VALUE_COUNT; j++) {
            struct answer answer = operations[i].run(values[j / 2 % VALUE_COUNT], values[j / 2 / VALUE_COUNT], j & 1);

            results = add_to_hash(results, answer.result);
            flags = add_to_hash(flags, answer.flags >> 28);
        }
        semihost(0x04, (uint32_t)operations[i].name);
        print_hex(results);
        print_hex(flags);
        semihost(0x04, (uint32_t) "\n");
    }
    return 0;
}
