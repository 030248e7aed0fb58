/* SPDX-License-Identifier: MIT */
#include "cli/mpy_options.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "cli/arguments.h"
#include "host/memory.h"
#include "text/message.h"

/* The widest small integers that there are, on hosts of 64 bits; and narrower than these mpy-cross cannot make them. */
enum { SMALL_INT_BITS_MAX = 63, SMALL_INT_BITS_MIN = 8 };

/* Reads a decimal number in a range. False after a message. */
static bool take_number(const struct mpy_options *options, const char *name, const char *argument, unsigned least,
                        unsigned most, unsigned *number)
{
    uint64_t value;

    if (!parse_size(argument, &value) || strspn(argument, "0123456789") != strlen(argument) || value < least ||
        value > most) {
        message(options->command, "--%s %s must be a number from %u to %u; see xrom %s --help", name, argument, least,
                most, options->command);
        return false;
    }
    *number = (unsigned)value;
    return true;
}

/* The levels that mpy-cross has. */
static bool take_optimize(struct mpy_options *options, const char *argument)
{
    if (strlen(argument) != 1 || *argument < '0' || *argument > '3') {
        message(options->command, "-O %s must be 0, 1, 2 or 3; see xrom %s --help", argument, options->command);
        return false;
    }
    options->compile.compiler.optimize = argument;
    return true;
}

static bool take_text(const struct mpy_options *options, const char *name, const char *argument, const char **text)
{
    if (*argument == '\0') {
        message(options->command, "--%s has an empty text, which names nothing; see xrom %s --help", name,
                options->command);
        return false;
    }
    *text = argument;
    return true;
}

static bool take_target(struct mpy_options *options, const char *argument)
{
    options->target = board_find(argument);
    if (!options->target) {
        message("build", "--target %s is unknown; see xrom build --target help", argument);
    }
    return options->target != NULL;
}

static bool take_allowed(struct mpy_options *options, const char *argument)
{
    enum refusal refusal = refusal_find(argument);

    if (refusal == REFUSAL_COUNT) {
        message("build", "--allow %s must be %s; see xrom build --help", argument, refusal_names);
        return false;
    }
    options->allowed[refusal] = true;
    return true;
}

/* --constant GLOB=WHICH: a pattern may have a '=' in it. */
static bool take_constant(struct mpy_options *options, const char *argument)
{
    const char *equals = strrchr(argument, '=');
    const char *which = equals ? equals + 1 : "";
    struct constant_rule rule = {NULL, 0};

    if (strcmp(which, "largest") == 0) {
        rule.which = CONSTANT_LARGEST;
    } else if (strcmp(which, "none") == 0) {
        rule.which = CONSTANT_NONE;
    } else if (strspn(which, "0123456789") != strlen(which) || !parse_size(which, &rule.which) ||
               rule.which > UINT32_MAX) {
        equals = NULL;
    }
    if (!equals || equals == argument) {
        message("build", "--constant %s is not of the form GLOB=largest, GLOB=none or GLOB=N; see xrom build --help",
                argument);
        return false;
    }
    rule.pattern = memory_copy(argument, (size_t)(equals - argument));
    options->constants = memory_grow(options->constants, options->constant_count + 1, sizeof *options->constants);
    options->constants[options->constant_count++] = rule;
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
    case OPTION_ALLOW: return take_allowed(options, argument);
    case OPTION_CONSTANT: return take_constant(options, argument);
    case OPTION_TARGET: return take_target(options, argument);
    case OPTION_CACHE: options->without_mpy = "--cache"; return take_text(options, "cache", argument, &compile->cache);
    case OPTION_JOBS:
        options->without_mpy = "-j";
        return take_number(options, "jobs", argument, 1, COMPILE_JOBS_MAX, &compile->jobs);
    case OPTION_KEEP:
        options->keeps = memory_grow(options->keeps, options->keep_count + 1, sizeof *options->keeps);
        options->keeps[options->keep_count++] = argument;
        return true;
    case OPTION_MARCH:
        options->without_mpy = "--march";
        return take_text(options, "march", argument, &compile->compiler.march);
    case OPTION_MPY_CROSS:
        options->without_mpy = "--mpy-cross";
        return take_text(options, "mpy-cross", argument, &compile->compiler.program);
    case OPTION_NO_CACHE:
        options->without_mpy = "--no-cache";
        compile->no_cache = true;
        return true;
    case OPTION_OPTIMIZE: options->without_mpy = "-O"; return take_optimize(options, argument);
    case OPTION_SMALL_INT_BITS:
        options->without_mpy = "--small-int-bits";
        return take_number(options, "small-int-bits", argument, SMALL_INT_BITS_MIN, SMALL_INT_BITS_MAX,
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
    if (options->target && options->compile.compiler.march && !options->allowed[REFUSAL_NATIVE] &&
        !board_runs_march(options->target, options->compile.compiler.march)) {
        message(options->command, "--target %s does not run what --march %s compiles; give one of them",
                options->target->name, options->compile.compiler.march);
        return false;
    }
    if (options->compile.cache && options->compile.no_cache) {
        message(options->command, "--cache and --no-cache contradict each other; give one of them");
        return false;
    }
    return true;
}

/* With a slash in it a pattern is held against the path, else against the name. */
static bool matches(const char *pattern, const char *name, const char *path)
{
    return strchr(pattern, '/') ? fnmatch(pattern, path, FNM_PATHNAME) == 0 : fnmatch(pattern, name, 0) == 0;
}

bool mpy_options_keeps(const struct mpy_options *options, const char *name, const char *path)
{
    bool kept = false;

    for (size_t i = 0; i < options->keep_count && !kept; i++) {
        kept = matches(options->keeps[i], name, path);
    }
    return kept;
}

const struct constant_rule *mpy_options_constant(const struct mpy_options *options, const char *name, const char *path)
{
    for (size_t i = options->constant_count; i-- > 0;) {
        if (matches(options->constants[i].pattern, name, path)) {
            return &options->constants[i];
        }
    }
    return NULL;
}

void mpy_options_clear(struct mpy_options *options)
{
    for (size_t i = 0; i < options->constant_count; i++) {
        free(options->constants[i].pattern);
    }
    free(options->constants);
    free(options->keeps);
}
