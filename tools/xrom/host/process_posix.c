/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/memory.h"
#include "host/process.h"
#include "host/signals.h"

extern char **environ;

/* How long to wait for news, and for the end of a program that has closed its output. Milliseconds. */
enum { NEWS = 100, SOON = 1 };

/* What a program begins with: no input, its words into the pipe, a group of its own, no signal ignored by the tool. */
static int spawn(pid_t *id, char *const *arguments, int words)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults, mask;
    int error = posix_spawn_file_actions_init(&actions);

    if (error) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    sigemptyset(&mask);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setsigmask(&attributes, &mask);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error) {
        error = posix_spawn_file_actions_adddup2(&actions, words, STDOUT_FILENO);
    }
    if (!error) {
        error = posix_spawn_file_actions_adddup2(&actions, words, STDERR_FILENO);
    }
    if (!error) {
        error = posix_spawn(id, arguments[0], &actions, &attributes, arguments, environ);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int process_start(struct process *process, char *const *arguments)
{
    int ends[2];
    int error;

    process->words_size = 0;
    process->cut = false;
    if (pipe(ends) != 0) {
        return errno;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    error = spawn(&process->id, arguments, ends[1]);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        process->id = 0;
        return error;
    }
    process->pipe = ends[0];
    return 0;
}

/* Takes what a program has said meanwhile. */
static void hear(struct process *process)
{
    char buffer[4096];
    ssize_t got;

    while (process->pipe >= 0 && (got = read(process->pipe, buffer, sizeof buffer)) != 0) {
        size_t room = PROCESS_WORDS_MAX - process->words_size;
        size_t size = got < 0 ? 0 : (size_t)got < room ? (size_t)got : room;
        if (got < 0 && errno != EINTR) {
            return; /* nothing now */
        }
        process->words = memory_reserve(process->words, &process->words_capacity, process->words_size + size + 1, 1);
        memcpy(process->words + process->words_size, buffer, size);
        process->words_size += size;
        process->cut = process->cut || (got > 0 && size < (size_t)got);
        if (interrupted()) {
            return;
        }
    }
    if (process->pipe >= 0) {
        close(process->pipe);
        process->pipe = -1;
    }
}

/* Notes that a program has ended. */
static void finish(struct process *process)
{
    hear(process);
    if (process->pipe >= 0) {
        close(process->pipe); /* something that it started still has it open */
    }
    process->pipe = -1;
    process->id = 0;
}

/* One of some programs that has ended, or null. */
static struct process *find_ended(struct process *processes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (processes[i].id > 0 && waitpid(processes[i].id, &processes[i].status, WNOHANG) == processes[i].id) {
            finish(&processes[i]);
            return &processes[i];
        }
    }
    return NULL;
}

struct process *process_wait(struct process *processes, size_t count)
{
    struct process *ended = find_ended(processes, count);
    struct pollfd *polled;
    int timeout = NEWS;

    if (ended) {
        return ended;
    }
    polled = memory_grow(NULL, count, sizeof *polled);
    for (size_t i = 0; i < count; i++) {
        bool talks = processes[i].id > 0 && processes[i].pipe >= 0;
        polled[i].fd = talks ? processes[i].pipe : -1;
        polled[i].events = POLLIN;
        polled[i].revents = 0;
        timeout = processes[i].id > 0 && !talks ? SOON : timeout;
    }
    poll(polled, (nfds_t)count, timeout);
    for (size_t i = 0; i < count; i++) {
        if (polled[i].revents != 0) {
            hear(&processes[i]);
        }
    }
    free(polled);
    return find_ended(processes, count);
}

void process_kill(struct process *process)
{
    if (process->id > 0) {
        kill(-process->id, SIGKILL);
        while (waitpid(process->id, &process->status, 0) < 0 && errno == EINTR) {
        }
        if (process->pipe >= 0) {
            close(process->pipe);
        }
        process->pipe = -1;
        process->id = 0;
    }
}

void process_describe(const struct process *process, char *text, size_t capacity)
{
    if (WIFSIGNALED(process->status)) {
        snprintf(text, capacity, "was ended by signal %d (%s)", WTERMSIG(process->status),
                 strsignal(WTERMSIG(process->status)));
    } else {
        snprintf(text, capacity, "ended with exit code %d", WEXITSTATUS(process->status));
    }
}

bool process_is_good(const struct process *process)
{
    return WIFEXITED(process->status) && WEXITSTATUS(process->status) == 0;
}
