# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # what is set here is for the scripts
# To be sourced: compiles the code for firmware as firmware would, and measures what is linked of it. The compiler and its
# options are in `firmware_cc`, the prefix of its tools in `firmware_tools`, options of the linker in `firmware_ld`.

# The functions that firmware calls, by what they are for.
roots='xrom_open xrom_lookup xrom_stat xrom_iterate xrom_next xrom_data xrom_read'
index_roots='xrom_index_open xrom_index_lookup'
metadata_roots='xrom_metadata xrom_modified'
verify_roots='xrom_verify_begin xrom_verify_step xrom_verify'
contract_roots='xrom_map xrom_erase xrom_program xrom_sync'
rp2040_roots='xrom_rp2040_xip_open xrom_rp2040_flash_open xrom_rp2040_crc32'
slots_roots='xrom_slots_open xrom_slots_acquire xrom_slots_confirm xrom_slots_rollback xrom_slots_begin xrom_install_write
    xrom_slots_finish'
mpy_roots='xrom_mpy_open xrom_mpy_walk xrom_mpy_next xrom_mpy_prelude xrom_mpy_check'


# compile FOLDER: all sources, to objects in a folder. Returns 1 where one does not compile.
compile() {
    objects=$1
    mkdir -p "$objects"
    for source in lib/*.c lib/mpy/*.c lib/backend/backend.c lib/backend/rp2040_*.c; do
        # A section for each function lets the linker drop what is not called; callgraph-info gives calls and stack. ccache
        # does not know of that, and would leave it out.
        # shellcheck disable=SC2086 # words of a command line
        CCACHE_DISABLE=1 $firmware_cc -std=c11 -Os -ffreestanding -ffunction-sections -fdata-sections \
            -fcallgraph-info=su -I include -c "$source" -o "$objects/$(basename "$source" .c).o" || return 1
    done
}

# Links what a firmware takes that calls some functions: link NAME FUNCTION...
link() {
    linked=$objects/$1
    shift
    wanted=
    for root in "$@"; do
        wanted="$wanted -u $root"
    done
    # shellcheck disable=SC2086 # words of a command line
    ${firmware_tools}ld $firmware_ld -r --gc-sections $wanted -o "$linked" "$objects"/*.o || bail_out 'it does not link'
}

# Bytes of the text that was linked last.
text() {
    ${firmware_tools}size "$linked" | awk 'END { print $1 }'
}

# The deepest chain of calls from a function on: "BYTES: FUNCTION BYTES > FUNCTION BYTES..", or why there is no such figure.
# With a second word, what is called through pointers does not count.
deepest() {
    cat "$objects"/*.ci | awk -v root="$1" -v calls_out="${2:-}" '
        function field(name) {
            if (!match($0, name ": \"[^\"]*\"")) return ""
            return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        }
        /^node:/ {
            title = field("title")
            label = field("label")
            if (match(label, /[0-9]+ bytes \(static\)/)) stack[title] = substr(label, RSTART) + 0
            else if (label ~ / bytes \(/) wrong = "the stack of " title " is not constant"
        }
        /^edge:/ { calls[field("sourcename")] = calls[field("sourcename")] " " field("targetname") }
        # Takes all ways down from a function; what led to it stands in `before`. Sets depth[] and chain[].
        function descend(name, before,    list, count, i, best, rest) {
            if (index(before, " " name " ")) wrong = name " calls itself"
            if (name == "__indirect_call" && calls_out) return
            if (name == "__indirect_call") wrong = "there is an indirect call after" before
            if (wrong != "") return
            count = split(calls[name], list, " ")
            best = 0
            rest = ""
            for (i = 1; i <= count; i++) {
                descend(list[i], before name " ")
                if (depth[list[i]] > best) {
                    best = depth[list[i]]
                    rest = " > " chain[list[i]]
                }
            }
            depth[name] = stack[name] + best
            chain[name] = name " " stack[name] rest
        }
        END {
            if (!(root in stack)) wrong = "nothing is known of " root
            descend(root, " ")
            print wrong != "" ? wrong : depth[root] ": " chain[root]
        }
    '
}
