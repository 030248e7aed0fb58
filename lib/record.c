/* SPDX-License-Identifier: MIT */
/* The decoder of records, for all sources that have no copy of their own. */
#include "record.h"

#include "decode.h"
