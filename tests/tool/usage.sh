#!/bin/sh
# SPDX-License-Identifier: MIT
# Command lines: help, versions, options, operands, numbers.
. "$(dirname "$0")/tool.sh"

image one.romfs "$(file a hello)"
mkdir tree

# ---- Help and version ----

run --help
equal 'xrom --help ends with 0 and says nothing else' '0 ' "$status $(cat "$room/err")"
equal 'xrom --help lists the commands' 'build ls tree cat extract info check diff audit convert document' \
    "$(sed -n 's/^  \([a-z]*\) .*/\1/p' "$room/out" | tr '\n' ' ' | sed 's/ $//')"
run --version
expect 'xrom --version tells the version' 0 'xrom 0.1.0' ''
for command in build ls tree cat extract info check diff audit convert document; do
    run $command --help
    wrong=
    for part in "Usage: xrom $command " 'Options:' '--help' '--version' 'Exit code: 0 ' "Example: xrom $command "; do
        grep -qe "$part" "$room/out" || wrong="$wrong '$part' is missing."
    done
    [ "$status" = 0 ] || wrong="$wrong It ended with $status."
    [ ! -s "$room/err" ] || wrong="$wrong There are messages."
    [ "$(awk '{ if (length > 120) print }' "$room/out")" = '' ] || wrong="$wrong A line is longer than 120 characters."
    check "xrom $command --help is complete" "$wrong"
    run $command --version
    expect "xrom $command --version tells the version" 0 'xrom 0.1.0' ''
done
run ls one.romfs --help
equal 'help may be asked for behind operands' 'Usage: xrom ls [OPTION]... IMAGE [PATH]' "$(head -n 1 "$room/out")"

# ---- Wrong usage: 2, a message, and where help is ----

refuse 'no command' 2 'xrom: a command is missing; see xrom --help'
refuse 'an unknown command' 2 'xrom: list: unknown command; see xrom --help' list one.romfs
refuse 'an unknown option before the command' 2 'xrom: --json: unknown option; see xrom --help' --json ls
refuse 'an unknown long option' 2 'xrom: ls: option --colour is unknown; see xrom ls --help' ls --colour one.romfs
refuse 'an unknown letter' 2 'xrom: tree: option -l is unknown; see xrom tree --help' tree -l one.romfs
refuse 'an unknown letter among others' 2 'xrom: ls: option -x is unknown; see xrom ls --help' ls -lx one.romfs
refuse 'an option of another command' 2 'xrom: build: option --offset is unknown; see xrom build --help' \
    build tree -o i --offset 1
refuse 'an argument for an option that takes none' 2 'xrom: ls: option --json takes no argument; see xrom ls --help' \
    ls --json=yes one.romfs
refuse 'a long option without its argument' 2 'xrom: ls: option --offset lacks its argument; see xrom ls --help' \
    ls one.romfs --offset
refuse 'a letter without its argument' 2 'xrom: extract: option -o lacks its argument; see xrom extract --help' \
    extract one.romfs -o
for command in ls tree 'cat' extract info check; do
    run $command
    wrong=$(sed "s/^xrom: $command: an operand is missing: IMAGE.*; see xrom $command --help\$//" "$room/err")
    [ "$status" = 2 ] || wrong="$wrong It ended with $status."
    check "xrom $command without an image" "$wrong"
done
refuse 'cat without a path' 2 'xrom: cat: an operand is missing: IMAGE PATH...; see xrom cat --help' cat one.romfs
refuse 'ls with three operands' 2 'xrom: ls: one operand too many: b; see xrom ls --help' ls one.romfs a b
refuse 'info with two images' 2 'xrom: info: one operand too many: two; see xrom info --help' info one.romfs two
refuse 'build without an output' 2 'xrom: build: -o IMAGE is missing; see xrom build --help' build tree

refuse 'an argument for an option that has a letter, too' 2 'xrom: ls: option --long takes no argument; see xrom ls --help' \
    ls --long=3 one.romfs
for command in ls tree extract info check; do
    refuse "$command of an empty text" 2 \
        "xrom: $command: an operand is an empty text, which names no file; see xrom $command --help" $command ''
done
refuse 'a depfile of an image without a name' 2 \
    'xrom: build: --depfile needs a file that it can name, not -o -; see xrom build --help' build tree -o - --depfile d
refuse 'a depfile without a name' 2 'xrom: build: --depfile needs a file of its own, not -; see xrom build --help' \
    build tree -o i --depfile -
refuse 'a picture without a name' 2 'xrom: audit: --svg needs a file of its own, not -; see xrom audit --help' \
    audit tree --svg -
refuse 'a depfile of an empty text' 2 \
    'xrom: build: --depfile has an empty text, which names nothing; see xrom build --help' build tree -o i --depfile ''
refuse 'build to an empty text' 2 'xrom: build: -o has an empty text, which names nothing; see xrom build --help' \
    build tree -o ''
refuse 'a folder on standard output' 2 \
    'xrom: extract: a folder cannot go to standard output; a folder of this name is ./-' extract one.romfs -o -

escape=$(printf '\033')
refuse 'what is told of the command line is escaped' 2 \
    'xrom: ls: --offset \x1b[31m is no number of bytes, as 4096, 0x1000, 64K or 2M; see xrom ls --help' \
    ls one.romfs --offset "$escape[31m"
refuse 'unknown options, too' 2 'xrom: ls: option --\x1b[31m is unknown; see xrom ls --help' ls one.romfs "--$escape[31m"

# ---- Options and operands ----

run ls one.romfs -l
expect 'an option may stand behind the operands' 0 'file  5 10     2 a' ''
run ls -l -R one.romfs
cp "$room/out" "$room/apart"
run ls -lR one.romfs
equal 'letters may stand together' "$(cat "$room/apart")" "$(cat "$room/out")"
run ls --long --recursive one.romfs
equal 'letters have long names' "$(cat "$room/apart")" "$(cat "$room/out")"
cp one.romfs ./-l
run ls -- -l
expect 'behind -- there are only operands' 0 'a' ''
refuse 'what looks like an option there is none' 1 'xrom: -R: No such file or directory; check the path' ls -- -R

# ---- Numbers ----

for number in 0 00 0x0 0K 0M; do
    run ls --offset $number one.romfs
    expect "the number $number" 0 'a' ''
done
for number in 16 0x10 0x00000010 100K 1M 0x1K 18446744073709551615 0xffffffffffffffff 17592186044415M; do
    run ls --partition-size $number one.romfs
    expect "the number $number" 0 'a' ''
done
for number in '' K x 0x 0xg 1k 1KB 1G 1.5K -1 +1 ' 1' '1 ' 18446744073709551616 0x10000000000000000 17592186044416M \
    18014398509481984K; do
    refuse "no number: '$number'" 2 \
        "xrom: ls: --offset $number is no number of bytes, as 4096, 0x1000, 64K or 2M; see xrom ls --help" \
        ls "--offset=$number" one.romfs
done
refuse 'a partition of no bytes' 2 'xrom: ls: --partition-size must be at least 1; see xrom ls --help' \
    ls --partition-size 0 one.romfs
refuse 'an image of no bytes' 2 'xrom: build: --max-size must be at least 1; see xrom build --help' \
    build --max-size 0 tree -o i
done_testing
