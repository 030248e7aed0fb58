#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build --mpy: what it makes of sources, and of a compiler that misbehaves. The compiler is a script that writes sound
# modules: the source is a bytes constant in them, and its name the one that was asked for.
. "$(dirname "$0")/tool.sh"

cat >compiler <<'EOF'
#!/bin/sh
# What it does is what the first line of the source says.
if [ "$1" = --version ]; then
    echo "$0 --version" >>"$FAKE/asked"
    echo "MicroPython v1.99; mpy-cross emitting mpy v6.3${FAKE_VERSION-}"
    exit
fi
options=
while [ $# -gt 1 ]; do
    case $1 in
    -s) name=$2 && shift 2 ;;
    -o) output=$2 && shift 2 ;;
    *) options="$options $1" && shift ;;
    esac
done
echo "$name$options" >>"$FAKE/calls"
read -r first <"$1"
write() {
    printf "M\\006\\000\\037\\002\\001\\$(printf %o $((${#name} * 2)))%s\\000\\017" "$name"
    printf "\\006\\$(printf %o $(wc -c <"$1"))"
    cat "$1"
    printf '\000\050\000\002\001Qc'
}
case $first in
'#crash') kill -s SEGV $$ ;;
'#fail') printf 'Traceback (most recent call last):\n  File "%s", line 7\nSyntaxError: \033[31minvalid\n' "$1" >&2 && exit 1 ;;
'#late') sleep 0.3 && echo late && exit 3 ;;
'#silent') exit 1 ;;
'#none') exit 0 ;;
'#garbage') echo garbage >"$output" ;;
'#cut') write "$1" | head -c 20 >"$output" ;;
'#folder') mkdir "$output" ;;
'#loud') yes 'a line that says nothing' | head -c 1000000 && exit 2 ;;
'#both') write "$1" >"$output" && echo broken && exit 1 ;;
'#hang') echo $$ >"$FAKE/hangs" && sleep 1000 & sleep 1000 ;;
'#closed') exec >&- 2>&- && sleep 0.2 && write "$1" >"$output" ;;
'#touch') write "$1" >"$output" && echo >>"$FAKE/tree/zz.py" ;;
'#sleep') sleep 0.5 && write "$1" >"$output" ;;
*) write "$1" >"$output" ;;
esac
EOF
chmod +x compiler
FAKE=$PWD
MICROPY_MPYCROSS=$PWD/compiler
XDG_CACHE_HOME=$PWD/cache
TMPDIR=$room/tmp
export FAKE MICROPY_MPYCROSS XDG_CACHE_HOME TMPDIR
mkdir "$TMPDIR" tree tree/d

# calls: how many sources were compiled since the last time, and forgets it.
calls() {
    touch calls
    wc -l <calls | tr -d ' '
    rm calls
}

# module FILE NAME: what the compiler writes of a source.
module() {
    printf "M\\006\\000\\037\\002\\001\\$(printf %o $((${#2} * 2)))%s\\000\\017" "$2"
    printf "\\006\\$(printf %o $(($(wc -c <"$1"))))"
    cat "$1"
    printf '\000\050\000\002\001Qc'
}

printf 'a = 1\n' >tree/a.py
printf 'b = 2\n' >tree/d/b.py
printf 'text' >tree/d/c.txt
: >tree/empty.py

# ---- Good ----

run build tree -o i.romfs --mpy
equal 'build --mpy tells what it compiled' '0 i.romfs: 4 files, 1 directory, 3 sources of 12 bytes compiled to 84' \
    "$status $(sed 's/directory, .*padding/directory/' "$room/out")$(cat "$room/err")"
run check i.romfs
equal 'the image is good' 0 "$status"
run ls -R i.romfs
expect 'and has modules in the place of sources' 0 '/a.mpy
/d/
/d/b.mpy
/d/c.txt
/empty.mpy' ''
module tree/d/b.py d/b.py >expected
"$xrom" cat i.romfs d/b.mpy >got
equal 'a module is what the compiler made of the source, with its path in the image for a name' '' "$(cmp expected got 2>&1)"
equal 'the tree on disk is as it was' 'tree tree/a.py tree/d tree/d/b.py tree/d/c.txt tree/empty.py ' \
    "$(find tree | sort | tr '\n' ' ')"
equal 'all three were compiled' 3 "$(calls)"
run build tree -o again.romfs --mpy
equal 'again: the same bytes, from the cache' '0 same 0' "$status $(cmp i.romfs again.romfs && echo same) $(calls)"
equal 'and the compiler was asked for its version once' 1 "$(wc -l <asked | tr -d ' ')"
cp -R tree elsewhere
(cd elsewhere && "$xrom" build . -o ../again.romfs --mpy --no-cache -j 1 >"$room/out")
equal 'from another folder, without the cache, one at a time: the same bytes' 'same 3' \
    "$(cmp i.romfs again.romfs && echo same) $(calls)"
run build tree -o again.romfs --mpy --cache other -j 4
equal 'with another cache, four at a time: the same bytes' 'same 3' "$(cmp i.romfs again.romfs && echo same) $(calls)"
run build tree -o again.romfs --mpy --mpremote
run cat again.romfs a.mpy
module tree/a.py a.py >expected
equal 'with --mpremote, too' '' "$(cmp "$room/out" expected 2>&1)"

run build tree -o kept.romfs --mpy --keep 'd/*' --keep 'empty*'
run ls -R kept.romfs
expect 'build --keep leaves sources as they are' 0 '/a.mpy
/d/
/d/b.py
/d/c.txt
/empty.py' ''
rm -f calls
run build tree -o again.romfs --mpy --no-cache -O 2 --march armv6m --small-int-bits 31
equal 'options are for the compiler' 'a.py -march=armv6m -O2 -msmall-int-bits=31' "$(grep ^a calls)"
run build tree -o again.romfs --mpy --no-cache --target rp2040 --keep 'd/*'
equal 'a target is for the compiler, too' '0 a.py -march=armv6m' "$status $(grep ^a calls | tail -n 1)"
run build tree -o again.romfs --mpy --no-cache --target rp2040 --march armv7m --allow native
equal 'unless it is told otherwise' '0 a.py -march=armv7m' "$status $(grep ^a calls | tail -n 1)"
rm calls
for options in '-O 1' '--march armv6m' '--small-int-bits 15'; do
    # shellcheck disable=SC2086 # words
    run build tree -o again.romfs --mpy $options
    equal "with $options nothing comes from what was made without" '0 3' "$status $(calls)"
done
mv tree/a.py tree/z.py
run build tree -o again.romfs --mpy
equal 'a source of another name is compiled' '0 1' "$status $(calls)"
printf 'a = 2\n' >tree/z.py
run build tree -o again.romfs --mpy
equal 'a source that has changed is compiled' '0 1' "$status $(calls)"
mv tree/z.py tree/a.py
printf 'a = 1\n' >tree/a.py
sed 's/v1.99/v1.98/' compiler >older && chmod +x older
run build tree -o again.romfs --mpy --mpy-cross ./older
equal 'another compiler compiles all' '0 3' "$status $(calls)"
PATH=$PWD:$PATH run build tree -o again.romfs --mpy --mpy-cross older
equal 'a compiler is found in PATH' '0 0' "$status $(calls)"
cp older mpy-cross
rm asked
(unset MICROPY_MPYCROSS && PATH=$PWD:$PATH && "$xrom" build tree -o again.romfs --mpy) >"$room/out" 2>&1
equal 'one named mpy-cross without being told' "$PWD/mpy-cross --version" "$(cat asked)"
equal 'nothing temporary is left' '' "$(find . "$TMPDIR" -name '*xrom-*')"

run build tree -o again.romfs --mpy --depfile again.d
equal 'the compiler is among what the image depends on' 1 "$(grep -cxF "$MICROPY_MPYCROSS:" again.d)"

printf '#sleep\n' >tree/slow.py
printf '#sleep \n' >tree/slower.py
on_terminal "$xrom" build tree -o again.romfs --mpy -j 1 >"$room/out"
equal 'progress is told on a terminal' 1 "$(grep -c '[1-5] of 5 sources compiled' "$room/out")"
rm tree/slow.py tree/slower.py

mkdir many
i=0
while [ $i -lt 40 ]; do
    echo "x = $i" >many/m$i.py
    i=$((i + 1))
done
(ulimit -n 20 && "$xrom" build many -o again.romfs --mpy --no-cache -j 40) >"$room/out" 2>&1
equal 'a host that cannot run so many compilers at a time runs fewer' '0 40' \
    "$? $("$xrom" ls again.romfs | wc -l | tr -d ' ')"
rm -rf many

# ---- Names ----

mkdir names
printf 'x = 1\n' >names/-o.py
printf 'x = 2\n' >"names/a b'\"\$.py"
printf 'x = 3\n' >"names/caf$(printf '\303\251').py"
printf 'x = 4\n' >names/.py
printf 'x = 5\n' >names/upper.PY
ln -s ../names/-o.py names/link.py
rm -f calls
run build names -o names.romfs --mpy --no-cache
equal 'odd names are compiled' '0
-o.mpy
.mpy
a b'"'\"\$"'.mpy
café.mpy
link.mpy
upper.PY' "$status$(cat "$room/err")
$("$xrom" ls names.romfs | sort)"
equal 'by their names' "-o.py
.py
a b'\"\$.py
café.py
link.py" "$(sort calls)"
rm -rf names calls
long=$(printf '%0100d' 0)
mkdir -p "deep/$long/$long/$long"
printf 'x = 1\n' >"deep/$long/$long/$long/x.py"
run build deep -o deep.romfs --mpy --no-cache
equal 'MicroPython has no names of more than 255 bytes, so the end of a path is used' "$long/$long/x.py" "$(cat calls)"
rm -rf deep calls
mkdir large
{
    printf 'x = 1\n#'
    dd if=/dev/zero bs=1000000 count=5 2>/dev/null | tr '\0' x
} >large/x.py
sed 's/cat "$1"/head -c 6 "$1"/; s/wc -c <"$1"/echo 6/' compiler >short && chmod +x short
run build large -o large.romfs --mpy --mpy-cross ./short
equal 'a large source is compiled' 0 "$status"
rm -rf large calls

# ---- The cache ----

run build tree -o i.romfs --mpy
for kept in '-size +200c' '-size -200c'; do
    # shellcheck disable=SC2086 # words
    find cache/xrom -type f $kept -exec rm {} +
    rm -f calls
    run build tree -o again.romfs --mpy
    equal "without its files of $kept the cache still has all modules" '0 same 0' \
        "$status $(cmp i.romfs again.romfs && echo same) $(calls)"
done
for damage in ': >' 'printf x >>' 'head -c 30 i.romfs >' 'cp i.romfs' 'rm' 'ln -sf /dev/zero' 'rm -f "$f"; mkdir'; do
    run build tree -o i.romfs --mpy
    rm -f calls
    find cache/xrom -type f | while read -r f; do
        eval "$damage \"\$f\""
    done
    run build tree -o again.romfs --mpy
    equal "an entry of the cache that went through '$damage' does no harm" '0 same 3' \
        "$status $(cmp i.romfs again.romfs && echo same) $(calls)"
    rm -rf cache
done
mkdir -p cache/xrom
i=100
while [ $i -lt 170 ]; do
    truncate -s 1M "cache/xrom/$(printf '%064d' $i)"
    touch -t 200001010000 "cache/xrom/$(printf '%064d' $i)"
    i=$((i + 1))
done
truncate -s 100M cache/xrom/notes
touch -t 200001010000 cache/xrom/.xrom-1-1
run build tree -o again.romfs --mpy
equal 'the cache does not grow beyond its bound: the oldest go, what is not its own stays' '0 47 notes 0' \
    "$status $(find cache/xrom -name '0000*' | wc -l | tr -d ' ') $(cd cache/xrom && ls notes) $(find cache/xrom -name '.xrom*' | wc -l | tr -d ' ')"
rm -rf cache calls
for i in 1 2 3 4; do
    "$xrom" build tree -o "at-once$i.romfs" --mpy --cache shared >/dev/null 2>>"$room/at-once" &
done
wait
equal 'builds at the same time share a cache' 'same same same same ' \
    "$(cat "$room/at-once")$(for i in 1 2 3 4; do cmp i.romfs at-once$i.romfs && printf 'same '; done)"
rm -rf at-once* shared calls
printf x >file
for inside in tree/cache tree/d/none/cache tree; do
    refuse "a cache in the folder itself: $inside" 1 \
        "xrom: $inside: lies in the folder that goes into the image; name a place outside it with --cache" \
        build tree -o old.romfs --mpy --cache $inside
done
refuse 'a cache that cannot be' 1 \
    'xrom: file/c: cannot be used as a cache: Not a directory; name another folder with --cache, or give --no-cache' \
    build tree -o old.romfs --mpy --cache file/c
XDG_CACHE_HOME=$PWD/file run build tree -o again.romfs --mpy
equal "the user's own cache that cannot be is done without" \
    "0 same xrom: $PWD/file/xrom: warning: cannot be used as a cache, so all is compiled each time: Not a directory" \
    "$status $(cmp i.romfs again.romfs && echo same) $(cat "$room/err")"
XDG_CACHE_HOME=$PWD/tree run build tree -o again.romfs --mpy
equal 'so is one in the folder itself' \
    "0 same xrom: $PWD/tree/xrom: warning: the cache would lie in the folder that goes into the image" \
    "$status $(cmp i.romfs again.romfs && echo same) $(sed 's/, so all.*//' "$room/err")"
(unset XDG_CACHE_HOME HOME && "$xrom" build tree -o again.romfs --mpy) >/dev/null 2>"$room/err"
equal 'who has no home has no cache' 'same ' "$(cmp i.romfs again.romfs && echo same) $(cat "$room/err")"
(unset XDG_CACHE_HOME && HOME=$PWD/home "$xrom" build tree -o again.romfs --mpy) >/dev/null 2>&1
equal 'a home has it in .cache/xrom' 5 "$(find home/.cache/xrom -type f | wc -l | tr -d ' ')"
rm -rf home

# ---- A compiler that misbehaves: nothing is written ----

echo old >old.romfs

# bad NAME SOURCE WHY: a source that cannot be compiled.
bad() {
    printf '#%s\n' "$2" >tree/m.py
    run build tree -o old.romfs --mpy
    expect "$1" 1 '' "$3"
    equal 'and leaves all as it was' 'old 0' "$(cat old.romfs) $(find . "$TMPDIR" -name '*xrom-*' | wc -l | tr -d ' ')"
}
sorry='xrom: tree/m.py: cannot be compiled; correct it, or leave it out: mpy-cross'
other='xrom: tree/m.py: cannot be compiled; use another mpy-cross: this one'
bad 'an error in the source: the words of the compiler' fail "$sorry ended with exit code 1; it said:
    Traceback (most recent call last):
      File \"m.py\", line 7
    SyntaxError: \\x1b[31minvalid"
bad 'an error without words' silent "$sorry ended with exit code 1; it said nothing"
bad 'a crash' crash "$sorry was ended by signal 11 (Segmentation fault); it said nothing"
bad 'an output, and an error' both "$sorry ended with exit code 1; it said:
    broken"
bad 'no output' none "$other wrote no file that can be read; it said nothing"
bad 'a folder for an output' folder "$other wrote no file that can be read; it said nothing"
bad 'an output that is no module' garbage "$other wrote what is no sound .mpy of version 6; it said nothing"
bad 'an output that is cut off' cut "$other wrote what is no sound .mpy of version 6; it said nothing"
printf '#loud\n' >tree/m.py
run build tree -o old.romfs --mpy
equal 'more words than anybody reads' "1 $sorry ended with exit code 2; it said: 31     ..." \
    "$status $(head -n 1 "$room/err") $(sed 1d "$room/err" | wc -l | tr -d ' ') $(tail -n 1 "$room/err")"
printf '#closed\n' >tree/m.py
run build tree -o again.romfs --mpy
equal 'a compiler that closes its output is waited for' '0 /m.mpy' "$status $("$xrom" ls -R again.romfs | grep m.mpy)"
printf '#touch\n' >tree/m.py
echo 'z = 1' >tree/z.py
echo 'z = 2' >tree/zz.py
run build tree -o old.romfs --mpy -j 1
equal 'a source that changes meanwhile is noticed' '1 xrom: tree/zz.py:' "$status $(cut -c 1-17 "$room/err")"
rm tree/zz.py
printf '#fail\n' >tree/z.py
printf '#late\n' >tree/b.py
for jobs in 1 2 8; do
    run build tree -o old.romfs --mpy -j $jobs
    equal "of several errors the first is told, with -j $jobs" 'xrom: tree/b.py: cannot be compiled; correct it, or leave it out: mpy-cross ended with exit code 3; it said:
    late' "$(cat "$room/err")"
done
rm tree/z.py tree/b.py tree/m.py

where='install mpy-cross, or name it with --mpy-cross or in the environment variable MICROPY_MPYCROSS'
refuse 'no such compiler' 1 "xrom: ./none: No such file or directory; $where" build tree -o old.romfs --mpy --mpy-cross ./none
refuse 'none in PATH' 1 "xrom: no-such-mpy-cross: no such program in PATH; $where" \
    build tree -o old.romfs --mpy --mpy-cross no-such-mpy-cross
refuse 'a file that is no program' 1 "xrom: ./file: Permission denied; $where" build tree -o old.romfs --mpy --mpy-cross ./file
refuse 'a folder' 1 "xrom: ./tree: is no program; $where" build tree -o old.romfs --mpy --mpy-cross ./tree
printf '#!/no/such/shell\n' >lost && chmod +x lost
refuse 'a script without its shell' 1 "xrom: ./lost: cannot be run: No such file or directory; $where" \
    build tree -o old.romfs --mpy --mpy-cross ./lost
printf '#!/bin/sh\nexit 1\n' >fails && chmod +x fails
refuse 'another program' 1 "xrom: ./fails: asked for its --version, it ended with exit code 1, so it is no mpy-cross; $where" \
    build tree -o old.romfs --mpy --mpy-cross ./fails
equal 'the old image stays' old "$(cat old.romfs)"
mkdir no-sources
run build no-sources -o again.romfs --mpy --mpy-cross ./none
equal 'where there are no sources no compiler is needed' 0 "$status"

# ---- Signals ----

printf '#hang\n' >tree/m.py
for signal in INT TERM HUP; do
    rm -f hangs
    env --default-signal=$signal "$xrom" build tree -o old.romfs --mpy >"$room/out" 2>&1 &
    child=$!
    tries=0
    until [ -s hangs ]; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || bail_out 'the compiler is not called'
        sleep 0.01
    done
    kill -s $signal $child
    wait $child
    equal "SIG$signal ends xrom build --mpy" "$signal " "$(kill -l $?) $(cat "$room/out")"
    kill -s 0 "$(cat hangs)" 2>/dev/null
    equal 'with its compilers, and leaves nothing' '1 old 0' \
        "$? $(cat old.romfs) $(find . "$TMPDIR" -name '*xrom-*' | wc -l | tr -d ' ')"
done
rm tree/m.py

# ---- Wrong usage ----

for wrong in '--mpy-cross x:--mpy-cross' '-j 2:-j' '--cache x:--cache' '-O 1:-O' '--no-cache:--no-cache' '--march x:--march'; do
    # shellcheck disable=SC2086 # words
    refuse "${wrong%:*} without --mpy" 2 \
        "xrom: build: ${wrong#*:} is for the compiler, which --mpy calls; give --mpy as well" build tree -o x ${wrong%:*}
done
refuse '-O 4' 2 'xrom: build: -O 4 must be 0, 1, 2 or 3; see xrom build --help' build tree -o x --mpy -O 4
for number in 0 257 x '' 1K -1; do
    refuse "-j '$number'" 2 "xrom: build: --jobs $number must be a number from 1 to 256; see xrom build --help" \
        build tree -o x --mpy -j "$number"
done
refuse '--small-int-bits 64' 2 'xrom: build: --small-int-bits 64 must be a number from 8 to 63; see xrom build --help' \
    build tree -o x --mpy --small-int-bits 64
refuse 'a target that does not run the architecture' 2 \
    'xrom: build: --target esp32 does not run what --march armv6m compiles; give one of them' \
    build tree -o x --mpy --target esp32 --march armv6m
refuse 'a cache and none' 2 'xrom: build: --cache and --no-cache contradict each other; give one of them' \
    build tree -o x --mpy --cache x --no-cache
done_testing
