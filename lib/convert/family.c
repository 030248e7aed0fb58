/* SPDX-License-Identifier: MIT */
/* The families of chips that have a name. */
#include <ctype.h>

#include <xrom/convert.h>

/*
 * Where flash is mapped. RP2040 datasheet, 2.6.3: the window of the cache. RP2350 datasheet, 4.4: the windows of two chips,
 * one behind the other.
 */
#define RP2040_WINDOW 0x10000000, 0x1000000
#define RP2350_WINDOW 0x10000000, 0x2000000
#define OWN_WINDOW 0, 0

/* In the order of their names. */
static const struct xrom_family families[] = {
    {XROM_FAMILY_RP2350_ABSOLUTE, "absolute", RP2350_WINDOW},
    {0x16573617, "atmega32", OWN_WINDOW},
    {0x4f6ace52, "csk4", OWN_WINDOW},
    {0x6e7348a8, "csk6", OWN_WINDOW},
    {XROM_FAMILY_RP2350_DATA, "data", RP2350_WINDOW},
    {0x1c5f21b0, "esp32", OWN_WINDOW},
    {0x2b88d29c, "esp32c2", OWN_WINDOW},
    {0xd42ba06c, "esp32c3", OWN_WINDOW},
    {0x540ddf62, "esp32c6", OWN_WINDOW},
    {0x332726f6, "esp32h2", OWN_WINDOW},
    {0x3d308e94, "esp32p4", OWN_WINDOW},
    {0xbfdd4eee, "esp32s2", OWN_WINDOW},
    {0xc47e5767, "esp32s3", OWN_WINDOW},
    {0x7eab61ed, "esp8266", OWN_WINDOW},
    {0x5a18069b, "fx2", OWN_WINDOW},
    {0x31d228c6, "gd32f350", OWN_WINDOW},
    {0x9af03e33, "gd32vf103", OWN_WINDOW},
    {0x7f83e793, "kl32l2", OWN_WINDOW},
    {0x2abc77ec, "lpc55", OWN_WINDOW},
    {0x11de784a, "m0sense", OWN_WINDOW},
    {0x4b684d71, "maixplay-u4", OWN_WINDOW},
    {0x4fb2d5bd, "mimxrt10xx", OWN_WINDOW},
    {0x1b57745f, "nrf52", OWN_WINDOW},
    {0x621e937a, "nrf52833", OWN_WINDOW},
    {0xada52840, "nrf52840", OWN_WINDOW},
    {XROM_FAMILY_RP2040, "rp2040", RP2040_WINDOW},
    {XROM_FAMILY_RP2350_ARM_NS, "rp2350-arm-ns", RP2350_WINDOW},
    {XROM_FAMILY_RP2350_ARM_S, "rp2350-arm-s", RP2350_WINDOW},
    {XROM_FAMILY_RP2350_RISCV, "rp2350-riscv", RP2350_WINDOW},
    {0x9517422f, "rza1lu", OWN_WINDOW},
    {0x68ed2b88, "samd21", OWN_WINDOW},
    {0x55114460, "samd51", OWN_WINDOW},
    {0x1851780a, "saml21", OWN_WINDOW},
    {0x647824b6, "stm32f0", OWN_WINDOW},
    {0x5ee21072, "stm32f1", OWN_WINDOW},
    {0x5d1a0a2e, "stm32f2", OWN_WINDOW},
    {0x6b846188, "stm32f3", OWN_WINDOW},
    {0x57755a57, "stm32f4", OWN_WINDOW},
    {0x6d0922fa, "stm32f407", OWN_WINDOW},
    {0x8fb060fe, "stm32f407vg", OWN_WINDOW},
    {0x53b80f00, "stm32f7", OWN_WINDOW},
    {0x300f5633, "stm32g0", OWN_WINDOW},
    {0x4c71240a, "stm32g4", OWN_WINDOW},
    {0x6db66082, "stm32h7", OWN_WINDOW},
    {0x202e3a91, "stm32l0", OWN_WINDOW},
    {0x1e1f432d, "stm32l1", OWN_WINDOW},
    {0x00ff6919, "stm32l4", OWN_WINDOW},
    {0x04240bdf, "stm32l5", OWN_WINDOW},
    {0x70d16653, "stm32wb", OWN_WINDOW},
    {0x21460ff0, "stm32wl", OWN_WINDOW},
};

enum { FAMILY_COUNT = sizeof families / sizeof families[0] };

const struct xrom_family *xrom_family_next(const struct xrom_family *family)
{
    const struct xrom_family *next = family ? family + 1 : families;

    return next < families + FAMILY_COUNT ? next : NULL;
}

/* True where a text is the name of a family, apart from case. */
static bool is_name(const char *text, const char *name)
{
    while (*name && tolower((unsigned char)*text) == *name) {
        text++;
        name++;
    }
    return *text == *name;
}

const struct xrom_family *xrom_family_by_name(const char *name)
{
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        if (is_name(name, families[i].name)) {
            return &families[i];
        }
    }
    return NULL;
}

const struct xrom_family *xrom_family_by_id(uint32_t id)
{
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        if (families[i].id == id) {
            return &families[i];
        }
    }
    return NULL;
}
