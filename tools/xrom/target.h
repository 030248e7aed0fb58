/* SPDX-License-Identifier: MIT */
/* The folder that xrom extract makes: all or nothing. */
#ifndef XROM_TOOL_TARGET_H
#define XROM_TOOL_TARGET_H

#include <stdbool.h>

/* The folder that the user named, without slashes at its end. To be freed. */
char *target_trim(const char *path);

/* The folder for an image where the user named none; null after a message. To be freed. */
char *target_default(const char *image);

/* True where nothing is in the way of a new folder; else after a message. */
bool target_is_free(const char *target);

/* Makes a temporary folder beside the target, which nobody else can enter. Null after a message. To be freed. */
char *target_begin(const char *target);

/* Gives it the name and the usual permissions of the target. False after a message, and where a signal came. */
bool target_finish(const char *target, const char *temporary);

#endif
