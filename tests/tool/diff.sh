#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom diff.
. "$(dirname "$0")/tool.sh"

image old.romfs "$(file c 12)$(directory d '')$(file r data)$(directory s "$(file one moving)")"
image new.romfs "$(file c 1234)$(file n new)$(directory r '')$(directory t "$(file one moving)")"

run diff old.romfs new.romfs
expect 'diff tells what was added, removed, changed and moved' 1 'changed  /c: 2 -> 4 bytes
removed  /d/
added    /n
changed  /r: a file became a directory
removed  /s/
added    /t/
moved    /s/one -> /t/one' ''

run diff new.romfs old.romfs
expect 'diff the other way round tells the opposite' 1 'changed  /c: 4 -> 2 bytes
added    /d/
removed  /n
changed  /r/: a directory became a file
added    /s/
moved    /t/one -> /s/one
removed  /t/' ''

run diff old.romfs old.romfs
expect 'an image does not differ from itself' 0 '' ''

# The same content, with a pointer in place of data and in another order.
image one.romfs "$(file a hello)$(file b hello)"
image other.romfs "$(file b hello)$(pointer a 5 6)"
run diff one.romfs other.romfs
expect 'the layout does not count' 0 '' ''

image hidden.romfs "$(file a hello)$(file a other)$(file b hello)"
run diff one.romfs hidden.romfs
expect 'what no path reaches does not count' 0 '' ''

image empty1.romfs "$(file x '')"
image empty2.romfs "$(file y '')"
run diff empty1.romfs empty2.romfs
expect 'empty files do not move: they are all alike' 1 'removed  /x
added    /y' ''

image two.romfs "$(file a same)$(file b same)"
image three.romfs "$(file c same)$(file d same)$(file e same)"
run diff two.romfs three.romfs
expect 'of equal files each moves once, in the order of the paths' 1 'moved    /a -> /c
moved    /b -> /d
added    /e' ''

"$xrom" diff - new.romfs <old.romfs >"$room/out" 2>"$room/err"
equal 'one image may be standard input' "1 $("$xrom" diff old.romfs new.romfs)" "$? $(cat "$room/out")"

run diff --json old.romfs new.romfs
equal 'diff --json says the same' 'changed removed added changed removed added moved' \
    "$("$python" -c 'import json, sys; print(*(pair["what"] for pair in json.load(open(sys.argv[1]))))' "$room/out")"
run diff --json old.romfs old.romfs
equal 'diff --json of equal images is an empty array' '0 []' "$status $(tr -d '\n' <"$room/out")"

refuse 'both cannot be standard input' 2 \
    'xrom: diff: standard input can be one of the images, not both; see xrom diff --help' diff - -
printf 'no image' >bad.romfs
run diff old.romfs bad.romfs
equal 'what is no image ends with 1, without an answer' "1 0" "$status $(wc -c <"$room/out" | tr -d ' ')"

done_testing
