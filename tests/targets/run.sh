#!/bin/sh
# SPDX-License-Identifier: MIT
# The tests of the library on other processors, compilers and options, in QEMU where the processor is not this one:
#
#     sh tests/targets/run.sh [TARGET...]
#
# Without names, all; the table below has them. Prints a line for each and N passed, N failed, N skipped at the end.
set -eu
cd "$(dirname "$0")/../.."
. tools/setup.sh

# The longest first: nothing runs beside what comes last.
tests='sweeps check cursor error file file_records index index_sweeps install install_accept install_refused
    install_undone iterate lookup lookup_damage lookup_from metadata mpy_check mpy_cost mpy_open mpy_walk name open
    path ram ram_cost ram_fault records rp2040_xip slot slots_busy slots_choice slots_cuts slots_cuts_large
    slots_damage slots_order slots_refused slots_trial vectors verify walk'
# A device with 16 KiB of RAM takes the tests that fit into it. The others run on the four larger Cortex-M.
small='check error file file_records install install_accept install_refused install_undone iterate lookup lookup_damage
    lookup_from metadata mpy_open name open path records rp2040_xip slot slots_busy slots_choice slots_cuts slots_damage
    slots_order slots_refused slots_trial verify walk'
# A processor that is emulated cuts a quarter of the steps of large sectors that the others do; all those of small ones.
fewer=-DXROM_CUT_STRIDE=241

semihosting='-display none -serial none -monitor none -semihosting-config enable=on,target=native'

# cortex_m CPU MACHINE CODE DATA STACK_TOP TESTS LIBRARIES [FLAGS]
cortex_m() {
    target "arm-none-eabi-gcc -mthumb -mcpu=$1" "-Os $fewer ${8-}" \
        "--specs=rdimon.specs -nostartfiles /usr/lib/arm-none-eabi/newlib/$7/rdimon-crt0.o -T tests/targets/cortex_m.ld
        -Wl,--defsym=CODE=$3,--defsym=DATA=$4,--defsym=STACK_TOP=$5 -Wl,--no-warn-rwx-segments" \
        "qemu-system-arm -M $2 $semihosting -kernel" "$6" tests/targets/cortex_m.c
}

# target COMPILER FLAGS LINK RUN TESTS EXTRA: builds, runs, counts.
target() {
    out=build/targets/$name
    # shellcheck disable=SC2086 # words of a command line
    if ! make -j"$(nproc)" -s -f tests/targets/target.mk OUT="$out" CC="$1" FLAGS="$2" LINK="$(echo $3)" RUN="$4" \
        TESTS="$(echo $5)" EXTRA="${6-}" >"$out.log" 2>&1; then
        tail -n 20 "$out.log"
        echo "$name: it does not build: $out.log"
        failed=$((failed + 1))
        return 0
    fi
    # shellcheck disable=SC2046 # three words
    set -- $(awk '
        FNR == 1 { if (NR > 1 && !ended) bad++; ended = 0; planned = 0; seen = 0 }
        /^1\.\.[0-9]+$/ { planned = substr($0, 4) + 0 }
        /^ok .*# SKIP/ { skipped++; seen++; next }
        /^ok / { passed++; seen++ }
        /^not ok / { bad++; seen++; print FILENAME ": " $0 >"/dev/stderr" }
        /^exit / {
            ended = 1
            if ($2 != 0 || seen != planned || planned == 0) {
                bad++
                print FILENAME ": " seen " of " planned " cases, exit code " $2 >"/dev/stderr"
            }
        }
        END { print passed + 0, bad + 0, skipped + 0 }' "$out"/*.tap)
    printf '%-28s %5d passed, %d failed, %d skipped\n' "$name" "$1" "$2" "$3"
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

run() {
    name=$1
    rm -rf "build/targets/$name"
    mkdir -p "build/targets/$name"
    case $name in
    i386) target i686-linux-gnu-gcc "-O2 $fewer" -static qemu-i386-static "$tests" ;;
    mips-big-endian) target mips-linux-gnu-gcc "-O2 $fewer" -static qemu-mips-static "$tests" ;;
    powerpc-big-endian) target powerpc-linux-gnu-gcc "-O2 $fewer" -static qemu-ppc-static "$tests" ;;
    cortex-m0) cortex_m cortex-m0 microbit 0 0x20000000 0x20004000 "$small" thumb/v6-m/nofp --specs=nano.specs ;;
    cortex-m3) cortex_m cortex-m3 mps2-an385 0 0x21000000 0x22000000 "$tests" thumb/v7-m/nofp ;;
    cortex-m4) cortex_m cortex-m4 mps2-an386 0 0x21000000 0x22000000 "$tests" thumb/v7e-m/nofp ;;
    cortex-m7) cortex_m cortex-m7 mps2-an500 0 0x60000000 0x61000000 "$tests" thumb/v7e-m/nofp ;;
    cortex-m33) cortex_m cortex-m33 mps2-an505 0x10000000 0x80000000 0x81000000 "$tests" thumb/v8-m.main/nofp ;;
    riscv32)
        target 'riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 --specs=picolibc.specs' "-Os $fewer" \
            "--oslib=semihost --crt0=hosted -Wl,--defsym=__flash=0x80000000,--defsym=__flash_size=0x400000
            -Wl,--defsym=__ram=0x80400000,--defsym=__ram_size=0x4000000,--defsym=__stack_size=0x4000" \
            "qemu-system-riscv32 -M virt -bios none $semihosting -kernel" "$tests"
        ;;
    host-*-*)
        compiler=${name#host-}
        level=${compiler#*-}
        compiler=${compiler%%-*}
        [ "$compiler" = gcc ] || compiler=clang-14
        target $compiler "-${level%%-*} $(flags_of "${level#*-}")" '' '' "$tests"
        ;;
    *)
        echo "xrom: $name: no such target; there are" $targets >&2
        exit 2
        ;;
    esac
}

# The options of a name's last part.
flags_of() {
    case $1 in
    short-enums) echo -fshort-enums ;;
    signed-char) echo -fsigned-char ;;
    unsigned-char) echo -funsigned-char ;;
    esac
}

targets='cortex-m0 cortex-m3 cortex-m4 cortex-m7 cortex-m33 riscv32 i386 mips-big-endian powerpc-big-endian
    host-gcc-O0 host-gcc-Os host-gcc-O3 host-clang-O0 host-clang-Os host-clang-O3
    host-gcc-O2-short-enums host-gcc-O2-unsigned-char host-clang-O2-signed-char'
need gcc libc6-dev clang-14 make gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm \
    gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf qemu-system-misc gcc-i686-linux-gnu libc6-dev-i386-cross \
    gcc-mips-linux-gnu libc6-dev-mips-cross gcc-powerpc-linux-gnu libc6-dev-powerpc-cross qemu-user-static

passed=0 failed=0 skipped=0
# shellcheck disable=SC2086 # one word a target
[ $# -gt 0 ] || set -- $targets
for wanted; do
    run "$wanted"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
