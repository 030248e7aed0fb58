#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build: what it makes, and that it leaves nothing half-written.
. "$(dirname "$0")/tool.sh"

mkdir -p tree/d/e
printf hello >tree/a
printf 'one\n' >tree/d/b

# clean NAME: no temporary file is left, here or in the tree.
clean() {
    equal "$1" '' "$(find . -name '.xrom-*')"
}

# ---- Good ----

run build tree -o i.romfs
expect 'build tells what it made' 0 "i.romfs: 2 files, 2 directories, $(wc -c <i.romfs | tr -d ' ') bytes, $(awk -v size="$(wc -c <i.romfs)" 'BEGIN { printf "%.1f", 900 / size }') % data, 14 bytes of padding" ''
run check i.romfs
equal 'the image is good' 0 "$status"
run ls -R i.romfs
expect 'and holds the tree' 0 '/a
/d/
/d/b
/d/e/' ''
run cat i.romfs d/b
expect 'with its data' 0 'one' ''
equal 'its permissions are those that the umask leaves' '-rw-r--r--' "$(find . -name i.romfs -exec ls -l {} + | cut -c 1-10)"
(umask 077 && "$xrom" build tree -o private.romfs >/dev/null)
equal 'and those of another umask' '-rw-------' "$(find . -name private.romfs -exec ls -l {} + | cut -c 1-10)"
"$xrom" build tree -o - >piped.romfs 2>"$room/err"
equal 'build -o - writes the image alone' '0 same ' \
    "$? $(cmp i.romfs piped.romfs && echo same) $(cat "$room/err")"
"$xrom" build tree -o - 2>"$room/err" | "$xrom" ls - >"$room/out" 2>>"$room/err"
status=$?
expect 'to a pipe, too' 0 'a
d/' ''
run build -o again.romfs tree
equal 'the same tree gives the same bytes' "0 same" "$status $(cmp i.romfs again.romfs && echo same)"
run build --mpremote tree -o mpremote.romfs
# The root: 05 09 "a" and 02 05 "hello"; 04 10 "d" with 05 08 "b" and 02 04 "one\n", 04 02 "e". It has 29 bytes, so its
# size gets a leading 80, which makes the image even.
equal 'build --mpremote of a small tree' \
    'd2cd31801d 050901610205 68656c6c6f 04100164 050801620204 6f6e650a 04020165' \
    "$(od -An -v -tx1 mpremote.romfs | tr -d ' \n' |
        sed 's/\(.\{10\}\)\(.\{12\}\)\(.\{10\}\)\(.\{8\}\)\(.\{12\}\)\(.\{8\}\)/\1 \2 \3 \4 \5 \6 /')"
mkdir none
run build none -o empty.romfs --mpremote
expect 'an empty folder' 0 'empty.romfs: 0 files, 0 directories, 4 bytes, 0.0 % data' ''

run build tree -o some.romfs --exclude b --exclude 'd/e'
run ls -R some.romfs
expect 'build --exclude leaves out names and paths' 0 '/a
/d/' ''
run build tree -o some.romfs --exclude='d*'
run ls -R some.romfs
expect 'and directories with all that is in them' 0 '/a' ''

run build tree -o some.romfs --exclude 'x*' --exclude d/e --align 'b=16' --align '*.bin=16' --type 'a=text/x-a' --type x=y/z \
    --gzip none/a --gzip a
equal 'patterns that match nothing are told, the others not' "0 xrom: tree: warning: nothing matches --exclude x*; check the pattern
xrom: tree: warning: nothing matches --align *.bin; check the pattern
xrom: tree: warning: nothing matches --type x; check the pattern
xrom: tree: warning: nothing matches --gzip none/a; check the pattern (.py and .mpy are never compressed)" "$status $(cat "$room/err")"
run build tree -o some.romfs --align 'a=16' --align '*=8'
expect 'a rule that a later one outdoes matches, too' 0 "$(cat "$room/out")" ''

echo old >there.romfs
run build tree -o there.romfs
equal 'an old image is replaced' "0 same" "$status $(cmp i.romfs there.romfs && echo same)"
echo old >far.romfs
ln -s far.romfs link.romfs
run build tree -o link.romfs
equal 'a link stays, what it leads to is replaced' "0 far.romfs same" \
    "$status $(find link.romfs -type l -exec readlink {} +) $(cmp i.romfs far.romfs && echo same)"
run build tree -o /dev/null
equal 'what is no regular file is written in place' "0 c" "$status $(find /dev/null -prune -type c -exec echo c \;)"
clean 'no temporary file is left'

# ---- The output is wrong ----

refuse 'an image in the folder that goes into it' 1 \
    'xrom: tree/x.romfs: lies in the folder that goes into the image; name a place outside it with -o' \
    build tree -o tree/x.romfs
refuse 'deeper in it' 1 \
    'xrom: tree/d/../d/e/x.romfs: lies in the folder that goes into the image; name a place outside it with -o' \
    build tree -o tree/d/../d/e/x.romfs
(cd tree && "$xrom" build . -o x.romfs) >"$room/out" 2>"$room/err"
status=$?
expect 'in this folder' 1 '' 'xrom: x.romfs: lies in the folder that goes into the image; name a place outside it with -o'
ln -s tree/d door
refuse 'behind a link' 1 'xrom: door/x.romfs: lies in the folder that goes into the image; name a place outside it with -o' \
    build tree -o door/x.romfs
run build tree -o treetop.romfs
equal 'a name that only begins as the folder is fine' 0 "$status"
refuse 'a folder' 1 'xrom: d: is a folder; name the file that is to be written' build tree -o "$(mkdir d && echo d)"
refuse 'in a folder that is not there' 1 'xrom: no/i.romfs: cannot be written: No such file or directory' \
    build tree -o no/i.romfs
equal 'an image is not for a terminal' \
    'xrom: build: an image is no text for a terminal; name a file with -o, or redirect the output' \
    "$(on_terminal "$xrom" build tree -o -)"
on_terminal "$xrom" build tree -o - >/dev/null

# ---- The tree is wrong: an old image stays ----

echo old >old.romfs
refuse 'no such folder' 1 'xrom: none/x: No such file or directory; name the folder that the image is to be made of' \
    build none/x -o old.romfs
refuse 'a file' 1 'xrom: tree/a: is no folder; name the folder that the image is to be made of' build tree/a -o old.romfs
run build tree -o old.romfs --max-size 8
equal 'a tree that is too large' '1 xrom: the image: needs ' "$status $(cut -c 1-23 "$room/err")"
run build tree -o i.romfs --max-size "$(wc -c <i.romfs | tr -d ' ')"
equal 'one that just fits' 0 "$status"
mkfifo tree/pipe
run build tree -o old.romfs
equal 'a pipe in the tree' '1 xrom: tree/pipe: ' "$status $(cut -c 1-17 "$room/err")"
rm tree/pipe
mkdir utf8
: >"utf8/$(printf 'caf\303\251')"
run build utf8 -o old.romfs --mpremote
equal 'a name that mpremote would not take' 1 "$status"
mv "utf8/$(printf 'caf\303\251')" "utf8/$(printf 'caf\351')"
run build utf8 -o old.romfs
equal 'a name that is no UTF-8' '1 xrom: utf8/caf\xe9: ' "$status $(sed 's/\(^.*xe9: \).*/\1/' "$room/err")"
if is_root; then
    skip 'a file that cannot be read' 'root can read everything'
    skip 'a place that cannot be written' 'root can write everywhere'
else
    : >utf8/secret
    rm utf8/caf*
    chmod 000 utf8/secret
    run build utf8 -o old.romfs
    equal 'a file that cannot be read' '1 xrom: utf8/secret: ' "$status $(cut -c 1-19 "$room/err")"
    mkdir closed
    chmod 555 closed
    refuse 'a place that cannot be written' 1 'xrom: closed/i.romfs: cannot be written: Permission denied' \
        build tree -o closed/i.romfs
fi
equal 'the old image is as it was' old "$(cat old.romfs)"
run build none -o gone.romfs --max-size 1
equal 'where there was none there is none' '1 none' "$status $(ls gone.romfs 2>/dev/null || echo none)"
clean 'and no temporary file'
done_testing
