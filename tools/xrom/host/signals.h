/* SPDX-License-Identifier: MIT */
/* Ends that come from outside: signals, and an image file that shrinks while it is mapped. */
#ifndef XROM_TOOL_SIGNALS_H
#define XROM_TOOL_SIGNALS_H

#include <stdbool.h>

#include "host/status.h"

/* Sees to it that a file which becomes larger than a limit allows is an error of write(), and not the end of the tool. */
void signals_begin(void);

/*
 * Names the image that is mapped, for the message of SIGBUS, which the system raises for reads behind the end of a file
 * that has become shorter.
 */
void watch_mapping(const char *image);

/* Ends the tool because the mapped image became shorter. For a system call that found out before a read did. */
_Noreturn void mapping_changed(void);

/*
 * Begins a part of the work that leaves something behind if it is cut short. `clean` (which must not need give_up) is
 * called where the tool has to end inside it. SIGINT, SIGTERM, SIGHUP and the like no longer end the tool but make
 * interrupted() true;
 * SIGPIPE is ignored, so that a message which nobody reads does not end the tool either.
 */
void protect(void (*clean)(void));

/* Ends that part. If one of the signals came the tool now ends by it. */
void unprotect(void);

/* True where one of the signals came. */
bool interrupted(void);

/* Cleans up and ends the tool with EXIT_BAD. */
_Noreturn void give_up(void);

#endif
