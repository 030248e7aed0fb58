#!/bin/sh
# SPDX-License-Identifier: MIT
# Standard output that cannot take the answer: pipes without a reader, full disks.
. "$(dirname "$0")/tool.sh"

"$python" "$(dirname "$vectors")/tool/hostile.py" files >many.romfs
image i.romfs "$(file a hello)"
mkdir tree
dd if=/dev/zero of=tree/zeros bs=100000 count=3 2>/dev/null
"$xrom" build tree -o large.romfs >/dev/null

# ---- A reader that goes away ----

for command in 'ls -R' 'ls -lR --json' tree; do
    # shellcheck disable=SC2086 # the command may have options
    "$xrom" $command many.romfs 2>"$room/err" | head -n 1 >"$room/out"
    equal "xrom $command into head -n 1 is quiet" '1 line, no messages' \
        "$(wc -l <"$room/out" | tr -d ' ') line, $(cat "$room/err")no messages"
done
"$xrom" cat large.romfs zeros 2>"$room/err" | head -c 10 >"$room/out"
equal 'xrom cat into head is quiet' '10 bytes, no messages' \
    "$(wc -c <"$room/out" | tr -d ' ') bytes, $(cat "$room/err")no messages"
"$xrom" build tree -o - 2>"$room/err" | head -c 10 >"$room/out"
equal 'xrom build -o - into head is quiet' '10 bytes, no messages' \
    "$(wc -c <"$room/out" | tr -d ' ') bytes, $(cat "$room/err")no messages"

# The same where the signal is ignored, as some programs leave it for what they start.
mkfifo pipe
unread() {
    (
        trap '' PIPE
        exec "$xrom" "$@"
    ) >pipe 2>"$room/err" &
    head -c 10 <pipe >/dev/null
    wait $!
    status=$?
    : >"$room/out"
}
unread ls -R many.romfs
expect 'without SIGPIPE, xrom ls -R ends with 1 and is quiet' 1 '' ''
unread cat large.romfs zeros
expect 'without SIGPIPE, xrom cat ends with 1 and is quiet' 1 '' ''
unread build tree -o -
expect 'without SIGPIPE, xrom build -o - ends with 1 and is quiet' 1 '' ''

# ---- A full disk ----

if [ -c /dev/full ]; then
    for command in 'ls i.romfs' 'ls --json i.romfs' 'ls -R many.romfs' 'tree i.romfs' 'cat i.romfs a' 'info i.romfs' \
        'check i.romfs' 'build tree -o -' '--help' 'ls --help' '--version'; do
        # shellcheck disable=SC2086 # words
        "$xrom" $command >/dev/full 2>"$room/err"
        equal "xrom $command on a full disk" '1 xrom: standard output: No space left on device' "$? $(cat "$room/err")"
    done
    refuse 'xrom build -o /dev/full' 1 'xrom: /dev/full: cannot be written: No space left on device' \
        build tree -o /dev/full
else
    skip 'full disks' 'there is no /dev/full'
fi
# A limit on the size of files stands for a full disk. 512 units of 512 bytes, or of 1024: the image has 300000 bytes.
echo old >old.romfs
(
    trap '' XFSZ
    ulimit -f 200
    exec "$xrom" build tree -o old.romfs
) >"$room/out" 2>"$room/err"
status=$?
expect 'an image that does not fit on the disk' 1 '' 'xrom: old.romfs: cannot be written: File too large'
equal 'the old one stays, nothing else is left' 'old i.romfs large.romfs many.romfs old.romfs pipe tree ' \
    "$(cat old.romfs) $(here)"
(
    trap '' XFSZ
    ulimit -f 200
    exec "$xrom" extract large.romfs -o out
) >"$room/out" 2>"$room/err"
status=$?
expect 'a file that does not fit on the disk' 1 '' 'xrom: out: File too large (path /zeros); nothing was extracted'
equal 'nothing is left of that, either' 'i.romfs large.romfs many.romfs old.romfs pipe tree ' "$(here)"

# A tool that nobody told to ignore the signal of such a limit cleans up as well.
(
    ulimit -f 200
    exec "$xrom" build tree -o old.romfs
) >"$room/out" 2>"$room/err"
status=$?
expect 'SIGXFSZ does not end xrom build' 1 '' 'xrom: old.romfs: cannot be written: File too large'
(
    ulimit -f 200
    exec "$xrom" extract large.romfs -o out
) >"$room/out" 2>"$room/err"
status=$?
expect 'SIGXFSZ does not end xrom extract' 1 '' 'xrom: out: File too large (path /zeros); nothing was extracted'
equal 'and nothing is left' 'i.romfs large.romfs many.romfs old.romfs pipe tree ' "$(here)"

# ---- The image goes to where the answer would ----

"$xrom" build tree -o /dev/stdout 2>"$room/err" | cmp - large.romfs >"$room/out" 2>&1
equal 'xrom build -o /dev/stdout writes the image alone' ' ' "$(cat "$room/out") $(cat "$room/err")"
: >both.romfs
"$xrom" build tree -o both.romfs >>both.romfs 2>"$room/err"
equal 'to the file that is standard output, too' '0 ' "$(cmp both.romfs large.romfs >/dev/null; echo $?) $(cat "$room/err")"
rm both.romfs
"$xrom" build tree -o both.romfs --depfile /dev/stdout | tail -n 1 >"$room/out"
equal 'a depfile on standard output is alone there, too' 'tree/zeros:' "$(cat "$room/out")"
("$xrom" build tree -o /dev/stdout --depfile /dev/stdout 2>"$room/err"; echo $?) | cat >"$room/out"
status=0
expect 'an image and a depfile in one pipe' 0 2 \
    'xrom: /dev/stdout: is to be the image and its depfile; name another file with --depfile'
"$xrom" build tree -o /dev/null --depfile /dev/null >"$room/out" 2>"$room/err"
equal 'both to where nothing stays' '0 ' "$? $(cat "$room/out" "$room/err")"
rm both.romfs

# ---- Few descriptors ----

# The last name is too long for the host, so all that was made before has to go away again.
image few.romfs "$(directory a "$(directory b "$(file c 1)")$(file d 2)")$(file "$(printf '%300s' '' | tr ' ' n)" 3)"
for limit in 4 5 6 7 8; do
    (
        ulimit -n $limit
        exec "$xrom" extract few.romfs -o out
    ) >"$room/out" 2>"$room/err"
    equal "with $limit descriptors nothing is left behind" \
        '1 few.romfs i.romfs large.romfs many.romfs old.romfs pipe tree ' "$? $(here)"
done
rm few.romfs

# ---- Closed from the beginning ----

"$xrom" ls i.romfs >&- 2>"$room/err"
equal 'standard output that is closed' '1 xrom: standard output: Bad file descriptor' "$? $(cat "$room/err")"
"$xrom" ls none 2>&-
equal 'messages that nobody can read' 1 $?

# No file takes the place of a stream that is closed, so that the tool would write its words into it.
"$xrom" build tree -o made.romfs --depfile made.d >&- 2>"$room/err"
equal 'an image is whole where standard output is closed' '1 xrom: standard output: Bad file descriptor same' \
    "$? $(cat "$room/err") $(cmp made.romfs large.romfs && echo same)"
equal 'and so is its depfile' 'tree/zeros:' "$(tail -n 1 made.d)"
"$xrom" build tree -o made.romfs --depfile made.d --exclude nothing 2>&- >"$room/out"
equal 'and where messages are' '0 same tree/zeros:' "$? $(cmp made.romfs large.romfs && echo same) $(tail -n 1 made.d)"
"$xrom" build tree -o made.romfs --depfile made.d --exclude nothing <&- >&- 2>&-
equal 'and where all three are' '1 same tree/zeros:' "$? $(cmp made.romfs large.romfs && echo same) $(tail -n 1 made.d)"
"$xrom" convert large.romfs --hex --base 0x10000000 -o made.hex >&- 2>"$room/err"
equal 'and so is a file to flash' '1 :00000001FF' "$? $(tail -n 1 made.hex | tr -d '\r')"
"$xrom" ls - <&- 2>"$room/err"
equal 'an image from standard input that is closed' '1 xrom: standard input: Bad file descriptor' "$? $(cat "$room/err")"
rm made.*
done_testing
