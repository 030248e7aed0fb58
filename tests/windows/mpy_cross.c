/* SPDX-License-Identifier: MIT */
/*
 * Stands for mpy-cross on Windows: a sound module, in which the source is a bytes constant and the name is the one that was
 * asked for; or what the first line of the source says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

static void write_module(const char *path, const char *name, const char *source, size_t size)
{
    FILE *file = fopen(path, "wb");

    if (!file || strlen(name) > 63 || size > 127) {
        exit(9);
    }
    fprintf(file, "M%c%c%c%c%c%c%s%c%c", 6, 0, 31, 2, 1, (int)strlen(name) * 2, name, 0, 15);
    fprintf(file, "%c%c", 6, (int)size);
    fwrite(source, 1, size, file);
    fwrite("\0\050\0\002\001Qc", 1, 7, file);
    fclose(file);
}

/* Notes how it was called. */
static void note(int argc, char **argv, const char *name)
{
    const char *path = getenv("CALLS");
    FILE *file = path ? fopen(path, "ab") : NULL;

    if (file) {
        fprintf(file, "%s", name);
        for (int i = 1; i < argc && strncmp(argv[i], "-s", 2) != 0; i++) {
            fprintf(file, " [%s]", argv[i]);
        }
        fprintf(file, "\n");
        fclose(file);
    }
}

int main(int argc, char **argv)
{
    const char *name = "", *output = "";
    char source[128];
    size_t size;
    FILE *file;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("MicroPython v1.99; mpy-cross emitting mpy v6.3\n");
        return 0;
    }
    for (int i = 1; i + 1 < argc; i++) {
        name = strcmp(argv[i], "-s") == 0 ? argv[i + 1] : name;
        output = strcmp(argv[i], "-o") == 0 ? argv[i + 1] : output;
    }
    note(argc, argv, name);
    file = fopen(argv[argc - 1], "rb");
    if (!file) {
        return 8;
    }
    size = fread(source, 1, sizeof source - 1, file);
    source[size] = '\0';
    fclose(file);
    if (strncmp(source, "#fail", 5) == 0) {
        fprintf(stderr, "Traceback (most recent call last):\n  File \"%s\", line 7\nSyntaxError: invalid\n",
                argv[argc - 1]);
        return 1;
    }
    if (strncmp(source, "#crash", 6) == 0) {
        ExitProcess(0xc0000005);
    }
    if (strncmp(source, "#loud", 5) == 0) {
        for (int i = 0; i < 40000; i++) {
            printf("a line that says nothing\n");
        }
        return 2;
    }
    if (strncmp(source, "#sleep", 6) == 0) {
        Sleep(300);
    }
    if (strncmp(source, "#none", 5) != 0) {
        write_module(output, name, source, size);
    }
    return 0;
}
