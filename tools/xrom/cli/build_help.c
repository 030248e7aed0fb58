/* SPDX-License-Identifier: MIT */
/* What xrom build --help says. */
#include "cli/build_help.h"

const struct option_row build_rows[] = {
    {OPTION_OUTPUT, "output", "IMAGE", "the file to write, - for standard output; must be given"},
    {OPTION_MPREMOTE, "mpremote", NULL, "give the bytes of `mpremote romfs --no-mpy build`"},
    {OPTION_EXCLUDE, "exclude", "GLOB",
     "leave out what the pattern matches, with all that is in it: held\nagainst the path in DIR if it has a slash in "
     "it, "
     "else against\neach name; may be given more than once"},
    {OPTION_MAX_SIZE, "max-size", "N", "fail if the image is larger than N bytes (default: 2147483647)"},
    {OPTION_ALIGN, "align", "N", "align data to N bytes in flash, a power of two up to 64K (default: 4)"},
    {OPTION_ALIGN, "align", "GLOB=N",
     "the same for the files that the pattern matches, as that of\n--exclude; may be given more than once: the last "
     "that "
     "matches wins"},
    {OPTION_NO_DEDUPE, "no-dedupe", NULL, "store equal data each time anew"},
    {OPTION_INDEX, "index", "auto|always|never", "when to add an index of all paths (default: auto, where it pays)"},
    {OPTION_NO_CHECKSUM, "no-checksum", NULL, "leave out the checksum"},
    {OPTION_NAME, "name", "TEXT", "say in the image what it is for, in up to 255 bytes"},
    {OPTION_VERSION_STRING, "version-string", "TEXT", "say which version of it it is, in up to 255 bytes"},
    {OPTION_BUILD_ID, "build-id", NULL, "add a build id, as images with a name or version have one anyway"},
    {OPTION_MTIME, "mtime", NULL,
     "keep when files were changed; none is later than the seconds since\n1970 in the environment variable "
     "SOURCE_DATE_EPOCH, where it is set"},
    {OPTION_HASH, "hash", NULL, "keep a hash of the data of each file"},
    {OPTION_CONTENT_TYPE, "content-type", NULL, "keep the type of content, as text/html, by the extension"},
    {OPTION_TYPE, "type", "GLOB=TYPE",
     "keep this type for the files that the pattern matches, none if TYPE\nis empty; may be given more than once: the "
     "last that matches wins"},
    {OPTION_GZIP, "gzip", "GLOB",
     "store the files that the pattern matches compressed, where that is\nsmaller, but never .py and .mpy, which could "
     "not be imported then;\nmay be given more than once"},
    {OPTION_DEPFILE, "depfile", "FILE",
     "write a rule of make that says which files and folders IMAGE is\nmade of, for a build system"},
    {OPTION_MPY, "mpy", NULL, "compile each .py with mpy-cross; the image gets its .mpy instead"},
    {OPTION_KEEP, "keep", "GLOB",
     "leave the sources that the pattern matches, as that of --exclude, as\nthey are; may be given more than once"},
    {OPTION_TARGET, "target", "NAME",
     "refuse what this board could not import, compile native code for it,\nand refuse sources that are left; help "
     "lists the names"},
    {OPTION_ALLOW, "allow", "REFUSAL",
     "warn of this where it would be refused: broken, version, native,\nsmall-int, beside or source; may be given more "
     "than once"},
    {OPTION_CONSTANT, "constant", "GLOB=WHICH",
     "which bytes constant of the .mpy that the pattern matches is to be\naligned: largest (as without this), N as "
     "xrom ls --constants counts\nthem, or none, for the first byte of the file; the last match wins;\nmodules without "
     "any are left"},
    {OPTION_END, NULL, NULL, NULL},
};

const char build_notes[] =
    "N is a number of bytes: decimal, 0x hexadecimal, or with K or M behind it in units of 1024 or 1024 * 1024.\n"
    "\n"
    "Makes an image of all that is in the folder DIR. The same names and contents give the same bytes on every\n"
    "host. Symbolic links are followed inside DIR. IMAGE is written beside its place and renamed at the end: if\n"
    "that fails an old one stays as it was. It must not lie in DIR, or it would get into itself.\n"
    "\n"
    "What is added to the files, as the index and the checksum, stands in records that other readers of the format\n"
    "skip. --mpremote allows none of it. In GLOB=N the last '=' counts, in GLOB=TYPE the first.\n"
    "\n"
    "--mpy reads each source once and compiles what it read; DIR stays as it is. The name of a source in its module,\n"
    "as tracebacks show it, is its path in the image, so that the same tree gives the same bytes anywhere. The cache\n"
    "knows modules by their source, name, options, and the compiler, holds 64 MiB at most, and can be removed any "
    "time.\n"
    "\n"
    "A .mpy is refused where it is broken (damaged, empty or cut off), of another version than 6, or stands beside "
    "its\n"
    "source (beside); with --target also where it has native code for another architecture (native) or small integers\n"
    "that are too wide (small-int), and so is a .py without --mpy or --keep (source). --mpremote alone refuses none.\n"
    "\n"
    "At its start MicroPython runs boot.py and main.py by these very names, and never a main.mpy; and it looks for\n"
    "them in its current folder, which is no image in /rom unless the firmware says so. Let a main.py in the board's\n"
    "own file system import what is in the image; where main.py itself is to be run from there, --keep main.py.\n"
    "\n"
    "What is aligned of a .mpy is its largest bytes constant, so that it can be read as words where it lies.\n"
    "\n"
    "Exit code: 0 fine; 1 something in DIR cannot be in an image, or IMAGE cannot be written; 2 wrong usage.\n"
    "\n"
    "Example: xrom build assets -o assets.romfs --exclude '*.tmp' --max-size 1M\n";
