/* SPDX-License-Identifier: MIT */
/*
 * RP2040: the CRC-32 of flash by hardware. The stream of the window (datasheet, 2.6.3.4) reads words into a FIFO, a DMA
 * channel takes them out, and the sniffer (2.5.5.2) computes the checksum of what passes.
 */
#include <stdbool.h>

#include <xrom/rp2040.h>
#include <xrom/verify.h>

#if defined(__arm__)

#ifdef XROM_RP2350
#define XIP_CTRL UINT32_C(0x400c8000)
#define XIP_AUX UINT32_C(0x50500000)
#define DMA_SNIFF_CTRL UINT32_C(0x50000454)
#define DREQ_XIP_STREAM 49
#define CTRL_UPPER 2 /* how much further left than in the RP2040 the fields of CTRL stand, from CHAIN_TO on */
#define WINDOW_SIZE UINT32_C(0x02000000)
#else
#define XIP_CTRL UINT32_C(0x14000000)
#define XIP_AUX UINT32_C(0x50400000)
#define DMA_SNIFF_CTRL UINT32_C(0x50000434)
#define DREQ_XIP_STREAM 37
#define CTRL_UPPER 0
#define WINDOW_SIZE UINT32_C(0x04000000) /* of the four views together */
#endif

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define WINDOW UINT32_C(0x10000000)
#define VIEW_SIZE UINT32_C(0x01000000)
#define XIP_STAT REGISTER(XIP_CTRL + 0x08)
#define XIP_STREAM_ADDR REGISTER(XIP_CTRL + 0x14)
#define XIP_STREAM_CTR REGISTER(XIP_CTRL + 0x18)
#define STAT_FIFO_EMPTY 2u
#define STREAM_COUNT_MAX UINT32_C(0x3fffff) /* words */

#define DMA_CHANNEL(number) (UINT32_C(0x50000000) + (number)*0x40)
#define CTRL_ENABLE 1u
#define CTRL_WORDS (2u << 2)
#define CTRL_CHAIN_TO(channel) ((channel) << (11 + CTRL_UPPER)) /* to itself: to none */
#define CTRL_STREAM ((uint32_t)DREQ_XIP_STREAM << (15 + CTRL_UPPER))
#define CTRL_QUIET (1u << (21 + CTRL_UPPER)) /* no interrupt at the end */
#define CTRL_SNIFFED (1u << (23 + CTRL_UPPER))
#define CTRL_BUSY (1u << (24 + CTRL_UPPER))

#define SNIFF_CTRL REGISTER(DMA_SNIFF_CTRL)
#define SNIFF_DATA REGISTER(DMA_SNIFF_CTRL + 4)
#define SNIFF_ENABLE 1u
#define SNIFF_CHANNEL(channel) ((channel) << 1)
#define SNIFF_CRC32_REVERSED (1u << 5) /* the lowest bit of the data first */
#define SNIFF_OUT_REVERSED (1u << 10)
#define SNIFF_OUT_INVERTED (1u << 11)

/* True where whole words of the flash can be streamed. */
static bool can_stream(uintptr_t address, size_t word_count)
{
    return address - WINDOW < WINDOW_SIZE && (address & 3) == 0 && word_count > 0 && word_count <= STREAM_COUNT_MAX;
}

/* Begins to read flash into the FIFO, which may hold words of a stream that has ended before its time. */
static void begin_stream(uintptr_t address, size_t word_count)
{
    XIP_STREAM_CTR = 0;
    while (!(XIP_STAT & STAT_FIFO_EMPTY)) {
        (void)REGISTER(XIP_AUX);
    }
#ifdef XROM_RP2350
    XIP_STREAM_ADDR = (uint32_t)address;
#else
    XIP_STREAM_ADDR = WINDOW + (uint32_t)address % VIEW_SIZE;
#endif
    XIP_STREAM_CTR = (uint32_t)word_count;
}

static uint32_t crc32_of_words(uint32_t channel, uint32_t crc, uintptr_t address, size_t word_count)
{
    uint32_t base = DMA_CHANNEL(channel);
    uint32_t sink;

    SNIFF_CTRL = SNIFF_ENABLE | SNIFF_CHANNEL(channel) | SNIFF_CRC32_REVERSED | SNIFF_OUT_REVERSED | SNIFF_OUT_INVERTED;
    /* The register holds the inverse of the checksum, its bits reversed. What turns it around in reading does so here too. */
    SNIFF_DATA = crc;
    SNIFF_DATA = SNIFF_DATA;
    begin_stream(address, word_count);
    REGISTER(base + 0x0) = XIP_AUX;
    REGISTER(base + 0x4) = (uint32_t)(uintptr_t)&sink;
    REGISTER(base + 0x8) = (uint32_t)word_count;
    REGISTER(base + 0xc) = CTRL_ENABLE | CTRL_WORDS | CTRL_CHAIN_TO(channel) | CTRL_STREAM | CTRL_QUIET | CTRL_SNIFFED;
    while (REGISTER(base + 0xc) & CTRL_BUSY) {
    }
    REGISTER(base + 0x10) = 0; /* CTRL without a trigger */
    crc = SNIFF_DATA;
    SNIFF_CTRL = 0;
    return crc;
}

#else

static bool can_stream(uintptr_t address, size_t word_count)
{
    (void)address;
    (void)word_count;
    return false;
}

static uint32_t crc32_of_words(uint32_t channel, uint32_t crc, uintptr_t address, size_t word_count)
{
    (void)channel;
    (void)address;
    (void)word_count;
    return crc;
}

#endif

uint32_t xrom_rp2040_crc32(void *context, uint32_t crc, const void *bytes, size_t size)
{
    const uint32_t *channel = context;
    const uint8_t *next = bytes;
    size_t lead = (0 - (uintptr_t)next) & 3;

    if (lead < size && can_stream((uintptr_t)next + lead, (size - lead) / 4)) {
        crc = xrom_crc32(NULL, crc, next, lead);
        next += lead;
        size -= lead;
        crc = crc32_of_words(*channel, crc, (uintptr_t)next, size / 4);
        next += size & ~(size_t)3;
        size &= 3;
    }
    return xrom_crc32(NULL, crc, next, size);
}
