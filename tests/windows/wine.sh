# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# To be sourced in the project's folder: Wine without a screen, with a folder of its own in build/windows.

WINEPREFIX=$PWD/build/windows/wine
WINEDEBUG=-all
WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe='
unset DISPLAY
wine=$PWD/tests/windows/wine
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES wine

# wine_begin: makes the folder, and keeps the server of Wine running until wine_end, which saves a second a program. False:
# no program can be run.
wine_begin() {
    mkdir -p "$WINEPREFIX"
    /usr/lib/wine/wineserver64 -p600 >"$WINEPREFIX.log" 2>&1 || true
    "$wine" cmd /c exit 7 >"$WINEPREFIX.log" 2>&1 </dev/null
    [ $? -eq 7 ]
}

wine_end() {
    /usr/lib/wine/wineserver64 -k || true
}
