/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "host/host.h"
#include "host/memory.h"
#include "image/warnings.h"
#include "text/text.h"

const char *warnings_name_fault(const struct scan *scan)
{
    size_t size;
    const char *name = scan_name(scan, &size);
    const char *fault = host_name_fault(name, size);

    if (!fault && !text_is_valid(name, size)) {
        fault = "a name that is not valid UTF-8: some hosts cannot hold it";
    }
    return fault;
}

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
