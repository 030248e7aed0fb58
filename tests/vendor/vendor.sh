# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # what is set here is for the tests
# To be sourced by the tests of the ways into a user's build: each builds the program of examples/vendor in a copy of it, for
# this machine and for a Cortex-M0+. Arguments: the source directory, the tool, a python3, the boot ROM of the emulated RP2040
# or an empty text where that could not be compiled.
# shellcheck source=../tap_lib.sh
. "$(dirname "$0")/../tap_lib.sh"
source=$1
case $2 in
/*) xrom=$2 ;;
*) xrom=$PWD/$2 ;;
esac
python=$3
case $4 in
/* | '') rom=$4 ;;
*) rom=$PWD/$4 ;;
esac
# Not empty: all of them build the tool, which takes long; else the one of CMake does. tests/vendor/run.sh sets it.
long=${XROM_LONG:-}

# What is in the environment is not for these builds.
unset CFLAGS CPPFLAGS LDFLAGS MAKEFLAGS MAKELEVEL CMAKE_GENERATOR DESTDIR

room=$(mktemp -d) || bail_out 'there is no room for temporary files'
trap 'rm -rf "$room"' EXIT

# A copy of the project, of which nothing changes but the examples.
mkdir -p "$room/xrom/examples"
for part in CMakeLists.txt include lib meson.build meson_options.txt tools; do
    ln -s "$source/$part" "$room/xrom/$part"
done
cp -R "$source/examples/vendor" "$source/examples/assets" "$source/examples/rp2040" "$room/xrom/examples/"
cd "$room/xrom/examples/vendor" || bail_out 'there is no room for temporary files'
assets=../assets

# good NAME COMMAND...: passes where the command ends with 0; else shows what it said last.
good() {
    name=$1
    shift
    check "$name" "$("$@" >"$room/log" 2>&1 || tail -n 20 "$room/log")"
}

# skip_without_arm NAME: true, and the case is skipped, where nothing can be compiled for a Cortex-M0+.
skip_without_arm() {
    command -v arm-none-eabi-gcc >/dev/null 2>&1 && return 1
    skip "$1" 'there is no arm-none-eabi-gcc'
}

# holds NAME IMAGE PROGRAM: the image is that of the folder, and stands in the program of a Cortex-M0+, aligned to 16.
holds() {
    "$xrom" build $assets --align 16 -o "$room/wanted.romfs" >/dev/null
    cmp "$room/wanted.romfs" "$2" >"$room/log" 2>&1
    arm-none-eabi-objcopy -O binary "$3" "$room/flat" >>"$room/log" 2>&1
    address=$(arm-none-eabi-nm "$3" | sed -n 's/^\([0-9a-f]*\) R assets$/0x\1/p')
    [ $((address % 16)) -eq 0 ] || echo "the image is at $address" >>"$room/log"
    "$python" - "$room/flat" "$2" >>"$room/log" 2>&1 <<'E'
import pathlib, sys
program, image = (pathlib.Path(name).read_bytes() for name in sys.argv[1:])
if not image or image not in program:
    print('the image is not in the program')
E
    check "$1" "$(cat "$room/log")"
}

# answers NAME PROGRAM: the program of this machine reads the file of the folder.
answers() {
    equal "$1" "$(cat $assets/config.json)" "$("$2" 2>&1)"
}

# follows IMAGE PROGRAM COMMAND...: builds again, and nothing where nothing is new. The program is of this machine.
follows() {
    image=$1
    program=$2
    shift 2
    for what in 'a changed file' 'a new folder' 'a new file' 'a renamed file' 'a removed file' 'a removed folder' nothing; do
        sleep 0.02 # times of files may be as coarse as that
        : >"$room/stamp"
        sleep 0.02
        case $what in
        'a changed file') echo '{}' >$assets/config.json ;;
        'a new folder') mkdir $assets/folder ;;
        'a new file') echo new >"$assets/folder/a #1 \$x" ;;
        'a renamed file') mv "$assets/folder/a #1 \$x" $assets/folder/b ;;
        'a removed file') rm $assets/folder/b ;;
        'a removed folder') rmdir $assets/folder ;;
        esac
        "$@" >"$room/log" 2>&1 || check "a build after $what" "$(tail -n 20 "$room/log")"
        again=$(find "$program" -newer "$room/stamp")
        if [ "$what" = nothing ]; then
            equal 'nothing is built again where nothing is new' '' "$again"
        else
            equal "the program is built again for $what" "$program" "$again"
        fi
    done
    equal 'the image is that of the folder' same \
        "$("$xrom" build $assets --align 16 -o - | cmp - "$image" 2>&1 && echo same)"
    answers 'and the program has it' "$program"
}

# ---- Images beside the program in flash: flashed.c. FOLDER has what was made of them. ----

# What that program shows.
shown() {
    cat $assets/www/style.css $assets/config.json
}

# in_place NAME FOLDER FIRST: images stand in FOLDER/app.bin where they should, and the file ends with the slots; its first byte
# is that of the address FIRST. So they do in the headers, which are the same in each build.
in_place() {
    "$python" - "$2" "$3" >"$room/log" 2>&1 <<'E'
import pathlib, sys
folder, first = pathlib.Path(sys.argv[1]), int(sys.argv[2], 0)
flash = (folder / 'app.bin').read_bytes()
for name, address in ('www', 0x10100000), ('app', 0x10110000):
    image = (folder / (name + '.romfs')).read_bytes()
    if flash[address - first:address - first + len(image)] != image:
        print(f'{name} is not at {address:#x}')
if len(flash) != 0x10120000 - first:
    print(f'it is of {len(flash)} bytes')
E
    check "$1" "$(cat "$room/log")"
    equal 'their headers say so' 'www ((const uint8_t *)(uintptr_t)UINT32_C(0x10100000))
www_address UINT32_C(0x10100000)
www_offset UINT32_C(0x00100000)
www_size UINT32_C(0x00010000)
app_sector_size UINT32_C(0x00001000)
app_slot_room UINT32_C(0x00007000)
app_slot_size UINT32_C(0x00008000)
app_slots_address UINT32_C(0x10110000)
app_slots_offset UINT32_C(0x00110000)
app_slots_size UINT32_C(0x00010000)' \
        "$(for name in www app; do sed -n 's,^#define \(.*)\).*,\1,p' "$2/$name.romfs.h" | LC_ALL=C sort; done)"
}

# milliseconds COMMAND...: runs it, and prints how long processors worked on it, which is no less than what it takes where
# nothing else runs. What it says goes to the log.
milliseconds() {
    "$python" -c 'import resource, subprocess, sys
ended = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "w"), stderr=subprocess.STDOUT).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(round(1000 * (used.ru_utime + used.ru_stime)))
sys.exit(ended)' "$room/log" "$@"
}

# flashes FOLDER PROGRAM COMMAND...: a build for this machine, which COMMAND does again. PROGRAM reads FOLDER/app.bin.
flashes() {
    folder=$1
    program=$2
    shift 2
    in_place 'the file for the flash has an image, and one in a slot' "$folder" 0x10100000
    equal 'a program finds both in it, the second by xrom_slots_acquire()' "$(shown)" \
        "$("$program" "$folder/app.bin" 2>&1; [ $? = 0 ] || echo "it ended with $?")"
    best=
    for try in 1 2 3 4 5; do
        sleep 0.02
        : >"$room/stamp"
        sleep 0.02
        echo "{\"changed\": $try}" >$assets/config.json
        time=$(milliseconds "$@") || check 'a build after a changed file' "$(tail -n 20 "$room/log")"
        [ -n "$best" ] && [ "$best" -le $time ] || best=$time
        [ "$best" -ge 1000 ] || break
    done
    equal 'a changed file is built into the file, and nothing else' "$(shown) $folder/app.bin" \
        "$("$program" "$folder/app.bin" 2>&1) $(find "$program" "$folder/app.bin" -newer "$room/stamp")"
    check 'in less than a second' "$([ "$best" -lt 1000 ] || echo "$best ms, the best of 5")"
    echo "# $best ms"
    sleep 0.02
    : >"$room/stamp"
    "$@" >"$room/log" 2>&1
    equal 'nothing is built again where nothing is new' '' \
        "$(find "$folder/app.bin" "$folder/app.romfs.h" "$folder/www.romfs.h" -newer "$room/stamp")"
}

# boots FOLDER PROGRAM: a build for the RP2040, by which PROGRAM was linked.
boots() {
    in_place 'the file for the flash has images behind the firmware' "$1" 0x10000000
    arm-none-eabi-objcopy -O binary "$2" "$room/flat" 2>&1
    equal 'and that' '' "$(head -c "$(wc -c <"$room/flat" | tr -d ' ')" "$1/app.bin" | cmp - "$room/flat" 2>&1)"
    equal 'the slot is good' 'slot 0x00117000 good image right' \
        "$("$xrom" info --find "$1/app.bin" 2>&1 | sed -n 's/^\(slot\) *\(0x[0-9a-f]*\) .* \(good\), .*, \(image .*\)/\1 \2 \3 \4/p')"
    if [ -z "$rom" ] || ! command -v node >/dev/null 2>&1 ||
        [ ! -d "${XROM_NODE_MODULES:-$source/build/node/node_modules}/rp2040js" ]; then
        skip 'it starts on an RP2040 and finds both' 'there is no node or no rp2040js; tools/test.sh installs them'
        return
    fi
    cp "$1/app.bin" "$room/flash.bin"
    "$python" "$source/examples/rp2040/checksum.py" "$room/flash.bin" 2>&1
    equal 'it starts on an RP2040 and finds both' "$(shown)" \
        "$(env -u MALLOC_PERTURB_ node "$source/tests/rp2040/boot.mjs" "$rom" "$room/flash.bin" 2>&1)"
}
