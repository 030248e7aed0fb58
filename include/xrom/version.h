/* SPDX-License-Identifier: MIT */
/* The version of the library: major.minor.patch, semantic versioning. */
#ifndef XROM_VERSION_H
#define XROM_VERSION_H

#define XROM_VERSION_MAJOR 0
#define XROM_VERSION_MINOR 1
#define XROM_VERSION_PATCH 0
#define XROM_VERSION "0.1.0"

#endif
