#!/usr/bin/env bash
# Makes the Swift packages that Package.swift names resolvable: from their public addresses where those can be
# reached, else from local mirrors made out of Debian's source package `swiftlang`, which carries all of them.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=Scripts/apt-aside.sh
. "$(dirname "$0")/apt-aside.sh"

packages=(
    swift-argument-parser swift-asn1 swift-async-algorithms swift-atomics swift-certificates swift-collections
    swift-crypto swift-log swift-nio swift-numerics swift-system
)
public=https://github.com/apple
mirrors=$cache/swift-mirrors

reachable() {
    timeout 6 git ls-remote --exit-code "$public/swift-argument-parser.git" HEAD >/dev/null 2>&1
}

have_mirrors() {
    local package
    for package in "${packages[@]}"; do
        [[ -e $mirrors/$package/.git/made ]] || return 1
    done
}

# Downloads the source archive and leaves its path in $archive. An interrupted download goes on where it was.
download() {
    mkdir -p "$cache/swiftlang"
    apt_aside_update sid deb-src
    note "downloading Debian's swiftlang source (about 240 MB, once)"
    (cd "$cache/swiftlang" && apt_aside sid -qq source --download-only --tar-only swiftlang >/dev/null) ||
        fail "Debian's swiftlang source could not be downloaded" "check the network and 1 GB of free disk, then run again"
    archive=$(find "$cache/swiftlang" -maxdepth 1 -name 'swiftlang_*.orig.tar.*' | sort -V | tail -n 1)
}

# Makes one folder a repository of one commit, tagged with its version. Author and date are fixed, so that every
# machine makes the same commit and SwiftPM's fingerprints agree.
make_mirror() {
    local source=$1 package=$2 version=$3 made=$mirrors/$2
    rm -rf "$made.new" "$made"
    mv "$source/$package" "$made.new"
    rm -rf "$made.new/.git"
    (
        cd "$made.new"
        export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
        export GIT_AUTHOR_NAME=Debian GIT_AUTHOR_EMAIL=swiftlang@debian.invalid GIT_AUTHOR_DATE='2000-01-01T00:00:00Z'
        export GIT_COMMITTER_NAME=Debian GIT_COMMITTER_EMAIL=swiftlang@debian.invalid
        export GIT_COMMITTER_DATE='2000-01-01T00:00:00Z'
        git init -q -b main
        git add -A -f
        git commit -q -m "$package $version, from Debian's swiftlang source"
        git tag "$version"
        : >.git/made
    )
    mv "$made.new" "$made"
    note "$package $version"
}

make_mirrors() {
    local archive top unpacked package version config
    download
    unpacked=$cache/swiftlang/unpacked
    rm -rf "$unpacked"
    mkdir -p "$unpacked" "$mirrors"
    note "unpacking"
    # The listing is cut off as soon as the first name is known; tar's complaint about that is expected.
    top=$(tar -tf "$archive" 2>/dev/null | head -n 1 || true)
    top=${top%%/*}
    config=$top/swift/utils/update_checkout/update-checkout-config.json
    tar -C "$unpacked" --no-same-owner -xf "$archive" "$config" "${packages[@]/#/$top/}" ||
        fail "$archive could not be unpacked" "delete it and run again"
    for package in "${packages[@]}"; do
        version=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))["branch-schemes"]["main"]["repos"][sys.argv[2]])' \
            "$unpacked/$config" "$package")
        make_mirror "$unpacked/$top" "$package" "$version"
    done
    rm -rf "$cache/swiftlang"
}

# The settings are SwiftPM's own file, per clone: each package's public address is answered by its mirror.
point_at_mirrors() {
    local package suffix
    for package in "${packages[@]}"; do
        for suffix in .git ''; do
            swift package --package-path "$root" config set-mirror \
                --original "$public/$package$suffix" --mirror "$mirrors/$package" >/dev/null
        done
    done
}

pointed_at_mirrors() {
    local settings=$root/.swiftpm/configuration/mirrors.json package
    [[ -e $settings ]] || return 1
    for package in "${packages[@]}"; do
        grep -q "vitascope\\\\*/swift-mirrors\\\\*/$package\"" "$settings" || return 1
    done
}

if have_mirrors && pointed_at_mirrors; then
    skip "the mirrors are in $mirrors"
fi
if [[ ${VITASCOPE_SWIFT_MIRRORS:-auto} != always ]] && reachable; then
    skip "the public addresses can be reached"
fi
have_mirrors || make_mirrors
point_at_mirrors
note "mirrors in $mirrors"
