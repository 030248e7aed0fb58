#!/bin/sh
# SPDX-License-Identifier: MIT
# Files to link: C source, assembler source and objects, with compilers and linkers that are there.
. "$(dirname "$0")/tool.sh"

mkdir tree
head -c 3001 /dev/zero | tr '\0' '\377' >tree/ff
printf 'hello' >tree/a
"$xrom" build tree -o assets.romfs --align 32 >/dev/null || bail_out 'no image can be built'
size=$(wc -c <assets.romfs | tr -d ' ')

# A program that writes the image, and says what is known of it.
cat >program.c <<'END'
#include <stdio.h>
extern const unsigned char IMAGE[];
extern const unsigned int SIZE;
#ifdef END
extern const unsigned char END[];
#endif
int main(void)
{
#ifdef END
    if (END != IMAGE + SIZE) return 3;
#endif
    if ((unsigned long)IMAGE % 32 != 0) return 4;
    return fwrite(IMAGE, 1, SIZE, stdout) == SIZE ? 0 : 5;
}
END
gcc=${CC:-cc}
# link NAME SYMBOL OPTION...: links the program with what was converted and asserts that it writes the image.
link() {
    name=$1
    symbol=$2
    shift 2
    # shellcheck disable=SC2086 # CC may hold options
    $gcc -Wall -Wextra -Werror -pedantic program.c "-DIMAGE=$symbol" "-DSIZE=${symbol}_size" "$@" -o program >"$room/out" 2>&1 &&
        ./program >back 2>>"$room/out"
    equal "$name" '0 ' "$? $(cat "$room/out")$(cmp assets.romfs back 2>&1)"
}

# ---- On the host ----

run convert assets.romfs --c -o assets.c
expect '--c tells what was written' 0 \
    "assets.c: $(wc -c <assets.c | tr -d ' ') bytes of --c, image of $size bytes" ''
equal 'no line of it is longer than 100 characters' '' "$(awk 'length > 100' assets.c)"
run convert assets.romfs --asm -o assets.s
if command -v "${gcc%% *}" >/dev/null 2>&1 && printf 'int main(void){return 0;}' >try.c && $gcc try.c -o try 2>/dev/null; then
    link 'C source is linked' romfs_assets assets.c
    link 'as C of 1999' romfs_assets -std=c99 assets.c
    case $(uname -s) in
    Linux)
        link 'assembler source is linked' romfs_assets -DEND=romfs_assets_end assets.s
        "$xrom" convert assets.romfs --c --section .rodata.mine --symbol mine -o mine.c >/dev/null
        link 'C source with a section and a symbol' mine mine.c
        "$xrom" convert assets.romfs --asm --section .rodata.mine --symbol mine -o mine.s >/dev/null
        link 'and assembler source' mine -DEND=mine_end mine.s
        equal 'the section is there' '.rodata.mine' "$($gcc -c mine.s -o mine.o && objdump -h mine.o | grep -o '[.]rodata[.]mine')"
        ;;
    *) skip 'assembler source is linked' 'this is no ELF system' ;;
    esac
    case $(uname -sm) in
    'Linux x86_64') machine=x86-64 ;;
    'Linux aarch64') machine=aarch64 ;;
    'Linux riscv64') machine=riscv64 ;;
    *) machine= ;;
    esac
    if [ -n "$machine" ]; then
        "$xrom" convert assets.romfs --object --machine $machine -o assets.o >/dev/null
        link 'an object is linked' romfs_assets -DEND=romfs_assets_end assets.o
        equal 'without warnings of executable stacks' '' "$($gcc program.c -DIMAGE=romfs_assets -DSIZE=romfs_assets_size assets.o -o program 2>&1)"
        cp assets.o unused.o
        $gcc -ffunction-sections -Wl,--gc-sections try.c unused.o -o try
        equal 'the linker drops what nobody uses' '' "$(nm try | grep romfs_assets)"
    else
        skip 'an object is linked' 'this machine is none of those that objects are written for'
    fi
else
    skip 'what is made is linked' 'there is no compiler'
fi
if command -v g++ >/dev/null 2>&1; then
    cp assets.c assets.cc
    g++ -Wall -Wextra -Werror -pedantic -c assets.cc -o cc.o >"$room/out" 2>&1
    equal 'C source is C++ as well' '0 3' "$? $(nm cc.o | grep -c ' romfs_assets$\| romfs_assets_size$\| [RDr] ' | tr -d ' ' | sed 's/^[23]$/3/')$(cat "$room/out")"
else
    skip 'C source is C++ as well' 'there is no g++'
fi

# ---- For other machines ----

if command -v arm-none-eabi-ld >/dev/null 2>&1; then
    "$xrom" convert assets.romfs --object --machine arm -o arm.o >/dev/null
    equal 'nm of ARM sees the symbols' "romfs_assets $(printf '%08x' "$size")
romfs_assets_end
romfs_assets_size 00000004" \
        "$(arm-none-eabi-nm -S arm.o | awk '{ print $NF (NF == 4 ? " " $2 : "") }' | sort)"
    arm-none-eabi-objcopy -O binary -j .rodata.xrom.romfs_assets arm.o back
    head -c "$size" back | cmp - assets.romfs >"$room/out" 2>&1
    equal 'objcopy of ARM gets the image' '' "$(cat "$room/out")"
    printf '.thumb\n.syntax unified\n.global _start\n_start: ldr r0, =romfs_assets\n ldr r1, =romfs_assets_size\n ldr r2, =romfs_assets_end\n.section .note.GNU-stack,"",%%progbits\n' >start.s
    arm-none-eabi-as -mcpu=cortex-m0plus start.s -o start.o
    arm-none-eabi-ld --fatal-warnings -Ttext=0x10000000 start.o arm.o -o arm.elf >"$room/out" 2>&1
    equal 'ld of ARM links it, aligned' '0 0' "$? $(($(printf '%d' "0x$(arm-none-eabi-nm arm.elf | sed -n 's/ . romfs_assets$//p')") % 32))$(cat "$room/out")"
    arm-none-eabi-as -mcpu=cortex-m0plus assets.s -o theirs.o
    arm-none-eabi-objcopy -O binary -j .rodata.xrom.romfs_assets theirs.o theirs
    equal 'and the assembler of ARM makes the same' '' "$(cmp back theirs 2>&1)"
else
    skip 'tools of ARM read the object' 'there is no arm-none-eabi-ld'
fi
if command -v readelf >/dev/null 2>&1; then
    for machine in arm:ARM aarch64:AArch64 riscv32:RISC-V riscv64:RISC-V xtensa:Tensilica i386:80386 x86-64:X86-64; do
        run convert assets.romfs --object --machine ${machine%:*} -o any.o
        equal "readelf has nothing to say against ${machine%:*}" "0 ${machine#*:} 3" \
            "$status $(readelf -h any.o 2>&1 | grep -o "${machine#*:}" | head -n 1) $(readelf -W -a any.o 2>"$room/err" | grep -c 'GLOBAL DEFAULT.*romfs_assets')$(cat "$room/err")"
    done
else
    skip 'readelf has nothing to say against objects' 'there is no readelf'
fi

# ---- Names ----

# symbol FILE SYMBOL: what a file of this name is called.
symbol() {
    cp assets.romfs "$1"
    name=$(printf '%s' "$1" | tr '\n\\' '??')
    equal "the symbol of '$name'" "$2" "$("$xrom" convert "./$1" --asm | sed -n 's/^\(.*\)_end:$/\1/p')"
    if command -v as >/dev/null 2>&1; then
        "$xrom" convert "./$1" --asm -o name.s >/dev/null && as name.s -o name.o 2>"$room/err"
        equal "the assembler takes '$name' in" '0 ' "$? $(cat "$room/err")"
    else
        skip "the assembler takes '$name' in" 'there is no as'
    fi
}
symbol '1st.romfs' romfs_1st
symbol 'größe 2.img' romfs_gr_e_2
symbol 'a "quoted" \name\.romfs' romfs_a_quoted_name_
symbol 'int.romfs' romfs_int
symbol '...' romfs_image
symbol '日本.romfs' romfs_image
symbol 'new
line.romfs' romfs_new_line
mkdir sub
symbol 'sub/%s%n.romfs' romfs_s_n
for name in int 1st 'a b' größe '' main a-b linux; do
    refuse "--symbol '$name'" 2 "xrom: convert: --symbol $name cannot be a name in C and for an assembler; see xrom convert --help" \
        convert assets.romfs --c --symbol "$name"
done
refuse '--section with a quote' 2 \
    'xrom: convert: --section a" cannot be a name in C and for an assembler; see xrom convert --help' \
    convert assets.romfs --c --section 'a"'

# ---- Where the image comes from ----

{
    head -c 128 /dev/zero
    cat assets.romfs
    head -c 100 /dev/zero
} >dump.bin
"$xrom" convert dump.bin --asm --offset 128 >dump.s
equal '--asm takes a part of a dump' "    .incbin \"dump.bin\", 128, $size" "$(grep incbin dump.s)"
"$xrom" convert assets.romfs --hex --base 0 -o assets.hex >/dev/null
refuse '--asm of a flash file' 1 \
    'xrom: assets.hex: is no file that an assembler can take the image from; use --object, or name such a file' \
    convert assets.hex --asm
refuse '--asm of standard input' 2 \
    'xrom: convert: --asm names the file of the image, and standard input has no name; give a file' convert - --asm
"$xrom" convert assets.hex --object --machine arm --symbol x -o hex.o >/dev/null
"$xrom" convert - --object --machine arm --symbol x -o stdin.o <assets.romfs >/dev/null
equal '--object takes either' '' "$(cmp hex.o stdin.o 2>&1)"
refuse '--object without a machine' 2 \
    'xrom: convert: --object needs --machine, what the object is to be linked for; see xrom convert --help' \
    convert assets.romfs --object
refuse '--machine of another kind' 2 'xrom: convert: --machine is not for --c; see xrom convert --help' \
    convert assets.romfs --c --machine arm
refuse 'a machine that there is not' 2 \
    'xrom: convert: --machine pdp11 is not known: arm, aarch64, riscv32, riscv64, xtensa, i386, x86-64; see xrom convert --help' \
    convert assets.romfs --object --machine pdp11
refuse 'an option of the other kind' 2 'xrom: convert: --base is not for --c; see xrom convert --help' \
    convert assets.romfs --c --base 0

# ---- 10 MB: the compiler has nothing to do ----

mkdir large
head -c 10000000 /dev/zero >large/zeros
"$xrom" build large -o large.romfs >/dev/null
"$xrom" convert large.romfs --asm -o large.s >/dev/null
equal 'assembler source of 10 MB is as long as of 1 byte' 'yes' "$([ "$(wc -c <large.s)" -lt 600 ] && echo yes)"
if command -v as >/dev/null 2>&1; then
    equal 'the assembler takes less than 40 MB of memory for it' '0 yes' "$("$python" -c 'import resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(status, "yes" if peak < 40000 else "%d KB" % peak)' as large.s -o theirs.o 2>&1)"
else
    skip 'the assembler takes less than 40 MB of memory for it' 'there is no as'
fi
"$xrom" convert large.romfs --object --machine arm -o large.o >/dev/null
equal 'an object takes less than 600 bytes more than the image' 'yes' \
    "$([ "$(wc -c <large.o)" -lt $(($(wc -c <large.romfs) + 600)) ] && echo yes)"
done_testing
