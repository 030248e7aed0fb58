#!/bin/sh
# SPDX-License-Identifier: MIT
# Where images come from: files, flash dumps, pipes.
. "$(dirname "$0")/tool.sh"

image i.romfs "$(file a hello)"
{
    printf '%4096s' ''
    cat i.romfs
    printf '%100s' '' | tr ' ' '\377'
} >flash.bin

# ---- Offsets and partitions. The image has 15 bytes. ----

for command in ls tree info check; do
    run $command --offset 4096 flash.bin
    equal "xrom $command --offset" '0 ' "$status $(cat "$room/err")"
done
run cat --offset 4K flash.bin a
expect 'xrom cat --offset' 0 'hello' ''
run extract --offset 0x1000 flash.bin -o out
expect 'xrom extract --offset' 0 'out: 1 file, 0 directories, 5 bytes' ''
run info --offset 4096 --partition-size 64 flash.bin
equal 'what is read ends with the partition' 'partition   64 bytes, 49 after the image: erased' "$(sed -n 2p "$room/out")"
run info --offset 4096 --partition-size 1M flash.bin
equal 'or with the file' 'partition   115 bytes, 100 after the image: erased' "$(sed -n 2p "$room/out")"
run ls --offset 4096 --partition-size 15 flash.bin
expect 'a partition that the image just fits in' 0 'a' ''
refuse 'a partition that is too small' 1 \
    'xrom: flash.bin: the image is cut off; copy the whole image again, or give a larger --partition-size' \
    ls --offset 4096 --partition-size 14 flash.bin
refuse 'no image at the offset' 1 \
    'xrom: flash.bin: not a ROMFS image; where the image begins further on in the file, say so with --offset' \
    ls --offset 4095 flash.bin
refuse 'the end of the file' 1 \
    'xrom: flash.bin: not a ROMFS image; where the image begins further on in the file, say so with --offset' \
    ls --offset 4211 flash.bin
refuse 'behind the end of the file' 1 \
    'xrom: flash.bin: --offset 4212 lies behind its end, it has 4211 bytes; give a smaller --offset' \
    ls --offset 4212 flash.bin

# ---- What is no regular file ----

"$xrom" ls - <i.romfs >"$room/out" 2>"$room/err"
status=$?
expect '- is standard input' 0 'a' ''
# shellcheck disable=SC2002 # a pipe is what this is about
cat flash.bin | "$xrom" cat - a --offset 4096 >"$room/out" 2>"$room/err"
status=$?
expect 'a pipe, with an offset' 0 'hello' ''
mkfifo pipe
cat i.romfs >pipe &
run ls pipe
expect 'a named pipe' 0 'a' ''
wait
cat flash.bin >pipe &
run ls pipe --offset 5000
wait
expect 'an offset behind the end of a pipe' 1 '' \
    'xrom: pipe: --offset 5000 lies behind its end, it has 4211 bytes; give a smaller --offset'
"$xrom" ls - <flash.bin >"$room/out" 2>"$room/err"
status=$?
expect 'standard input that holds no image' 1 '' \
    'xrom: standard input: not a ROMFS image; where the image begins further on in the file, say so with --offset'
if [ -c /dev/zero ]; then
    refuse 'an endless one' 1 \
        'xrom: /dev/zero: not a ROMFS image; where the image begins further on in the file, say so with --offset' \
        ls /dev/zero
else
    skip 'an endless one' 'there is no /dev/zero'
fi
refuse 'a folder' 1 'xrom: out: Is a directory' ls out
refuse 'nothing' 1 'xrom: none: No such file or directory' ls none
if is_root; then
    skip 'a file that cannot be read' 'root can read everything'
else
    cp i.romfs closed.romfs
    chmod 000 closed.romfs
    refuse 'a file that cannot be read' 1 'xrom: closed.romfs: Permission denied' ls closed.romfs
fi

# ---- Large ones, mostly holes ----

if dd if=i.romfs of=large.bin bs=1 seek=5000000000 conv=notrunc 2>/dev/null; then
    run cat --offset 5000000000 large.bin a
    expect 'an image behind the first 4 GiB of a file' 0 'hello' ''
    rm large.bin
else
    skip 'an image behind the first 4 GiB of a file' 'no file here can be so large'
fi
printf '\322\315\061\210\200\200\200\000' >huge.romfs
refuse 'an image that says it has 2 GiB' 1 \
    'xrom: huge.romfs: the image is cut off; copy the whole image again' ls huge.romfs
done_testing
