/* SPDX-License-Identifier: MIT */
#include "model.h"
#include "property.h"

#define NAME_MAX_SIZE 4096

/* All data that is generated for a model, in bytes: soon built, or enough for a part of the largest size. */
#define GENERATED_SMALL ((size_t)1 << 16)
#define GENERATED_LARGE ((size_t)3 << 20)

static uint8_t take(struct model_input *input)
{
    if (input->left == 0) {
        return 0;
    }
    input->left--;
    return *input->bytes++;
}

/* Takes up to `*size` bytes, and tells how many there are. */
static const uint8_t *take_bytes(struct model_input *input, size_t *size)
{
    const uint8_t *bytes = input->bytes;

    if (*size > input->left) {
        *size = input->left;
    }
    input->bytes += *size;
    input->left -= *size;
    return bytes;
}

static size_t take_16_bits(struct model_input *input)
{
    size_t high = take(input);

    return high << 8 | take(input);
}

void model_begin(struct model *model, struct model_input *input)
{
    memset(model, 0, sizeof *model);
    model->options = take(input);
    model->count = 1;
    model->left = model->options & MODEL_LARGE ? GENERATED_LARGE : GENERATED_SMALL;
}

static void take_name(struct model_input *input, struct model_entry *entry)
{
    entry->name_size = take(input);
    if (entry->name_size == 255) {
        entry->name_size = take_16_bits(input) % (NAME_MAX_SIZE + 1);
        entry->name = fuzz_allocate(entry->name_size);
        memset(entry->name, take(input), entry->name_size);
    } else {
        const uint8_t *name = take_bytes(input, &entry->name_size);
        entry->name = fuzz_copy(name, entry->name_size);
    }
}

static void take_data(struct model *model, struct model_input *input, struct model_entry *entry)
{
    entry->size = take(input);
    if (entry->size == 255) {
        entry->size = take_16_bits(input);
        if (entry->size >= 0xff00) {
            entry->size = (entry->size - 0xff00) * 8192;
        }
        if (entry->size > model->left) {
            entry->size = model->left;
        }
        model->left -= entry->size;
        entry->data = fuzz_allocate(entry->size);
        memset(entry->data, (int)model->count, entry->size);
    } else {
        const uint8_t *data = take_bytes(input, &entry->size);
        entry->data = fuzz_copy(data, entry->size);
    }
}

bool model_next(struct model *model, struct model_input *input, struct model_entry *entry)
{
    if (input->left == 0 || model->count == MODEL_ENTRIES) {
        return false;
    }
    memset(entry, 0, sizeof *entry);
    entry->file = take(input) % 2 != 0;
    entry->parent = take(input) % model->count;
    take_name(input, entry);
    if (entry->file) {
        take_data(model, input, entry);
    }
    return true;
}

void model_entry_free(struct model_entry *entry)
{
    free(entry->name);
    free(entry->data);
}

void model_free(struct model *model)
{
    size_t i;

    for (i = 0; i < model->count; i++) {
        model_entry_free(&model->entries[i]);
    }
}

/* How many bytes the character at the front of a text has; 0 where none is. The table of section 3.9 of Unicode. */
static size_t character_size(const uint8_t *text, size_t size)
{
    uint8_t low = 0x80;
    uint8_t high = 0xbf;
    size_t length = text[0] < 0x80 ? 1 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
    size_t i;

    switch (text[0]) {
    case 0xe0: low = 0xa0; break;
    case 0xed: high = 0x9f; break;
    case 0xf0: low = 0x90; break;
    case 0xf4: high = 0x8f; break;
    default: break;
    }
    if ((text[0] >= 0x80 && text[0] < 0xc2) || text[0] > 0xf4 || length > size) {
        return 0;
    }
    for (i = 1; i < length; i++) {
        if (text[i] < low || text[i] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

bool model_is_utf8(const char *text, size_t size)
{
    size_t i = 0;

    while (i < size) {
        size_t length = character_size((const uint8_t *)text + i, size - i);
        if (length == 0) {
            return false;
        }
        i += length;
    }
    return true;
}

bool model_allows(const char *name, size_t size)
{
    if (size == 0 || memchr(name, '/', size) || memchr(name, '\0', size)) {
        return false;
    }
    if ((size == 1 && name[0] == '.') || (size == 2 && memcmp(name, "..", 2) == 0)) {
        return false;
    }
    return model_is_utf8(name, size);
}

int model_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t i;

    for (i = 0; i < a_size && i < b_size; i++) {
        if (a[i] != b[i]) {
            return (uint8_t)a[i] - (uint8_t)b[i];
        }
    }
    return a_size == b_size ? 0 : a_size < b_size ? -1 : 1;
}

static int compare_entries(const struct model_entry *a, const struct model_entry *b)
{
    return model_compare(a->name, a->name_size, b->name, b->name_size);
}

bool model_has_equals(const struct model *model)
{
    size_t i, j;

    for (i = 1; i < model->count; i++) {
        for (j = 1; j < i; j++) {
            if (model->entries[i].parent == model->entries[j].parent &&
                compare_entries(&model->entries[i], &model->entries[j]) == 0) {
                return true;
            }
        }
    }
    return false;
}

bool model_is_ascii(const struct model *model)
{
    size_t i, j;

    for (i = 1; i < model->count; i++) {
        for (j = 0; j < model->entries[i].name_size; j++) {
            if ((uint8_t)model->entries[i].name[j] > 0x7f) {
                return false;
            }
        }
    }
    return true;
}

size_t model_path(const struct model *model, size_t index, const char **path)
{
    static char buffer[MODEL_ENTRIES * (NAME_MAX_SIZE + 1)];
    size_t at = sizeof buffer;

    while (index != 0) {
        const struct model_entry *entry = &model->entries[index];
        if (at < sizeof buffer) {
            buffer[--at] = '/';
        }
        at -= entry->name_size;
        memcpy(buffer + at, entry->name, entry->name_size);
        index = entry->parent;
    }
    *path = buffer + at;
    return sizeof buffer - at;
}

/* Bytes that are written from their end to their front, so that the size of a record is known before its header. */
struct writer {
    uint8_t *bytes;
    size_t at;
    size_t capacity;
};

static void write_bytes(struct writer *writer, const void *bytes, size_t size)
{
    writer->at -= size;
    memcpy(writer->bytes + writer->at, bytes, size);
}

static void write_number(struct writer *writer, size_t number)
{
    uint8_t byte = number & 0x7f;

    write_bytes(writer, &byte, 1);
    while (number >>= 7) {
        byte = (uint8_t)(0x80 | (number & 0x7f));
        write_bytes(writer, &byte, 1);
    }
}

/* The entry of a directory with the last name before `bound` (null: of all), or 0. */
static size_t last_before(const struct model *model, size_t directory, const struct model_entry *bound)
{
    size_t last = 0;
    size_t i;

    for (i = 1; i < model->count; i++) {
        const struct model_entry *entry = &model->entries[i];
        if (entry->parent == directory && (!bound || compare_entries(entry, bound) < 0) &&
            (last == 0 || compare_entries(entry, &model->entries[last]) > 0)) {
            last = i;
        }
    }
    return last;
}

/* Writes all in a directory. Goes no deeper than there are entries. */
static void write_directory(struct writer *writer, const struct model *model, size_t directory)
{
    const struct model_entry *entry = NULL;
    size_t index;

    while ((index = last_before(model, directory, entry)) != 0) {
        size_t end = writer->at;
        entry = &model->entries[index];
        if (entry->file) {
            write_bytes(writer, entry->data, entry->size);
            write_number(writer, entry->size);
            write_number(writer, 2);
        } else {
            write_directory(writer, model, index);
        }
        write_bytes(writer, entry->name, entry->name_size);
        write_number(writer, entry->name_size);
        write_number(writer, end - writer->at);
        write_number(writer, entry->file ? 5 : 4);
    }
}

size_t model_image(const struct model *model, uint8_t **image)
{
    struct writer writer = {NULL, 0, 16};
    size_t size;
    size_t i;

    for (i = 1; i < model->count; i++) {
        writer.capacity += model->entries[i].name_size + model->entries[i].size + 16;
    }
    writer.bytes = fuzz_allocate(writer.capacity);
    writer.at = writer.capacity;
    write_directory(&writer, model, 0);
    write_number(&writer, writer.capacity - writer.at);
    size = 3 + writer.capacity - writer.at;
    if (size % 2 != 0) {
        write_bytes(&writer, "\x80", 1);
        size++;
    }
    write_bytes(&writer, "\xd2\xcd\x31", 3);
    *image = fuzz_copy(writer.bytes + writer.at, size);
    free(writer.bytes);
    return size;
}
