/* SPDX-License-Identifier: MIT */
/* Sockets: a case that makes one is skipped. */
#ifndef TESTS_WINDOWS_SOCKET_H
#define TESTS_WINDOWS_SOCKET_H

#define AF_UNIX 1
#define SOCK_STREAM 1

struct sockaddr {
    int family;
};

#define bind(socket, address, size) tests_lack("sockets in folders", socket, address, size)

#endif
