#!/bin/sh
# SPDX-License-Identifier: MIT
# The images of the vectors against their listings and trees: listed, extracted, built again.
. "$(dirname "$0")/tool.sh"

# Images that mpremote did not make: their tree has other bytes.
odd=' duplicate-names padded-varuints padding pointer-nested shared-pointer trailing-flash unknown-kinds '

for folder in "$vectors"/*/; do
    name=$(basename "$folder")
    image=$folder/image.romfs
    listing=$folder/listing.tsv

    run ls -lR "$image"
    sed 1d "$listing" |
        awk -F '\t' '{ print $1 == "dir" ? "dir - - /" $2 "/" : "file " $3 " " $4 " /" $2 }' >expected
    awk '{ sub(/^ */, ""); kind = $1; size = $2; offset = $3; sub(/^[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ /, "")
        print kind, size, offset, $0 }' "$room/out" >got
    equal "$name: ls -lR is the listing" "0 $(cat expected)" "$status $(cat got)"

    awk '$1 == "file" { align = 1; while (align < 65536 && $3 % (2 * align) == 0) align *= 2; if ($4 != align) print }' \
        "$room/out" >wrong
    check "$name: ls -lR tells the alignment" "$(cat wrong)"

    run ls -R --json "$image"
    "$python" -c 'import json, sys
for entry in json.load(sys.stdin):
    size = entry.get("size", "-"), entry.get("offset", "-")
    print(entry["kind"], *size, entry["path"] + ("/" if entry["kind"] == "dir" else ""))' <"$room/out" >got
    equal "$name: ls -R --json is the listing" "0 $(cat expected)" "$status $(cat got)"

    # Of equal names the first is reached.
    sed 1d "$listing" | awk -F '\t' '$1 == "file" && !seen[$2]++ { print $5 "  " $2 }' >sums
    cut -c 67- sums | while IFS= read -r path; do
        printf '%s  %s\n' "$("$xrom" cat "$image" "$path" | sha256sum | cut -c 1-64)" "$path"
    done >got
    check "$name: cat gives the data of each file" "$(diff sums got)"

    rm -rf out tree
    run extract "$image" -o out
    (cd out && find . -type f | sed 's,^\./,,' | while IFS= read -r path; do sha256sum "./$path"; done |
        sed 's,  \./,  ,' | sort) >got
    sort sums >expected
    equal "$name: extract gives each file back" "0 $(cat expected)" "$status $(cat got)"

    # git holds no empty directories: the listing knows them.
    mkdir tree
    if [ -d "$folder/tree" ]; then
        cp -R "$folder/tree/." tree
    fi
    sed 1d "$listing" | awk -F '\t' '$1 == "dir" { print $2 }' | while IFS= read -r path; do
        mkdir -p "tree/$path"
    done
    case $odd in
    *" $name "*)
        (cd out && find . -type d | sort) >got
        { echo .; sed 1d "$listing" | awk -F '\t' '$1 == "dir" { print "./" $2 }'; } | sort >expected
        check "$name: extract gives each directory back" "$(diff expected got)"
        ;;
    *)
        check "$name: extract gives the tree back" "$(diff -r tree out 2>&1)"
        run build --mpremote tree -o built.romfs
        equal "$name: build --mpremote gives the image back" '0 ' "$status $(cmp "$image" built.romfs 2>&1)"
        run build --mpremote out -o built.romfs
        equal "$name: build --mpremote of what was extracted does" '0 ' "$status $(cmp "$image" built.romfs 2>&1)"
        ;;
    esac
    run build tree -o built.romfs
    rm -rf out
    run extract built.romfs -o out
    check "$name: build and extract give the tree back" "$(diff -r tree out 2>&1)"

    run check "$image"
    equal "$name: check finds no fault" "0 $image: ok: $(grep -c '^file' "$listing") $(grep -c '^dir' "$listing")" \
        "$status $(sed 's/ files\{0,1\}, \([0-9]*\) director.*/ \1/' "$room/out")"
done
done_testing
