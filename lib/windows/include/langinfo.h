/* SPDX-License-Identifier: MIT */
/* The encoding of texts, for Windows: the tool has UTF-8 everywhere. */
#ifndef XROM_WINDOWS_LANGINFO_H
#define XROM_WINDOWS_LANGINFO_H

#define CODESET 1
#define nl_langinfo(item) ((void)(item), "UTF-8")

#endif
