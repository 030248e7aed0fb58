/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "warnings.h"

/* So many are told. */
enum { WARNINGS_MAX = 100 };

void warnings_add(struct warnings *warnings, const struct scan *scan, const char *what)
{
    struct problem problem;

    warnings->count++;
    if (warnings->count > WARNINGS_MAX) {
        return;
    }
    problem_set(&problem, NULL, "%s", what);
    scan_locate(scan, &problem);
    problem_warn(&problem, scan->input->name);
    if (warnings->json) {
        json_open(warnings->json, NULL, '{');
        json_problem(warnings->json, "warning", &problem);
        json_close(warnings->json, '}');
    }
    problem_clear(&problem);
}

void warnings_end(const struct warnings *warnings, const struct scan *scan)
{
    if (warnings->count > WARNINGS_MAX) {
        message(scan->input->name, "warning: and %" PRIu64 " more like these", warnings->count - WARNINGS_MAX);
    }
}
