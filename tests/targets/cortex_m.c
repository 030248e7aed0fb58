/* SPDX-License-Identifier: MIT */
/* A Cortex-M from reset to main() of newlib, which talks to QEMU by semihosting. */
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>

extern uint32_t stack_top[];
void _start(void);
void _init(void);
void _fini(void);
int posix_memalign(void **memory, size_t alignment, size_t size);
_Noreturn void fault(void);

/* newlib calls these; there is nothing to do. */
void _init(void)
{
}

void _fini(void)
{
}

/* newlib's aligned_alloc() calls this, but newlib has none. */
int posix_memalign(void **memory, size_t alignment, size_t size)
{
    *memory = memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}

/* A test that faults has failed: the run ends, and nobody waits. */
void fault(void)
{
    static const uint32_t words[2] = {0x20026, 99}; /* ADP_Stopped_ApplicationExit, and the exit code */
    register uint32_t operation __asm__("r0") = 0x20;
    register const uint32_t *argument __asm__("r1") = words;

    for (;;) {
        __asm__ volatile("bkpt 0xab" : : "r"(operation), "r"(argument) : "memory");
    }
}

/* The stack, reset, and the exceptions. */
__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    stack_top,           (const void *)_start, (const void *)fault, (const void *)fault,
    (const void *)fault, (const void *)fault,  (const void *)fault,
};
