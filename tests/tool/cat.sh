#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom cat.
. "$(dirname "$0")/tool.sh"

image i.romfs "$(file a 'hello\n')$(directory d "$(file b 'one\000two\n')$(file e '')")"

run cat i.romfs /a
expect 'cat writes the data of a file' 0 'hello' ''
run cat i.romfs d/b a d/b
printf 'one\000two\nhello\none\000two\n' | cmp -s - "$room/out"
equal 'cat writes several files in order, any bytes' '0 0' "$status $?"
run cat i.romfs d/e
expect 'an empty file has no data' 0 '' ''

refuse 'a path that is not there' 1 \
    'xrom: i.romfs: no such file or directory (path x); see what the image holds with xrom ls -R' cat i.romfs x
refuse 'a directory' 1 'xrom: i.romfs: is a directory (path /d); name a file in it' cat i.romfs /d
refuse 'the root' 1 'xrom: i.romfs: is a directory (path /); name a file in it' cat i.romfs /
refuse 'one wrong path among good ones: nothing is written' 1 \
    'xrom: i.romfs: is a directory (path d); name a file in it' cat i.romfs a d a

image outside.romfs "$(file a hello)$(pointer p 5 100)"
refuse 'data outside the image' 1 \
    'xrom: outside.romfs: file data lies outside the image (path p); the image is damaged: build it or copy it again' \
    cat outside.romfs p
run cat outside.romfs a
expect 'another file of that image' 0 'hello' ''
done_testing
