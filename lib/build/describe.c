/* SPDX-License-Identifier: MIT */
/* What the options say about each file: its alignment, its type, whether it is to be compressed. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "match.h"
#include "message.h"
#include "type.h"

/* Whether a pattern of the options needs the paths of files. */
static bool needs_paths(const struct xrom_build_options *options)
{
    bool needs = false;

    for (size_t i = 0; i < options->align_rule_count; i++) {
        needs = needs || xrom_match_needs_path(options->align_rules[i].pattern);
    }
    for (size_t i = 0; i < options->type_rule_count; i++) {
        needs = needs || xrom_match_needs_path(options->type_rules[i].pattern);
    }
    for (size_t i = 0; i < options->gzip_count; i++) {
        needs = needs || xrom_match_needs_path(options->gzip[i]);
    }
    return needs;
}

static uint8_t logarithm(uint32_t align)
{
    uint8_t power = 0;

    while (align >> power > 1) {
        power++;
    }
    return power;
}

/* Holds a pattern of the options against a file, and tells who wants to know where it matches. */
static bool matches(const struct xrom_build_options *options, const char *pattern, const char *name, const char *path)
{
    bool match = xrom_match(pattern, name, path);

    if (match && options->matched) {
        options->matched(options->matched_context, pattern);
    }
    return match;
}

static uint8_t find_align(const struct xrom_build_options *options, const char *name, const char *path)
{
    uint32_t align = options->align;

    for (size_t i = 0; i < options->align_rule_count; i++) {
        if (matches(options, options->align_rules[i].pattern, name, path)) {
            align = options->align_rules[i].align;
        }
    }
    return logarithm(align);
}

static struct xrom_text text_of(const char *bytes)
{
    struct xrom_text text = {bytes, bytes ? strlen(bytes) : 0};

    if (text.size == 0) {
        text.bytes = NULL;
    }
    return text;
}

static struct xrom_text find_type(const struct xrom_build_options *options, const struct xrom_entry *entry,
                                  const char *path)
{
    const char *type = NULL;

    for (size_t i = 0; i < options->type_rule_count; i++) {
        if (matches(options, options->type_rules[i].pattern, entry->name, path)) {
            type = options->type_rules[i].type;
        }
    }
    if (type) {
        return text_of(type);
    }
    if (!options->content_type) {
        return text_of(NULL);
    }
    if (entry->source == XROM_SOURCE_BYTES && entry->content.memory.said && entry->content.memory.said->type.bytes) {
        return entry->content.memory.said->type;
    }
    return text_of(xrom_type_of_name(entry->name, entry->name_size));
}

/* What is encoded already stays as it is. */
static bool is_to_be_compressed(const struct xrom_build_options *options, const struct xrom_entry *entry,
                                const char *path)
{
    bool wanted = false;

    if (xrom_match("*.py", entry->name, path) || xrom_match("*.mpy", entry->name, path)) {
        return false; /* an import reads them as they lie */
    }
    for (size_t i = 0; i < options->gzip_count; i++) {
        wanted = matches(options, options->gzip[i], entry->name, path) || wanted;
    }
    return wanted && !(entry->source == XROM_SOURCE_BYTES && entry->content.memory.said &&
                       entry->content.memory.said->encoding.bytes);
}

int xrom_describe(struct xrom_layout *layout)
{
    const struct xrom_build_options *options = &layout->options;
    struct xrom_match_path path = {NULL, 0};
    bool paths = needs_paths(options);
    int error = XROM_OK;

    for (size_t i = 1; !error && i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        if (xrom_item_is_directory(item)) {
            continue;
        }
        if (paths && !xrom_match_path_of(&path, item->entry)) {
            error = xrom_fail_memory(layout->tree);
        } else {
            item->origin = item->entry->origin;
            item->align = find_align(options, item->entry->name, path.text);
            item->type = find_type(options, item->entry, path.text);
            item->gzip = is_to_be_compressed(options, item->entry, path.text);
        }
    }
    free(path.text);
    return error;
}
