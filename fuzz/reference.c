/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "property.h"
#include "reference.h"

/* Numbers are of 64 bits here, so that sums of two offsets cannot wrap. */
struct record {
    uint64_t kind;
    uint64_t start;
    uint64_t body;
    uint64_t end;
};

/* The varuint at `*position`, which moves behind it. */
static bool number_at(const uint8_t *bytes, uint64_t *position, uint64_t end, uint64_t *number)
{
    *number = 0;
    while (*position < end && *number <= UINT32_MAX) {
        uint8_t byte = bytes[(*position)++];
        *number = *number * 128 + byte % 128;
        if (byte < 128) {
            return *number <= UINT32_MAX;
        }
    }
    return false;
}

static int record_at(const uint8_t *bytes, uint64_t position, uint64_t end, struct record *record)
{
    uint64_t size;

    record->start = position;
    if (!number_at(bytes, &position, end, &record->kind) || !number_at(bytes, &position, end, &size)) {
        return XROM_ERR_VARUINT;
    }
    record->body = position;
    record->end = position + size;
    if (record->end > end) {
        return XROM_ERR_RECORD;
    }
    return record->kind == 0 ? XROM_ERR_UNUSED : XROM_OK;
}

/* The place of an entry's name. */
static int name_at(const uint8_t *bytes, const struct record *entry, uint64_t *name, uint64_t *body)
{
    uint64_t size;

    *name = entry->body;
    if (!number_at(bytes, name, entry->end, &size) || *name + size > entry->end) {
        return XROM_ERR_NAME;
    }
    *body = *name + size;
    return XROM_OK;
}

static bool is_entry(const struct record *record)
{
    return record->kind == XROM_DIRECTORY || record->kind == XROM_FILE;
}

int reference_open(const uint8_t *bytes, size_t size, uint32_t *root, uint32_t *image_size)
{
    uint64_t position = 3;
    uint64_t length;

    if (size < 3 || memcmp(bytes, "\xd2\xcd\x31", 3) != 0) {
        return XROM_ERR_NOT_ROMFS;
    }
    if (!number_at(bytes, &position, size, &length) || position + length > size) {
        return XROM_ERR_TRUNCATED;
    }
    *root = (uint32_t)position;
    *image_size = (uint32_t)(position + length);
    /* A first record of kind 0x40 + n asks for an address that is a multiple of 2^n. */
    if (length > 0 && bytes[position] >= 0x40 && bytes[position] < 0x60 &&
        (uintptr_t)bytes % (UINT64_C(1) << (bytes[position] - 0x40)) != 0) {
        return XROM_ERR_UNALIGNED;
    }
    return XROM_OK;
}

uint8_t *reference_copy(const uint8_t *bytes, size_t size, uint32_t *root, uint32_t *image_size)
{
    int error = reference_open(bytes, size, root, image_size);
    uint8_t *copy;

    if (error != XROM_OK && error != XROM_ERR_UNALIGNED) {
        return NULL;
    }
    copy = fuzz_copy(bytes, *image_size);
    if (reference_open(copy, *image_size, root, image_size) != XROM_OK) {
        free(copy);
        return NULL;
    }
    return copy;
}

/* Notes the first fault of all. */
static void note_fault(struct reference *reference, int error, uint64_t offset, uint32_t node)
{
    if (reference->error == XROM_OK) {
        reference->error = error;
        reference->fault_offset = (uint32_t)offset;
        reference->fault_node = node;
    }
}

/* Finds the data of a file, which is that of the first record of kind 2 or 3, and the offset of that record. */
static int find_data(const struct reference *reference, const uint8_t *bytes, struct reference_node *file,
                     uint64_t *data_record)
{
    uint64_t position = file->body;
    struct record record;
    uint64_t size, offset;

    *data_record = file->start;
    for (;;) {
        int error = position == file->end ? XROM_ERR_NO_DATA : record_at(bytes, position, file->end, &record);
        if (error) {
            return error;
        }
        if (record.kind == 2 || record.kind == 3) {
            *data_record = position;
            break;
        }
        position = record.end;
    }
    if (record.kind == 3) {
        position = record.body;
        if (!number_at(bytes, &position, record.end, &size) || !number_at(bytes, &position, record.end, &offset) ||
            reference->root + offset + size > reference->size) {
            return XROM_ERR_POINTER;
        }
        record.body = reference->root + offset;
        record.end = record.body + size;
    }
    file->data = (uint32_t)record.body;
    file->data_size = (uint32_t)(record.end - record.body);
    return XROM_OK;
}

/* Looks at all records of a file, also at those that stand behind its data or mean nothing in a file. */
static void read_file(struct reference *reference, const uint8_t *bytes, uint32_t index)
{
    struct reference_node *file = &reference->nodes[index];
    uint64_t position = file->body;
    uint64_t data_record;

    file->data_error = find_data(reference, bytes, file, &data_record);
    while (position < file->end) {
        struct record record;
        uint64_t name, body;
        int error = record_at(bytes, position, file->end, &record);
        if (!error && is_entry(&record)) {
            error = name_at(bytes, &record, &name, &body);
        }
        if (error) {
            note_fault(reference, error, position, index);
            return;
        }
        position = record.end;
    }
    if (file->data_error) {
        note_fault(reference, file->data_error, data_record, index);
    }
}

/* Adds the entry of a record to the nodes, if the record is one, and gives its index, else that of the parent. */
static int add_entry(struct reference *reference, const uint8_t *bytes, const struct record *record, uint32_t parent,
                     uint32_t *index)
{
    struct reference_node *node = &reference->nodes[reference->count];
    uint64_t name, body;
    int error;

    *index = parent;
    if (!is_entry(record)) {
        return XROM_OK;
    }
    error = name_at(bytes, record, &name, &body);
    if (error) {
        return error;
    }
    *index = reference->count++;
    memset(node, 0, sizeof *node);
    node->kind = (uint32_t)record->kind;
    node->start = (uint32_t)record->start;
    node->name = (uint32_t)name;
    node->body = (uint32_t)body;
    node->end = (uint32_t)record->end;
    node->depth = parent == 0 ? 0 : reference->nodes[parent].depth + 1;
    node->parent = parent;
    node->last = reference->count;
    return XROM_OK;
}

void reference_read(struct reference *reference, const uint8_t *bytes, uint32_t root, uint32_t size)
{
    struct reference_node top = {XROM_DIRECTORY, 0, root, root, size, 0, 0, 0, 0, 0, 0, 0};
    struct reference_node *nodes = fuzz_allocate((size / 3 + 1) * sizeof *nodes); /* an entry takes 3 bytes or more */
    uint32_t current = 0;
    uint32_t position = root;

    memset(reference, 0, sizeof *reference);
    reference->root = root;
    reference->size = size;
    reference->nodes = nodes;
    reference->count = 1;
    nodes[0] = top;
    for (;;) {
        struct record record = {0, 0, 0, 0};
        uint32_t index = current;
        int error = XROM_OK;
        if (position < nodes[current].end) {
            error = record_at(bytes, position, nodes[current].end, &record);
            if (!error) {
                error = add_entry(reference, bytes, &record, current, &index);
            }
        }
        if (error) {
            nodes[current].fault = error;
            note_fault(reference, error, position, current);
        }
        if (error || position == nodes[current].end) {
            /* To the parent, which goes on behind this directory whether that could be read to its end or not. */
            nodes[current].last = reference->count;
            if (current == 0) {
                return;
            }
            position = nodes[current].end;
            current = nodes[current].parent;
        } else if (index != current && nodes[index].kind == XROM_DIRECTORY) {
            current = index;
            position = nodes[index].body;
        } else {
            if (index != current) {
                read_file(reference, bytes, index);
            }
            position = (uint32_t)record.end;
        }
    }
}

void reference_free(struct reference *reference)
{
    free(reference->nodes);
}

int reference_step(const struct reference *reference, uint32_t directory, uint32_t next)
{
    const struct reference_node *nodes = reference->nodes;
    uint32_t inside = nodes[next - 1].kind == XROM_DIRECTORY ? next - 1 : nodes[next - 1].parent;

    while (nodes[inside].last == next) {
        if (nodes[inside].fault) {
            return nodes[inside].fault;
        }
        if (inside == directory) {
            return XROM_ERR_END;
        }
        inside = nodes[inside].parent;
    }
    return XROM_OK;
}

uint32_t reference_at(const struct reference *reference, uint32_t offset)
{
    uint32_t deepest = 0;
    uint32_t i;

    for (i = 1; i < reference->count; i++) {
        if (reference->nodes[i].start <= offset && offset < reference->nodes[i].end) {
            deepest = i;
        }
    }
    return deepest;
}

uint32_t reference_levels(const struct reference *reference)
{
    uint32_t levels = 1;
    uint32_t i;

    for (i = 1; i < reference->count; i++) {
        if (reference->nodes[i].kind == XROM_DIRECTORY && reference->nodes[i].depth + 2 > levels) {
            levels = reference->nodes[i].depth + 2;
        }
    }
    return levels;
}

struct xrom_node reference_value(const struct reference_node *node)
{
    struct xrom_node value = {0, 0, 0, 0};

    value.kind = node->kind;
    value.name = node->name;
    value.body = node->body;
    value.end = node->end;
    return value;
}

bool reference_is(const struct reference_node *node, const struct xrom_node *value)
{
    return node->kind == value->kind && node->name == value->name && node->body == value->body &&
           node->end == value->end;
}
