/* SPDX-License-Identifier: MIT */
/* What the installation of an image and the slots share. All of it does nothing after an error of the installation. */
#ifndef XROM_LIB_INSTALL_H
#define XROM_LIB_INSTALL_H

#include <xrom/install.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Makes ready for an image of `size` bytes in the place that is set. XROM_ERR_NO_SPACE. */
int xrom_install_again(struct xrom_install *install, uint32_t size);

/*
 * Programs `count` bytes at an offset in the place, or behind it, which must lie in one page; the other bytes of this
 * stay as they are. A sector that more than 3 bytes begin is erased before. Uses the page. Gives the error of the
 * installation; XROM_ERR_IO: the device failed, or other bytes are then there.
 */
int xrom_install_put(struct xrom_install *install, uint32_t at, const void *bytes, uint32_t count);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
