/* SPDX-License-Identifier: MIT */
/* The firmware that an image is merged with. */
#include <inttypes.h>

#include "convert/convert.h"
#include "image/whole.h"

/* Reads a raw binary firmware. */
static bool add_binary(struct xrom_flash *flash, const struct convert_options *options, const struct whole *whole)
{
    const struct window window = window_of(options->family);
    uint64_t base = window_address(&window, options->merge_base);

    if (!options->has_merge_base && !window.is_known) {
        message(options->merge, "has no addresses: say with --merge-base where it goes");
        return false;
    }
    if (xrom_flash_add(flash, XROM_FAMILY_NONE, (uint32_t)base, whole->bytes, whole->size) != XROM_OK) {
        message(options->merge, "%s", xrom_flash_message(flash));
        return false;
    }
    return true;
}

/* Reads a firmware that has addresses. Null after a message. */
static struct xrom_flash *read_addressed(const struct convert_options *options, const struct whole *whole)
{
    struct problem problem;
    struct xrom_flash *flash = whole_parse(whole->bytes, whole->size, &problem);

    if (!flash) {
        problem_report(&problem, options->merge);
        return NULL;
    }
    if (options->has_merge_base) {
        message(options->merge, "has addresses of its own; leave out --merge-base");
        xrom_flash_free(flash);
        return NULL;
    }
    if (xrom_flash_skipped(flash) > 0) {
        message(options->merge, "warning: %zu of its blocks are not for the flash, and are left out",
                xrom_flash_skipped(flash));
    }
    return flash;
}

/* Reads the file that is to be merged. Null after a message. */
static struct xrom_flash *read_firmware(const struct convert_options *options)
{
    struct xrom_flash *flash;
    struct problem problem;
    struct whole whole;
    uint32_t family;

    if (!whole_open(&whole, options->merge, &problem)) {
        problem_report(&problem, options->merge);
        return NULL;
    }
    if (xrom_flash_format(whole.bytes, whole.size) != XROM_FLASH_BINARY) {
        flash = read_addressed(options, &whole);
    } else {
        flash = xrom_flash_new();
        if (!flash) {
            message(NULL, "%s", xrom_flash_message(NULL));
        } else if (!add_binary(flash, options, &whole)) {
            xrom_flash_free(flash);
            flash = NULL;
        }
    }
    whole_close(&whole);
    if (flash && !xrom_flash_family(flash, 0, &family)) {
        message(options->merge, "has no bytes for the flash; name a firmware");
        xrom_flash_free(flash);
        return NULL;
    }
    return flash;
}

/* Finds out which family the image is for, and gives it to a firmware that has none. False after a message. */
static bool choose_family(struct xrom_flash *flash, const struct convert_options *options, uint32_t *family)
{
    uint32_t first = options->family, second;
    struct xrom_run run;

    xrom_flash_family(flash, 0, &first);
    *family = options->has_family ? options->family : first;
    if (!options->has_family && xrom_flash_family(flash, 1, &second)) {
        message(options->merge, "is for several families, as 0x%08" PRIx32 " and 0x%08" PRIx32 "; choose with --family",
                first, second);
        return false;
    }
    if (options->has_family && xrom_flash_set_family(flash, *family) != XROM_OK) {
        message(options->merge, "%s", xrom_flash_message(flash));
        return false;
    }
    if (xrom_flash_family(flash, 0, &first) && !xrom_flash_run(flash, *family, 0, &run)) {
        message(options->merge, "is for %s, not for the family that --family says", convert_family_name(first));
        return false;
    }
    if (options->format != CONVERT_UF2 && xrom_flash_family(flash, 1, &second)) {
        message(options->merge, "warning: what it has for other families is left out, as only --uf2 can have several");
    }
    return true;
}

struct xrom_flash *convert_open_flash(const struct convert_options *options, uint32_t *family)
{
    struct xrom_flash *flash = options->merge ? read_firmware(options) : xrom_flash_new();

    if (!options->merge && !flash) {
        message(NULL, "%s", xrom_flash_message(NULL));
    }
    if (flash && !choose_family(flash, options, family)) {
        xrom_flash_free(flash);
        return NULL;
    }
    return flash;
}
