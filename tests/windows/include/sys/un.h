/* SPDX-License-Identifier: MIT */
#ifndef TESTS_WINDOWS_UN_H
#define TESTS_WINDOWS_UN_H

struct sockaddr_un {
    int sun_family;
    char sun_path[108];
};

#endif
