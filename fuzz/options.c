/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <fnmatch.h>

#include "options.h"
#include "property.h"

/* Later ones win. Names are arbitrary: what counts is that some match, and some do not. */
static const struct xrom_align_rule rules[] = {{"*[a-p]", 64}, {"*[0-7]*", 4096}, {"[!b]", 2}, {"*x", 65536}};

static const char *const all[] = {"*"};

struct xrom_build_options options_of(const struct model *model)
{
    uint8_t bits = model->options;
    struct xrom_build_options options = {.mpremote = (bits & MODEL_MPREMOTE) != 0};

    if (options.mpremote) {
        return options;
    }
    options.align = bits & MODEL_PLAIN ? 1 : 0;
    options.no_checksum = (bits & MODEL_PLAIN) != 0;
    options.no_dedupe = (bits & MODEL_NO_DEDUPE) != 0;
    options.index = bits & MODEL_INDEX ? XROM_INDEX_ALWAYS : bits & MODEL_PLAIN ? XROM_INDEX_NEVER : XROM_INDEX_AUTO;
    options.align_rules = rules;
    options.align_rule_count = bits & MODEL_RULES ? sizeof rules / sizeof rules[0] : 0;
    options.gzip = all;
    options.gzip_count = bits & MODEL_COMPRESSED ? 1 : 0;
    options.image_name = bits & MODEL_ABOUT ? "name" : NULL;
    options.image_version = bits & MODEL_ABOUT ? "1" : NULL;
    options.modified = options.content_hash = options.content_type = (bits & MODEL_ABOUT) != 0;
    return options;
}

uint32_t options_align(const struct xrom_build_options *options, const struct model_entry *entry)
{
    uint32_t align = options->mpremote ? 1 : options->align ? options->align : 4;
    char *name = fuzz_allocate(entry->name_size + 1);
    size_t i;

    memcpy(name, entry->name, entry->name_size);
    name[entry->name_size] = '\0';
    for (i = 0; i < options->align_rule_count; i++) {
        if (fnmatch(options->align_rules[i].pattern, name, 0) == 0) {
            align = options->align_rules[i].align;
        }
    }
    free(name);
    return align;
}

uint32_t options_origin(const struct xrom_build_options *options, const char *name, size_t name_size, size_t size)
{
    uint32_t origin = 0;
    size_t i;

    if (options->align_rule_count == 0 || options->gzip_count > 0) {
        return 0;
    }
    for (i = 0; i < name_size; i++) {
        origin = origin * 5 + (uint8_t)name[i];
    }
    return (uint32_t)(origin % (size + 1));
}
