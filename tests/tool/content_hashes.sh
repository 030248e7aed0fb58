#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom check: what an image says about its bytes, held against them: content hashes, the build id, the alignment.
. "$(dirname "$0")/tool.sh"

# make FILE ROOT: an image without a checksum; ROOT is Python that gives the records of the root.
make() {
    "$python" - "$@" <<'END'
import hashlib, sys

def varuint(value):
    out = bytes([value & 127])
    while value > 127:
        value >>= 7
        out = bytes([value & 127 | 128]) + out
    return out

def record(kind, payload):
    return varuint(kind) + varuint(len(payload)) + payload

def hash_of(data):
    return hashlib.sha256(data).digest()[:16]

def file(name, data, said=b''):
    return record(5, bytes([len(name)]) + name + record(2, data) + said)

def pointer(name, offset, size, said=b''):
    return record(5, bytes([len(name)]) + name + record(3, varuint(size) + varuint(offset)) + said)

open(sys.argv[1], 'wb').write(b'\xd2\xcd\x31' + (lambda root: varuint(len(root)) + root)(eval(sys.argv[2])))
END
}

# passes NAME TEXT FILE
passes() {
    run check "$3"
    equal "$1" "0 $2" "$status $(sed 's/.* bytes//' "$room/out")"
}

# fails NAME PROBLEM ROOT
fails() {
    make wrong.romfs "$3"
    refuse "$1" 1 "xrom: wrong.romfs: $2" check wrong.romfs
}

# ---- Content hashes ----

mkdir -p tree/d
printf hello >tree/a
printf hello >tree/d/b
: >tree/empty
"$xrom" build tree -o hashed.romfs --hash --align 4 >/dev/null || bail_out 'no image'
passes 'the hashes that xrom build writes are right' ', content hashes right, checksum right, index agrees' hashed.romfs
run check --json hashed.romfs
equal 'in JSON' 1 "$(grep -c '"content_hashes":"right"' "$room/out")"
"$xrom" build tree -o none.romfs >/dev/null || bail_out 'no image'
run check --json none.romfs
equal 'and that there are none' 1 "$(grep -c '"content_hashes":"none"' "$room/out")"

make good.romfs 'file(b"a", b"hello", record(0x73, hash_of(b"hello"))) + file(b"b", b"more")'
passes 'a hash of one file of two' ', content hashes right' good.romfs
make good.romfs 'file(b"a", b"hello", record(0x73, hash_of(b"hello")) + record(0x73, b""))'
passes 'of two hashes the first counts' ', content hashes right' good.romfs
damaged='the image is damaged: build it or copy it again'
fails 'a byte of data that is not that of the hash, in an image without a checksum' \
    "the content hash is not that of the data (path /a, offset 7); $damaged" \
    'file(b"a", b"hellp", record(0x73, hash_of(b"hello")))'
fails 'the first file of several is told, wherever its data is' \
    "the content hash is not that of the data (path /a, offset 7); $damaged" \
    'pointer(b"a", 42, 3, record(0x73, bytes(16))) + file(b"b", b"abcdefgh", record(0x73, bytes(16)))'
fails 'of files that share data, that with another hash' \
    "the content hash is not that of the data (path /b, offset 36); $damaged" \
    'file(b"a", b"hello", record(0x73, hash_of(b"hello"))) + pointer(b"b", 6, 5, record(0x73, hash_of(b"hellp")))'
for size in 0 15 17 32; do
    fails "a hash of $size bytes" \
        "a content hash of $size bytes, not 16 (path /a, offset 7); build it again" \
        "file(b'a', b'hello', record(0x73, bytes($size)))"
done

# Many files with the same data are one; data that overlaps in many ways would take for ever.
make shared.romfs 'file(b"a", bytes(1000)) + b"".join(
    pointer(b"%03d" % i, 8, 1000, record(0x73, hash_of(bytes(1000)))) for i in range(300))'
passes 'the data of many files is hashed once' ', content hashes right' shared.romfs
fails 'data that overlaps in many ways is refused' \
    'the data of its files overlaps too much to hold all hashes against it; build it again' \
    'file(b"a", bytes(100000)) + b"".join(
    pointer(b"%03d" % i, 10, 99999 - i, record(0x73, hash_of(bytes(99999 - i)))) for i in range(30))'

# ---- The root ----

make good.romfs 'record(0x42, b"") + file(b"a", b"hello") + record(0x7d, bytes(16))'
passes 'a build id of 16 bytes, behind an alignment' '' good.romfs
fails 'a build id of another size' 'a build id of 15 bytes, not 16 (path /, offset 15); build it again' \
    'file(b"a", b"hello") + record(0x7d, bytes(15))'
misplaced='its alignment is not the first record, where readers look for it'
fails 'an alignment behind another record' "$misplaced (path /, offset 7); build it again" 'record(0x79, b"n") + record(0x44, b"")'
fails 'a second alignment' "$misplaced (path /, offset 6); build it again" 'record(0x44, b"") + record(0x42, b"")'
fails 'an alignment whose kind is padded' "$misplaced (path /, offset 4); build it again" 'b"\x80" + record(0x44, b"")'
make good.romfs 'file(b"a", b"hello", record(0x44, b"")) + record(4, b"\x01d" + record(0x44, b"") + record(0x7d, b""))'
passes 'elsewhere these kinds mean nothing' '' good.romfs
done_testing
