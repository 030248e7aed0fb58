/* SPDX-License-Identifier: MIT */
/* Limits, which Windows has not. */
#ifndef TESTS_WINDOWS_RESOURCE_H
#define TESTS_WINDOWS_RESOURCE_H

struct rlimit {
    unsigned rlim_cur;
};
#define RLIMIT_NOFILE 0
#define getrlimit(what, limit)                                                                                         \
    ((limit)->rlim_cur = 0, tests_lack("limits of descriptors, nor paths of 200,000 bytes", limit))
#define setrlimit(what, limit) getrlimit(what, limit)

#endif
