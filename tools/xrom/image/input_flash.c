/* SPDX-License-Identifier: MIT */
#include "image/input_flash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "image/search.h"

/* So many images are named in a message. */
enum { NAMED_MAX = 6 };

static void use(struct input *input, const struct arguments *arguments, uint64_t address, const uint8_t *bytes,
                size_t size)
{
    input->bytes = bytes;
    input->size = size;
    input->place = address;
    if (arguments->partition_size > 0 && arguments->partition_size < size) {
        input->size = (size_t)arguments->partition_size;
    }
}

/* The lowest address for which there is a byte. */
static uint32_t lowest(const struct xrom_flash *flash)
{
    uint32_t address = UINT32_MAX;
    uint32_t family;
    struct xrom_run run;

    for (size_t part = 0; xrom_flash_family(flash, part, &family); part++) {
        if (xrom_flash_run(flash, family, 0, &run) && run.address < address) {
            address = run.address;
        }
    }
    return address;
}

/* Makes what --offset names the partition: an address, or what counts from the lowest one. */
static bool pick(struct input *input, const struct arguments *arguments, struct problem *problem)
{
    uint32_t first = lowest(input->flash);
    uint64_t address = arguments->offset < first ? first + arguments->offset : arguments->offset;
    uint32_t family;
    struct xrom_run run;

    for (size_t part = 0; xrom_flash_family(input->flash, part, &family); part++) {
        for (size_t i = 0; xrom_flash_run(input->flash, family, i, &run); i++) {
            if (address >= run.address && address - run.address < run.size) {
                size_t skipped = (size_t)(address - run.address);
                use(input, arguments, address, run.bytes + skipped, run.size - skipped);
                return true;
            }
        }
    }
    problem_set(problem, "see what it holds with xrom info --find", "it has no byte for the address 0x%08" PRIx64,
                address);
    return false;
}

/* True where two findings are the same image, in files for several families. */
static bool are_same(const struct finding *one, const struct finding *other)
{
    return one->address == other->address && one->size == other->size && one->size > 0 &&
           memcmp(one->bytes, other->bytes, one->size) == 0;
}

/* Finds the only image, damaged or not. Null with a problem. */
static const struct finding *find_only(const struct search *search, struct problem *problem)
{
    const struct finding *only = NULL;
    size_t count = 0, used = 0;
    char names[NAMED_MAX * 12 + 8] = "";

    for (size_t i = 0; i < search->count; i++) {
        const struct finding *finding = &search->findings[i];
        if (only && are_same(only, finding)) {
            continue;
        }
        only = finding;
        if (count++ < NAMED_MAX) {
            used += (size_t)snprintf(names + used, sizeof names - used, "%s0x%08" PRIx64, used > 0 ? ", " : "",
                                     finding->address);
        }
    }
    if (count == 1) {
        return only;
    }
    if (count == 0) {
        problem_set(problem, "name a file that holds one", "no ROMFS image is in it");
    } else {
        problem_set(problem, "choose one with --offset", "it holds %zu images, at %s%s", count, names,
                    count > NAMED_MAX ? ", ..." : "");
    }
    return NULL;
}

bool input_read_flash(struct input *input, const struct whole *whole, const struct arguments *arguments,
                      struct problem *problem)
{
    const struct finding *finding;
    struct search search;

    input->flash = whole_parse(whole->bytes, whole->size, problem);
    if (!input->flash) {
        return false;
    }
    if (arguments->offset > 0) {
        return pick(input, arguments, problem);
    }
    search_flash(&search, input->flash);
    finding = find_only(&search, problem);
    if (finding) {
        use(input, arguments, finding->address, finding->bytes, finding->left);
    }
    search_clear(&search);
    return finding != NULL;
}
