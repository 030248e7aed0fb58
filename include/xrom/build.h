/* SPDX-License-Identifier: MIT */
/*
 * Build an image, on the host: a tree of names and sources -> layout -> bytes to a sink.
 *
 *     struct xrom_tree *tree = xrom_tree_new();
 *     int error = tree ? xrom_tree_add_folder(tree, NULL, "assets", NULL) : XROM_ERR_MEMORY;
 *     if (!error) error = xrom_build(tree, NULL, &sink, NULL);
 *     if (error) fprintf(stderr, "%s\n", xrom_tree_message(tree));
 *     xrom_tree_free(tree);
 *
 * The same tree and options give the same bytes on any host and file system: entries are sorted by the bytes of their names,
 * which for UTF-8 is the order of code points, and nothing of the host gets in but names and contents, and times where they
 * are asked for. Compressed data depends on the version of libdeflate.
 *
 * Names are UTF-8, not normalized, 1 byte or longer, without '/' and zero, and not "." or ".."; two equal names in one
 * directory are an error. Files are streamed: memory grows with the number and size of names alone. Small files that are to be
 * read twice, and compressed ones, are kept in a temporary file in the folder that TMPDIR names (none: /tmp).
 *
 * Errors: 0 or a negative enum xrom_error; xrom_tree_message() then says which entry is at fault, why, and what to do. After
 * an error a tree can only be freed. Sharing: a tree belongs to one thread at a time; trees are independent of each other.
 */
#ifndef XROM_BUILD_H
#define XROM_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

struct xrom_tree;  /* names and where their contents come from */
struct xrom_entry; /* a file or directory of a tree; lives as long as the tree */

/* A new tree with an empty root directory, or null: no memory. */
struct xrom_tree *xrom_tree_new(void);

/* Frees a tree and its entries. Null is allowed. */
void xrom_tree_free(struct xrom_tree *tree);

/*
 * What went wrong last: "FILE: what is wrong; what to do", in UTF-8 and without a newline. Never null; lives with the
 * tree. Of a null tree: there was no memory for it.
 */
const char *xrom_tree_message(const struct xrom_tree *tree);

/* ---- Trees from memory ---- */

/*
 * Adds an empty directory to `parent` (null: the root) and gives its entry, unless `entry` is null. The name is copied.
 *
 * XROM_ERR_TREE: a name that is not allowed, or `parent` is a file. XROM_ERR_MEMORY. Equal names are found by xrom_build().
 * All functions below that take `parent` refuse a file.
 */
int xrom_tree_add_directory(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, size_t name_size,
                            struct xrom_entry **entry);

/* Adds a file with `size` bytes of the caller's, which must live as long as the tree. Else as xrom_tree_add_directory(). */
int xrom_tree_add_bytes(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, size_t name_size,
                        const void *bytes, size_t size, struct xrom_entry **entry);

/* ---- Trees from a folder of the host ---- */

struct xrom_folder_options {
    /*
     * Patterns of fnmatch(3), `exclude_count` of them: one with '/' is held against the path in the folder, without a
     * leading '/' and with FNM_PATHNAME; one without against each name. What matches is left out, a folder with all in it.
     */
    const char *const *excludes;
    size_t exclude_count;
    /* Called after some hundred entries, and at the end, with the number of entries found so far. May be null. */
    void (*progress)(void *context, uint64_t entries);
    void *context;
    /*
     * Called with the path of the folder, and of each file and folder in it that is not left out, in any order: what the tree
     * depends on, as a build system wants to know it. A folder counts because names come and go there. The path begins with the
     * one that the caller gave, and is valid during the call. May be null.
     */
    void (*found)(void *context, const char *path);
    void *found_context;
    /*
     * Called with the pattern in `excludes`, for each that something matches and each time that it does: one that never
     * comes is probably a slip. May be null.
     */
    void (*matched)(void *context, const char *pattern);
    void *matched_context;
};

/*
 * Adds all that is in a folder to `parent` (null: the root). The folder is looked through now; its files are read by
 * xrom_build(), which opens `path` again, so for a relative one the working directory must be the same then, and notices
 * when a file is not the one that was found. `options` may be null and is not kept.
 *
 * A symbolic link is followed where it leads to something inside the folder, by whatever way, and becomes what is there.
 * At most four file descriptors are open at a time, and none afterwards, however deep the folder is.
 *
 * XROM_ERR_TREE: a link that leads out of the folder, nowhere, in a circle, or to a folder that it is in itself; a device,
 * socket or pipe; a name that is not allowed. XROM_ERR_IO: the path is no folder, or it or something in it cannot be read.
 */
int xrom_tree_add_folder(struct xrom_tree *tree, struct xrom_entry *parent, const char *path,
                         const struct xrom_folder_options *options);

/* ---- Trees from another image ---- */

/*
 * Adds all that is in an image to `parent` (null: the root). Of equal names the first counts, as for every reader, and what
 * the others hold is not looked at. The image must stay mapped as long as the tree lives; its data is not copied.
 *
 * XROM_ERR_TREE: a name that is not allowed. Damage: that of the image, the message says where.
 */
int xrom_tree_add_image(struct xrom_tree *tree, struct xrom_entry *parent, const struct xrom_image *image);

/* ---- Look at a tree, and change it before it is built ---- */

/*
 * The entry that comes after `entry` (null: the first one); null: it was the last. A directory comes before all that it
 * holds, the rest in any order. Constant time, over all entries.
 */
struct xrom_entry *xrom_tree_next(const struct xrom_tree *tree, const struct xrom_entry *entry);

/* What an entry is, until it is replaced. */
struct xrom_entry_stat {
    uint32_t kind;    /* enum xrom_kind */
    const char *name; /* zero-terminated; lives as long as the tree */
    size_t name_size;
    uint64_t size; /* of a file's data; 0 for a directory */
};
void xrom_entry_stat(const struct xrom_entry *entry, struct xrom_entry_stat *stat);

/*
 * Writes the path of an entry in the image, zero-terminated and without a leading '/', and gives its size without the zero.
 * Nothing is written where it, with the zero, has more than `capacity` bytes; `path` may then be null.
 */
size_t xrom_entry_path(const struct xrom_entry *entry, char *path, size_t capacity);

/*
 * Reads the data of a file, all `size` bytes that xrom_entry_stat() tells, into `bytes`. Keeps a descriptor of its folder,
 * where that is on the host, until the tree is freed.
 *
 * XROM_ERR_TREE: a directory; a file that changed since it was added, or while it was read. XROM_ERR_IO.
 */
int xrom_tree_read(struct xrom_tree *tree, const struct xrom_entry *entry, void *bytes);

/*
 * Puts another file in the place of one: with this name, and with bytes of the caller's, as xrom_tree_add_bytes() takes
 * them. When it was changed stays as it is.
 *
 * XROM_ERR_TREE: a directory, or a name that is not allowed. XROM_ERR_MEMORY.
 */
int xrom_tree_replace(struct xrom_tree *tree, struct xrom_entry *entry, const char *name, size_t name_size,
                      const void *bytes, size_t size);

/*
 * Says that the byte `offset` of a file's data is what is to be aligned, and not the first one: data is read in place, and
 * it is a table within it that must be aligned. For a file that is stored compressed this does not count. Equal files are
 * stored once where one place suits them all.
 *
 * XROM_ERR_TREE: a directory, or `offset` is past its data.
 */
int xrom_tree_align_at(struct xrom_tree *tree, struct xrom_entry *entry, uint32_t offset);

/* ---- Build ---- */

/* Takes the bytes of the image, in order, in parts of 1 byte to 1 MiB. Must not use the tree. */
struct xrom_sink {
    int (*write)(void *context, const void *bytes, size_t size); /* 0, or anything else to stop the build */
    void *context;
};

/* The widest alignment that can be asked for, in bytes. */
#define XROM_DATA_ALIGN_MAX UINT32_C(65536)

/*
 * Patterns are those of fnmatch(3): one with '/' is held against the path in the image, without a leading '/' and with
 * FNM_PATHNAME; one without against the name. In rules a later match wins.
 */
struct xrom_align_rule {
    const char *pattern;
    uint32_t align; /* bytes: a power of two, 1..XROM_DATA_ALIGN_MAX */
};

struct xrom_type_rule {
    const char *pattern;
    const char *type; /* as in HTTP: 1..255 printable ASCII characters; "" for none */
};

enum xrom_index_mode {
    XROM_INDEX_AUTO, /* where a lookup reads less of the flash with it than without */
    XROM_INDEX_ALWAYS,
    XROM_INDEX_NEVER
};

/* All zero is good: data aligned to 4 bytes, equal data stored once, an index where it pays, a checksum, no metadata. */
struct xrom_build_options {
    /*
     * The same bytes as MicroPython's mpremote gives for the tree; only ASCII names, as there. Allows none of what follows
     * but `max_size` and `progress`, nor needs it to be turned off.
     */
    bool mpremote;
    /* The largest image that is wanted, in bytes; 0: XROM_SIZE_MAX. */
    uint32_t max_size;

    /* The alignment of data in flash in bytes, a power of two up to XROM_DATA_ALIGN_MAX; 0: 4. Rules are for single files. */
    uint32_t align;
    const struct xrom_align_rule *align_rules;
    size_t align_rule_count;
    bool no_dedupe; /* equal data is stored each time anew */
    enum xrom_index_mode index;
    bool no_checksum;

    /* What the image says about itself: UTF-8, up to 255 bytes each. Null or "": nothing. */
    const char *image_name;
    const char *image_version;
    bool build_id; /* also without a name or version, which always have one beside them */

    /*
     * When files were changed, in seconds since 1970; times that do not fit into 32 bits become the nearest that does. With
     * `has_epoch`, no time is later than `epoch` (the caller may take it from SOURCE_DATE_EPOCH). Files from memory have
     * none, those from an image what is said there.
     */
    bool modified;
    bool has_epoch;
    uint64_t epoch;
    bool content_hash; /* a hash of the data as stored */
    /* The type of the content: by the rules, or else as said in the image that a file is from, or else by its extension. */
    bool content_type;
    const struct xrom_type_rule *type_rules;
    size_t type_rule_count;
    /*
     * Patterns of files that are stored compressed, where that is smaller. Never those whose names end in .py and .mpy:
     * MicroPython could not import them; no pattern matches them. Needs the memory for one of them at a time.
     */
    const char *const *gzip;
    size_t gzip_count;
    /* Called as in xrom_folder_options, for the patterns of all rules here. May be null. */
    void (*matched)(void *context, const char *pattern);
    void *matched_context;

    /*
     * Called after each 1 MiB or more, and at the end, with the bytes of the image that are written, and of the whole. May
     * be null.
     */
    void (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
};

/* What was built. Sizes in bytes. */
struct xrom_built {
    uint32_t image_size;
    uint32_t data_size; /* of data in the image; the rest is names, headers, metadata, the index and padding */
    uint32_t file_count;
    uint32_t directory_count; /* without the root */
    uint32_t align;           /* the address of the image must be a multiple of this */
    uint32_t padding_size;    /* that only brings others to their place; that of the index is no part of its size */
    uint32_t index_size;      /* of the index and of the records before directories that belong to it; 0: no index */
    uint32_t saved_count;     /* files whose data is that of another file */
    uint64_t saved_size;      /* of their data */
    uint32_t gzip_count;      /* files that were compressed */
    uint64_t gzip_saved_size; /* by which their data became smaller */
};

/*
 * Builds the image of a tree. `options` (null: all zero) and `built` may be null. A tree may be built more than once.
 *
 * XROM_ERR_ARGUMENT: options that contradict each other or are out of range; the message says which. XROM_ERR_TREE: two equal
 * names in a directory; an image larger than `max_size`, found before anything is written; a file that changed since it was
 * added, or while it was read; with `mpremote`, a name that is not ASCII. XROM_ERR_IO: a file cannot be read, or compressed
 * data not be kept. XROM_ERR_SINK: the sink returned an error. After an error the sink has received a part of the image:
 * discard it.
 */
int xrom_build(struct xrom_tree *tree, const struct xrom_build_options *options, const struct xrom_sink *sink,
               struct xrom_built *built);

#ifdef __cplusplus
}
#endif

#endif
