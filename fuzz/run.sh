#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer:
#
#     sh fuzz/run.sh MINUTES [TARGET...]
#
# Each target (all: those of targets.txt) runs that many minutes, fractions allowed, as many at once as there are
# processors, from its seeds and from what earlier runs found. The build, what was found and the logs stay in build-fuzz/.
# Prints a line for each target and the sum. Exit 1 where there is a finding, 2 where the call is wrong or nothing could
# be run.
set -eu

usage() {
    echo "usage: sh fuzz/run.sh MINUTES [TARGET...]" >&2
    exit 2
}

[ $# -ge 1 ] || usage
seconds=$(printf '%s\n' "$1" | awk '/^[0-9]*\.?[0-9]+$/ { s = $1 * 60; print (s < 1 ? 1 : int(s)) }')
[ -n "$seconds" ] || usage
shift
cd "$(dirname "$0")/.."

# column TARGET NUMBER
column() {
    awk -F '; ' -v target="$1" -v number="$2" '$1 == target { print $number }' fuzz/targets.txt
}

# shellcheck disable=SC2046 # one word for each target
[ $# -gt 0 ] || set -- $(awk -F '; ' '!/^#/ { print $1 }' fuzz/targets.txt)
for target; do
    [ -n "$(column "$target" 1)" ] || { echo "fuzz/run.sh: no target $target; fuzz/targets.txt has them" >&2; exit 2; }
done

build="build-fuzz"
for compiler in ${CC:-clang clang-14}; do
    CC=$compiler
    ! command -v "$CC" >/dev/null || break
done
command -v "$CC" >/dev/null || { echo "fuzz/run.sh: no $CC; install it, or say which compiler with CC=" >&2; exit 2; }
if [ ! -f $build/build.ninja ]; then
    CC=$CC meson setup $build -Dfuzz_engine=true -Dtool=disabled -Db_sanitize=address,undefined -Db_lundef=false
fi
# shellcheck disable=SC2046 # one word for each target
ninja -C $build $(printf 'fuzz/fuzz_%s ' "$@")

# The target tool makes many small files.
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"

# Runs one target, and leaves a line about it in its .result.
fuzz() {
    corpus=$build/corpus/$1
    findings=$build/findings/$1
    log=$build/fuzz_$1.log
    mkdir -p "$corpus" "$findings"
    result='no finding'
    found=fuzz/corpus/found/$1
    [ -d "$found" ] || found=
    # shellcheck disable=SC2046 # one word for each folder
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 $build/fuzz/fuzz_"$1" -max_total_time="$seconds" \
        -max_len=4096 -timeout=10 -dict=fuzz/romfs.dict -print_final_stats=1 -artifact_prefix="$PWD/$findings/" \
        "$PWD/$corpus" ${found:+"$PWD/$found"} $(column "$1" 3 | sed "s|[^ ]*|$PWD/fuzz/corpus/&|g") >"$log" 2>&1 ||
        result="FINDING, see $log and $findings"
    awk -v target="$1" -v result="$result" '
        /^stat::number_of_executed_units/ { runs = $2 }
        /^stat::average_exec_per_sec/ { rate = $2 }
        { line = $0 } match(line, / cov: [0-9]+/) { branches = substr(line, RSTART + 6, RLENGTH - 6) }
        END { printf "%-8s %9d runs, %6d a second, %5d edges: %s\n", target, runs, rate, branches, result }' \
        "$log" >"$build/fuzz_$1.result"
    cat "$build/fuzz_$1.result"
    grep -a 'does not hold\|ERROR:\|runtime error' "$log" || true
}

processors=$(nproc)
running=0
for target; do
    fuzz "$target" &
    running=$((running + 1))
    if [ $((running % processors)) -eq 0 ]; then
        wait
    fi
done
wait
# shellcheck disable=SC2046 # one word for each target
awk '{ runs += $2 } !/: no finding$/ { found++ } END { printf "%d runs in all, %d findings\n", runs, found; exit found > 0 }' \
    $(printf "$build/fuzz_%s.result " "$@")
