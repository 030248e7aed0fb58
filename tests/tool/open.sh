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
    'xrom: flash.bin: the image is cut off: it has 15 bytes, 14 are there; copy the whole image again, or give a larger --partition-size' \
    ls --offset 4096 --partition-size 14 flash.bin
refuse 'no image at the offset' 1 \
    'xrom: flash.bin: no ROMFS image begins at offset 4095, there is other data; check --offset' \
    ls --offset 4095 flash.bin
refuse 'the end of the file' 1 \
    'xrom: flash.bin: no ROMFS image begins at offset 4211, there is nothing; check --offset' \
    ls --offset 4211 flash.bin
refuse 'erased flash at the offset' 1 \
    'xrom: flash.bin: no ROMFS image begins at offset 4111, there is erased flash; check --offset' ls --offset 4111 flash.bin
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
refuse 'nothing' 1 'xrom: none: No such file or directory; check the path' ls none
if is_root; then
    skip 'a file that cannot be read' 'root can read everything'
else
    cp i.romfs closed.romfs
    chmod 000 closed.romfs
    refuse 'a file that cannot be read' 1 'xrom: closed.romfs: Permission denied' ls closed.romfs
fi

# What follows the image in a stream is read and told, but not kept: 200 MB here.
rest() {
    {
        cat i.romfs
        "$python" -c "import sys; [sys.stdout.buffer.write(part) for part in $2]"
    } | "$python" -c 'import resource, subprocess, sys
sys.stdout.write(subprocess.run([sys.argv[1], "info", "-"], stdout=subprocess.PIPE).stdout.decode().split("\n")[1])
sys.stdout.write(", much memory" * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 150000))' "$xrom" >"$room/out"
    equal "$1" "$3" "$(cat "$room/out")"
}
rest 'erased flash behind an image in a pipe' '[b"\377" * 1000000] * 200' 'partition   200000015 bytes, 200000000 after the image: erased'
rest 'zeros' '[b"\0" * 100000]' 'partition   100015 bytes, 100000 after the image: zeros'
rest 'other data' '[b"\0" * 100000, b"\1"]' 'partition   100016 bytes, 100001 after the image: other data'
rest 'zeros and then erased flash' '[b"\0" * 65521, b"\377" * 65536]' 'partition   131072 bytes, 131057 after the image: other data'
rest 'nothing' '[]' 'partition   15 bytes, 0 after the image: nothing'

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
