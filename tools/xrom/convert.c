/* SPDX-License-Identifier: MIT */
/* xrom convert: an image as a file that flash tools take, alone or with a firmware, or as something to link. */
#include "convert/convert.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/host.h"
#include "host/signals.h"
#include "image/checksum.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_UF2, "uf2", NULL, "make a UF2 file"},
    {OPTION_HEX, "hex", NULL, "make an Intel HEX file"},
    {OPTION_S19, "s19", NULL, "make a file of Motorola S-records"},
    {OPTION_BIN, "bin", NULL, "make raw binary, from the lowest address on; holes become ff"},
    {OPTION_HEADER, "header", NULL, "make a C header that says where in flash the image is; there is no IMAGE then"},
    {OPTION_BASE, "base", "N", "the address of the image in flash, or how far it is from its start"},
    {OPTION_SLOTS, "slots", "N", "N bytes from there on are two slots, and the image is in the first, ready for use"},
    {OPTION_MAX_SIZE, "max-size", "N", "keep N bytes of flash for the image (default: as many as it has)"},
    {OPTION_FAMILY, "family", "NAME|N", "the chip, as rp2040, rp2350-arm-s or 0xe48bff56; for --uf2 it must be known"},
    {OPTION_FLASH_SIZE, "flash-size", "N", "bytes of flash, if the chip is known (default: all that it can map)"},
    {OPTION_SECTOR_SIZE, "sector-size", "N", "bytes that are erased at once, a power of two (default: 4096)"},
    {OPTION_TAKEN, "taken", "BASE:SIZE",
     "flash that is not for this image, although FIRMWARE has nothing there;\nmay be given several times"},
    {OPTION_MERGE, "merge", "FIRMWARE", "put this UF2, HEX, S-record or binary file into it as well"},
    {OPTION_MERGE_BASE, "merge-base", "N", "the address of a binary FIRMWARE (default: the start of flash)"},
    {OPTION_C, "c", NULL, "make C source: an array"},
    {OPTION_ASM, "asm", NULL, "make assembler source that takes in IMAGE as it is"},
    {OPTION_OBJECT, "object", NULL, "make an object for --machine"},
    {OPTION_MACHINE, "machine", "NAME", "arm, aarch64, riscv32, riscv64, xtensa, i386 or x86-64"},
    {OPTION_SYMBOL, "symbol", "NAME",
     "the name of the array (default: romfs_ and the name of IMAGE),\nor what all names of a header begin with"},
    {OPTION_SECTION, "section", "NAME", "the section that it is in (default: .rodata.xrom.NAME; --c: none)"},
    {OPTION_OUTPUT, "output", "FILE", "the file to write (default: -, standard output)"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Makes one file to flash, or to link, of an image, which is checked first. FILE is written beside its place and\n"
    "renamed at the end.\n"
    "\n"
    "Flash. --base is an address (0x10100000), or less than the start of the flash of --family and then counts from\n"
    "there (1M). It must be a multiple of the sector size, and of the alignment that the image needs. The families\n"
    "are those of the public list uf2families.json, and rp2350-arm-s, rp2350-arm-ns, rp2350-riscv, absolute and data\n"
    "of the RP2350; where their flash is mapped is known for the rp ones. UF2 is written in whole sectors, the rest "
    "of\n"
    "the last one as ff, because the RP2040 needs that.\n"
    "\n"
    "--merge numbers the blocks of FIRMWARE and image anew, for each family its own, and takes the family from it if\n"
    "it is UF2. Both must not share a sector, although one file could be flashed so: to flash one of them alone later\n"
    "would erase a part of the other. Its format is seen by its content. What is not for the flash in it, as comments\n"
    "of UF2 and start addresses of HEX, is left out.\n"
    "\n"
    "--slots writes what xrom/slots.h expects: the image, its record in the last sector of the slot, and the last "
    "sector\n"
    "of the second slot erased, so that an image that was there is not used any more. The image needs a checksum.\n"
    "--header has the same numbers for the firmware, with the same options but --merge, and so with --family where "
    "--base\n"
    "counts from the start of the flash.\n"
    "\n"
    "A UF2 file of an image alone has no block that works around RP2350-E10: onto an RP2350 of revision A2 that has a\n"
    "partition table, bring it with picotool, or with --merge, which keeps that block of FIRMWARE.\n"
    "\n"
    "Link. The names are the same in all three: NAME, an array of const unsigned char, NAME_size, a const unsigned\n"
    "int, and, not with --c, NAME_end, behind the last byte. --asm and --object cost a compiler nothing, however "
    "large\n"
    "the image is. --asm writes the path IMAGE as given: where the assembler runs it must lead there.\n"
    "\n"
    "Exit code: 0 fine; 1 IMAGE or FIRMWARE is bad or does not fit, or FILE cannot be written; 2 wrong usage.\n"
    "\n"
    "Example: xrom convert assets.romfs --uf2 --base 0x10100000 --merge firmware.uf2 -o all.uf2\n"
    "         xrom convert assets.romfs --hex --base 1M --slots 256K --family rp2040 -o slots.hex\n"
    "         xrom convert --header --base 1M --slots 256K --family rp2040 --symbol assets -o assets.h\n"
    "         xrom convert assets.romfs --asm -o assets.s\n";

int conversion_write(void *context, const void *bytes, size_t size)
{
    struct conversion *conversion = context;

    conversion->error = host_write(conversion->output.file, bytes, size);
    conversion->count += size;
    return conversion->error;
}

void conversion_report(const struct conversion *conversion)
{
    if (interrupted()) {
        return;
    }
    if (conversion->output.file == STDOUT_FILENO) {
        host_report_output(conversion->error);
    } else {
        message(conversion->output.name, "cannot be written: %s", strerror(conversion->error));
    }
}

static void print_summary(const struct conversion *conversion, const char *path)
{
    const struct convert_options *asked = conversion->options;

    text_write(stdout, path, strlen(path));
    printf(": %" PRIu64 " bytes of --%s", conversion->count, convert_format_name(asked->format));
    if (conversion->input) {
        uint32_t size = conversion->input->image.size;
        printf(", image of %" PRIu32 " %s", size, text_plural(size, "byte", "bytes"));
    }
    if (asked->format < CONVERT_HEADER) {
        printf(" at 0x%08" PRIx32 "%s", conversion->base, asked->slots > 0 ? ", in the first of two slots" : "");
    }
    puts("");
}

/* Checks the image, and adds it to a flash where that is what is made of it. False after a message. */
static bool prepare(struct conversion *conversion, struct xrom_flash **flash, uint32_t *family)
{
    const struct xrom_image *image = &conversion->input->image;
    struct problem problem;
    int error;

    if (!problem_check(&problem, image)) {
        problem_report(&problem, conversion->input->name);
        problem_clear(&problem);
        return false;
    }
    error = checksum_verify(image);
    if (error && error != XROM_ERR_NOT_FOUND) {
        problem_set_error(&problem, error);
        problem_report(&problem, conversion->input->name);
        return false;
    }
    if (error && conversion->options->slots > 0) {
        message(conversion->image, "has no checksum, without which no image is put into a slot; build it with one");
        return false;
    }
    if (conversion->options->format >= CONVERT_C) {
        return true;
    }
    *flash = convert_open_flash(conversion->options, family);
    return *flash && convert_add(conversion, *flash, *family);
}

/* Converts an image that is open. False after a message. */
static bool convert(struct conversion *conversion, const char *path)
{
    struct xrom_flash *flash = NULL;
    uint32_t family = XROM_FAMILY_NONE;
    bool good = prepare(conversion, &flash, &family);

    if (good && conversion->options->format == CONVERT_UF2 && family == XROM_FAMILY_NONE) {
        message(conversion->options->merge, "does not say for which chip it is: say so with --family");
        good = false;
    }
    good = good && output_find(&conversion->output, path);
    if (good) {
        good = output_open(&conversion->output) &&
               (flash ? convert_write_flash(conversion, flash, family) : convert_write_link(conversion));
        good = output_close(&conversion->output, good);
    }
    xrom_flash_free(flash);
    return good;
}

/* Finds out whether the options and the place of the output are fine. False after a message. `image`: null: none is given. */
static bool is_usage_right(struct convert_options *given, const char *image, const char *path)
{
    bool is_text = given->format != CONVERT_UF2 && given->format != CONVERT_BIN && given->format != CONVERT_OBJECT;

    if (!convert_options_check(given)) {
        return false;
    }
    if (given->format == CONVERT_HEADER && image) {
        message("convert", "one operand too many: %s; see xrom convert --help", image);
        return false;
    }
    if (given->format == CONVERT_HEADER) {
        return true;
    }
    if (!image) {
        message("convert", "an operand is missing: IMAGE; see xrom convert --help");
        return false;
    }
    if (given->format == CONVERT_UF2 && !given->has_family && !given->merge) {
        message("convert", "--uf2 needs --family, as rp2040: boards take no other files; see xrom convert --help");
        return false;
    }
    if (strcmp(path, "-") == 0 && !is_text && isatty(STDOUT_FILENO) == 1) {
        message("convert", "--%s makes no text for a terminal; name a file with -o, or redirect the output",
                convert_format_name(given->format));
        return false;
    }
    if (given->merge && strcmp(given->merge, "-") == 0 && strcmp(image, "-") == 0) {
        message("convert", "standard input can be the image or the firmware, not both; see xrom convert --help");
        return false;
    }
    if (given->format == CONVERT_ASM && strcmp(image, "-") == 0) {
        message("convert", "--asm names the file of the image, and standard input has no name; give a file");
        return false;
    }
    return true;
}

static int run(const struct arguments *arguments)
{
    const char *image = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    const char *path = arguments->output ? arguments->output : "-";
    struct convert_options checked = arguments->convert;
    struct conversion conversion;
    struct input input;
    bool good;

    if (arguments->max_size > 0) {
        checked.max_size = arguments->max_size;
        checked.flash_option = "max-size";
    }
    if (!is_usage_right(&checked, image, path)) {
        return EXIT_USAGE;
    }
    if (image && !input_open_or_report(&input, image, arguments)) {
        return EXIT_BAD;
    }
    memset(&conversion, 0, sizeof conversion);
    conversion.options = &checked;
    conversion.image = image;
    conversion.input = image ? &input : NULL;
    good = image ? convert(&conversion, path) : convert_make_header(&conversion, path);
    if (good && !conversion.output.is_answer) {
        print_summary(&conversion, path);
    }
    if (image) {
        input_close(&input);
    }
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_convert = {
    "convert", "Make a file to flash, or to link, of an image.", "[IMAGE]", notes, options, true, 0, 1, 1, run, false,
};
