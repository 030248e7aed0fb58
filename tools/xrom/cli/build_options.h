/* SPDX-License-Identifier: MIT */
/* The options of xrom build that say what an image is to have beside names and data. */
#ifndef XROM_TOOL_BUILD_OPTIONS_H
#define XROM_TOOL_BUILD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/build.h>

/* All zero: none was given. */
struct build_options {
    struct xrom_build_options build; /* without what is below */
    struct xrom_align_rule *align_rules;
    struct xrom_type_rule *type_rules;
    char **patterns; /* of the rules: copies, without what follows the '=' */
    const char **gzip;
    size_t pattern_count;
};

/* Notes an option (an enum option_id) and its argument, which must live as long as the options. False after a message. */
bool build_options_take(struct build_options *options, int id, const char *argument);

/* Gives all of them as xrom_build() wants them; valid as long as `options` are. */
void build_options_get(const struct build_options *options, struct xrom_build_options *build);

void build_options_clear(struct build_options *options);

/* Reads an alignment: a power of two, 1..65536. False after a message about option `name` of a command. */
bool parse_align(const char *command, const char *name, const char *text, uint32_t *align);

#endif
