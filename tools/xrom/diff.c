/* SPDX-License-Identifier: MIT */
/* xrom diff: what was added, removed, changed and moved between two images. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/contents.h"
#include "image/equal.h"
#include "text/json.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_JSON, "json", NULL, "write a JSON array with an object for each difference"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Tells what is in IMAGE2 and not in IMAGE1 (added), the other way round (removed), has other data or is another\n"
    "kind of thing (changed), and which files were given another path (moved: removed here and added there, with\n"
    "the same data). Nothing is printed for images of the same content, however differently they are laid out.\n"
    "\n"
    "Exit code: 0 no difference; 1 there are differences, or an image cannot be read; 2 wrong usage.\n"
    "\n"
    "Example: xrom diff old.romfs new.romfs\n";

/* A pair of entries that differ: of the first image, of the second, or of both. */
struct difference {
    const struct content *old;
    const struct content *new;
};

struct differences {
    struct difference *pairs;
    size_t count;
    size_t capacity;
};

static void add(struct differences *differences, const struct content *old, const struct content *new)
{
    differences->pairs =
        memory_reserve(differences->pairs, &differences->capacity, differences->count + 1, sizeof *differences->pairs);
    differences->pairs[differences->count].old = old;
    differences->pairs[differences->count].new = new;
    differences->count++;
}

/* Goes through both images in the order of their paths. */
static void compare(struct differences *differences, const struct contents *old, const struct contents *new)
{
    size_t i = 0, j = 0;

    while (i < old->count || j < new->count) {
        const struct content *one = i < old->count ? &old->entries[i] : NULL;
        const struct content *other = j < new->count ? &new->entries[j] : NULL;
        int order = !one ? 1 : !other ? -1 : contents_compare_paths(one, other);

        if (order != 0 || !contents_are_equal(one, other)) {
            add(differences, order <= 0 ? one : NULL, order >= 0 ? other : NULL);
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* The file of a pair that is only in one image and may have moved, or null. */
static const struct content *lone_file(const struct difference *pair)
{
    const struct content *content = pair->old && pair->new ? NULL : pair->old ? pair->old : pair->new;

    return content && content->data && content->stat.size > 0 ? content : NULL;
}

/* Orders lone files by their data, removed ones before added ones; the rest comes last. */
static int compare_data(const void *one, const void *other)
{
    const struct difference *first = *(struct difference *const *)one, *second = *(struct difference *const *)other;
    const struct content *a = lone_file(first), *b = lone_file(second);

    if (!a || !b) {
        return !a - !b;
    }
    if (a->group != b->group) {
        return a->group < b->group ? -1 : 1;
    }
    return !first->old != !second->old ? !first->old - !second->old : contents_compare_paths(a, b);
}

/* Joins what was removed with what was added, where the data is the same, in the order of their paths. */
static void find_moves(struct differences *differences)
{
    struct difference **sorted = memory_grow(NULL, differences->count, sizeof *sorted);
    size_t removed = 0;

    for (size_t i = 0; i < differences->count; i++) {
        sorted[i] = &differences->pairs[i];
    }
    qsort(sorted, differences->count, sizeof *sorted, compare_data);
    for (size_t i = 0; i < differences->count && lone_file(sorted[i]); i++) {
        if (sorted[i]->old) {
            continue;
        }
        /* Those behind `removed` have not been joined. */
        while (removed < i && (!sorted[removed]->old || sorted[removed]->old->group < sorted[i]->new->group)) {
            removed++;
        }
        if (removed < i && sorted[removed]->old->group == sorted[i]->new->group && !sorted[removed]->new) {
            sorted[i]->old = sorted[removed]->old;
            sorted[removed]->old = NULL;
            removed++;
        }
    }
    free(sorted);
}

static bool is_move(const struct difference *pair)
{
    return pair->old && pair->new &&contents_compare_paths(pair->old, pair->new) != 0;
}

static const char *word(const struct difference *pair)
{
    return !pair->old ? "added" : !pair->new ? "removed" : is_move(pair) ? "moved" : "changed";
}

static void print_path(const struct content *content)
{
    text_write(stdout, content->path, content->path_size);
    fputs(content->stat.kind == XROM_DIRECTORY ? "/" : "", stdout);
}

static void print(const struct difference *pair)
{
    printf("%-8s ", word(pair));
    print_path(pair->old ? pair->old : pair->new);
    if (is_move(pair)) {
        fputs(" -> ", stdout);
        print_path(pair->new);
    } else if (pair->old && pair->new && pair->old->stat.kind != pair->new->stat.kind) {
        fputs(pair->old->data ? ": a file became a directory" : ": a directory became a file", stdout);
    } else if (pair->old && pair->new) {
        printf(": %" PRIu32 " -> %" PRIu32 " bytes", pair->old->stat.size, pair->new->stat.size);
    }
    puts("");
}

static void write_side(struct json *json, const char *key, const struct content *content)
{
    json_open(json, key, '{');
    json_text(json, "kind", content->data ? "file" : "dir");
    json_bytes(json, "path", content->path, content->path_size);
    if (content->data) {
        json_number(json, "size", content->stat.size);
        json_number(json, "offset", content->stat.offset);
    }
    json_close(json, '}');
}

static void write_json(struct json *json, const struct difference *pair)
{
    json_open(json, NULL, '{');
    json_text(json, "what", word(pair));
    if (pair->old) {
        write_side(json, "old", pair->old);
    }
    if (pair->new) {
        write_side(json, "new", pair->new);
    }
    json_close(json, '}');
}

/* Prints all differences. Returns how many there are. */
static size_t tell(const struct differences *differences, bool is_json)
{
    struct json json = {0, false, 0, false};
    size_t count = 0;

    if (is_json) {
        json_open(&json, NULL, '[');
    }
    for (size_t i = 0; i < differences->count; i++) {
        const struct difference *pair = &differences->pairs[i];
        if (!pair->old && !pair->new) {
            continue; /* it has moved, and is told where it went to */
        }
        if (is_json) {
            write_json(&json, pair);
        } else {
            print(pair);
        }
        count++;
    }
    if (is_json) {
        json_close(&json, ']');
    }
    return count;
}

static int diff(const struct input *old, const struct input *new, bool is_json)
{
    struct contents old_contents = {NULL, 0}, new_contents = {NULL, 0};
    struct differences differences = {NULL, 0, 0};
    int status = EXIT_BAD;

    if (contents_collect(&old_contents, old) && contents_collect(&new_contents, new) &&
        equal_find(&old_contents, &new_contents, (uint64_t)old->image.size + new->image.size)) {
        compare(&differences, &old_contents, &new_contents);
        find_moves(&differences);
        status = tell(&differences, is_json) == 0 ? EXIT_FINE : EXIT_BAD;
    }
    free(differences.pairs);
    contents_clear(&old_contents);
    contents_clear(&new_contents);
    return status;
}

static int run(const struct arguments *arguments)
{
    const char *first = arguments->operands[0], *second = arguments->operands[1];
    struct input old, new;
    int status = EXIT_BAD;

    if (strcmp(first, "-") == 0 && strcmp(second, "-") == 0) {
        message("diff", "standard input can be one of the images, not both; see xrom diff --help");
        return EXIT_USAGE;
    }
    if (!input_open_or_report(&old, first, arguments)) {
        return EXIT_BAD;
    }
    if (input_open_or_report(&new, second, arguments)) {
        status = diff(&old, &new, arguments->json);
        input_close(&new);
    }
    input_close(&old);
    return status;
}

const struct command command_diff = {
    "diff", "Tell how two images differ.", "IMAGE1 IMAGE2", notes, options, true, 2, 2, 2, run, false,
};
