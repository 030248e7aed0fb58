#!/bin/sh
# SPDX-License-Identifier: MIT
# What a host can fail at beside what output.sh, interrupt.sh and extract.sh have: disks that are full or cannot be
# written, files that belong to somebody else, that go away while they are read, and names as long as there are.
. "$(dirname "$0")/tool.sh"

mkdir tree
dd if=/dev/zero of=tree/zeros bs=100000 count=3 2>/dev/null
"$xrom" build tree -o large.romfs >/dev/null

# left FOLDER: what is in a folder.
left() {
    find "$1" -mindepth 1 | sort | tr '\n' ' '
}

# ---- A disk that is full, then one that cannot be written ----

mkdir disk
if is_root && mount -t tmpfs -o size=64k,mode=755 tmpfs disk 2>/dev/null; then
    trap 'cd / && umount "$room/work/disk" 2>/dev/null; chmod -R u+rwx "$room" 2>/dev/null; rm -rf "$room"' EXIT
    echo old >disk/old.romfs
    full='No space left on device'
    refuse 'an image on a full disk' 1 "xrom: disk/old.romfs: cannot be written: $full" build tree -o disk/old.romfs
    refuse 'a file to flash on a full disk' 1 "xrom: disk/all.uf2: cannot be written: $full" \
        convert large.romfs --uf2 --base 0x10100000 --family rp2040 -o disk/all.uf2
    refuse 'a folder on a full disk' 1 "xrom: disk/out: $full (path /zeros); nothing was extracted" \
        extract large.romfs -o disk/out
    equal 'the old image stays, and nothing else' 'old disk/old.romfs ' "$(cat disk/old.romfs) $(left disk)"

    mount -o remount,ro disk
    closed='Read-only file system'
    refuse 'an image on a disk that cannot be written' 1 "xrom: disk/old.romfs: cannot be written: $closed" \
        build tree -o disk/old.romfs
    refuse 'a folder on it' 1 \
        "xrom: disk/out: cannot be made: $closed; name a folder in one that exists and can be written" \
        extract large.romfs -o disk/out
    equal 'the old image stays there, too' 'old disk/old.romfs ' "$(cat disk/old.romfs) $(left disk)"
    umount disk
else
    skip 'full disks, and disks that cannot be written' 'nothing can be mounted here'
fi

# ---- Somebody else ----

# The rules about files do not hold for root, who becomes nobody here.
if is_root && command -v setpriv >/dev/null 2>&1; then
    chmod 755 "$room" "$room/work"
    cp "$xrom" "$room/xrom"
    nobody() {
        setpriv --reuid=65534 --regid=65534 --clear-groups env TMPDIR="$room/work/theirs" "$room/xrom" "$@" \
            >"$room/out" 2>"$room/err" </dev/null
        status=$?
    }
    mkdir theirs mine
    chown 65534:65534 theirs
    cp -r tree theirs/tree
    chmod 000 theirs/tree/zeros
    nobody build theirs/tree -o theirs/i.romfs
    expect 'a file that may not be read' 1 '' \
        'xrom: theirs/tree/zeros: cannot be opened: Permission denied; make it readable or exclude it'
    mkdir theirs/tree/closed
    chmod 700 theirs/tree/closed
    nobody build theirs/tree -o theirs/i.romfs --exclude zeros
    expect 'a folder that may not be read' 1 '' \
        'xrom: theirs/tree/closed: cannot be opened: Permission denied; make it readable or exclude it'
    nobody build tree -o mine/i.romfs
    expect 'an image where nothing may be written' 1 '' 'xrom: mine/i.romfs: cannot be written: Permission denied'
    nobody extract large.romfs -o mine/out
    expect 'a folder where nothing may be written' 1 '' \
        'xrom: mine/out: cannot be made: Permission denied; name a folder in one that exists and can be written'
    nobody convert large.romfs --c -o mine/i.c
    expect 'a source where nothing may be written' 1 '' 'xrom: mine/i.c: cannot be written: Permission denied'
    chmod 600 large.romfs
    nobody ls large.romfs
    expect 'an image that may not be read' 1 '' 'xrom: large.romfs: Permission denied'
    chmod 644 large.romfs
    # In a folder as /tmp, where a file may be read but not replaced.
    mkdir shared
    chmod 1777 shared
    echo old >shared/i.romfs
    nobody build tree -o shared/i.romfs
    expect 'an image of somebody else' 1 '' 'xrom: shared/i.romfs: cannot be written: Operation not permitted'
    # Its depfile could be written, and had its name first.
    chmod 644 theirs/tree/zeros
    nobody build theirs/tree -o shared/i.romfs --depfile theirs/new.d --exclude closed
    expect 'such an image with a new depfile' 1 '' 'xrom: shared/i.romfs: cannot be written: Operation not permitted'
    echo old >theirs/old.d
    nobody build theirs/tree -o shared/i.romfs --depfile theirs/old.d --exclude closed
    expect 'such an image with an old depfile' 1 '' 'xrom: shared/i.romfs: cannot be written: Operation not permitted'
    equal 'the old depfile stays' old "$(cat theirs/old.d)"
    rm theirs/old.d
    equal 'nothing is left behind' 'old shared/i.romfs theirs/tree theirs/tree/closed theirs/tree/zeros ' \
        "$(cat shared/i.romfs) $(left mine)$(left shared)$(left theirs)"
    rm -r theirs mine shared
else
    skip 'what belongs to somebody else' 'this needs root and setpriv'
fi

# ---- A file that has no name any more ----

if [ -e /proc/self/fd ]; then
    echo old >gone
    exec 7>gone
    rm gone
    echo other >'gone (deleted)'
    refuse 'an image into a file that was removed' 1 \
        'xrom: /proc/self/fd/7: cannot be written: the file was removed; name another one' build tree -o /proc/self/fd/7
    equal 'another file with a strange name stays' other "$(cat 'gone (deleted)')"
    exec 7>&-
    rm 'gone (deleted)'
else
    skip 'a file that was removed' 'there is no /proc/self/fd'
fi

# ---- Files that go away, grow or shrink while an image is made of them ----

# The image stops in a pipe that nobody reads before the last file is opened.
echo text >tree/zz
mkfifo pipe
for change in 'rm tree/zz' 'echo more >>tree/zz' ': >tree/zz' 'rm tree/zz; mkdir tree/zz' 'rm tree/zz; ln -s none tree/zz'; do
    rm -rf tree/zz
    echo text >tree/zz
    exec 5<>pipe
    "$xrom" build tree -o - >pipe 2>"$room/err" 5>&- &
    child=$!
    exec 3<pipe 5>&-
    dd bs=1 count=1 <&3 >/dev/null 2>&1
    eval "$change"
    cat <&3 >/dev/null
    exec 3<&-
    wait $child
    equal "a build fails on $change" '1 1' "$? $(grep -c '^xrom: tree/zz: ' "$room/err")"
done
rm -rf tree/zz pipe

# ---- Faults between the last byte of an image and its name ----

run build tree -o i.romfs --depfile i.d
cp i.romfs old.romfs
echo text >tree/new
if strace -o trace true 2>/dev/null; then
    # What looks for leaks cannot do so where it is traced.
    ASAN_OPTIONS=detect_leaks=0
    export ASAN_OPTIONS
    # Those of the image, which is behind its depfile.
    for fault in fchmod:error=EIO rename:error=EIO; do
        strace -o trace -e trace=rename,fchmod -e inject=$fault:when=2 "$xrom" build tree -o i.romfs --depfile i.d \
            >"$room/out" 2>"$room/err"
        status=$?
        expect "a fault of the image, $fault" 1 '' 'xrom: i.romfs: cannot be written: Input/output error'
        equal 'both files stay as they were' 'same no' \
            "$(cmp i.romfs old.romfs && echo same) $(grep -q new i.d && echo yes || echo no)"
        strace -o trace -e trace=rename,fchmod -e inject=$fault:when=2 "$xrom" build tree -o new.romfs --depfile new.d \
            >"$room/out" 2>"$room/err"
        equal 'and no new ones are made' '1 disk i.d i.romfs large.romfs old.romfs trace tree ' "$? $(here)"
    done
    strace -o trace -e trace=fchmod -e inject=fchmod:signal=SIGTERM:when=2 "$xrom" build tree -o new.romfs --depfile new.d \
        >"$room/out" 2>"$room/err"
    equal 'a signal there, too' 'TERM disk i.d i.romfs large.romfs old.romfs trace tree ' "$(kill -l $?) $(here)"
    unset ASAN_OPTIONS
    rm trace
else
    skip 'faults behind the last byte' 'strace is missing, or may trace nothing'
fi
rm i.d i.romfs old.romfs tree/new

# ---- As deep, and as long, as a host allows ----

"$python" "$(dirname "$vectors")/tool/hostile.py" nested 1000 >deep.romfs
"$xrom" extract deep.romfs -o deep >/dev/null
run build deep -o again.romfs
equal 'a thousand levels become an image again' '0 ' "$status $("$xrom" diff deep.romfs again.romfs 2>&1)"
rm -rf deep deep.romfs again.romfs

name=$(printf '%255s' '' | tr ' ' n)
mkdir -p "long/$name/$name"
echo text >"long/$name/$name/$name"
run build long -o long.romfs
equal 'names of 255 bytes are taken' "0 /$name/$name/$name" "$status $("$xrom" ls -R long.romfs | tail -n 1)"
run extract long.romfs -o out
equal 'and come back' '0 text' "$status $(cat "out/$name/$name/$name")"
image longer.romfs "$(file "${name}n" 1)"
run extract longer.romfs
equal 'one byte more is an error of the host' "1 xrom: longer: File name too long 1" \
    "$status $(sed 's/ (path.*//' "$room/err") $(grep -c '; nothing was extracted$' "$room/err")"
run build long -o "$name.romfs"
equal 'a name for an image that is too long' '1 1' "$status $(grep -c 'cannot be written: File name too long$' "$room/err")"
rm -rf long out
equal 'nothing else is left' 'disk large.romfs long.romfs longer.romfs tree ' "$(here)"
done_testing
