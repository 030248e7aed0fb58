#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom ls and xrom tree.
. "$(dirname "$0")/tool.sh"

#  4 /a, its data at 10
# 15 /d/   19 /d/b, empty, its data at 25   25 /d/e/, empty   29 /d/z, its data at 35
# 36 /c, a pointer to the data of /a: 6 from the root, which begins at 4
image i.romfs "$(file a hello)$(directory d "$(file b '')$(directory e '')$(file z .)")$(pointer c 5 6)"

# ---- ls ----

run ls i.romfs
expect 'ls lists the root in the order of the image' 0 'a
d/
c' ''
run ls i.romfs /
expect 'ls / is the same' 0 'a
d/
c' ''
run ls i.romfs d
expect 'ls of a directory lists it alone' 0 'b
e/
z' ''
run ls i.romfs /d/
expect 'a slash may follow the name of a directory' 0 'b
e/
z' ''
run ls i.romfs /d/e
expect 'an empty directory has no lines' 0 '' ''
run ls i.romfs d/z
expect 'ls of a file prints its name' 0 'z' ''
run ls -R i.romfs
expect 'ls -R lists all, with full paths' 0 '/a
/d/
/d/b
/d/e/
/d/z
/c' ''
run ls -R i.romfs d/
expect 'ls -R of a directory lists all below it, with full paths' 0 '/d/b
/d/e/
/d/z' ''
run ls -R i.romfs d/z
expect 'ls -R of a file prints its path' 0 '/d/z' ''
run ls -l i.romfs
expect 'ls -l shows kind, size, offset and alignment' 0 'file  5 10     2 a
dir   -  -     - d/
file  5 10     2 c' ''
run ls -lR i.romfs /d
expect 'ls -lR shows them for all' 0 'file  0 25     1 /d/b
dir   -  -     - /d/e/
file  1 35     1 /d/z' ''

# The root begins at 6. A padding record of 4 + 131056 bytes and 6 bytes of /a put its data at 131072.
zeros=$(printf '%131056s' '' | tr ' ' 0)
image aligned.romfs "$(record 1 "$zeros")$(file a .)$(pointer b 1 65530)$(pointer c 2 12282)$(pointer d 3 10)$(pointer e 0 1)"
run ls -l aligned.romfs
expect 'the alignment is that of the offset, 65536 at most' 0 'file      1 131072 65536 a
file      1  65536 65536 b
file      2  12288  4096 c
file      3     16    16 d
file      0      7     1 e' ''

refuse 'ls of a path that is not there' 1 \
    'xrom: i.romfs: no such file or directory (path d/x); see what the image holds with xrom ls -R' ls i.romfs d/x
refuse 'ls of a file as a directory' 1 \
    'xrom: i.romfs: no such file or directory (path a/); see what the image holds with xrom ls -R' ls i.romfs a/

# A slash may be all of a name, or its end: only one that follows the name is none of it.
image slash.romfs "$(file / x)$(directory d/ "$(file y 1)")"
run ls slash.romfs //
expect 'a file whose name is a slash' 0 '/' ''
run ls -R slash.romfs //
expect 'its path has both' 0 '//' ''
run ls -R slash.romfs d//
expect 'a directory whose name ends with a slash' 0 '/d//y' ''
run ls -R slash.romfs /d/
expect 'is not named with another slash' 0 '/d//y' ''

# ---- ls of a damaged image: what can be read, then the fault ----

image damaged.romfs "$(file a hello)$(directory d "$(file b '')\000\000")"
run ls -R damaged.romfs
expect 'ls -R prints what stands before a fault' 1 '/a
/d/
/d/b' 'xrom: damaged.romfs: a record of kind 0, which is never used (path /d, offset 25); the image is damaged: build it or copy it again'
run ls damaged.romfs
expect 'ls does not look into directories' 0 'a
d/' ''
run ls -R --json damaged.romfs
"$python" -m json.tool <"$room/out" >/dev/null 2>"$room/json"
equal 'ls --json is valid JSON before a fault, too' '1 ' "$status $(cat "$room/json")"
image nodata.romfs "$(file a hello)$(named 5 b '')"
run ls nodata.romfs
expect 'a file without data is a fault' 1 'a' \
    'xrom: nodata.romfs: a file without data (path /b, offset 15); the image is damaged: build it or copy it again'

# ---- ls --json ----

run ls --json i.romfs
expect 'ls --json of the root' 0 '[
{"kind":"file","path":"/a","size":5,"offset":10,"align":2},
{"kind":"dir","path":"/d"},
{"kind":"file","path":"/c","size":5,"offset":10,"align":2}
]' ''
run ls --json -R i.romfs d
expect 'ls --json -R of a directory' 0 '[
{"kind":"file","path":"/d/b","size":0,"offset":25,"align":1},
{"kind":"dir","path":"/d/e"},
{"kind":"file","path":"/d/z","size":1,"offset":35,"align":1}
]' ''
run ls --json i.romfs d/e
expect 'ls --json of an empty directory' 0 '[
]' ''

# ---- tree ----

run tree i.romfs
expect 'tree draws with ASCII where the locale has no UTF-8' 0 '/
|-- a (5)
|-- d/
|   |-- b (0)
|   |-- e/
|   `-- z (1)
`-- c (5)

4 files, 2 directories, 11 bytes' ''
if [ "$(LC_ALL=C.UTF-8 locale charmap 2>/dev/null)" = UTF-8 ]; then
    LC_ALL=C.UTF-8 run tree i.romfs /d
    expect 'tree draws with UTF-8 where the locale has it' 0 '/d
├── b (0)
├── e/
└── z (1)

2 files, 1 directory, 1 byte' ''
else
    skip 'tree draws with UTF-8 where the locale has it' 'this host has no locale C.UTF-8'
fi
run tree i.romfs d/e
expect 'tree of an empty directory' 0 '/d/e

0 files, 0 directories, 0 bytes' ''
run tree damaged.romfs
expect 'tree draws what stands before a fault' 1 '/
|-- a (5)
`-- d/
    |-- b (0)' 'xrom: damaged.romfs: a record of kind 0, which is never used (path /d, offset 25); the image is damaged: build it or copy it again'

# ---- Colour ----

escape=$(printf '\033')
equal 'directories are blue on a terminal' "a
${escape}[1;34md${escape}[0m/
c" "$(on_terminal "$xrom" ls i.romfs)"
equal 'NO_COLOR switches that off' 'a
d/
c' "$(NO_COLOR=1 on_terminal "$xrom" ls i.romfs)"
equal 'an empty NO_COLOR does not' "${escape}[1;34md${escape}[0m/" "$(NO_COLOR='' on_terminal "$xrom" ls i.romfs | grep d)"
equal 'a terminal that knows no colours gets none' 'd/' "$(TERM=dumb on_terminal "$xrom" ls i.romfs | grep d)"
equal 'faults are red on a terminal' "xrom: i.romfs: ${escape}[31mno such file or directory (path x); see what the image holds with xrom ls -R${escape}[0m" \
    "$(on_terminal "$xrom" ls i.romfs x)"
done_testing
