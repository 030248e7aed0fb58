/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "name.h"

enum { NAME_MIN = 6 };

static const char *const words[] = {
    "async",  "audio",  "battery", "ble",     "boot",    "buffer", "button", "cache",   "calib",   "cbor",   "clock",
    "config", "crypto", "device",  "display", "driver",  "event",  "file",   "filter",  "font",    "game",   "gps",
    "hash",   "http",   "i2c",     "image",   "index",   "json",   "keypad", "led",     "level",   "logger", "main",
    "matrix", "menu",   "motor",   "mqtt",    "network", "packet", "page",   "parser",  "queue",   "radio",  "screen",
    "sensor", "servo",  "signal",  "sound",   "spi",     "sprite", "state",  "stepper", "storage", "stream", "table",
    "task",   "test",   "theme",   "timer",   "touch",   "uart",   "util",   "widget",  "wifi",
};

static const char *word(struct bench_random *random)
{
    return words[bench_random_below(random, sizeof words / sizeof words[0])];
}

/* One word in three of five names, else two; a number in seven of ten. */
void bench_name(struct bench_random *random, const char *suffix, char name[BENCH_NAME_SIZE])
{
    char made[64];
    int size;

    do {
        size = snprintf(made, sizeof made, "%s", word(random));
        if (bench_random_below(random, 5) >= 3) {
            size += snprintf(made + size, sizeof made - (size_t)size, "_%s", word(random));
        }
        if (bench_random_below(random, 10) < 7) {
            size += snprintf(made + size, sizeof made - (size_t)size, "_%d", (int)bench_random_below(random, 100));
        }
        size += snprintf(made + size, sizeof made - (size_t)size, "%s", suffix);
    } while (size < NAME_MIN || size >= BENCH_NAME_SIZE);
    memcpy(name, made, (size_t)size + 1);
}
