#!/usr/bin/env bash
# Builds the release program.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$root"
log=$cache/build.log
[[ -e .build/release/vitascope ]] || note "this takes a few minutes the first time ($log)"
swift build -c release --product vitascope >"$log" 2>&1 || {
    grep -E 'error|warning' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    fail "the build did not succeed (all it said is in $log)" "read that; if it makes no sense, rm -rf .build and run again"
}
note "$(tail -n 1 "$log")"
