# SPDX-License-Identifier: MIT
# To be sourced: what tools/demo.sh and tools/test.sh have in common.

# Says what is being done.
say() {
    printf '%s\n' "== $*"
}

# Installs those of the Debian packages that are missing.
need() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing:$missing"
    if [ "$(id -u)" != 0 ]; then
        echo "xrom: not root: install these packages first, as root: apt-get install$missing" >&2
        exit 1
    fi
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# Configures a build folder, new or not, with the given options, and builds all in it.
build() {
    folder=$1
    shift
    if [ -f "$folder/build.ninja" ]; then
        meson configure "$folder" "$@" >/dev/null
    else
        meson setup "$folder" "$@" >/dev/null || {
            cat "$folder/meson-logs/meson-log.txt" >&2
            exit 1
        }
    fi
    ninja -C "$folder" --quiet
}

# Installs the packages of Node that tests/node/package.json names into build/node, and tells the tests where they are.
need_node() {
    { command -v node && command -v npm; } >/dev/null 2>&1 || need nodejs npm
    if ! cmp -s tests/node/package-lock.json build/node/package-lock.json; then
        say 'installing packages of Node into build/node'
        rm -rf build/node
        mkdir -p build/node
        cp tests/node/package.json tests/node/package-lock.json build/node/
        npm ci --prefix build/node --ignore-scripts --no-audit --no-fund --silent || {
            rm -rf build/node
            exit 1
        }
    fi
    XROM_NODE_MODULES=$PWD/build/node/node_modules
    export XROM_NODE_MODULES
}
