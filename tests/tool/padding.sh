#!/bin/sh
# SPDX-License-Identifier: MIT
# The padding and the index that xrom build tells are those that xrom info finds in the image.
. "$(dirname "$0")/tool.sh"

# Lengths of one byte and two, nested; data that is stored once, that lies in a pool, and that fills its gaps.
mkdir -p tree/d/e/f tree/empty
for size in 0 1 3 100 127 128 300 5000; do
    head -c $size /dev/zero | tr '\0' x >"tree/$size"
    head -c $size /dev/zero | tr '\0' y >"tree/d/e/$size"
    cp "tree/$size" "tree/d/e/f/$size"
done
printf same >tree/same
printf same >tree/d/same

# counted LINE: the bytes of padding that a line of xrom build tells.
counted() {
    bytes=$(sed -n 's/.*, \([0-9]*\) bytes\{0,1\} of padding.*/\1/p' "$1")
    echo "${bytes:-0}"
}

wrong=
images=0
for align in 1 2 4 16 256 4096; do
    for index in always never; do
        for more in '' --no-checksum '--no-checksum --no-dedupe' '--name abc' '--hash --align d/same=64' \
            '--mtime --name ab --align d/e/*=8'; do
            # shellcheck disable=SC2086 # words of a command line
            run build tree -o i.romfs --align $align --index $index $more
            told="$status $(counted "$room/out")"
            run info --json i.romfs
            found="$status $(sed -n 's/.*"padding_size":\([0-9]*\).*/\1/p' "$room/out")"
            images=$((images + 1))
            [ "$told" = "$found" ] || wrong="$wrong
--align $align --index $index $more: build tells $told, info $found"
        done
    done
done
check "both count the same padding in $images images" "$wrong"
done_testing
