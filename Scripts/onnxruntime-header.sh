#!/usr/bin/env bash
# Puts ONNX Runtime's C header where COnnxRuntime includes it. It comes from Debian's libonnxruntime-dev, which older
# releases lack, so it is taken from trixie's without installing it. The library itself is a pack.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=Scripts/apt-aside.sh
. "$(dirname "$0")/apt-aside.sh"

name=onnxruntime_c_api.h
hash=7783e9664bdb0b1b36145b5c8587dd1bc9a399aa000edf2e3dd03003cafc6882
kept=$cache/onnxruntime-header/$name
place=$root/Sources/Native/COnnxRuntime/include/onnxruntime/$name

is_right() {
    [[ -e $1 ]] && printf '%s  %s\n' "$hash" "$1" | sha256sum --check --status
}

is_right "$place" && skip "it is there"

if ! is_right "$kept"; then
    scratch=$(mktemp -d "$cache/header.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    apt_aside_update trixie deb
    note "downloading Debian's libonnxruntime-dev (0.1 MB)"
    (cd "$scratch" && apt_aside trixie -qq download libonnxruntime-dev) ||
        fail "Debian's libonnxruntime-dev could not be downloaded" "check the network, then run again"
    dpkg-deb -x "$scratch"/libonnxruntime-dev_*.deb "$scratch/tree"
    header=$scratch/tree/usr/include/onnxruntime/$name
    is_right "$header" ||
        fail "trixie's libonnxruntime-dev has another $name than the one this was written for" \
            "set its SHA-256 in Scripts/onnxruntime-header.sh after reading what changed"
    mkdir -p "$(dirname "$kept")"
    mv "$header" "$kept"
fi
mkdir -p "$(dirname "$place")"
cp "$kept" "$place.new"
mv "$place.new" "$place"
