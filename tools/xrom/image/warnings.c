/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "host/memory.h"
#include "image/warnings.h"

void warnings_add(struct warnings *warnings, const struct scan *scan, const char *what)
{
    struct problem problem;

    warnings->count++;
    if (warnings->count > WARNINGS_MAX) {
        return;
    }
    problem_set(&problem, NULL, "%s", what);
    scan_locate(scan, &problem);
    if (warnings->json) {
        json_open(warnings->json, NULL, '{');
        json_problem(warnings->json, "warning", &problem);
        json_close(warnings->json, '}');
        warnings->problems = memory_grow(warnings->problems, warnings->count, sizeof *warnings->problems);
        warnings->problems[warnings->count - 1] = problem;
    } else {
        problem_warn(&problem, scan->input->name);
        problem_clear(&problem);
    }
}

void warnings_end(struct warnings *warnings, const char *image)
{
    for (size_t i = 0; warnings->problems && i < warnings->count && i < WARNINGS_MAX; i++) {
        problem_warn(&warnings->problems[i], image);
        problem_clear(&warnings->problems[i]);
    }
    free(warnings->problems);
    warnings->problems = NULL;
    if (warnings->count > WARNINGS_MAX) {
        message(image, "warning: and %" PRIu64 " more like these", warnings->count - WARNINGS_MAX);
    }
}
