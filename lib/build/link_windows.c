/* SPDX-License-Identifier: MIT */
/* Symbolic links of Windows are refused: many users may not even make them, and what they hold is no path of POSIX. */
#include <string.h>

#include "link.h"
#include "message.h"

int xrom_link_follow(struct xrom_tree *tree, const struct xrom_host_place *place, const char *name, struct stat *target)
{
    const struct xrom_where where = {place->folder, NULL, name, strlen(name)};

    (void)target;
    return xrom_fail(
        tree, XROM_ERR_TREE, &where,
        "is a symbolic link or a junction, and these are not followed on Windows; replace it by what it leads to, "
        "or exclude it");
}
