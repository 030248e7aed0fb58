/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <string.h>
#include <unistd.h>

#include "content.h"
#include "message.h"

int xrom_content_open(struct xrom_content *content, const struct xrom_item *item)
{
    const struct xrom_entry *entry = item->entry;
    int error = XROM_OK;

    content->item = item;
    content->left = item->size;
    content->next = NULL;
    if (item->is_spooled) {
        return XROM_OK;
    }
    if (entry->source == XROM_SOURCE_BYTES) {
        content->next = entry->content.memory.bytes;
    } else {
        error = xrom_host_open(content->layout->tree, &content->place, entry, &content->descriptor);
        content->is_open = !error;
    }
    return error;
}

int xrom_content_read(struct xrom_content *content, void *bytes, size_t size, size_t *got)
{
    const struct xrom_item *item = content->item;
    int error = XROM_OK;

    *got = content->left < size ? (size_t)content->left : size;
    if (*got == 0) {
        return XROM_OK;
    }
    if (item->is_spooled) {
        int number =
            xrom_spool_read(&content->layout->spool, item->spooled + (item->size - content->left), bytes, *got);
        error = number ? xrom_fail_spool(content->layout->tree, number) : XROM_OK;
    } else if (content->next) {
        memcpy(bytes, content->next, *got);
        content->next += *got;
    } else {
        error = xrom_host_read(content->layout->tree, item->entry, content->descriptor, bytes, *got, got);
    }
    if (!error) {
        content->left -= *got;
    }
    return error;
}

int xrom_content_close(struct xrom_content *content, int error)
{
    if (content->is_open) {
        if (!error) {
            error = xrom_host_check(content->layout->tree, content->item->entry, content->descriptor);
        }
        close(content->descriptor);
        content->is_open = false;
    }
    return error;
}

void xrom_content_end(struct xrom_content *content)
{
    xrom_host_leave(&content->place);
}
