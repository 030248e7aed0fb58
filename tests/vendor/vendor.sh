# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # what is set here is for the tests
# To be sourced by the tests of the ways into a user's build: each builds the program of examples/vendor in a copy of it, for
# this machine and for a Cortex-M0+. Arguments: the source directory, the tool, a python3.
# shellcheck source=../tap_lib.sh
. "$(dirname "$0")/../tap_lib.sh"
source=$1
case $2 in
/*) xrom=$2 ;;
*) xrom=$PWD/$2 ;;
esac
python=$3
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
cp -R "$source/examples/vendor" "$source/examples/assets" "$room/xrom/examples/"
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
