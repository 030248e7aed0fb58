#!/bin/sh
# SPDX-License-Identifier: MIT
# Ends from outside: signals, and images that shrink while they are read. Nothing is left behind.
. "$(dirname "$0")/tool.sh"

changed='changed while it was read; run the command again when nothing writes to it'

# A command writes its answer, or its messages, into a pipe that is open but not read: it stops when the pipe is full, at a
# place that does not depend on time. Begin with `exec 5<>pipe` and the command in the background with `5>&-`; then
# `begin_to_read`, and `resume`, which reads the pipe from descriptor 3 and sets `status`.
mkfifo pipe
begin_to_read() {
    child=$!
    exec 3<pipe 5>&-
}
resume() {
    cat <&3 >"$room/read"
    exec 3<&-
    wait $child
    status=$?
}

# wait_for WORD...: until there are such files.
wait_for() {
    tries=0
    # shellcheck disable=SC2086 # words
    until ls -d $1 >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || bail_out "$1 does not appear"
        sleep 0.01
    done
}

# Some signals would leave a core file.
ulimit -c 0

# ---- An image that shrinks ----

"$python" "$(dirname "$vectors")/tool/hostile.py" files >many.romfs
exec 5<>pipe
"$xrom" ls -R many.romfs >pipe 2>"$room/err" 5>&- &
begin_to_read
read -r first <&3
: >many.romfs
resume
equal 'an image that shrinks while it is listed' "/00000 1 xrom: many.romfs: $changed" "$first $status $(cat "$room/err")"

mkdir tree
dd if=/dev/zero of=tree/zeros bs=1000000 count=1 2>/dev/null
"$xrom" build tree -o large.romfs >/dev/null
exec 5<>pipe
"$xrom" cat large.romfs zeros >pipe 2>"$room/err" 5>&- &
begin_to_read
dd bs=1 count=1 <&3 >/dev/null 2>&1
: >large.romfs
resume
equal 'an image that shrinks while its data is written' "1 xrom: large.romfs: $changed" "$status $(cat "$room/err")"

# Its checksum is computed by another thread than that which looks at the records. Here both begin when it has shrunk, and the
# end takes longer than either.
traced='strace -D -f -qq -o trace -e trace=clone,clone3,exit_group'
# shellcheck disable=SC2086 # words of a command line
if $traced true 2>/dev/null && [ -r /proc/self/maps ]; then
    dd if=/dev/zero of=tree/zeros bs=1000000 count=3 2>/dev/null
    "$xrom" build tree -o large.romfs >/dev/null
    $traced -e inject=clone,clone3:delay_enter=2000000 -e inject=exit_group:delay_enter=300000 \
        "$xrom" check large.romfs >"$room/out" 2>"$room/err" &
    child=$!
    tries=0
    until grep -q large.romfs /proc/$child/maps 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || bail_out 'the image is not mapped'
        sleep 0.01
    done
    # The head of the image is read at once, the rest when there is a thread.
    sleep 0.3
    : >large.romfs
    wait $child
    equal 'an image that shrinks while two threads read it' "1 xrom: large.romfs: $changed" "$? $(cat "$room/err")"
    rm trace
else
    skip 'an image that shrinks while two threads read it' 'strace is missing, or may trace nothing'
fi

# Warnings about long names, more than a pipe holds, stop xrom extract while it writes.
{
    name=$(printf '%250s' '' | tr ' ' '\001')
    printf '\322\315\061\201\330\154'
    # 108 records of 05 81 7e, 81 7a and the name, 02 00: 257 bytes each, 27756 in all.
    i=0
    while [ $i -lt 108 ]; do
        printf '\005\201\176\201\172%s\002\000' "$name"
        i=$((i + 1))
    done
} >same.romfs
equal 'the image for the next cases is good' 0 "$("$xrom" check same.romfs >"$room/out" 2>&1; echo $?)"

cp same.romfs copy.romfs
# The warnings are found by a second look at the image, when it was found to be good.
exec 5<>pipe
"$xrom" check --json copy.romfs >pipe 2>"$room/err" 5>&- &
begin_to_read
dd bs=1 count=1 <&3 >/dev/null 2>&1
printf '%16s' '' | tr ' ' '\377' | dd of=copy.romfs bs=1 seek=27505 conv=notrunc 2>/dev/null
resume
equal 'an image that is damaged while it is checked' '1 "ok":false}
]
xrom: copy.romfs: an integer is cut off or exceeds 32 bits (path /, offset 27505)' \
    "$status $(tail -n +2 "$room/read" | sed 's/.*"ok"/"ok"/')
$(grep -v warning: "$room/err" | sed 's/;.*//')"
cp same.romfs copy.romfs

exec 5<>pipe
"$xrom" extract same.romfs -o out 2>pipe 5>&- &
begin_to_read
wait_for .xrom-*
: >same.romfs
resume
equal 'an image that shrinks while it is extracted' "1 xrom: same.romfs: $changed" "$status $(tail -n 1 "$room/read")"
equal 'leaves nothing' 'copy.romfs large.romfs many.romfs pipe same.romfs tree ' "$(here)"

# The name of the image is escaped in that message, too.
name=$(printf 'red\033[31m.romfs')
"$python" "$(dirname "$vectors")/tool/hostile.py" files >"$name"
exec 5<>pipe
"$xrom" ls -R "$name" >pipe 2>"$room/err" 5>&- &
begin_to_read
read -r first <&3
: >"$name"
resume
equal 'the name of an image that shrinks is escaped' "1 xrom: red\\x1b[31m.romfs: $changed" "$status $(cat "$room/err")"
rm "$name"

# ---- A folder of somebody else, who puts a link in the place of the temporary folder ----

mkdir -m 700 victim
exec 5<>pipe
"$xrom" extract copy.romfs -o out 2>pipe 5>&- &
begin_to_read
wait_for .xrom-*
temporary=$(ls -d .xrom-*)
mv "$temporary" moved
ln -s victim "$temporary"
resume
equal 'a temporary folder that was replaced by a link is not taken' \
    '1 xrom: out: cannot be made: somebody has changed the folder that it is in; nothing was extracted' \
    "$status $(tail -n 1 "$room/read")"
equal 'what the link leads to keeps its permissions, and nothing is left in what was moved' 'drwx------ . no out' \
    "$(find victim -prune -exec ls -ld {} + | cut -c 1-10) $(cd moved && find .) $(ls out 2>/dev/null || echo no out)"
rm -r "$temporary" moved victim out 2>/dev/null

# ---- Signals ----

for signal in INT TERM HUP QUIT ALRM XCPU USR1 USR2; do
    # A shell lets its background commands ignore SIGINT; env gives it back.
    exec 5<>pipe
    env --default-signal=$signal "$xrom" extract copy.romfs -o out 2>pipe 5>&- &
    begin_to_read
    wait_for .xrom-*
    kill -s $signal $child
    resume
    equal "SIG$signal ends xrom extract" "$signal" "$(kill -l "$status")"
    equal 'and leaves nothing' 'copy.romfs large.romfs many.romfs pipe same.romfs tree ' "$(here)"
done

# One large file, all of it a hole, takes long enough to be interrupted.
if dd if=/dev/null of=tree/zeros bs=1000000 seek=1500 2>/dev/null; then
    echo old >old.romfs
    echo older >old.d
    for signal in INT TERM HUP; do
        env --default-signal=$signal "$xrom" build tree -o old.romfs --depfile old.d >"$room/out" 2>&1 &
        child=$!
        wait_for .xrom-*
        kill -s $signal $child
        wait $child
        equal "SIG$signal ends xrom build" "$signal " "$(kill -l $?) $(cat "$room/out")"
        equal 'and leaves the old image and its depfile alone' \
            'old older copy.romfs large.romfs many.romfs old.d old.romfs pipe same.romfs tree ' \
            "$(cat old.romfs) $(cat old.d) $(here)"
    done
else
    skip 'signals end xrom build' 'no file here can be so large'
fi

# nohup starts a command with SIGHUP ignored: it stays so.
exec 5<>pipe
(
    trap '' HUP
    exec "$xrom" extract copy.romfs -o out 2>pipe 5>&-
) >"$room/out" &
begin_to_read
wait_for .xrom-*
kill -s HUP $child
resume
equal 'SIGHUP does not end what was told to ignore it' '0 out: 1 file, 0 directories, 0 bytes' "$status $(cat "$room/out")"
done_testing
