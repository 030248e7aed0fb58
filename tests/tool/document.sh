#!/bin/sh
# SPDX-License-Identifier: MIT
# xrom document: all commands and options are there, and what is written works where it is meant to.
. "$(dirname "$0")/tool.sh"

refuse 'an unknown document' 2 'xrom: html: is no document: man, bash or zsh; see xrom document --help' document html
for name in man bash zsh; do
    run document $name
    equal "document $name ends with 0 and says nothing else" '0 ' "$status $(cat "$room/err")"
    cp "$room/out" $name
done

# options COMMAND: those that its help has, long and short, a line each.
options() {
    "$xrom" "$1" --help | sed -n '/^Options:/,/^$/s/^  \(   \|-.\), *\(--[a-z0-9-]*\).*/\1\n\2/p; s/^      \(--[a-z0-9-]*\).*/\1/p' |
        grep -e '^-' | sort -u
}
commands=$("$xrom" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
equal 'the commands are known' yes "$(echo "$commands" | grep -qx document && echo yes)"

sed 's/\\-/-/g; s/\\f[BIR]//g' man >man.plain
missing=
for command in $commands; do
    grep -q "^\.SS xrom $command " man.plain || missing="$missing $command"
    for option in $(options "$command" | grep -v -e '--help' -e '--version$'); do
        sed -n "/^\.SS xrom $command /,/^\.S[SH] /p" man.plain | grep -q -e "^$option\b" -e "^-., $option\b" ||
            missing="$missing $command:$option"
    done
done
equal 'the manual has all commands and options' '' "$missing"
if command -v mandoc >/dev/null 2>&1; then
    check 'the manual is sound' "$(mandoc -T lint -W warning man 2>&1 | grep -v 'missing date')"
    equal 'and shows text as it is' 1 "$(mandoc -T utf8 -O width=200 man | sed 's/.\x08//g' |
        grep -c 'give the bytes of `mpremote romfs --no-mpy build`')"
else
    skip 'the manual is sound' 'there is no mandoc'
fi

# complete WORD...: what bash completes the last word with, in a line, sorted.
complete() {
    bash -c '
        . ./bash
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _xrom xrom "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>messages
        cat messages
        [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"
    ' bash xrom "$@" | sort | tr '\n' ' ' | sed 's/ $//'
}
if command -v bash >/dev/null 2>&1; then
    equal 'bash completes commands' 'cat check convert' "$(complete c)"
    equal 'bash completes options' '--index' "$(complete build --in)"
    equal 'bash completes words of an option' 'always auto' "$(complete build tree --index a)"
    equal 'bash completes them behind a =' 'always auto' "$(complete build tree --index = a)"
    equal 'bash completes all of them' 'always auto never' "$(complete build tree --index =)"
    equal 'bash completes the operand that is a word' 'man' "$(complete document m)"
    mkdir folder
    : >file
    equal 'bash completes folders' folder "$(complete build --cache f)"
    equal 'bash leaves files to the shell' '' "$(complete ls f)"
    missing=
    for command in $commands; do
        for option in $(options "$command"); do
            case " $(complete "$command" "$option") " in
            *" $option "*) ;;
            *) missing="$missing $command:$option" ;;
            esac
        done
    done
    equal 'bash has all options' '' "$missing"
else
    skip 'bash completes' 'there is no bash'
fi

# zsh_is_told WORD...: what the completion tells zsh about the command line, a line each.
zsh_is_told() {
    zsh -f -c '
        _arguments() { print -rl -- "$@" }
        _describe() { print -rl -- "${(@P)2}" }
        words=(xrom "$@")
        CURRENT=$#words
        complete() { . ./zsh }
        complete
    ' zsh "$@" 2>&1
}
if command -v zsh >/dev/null 2>&1; then
    equal 'zsh completes commands' "$commands" "$(zsh_is_told '' | sed 's/:.*//')"
    missing=
    for command in $commands; do
        zsh_is_told "$command" '' >told
        for option in $(options "$command"); do
            grep -q -e "^\*$option[=+[]" told || missing="$missing $command:$option"
        done
    done
    equal 'zsh has all options' '' "$missing"
    equal 'zsh is told of arguments' '*--index=[when to add an index of all paths (default\: auto, where it pays)]:auto|always|never:(auto always never)' \
        "$(zsh_is_told build '' | grep -e --index)"
else
    skip 'zsh completes' 'there is no zsh'
fi
done_testing
