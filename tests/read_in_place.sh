#!/bin/sh
# SPDX-License-Identifier: MIT
# The example of the README, run on an image of 32 bytes with one file: hello.txt, 13 bytes at 19. Arguments: program, image.
. "$(dirname "$0")/tap_lib.sh"
program=$1
image=$2

# The addresses differ from run to run, but not their difference.
output=$("$program" "$image" /hello.txt 2>&1)
equal 'prints where image and file are' 'the image is at ADDRESS, 32 bytes
/hello.txt is at ADDRESS, 13 bytes: 19 after the image begins, not copied' "$(echo "$output" | sed 's/0x[0-9a-f]*/ADDRESS/')"
base=$(echo "$output" | sed -n 's/^the image is at \(0x[0-9a-f]*\),.*/\1/p')
data=$(echo "$output" | sed -n 's/^.hello.txt is at \(0x[0-9a-f]*\),.*/\1/p')
equal 'the address of the file is that of the image plus its offset' 19 "$((data - base))"

output=$("$program" "$image" /hello 2>&1)
equal 'a path that is not there ends with 1' "1 $image: /hello: no such file or directory" "$? $output"

output=$("$program" "$image" 2>&1)
equal 'a missing argument ends with 2' '2 usage: read_in_place IMAGE PATH' "$? $output"
done_testing
