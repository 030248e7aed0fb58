/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "audit/audit_subject.h"
#include "host/host.h"
#include "mpy/source.h"

static bool open_single(struct audit_subject *subject)
{
    const char *name = host_base_name(subject->name);
    struct problem problem;

    if (!whole_open(&subject->whole, subject->name, &problem)) {
        problem_report(&problem, subject->name);
        problem_clear(&problem);
        return false;
    }
    subject->is_single = true;
    return xrom_tree_add_bytes(subject->tree, NULL, name, strlen(name), subject->whole.bytes, subject->whole.size,
                               NULL) == XROM_OK;
}

static bool open_image(struct audit_subject *subject, const struct arguments *arguments)
{
    if (!input_open_or_report(&subject->input, subject->name, arguments)) {
        return false;
    }
    subject->is_image = true;
    return audit_encoded_find(&subject->encoded, &subject->input) &&
           xrom_tree_add_image(subject->tree, NULL, &subject->input.image) == XROM_OK;
}

bool audit_subject_open(struct audit_subject *subject, const char *name, const struct arguments *arguments)
{
    size_t size = strlen(name);
    struct stat stat_of;
    bool good;

    memset(subject, 0, sizeof *subject);
    subject->name = name;
    subject->tree = xrom_tree_new();
    if (!subject->tree) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        return false;
    }
    if (stat(name, &stat_of) == 0 && S_ISDIR(stat_of.st_mode)) {
        good = xrom_tree_add_folder(subject->tree, NULL, name, NULL) == XROM_OK;
    } else if (source_has_name(name, size) || module_has_name(name, size)) {
        good = open_single(subject);
    } else {
        good = open_image(subject, arguments);
    }
    if (!good && *xrom_tree_message(subject->tree) != '\0') {
        message_escaped(xrom_tree_message(subject->tree));
    }
    return good;
}

void audit_subject_close(struct audit_subject *subject)
{
    xrom_tree_free(subject->tree);
    audit_encoded_clear(&subject->encoded);
    if (subject->is_image) {
        input_close(&subject->input);
    }
    if (subject->is_single) {
        whole_close(&subject->whole);
    }
}

static int discard(void *context, const void *bytes, size_t size)
{
    (void)context;
    (void)bytes;
    (void)size;
    return 0;
}

bool audit_subject_measure(struct xrom_tree *tree, uint64_t *size)
{
    const struct xrom_sink sink = {discard, NULL};
    struct xrom_built built;

    if (xrom_build(tree, NULL, &sink, &built) != XROM_OK) {
        return false;
    }
    *size += built.image_size;
    return true;
}
