#!/bin/sh
# SPDX-License-Identifier: MIT
# lib/xrom.mk, in a project of make.
. "$(dirname "$0")/vendor.sh"
command -v make >/dev/null 2>&1 || skip_all 'there is no make'

if [ -n "$long" ]; then
    good 'make builds the tool' make -j2 HOSTCFLAGS=-O0 xrom.out/host/xrom
    equal 'which works' "$("$xrom" --version)" "$(xrom.out/host/xrom --version 2>&1)"
    tool=xrom.out/host/xrom
else
    skip 'make builds the tool' 'tests/vendor/run.sh does it'
    tool=$xrom
fi
good 'make builds the program' make -j2 CFLAGS=-O0 HOSTCFLAGS=-O0 XROM_TOOL="$tool"
answers 'the program reads its image' ./program
follows xrom.out/assets.romfs ./program make CFLAGS=-O0 HOSTCFLAGS=-O0 XROM_TOOL="$tool"
flashes xrom.out ./flashed make CFLAGS=-O0 HOSTCFLAGS=-O0 XROM_TOOL="$tool"

rm -f main.o program flashed
if ! skip_without_arm 'make builds for a Cortex-M0+'; then
    good 'make builds for a Cortex-M0+ with a tool that is there' \
        make -j2 CROSS=arm-none-eabi- XROM_OUT=out XROM_TOOL="$xrom"
    equal 'no tool is built' '' "$(find out -name xrom)"
    holds 'its program has the image' out/assets.romfs program
    boots out flashed
fi

# ---- What is written otherwise ----

# A blank behind each comma, a folder with a blank in its name, and the command as the shell finds it.
cp -R $assets 'other assets'
# shellcheck disable=SC2016 # make expands it
printf "all: other/x.romfs.o other/y.bin\ninclude ../../lib/xrom.mk\n%s\n%s\n" \
    "\$(eval \$(call xrom_add_image, x, 'other assets', 16))" \
    '$(eval $(call xrom_add_image, y, ../assets, , , FLASH 1M 64K  FORMAT bin, ))' >other.mk
mkdir bin
ln -s "$xrom" bin/xrom-here
good 'make takes blanks, and a command that is found' \
    env PATH="$PWD/bin:$PATH" make -j2 -f other.mk XROM_OUT=other XROM_TOOL=xrom-here CFLAGS=-O0
equal 'the images are those of the folders' 'same same' \
    "$("$xrom" build $assets --align 16 -o - | cmp - other/x.romfs && echo same) $("$xrom" build $assets -o - | cmp - other/y.bin && echo same)"
equal 'a command that is not found is told' 'XROM_TOOL, xrom-there, is no command; say where it is, or leave it out' \
    "$(make -f other.mk XROM_OUT=other XROM_TOOL=xrom-there 2>&1 | sed -n 's/.*\*\*\* \(.*\)\.  Stop\./\1/p')"

# ---- Mistakes ----

# wrong_symbol SYMBOL MESSAGE
wrong_symbol() {
    # shellcheck disable=SC2016 # make expands it
    printf 'include ../../lib/xrom.mk\n$(eval $(call xrom_add_image,%s,../assets))\nall: $(XROM_OUT)/x.romfs.o\n' \
        "$1" >wrong.mk
    equal "an image called '$1'" "$2" \
        "$(make -f wrong.mk XROM_OUT=wrong XROM_TOOL="$xrom" 2>&1 | sed -n 's/.*\*\*\* \(.*\)\.  Stop\./\1/p')"
}
wrong_symbol '' 'xrom_add_image: SYMBOL, a name in C, is missing'
for symbol in 9x my-assets 'a b' "it's" a/b; do
    wrong_symbol "$symbol" "xrom_add_image: $symbol cannot be a name in C; give another SYMBOL"
done

# wrong NAME PLACE MESSAGE [FORMAT]: a Makefile that says so is told what is wrong.
wrong() {
    # shellcheck disable=SC2016 # make expands it
    printf 'all: wrong/app.%s\ninclude ../../lib/xrom.mk\n$(eval $(call xrom_add_image,app,../assets,,,%s))\n' \
        "${4:-bin}" "$2" >wrong.mk
    make -f wrong.mk XROM_OUT=wrong XROM_TOOL="$xrom" >"$room/log" 2>&1 && echo 'it was built' >>"$room/log"
    check "$1" "$(grep -q -F -e "$3" "$room/log" || cat "$room/log")"
}
wrong 'a place without a size' 'FLASH 1M' 'app: the place is to be FLASH or SLOT, an address and a size'
wrong 'a place of another kind' 'SLOTS 1M 64K' 'app: the place is to be FLASH or SLOT, an address and a size'
wrong 'a word that is unknown' 'SLOT 1M 64K FAST' 'it is: SLOT 1M 64K FAST'
wrong 'UF2 for no chip' 'SLOT 1M 64K' 'app: FAMILY, the chip that a UF2 file is for, is missing' uf2
wrong 'a word twice' 'SLOT 1M 64K FORMAT bin FORMAT hex' 'each once; it is: SLOT 1M 64K FORMAT bin FORMAT hex'
wrong 'a file of no format' 'SLOT 1M 64K FORMAT elf' 'app: FORMAT elf is not uf2, hex, s19 or bin' elf
wrong 'an image behind one in UF2, but for no chip' 'SLOT 1M 64K FORMAT hex,wrong/www.uf2' \
    'app: FAMILY, the chip that a UF2 file is for, is missing' hex
# shellcheck disable=SC2016 # make expands it
places='FLASH 1M 64K FORMAT bin))
$(eval $(call xrom_add_image,www,../assets,,,FLASH 2M 64K FORMAT hex,wrong/app.bin'
wrong 'an image behind a file that has no addresses' "$places" 'www: FORMAT bin is for the last image: wrong/app.bin'
wrong 'slots outside the flash' 'SLOT 2M 64K FAMILY rp2040 FLASH_SIZE 2M FORMAT bin' \
    'it takes 0x10200000 to 0x1020ffff, and the flash has 0x10000000 to 0x101fffff'
wrong 'slots of too few sectors' 'SLOT 1M 64K FORMAT bin SECTOR_SIZE 64K' 'is too small for two slots'
wrong 'slots that begin in a sector' 'SLOT 1000 64K FORMAT bin' '--base 0x3e8 is no multiple of the 4096 bytes'
# shellcheck disable=SC2016 # make expands it
places='SLOT 1M 64K FORMAT hex))
$(eval $(call xrom_add_image,app,../assets,,,FLASH 0x102000 8K FORMAT bin,wrong/app.hex'
wrong 'an image in a slot of another, where nothing is' "$places" \
    'it takes 0x00102000 to 0x00103fff, and 0x00100000 to 0x0010ffff is taken'
head -c 40000 /dev/zero | tr '\0' x >$assets/large
wrong 'an image that is too large' 'SLOT 1M 64K FORMAT bin' 'a slot of 32768 has room for 28672'
wrong 'and one for its place' 'FLASH 1M 32K FORMAT bin' 'more than the 32768 allowed'
done_testing
