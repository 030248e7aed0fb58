#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom build --depfile: what it says, and that make and ninja build again when they have to, and only then.
# shellcheck disable=SC2016 # names with a dollar sign
. "$(dirname "$0")/tool.sh"

# Names that rules of make have marks for.
folder='odd #1: $2'
mkdir -p "$folder/sub" other
printf 1 >"$folder/sub/a b"
printf 2 >"$folder/50%"
printf 3 >"$folder/left.tmp"

run build "$folder" -o i.romfs --depfile i.d --exclude '*.tmp'
equal 'a depfile beside the image' '0 i.d i.romfs odd #1: $2 other ' "$status $(here)"
equal 'it says what the image is made of, and that all of it may go' ' odd\ \#1\:\ $$2
 odd\ \#1\:\ $$2/50%
 odd\ \#1\:\ $$2/sub
 odd\ \#1\:\ $$2/sub/a\ b
i.romfs:
odd\ \#1\:\ $$2/sub/a\ b:
odd\ \#1\:\ $$2/sub:
odd\ \#1\:\ $$2:' "$(sed 's/ \\$//' i.d | sort)"

cp i.d old.d
printf 4 >"$folder/tab$(printf '\t')"
refuse 'a name that no depfile can hold' 1 \
    "xrom: $folder/tab\\x09: has a backslash or a control character in its name, which a depfile cannot hold; rename it" \
    build "$folder" -o i.romfs --depfile i.d
equal 'the old depfile stays' same "$(cmp i.d old.d && echo same)"
rm "$folder"/tab*
for odd in 'a;id' 'e|f'; do
    printf 5 >"$folder/$odd"
    refuse "a name that ends a rule of make, $odd" 1 \
        "xrom: $folder/$odd: has a ; or a | in its name, which a depfile cannot hold; rename it" \
        build "$folder" -o i.romfs --depfile i.d
    rm "$folder/$odd"
done
misread='warning: by this name make does not take the depfile for a rule, though ninja does; rename it for make'
mkdir misread
for name in 'i%' a=b 'g&'; do
    run build other -o "misread/$name" --depfile misread/d
    equal "a target that make misreads, $name" "0 xrom: misread/$name: $misread" "$status $(cat "$room/err")"
done
for name in a=b export; do
    mkdir "$name"
    run build "$name" -o misread/i --depfile misread/d
    equal "a first need that make misreads, $name" "0 xrom: $name: $misread" "$status $(cat "$room/err")"
    rmdir "$name"
done
mkdir export
run build ./export -o misread/i --depfile misread/d
equal 'but not with ./ before it' '0 ' "$status $(cat "$room/err")"
rmdir export
rm -r misread
refuse 'a depfile in the folder' 1 \
    'xrom: other/d: lies in the folder that goes into the image, and would change it; name a place outside it' \
    build other -o i.romfs --depfile other/d
refuse 'a depfile in no folder' 1 'xrom: no/d: cannot be written: No such file or directory' \
    build other -o i.romfs --depfile no/d
refuse 'an image in no folder' 1 'xrom: no/i: cannot be written: No such file or directory' \
    build other -o no/i --depfile new.d
run build "$folder" -o i.romfs --depfile i.d --max-size 40
equal 'an image that is too large' '1 xrom: the image: needs 160 bytes, 120 more than the 40 allowed' \
    "$status $(sed 's/;.*//' "$room/err")"
equal 'the old depfile stays then, too, and no new one is made' "same i.d i.romfs odd #1: \$2 old.d other " \
    "$(cmp i.d old.d && echo same) $(here)"
for name in i.d ./i.d other/../i.d new ./new; do
    refuse "an image and a depfile in one file, $name" 2 \
        "xrom: $name: is to be the image and its depfile; name another file with --depfile" \
        build other -o "$(basename "$name")" --depfile "$name"
done
long=$(printf '%0256d' 0)
refuse 'a depfile with a name that is too long' 1 "xrom: $long: cannot be written: File name too long" \
    build other -o i.romfs --depfile "$long"
refuse 'an image with such a name' 1 "xrom: $long: cannot be written: File name too long" \
    build other -o "$long" --depfile new.d
equal 'all stays as it was' "same i.d i.romfs odd #1: \$2 old.d other " "$(cmp i.d old.d && echo same) $(here)"
equal 'the old image stays' '50% sub/ ' "$("$xrom" ls i.romfs | tr '\n' ' ')"

# ---- Two that read it ----

cat >Makefile <<'E2'
i.romfs:
	@"$(XROM)" build assets -o $@ --depfile i.d >/dev/null && echo built
-include i.d
E2
cat >build.ninja <<'E2'
rule image
  command = "$$XROM" build assets -o $out --depfile i.d >/dev/null && echo built >>log
  depfile = i.d
  deps = gcc
build i.romfs: image
E2
XROM=$xrom
export XROM

# built HOW: prints what was done: "built", or nothing.
built() {
    sleep 0.02 # times of files may be as coarse as that
    case $1 in
    make) make -s 2>&1 ;;
    ninja)
        : >log
        ninja --quiet 2>&1
        cat log
        ;;
    esac | grep -v -e 'up to date' -e 'no work to do'
}

for how in make ninja; do
    if ! command -v $how >/dev/null 2>&1; then
        skip "$how" "there is no $how"
        continue
    fi
    rm -rf assets i.d i.romfs .ninja*
    cp -R "$folder" assets
    equal "$how builds an image" built "$(built $how)"
    equal "$how has nothing to do" '' "$(built $how)"
    echo 5 >>'assets/sub/a b'
    equal "$how sees a change" 'built' "$(built $how)"
    equal 'which is in the image' 15 "$("$xrom" cat i.romfs 'sub/a b')"
    mkdir assets/new
    equal "$how sees a new folder" 'built' "$(built $how)"
    echo 6 >'assets/new/file: #$1'
    equal "$how sees a new file in it" 'built' "$(built $how)"
    equal 'which is in the image' 6 "$("$xrom" cat i.romfs 'new/file: #$1')"
    rm 'assets/new/file: #$1'
    equal "$how sees that a file is removed" 'built' "$(built $how)"
    rmdir assets/new
    equal "$how sees that a folder is removed" 'built' "$(built $how)"
    for name in '50%' 'a=b' '[5]' 'g&' "it's"; do
        # Ninja ends a name there, and so builds each time.
        case $how$name in ninja*[\&\']*) continue ;; esac
        echo 7 >"assets/$name"
        equal "$how sees a file called $name" 'built' "$(built $how)"
        echo 8 >"assets/$name"
        equal 'and a change in it' 'built' "$(built $how)"
        equal 'and has nothing to do behind that' '' "$(built $how)"
    done
    mv 'assets/sub/a b' assets/sub/c
    equal "$how sees that a file is renamed" 'built' "$(built $how)"
    equal "$how has nothing to do any more" '' "$(built $how)"
    equal 'the image is that of the folder' same "$("$xrom" build assets -o - | cmp - i.romfs && echo same)"
done
done_testing
