/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guarded.h"
#include "support.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif

/* Guard pages notice what is read behind the bytes; only the sanitizer can guard the bytes right before them. */
#ifdef HAS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

void guarded_open(struct guarded *memory, size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uint8_t *all;

    memory->size = (size + page - 1) / page * page;
    all = mmap(NULL, memory->size + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(all != MAP_FAILED);
    memory->pages = all + page;
    if (memory->size > 0) {
        assert_int_equal(mprotect(memory->pages, memory->size, PROT_READ | PROT_WRITE), 0);
    }
}

uint8_t *guarded_room(const struct guarded *memory, size_t size)
{
    uint8_t *room;

    assert_true(size <= memory->size);
    room = memory->pages + (memory->size - size);
    ASAN_POISON_MEMORY_REGION(memory->pages, memory->size - size);
    ASAN_UNPOISON_MEMORY_REGION(room, size);
    return room;
}

uint8_t *guarded_copy(const struct guarded *memory, const void *bytes, size_t size)
{
    uint8_t *room = guarded_room(memory, size);

    if (size > 0) {
        memcpy(room, bytes, size);
    }
    return room;
}

void guarded_close(struct guarded *memory)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    ASAN_UNPOISON_MEMORY_REGION(memory->pages, memory->size);
    munmap(memory->pages - page, memory->size + 2 * page);
}
