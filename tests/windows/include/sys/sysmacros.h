/* SPDX-License-Identifier: MIT */
#ifndef TESTS_WINDOWS_SYSMACROS_H
#define TESTS_WINDOWS_SYSMACROS_H

#define mknod(path, mode, device) tests_lack("devices in folders", path, mode)

#endif
