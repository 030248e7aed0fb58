/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
enum { STOPPING_COUNT = sizeof stopping / sizeof stopping[0] };

static const char *mapped_image = "";
static void (*cleaner)(void);
static volatile sig_atomic_t received;

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
    _exit(EXIT_BAD);
}

/* As write(), for messages of a handler, where printf() must not be called. */
static void say(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0) {
        return; /* nowhere left to tell it */
    }
}

/*
 * Called where SIGBUS was raised: a read of the mapping. Those happen in the reader of the library and where names are
 * copied or compared, never inside malloc or stdio, so the clean-up may use both.
 */
void mapping_changed(void)
{
    say("xrom: ");
    say(mapped_image);
    say(": changed while it was read; run the command again when nothing writes to it\n");
    give_up();
}

static void handle_fault(int number)
{
    (void)number;
    mapping_changed();
}

static void handle_stop(int number)
{
    received = number;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    sigaction(number, &action, NULL);
}

void watch_mapping(const char *image)
{
    mapped_image = image;
    handle(SIGBUS, handle_fault);
}

void protect(void (*clean)(void))
{
    cleaner = clean;
    handle(SIGPIPE, SIG_IGN);
    for (int i = 0; i < STOPPING_COUNT; i++) {
        struct sigaction old;
        /* What is ignored, as SIGHUP is under nohup, stays ignored. */
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            handle(stopping[i], handle_stop);
        }
    }
}

bool interrupted(void)
{
    return received != 0;
}

void unprotect(void)
{
    int number = received;

    cleaner = NULL;
    for (int i = 0; i < STOPPING_COUNT; i++) {
        struct sigaction old;
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            handle(stopping[i], SIG_DFL);
        }
    }
    if (number != 0) {
        raise(number);
    }
}
