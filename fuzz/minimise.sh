#!/bin/sh
# SPDX-License-Identifier: MIT
# Keeps of what fuzz/run.sh has found as few and as small inputs as take the branches that no seed takes:
#
#     sh fuzz/minimise.sh [TARGET...]
#
# They replace those in corpus/found/TARGET, and are replayed as the seeds are. Prints a line for each target.
set -eu
cd "$(dirname "$0")/.."
build='build-fuzz'

# shellcheck disable=SC2046 # one word for each target
[ $# -gt 0 ] || set -- $(awk -F '; ' '!/^#/ { print $1 }' fuzz/targets.txt)
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

for target; do
    found=fuzz/corpus/found/$target
    if [ ! -x "$build/fuzz/fuzz_$target" ] || [ ! -d "$build/corpus/$target" ]; then
        echo "fuzz/minimise.sh: $target has found nothing here: run sh fuzz/run.sh MINUTES $target first" >&2
        exit 2
    fi
    mkdir "$room/$target"
    for seeds in $(awk -F '; ' -v target="$target" '$1 == target { print $3 }' fuzz/targets.txt); do
        cp fuzz/corpus/"$seeds"/* "$room/$target"
    done
    ls "$room/$target" >"$room/seeds"
    more=
    [ ! -d "$found" ] || more=$found
    # Branches, not how often each is taken.
    # shellcheck disable=SC2086 # a word or none
    "$build/fuzz/fuzz_$target" -merge=1 -use_counters=0 -max_len=4096 "$room/$target" "$build/corpus/$target" $more \
        >"$room/log" 2>&1 || { cat "$room/log" >&2; exit 1; }
    (cd "$room/$target" && xargs rm -f <"$room/seeds")
    rm -rf "$found"
    mkdir -p fuzz/corpus/found
    cp -R "$room/$target" "$found"
    rmdir "$found" 2>/dev/null || true
    printf '%-8s %4d inputs, %6d bytes\n' "$target" "$(ls "$room/$target" | wc -l)" \
        "$(cat "$room/$target"/* /dev/null | wc -c)"
done
