#!/usr/bin/env bash
# Prepares a machine, step by step. Every step looks first whether it is done, so running this again costs a few
# seconds, and after an interruption it goes on where it was. With `test` or `bench` as argument, also what those need.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

exec 9>"$cache/setup.lock"
if ! flock -n 9; then
    printf '==> Another setup is running; waiting for it\n'
    flock 9
fi

began=$(date +%s%N)
here=$root/Scripts
step "Debian packages" "$here/debian-packages.sh"
step "Swift toolchain" "$here/swift-toolchain.sh"
step "Swift packages" "$here/swift-packages.sh"
step "ONNX Runtime header" "$here/onnxruntime-header.sh"
step "Release build" "$here/build.sh"
step "Model packs" "$here/packs.sh"
for extra in "$@"; do
    case $extra in
    test)
        step "Speech for the tests" "$here/packs.sh" whisper-base reading-austen
        step "Python tools for the tests" "$here/python-tools.sh" test-tools
        ;;
    bench) step "Python tools for the benchmarks" "$here/python-tools.sh" bench-tools ;;
    *) fail "there is no setup for $extra" "setup.sh [test] [bench]" ;;
    esac
done
printf '==> Ready after %s\n' "$(seconds_since "$began")"
