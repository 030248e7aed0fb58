#!/bin/sh
# SPDX-License-Identifier: MIT
# What lookups, builds and checks cost: sh bench/run.sh [--json] [--quick]
# --json prints the figures as JSON, and what is being done to standard error. --quick measures fewer lookups and rounds,
# for a look, and builds T4 in place of T5: words, lines and sizes are exact all the same.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

form=--table
lookups=400
rounds=9
built=5
for option in "$@"; do
    case $option in
    --json) form=--json ;;
    --quick)
        lookups=40
        rounds=3
        built=4
        ;;
    *)
        echo 'usage: sh bench/run.sh [--json] [--quick]' >&2
        exit 2
        ;;
    esac
done

folder=build/bench
programs=$folder/bench
data=$folder/data
figures=$folder/figures.txt

measure() {
    need gcc libc6-dev meson ninja-build pkg-config python3 valgrind libcmocka-dev libssl-dev libdeflate-dev
    # What others take is told where they are installed.
    [ "$(id -u)" != 0 ] || need genromfs erofs-utils squashfs-tools zip

    say 'building at -O2'
    if [ ! -f "$folder/build.ninja" ]; then
        meson setup "$folder" -Dbuildtype=custom -Doptimization=2 -Ddebug=false -Ddefault_library=static >/dev/null || {
            cat "$folder/meson-logs/meson-log.txt"
            exit 1
        }
    fi
    ninja -C "$folder" --quiet bench
    rm -rf "$data"
    mkdir -p "$data"
    "$programs/bench_write_images" "$data" $lookups
    : >"$figures"

    say 'counting words and lines, and bytes of images'
    "$programs/bench_exact" >>"$figures"

    say 'counting instructions'
    for tree in T1 T2 T3 T4; do
        for layout in plain indexed; do
            python3 bench/instructions.py $tree $layout "$programs/bench_instructions" "$data/$tree.$layout" \
                "$data/$tree.paths" "$data/callgrind.out" >>"$figures"
        done
    done

    say 'timing lookups'
    for tree in T1 T2 T3 T4; do
        "$programs/bench_time" $tree "$data/$tree.plain" "$data/$tree.indexed" "$data/$tree.paths" >>"$figures"
    done

    say 'timing builds'
    "$programs/bench_write_folder" $built "$data/T$built"
    python3 bench/build.py T$built "$data/T$built" "$folder/tools/xrom/xrom" "$programs/bench_build_all" \
        "$data/built.image" $rounds >>"$figures"

    say 'timing checks'
    "$programs/bench_write_images" "$data" large
    "$programs/bench_check" "$folder/tools/xrom/xrom" "$data/T6.indexed" $rounds >>"$figures"
    rm -rf "$data"
}

measure >&2
python3 bench/figures.py "$form" "$figures"
