/* SPDX-License-Identifier: MIT */
#include "native.h"

#include "host/signals.h"
#include "text/text.h"

/* How a program ends that Ctrl-C ends. */
#define ENDED_BY_CONTROL_C 0xc000013a

static const char *image;
static void (*cleaner)(void);
static volatile LONG received;

static void clean_up(void)
{
    void (*clean)(void) = cleaner;

    cleaner = NULL;
    if (clean) {
        clean();
    }
}

void give_up(void)
{
    clean_up();
    fflush(stdout);
    _exit(EXIT_BAD);
}

void mapping_changed(void)
{
    static volatile LONG told;

    /* Two threads may come here. One tells it, and ends the other. */
    while (InterlockedExchange(&told, 1) != 0) {
        Sleep(INFINITE);
    }
    fputs("xrom: ", stderr);
    text_write(stderr, image, strlen(image));
    fputs(": changed while it was read; run the command again when nothing writes to it\n", stderr);
    give_up();
}

/* What is mapped cannot become shorter, but a disk or a network can go away. */
static LONG CALLBACK handle_fault(EXCEPTION_POINTERS *pointers)
{
    if (pointers->ExceptionRecord->ExceptionCode == EXCEPTION_IN_PAGE_ERROR) {
        mapping_changed();
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

static BOOL WINAPI handle_stop(DWORD event)
{
    (void)event;
    InterlockedExchange(&received, 1);
    return TRUE;
}

void signals_begin(void)
{
}

void watch_mapping(const char *name)
{
    if (!image) {
        AddVectoredExceptionHandler(1, handle_fault);
    }
    image = name;
}

void protect(void (*clean)(void))
{
    cleaner = clean;
    SetConsoleCtrlHandler(handle_stop, TRUE);
}

bool interrupted(void)
{
    return received != 0;
}

void unprotect(void)
{
    cleaner = NULL;
    SetConsoleCtrlHandler(handle_stop, FALSE);
    if (received != 0) {
        fflush(stdout);
        ExitProcess(ENDED_BY_CONTROL_C);
    }
}
