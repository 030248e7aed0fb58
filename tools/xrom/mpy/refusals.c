/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "mpy/refusals.h"
#include "text/message.h"

/* So many are told. */
enum { TOLD_MAX = 100 };

static const char *const names[REFUSAL_COUNT] = {
    [REFUSAL_BROKEN] = "broken",       [REFUSAL_VERSION] = "version", [REFUSAL_NATIVE] = "native",
    [REFUSAL_SMALL_INT] = "small-int", [REFUSAL_BESIDE] = "beside",   [REFUSAL_SOURCE] = "source",
};

const char refusal_names[] = "broken, version, native, small-int, beside or source";

enum refusal refusal_find(const char *name)
{
    unsigned i = 0;

    while (i < REFUSAL_COUNT && strcmp(names[i], name) != 0) {
        i++;
    }
    return (enum refusal)i;
}

void refusals_add(struct refusals *refusals, enum refusal refusal, const char *file, const char *what,
                  const char *remedy)
{
    bool allowed = refusals->allowed[refusal];

    refusals->count += !allowed;
    if (++refusals->told > TOLD_MAX) {
        return;
    }
    if (allowed) {
        message(file, "warning: %s", what);
    } else {
        message(file, "%s; %s, or let it in with --allow %s", what, remedy, names[refusal]);
    }
}

bool refusals_end(const struct refusals *refusals)
{
    if (refusals->told > TOLD_MAX) {
        message(NULL, "and %" PRIu64 " more like these", refusals->told - TOLD_MAX);
    }
    return refusals->count == 0;
}
