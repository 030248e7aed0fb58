#!/bin/sh
# SPDX-License-Identifier: MIT
# Names of any bytes: what is printed of them, and that JSON is always valid.
. "$(dirname "$0")/tool.sh"

# shown WHAT NAME TEXT: a file of this name is listed as that text, also in a path, in a tree and in a message.
shown() {
    what=$1
    shift
    image i.romfs "$(file "$1" '')"
    wrong=
    run ls i.romfs
    [ "$(cat "$room/out")" = "$2" ] || wrong="ls prints $(cat "$room/out")"
    run ls -R i.romfs
    [ "$(cat "$room/out")" = "/$2" ] || wrong="$wrong ls -R prints $(cat "$room/out")"
    run tree i.romfs
    [ "$(sed -n 2p "$room/out")" = "\`-- $2 (0)" ] || wrong="$wrong tree prints $(sed -n 2p "$room/out")"
    image i.romfs "$(directory "$1" '\000')"
    run check i.romfs
    case $(cat "$room/err") in
    *"(path /$2, offset "*) ;;
    *) wrong="$wrong check says $(cat "$room/err")" ;;
    esac
    check "$what as text" "$wrong"
}
shown 'a plain name' 'plain name.txt' 'plain name.txt'
shown 'a backslash' 'back\\slash' 'back\\slash'
shown 'a line feed' 'line\nfeed' 'line\x0afeed'
shown 'an escape sequence' '\033[31mred' '\x1b[31mred'
shown 'a tab and a delete' 'tab\tdel\177' 'tab\x09del\x7f'
shown 'the first and last control characters and their neighbours' '\001\037 ~' '\x01\x1f ~'
shown 'two bytes of UTF-8' 'caf\303\251' "$(printf 'caf\303\251')"
shown 'three and four bytes of UTF-8' '\342\202\254\360\237\230\200' "$(printf '\342\202\254\360\237\230\200')"
# U+0080 to U+009F are control characters of terminals; U+00A0 is not.
shown 'control characters of two bytes' '\302\200\302\233x\302\237\302\240' "\\xc2\\x80\\xc2\\x9bx\\xc2\\x9f$(printf '\302\240')"
# U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows; their neighbours do not.
shown 'characters that turn text' '\342\200\252\342\200\256\342\201\246\342\201\251' \
    '\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9'
shown 'their neighbours' '\342\200\251\342\200\257\342\201\245\342\201\252' \
    "$(printf '\342\200\251\342\200\257\342\201\245\342\201\252')"
# No UTF-8: a byte of Latin-1, one that never occurs, a character that is cut off.
shown 'a byte of Latin-1' 'caf\351' 'caf\xe9'
shown 'bytes that never occur' '\377\376' '\xff\xfe'
shown 'the first byte of two' 'a\303' 'a\xc3'
shown 'the first two bytes of three' '\342\202' '\xe2\x82'
shown 'the first three bytes of four' '\360\237\230x' '\xf0\x9f\x98x'
# Overlong forms of '/', a surrogate, a character behind the last one.
shown 'an overlong slash of two bytes' '\300\257' '\xc0\xaf'
shown 'of three bytes' '\340\200\257' '\xe0\x80\xaf'
shown 'of four bytes' '\360\200\200\257' '\xf0\x80\x80\xaf'
shown 'a surrogate' '\355\240\200' '\xed\xa0\x80'
shown 'a character behind the last one' '\364\220\200\200' '\xf4\x90\x80\x80'
# The neighbours that are allowed.
shown 'the first and last character of two bytes' '\302\240\337\277' "$(printf '\302\240\337\277')"
shown 'the neighbours of the surrogates' '\340\240\200\355\237\277\356\200\200' "$(printf '\340\240\200\355\237\277\356\200\200')"
shown 'the first and last character of four bytes' '\360\220\200\200\364\217\277\277' "$(printf '\360\220\200\200\364\217\277\277')"

image zero.romfs "$(file 'a\000b' '')"
run ls zero.romfs
expect 'a zero byte in a name' 0 'a\x00b' ''

image zero.romfs "$(directory 'a\000b' "$(file c hello)\000\000")"
run check zero.romfs
equal 'a zero byte in the path of a fault' '(path /a\x00b, ' "$(grep -o '(path [^ ]* ' "$room/err")"
image zero.romfs "$(directory 'a\000b' "$(file c hello)")"
run info zero.romfs
equal 'a zero byte in the path of the largest file' 'largest     5 bytes: /a\x00b/c' "$(grep largest "$room/out")"
run info --json zero.romfs
equal 'and in JSON' '"largest":{"path":"/a\u0000b/c","size":5}' "$(grep -o '"largest":{[^}]*}' "$room/out")"

# A message shows the first and the last 256 bytes of a path.
long=$(printf '%400s' '' | tr ' ' n)
image long.romfs "$(directory "${long}1" "$(directory "2$long" '\000\000')")"
run check long.romfs
equal 'a message shortens a path' "$(printf '%255s' '' | tr ' ' n)...$(printf '%256s' '' | tr ' ' n)" \
    "$(sed 's,.*(path /\(n*\.\.\.n*\)\, offset.*,\1,' "$room/err")"

# ---- JSON ----

# as_json WHAT NAME PYTHON: the path that JSON tells of a file of this name, and its bytes, are what the expression says.
as_json() {
    image i.romfs "$(file "$2" '')"
    run ls --json i.romfs
    equal "$1 in JSON" "0 True" "$status $("$python" -c 'import json, sys; entry = json.load(sys.stdin.buffer)[0]
print((entry["path"], entry.get("path_hex")) == eval(sys.argv[1]))' "$3" <"$room/out" 2>&1)"
}
as_json 'a plain name' 'plain name.txt' '("/plain name.txt", None)'
as_json 'quotes, backslashes and slashes' 'quote"back\\slash/' '("/quote\"back\\slash/", None)'
as_json 'control characters' '\001\n\037\177' '("/\x01\n\x1f\x7f", None)'
as_json 'a zero byte' 'a\000b' '("/a\0b", None)'
as_json 'UTF-8' '\303\251\342\202\254\360\237\230\200' '("/\u00e9\u20ac\U0001f600", None)'
as_json 'a control character of two bytes' '\302\233' '("/\u009b", None)'
as_json 'separators of lines' '\342\200\250\342\200\251\342\200\247' '("/\u2028\u2029\u2027", None)'
image i.romfs "$(file '\302\200\302\237\342\200\250\342\200\251' '')"
run ls --json i.romfs
equal 'both are written as numbers' '"/\u0080\u009f\u2028\u2029"' "$(grep -o '"/[^"]*"' "$room/out")"
as_json 'a byte of Latin-1' 'caf\351' '("/caf\ufffd", "2f636166e9")'
as_json 'an overlong form' '\377\300\257' '("/\ufffd\ufffd\ufffd", "2fffc0af")'
as_json 'a surrogate' '\355\240\200' '("/\ufffd\ufffd\ufffd", "2feda080")'

name=$(printf 'caf\351"\n.')
image "$name" "$(file 'caf\351' '')$(file 'caf\351' '')"
for command in 'ls -lR' info check; do
    # shellcheck disable=SC2086 # words
    run $command --json "$name"
    "$python" -m json.tool <"$room/out" >/dev/null 2>"$room/json"
    equal "xrom $command --json is valid whatever the names are" '0 ' "$status $(cat "$room/json")"
done
equal 'the name of the image, too, has its bytes told' '"image_hex":"636166e9220a2e"' \
    "$(grep -ao '"image_hex":"[^"]*"' "$room/out")"
run check "$name"
equal 'the name of the image is escaped as well' '0 caf\xe9"\x0a.: ok: 2 files, 0 directories, 22 bytes' "$status $(cat "$room/out")"
equal 'in messages, too' 'xrom: caf\xe9"\x0a.: ' "$(sed -n 's/\(^xrom: .*: \)warning: no .*/\1/p' "$room/err")"
done_testing
