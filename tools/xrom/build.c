/* SPDX-License-Identifier: MIT */
/* xrom build: an image of a folder. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xrom/build.h>

#include "cli/arguments.h"
#include "cli/build_help.h"
#include "cli/patterns.h"
#include "host/depfile.h"
#include "host/host.h"
#include "host/output.h"
#include "host/signals.h"
#include "mpy/inspect.h"
#include "mpy/precompile.h"
#include "text/message.h"
#include "text/progress.h"
#include "text/text.h"

/* Where the bytes of the image go, and those of its depfile. */
struct destination {
    struct output output;
    struct output depfile;
    int error;     /* errno of the write that failed, or 0 */
    bool is_usage; /* the options contradict each other, or their values are not allowed */
};

static int write_part(void *context, const void *bytes, size_t size)
{
    struct destination *destination = context;

    destination->error = host_write(destination->output.file, bytes, size);
    return destination->error;
}

/* Says why a build failed, unless the user did it (with a signal, or with a reader that went away). */
static void report(int error, const struct xrom_tree *tree, const struct destination *destination)
{
    if (interrupted()) {
        return;
    }
    if (error == XROM_ERR_SINK && destination->output.file == STDOUT_FILENO) {
        host_report_output(destination->error);
    } else if (error == XROM_ERR_SINK) {
        message(destination->output.name, "cannot be written: %s", strerror(destination->error));
    } else {
        message_escaped(xrom_tree_message(tree));
    }
}

/* Builds the image of a tree. */
static bool write_image(struct xrom_tree *tree, const struct arguments *arguments, struct progress *progress,
                        struct destination *destination, struct patterns *patterns, struct xrom_built *built)
{
    const struct xrom_sink sink = {write_part, destination};
    struct xrom_build_options build;
    bool written;
    int error;

    build_options_get(&arguments->options, &build);
    build.mpremote = arguments->mpremote;
    build.max_size = arguments->max_size < XROM_SIZE_MAX ? (uint32_t)arguments->max_size : 0;
    build.progress = progress_bytes;
    build.context = progress;
    build.matched = patterns_note;
    build.matched_context = patterns;
    written = output_open(&destination->output);
    if (written) {
        error = xrom_build(tree, &build, &sink, built);
        progress_end(progress);
        if (error) {
            report(error, tree, destination);
        }
        written = error == XROM_OK;
        destination->is_usage = error == XROM_ERR_ARGUMENT;
    }
    return written;
}

/* Collects the tree, and notes where it is from. */
static int collect(struct xrom_tree *tree, const struct arguments *arguments, struct progress *progress,
                   struct depfile *depfile, struct patterns *patterns)
{
    struct xrom_folder_options folder;
    int error;

    memset(&folder, 0, sizeof folder);
    folder.excludes = arguments->excludes;
    folder.exclude_count = arguments->exclude_count;
    folder.progress = progress_entries;
    folder.context = progress;
    folder.found = arguments->depfile ? depfile_add : NULL;
    folder.found_context = depfile;
    folder.matched = patterns_note;
    folder.matched_context = patterns;
    progress_begin(progress);
    error = xrom_tree_add_folder(tree, NULL, arguments->operands[0], &folder);
    progress_end(progress);
    return error;
}

/* Looks at the modules in the tree, and compiles sources. */
static bool prepare(struct xrom_tree *tree, const struct arguments *arguments, struct progress *progress,
                    struct precompiled *precompiled)
{
    const struct origin origin = {arguments->operands[0], false};
    const struct mpy_options *options = &arguments->mpy;
    struct inspection inspection;
    bool good;

    if (arguments->mpremote && !options->mpy && !options->target) {
        return true; /* as mpremote does */
    }
    inspect_begin(&inspection, tree, origin.path, options);
    good = inspect_found(&inspection);
    if (good && options->mpy) {
        progress_begin(progress);
        good = precompile(precompiled, tree, &origin, options, progress) && inspect_compiled(&inspection, precompiled);
    }
    return good;
}

/* Collects the tree, and builds its image. */
static bool build(struct xrom_tree *tree, const struct arguments *arguments, struct destination *destination,
                  struct precompiled *precompiled, struct xrom_built *built)
{
    struct patterns patterns = {NULL, 0, 0};
    struct depfile depfile;
    struct progress progress;
    bool good;
    int error;

    memset(&depfile, 0, sizeof depfile);
    error = collect(tree, arguments, &progress, &depfile, &patterns);
    if (error) {
        report(error, tree, destination);
    }
    good = !error && prepare(tree, arguments, &progress, precompiled);
    if (good && precompiled->compiler) {
        depfile_add(&depfile, precompiled->compiler);
    }
    good = good && (!arguments->depfile || depfile_write(&depfile, &destination->depfile, arguments->output));
    depfile_clear(&depfile);
    if (good) {
        progress_begin(&progress);
        good = write_image(tree, arguments, &progress, destination, &patterns, built);
    }
    if (good) {
        patterns_warn(&patterns, arguments);
    }
    patterns_clear(&patterns);
    return good;
}

static void print_summary(const char *name, const struct xrom_built *built, const struct precompiled *precompiled)
{
    text_write(stdout, name, strlen(name));
    fputs(": ", stdout);
    text_write_counts(stdout, built->file_count, built->directory_count, built->image_size);
    printf(", %.1f %% data", 100.0 * built->data_size / built->image_size);
    if (built->padding_size > 0) {
        printf(", %" PRIu32 " %s of padding", built->padding_size, text_plural(built->padding_size, "byte", "bytes"));
    }
    if (precompiled->count > 0) {
        printf(", %zu %s of %" PRIu64 " bytes compiled to %" PRIu64, precompiled->count,
               text_plural(precompiled->count, "source", "sources"), precompiled->source_size, precompiled->code_size);
    }
    if (built->saved_size > 0) {
        printf(", %" PRIu64 " saved by %" PRIu32 " equal %s", built->saved_size, built->saved_count,
               text_plural(built->saved_count, "file", "files"));
    }
    if (built->gzip_saved_size > 0) {
        printf(", %" PRIu64 " saved by compression of %" PRIu32 " %s", built->gzip_saved_size, built->gzip_count,
               text_plural(built->gzip_count, "file", "files"));
    }
    puts("");
}

/* Finds out where the files are to be. False after a message. */
static bool find_outputs(const struct arguments *arguments, struct destination *destination)
{
    const char *folder = arguments->operands[0];

    if (!output_find(&destination->output, arguments->output)) {
        return false;
    }
    if (output_is_inside(&destination->output, folder)) {
        message(arguments->output, "lies in the folder that goes into the image; name a place outside it with -o");
        return false;
    }
    if (!arguments->depfile) {
        return true;
    }
    if (!output_find(&destination->depfile, arguments->depfile)) {
        return false;
    }
    if (output_is_inside(&destination->depfile, folder)) {
        message(arguments->depfile,
                "lies in the folder that goes into the image, and would change it; name a place outside it");
        return false;
    }
    if (output_is_same(&destination->output, &destination->depfile)) {
        message(arguments->depfile, "is to be the image and its depfile; name another file with --depfile");
        destination->is_usage = true;
        return false;
    }
    return true;
}

/* Keeps the image and its depfile, or neither. False after a message. */
static bool close_outputs(const struct arguments *arguments, struct destination *destination, bool keep)
{
    if (!arguments->depfile) {
        return output_close(&destination->output, keep);
    }
    /* In this order: a depfile that is newer than its image does no harm, should all end in between. */
    return output_close_both(&destination->depfile, &destination->output, keep);
}

/* Builds the image of a folder. Returns an enum status. */
static int build_folder(const struct arguments *arguments, struct destination *destination)
{
    struct xrom_tree *tree = xrom_tree_new();
    struct precompiled precompiled = {NULL, 0, 0, 0, NULL, NULL};
    struct xrom_built built;
    bool good = false;

    if (!tree) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
    } else {
        good = find_outputs(arguments, destination) && build(tree, arguments, destination, &precompiled, &built);
    }
    good = close_outputs(arguments, destination, good);
    xrom_tree_free(tree);
    precompiled_clear(&precompiled);
    if (good && !destination->output.is_answer && !destination->depfile.is_answer) {
        print_summary(arguments->output, &built, &precompiled);
    }
    return good ? EXIT_FINE : destination->is_usage ? EXIT_USAGE : EXIT_BAD;
}

static int run(const struct arguments *arguments)
{
    const char *folder = arguments->operands[0];
    struct destination destination;
    struct stat stat_of_folder;

    memset(&destination, 0, sizeof destination);
    destination.output.file = destination.depfile.file = -1;
    if (!arguments->output) {
        message("build", "-o IMAGE is missing; see xrom build --help");
        return EXIT_USAGE;
    }
    if (!mpy_options_check(&arguments->mpy)) {
        return EXIT_USAGE;
    }
    if (strcmp(arguments->output, "-") == 0 && arguments->depfile) {
        message("build", "--depfile needs a file that it can name, not -o -; see xrom build --help");
        return EXIT_USAGE;
    }
    if (arguments->depfile && strcmp(arguments->depfile, "-") == 0) {
        message("build", "--depfile needs a file of its own, not -; see xrom build --help");
        return EXIT_USAGE;
    }
    if (strcmp(arguments->output, "-") == 0 && isatty(STDOUT_FILENO) == 1) {
        message("build", "an image is no text for a terminal; name a file with -o, or redirect the output");
        return EXIT_USAGE;
    }
    if (stat(folder, &stat_of_folder) != 0) {
        message(folder, "%s; name the folder that the image is to be made of", strerror(errno));
        return EXIT_BAD;
    }
    if (!S_ISDIR(stat_of_folder.st_mode)) {
        message(folder, "is no folder; name the folder that the image is to be made of");
        return EXIT_BAD;
    }
    return build_folder(arguments, &destination);
}

const struct command command_build = {
    "build", "Make an image of a folder.", "DIR -o IMAGE", build_notes, build_rows, false, 1, 1, 1, run, true,
};
