#!/bin/sh
# SPDX-License-Identifier: MIT
# What xrom.exe writes is to the byte what the tool for this machine writes, XROM_LINUX.
. "$(dirname "$0")/../tool/tool.sh"

project=$(cd "$vectors/../.." && pwd)
folder=$project/examples/assets
here=$PWD

# same NAME FILE ARGUMENT...: both tools write FILE, and say the same.
same() {
    name=$1
    file=$2
    shift 2
    for tool in windows linux; do
        mkdir -p $tool
        if [ $tool = linux ]; then
            (cd linux && "$XROM_LINUX" "$@") >linux.out 2>linux.err </dev/null
        else
            (cd windows && "$xrom" "$@") >windows.out 2>windows.err </dev/null
        fi
        echo "exit $?" >>$tool.out
        [ -z "$file" ] || cat $tool/"$file" >$tool.bytes
    done
    check "$name" "$(diff linux.out windows.out; diff linux.err windows.err; [ -z "$file" ] || cmp linux.bytes windows.bytes 2>&1)"
}

same 'an image' i.romfs build "$folder" -o i.romfs
same 'with an index, types and hashes' a.romfs build "$folder" -o a.romfs --index always --content-type --hash --build-id --name assets
same 'with compressed files' z.romfs build "$folder" -o z.romfs --gzip '*.html' --gzip '*.css' --align 32 --align 'www/*=256'
same 'as mpremote makes it' m.romfs build "$folder" -o m.romfs --mpremote
same 'of fonts' f.romfs build "$project/examples/fonts" -o f.romfs --index always --exclude '[!d]*.py'
same 'refused files' r.romfs build "$folder" -o r.romfs --max-size 10
for command in 'ls -lR' tree 'info --json' 'check --json' 'audit --json'; do
    # shellcheck disable=SC2086 # words
    [ "$command" = tree ] || same "xrom $command" '' $command "$here/linux/a.romfs"
done
same 'xrom diff' '' diff "$here/linux/i.romfs" "$here/linux/z.romfs"
for format in uf2 hex s19 c asm object bin; do
    case $format in
    uf2) options='--base 0x10100000 --family rp2040' ;;
    hex | s19 | bin) options='--base 0x10100000' ;;
    object) options='--machine arm' ;;
    *) options= ;;
    esac
    # shellcheck disable=SC2086 # words
    same "xrom convert --$format" "out.$format" convert "$here/linux/a.romfs" --$format $options -o out.$format
done
same 'its help' '' --help
same 'a damaged image' '' check "$project/fuzz/corpus/image/record-past-file"
done_testing
