/* SPDX-License-Identifier: MIT */
/*
 * Compiled modules of any bytes: open, walk, check, and the prediction of their RAM. Properties:
 *
 *   1. A call that fails leaves its outputs alone, and says why with an error of its documentation.
 *   2. Each part lies in the file, behind the one before it; a second walk gives the same; after its end, or an error,
 *      a walk stays there.
 *   3. A fault lies in the file. What the check passes, a walk reads to its end, and no prelude in it is damaged.
 *   4. A file without its last bytes is no sound one.
 *   5. The prediction is the sum of its parts, the same every time, never more in place than copied, and asks for no
 *      more memory than it said. With less it fails, or counts in part.
 *
 * That nothing is read beside the file is for the sanitizer to see, and that all of it ends, for the engine.
 *
 * Invariants: 1, 2, 3, 4, 10.
 */
#include <xrom/mpy_cost.h>

#include "property.h"

#define LEVELS 64

static struct xrom_mpy mpy;

static bool is_documented(int error)
{
    return error == XROM_ERR_MPY_TRUNCATED || error == XROM_ERR_MPY_PART || error == XROM_ERR_VARUINT ||
           error == XROM_ERR_LEVELS;
}

static bool is_in_file(uint32_t offset, uint32_t size)
{
    return offset <= mpy.size && size <= mpy.size - offset;
}

static void test_part(const struct xrom_mpy_part *part, uint32_t before, uint32_t after)
{
    struct xrom_mpy_prelude prelude;
    int error;

    PROPERTY(2, before < after && after <= mpy.size, "a part takes at least a byte");
    PROPERTY(2, is_in_file(part->offset, part->size), "a part lies in the file");
    PROPERTY(2, part->size == 0 || (part->offset > before && part->offset + part->size <= after),
             "a part lies where it was found");
    fuzz_mark(&prelude, sizeof prelude);
    error = xrom_mpy_prelude(&mpy, part, &prelude);
    if (error) {
        PROPERTY(1, error == XROM_ERR_MPY_PART || (error == XROM_ERR_ARGUMENT && part->prelude == 0),
                 "a prelude is damaged, or there is none");
        PROPERTY(1, fuzz_is_marked(&prelude, sizeof prelude), "a prelude that fails is not written");
        return;
    }
    PROPERTY(2,
             part->prelude < prelude.names && prelude.names < prelude.lines && prelude.lines <= prelude.cells &&
                 prelude.cells <= prelude.code && prelude.code <= part->offset + part->size,
             "what a prelude has lies in its code, in order");
}

/* Walks over the file; gives the error at its end, and whether a prelude was damaged. */
static int test_walk(bool *has_bad_prelude, uint32_t *end)
{
    uint32_t levels[LEVELS];
    uint32_t other_levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_walk other;
    struct xrom_mpy_part part;
    struct xrom_mpy_part same;
    struct xrom_mpy_prelude prelude;
    uint32_t before;
    int error;

    PROPERTY(1, xrom_mpy_walk(&mpy, levels, LEVELS, &walk) == XROM_OK, "a walk begins");
    PROPERTY(1, xrom_mpy_walk(&mpy, other_levels, LEVELS, &other) == XROM_OK, "another one begins");
    *has_bad_prelude = false;
    for (;;) {
        before = walk.position;
        fuzz_mark(&part, sizeof part);
        error = xrom_mpy_next(&mpy, &walk, &part);
        PROPERTY(2, xrom_mpy_next(&mpy, &other, &same) == error, "a second walk ends where the first does");
        if (error) {
            break;
        }
        PROPERTY(2, memcmp(&part, &same, sizeof part) == 0, "a second walk gives the same parts");
        test_part(&part, before, walk.position);
        if (part.prelude != 0 && xrom_mpy_prelude(&mpy, &part, &prelude) != XROM_OK) {
            *has_bad_prelude = true;
        }
    }
    *end = walk.position;
    PROPERTY(1, error == XROM_ERR_END || is_documented(error), "a walk ends with an error that is documented");
    PROPERTY(1, fuzz_is_marked(&part, sizeof part), "a part that is none is not written");
    PROPERTY(2, xrom_mpy_next(&mpy, &walk, &part) == error && walk.position == *end, "a walk stays at its end");
    return error;
}

static uint64_t sum_of(const struct xrom_mpy_cost *cost)
{
    return UINT64_C(0) + cost->context + cost->globals + cost->tables + cost->objects + cost->functions +
           cost->classes + cost->built + cost->code + cost->native;
}

static int predict(bool in_place, const char *profile, uint32_t path_size, size_t work_size, struct xrom_mpy_cost *cost)
{
    struct xrom_mpy_import import = {xrom_mpy_profile(profile), in_place, path_size};
    void *work = fuzz_allocate(work_size);
    int error;

    fuzz_mark(cost, sizeof *cost);
    error = xrom_mpy_cost(&mpy, &import, work, work_size, cost);
    free(work);
    PROPERTY(5, error || cost->total == (sum_of(cost) < UINT32_MAX ? sum_of(cost) : UINT32_MAX),
             "the total is the sum of its parts");
    PROPERTY(5, error || cost->texts <= cost->objects, "texts are among the objects");
    PROPERTY(1, !error || fuzz_is_marked(cost, sizeof *cost), "a prediction that fails is not written");
    PROPERTY(1,
             error || (cost->sureness <= XROM_MPY_GUESS &&
                       (cost->sureness == XROM_MPY_EXACT) == (cost->reason == XROM_MPY_NO_REASON)),
             "a figure that is not exact has a reason");
    PROPERTY(1, error || cost->is_partial == 0 || (cost->is_partial == 1 && cost->sureness == XROM_MPY_GUESS),
             "a figure that is a part is a guess");
    PROPERTY(1, error || cost->reason_offset <= mpy.size, "the reason stands in the file");
    return error;
}

static void test_prediction(uint32_t choice, int walked)
{
    static const char *const profiles[] = {"rp2", "32", "64", "wasm"};
    const char *profile = profiles[choice % 4];
    uint32_t path_size = choice / 4 % 4 == 3 ? choice >> 16 : 0;
    size_t work_size = xrom_mpy_cost_work(&mpy);
    struct xrom_mpy_cost first;
    struct xrom_mpy_cost second;
    int error = predict(true, profile, path_size, work_size, &first);

    PROPERTY(5, error == (walked == XROM_ERR_END ? XROM_OK : walked),
             "a file is predicted that a walk reads to its end");
    switch (choice >> 8 & 3) {
    case 0:
        PROPERTY(5,
                 predict(true, profile, path_size, work_size, &second) == error &&
                     memcmp(&first, &second, sizeof first) == 0,
                 "a prediction is the same again");
        break;
    case 1:
        PROPERTY(5, predict(false, profile, path_size, work_size, &second) == error, "where it lies makes no error");
        PROPERTY(5, error || first.total <= second.total, "what stays in place costs no more than what is copied");
        break;
    default:
        error = predict(true, profile, path_size, (choice >> 12) % 4096 * 8, &second);
        PROPERTY(5, error == XROM_OK || error == XROM_ERR_BUFFER || is_documented(error),
                 "with less memory it fails or counts");
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t choice = fuzz_choose(bytes, size, 0);
    uint8_t *copy = fuzz_copy(bytes, size);
    uint32_t levels[LEVELS];
    struct xrom_fault fault = {0, 0};
    bool has_bad_prelude;
    uint32_t end;
    int walked;
    int error;

    fuzz_mark(&mpy, sizeof mpy);
    error = xrom_mpy_open(&mpy, size > 0 ? (const void *)copy : "", size);
    if (error) {
        PROPERTY(1, fuzz_is_marked(&mpy, sizeof mpy), "a file that is not opened is not written");
        PROPERTY(1, is_documented(error) || error == XROM_ERR_NOT_MPY || error == XROM_ERR_MPY_VERSION,
                 "open fails with an error of the file");
        free(copy);
        return 0;
    }
    walked = test_walk(&has_bad_prelude, &end);
    error = xrom_mpy_check(&mpy, levels, LEVELS, &fault);
    PROPERTY(3, error == fault.error, "a fault is that which the check returns");
    PROPERTY(3, !error || (is_documented(error) && fault.offset <= mpy.size), "a fault lies in the file");
    PROPERTY(3, error || (walked == XROM_ERR_END && !has_bad_prelude), "what the check passes can be read");
    test_prediction(choice, walked);
    free(copy);
    if (!error) {
        copy = fuzz_copy(bytes, choice % end);
        PROPERTY(4,
                 xrom_mpy_open(&mpy, copy, choice % end) != XROM_OK ||
                     xrom_mpy_check(&mpy, levels, LEVELS, &fault) != XROM_OK,
                 "a file that is cut off is not sound");
        free(copy);
    }
    return 0;
}
