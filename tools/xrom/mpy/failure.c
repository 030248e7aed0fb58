/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "mpy/failure.h"
#include "text/message.h"

/* Lines of what a program says that are shown. */
enum { LINES_MAX = 30 };

void failure_begin(struct failure *failure)
{
    memset(failure, 0, sizeof *failure);
    failure->order = SIZE_MAX;
}

bool failure_is_known(const struct failure *failure)
{
    return failure->order != SIZE_MAX;
}

void failure_note(struct failure *failure, size_t order, const char *file, const char *why)
{
    if (order < failure->order) {
        failure_clear(failure);
        failure->order = order;
        failure->file = memory_copy(file, strlen(file));
        failure->why = memory_copy(why, strlen(why));
    }
}

/* How many bytes of the text are one of the names; 0: none stands at its front. */
static size_t find_name(const char *text, size_t size, const char *const *names)
{
    for (; *names; names++) {
        size_t length = strlen(*names);
        if (length <= size && memcmp(text, *names, length) == 0) {
            return length;
        }
    }
    return 0;
}

/* Adds to what the program said. */
static void add_words(struct failure *failure, size_t *capacity, const char *words, size_t size)
{
    failure->words = memory_reserve(failure->words, capacity, failure->words_size + size, 1);
    memcpy(failure->words + failure->words_size, words, size);
    failure->words_size += size;
}

void failure_quote(struct failure *failure, size_t order, const struct process *process, const char *const *names,
                   const char *name)
{
    static const char more[] = "\n...\n";
    size_t capacity = 0;

    if (failure->order != order) {
        return;
    }
    for (size_t i = 0, size; i<process->words_size; i += size> 0 ? size : 1) {
        size = find_name(process->words + i, process->words_size - i, names);
        if (size > 0) {
            add_words(failure, &capacity, name, strlen(name));
        } else {
            add_words(failure, &capacity, process->words + i, 1);
        }
    }
    if (process->cut) {
        add_words(failure, &capacity, more, sizeof more - 1);
    }
}

void failure_report(const struct failure *failure)
{
    message(failure->file, "%s", failure->why);
    message_quote(failure->words, failure->words_size, LINES_MAX);
}

void failure_clear(struct failure *failure)
{
    free(failure->file);
    free(failure->why);
    free(failure->words);
    failure_begin(failure);
}
