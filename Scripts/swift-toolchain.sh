#!/usr/bin/env bash
# Checks that there is a Swift that can build this.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

needed=6.2
command -v swift >/dev/null || fail "there is no Swift on this machine" \
    "install Swift $needed or newer (https://www.swift.org/install) and make sure that swift is in PATH"
said=$(swift --version 2>&1 || true)
found=$(grep -oE 'Swift version [0-9.]+' <<<"$said" | head -n 1 | cut -d ' ' -f 3 || true)
[[ -n $found ]] || fail "swift does not run: ${said%%$'\n'*}" "install what it misses, or Swift $needed or newer again"
[[ $(printf '%s\n' "$needed" "$found" | sort -V | head -n 1) == "$needed" ]] ||
    fail "this machine's Swift is $found" "install Swift $needed or newer (https://www.swift.org/install)"
note "Swift $found"
