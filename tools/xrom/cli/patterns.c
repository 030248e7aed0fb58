/* SPDX-License-Identifier: MIT */
#include "cli/patterns.h"

#include <stdbool.h>
#include <stdlib.h>

#include "host/memory.h"
#include "text/message.h"

static bool has_matched(const struct patterns *patterns, const char *pattern)
{
    for (size_t i = 0; i < patterns->count; i++) {
        if (patterns->matched[i] == pattern) {
            return true;
        }
    }
    return false;
}

void patterns_note(void *patterns, const char *pattern)
{
    struct patterns *noted = patterns;

    if (!has_matched(noted, pattern)) {
        noted->matched = memory_reserve(noted->matched, &noted->capacity, noted->count + 1, sizeof *noted->matched);
        noted->matched[noted->count++] = pattern;
    }
}

static void warn(const struct patterns *patterns, const struct arguments *arguments, const char *option,
                 const char *pattern, const char *note)
{
    if (!has_matched(patterns, pattern)) {
        message(arguments->operands[0], "warning: nothing matches --%s %s; check the pattern%s", option, pattern, note);
    }
}

void patterns_warn(const struct patterns *patterns, const struct arguments *arguments)
{
    const struct build_options *options = &arguments->options;

    for (size_t i = 0; i < arguments->exclude_count; i++) {
        warn(patterns, arguments, "exclude", arguments->excludes[i], "");
    }
    for (size_t i = 0; i < options->build.align_rule_count; i++) {
        warn(patterns, arguments, "align", options->align_rules[i].pattern, "");
    }
    for (size_t i = 0; i < options->build.type_rule_count; i++) {
        warn(patterns, arguments, "type", options->type_rules[i].pattern, "");
    }
    for (size_t i = 0; i < options->build.gzip_count; i++) {
        warn(patterns, arguments, "gzip", options->gzip[i], " (.py and .mpy are never compressed)");
    }
}

void patterns_clear(struct patterns *patterns)
{
    free(patterns->matched);
}
