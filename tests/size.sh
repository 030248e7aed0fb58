#!/bin/sh
# SPDX-License-Identifier: MIT
# What the reader costs on a Cortex-M0+, and that it stays within its limits. The figures are printed as comments.
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/tap_lib.sh
. tests/tap_lib.sh
# shellcheck source=tests/size_lib.sh
. tests/size_lib.sh
command -v arm-none-eabi-gcc >/dev/null 2>&1 || skip_all 'there is no arm-none-eabi-gcc'

TEXT_MAX=1000 # bytes, of the functions below and all that they call, without the C library
STACK_MAX=128 # bytes, of the deepest lookup, without the C library: the 12 of newlib's memcmp() end a shorter chain
INDEX_TEXT_MAX=350  # bytes, of the functions below and what they call that is not linked already
INDEX_STACK_MAX=144 # bytes, of the deepest lookup through the index
ALL_TEXT_MAX=1500   # bytes, of these and of metadata and verification
MPY_TEXT_MAX=2500  # bytes, of all that reads and checks a .mpy
RP2040_TEXT_MAX=1024 # bytes, of the backend of the RP2040: to read, to write, and the checksum by hardware
SLOTS_TEXT_MAX=1536 # bytes, of all that slots and updates take beside the reader, its checksum and a backend
SLOTS_STACK_MAX=200 # bytes, of the deepest of these functions, without the backend and the functions of the user
MPY_STACK_MAX=300  # bytes, of the check of a .mpy
firmware_cc='arm-none-eabi-gcc -mcpu=cortex-m0plus -mthumb' firmware_tools=arm-none-eabi- firmware_ld=

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
compile "$objects" || bail_out 'the sources do not compile'

# at_most NAME BYTES LIMIT
at_most() {
    check "$1 is at most $3 bytes" "$([ "$2" -le "$3" ] || echo "it is $2")"
}

# shellcheck disable=SC2086 # one word a function, here and below
link core $roots
core=$(text)
arm-none-eabi-nm -S --size-sort "$linked" | while read -r _ size _ name; do
    printf '# %4d bytes of text: %s\n' "0x$size" "$name"
done
equal 'who uses neither index, metadata nor verification links none of their code' '' \
    "$(arm-none-eabi-nm "$linked" | grep -E 'xrom_(index|metadata|modified|verify|crc32)')"

# shellcheck disable=SC2046 # three words
set -- $(arm-none-eabi-size "$linked" | tail -n 1)
echo "# text $1, data $2, bss $3 bytes: open, lookup, stat, iterate, data and read"
at_most text "$1" $TEXT_MAX
at_most data "$2" 0
at_most bss "$3" 0

# shellcheck disable=SC2086
link indexed $roots $index_roots
indexed=$(($(text) - core))
echo "# text $indexed bytes more: open and lookup of the index"
at_most 'text of the index' $indexed $INDEX_TEXT_MAX

# shellcheck disable=SC2086
link metadata $roots $metadata_roots
echo "# text $(($(text) - core)) bytes more: metadata"
# shellcheck disable=SC2086
link verify $roots $verify_roots
echo "# text $(($(text) - core)) bytes more: verification"
# shellcheck disable=SC2086
link hardware $roots xrom_verify_begin xrom_verify_step
equal 'who has a CRC of its own does not link that of the library' '' "$(arm-none-eabi-nm "$linked" | grep xrom_crc32)"
# shellcheck disable=SC2086
link all $roots $index_roots $metadata_roots $verify_roots
all=$(text)
echo "# text $all bytes: all of these"
at_most 'text of all' "$all" $ALL_TEXT_MAX

# shellcheck disable=SC2086
link mpy $mpy_roots
echo "# text $(text) bytes: open, walk, prelude and check of a .mpy"
at_most 'text of the reader of .mpy' "$(text)" $MPY_TEXT_MAX

# shellcheck disable=SC2086
link contract $contract_roots xrom_crc32
contract=$(text)
# shellcheck disable=SC2086
link rp2040 $contract_roots xrom_crc32 $rp2040_roots
rp2040=$(($(text) - contract))
link xip xrom_rp2040_xip_open
echo "# text $rp2040 bytes: the backend of the RP2040; of it to read alone $(text)"
at_most 'text of the backend of the RP2040' $rp2040 $RP2040_TEXT_MAX

# shellcheck disable=SC2086
link verified $roots $contract_roots xrom_verify
verified=$(text)
# shellcheck disable=SC2086
link install $roots $contract_roots xrom_verify xrom_install_begin xrom_install_write xrom_install_finish
install=$(($(text) - verified))
# shellcheck disable=SC2086
link slots $roots $contract_roots xrom_verify $slots_roots
slots=$(($(text) - verified))
echo "# text $slots bytes more: two slots and updates of them; of it one image alone $install"
at_most 'text of slots and updates' $slots $SLOTS_TEXT_MAX

for root in $roots $index_roots $mpy_roots; do
    echo "# stack in bytes: $(deepest "$root")"
done
found=$(deepest xrom_lookup)
check "the deepest lookup takes at most $STACK_MAX bytes of stack" \
    "$([ "${found%%:*}" -gt 0 ] 2>/dev/null && [ "${found%%:*}" -le $STACK_MAX ] || echo "$found")"
found=$(deepest xrom_index_lookup)
check "the deepest lookup through the index takes at most $INDEX_STACK_MAX bytes of stack" \
    "$([ "${found%%:*}" -gt 0 ] 2>/dev/null && [ "${found%%:*}" -le $INDEX_STACK_MAX ] || echo "$found")"
deepest_of_slots=0
for root in $slots_roots; do
    found=$(deepest "$root" without)
    echo "# stack in bytes, without the backend: $found"
    [ "${found%%:*}" -le $SLOTS_STACK_MAX ] 2>/dev/null || deepest_of_slots=$found
done
check "the deepest function of slots takes at most $SLOTS_STACK_MAX bytes of stack" \
    "$([ "$deepest_of_slots" = 0 ] || echo "$deepest_of_slots")"
found=$(deepest xrom_mpy_check)
check "the check of a .mpy takes at most $MPY_STACK_MAX bytes of stack" \
    "$([ "${found%%:*}" -gt 0 ] 2>/dev/null && [ "${found%%:*}" -le $MPY_STACK_MAX ] || echo "$found")"
done_testing
