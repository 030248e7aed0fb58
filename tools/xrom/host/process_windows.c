/* SPDX-License-Identifier: MIT */
#include "native.h"

#include "host/memory.h"
#include "host/process.h"
#include "host/signals.h"

/* How long to wait for an end before it is seen whether there are news. Milliseconds. */
enum { NEWS = 10 };

/* The exit code of a program that is ended. */
enum { KILLED = 1 };

static HANDLE handle_of(const struct process *process)
{
    return (HANDLE)(intptr_t)process->id;
}

/* Adds a word to a command line so that the program finds it as it is here. Gives the end. */
static char *quote(char *line, const char *word)
{
    *line++ = '"';
    for (;;) {
        size_t slashes = strspn(word, "\\");
        bool doubled = word[slashes] == '"' || word[slashes] == '\0';
        memset(line, '\\', slashes * 2);
        line += doubled ? slashes * 2 : slashes;
        word += slashes;
        if (*word == '\0') {
            break;
        }
        if (*word == '"') {
            *line++ = '\\';
        }
        *line++ = *word++;
    }
    *line++ = '"';
    return line;
}

/* The command line of some words; null with errno. */
static wchar_t *join(char *const *words)
{
    size_t size = 1;
    char *line, *end;
    wchar_t *wide;

    for (size_t i = 0; words[i]; i++) {
        size += 2 * strlen(words[i]) + 3;
    }
    line = end = memory_grow(NULL, size, 1);
    for (size_t i = 0; words[i]; i++) {
        end = quote(end, words[i]);
        *end++ = ' ';
    }
    end[-1] = '\0';
    wide = xrom_windows_wide(line);
    free(line);
    return wide;
}

/* Starts a program whose words go into a pipe, and which does not run yet. Returns 0 or an errno. */
static int create(struct process *process, char *const *arguments, HANDLE words, HANDLE *thread)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE nothing =
        CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
    STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    wchar_t *program = xrom_windows_wide(arguments[0]);
    wchar_t *line = program ? join(arguments) : NULL;
    PROCESS_INFORMATION started;
    int error = 0;

    start.hStdInput = nothing;
    start.hStdOutput = start.hStdError = words;
    if (!line) {
        error = errno;
    } else if (!CreateProcessW(program, line, NULL, NULL, TRUE, CREATE_SUSPENDED | CREATE_NO_WINDOW, NULL, NULL, &start,
                               &started)) {
        xrom_windows_fail();
        error = errno;
    } else {
        process->id = (pid_t)(intptr_t)started.hProcess;
        *thread = started.hThread;
    }
    free(program);
    free(line);
    CloseHandle(nothing);
    return error;
}

/* Lets a program run, with all that it starts in one job. */
static void begin(struct process *process, HANDLE thread)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits;
    HANDLE job = CreateJobObjectW(NULL, NULL);

    memset(&limits, 0, sizeof limits);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    AssignProcessToJobObject(job, handle_of(process));
    process->group = (intptr_t)job;
    ResumeThread(thread);
    CloseHandle(thread);
}

int process_start(struct process *process, char *const *arguments)
{
    HANDLE ours, theirs, thread = NULL;
    int error;

    process->words_size = 0;
    process->cut = false;
    process->id = 0;
    if (!CreatePipe(&ours, &theirs, NULL, 0)) {
        xrom_windows_fail();
        return errno;
    }
    SetHandleInformation(theirs, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    error = create(process, arguments, theirs, &thread);
    CloseHandle(theirs);
    if (error) {
        CloseHandle(ours);
        return error;
    }
    process->pipe = _open_osfhandle((intptr_t)ours, O_BINARY | O_NOINHERIT);
    begin(process, thread);
    return 0;
}

/* Takes what a program has said meanwhile. */
static void hear(struct process *process)
{
    char buffer[4096];
    DWORD waiting;

    while (process->pipe >= 0) {
        size_t room = PROCESS_WORDS_MAX - process->words_size;
        ssize_t got = 0;
        if (PeekNamedPipe(xrom_windows_handle(process->pipe), NULL, 0, NULL, &waiting, NULL)) {
            if (waiting == 0) {
                return; /* nothing now */
            }
            got = read(process->pipe, buffer, sizeof buffer);
        }
        if (got <= 0) {
            close(process->pipe);
            process->pipe = -1;
        } else {
            size_t size = (size_t)got < room ? (size_t)got : room;
            process->words =
                memory_reserve(process->words, &process->words_capacity, process->words_size + size + 1, 1);
            memcpy(process->words + process->words_size, buffer, size);
            process->words_size += size;
            process->cut = process->cut || size < (size_t)got;
        }
    }
}

/* Lets go of a program. What it has started ends with it. */
static void finish(struct process *process)
{
    hear(process);
    if (process->pipe >= 0) {
        close(process->pipe);
    }
    process->pipe = -1;
    CloseHandle((HANDLE)process->group);
    CloseHandle(handle_of(process));
    process->id = 0;
}

/* One of some programs that has ended, or null. */
static struct process *find_ended(struct process *processes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        DWORD status;
        if (processes[i].id > 0) {
            hear(&processes[i]);
        }
        if (processes[i].id > 0 && WaitForSingleObject(handle_of(&processes[i]), 0) == WAIT_OBJECT_0 &&
            GetExitCodeProcess(handle_of(&processes[i]), &status)) {
            processes[i].status = (int)status;
            finish(&processes[i]);
            return &processes[i];
        }
    }
    return NULL;
}

struct process *process_wait(struct process *processes, size_t count)
{
    struct process *ended = find_ended(processes, count);
    HANDLE handles[MAXIMUM_WAIT_OBJECTS];
    DWORD waiting = 0;

    if (ended) {
        return ended;
    }
    for (size_t i = 0; i < count && waiting < MAXIMUM_WAIT_OBJECTS; i++) {
        if (processes[i].id > 0) {
            handles[waiting++] = handle_of(&processes[i]);
        }
    }
    if (waiting > 0) {
        WaitForMultipleObjects(waiting, handles, FALSE, NEWS);
    }
    return find_ended(processes, count);
}

void process_kill(struct process *process)
{
    if (process->id > 0) {
        TerminateJobObject((HANDLE)process->group, KILLED);
        WaitForSingleObject(handle_of(process), INFINITE);
        finish(process);
    }
}

void process_describe(const struct process *process, char *text, size_t capacity)
{
    /* Exceptions end a program with their number. */
    snprintf(text, capacity,
             (unsigned)process->status >= 0xc0000000 ? "ended with exit code 0x%08x" : "ended with exit code %d",
             (unsigned)process->status);
}

bool process_is_good(const struct process *process)
{
    return process->status == 0;
}
