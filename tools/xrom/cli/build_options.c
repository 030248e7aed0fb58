/* SPDX-License-Identifier: MIT */
#include "cli/build_options.h"

#include <stdlib.h>
#include <string.h>

#include "cli/arguments.h"
#include "host/memory.h"
#include "text/message.h"

bool parse_align(const char *command, const char *name, const char *text, uint32_t *align)
{
    uint64_t size;

    if (!parse_size(text, &size) || size == 0 || size > XROM_DATA_ALIGN_MAX || (size & (size - 1)) != 0) {
        message(command, "--%s %s is no alignment: a power of two, 1 to 65536 or 64K; see xrom %s --help", name, text,
                command);
        return false;
    }
    *align = (uint32_t)size;
    return true;
}

/* Keeps the pattern that stands before a '='. */
static const char *take_pattern(struct build_options *options, const char *argument, const char *equals)
{
    char *pattern = memory_copy(argument, (size_t)(equals - argument));

    options->patterns = memory_grow(options->patterns, options->pattern_count + 1, sizeof *options->patterns);
    options->patterns[options->pattern_count++] = pattern;
    return pattern;
}

/* --align N or GLOB=N: a pattern may have a '=' in it. */
static bool take_align(struct build_options *options, const char *argument)
{
    const char *equals = strrchr(argument, '=');
    struct xrom_align_rule *rule;
    uint32_t align;

    if (equals == argument) {
        message("build", "--align %s lacks the pattern before the '='; give N or GLOB=N; see xrom build --help",
                argument);
        return false;
    }
    if (!parse_align("build", "align", equals ? equals + 1 : argument, &align)) {
        return false;
    }
    if (!equals) {
        options->build.align = align;
        return true;
    }
    options->align_rules =
        memory_grow(options->align_rules, options->build.align_rule_count + 1, sizeof *options->align_rules);
    rule = &options->align_rules[options->build.align_rule_count++];
    rule->pattern = take_pattern(options, argument, equals);
    rule->align = align;
    return true;
}

/* --type GLOB=TYPE: a type may have a '=' in it, as in "text/plain; charset=utf-8". */
static bool take_type(struct build_options *options, const char *argument)
{
    const char *equals = strchr(argument, '=');
    struct xrom_type_rule *rule;

    if (!equals || equals == argument) {
        message("build", "--type %s is not of the form GLOB=TYPE, as '*.woff2=font/woff2'; see xrom build --help",
                argument);
        return false;
    }
    options->type_rules =
        memory_grow(options->type_rules, options->build.type_rule_count + 1, sizeof *options->type_rules);
    rule = &options->type_rules[options->build.type_rule_count++];
    rule->pattern = take_pattern(options, argument, equals);
    rule->type = equals + 1;
    return true;
}

static bool take_index(struct build_options *options, const char *argument)
{
    static const char *const words[] = {"auto", "always", "never"};
    static const enum xrom_index_mode modes[] = {XROM_INDEX_AUTO, XROM_INDEX_ALWAYS, XROM_INDEX_NEVER};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(argument, words[i]) == 0) {
            options->build.index = modes[i];
            return true;
        }
    }
    message("build", "--index %s must be auto, always or never; see xrom build --help", argument);
    return false;
}

/* Times are kept; none is later than what SOURCE_DATE_EPOCH says, so that a build can be repeated. */
static bool take_times(struct build_options *options)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;

    options->build.modified = true;
    if (!epoch) {
        return true;
    }
    for (const char *digit = epoch; *digit || digit == epoch; digit++) {
        if (*digit < '0' || *digit > '9' || seconds > (UINT64_MAX - 9) / 10) {
            message("build",
                    "SOURCE_DATE_EPOCH=%s in the environment is no number of seconds since 1970; give one in decimal, "
                    "or unset it",
                    epoch);
            return false;
        }
        seconds = seconds * 10 + (uint64_t)(*digit - '0');
    }
    options->build.has_epoch = true;
    options->build.epoch = seconds;
    return true;
}

bool build_options_take(struct build_options *options, int id, const char *argument)
{
    struct xrom_build_options *build = &options->build;

    switch (id) {
    case OPTION_ALIGN: return take_align(options, argument);
    case OPTION_INDEX: return take_index(options, argument);
    case OPTION_MTIME: return take_times(options);
    case OPTION_TYPE: return take_type(options, argument);
    case OPTION_NO_DEDUPE: build->no_dedupe = true; return true;
    case OPTION_NO_CHECKSUM: build->no_checksum = true; return true;
    case OPTION_NAME: build->image_name = argument; return true;
    case OPTION_VERSION_STRING: build->image_version = argument; return true;
    case OPTION_BUILD_ID: build->build_id = true; return true;
    case OPTION_HASH: build->content_hash = true; return true;
    case OPTION_CONTENT_TYPE: build->content_type = true; return true;
    case OPTION_GZIP:
        options->gzip = memory_grow(options->gzip, build->gzip_count + 1, sizeof *options->gzip);
        options->gzip[build->gzip_count++] = argument;
        return true;
    default: return false;
    }
}

void build_options_get(const struct build_options *options, struct xrom_build_options *build)
{
    *build = options->build;
    build->align_rules = options->align_rules;
    build->type_rules = options->type_rules;
    build->gzip = options->gzip;
}

void build_options_clear(struct build_options *options)
{
    for (size_t i = 0; i < options->pattern_count; i++) {
        free(options->patterns[i]);
    }
    free(options->patterns);
    free(options->align_rules);
    free(options->type_rules);
    free(options->gzip);
}
