#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom in projects of CMake: as a subdirectory, installed, cross-compiled, and as the Pico SDK does it.
. "$(dirname "$0")/vendor.sh"
command -v cmake >/dev/null 2>&1 || skip_all 'there is no cmake'
export CMAKE_BUILD_PARALLEL_LEVEL=2

# ---- A subdirectory ----

good 'a project takes the subdirectory' cmake -S . -B build -G Ninja -DXROM_TOOL="$xrom"
good 'and builds' cmake --build build
answers 'the program reads its image' build/program
follows build/program.xrom/assets.romfs build/program cmake --build build
flashes build/flashed.xrom build/flashed cmake --build build

# ---- Another machine; the tool is for this one ----

if ! skip_without_arm 'a project is built for a Cortex-M0+'; then
    good 'a project is configured for a Cortex-M0+' \
        cmake -S . -B arm -G Ninja --toolchain arm-none-eabi.cmake -DCMAKE_BUILD_TYPE=MinSizeRel
    good 'it builds, and the tool for this machine' env CC=false CFLAGS=-mthumb cmake --build arm
    holds 'the program has the image' arm/program.xrom/assets.romfs arm/program
    : >"$room/stamp"
    good 'it builds again' cmake --build arm
    equal 'which makes nothing' '' "$(find arm -newer "$room/stamp" \( -name program -o -name '*.romfs' -o -name xrom \) )"
    echo '[]' >$assets/config.json
    good 'it builds again with a changed file' cmake --build arm
    holds 'which is in the program' arm/program.xrom/assets.romfs arm/program
    boots arm/flashed.xrom arm/flashed
fi

# ---- Installed; the build of the tool above has all of it ----

if [ -d arm/xrom/host ]; then
    good 'the project is installed' cmake --install arm/xrom/host --prefix "$room/prefix"
    equal 'with the manual' "$("$xrom" document man)" "$(cat "$room/prefix/share/man/man1/xrom.1" 2>&1)"
    mkdir user
    cat >user/CMakeLists.txt <<'E'
cmake_minimum_required(VERSION 3.21)
project(user LANGUAGES C)
find_package(xrom 0.1 REQUIRED)
add_executable(program ../main.c)
target_link_libraries(program xrom::reader)
xrom_add_image(program DIR ../../assets NAME assets ALIGN 16)
add_executable(flashed ../flashed.c ../flashed_host.c)
target_link_libraries(flashed xrom::reader)
xrom_add_image(flashed DIR ../../assets/www FLASH 1M 64K FORMAT hex FAMILY rp2040)
xrom_add_image(flashed DIR ../../assets NAME app SLOT 0x10110000 64K FORMAT bin FAMILY rp2040)
add_executable(builder builder.c)
target_link_libraries(builder xrom::build)
E
    cat >user/builder.c <<'E'
#include <stdio.h>
#include <xrom/build.h>

int main(void)
{
    struct xrom_tree *tree = xrom_tree_new();
    int error = xrom_tree_add_folder(tree, NULL, "none", NULL);

    puts(error ? xrom_tree_message(tree) : "there is one");
    xrom_tree_free(tree);
    return 0;
}
E
    good 'a project finds the package' cmake -S user -B user/build -G 'Unix Makefiles' "-DCMAKE_PREFIX_PATH=$room/prefix"
    good 'and builds, with make' cmake --build user/build
    follows user/build/program.xrom/assets.romfs user/build/program cmake --build user/build
    flashes user/build/flashed.xrom user/build/flashed cmake --build user/build
    equal 'a program has the builder' 'none: cannot be opened: No such file or directory; check the path' \
        "$(user/build/builder 2>&1)"
else
    skip 'a project finds the package' 'nothing was built above to be installed'
fi

# ---- The Pico SDK: what a project of it looks like, with as much of an SDK as that takes ----

if ! skip_without_arm 'a project of the Pico SDK builds'; then
    mkdir -p pico/sdk/Platform
    cat >pico/sdk/pico_sdk_init.cmake <<'E'
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
set(CMAKE_TOOLCHAIN_FILE "${CMAKE_CURRENT_LIST_DIR}/toolchain.cmake")
macro(pico_sdk_init)
  add_library(pico_stdlib INTERFACE)
  target_compile_definitions(pico_stdlib INTERFACE PICO_ON_DEVICE=1)
  target_link_options(pico_stdlib INTERFACE -nostartfiles LINKER:--entry=main -T$ENV{PICO_SDK_PATH}/memmap.ld)
endmacro()
function(pico_add_extra_outputs target)
  add_custom_command(TARGET ${target} POST_BUILD
                     COMMAND arm-none-eabi-objcopy -O binary $<TARGET_FILE:${target}> ${target}.bin)
endfunction()
E
    sed 's/Generic/PICO/' arm-none-eabi.cmake >pico/sdk/toolchain.cmake
    : >pico/sdk/Platform/PICO.cmake
    cat >pico/sdk/memmap.ld <<'E'
SECTIONS {
    .text 0x10000000 : { *(.text*) *(.rodata*) *(.ARM*) }
    .data 0x20000000 : AT(ADDR(.text) + SIZEOF(.text)) { *(.data*) }
    .bss : { *(.bss*) *(COMMON) }
}
E
    cat >pico/CMakeLists.txt <<'E'
cmake_minimum_required(VERSION 3.13)
include("$ENV{PICO_SDK_PATH}/pico_sdk_init.cmake")
project(firmware C ASM)
set(CMAKE_C_STANDARD 11)
pico_sdk_init()
add_subdirectory(../../.. xrom)
add_executable(firmware ../main.c)
pico_add_extra_outputs(firmware)
target_link_libraries(firmware pico_stdlib xrom::reader)
xrom_add_image(firmware DIR ../../assets NAME apart FLASH 0x10100000 64K FAMILY rp2040)
xrom_add_image(firmware DIR ../../assets ALIGN 4 *.html=16 OPTIONS --name "web assets")
if(DEFINED ENV{MICROPY_MPYCROSS})
  xrom_add_image(firmware DIR modules MPY OPTIONS --no-cache)
endif()
E
    XROM_NODE_MODULES=${XROM_NODE_MODULES:-$source/build/node/node_modules}
    if command -v node >/dev/null 2>&1 && [ -d "$XROM_NODE_MODULES/@pybricks/mpy-cross-v6" ]; then
        mkdir pico/modules
        echo 'x = 1' >pico/modules/one.py
        MICROPY_MPYCROSS=$source/tests/node/mpy-cross
        export XROM_NODE_MODULES MICROPY_MPYCROSS
    fi
    good 'a project of the Pico SDK is configured' \
        env "PICO_SDK_PATH=$PWD/pico/sdk" cmake -S pico -B pico/build -G Ninja -DXROM_TOOL="$xrom"
    good 'and builds' cmake --build pico/build
    image=pico/build/firmware.xrom/assets.romfs
    equal 'its image has the name and the alignment that are asked for' 'name        web assets
alignment   16 bytes' "$("$xrom" info $image | grep -e '^name' -e '^alignment')"
    "$python" -c 'import sys; p, i = (open(n, "rb").read() for n in sys.argv[1:]); sys.exit(i not in p)' \
        pico/build/firmware.bin $image
    equal 'it is in the file to be flashed' 0 $?
    equal 'firmware and an image apart from it are one file to flash' same \
        "$("$xrom" info --offset 0x10100000 pico/build/firmware.xrom/apart.uf2 >"$room/log" 2>&1 || cat "$room/log"
        "$xrom" cat --offset 0x10100000 pico/build/firmware.xrom/apart.uf2 config.json 2>&1 | cmp - $assets/config.json &&
            echo same)"
    echo '{"changed": 1}' >$assets/config.json
    good 'it is built again with a changed file' cmake --build pico/build
    equal 'which is in it' '{"changed": 1}' \
        "$("$xrom" cat --offset 0x10100000 pico/build/firmware.xrom/apart.uf2 config.json 2>&1)"
    if [ -d pico/modules ]; then
        equal 'another image has compiled modules' one.mpy "$("$xrom" ls pico/build/firmware.xrom/modules.romfs 2>&1)"
    else
        skip 'another image has compiled modules' 'there is no mpy-cross; tools/test.sh installs it'
    fi
    equal 'the library is compiled as the program is' yes \
        "$(grep -A 3 'lib/record.c' pico/build/build.ninja | grep -q PICO_ON_DEVICE && echo yes)"
fi

# ---- Mistakes ----

# wrong NAME WORD WORDS: a project that says xrom_add_image(program WORDS) is told what is wrong.
wrong() {
    mkdir -p wrong
    cat >wrong/CMakeLists.txt <<E
cmake_minimum_required(VERSION 3.21)
project(wrong C)
add_subdirectory(../../.. xrom)
add_executable(program ../main.c)
xrom_add_image(program $3)
E
    cmake -S wrong -B wrong/build -G Ninja -DXROM_TOOL="$xrom" 2>&1 | tr -s ' \n' ' ' >"$room/log"
    check "$1" "$(grep -q -F -e "$2" "$room/log" || cat "$room/log")"
}
wrong 'no folder' 'xrom_add_image(program): DIR folder is missing' ''
wrong 'an unknown word' 'these are unknown: FAST' 'DIR a FAST'
wrong 'a place in flash that is none' 'FLASH and SLOT are to be followed by an address and a size' 'DIR a FLASH here'
wrong 'a size that is none' 'FLASH and SLOT are to be followed by an address and a size' 'DIR a SLOT 1M much'
wrong 'two places' 'FLASH and SLOT exclude each other' 'DIR a FLASH 1M 64K SLOT 1M 64K'
wrong 'a word without what belongs to it' 'nothing follows SLOT' 'DIR a SLOT'
wrong 'a file of no format' 'FORMAT elf is not uf2, hex, s19 or bin' 'DIR a SLOT 1M 64K FORMAT elf'
wrong 'UF2 for no chip' 'FAMILY, the chip that a UF2 file is for, is missing' 'DIR a SLOT 1M 64K'
wrong 'an image behind one in UF2, but for no chip' 'is missing: ' 'DIR a SLOT 1M 64K FAMILY rp2040)
xrom_add_image(program DIR b FLASH 2M 64K FORMAT hex'
wrong 'a file for the flash of an image that is not for it' 'FAMILY, FORMAT, FLASH_SIZE and SECTOR_SIZE are for FLASH or SLOT' \
    'DIR a FORMAT bin'
wrong 'an image behind a file that has no addresses' 'FORMAT bin is for the last image' \
    'DIR a SLOT 1M 64K FORMAT bin)
xrom_add_image(program DIR b FLASH 2M 64K FORMAT bin'
wrong 'a target that there is not' 'xrom_add_image(other): there is no such target' 'DIR a)
xrom_add_image(other DIR a'
wrong 'a name that is none' 'a-b cannot be a name in C' 'DIR a NAME a-b'
wrong 'a folder that has the name of a word in C' 'static cannot be a name in C' 'DIR a/static'
wrong 'two images of a name' 'there is an image a already' 'DIR a)
xrom_add_image(program DIR b/a'
wrong 'a place in the flash beside a library' 'FLASH and SLOT put an image beside a program' 'DIR a)
add_library(part ../main.c)
xrom_add_image(part DIR a FLASH 1M 64K FORMAT hex'
wrong 'a size of nothing for what is not in the flash' 'FAMILY, FORMAT, FLASH_SIZE and SECTOR_SIZE are for FLASH or SLOT' \
    'DIR a SECTOR_SIZE 0'
wrong 'an alignment that is none' 'ALIGN much is not N or GLOB=N' 'DIR a ALIGN much'

# refused NAME TARGET MESSAGE WORDS: so is one in which the build finds that.
refused() {
    wrong "$1: it is configured" 'Generating done' "DIR ../../assets NAME app $4"
    cmake --build wrong/build --target "program_$2" 2>&1 | tr -s ' \n' ' ' >"$room/log"
    check "$1" "$(grep -q -F -e "$3" "$room/log" || cat "$room/log")"
}
refused 'slots outside the flash' app 'it takes 0x10200000 to 0x1020ffff, and the flash has 0x10000000 to 0x101fffff' \
    'SLOT 2M 64K FAMILY rp2040 FLASH_SIZE 2M'
refused 'slots of too few sectors' app 'is too small for two slots' 'SLOT 1M 64K FORMAT bin SECTOR_SIZE 64K'
refused 'sectors of nothing' app '--sector-size 0 is no number' 'SLOT 1M 64K FORMAT bin SECTOR_SIZE 0'
refused 'an image in a slot of another, where nothing is' www 'it takes 0x00102000 to 0x00103fff, and 0x00100000 to 0x0010ffff is taken' \
    'SLOT 1M 64K FORMAT hex)
xrom_add_image(program DIR ../../assets/www FLASH 0x102000 8K FORMAT hex'
head -c 40000 /dev/zero | tr '\0' x >$assets/large
refused 'an image that is too large' app 'a slot of 32768 has room for 28672' 'SLOT 1M 64K FORMAT bin'
done_testing
