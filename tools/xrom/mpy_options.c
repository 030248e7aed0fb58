/* SPDX-License-Identifier: MIT */
#include "mpy_options.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "memory.h"
#include "message.h"

/* The widest small integers that there are, on hosts of 64 bits; and narrower than these mpy-cross cannot make them. */
enum { SMALL_INT_BITS_MAX = 63, SMALL_INT_BITS_MIN = 8 };

/* Reads a decimal number in a range. False after a message. */
static bool take_number(const char *name, const char *argument, unsigned least, unsigned most, unsigned *number)
{
    uint64_t value;

    if (!parse_size(argument, &value) || strspn(argument, "0123456789") != strlen(argument) || value < least ||
        value > most) {
        message("build", "--%s %s must be a number from %u to %u; see xrom build --help", name, argument, least, most);
        return false;
    }
    *number = (unsigned)value;
    return true;
}

/* The levels that mpy-cross has. */
static bool take_optimize(struct mpy_options *options, const char *argument)
{
    if (strlen(argument) != 1 || *argument < '0' || *argument > '3') {
        message("build", "-O %s must be 0, 1, 2 or 3; see xrom build --help", argument);
        return false;
    }
    options->compile.compiler.optimize = argument;
    return true;
}

static bool take_text(const char *name, const char *argument, const char **text)
{
    if (*argument == '\0') {
        message("build", "--%s has an empty text, which names nothing; see xrom build --help", name);
        return false;
    }
    *text = argument;
    return true;
}

bool mpy_options_take(struct mpy_options *options, int id, const char *argument)
{
    struct compile_options *compile = &options->compile;

    if (id == OPTION_MPY) {
        options->mpy = true;
        return true;
    }
    switch (id) {
    case OPTION_CACHE: options->without_mpy = "--cache"; return take_text("cache", argument, &compile->cache);
    case OPTION_JOBS:
        options->without_mpy = "-j";
        return take_number("jobs", argument, 1, COMPILE_JOBS_MAX, &compile->jobs);
    case OPTION_KEEP:
        options->keeps = memory_grow(options->keeps, options->keep_count + 1, sizeof *options->keeps);
        options->keeps[options->keep_count++] = argument;
        return true;
    case OPTION_MARCH: options->without_mpy = "--march"; return take_text("march", argument, &compile->compiler.march);
    case OPTION_MPY_CROSS:
        options->without_mpy = "--mpy-cross";
        return take_text("mpy-cross", argument, &compile->compiler.program);
    case OPTION_NO_CACHE:
        options->without_mpy = "--no-cache";
        compile->no_cache = true;
        return true;
    case OPTION_OPTIMIZE: options->without_mpy = "-O"; return take_optimize(options, argument);
    case OPTION_SMALL_INT_BITS:
        options->without_mpy = "--small-int-bits";
        return take_number("small-int-bits", argument, SMALL_INT_BITS_MIN, SMALL_INT_BITS_MAX,
                           &compile->compiler.small_int_bits);
    default: return false;
    }
}

bool mpy_options_check(const struct mpy_options *options)
{
    if (options->without_mpy && !options->mpy) {
        message("build", "%s is for the compiler, which --mpy calls; give --mpy as well", options->without_mpy);
        return false;
    }
    if (options->compile.cache && options->compile.no_cache) {
        message("build", "--cache and --no-cache contradict each other; give one of them");
        return false;
    }
    return true;
}

void mpy_options_clear(struct mpy_options *options)
{
    free(options->keeps);
}
