#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom extract: what it makes, and that it leaves nothing behind where it fails.
. "$(dirname "$0")/tool.sh"

image i.romfs "$(file a 'hello\n')$(directory d "$(file b 'one\000two')$(directory e '')")$(file c '')"

# tree FOLDER: what is in it, a line each.
tree() {
    (cd "$1" && find . | sort | tr '\n' ' ')
}

# clean NAME: no temporary folder is left here.
clean() {
    equal "$1" '' "$(find . -name '.xrom-*')"
}

# ---- Good ----

run extract i.romfs -o out
expect 'extract tells what it made' 0 'out: 3 files, 2 directories, 13 bytes' ''
equal 'all is there' '. ./a ./c ./d ./d/b ./d/e ' "$(tree out)"
printf 'one\000two' | cmp -s - out/d/b
equal 'with its data' '0 hello' "$? $(cat out/a)"
equal 'with the permissions that the umask leaves' 'drwxr-xr-x -rw-r--r-- drwxr-xr-x' \
    "$(find out/. out/a out/d/. -prune -exec ls -ld {} + | cut -c 1-10 | tr '\n' ' ' | sed 's/ $//')"
run extract i.romfs
expect 'the folder is named as the image' 0 'i: 3 files, 2 directories, 13 bytes' ''
mkdir sub
cp i.romfs sub/v1.2.bin
run extract sub/v1.2.bin
expect 'but for the last extension, and made here' 0 'v1.2: 3 files, 2 directories, 13 bytes' ''
"$xrom" extract - <i.romfs >"$room/out" 2>"$room/err"
status=$?
expect 'romfs for standard input' 0 'romfs: 3 files, 2 directories, 13 bytes' ''
mkdir empty
run extract i.romfs -o empty/
expect 'an empty folder is taken' 0 'empty: 3 files, 2 directories, 13 bytes' ''
equal 'and filled' '. ./a ./c ./d ./d/b ./d/e ' "$(tree empty)"
run extract i.romfs d -o directory
expect 'a directory' 0 'directory: 1 file, 1 directory, 7 bytes' ''
equal 'keeps its path' '. ./d ./d/b ./d/e ' "$(tree directory)"
run extract i.romfs /d/b -o file
expect 'a file' 0 'file: 1 file, 0 directories, 7 bytes' ''
equal 'keeps its path, too' '. ./d ./d/b ' "$(tree file)"
run extract i.romfs d/e/ -o nothing
expect 'an empty directory' 0 'nothing: 0 files, 0 directories, 0 bytes' ''
equal 'is made' '. ./d ./d/e ' "$(tree nothing)"
clean 'nothing else is left'

image same.romfs "$(file a first)$(directory d "$(file a first)")$(directory a "$(file x '')")$(directory d "$(file z '')")$(file a later)"
run extract same.romfs
expect 'of equal names the first is taken' 0 'same: 2 files, 1 directory, 10 bytes' \
    'xrom: same.romfs: warning: left out: an earlier entry has the same name (path /a, offset 33)
xrom: same.romfs: warning: left out: an earlier entry has the same name (path /d, offset 43)
xrom: same.romfs: warning: left out: an earlier entry has the same name (path /a, offset 53)'
equal 'with all that is in it' '. ./a ./d ./d/a first' "$(tree same)$(cat same/a)"

# ---- The target is in the way: it stays as it is ----

mkdir full
echo mine >full/file
refuse 'a folder that is not empty' 1 \
    'xrom: full: exists and is not empty; remove it, or name another folder with -o' extract i.romfs -o full
echo mine >taken
refuse 'a file' 1 'xrom: taken: exists and is no folder; name another one with -o' extract i.romfs -o taken
mkdir elsewhere
ln -s elsewhere link
refuse 'a link to an empty folder' 1 'xrom: link: exists and is no folder; name another one with -o' \
    extract i.romfs -o link
refuse 'this folder' 1 'xrom: .: has no name that a new folder could take; name a folder that does not exist with -o' \
    extract i.romfs -o .
refuse 'the root of the host' 1 \
    'xrom: /: has no name that a new folder could take; name a folder that does not exist with -o' \
    extract i.romfs -o //
refuse 'a folder in one that is not there' 1 \
    'xrom: no/out: cannot be made: No such file or directory; name a folder in one that exists and can be written' \
    extract i.romfs -o no/out
cp i.romfs plain
refuse 'an image without an extension and no -o' 1 \
    'xrom: plain: has no extension that the name of the folder could go without; name a folder with -o' extract plain
cp i.romfs .hidden
refuse 'a hidden image and no -o' 1 \
    'xrom: .hidden: has no extension that the name of the folder could go without; name a folder with -o' \
    extract .hidden
equal 'what was there is there' 'mine mine ' "$(cat taken full/file | tr '\n' ' ')$(ls elsewhere)"
if is_root; then
    skip 'a folder that cannot be written' 'root can write everywhere'
else
    mkdir closed
    chmod 555 closed
    refuse 'a folder that cannot be written' 1 \
        'xrom: closed/out: cannot be made: Permission denied; name a folder in one that exists and can be written' \
        extract i.romfs -o closed/out
fi

# ---- The image is at fault: nothing is made ----

mkdir "$room/work/bad"
cd "$room/work/bad" || bail_out 'a folder has gone'
image damaged.romfs "$(file a hello)$(directory d "$(file b '')\000\000")"
refuse 'a damaged image' 1 \
    'xrom: damaged.romfs: a record of kind 0, which is never used (path /d, offset 25); the image is damaged: build it or copy it again' \
    extract damaged.romfs -o out
image outside.romfs "$(file a hello)$(pointer p 5 100)"
refuse 'data outside the image' 1 \
    'xrom: outside.romfs: file data lies outside the image (path /p, offset 18); the image is damaged: build it or copy it again' \
    extract outside.romfs -o out
refuse 'a path that is not there' 1 \
    'xrom: outside.romfs: no such file or directory (path x); see what the image holds with xrom ls -R' \
    extract outside.romfs x -o out

# no_folder_for WHAT NAME: neither a file nor a directory of this name is extracted.
no_folder_for() {
    image names.romfs "$(file good 1)$(directory d "$(file "$2" evil)")"
    run extract names.romfs -o out
    equal "a file named with $1" '1 , which no folder can hold (; take the files that you need out with xrom cat' \
        "$status $(sed 's/.*\(, which.*(\).*\(; .*\)/\1\2/' "$room/err")"
    image names.romfs "$(file good 1)$(directory "$2" "$(file evil 1)")"
    run extract names.romfs -o out
    equal "a directory named with $1" '1 , which no folder can hold (; take the files that you need out with xrom cat' \
        "$status $(sed 's/.*\(, which.*(\).*\(; .*\)/\1\2/' "$room/err")"
}
image slash.romfs "$(file / x)"
refuse 'a file whose name is a slash, named itself' 1 \
    'xrom: slash.romfs: an empty name, which no folder can hold (path //, offset 7); take the files that you need out with xrom cat' \
    extract slash.romfs // -o out
rm slash.romfs
no_folder_for 'two dots' ..
no_folder_for 'a dot' .
no_folder_for 'nothing' ''
no_folder_for 'a path out of the folder' ../evil
no_folder_for 'a path from the root of the host' "$room/evil"
no_folder_for 'a path out of the folder behind another' a/../../evil
no_folder_for 'a zero byte' 'a\000b'
no_folder_for 'a zero byte behind two dots' '..\000'
image names.romfs "$(file good 1)$(directory .. "$(directory .. "$(file evil 1)")")"
refuse 'such a name, named itself' 1 \
    'xrom: names.romfs: the name . or .., which no folder can hold (path /../../evil, offset 27); take the files that you need out with xrom cat' \
    extract names.romfs ../../evil -o out
run extract names.romfs good -o good
expect 'other files of that image can be extracted' 0 'good: 1 file, 0 directories, 1 byte' ''
rm -r good

# A name that is too long for the host is found when it is written: what was written before goes away again.
long=$(printf '%300s' '' | tr ' ' n)
image long.romfs "$(directory d "$(file b '')")$(file "$long" '')"
run extract long.romfs -o out
equal 'an error of the host' '1 xrom: out: File name too long (path /nnn' "$status $(cut -c 1-40 "$room/err")"
equal 'says that there is nothing' 'n); nothing was extracted' "$(sed 's/.*\(n); .*\)/\1/' "$room/err")"
mkdir out
run extract long.romfs -o out
equal 'an empty folder stays where that happens' '1 ' "$status $(ls -A out)"
rmdir out
equal 'nothing is left of all these, here or above' 'damaged.romfs long.romfs names.romfs outside.romfs ' \
    "$(find . ! -name . | sed 's,./,,' | sort | tr '\n' ' ')$(find "$room" -name '*evil*')"

# A file 8000 times, with the same 64 KiB: 524 MB of data in an image of 200 KB.
cd "$room/work" || bail_out 'a folder has gone'
"$python" "$(dirname "$vectors")/tool/hostile.py" shared 8000 65536 >bomb.romfs
refuse 'an image made to fill the disk' 1 \
    'xrom: bomb.romfs: 8000 entries with 524288000 bytes need about 540672000 bytes on the disk, more than 270227552; allow that with --max-size' \
    extract bomb.romfs -o out
run extract bomb.romfs 00000 -o one --max-size 66K
expect 'a file of it' 0 'one: 1 file, 0 directories, 65536 bytes' ''
refuse 'a limit of the user' 1 \
    'xrom: bomb.romfs: 1 entry with 65536 bytes need about 67584 bytes on the disk, more than 67583; allow that with --max-size' \
    extract bomb.romfs 00000 -o two --max-size 67583
"$python" "$(dirname "$vectors")/tool/hostile.py" shared 50 500 >small.romfs
run extract small.romfs -o three
expect 'files that share data within reason' 0 'three: 50 files, 0 directories, 25000 bytes' ''

# A thousand folders, each in the other.
"$python" "$(dirname "$vectors")/tool/hostile.py" nested 1000 >deep.romfs
if [ -n "${XROM_NOT_DEEP-}" ]; then
    skip 'a thousand levels' "$XROM_NOT_DEEP"
    skip 'are all there' "$XROM_NOT_DEEP"
else
    run extract deep.romfs
    expect 'a thousand levels' 0 'deep: 0 files, 1000 directories, 0 bytes' ''
    equal 'are all there' 1000 "$(find deep -mindepth 1 | wc -l | tr -d ' ')"
fi
"$python" "$(dirname "$vectors")/tool/hostile.py" nested 5000 >deeper.romfs
run extract deeper.romfs
equal 'five thousand are an error' '1 ; extract a directory in it, with xrom extract IMAGE PATH' \
    "$status $(sed 's/.*\(; .*\)/\1/' "$room/err")"
clean 'nothing is left'
done_testing
