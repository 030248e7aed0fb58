#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header compiles alone, twice in a row, in each language that firmware is written in. CC: the compiler.
# Argument: the include directory.
. "$(dirname "$0")/tap_lib.sh"
include=$1

cxx=
for candidate in ${CXX:-} g++ clang++ c++; do
    if command -v "$candidate" >/dev/null 2>&1; then
        cxx=$candidate
        break
    fi
done

# compile HEADER COMPILER OPTION...: prints the messages of the compiler.
compile() {
    header=$1
    shift
    printf '#include <xrom/%s>\n#include <xrom/%s>\nextern int used;\n' "$header" "$header" |
        "$@" -pedantic -Wall -Wextra -Werror -Wconversion -Wundef -I "$include" -fsyntax-only - 2>&1 ||
        echo "the compiler ended with $?"
}

for path in "$include"/xrom/*.h; do
    header=${path##*/}
    for standard in c99 c11; do
        # shellcheck disable=SC2086 # CC may hold options
        check "$header compiles alone as $standard" "$(compile "$header" ${CC:-cc} -x c -std=$standard)"
    done
    # shellcheck disable=SC2086
    check "$header compiles alone as c99 without a C library" "$(compile "$header" ${CC:-cc} -x c -std=c99 -ffreestanding)"
    for standard in c++11 c++17; do
        if [ -n "$cxx" ]; then
            check "$header compiles alone as $standard" "$(compile "$header" "$cxx" -x c++ -std=$standard -Wold-style-cast)"
        else
            skip "$header compiles alone as $standard" 'there is no C++ compiler'
        fi
    done
done
done_testing
