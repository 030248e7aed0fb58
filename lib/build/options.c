/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "message.h"
#include "name.h"
#include "options.h"

static int fail(struct xrom_tree *tree, const char *what, const char *message)
{
    struct xrom_where where = {NULL, NULL, what, strlen(what)};

    return xrom_fail(tree, XROM_ERR_ARGUMENT, &where, "%s", message);
}

/* What is asked for beside `mpremote` although its images cannot have it, or null. */
static const char *beyond_mpremote(const struct xrom_build_options *options)
{
    return options->align > 1 || options->align_rule_count > 0     ? "alignment"
           : options->index == XROM_INDEX_ALWAYS                   ? "an index"
           : options->image_name || options->image_version         ? "a name or version"
           : options->build_id                                     ? "a build id"
           : options->modified                                     ? "times"
           : options->content_hash                                 ? "hashes"
           : options->content_type || options->type_rule_count > 0 ? "content types"
           : options->gzip_count > 0                               ? "compression"
                                                                   : NULL;
}

static int take_mpremote(struct xrom_tree *tree, struct xrom_build_options *options)
{
    static const struct xrom_where where = {NULL, NULL, "the options", sizeof "the options" - 1};
    const char *beyond = beyond_mpremote(options);

    if (beyond) {
        return xrom_fail(tree, XROM_ERR_ARGUMENT, &where,
                         "images as mpremote makes them do not have %s; ask for one only", beyond);
    }
    options->align = 1;
    options->no_dedupe = true;
    options->index = XROM_INDEX_NEVER;
    options->no_checksum = true;
    return XROM_OK;
}

static int check_align(struct xrom_tree *tree, const char *pattern, uint32_t align)
{
    struct xrom_where where = {NULL, NULL, pattern, strlen(pattern)};

    if (align != 0 && align <= XROM_DATA_ALIGN_MAX && (align & (align - 1)) == 0) {
        return XROM_OK;
    }
    return xrom_fail(tree, XROM_ERR_ARGUMENT, &where, "%" PRIu32 " is no alignment; give a power of two, 1 to %" PRIu32,
                     align, XROM_DATA_ALIGN_MAX);
}

static int check_type(struct xrom_tree *tree, const struct xrom_type_rule *rule)
{
    size_t size = strlen(rule->type);
    bool printable = true;

    for (size_t i = 0; i < size; i++) {
        printable = printable && rule->type[i] >= ' ' && rule->type[i] <= '~';
    }
    return printable && size <= XROM_TEXT_SIZE_MAX
               ? XROM_OK
               : fail(tree, rule->pattern, "the type is not printable ASCII of up to 255 bytes; give one as text/html");
}

/* A text about the image. An empty one becomes null. */
static int take_text(struct xrom_tree *tree, const char *what, const char **text)
{
    size_t size = *text ? strlen(*text) : 0;

    if (size == 0) {
        *text = NULL;
    } else if (size > XROM_TEXT_SIZE_MAX) {
        return fail(tree, what, "is longer than 255 bytes; give a shorter one");
    } else if (!xrom_name_is_utf8(*text, size)) {
        return fail(tree, what, "is not valid UTF-8; give another one");
    }
    return XROM_OK;
}

int xrom_options_take(struct xrom_tree *tree, const struct xrom_build_options *given,
                      struct xrom_build_options *options)
{
    static const struct xrom_build_options zero;
    int error;

    *options = given ? *given : zero;
    if (options->max_size == 0 || options->max_size > XROM_SIZE_MAX) {
        options->max_size = XROM_SIZE_MAX;
    }
    error = take_text(tree, "the name of the image", &options->image_name);
    if (!error) {
        error = take_text(tree, "the version of the image", &options->image_version);
    }
    if (!error && options->mpremote) {
        return take_mpremote(tree, options);
    }
    options->build_id = options->build_id || options->image_name || options->image_version;
    if (options->align == 0) {
        options->align = XROM_DATA_ALIGN_DEFAULT;
    }
    if (!error) {
        error = check_align(tree, "the alignment", options->align);
    }
    for (size_t i = 0; !error && i < options->align_rule_count; i++) {
        error = check_align(tree, options->align_rules[i].pattern, options->align_rules[i].align);
    }
    for (size_t i = 0; !error && i < options->type_rule_count; i++) {
        error = check_type(tree, &options->type_rules[i]);
    }
    return error;
}
