/* SPDX-License-Identifier: MIT */
#include "image/find.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/slots.h>

#include "image/checksum.h"
#include "image/metadata.h"
#include "image/search.h"
#include "image/whole.h"
#include "text/json.h"
#include "text/text.h"

/* What is told of an image. */
struct told {
    const char *what;     /* "image" or "damaged" */
    const char *checksum; /* null: not known */
    const char *error;    /* null: none */
    struct piece name, version;
};

static void get_told(struct told *told, const struct finding *finding)
{
    struct xrom_image image;
    struct xrom_node root;
    uint8_t *copy;

    memset(told, 0, sizeof *told);
    told->what = finding->error && finding->error != XROM_ERR_UNALIGNED ? "damaged" : "image";
    told->error = finding->error ? xrom_error_text(finding->error) : NULL;
    if (finding->size > 0 && finding_open(finding, &image, &copy) == XROM_OK) {
        int error = checksum_verify(&image);
        told->checksum = error == XROM_OK ? "right" : error == XROM_ERR_CHECKSUM ? "wrong" : "none";
        root = xrom_root(&image);
        /* What cannot be read of a damaged one is left out. */
        piece_get(&told->name, &image, &root, XROM_IMAGE_NAME);
        piece_get(&told->version, &image, &root, XROM_IMAGE_VERSION);
        free(copy);
    }
}

static void print_finding(const struct finding *finding, const struct told *told)
{
    printf("%-8s 0x%08" PRIx64, told->what, finding->address);
    if (finding->size > 0) {
        printf(" %10" PRIu32 " %s, checksum %s", finding->size, text_plural(finding->size, "byte", "bytes"),
               told->checksum ? told->checksum : "not known");
    }
    if (told->name.size > 0) {
        fputs(", ", stdout);
        text_write_short(stdout, told->name.bytes, told->name.size);
    }
    if (told->version.size > 0) {
        fputs(", version ", stdout);
        text_write_short(stdout, told->version.bytes, told->version.size);
    }
    if (told->error) {
        printf("%s %s", finding->size > 0 ? ":" : "", told->error);
    }
    puts("");
}

static void write_finding(struct json *json, const struct finding *finding, const struct told *told)
{
    json_open(json, NULL, '{');
    json_text(json, "what", told->what);
    json_number(json, "address", finding->address);
    json_number(json, "family", finding->family);
    if (finding->size > 0) {
        json_number(json, "size", finding->size);
    }
    if (told->name.size > 0) {
        json_bytes(json, "name", told->name.bytes, told->name.size);
    }
    if (told->version.size > 0) {
        json_bytes(json, "version", told->version.bytes, told->version.size);
    }
    if (told->checksum) {
        json_text(json, "checksum", told->checksum);
    }
    if (told->error) {
        json_text(json, "error", told->error);
    }
    json_close(json, '}');
}

/*
 * Gives the place of the image of a slot: before the record, or, in a file that leaves out what is erased between them, one that
 * was found. False: there is none.
 */
static bool place_image(const struct search *search, const struct slot_finding *finding, const struct xrom_slot *slot,
                        struct finding *place)
{
    if (slot->capacity <= finding->from) {
        memset(place, 0, sizeof *place);
        place->bytes = finding->bytes - slot->capacity;
        place->left = slot->capacity;
        return true;
    }
    for (size_t i = 0; i < search->count; i++) {
        *place = search->findings[i];
        if (place->family == finding->family && place->address + slot->capacity == finding->address) {
            return true;
        }
    }
    return false;
}

/* What is to be said about the image of a slot: whether it is the one that the record was written for. */
static const char *image_word(struct search *search, const struct slot_finding *finding, const struct xrom_slot *slot)
{
    struct finding place;
    struct xrom_image image;
    uint8_t *copy;
    bool is_right;

    /* To look for one that is elsewhere takes a look at each that was found. */
    if (slot->capacity > finding->from && !search_afford(search, (uint32_t)search->count)) {
        return "not looked at";
    }
    if (!place_image(search, finding, slot, &place)) {
        return "not in this dump";
    }
    if (!search_afford(search, slot->capacity)) {
        return "not looked at";
    }
    is_right = finding_open(&place, &image, &copy) == XROM_OK && image.size == slot->size &&
               checksum_verify(&image) == XROM_OK;
    free(copy);
    return is_right ? "right" : "wrong";
}

static const char *state_word(enum xrom_slot_state state)
{
    return state == XROM_SLOT_GOOD      ? "good"
           : state == XROM_SLOT_TRIAL   ? "trial"
           : state == XROM_SLOT_EXPIRED ? "expired"
                                        : "rejected";
}

static void tell_slot(struct json *json, struct search *search, const struct slot_finding *finding)
{
    struct xrom_slot slot;
    int error = xrom_slot_inspect(finding->bytes, finding->left, &slot);

    if (json) {
        json_open(json, NULL, '{');
        json_text(json, "what", "slot");
        json_number(json, "address", finding->address);
        json_number(json, "family", finding->family);
        if (error) {
            json_text(json, "error", xrom_error_text(error));
        } else {
            json_text(json, "state", state_word(slot.state));
            json_number(json, "sequence", slot.sequence);
            json_number(json, "capacity", slot.capacity);
            json_number(json, "size", slot.size);
            json_text(json, "image", image_word(search, finding, &slot));
        }
        json_close(json, '}');
    } else if (error) {
        printf("slot     0x%08" PRIx64 " %s\n", finding->address, xrom_error_text(error));
    } else {
        printf("slot     0x%08" PRIx64 " %10" PRIu32 " bytes, %s, sequence %" PRIu32 ", room for %" PRIu32
               ", image %s\n",
               finding->address, slot.size, state_word(slot.state), slot.sequence, slot.capacity,
               image_word(search, finding, &slot));
    }
}

/* Tells all that was found, first images, then slots. */
static void tell(struct search *search, bool is_json)
{
    struct json json = {0, false, 0, false};

    if (is_json) {
        json_open(&json, NULL, '[');
    }
    for (size_t i = 0; i < search->count; i++) {
        struct told told;
        get_told(&told, &search->findings[i]);
        if (is_json) {
            write_finding(&json, &search->findings[i], &told);
        } else {
            print_finding(&search->findings[i], &told);
        }
        free(told.name.bytes);
        free(told.version.bytes);
    }
    for (size_t i = 0; i < search->slot_count; i++) {
        tell_slot(is_json ? &json : NULL, search, &search->slots[i]);
    }
    if (is_json) {
        json_close(&json, ']');
    }
}

/* Searches, tells, and says what was not found. Returns an enum status. */
static int find(struct search *search, const char *name, bool is_json)
{
    bool found = false;

    for (size_t i = 0; i < search->count; i++) {
        found = found || !search->findings[i].error || search->findings[i].error == XROM_ERR_UNALIGNED;
    }
    if (is_json || search->count > 0 || search->slot_count > 0) {
        tell(search, is_json);
    }
    if (search->is_exhausted) {
        message(name, "too much of it is damaged to search all of it; give a part of it");
    } else if (!found) {
        message(name, "no sound image is in it; is it the dump of the right flash?");
    }
    return found && !search->is_exhausted ? EXIT_FINE : EXIT_BAD;
}

int find_run(const struct arguments *arguments)
{
    const char *path = arguments->operands[0];
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct xrom_flash *flash = NULL;
    struct problem problem;
    struct search search;
    struct whole whole;
    int status = EXIT_BAD;

    if (arguments->offset > 0 || arguments->partition_size > 0) {
        message("info",
                "--find looks at the whole dump: leave out --offset and --partition-size; see xrom info --help");
        return EXIT_USAGE;
    }
    if (!whole_open(&whole, path, &problem)) {
        problem_report(&problem, name);
        return EXIT_BAD;
    }
    if (xrom_flash_format(whole.bytes, whole.size) == XROM_FLASH_BINARY) {
        search_bytes(&search, whole.bytes, whole.size);
        status = find(&search, name, arguments->json);
        search_clear(&search);
    } else if ((flash = whole_parse(whole.bytes, whole.size, &problem)) != NULL) {
        search_flash(&search, flash);
        status = find(&search, name, arguments->json);
        search_clear(&search);
        xrom_flash_free(flash);
    } else {
        problem_report(&problem, name);
    }
    whole_close(&whole);
    return status;
}
