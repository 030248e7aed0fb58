/* SPDX-License-Identifier: MIT */
/* The flash is in memory here, and holds what the file for it says, raw binary, whose name is to be given. */
#include <stdio.h>

#include <xrom/ram.h>

#include "flashed.h"

void print_bytes(const void *bytes, uint32_t size)
{
    fwrite(bytes, 1, size, stdout);
}

int main(int count, char **arguments)
{
    static _Alignas(4096) uint8_t bytes[FLASHED_SIZE];
    const struct xrom_geometry geometry = {sizeof bytes, app_sector_size, 256};
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    struct xrom_ram ram;

    if (!file || fread(bytes, 1, sizeof bytes, file) != sizeof bytes || xrom_ram_open(&ram, bytes, &geometry)) {
        return 2;
    }
    fclose(file);
    return flashed(&ram.backend);
}
