/* SPDX-License-Identifier: MIT */
/* Files for a linker: C source, assembler source, an object. */
#include "convert/convert.h"
#include "image/about.h"

/* What an image is aligned to at least, so that words at its start can be read as such. Bytes. */
enum { ALIGN_MIN = 8 };

/* Writes assembler source. Where the file is nothing but the image it is taken whole, so that it may change. */
static int write_assembler(const struct conversion *conversion, const struct xrom_embed *embed,
                           const struct xrom_sink *sink)
{
    const struct input *input = conversion->input;
    bool is_whole = input->place == 0 && input->size == input->image.size;

    return xrom_embed_assembler(embed, conversion->image, input->place, is_whole ? 0 : input->image.size, sink);
}

bool convert_write_link(struct conversion *conversion)
{
    const struct convert_options *options = conversion->options;
    const struct xrom_image *image = &conversion->input->image;
    const struct xrom_sink sink = {conversion_write, conversion};
    uint64_t align = about_align(image->base, image->size);
    char symbol[XROM_SYMBOL_MAX + 1];
    struct xrom_embed embed = {options->symbol, options->section, (uint32_t)(align < ALIGN_MIN ? ALIGN_MIN : align)};
    int error;

    if (options->format == CONVERT_ASM && !conversion->input->mapped) {
        message(conversion->image,
                "is no file that an assembler can take the image from; use --object, or name such a file");
        return false;
    }
    if (!embed.symbol) {
        xrom_symbol_make(conversion->input->name, symbol);
        embed.symbol = symbol;
    }
    if (options->format == CONVERT_C) {
        error = xrom_embed_c(&embed, image->base, image->size, &sink);
    } else if (options->format == CONVERT_ASM) {
        error = write_assembler(conversion, &embed, &sink);
    } else {
        error = xrom_embed_object(&embed, options->machine, image->base, image->size, &sink);
    }
    if (error == XROM_ERR_SINK) {
        conversion_report(conversion);
    } else if (error) {
        message(conversion->image, "%s", xrom_error_text(error));
    }
    return error == XROM_OK;
}
