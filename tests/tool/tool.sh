# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # what is set here is for the tests
# To be sourced by the tests of the tool: runs it as a user would, in an empty folder, and makes small images.
# Arguments: the tool, the folder of the vectors, a python3. The first two become absolute paths.
# shellcheck source=../tap_lib.sh
. "$(dirname "$0")/../tap_lib.sh"

case $1 in
/*) xrom=$1 ;;
*) xrom=$PWD/$1 ;;
esac
[ -x "$xrom" ] || bail_out "$xrom is no program"
vectors=$(cd "$2" && pwd)
python=$3

# No test depends on what the user has set.
unset NO_COLOR TERM POSIXLY_CORRECT
LC_ALL=C
export LC_ALL
umask 022

room=$(mktemp -d) || bail_out 'there is no room for temporary files'
# What a test makes unreadable must not stay behind.
trap 'cd / && chmod -R u+rwx "$room" 2>/dev/null; rm -rf "$room"' EXIT
mkdir "$room/work"
cd "$room/work" || bail_out 'the folder for the test has gone'

# run ARGUMENT...: runs the tool. Standard input is empty.
run() {
    "$xrom" "$@" >"$room/out" 2>"$room/err" </dev/null
    status=$?
}

# expect NAME STATUS OUTPUT MESSAGES: the last run ended with this status, answer and messages, to the letter.
expect() {
    equal "$1" "exit $2
output: $3
messages: $4" "exit $status
output: $(cat "$room/out")
messages: $(cat "$room/err")"
}

# refuse NAME STATUS MESSAGES ARGUMENT...: the tool says no: that status, no answer, these messages.
refuse() {
    name=$1
    wanted=$2
    messages=$3
    shift 3
    run "$@"
    expect "$name" "$wanted" '' "$messages"
}

# here: all names in this folder, hidden ones too, in a line.
here() {
    find . ! -name . -prune | sed 's,^\./,,' | sort | tr '\n' ' '
}

# is_root: true for who may read and write everything.
is_root() {
    [ "$(id -u)" = 0 ]
}

# on_terminal COMMAND...: runs a command whose input, output and messages are a terminal, and prints what that shows.
on_terminal() {
    "$python" -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' "$@" </dev/null |
        tr -d '\r'
}

# ---- Images. Bytes are written as printf(1) takes them, as in 'a\000b'; '%' is not for these tests. ----

# bytes TEXT: how many bytes it stands for.
bytes() {
    # shellcheck disable=SC2059 # the text is the format
    printf "$1" | wc -c
}

# varuint NUMBER
varuint() {
    value=$1
    text=$(printf '\\%03o' $((value & 127)))
    value=$((value >> 7))
    while [ $value -gt 0 ]; do
        text=$(printf '\\%03o' $((value & 127 | 128)))$text
        value=$((value >> 7))
    done
    printf '%s' "$text"
}

# record KIND PAYLOAD
record() {
    printf '%s' "$(varuint "$1")$(varuint "$(bytes "$2")")$2"
}

# named KIND NAME RECORDS
named() {
    record "$1" "$(varuint "$(bytes "$2")")$2$3"
}

# file NAME DATA, directory NAME RECORDS, pointer NAME SIZE OFFSET
file() {
    named 5 "$1" "$(record 2 "$2")"
}
directory() {
    named 4 "$1" "$2"
}
pointer() {
    named 5 "$1" "$(record 3 "$(varuint "$2")$(varuint "$3")")"
}

# image FILE RECORDS: its header is 4 bytes where the records are less than 128, else 5 or more.
image() {
    # shellcheck disable=SC2059
    printf "\322\315\061$(varuint "$(bytes "$2")")$2" >"$1"
}
