#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer:
#
#     sh fuzz/run.sh MINUTES [TARGET...]
#
# Each target (all: image file lookup index mpy convert build rebuild) runs that many minutes, fractions allowed, one
# after the other, from its seeds and from what earlier runs found. The build, what was found and the logs stay in build-fuzz/.
# Exit 1 where there is a finding, 2 where the call is wrong or nothing could be run.
set -eu

usage() {
    echo "usage: sh fuzz/run.sh MINUTES [TARGET...]" >&2
    exit 2
}

[ $# -ge 1 ] || usage
seconds=$(printf '%s\n' "$1" | awk '/^[0-9]*\.?[0-9]+$/ { s = $1 * 60; print (s < 1 ? 1 : int(s)) }')
[ -n "$seconds" ] || usage
shift
[ $# -gt 0 ] || set -- image file lookup index mpy convert build rebuild

cd "$(dirname "$0")/.."
build="build-fuzz"
for compiler in ${CC:-clang clang-14}; do
    CC=$compiler
    ! command -v "$CC" >/dev/null || break
done
command -v "$CC" >/dev/null || { echo "fuzz/run.sh: no $CC; install it, or say which compiler with CC=" >&2; exit 2; }
if [ ! -f $build/build.ninja ]; then
    CC=$CC meson setup $build -Dfuzz_engine=true -Dtool=disabled -Db_sanitize=address,undefined -Db_lundef=false
fi

seeds_of() {
    case $1 in
    image | file | rebuild) echo fuzz/corpus/image ;;
    lookup) echo fuzz/corpus/image fuzz/corpus/lookup ;;
    index) echo fuzz/corpus/image fuzz/corpus/index ;;
    mpy) echo fuzz/corpus/mpy ;;
    convert) echo fuzz/corpus/convert ;;
    build) echo fuzz/corpus/build ;;
    *) echo "fuzz/run.sh: no target $1; there are image file lookup index mpy convert build rebuild" >&2; exit 2 ;;
    esac
}

for target; do
    seeds_of "$target" >/dev/null
done
# shellcheck disable=SC2046 # one word for each target
ninja -C $build $(printf 'fuzz/fuzz_%s ' "$@")

status=0
for target; do
    corpus=$build/corpus/$target
    findings=$build/findings/$target
    log=$build/fuzz_$target.log
    mkdir -p "$corpus" "$findings"
    # shellcheck disable=SC2046 # one word for each folder
    if UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 $build/fuzz/fuzz_"$target" -max_total_time="$seconds" \
        -max_len=4096 -timeout=10 -dict=fuzz/romfs.dict -print_final_stats=1 -artifact_prefix="$findings/" \
        "$corpus" $(seeds_of "$target") >"$log" 2>&1; then
        result='no finding'
    else
        result="FINDING, see $log and $findings"
        status=1
    fi
    awk -v target="$target" -v result="$result" '
        /^stat::number_of_executed_units/ { runs = $2 }
        /^stat::average_exec_per_sec/ { rate = $2 }
        { line = $0 } match(line, / cov: [0-9]+/) { branches = substr(line, RSTART + 6, RLENGTH - 6) }
        END { printf "%-8s %9d runs, %6d a second, %5d edges: %s\n", target, runs, rate, branches, result }' "$log"
    grep -a 'does not hold\|ERROR:\|runtime error' "$log" || true
done
exit $status
