/* SPDX-License-Identifier: MIT */
/*
 * A mutator for libFuzzer that knows records. Blind changes soon break a length, and a reader then stops at once; this
 * one inserts, removes, copies, wraps and changes records and mends the lengths of all that hold them, so that images
 * stay readable while they become strange. Every fourth time or so it leaves the change to libFuzzer, which breaks
 * things.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DEPTH_MAX 64
#define RECORD_MAX 512 /* bytes of a record that is inserted or changed */

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned int seed);

/* A record; where one is damaged its end is that of what holds it. */
struct record {
    size_t start;
    size_t length; /* of its length varuint, the offset */
    size_t payload;
    size_t end;
    bool holds_records;
};

/* An input, with the records from the image down to one that was chosen. */
struct subject {
    uint8_t *bytes;
    size_t size;
    size_t max_size;
    uint32_t random;
    struct record chain[DEPTH_MAX];
    size_t depth; /* index of the last one */
};

static uint32_t random_below(struct subject *subject, size_t bound)
{
    subject->random = subject->random * 1664525 + 1013904223;
    return (uint32_t)((subject->random >> 8) % bound);
}

static size_t number_at(const struct subject *subject, size_t *at, size_t end)
{
    size_t number = 0;

    while (*at < end) {
        uint8_t byte = subject->bytes[(*at)++];
        number = (number << 7 | (byte & 0x7f)) & UINT32_MAX;
        if (byte < 0x80) {
            break;
        }
    }
    return number;
}

static struct record record_at(const struct subject *subject, size_t start, size_t end)
{
    struct record record = {start, start, 0, end, false};
    size_t kind = number_at(subject, &record.length, end);
    size_t size;

    record.payload = record.length;
    size = number_at(subject, &record.payload, end);
    if (size < end - record.payload) {
        record.end = record.payload + size;
    }
    record.holds_records = kind == 4 || kind == 5;
    return record;
}

/* Where the nested records of an entry begin. */
static size_t body_of(const struct subject *subject, const struct record *entry)
{
    size_t body = entry->payload;
    size_t name_size = number_at(subject, &body, entry->end);

    return name_size < entry->end - body ? body + name_size : entry->end;
}

/* Chooses a record of those in a range, or none where the range is empty. */
static bool choose_in(struct subject *subject, size_t position, size_t end, struct record *chosen)
{
    uint32_t count = 0;

    while (position < end) {
        struct record record = record_at(subject, position, end);
        if (random_below(subject, ++count) == 0) {
            *chosen = record;
        }
        position = record.end;
    }
    return count > 0;
}

/* Chooses a record at any depth, with all that hold it. */
static void choose_record(struct subject *subject)
{
    struct record *chain = subject->chain;
    size_t body;

    subject->depth = 0;
    chain[0] = record_at(subject, 0, subject->size);
    body = chain[0].payload;
    while (subject->depth + 1 < DEPTH_MAX &&
           choose_in(subject, body, chain[subject->depth].end, &chain[subject->depth + 1])) {
        subject->depth++;
        if (!chain[subject->depth].holds_records || random_below(subject, 4) == 0) {
            break;
        }
        body = body_of(subject, &chain[subject->depth]);
    }
}

/* Replaces `old_size` bytes at an offset by others; false where there is no room. */
static bool replace(struct subject *subject, size_t at, size_t old_size, const uint8_t *bytes, size_t size)
{
    if (size > old_size && size - old_size > subject->max_size - subject->size) {
        return false;
    }
    memmove(subject->bytes + at + size, subject->bytes + at + old_size, subject->size - at - old_size);
    memcpy(subject->bytes + at, bytes, size);
    subject->size = subject->size - old_size + size;
    return true;
}

static size_t put_number(uint8_t *bytes, size_t number)
{
    uint8_t reversed[10];
    size_t size = 0;
    size_t i;

    do {
        reversed[size++] = number & 0x7f;
        number >>= 7;
    } while (number > 0);
    for (i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(reversed[size - 1 - i] | (i + 1 < size ? 0x80 : 0));
    }
    return size;
}

/* Replaces bytes inside the record at a depth of the chain, and mends the lengths of it and of all that hold it. */
static void edit(struct subject *subject, size_t depth, size_t at, size_t old_size, const uint8_t *bytes, size_t size)
{
    size_t old = subject->size;
    size_t i;

    if (!replace(subject, at, old_size, bytes, size)) {
        return;
    }
    for (i = depth + 1; i-- > 0;) {
        const struct record *record = &subject->chain[i];
        uint8_t number[10];
        size_t payload = record->end - record->payload + subject->size - old; /* may wrap, and back */
        size_t number_size = put_number(number, payload);
        if (!replace(subject, record->length, record->payload - record->length, number, number_size)) {
            return;
        }
    }
}

/* Copies one of some records that lead to something. */
static size_t make_record(struct subject *subject, uint8_t bytes[RECORD_MAX])
{
    /* Each with its size in front. */
    static const uint8_t records[][16] = {
        {7, 5, 5, 1, 'a', 2, 1, 'x'},                     /* a file */
        {7, 5, 5, 2, 'a', 'b', 2, 0},                     /* one whose name begins like that of another */
        {8, 5, 6, 1, 'p', 3, 2, 1, 0},                    /* a file with a pointer */
        {9, 5, 7, 1, 'b', 9, 0, 2, 1, 'y'},               /* a file with a record before its data */
        {4, 5, 2, 1, 'e'},                                /* a file without data */
        {6, 5, 4, 0, 2, 1, 'z'},                          /* a file without a name */
        {4, 4, 2, 1, 'd'},                                /* a directory */
        {11, 4, 9, 1, 'd', 5, 5, 1, 'f', 2, 1, 'h'},      /* a directory with a file */
        {6, 4, 4, 3, 'a', '/', 'b'},                      /* a directory with a '/' in its name */
        {5, 1, 3, 'p', 'a', 'd'},                         /* padding */
        {6, 2, 4, 'd', 'a', 't', 'a'},                    /* data */
        {4, 3, 2, 0, 0},                                  /* a pointer */
        {4, 9, 2, '?', '?'},                              /* an unknown kind */
        {10, 0x80, 5, 0x80, 6, 0x80, 1, 'w', 0x80, 2, 0}, /* a file of padded numbers */
        {2, 0, 0},                                        /* corruption */
    };
    size_t which = random_below(subject, sizeof records / sizeof records[0]);

    memcpy(bytes, records[which] + 1, records[which][0]);
    return records[which][0];
}

static void insert_record(struct subject *subject, const struct record *record)
{
    uint8_t bytes[RECORD_MAX];
    size_t size = make_record(subject, bytes);
    size_t at = random_below(subject, 2) ? record->start : record->end;

    if (subject->depth == 0) {
        at = record->payload; /* into an image without records */
        edit(subject, 0, at, 0, bytes, size);
    } else if (record->holds_records && random_below(subject, 2)) {
        edit(subject, subject->depth, body_of(subject, record), 0, bytes, size);
    } else {
        edit(subject, subject->depth - 1, at, 0, bytes, size);
    }
}

static void wrap_record(struct subject *subject, const struct record *record)
{
    uint8_t bytes[16] = {4};
    size_t size = 1 + put_number(bytes + 1, record->end - record->start + 2);

    bytes[size++] = 1;
    bytes[size++] = (uint8_t)('a' + random_below(subject, 3));
    edit(subject, subject->depth - 1, record->start, 0, bytes, size);
}

/* Hands a part of the payload to libFuzzer: all of it, or the name, or what follows the name. */
static void change_payload(struct subject *subject, const struct record *record)
{
    uint8_t bytes[RECORD_MAX];
    size_t body = record->holds_records ? body_of(subject, record) : record->payload;
    size_t from = random_below(subject, 2) ? body : record->payload;
    size_t to = from < body ? body : record->end;
    size_t size = to - from;

    if (size > RECORD_MAX / 2) {
        size = RECORD_MAX / 2;
    }
    memcpy(bytes, subject->bytes + from, size);
    edit(subject, subject->depth, from, size, bytes, LLVMFuzzerMutate(bytes, size, size + 8));
}

/*
 * Changes a word of an index, or of what stands before a directory: to another one of it, or to one that leads to a record,
 * with its upper bits as they were. Such words are where blind changes hardly ever hit.
 */
static void change_word(struct subject *subject, const struct record *index)
{
    size_t words = (index->end - index->payload) / 4;
    size_t at, from;
    struct record target;

    if (words == 0) {
        return;
    }
    at = index->end - 4 * (1 + (size_t)random_below(subject, words));
    from = index->end - 4 * (1 + (size_t)random_below(subject, words));
    if (random_below(subject, 2)) {
        memmove(subject->bytes + at, subject->bytes + from, 4);
    } else if (choose_in(subject, subject->chain[0].payload, subject->size, &target)) {
        uint32_t place = (uint32_t)target.start / 4 + random_below(subject, 2);
        for (size_t i = 0; i < 3; i++) {
            subject->bytes[at + i] = (uint8_t)(place >> 8 * i);
        }
    }
}

/* Gives an entry another name: a short one, so that equal names come up. */
static void rename_entry(struct subject *subject, const struct record *record)
{
    uint8_t bytes[8];
    size_t size = random_below(subject, 4);
    size_t i;

    bytes[0] = (uint8_t)size;
    for (i = 1; i <= size; i++) {
        bytes[i] = (uint8_t) "ab/."[random_below(subject, random_below(subject, 4) ? 2 : 4)];
    }
    if (record->holds_records) {
        edit(subject, subject->depth, record->payload, body_of(subject, record) - record->payload, bytes, size + 1);
    }
}

static void change_record(struct subject *subject)
{
    struct record record = subject->chain[subject->depth];
    uint8_t bytes[RECORD_MAX];
    size_t size = record.end - record.start;

    if (subject->depth == 0) {
        insert_record(subject, &record);
        return;
    }
    if ((subject->bytes[record.start] == 0x61 || subject->bytes[record.start] == 0x63) && random_below(subject, 4)) {
        change_word(subject, &record);
        return;
    }
    switch (random_below(subject, 8)) {
    case 0: edit(subject, subject->depth - 1, record.start, size, bytes, 0); break;
    case 1:
        if (size <= RECORD_MAX) {
            memcpy(bytes, subject->bytes + record.start, size);
            edit(subject, subject->depth - 1, record.end, 0, bytes, size);
        }
        break;
    case 2: wrap_record(subject, &record); break;
    case 3: change_payload(subject, &record); break;
    case 4: rename_entry(subject, &record); break;
    case 5: subject->bytes[record.start] = (uint8_t)random_below(subject, 7); break;
    case 6:
        edit(subject, subject->depth - 1, random_below(subject, 2) ? record.start : record.length, 0,
             (const uint8_t *)"\x80", 1);
        break;
    default: insert_record(subject, &record); break;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned int seed)
{
    struct subject subject = {.bytes = bytes, .size = size, .max_size = max_size, .random = seed};
    uint32_t changes;

    if (size < 4 || bytes[0] != 0xd2 || bytes[1] != 0xcd || bytes[2] != 0x31 || random_below(&subject, 4) == 0) {
        return LLVMFuzzerMutate(bytes, size, max_size);
    }
    changes = 1 + random_below(&subject, 3);
    while (changes-- > 0) {
        choose_record(&subject);
        change_record(&subject);
    }
    return subject.size;
}
