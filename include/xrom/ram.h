/* SPDX-License-Identifier: MIT */
/*
 * The backend in RAM: a NOR flash chip that is simulated, for tests on the host or on a target. Its bytes are the
 * caller's. It erases to ff and only clears bits; it can lose its power inside any operation, fail, wear out and be
 * damaged by order; it counts what is read of it, as a cold memory or through a model of the RP2040's cache, and tells
 * each operation. All of it is deterministic: the same calls with the same seeds give the same bytes and figures.
 *
 * To use it, compile lib/backend/backend.c and lib/backend/ram*.c. A test of what a power cut does to an update takes three
 * lines:
 *
 *     xrom_ram_cut(&ram, step, XROM_RAM_TEAR_BYTE, seed);     for each step that the update has
 *     error = update();                                       ends with XROM_ERR_IO
 *     xrom_ram_power_on(&ram);                                and now look at what is there
 */
#ifndef XROM_RAM_H
#define XROM_RAM_H

#include <stdbool.h>

#include <xrom/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What was read, each word and line once: what a cold cache would have fetched. */
struct xrom_ram_reads {
    uint32_t words; /* distinct aligned 32-bit words */
    uint32_t lines; /* distinct aligned 8-byte lines, the unit of the RP2040's cache */
};

/* Operations, as they are told to a trace. */
enum xrom_ram_operation {
    XROM_RAM_MAP,
    XROM_RAM_ERASE,
    XROM_RAM_PROGRAM,
    XROM_RAM_SYNC /* of no range: offset and size are 0 */
};

/* Told of each operation that reached the device, when it is done; `error` is what it returns. */
typedef void xrom_ram_trace_function(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size,
                                     int error);

/* What a power cut leaves of the step that it interrupts. */
enum xrom_ram_tear {
    XROM_RAM_TEAR_NONE, /* nothing: the cut comes between two steps */
    XROM_RAM_TEAR_BYTE, /* any of the bits of the byte, or of the sixteenth of an erase unit, that were to change */
    XROM_RAM_TEAR_UNIT /* the same of a whole program unit, as chips program pages at once; of an erase unit, anything */
};

/* Faults that were ordered. Set by the functions below. */
struct xrom_ram_faults {
    bool is_off; /* the power went, and is not on again */
    bool cuts;   /* the power will go: */
    uint32_t cut_step;
    enum xrom_ram_tear tear;
    uint32_t seed;
    uint32_t first_part;     /* the sixteenth that an erase begins with */
    uint32_t busy;           /* operations that find the chip busy; XROM_RAM_NONE: all */
    uint32_t erase_fails_at; /* offsets; XROM_RAM_NONE: nowhere */
    uint32_t program_fails_at;
    uint32_t stuck_at;
    uint8_t stuck_mask;
};

/* No offset; without end. */
#define XROM_RAM_NONE UINT32_MAX

/* How long a chip takes, in microseconds. */
struct xrom_ram_times {
    uint32_t erase_us;   /* for an erase unit */
    uint32_t program_us; /* for a program unit */
};

struct xrom_ram_cache;

struct xrom_ram {
    struct xrom_backend backend;
    uint8_t *bytes;
    uint32_t steps;              /* done since the device was opened: see xrom_ram_cut() */
    uint64_t busy_us;            /* what all erasing and programming would have taken */
    struct xrom_ram_times times; /* at first 45 ms and 0.4 ms, typical of 4096 and 256 bytes; may be changed */
    uint32_t *wear;              /* how often each erase unit was erased, or null: not counted */
    xrom_ram_trace_function *trace;
    void *trace_context;
    struct xrom_ram_faults faults;
    uint8_t *words_read; /* a bit for each word, or null: reads are not counted */
    struct xrom_ram_reads reads;
    struct xrom_ram_cache *cache; /* or null: none is modelled */
};

/*
 * A device over `geometry->size` bytes of the caller's, which are its initial content and must live as long as it is
 * used. Units of 0 make it read-only.
 *
 * XROM_ERR_ARGUMENT: a unit is no power of two, or only one of them is 0.
 *
 * The operations of xrom/backend.h then return XROM_ERR_IO where a fault was ordered, and for no other reason.
 */
int xrom_ram_open(struct xrom_ram *ram, void *bytes, const struct xrom_geometry *geometry);

/*
 * Counts how often each erase unit is erased, from 0. `wear`: a number for each of them, `geometry.size /
 * geometry.erase_unit` rounded up, which must live until the counting ends. Null ends it.
 *
 * XROM_ERR_READ_ONLY: the device is.
 */
int xrom_ram_count_wear(struct xrom_ram *ram, uint32_t *wear);

/* Tells each operation to a function from now on; null: to none. */
void xrom_ram_trace(struct xrom_ram *ram, xrom_ram_trace_function *trace, void *context);

/* ---- Power ---- */

/*
 * Lets the power go before a step: `step` 0 is the next one, 1 the one after it. Each byte that is programmed is a step,
 * and so is each sixteenth of an erase unit that is erased; `steps` of the device tells how many were done. The operation
 * under way then ends with XROM_ERR_IO, and so does every one after it, map too, until the power is on again. `seed`
 * chooses what is torn, and with which sixteenth an erase begins (seed modulo 16): chips erase a unit as a whole, so that
 * any part of it may be left.
 */
void xrom_ram_cut(struct xrom_ram *ram, uint32_t step, enum xrom_ram_tear tear, uint32_t seed);

/* Brings the power back. A cut that has not come is taken back; other faults stay. */
void xrom_ram_power_on(struct xrom_ram *ram);

/* ---- Other faults ---- */

/* One of each kind at a time: a second one takes the first one back. XROM_ERR_RANGE: there is no such byte. */

/* The erase unit that holds a byte fails to erase: XROM_ERR_IO, with half of it erased. */
int xrom_ram_fail_erase(struct xrom_ram *ram, uint32_t offset);

/* The program unit that holds a byte fails to program: XROM_ERR_IO, with half of it programmed. */
int xrom_ram_fail_program(struct xrom_ram *ram, uint32_t offset);

/* Bits of the byte at `offset`, those set in `mask`, keep their value whatever is done, and no error tells it. */
int xrom_ram_stick(struct xrom_ram *ram, uint32_t offset, uint8_t mask);

/* The chip stays busy: so many calls of erase, program and sync (XROM_RAM_NONE: all) give XROM_ERR_IO and do nothing. */
void xrom_ram_stay_busy(struct xrom_ram *ram, uint32_t operations);

/* Takes back all faults that were ordered. What they did to the bytes stays. Does not bring the power back. */
void xrom_ram_mend(struct xrom_ram *ram);

/* ---- Damage ---- */

/* Cuts the device off after `size` bytes, as a file or a partition that is too short. XROM_ERR_RANGE: it is not that long. */
int xrom_ram_truncate(struct xrom_ram *ram, uint32_t size);

/* Flips the bits of the byte at `offset` that are set in `mask`. XROM_ERR_RANGE: there is no such byte. */
int xrom_ram_flip(struct xrom_ram *ram, uint32_t offset, uint8_t mask);

/* ---- Reads ---- */

/*
 * Both below are of what the reader reads in the device. Only one device counts at a time, in one thread, and only where
 * the library is compiled with XROM_TRACE: the reader then tells each of its reads. A second device that begins to count
 * ends the counting of the first. XROM_ERR_ARGUMENT: the library was compiled without XROM_TRACE.
 */

/* Bytes of the map that xrom_ram_count() needs for a device of `size` bytes, whatever the address of its first byte. */
#define XROM_RAM_MAP_SIZE(size) ((size_t)(size) / 32 + 2)

/*
 * Begins to count distinct words and lines, from 0. They are those of addresses, so give the device bytes that are
 * aligned as the flash is.
 *
 * `words_read`: memory of XROM_RAM_MAP_SIZE(size) bytes, which must live until the counting ends. Null ends it; what was
 * counted stays in `reads`.
 */
int xrom_ram_count(struct xrom_ram *ram, uint8_t *words_read);

/* The cache of the RP2040: 16 KiB, two ways, lines of 8 bytes with a valid bit for each word. Datasheet, 2.6.3. */
#define XROM_RAM_CACHE_SETS 1024
#define XROM_RAM_CACHE_WAYS 2

/* Processor cycles until a word that is missed has come, for commands and clock dividers of the flash that are usual. */
#define XROM_RAM_CYCLES_QUAD_2 48    /* EBh, continuous, divider 2 */
#define XROM_RAM_CYCLES_QUAD_4 88    /* EBh, continuous, divider 4 */
#define XROM_RAM_CYCLES_SERIAL_2 136 /* 03h, divider 2 */

struct xrom_ram_cache {
    uint32_t words;       /* reads of the cache: the 32-bit words that each read of the reader touches */
    uint32_t missed;      /* those of them that were fetched from the flash, one at a time */
    uint32_t lines;       /* lines that were given to other addresses for them */
    uint32_t miss_cycles; /* for a word; XROM_RAM_CYCLES_QUAD_2 at first */
    uint64_t cycles;      /* that the reader waited for the flash: an estimate */
    uint32_t held[XROM_RAM_CACHE_SETS][XROM_RAM_CACHE_WAYS]; /* number of the line, and its two valid bits */
    uint8_t oldest[XROM_RAM_CACHE_SETS];                     /* the way that is given away next */
};

/*
 * Begins to model a cache in front of the device, which is empty and has counted nothing. Of the two ways the one that
 * was used last is kept: the datasheet does not say which. Lines are those of a device that begins at a multiple of 8 KiB,
 * whatever the address of its bytes. An erase or a program empties the cache, as the boot ROM does.
 *
 * `cache` must live until null ends the model.
 */
int xrom_ram_cache(struct xrom_ram *ram, struct xrom_ram_cache *cache);

/* Empties the cache; what was counted goes on. */
void xrom_ram_cache_flush(struct xrom_ram_cache *cache);

#ifdef __cplusplus
}
#endif

#endif
