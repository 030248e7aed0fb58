#!/bin/sh
# SPDX-License-Identifier: MIT
# tools/amalgamate.py: its two files compile alone, and give what the sources of the library give, in no more bytes.
# Arguments: the source directory, a python3, the sources.
. "$(dirname "$0")/../tap_lib.sh"
source=$1
python=$2
shift 2
room=$(mktemp -d) || bail_out 'there is no room for temporary files'
trap 'rm -rf "$room"' EXIT

equal 'the command makes two files' 'xrom.c xrom.h ' \
    "$("$python" "$source/tools/amalgamate.py" "$room/single" 2>&1 && cd "$room/single" && printf '%s ' *)"
check 'and the same again' "$("$python" "$source/tools/amalgamate.py" "$room/again" 2>&1 &&
    diff -r "$room/single" "$room/again" 2>&1)"
equal 'it has help, and takes no option for a folder' '0 2 ' \
    "$(cd "$room" && for word in --help --none; do
        "$python" "$source/tools/amalgamate.py" $word >/dev/null 2>&1
        printf '%s ' $?
    done && find . -name '-*')"
cd "$room/single" || bail_out 'there are no files'

warnings='-Werror -Wall -Wextra -pedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2
    -Wimplicit-fallthrough'
for compiler in gcc clang clang-14 'arm-none-eabi-gcc -mcpu=cortex-m0plus -mthumb -ffreestanding'; do
    if command -v "${compiler%% *}" >/dev/null 2>&1; then
        # shellcheck disable=SC2086 # words of a command line
        check "xrom.c compiles as C11 with ${compiler%% *}" "$($compiler -std=c11 $warnings -Os -c xrom.c -o "$room/single.o" 2>&1)"
    else
        skip "xrom.c compiles as C11 with ${compiler%% *}" "there is no ${compiler%% *}"
    fi
done
printf '#include "xrom.h"\n#include "xrom.h"\nextern int used;\n' >twice.c
check 'xrom.h compiles as C99, without a C library' \
    "$(gcc -std=c99 -ffreestanding -pedantic -Wall -Wextra -Werror -fsyntax-only twice.c 2>&1)"
if command -v g++ >/dev/null 2>&1; then
    check 'xrom.h compiles as C++11' \
        "$(g++ -x c++ -std=c++11 -pedantic -Wall -Wextra -Wold-style-cast -Werror -fsyntax-only twice.c 2>&1)"
else
    skip 'xrom.h compiles as C++11' 'there is no g++'
fi

if ! command -v arm-none-eabi-gcc >/dev/null 2>&1; then
    skip 'it has the functions of the sources' 'there is no arm-none-eabi-gcc'
    done_testing
fi
# compile FILE OBJECT: for a Cortex-M0+, so that a linker can drop what is not called.
compile() {
    arm-none-eabi-gcc -std=c11 -Os -mcpu=cortex-m0plus -mthumb -ffreestanding -ffunction-sections -fdata-sections \
        -I "$source/include" -c "$1" -o "$2" || bail_out "$1 does not compile"
}
mkdir "$room/several"
compile xrom.c "$room/single.o"
for file in "$@"; do
    compile "$file" "$room/several/$(basename "$file" .c).o"
done
# symbols OBJECT...: the global names that are defined there.
symbols() {
    arm-none-eabi-nm -g --defined-only "$@" | sed -n 's/^[0-9a-f]* \([A-Z]\) /\1 /p' | sort
}
equal 'it has the functions of the sources' "$(symbols "$room"/several/*.o)" "$(symbols "$room/single.o")"

# size ROOTS OBJECT...: bytes of text of these functions and all that they call.
size() {
    wanted=
    for root in $1; do
        wanted="$wanted -u $root"
    done
    shift
    # shellcheck disable=SC2086 # one word an option
    arm-none-eabi-ld -r --gc-sections $wanted -o "$room/linked" "$@" || bail_out 'the objects do not link'
    arm-none-eabi-size "$room/linked" | awk 'END { print $1 }'
}
# no_larger WHAT ROOTS
no_larger() {
    one=$(size "$2" "$room/single.o")
    many=$(size "$2" "$room"/several/*.o)
    echo "# $1: $one bytes of text from one file, $many from the sources"
    check "$1 needs no more bytes from one file" "$([ "$one" -le "$many" ] || echo "$one, not $many")"
}
reader='xrom_open xrom_lookup xrom_stat xrom_iterate xrom_next xrom_data xrom_read'
no_larger 'the reader' "$reader"
no_larger 'with the index' "$reader xrom_index_open xrom_index_lookup"
no_larger 'with all else' "$(symbols "$room/single.o" | sed 's/^T //')"
done_testing
