#!/bin/sh
# SPDX-License-Identifier: MIT
# Adds up TAP files, and tells of each: a case that skips.txt names is skipped, whatever it gave, and one that it names in vain
# is a failure.
exec awk '
    function tell() {
        if (file == "") {
            return
        }
        if (planned == "" || seen != planned) {
            bad++
            print "    " file ": " seen " of " planned " cases ran"
            print "    " last
        }
        if (ended && !wrong) {
            bad++
            print "    " file ": " ended
        }
        printf "%-24s %4d passed, %d failed, %d skipped\n", file, good, bad, left
        passed += good; failed += bad; skipped += left
    }
    FILENAME ~ /skips.txt$/ {
        if ($0 !~ /^#/ && split($0, part, "; ") >= 3) {
            reasons[part[1] "; " part[2]] = part[3]
        }
        next
    }
    { sub(/\r$/, "") }
    FNR == 1 {
        tell()
        file = FILENAME
        sub(/^.*\//, "", file)
        sub(/\.tap$/, "", file)
        planned = ""
        seen = good = bad = left = wrong = 0
        ended = ""
    }
    /^1\.\.0 # SKIP/ { planned = 0; left++; next }
    /^1\.\.[0-9]+$/ { planned = substr($0, 4) + 0; next }
    /^# ended with exit code/ { ended = substr($0, 3); next }
    /^(not )?ok [0-9]+/ {
        seen++
        wrong += /^not/
        name = $0
        sub(/^(not )?ok [0-9]+ (- )?/, "", name)
        skip = name ~ / # SKIP/
        sub(/ # SKIP.*/, "", name)
        key = file "; " name
        known[file] = 1
        if (key in reasons) {
            used[key] = 1
            left++
        } else if (skip) {
            left++
        } else if (/^ok/) {
            good++
        } else {
            bad++
            print "    " file ": " $0
            showing = 8
        }
        next
    }
    showing-- > 0 { print "        " substr($0, 1, 150) }
    { last = $0 }
    END {
        tell()
        for (key in reasons) {
            split(key, part, "; ")
            if (known[part[1]] && !(key in used)) {
                print "    skips.txt names what is not there: " key
                failed++
            }
        }
        print passed + 0 " passed, " failed + 0 " failed, " skipped + 0 " skipped"
        exit failed > 0 || passed == 0
    }
' tests/windows/skips.txt "$@"
