/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/signals.h"
#include "text/text.h"

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2};
enum { STOPPING_COUNT = sizeof stopping / sizeof stopping[0] };

/* The message of SIGBUS, complete: a handler may do little more than write it. */
static char *change_message;
static size_t change_message_size;
static atomic_flag has_changed = ATOMIC_FLAG_INIT;
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

/*
 * Called where SIGBUS was raised: a read of the mapping. Those happen in the reader of the library and where names are
 * copied or compared, never inside malloc or stdio, so the clean-up may use both. Two threads that read the mapping may come
 * here; one tells it, and ends the other.
 */
void mapping_changed(void)
{
    while (atomic_flag_test_and_set(&has_changed)) {
        pause();
    }
    if (write(STDERR_FILENO, change_message, change_message_size) < 0) {
        give_up(); /* nowhere left to tell it */
    }
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

void signals_begin(void)
{
    handle(SIGXFSZ, SIG_IGN);
}

void watch_mapping(const char *image)
{
    static const char change[] = ": changed while it was read; run the command again when nothing writes to it\n";
    FILE *text;

    free(change_message);
    change_message = NULL;
    change_message_size = 0;
    text = open_memstream(&change_message, &change_message_size);
    if (text) {
        fputs("xrom: ", text);
        text_write(text, image, strlen(image));
        fputs(change, text);
        fclose(text);
    }
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
