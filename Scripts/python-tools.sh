#!/usr/bin/env bash
# Makes a Python environment in the cache folder from a list of exact versions: python-tools.sh NAME
#   test-tools    the speech recogniser that the speech tests listen with
#   bench-tools   moviepy, FastAPI and Celery, which the benchmarks compare with
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

list=$root/Scripts/$1.txt
place=$cache/$1
stamp=$(sha256sum "$list" | cut -d ' ' -f 1)
[[ -e $place/.made && $(<"$place/.made") == "$stamp" ]] && skip "it is in $place"

note "making $place (pip downloads about 150 MB at most)"
rm -rf "$place"
python3 -m venv "$place" || fail "python3 could not make an environment" "install python3-venv, then run again"
"$place/bin/python" -m pip install -q --no-deps --only-binary=:all: -r "$list" ||
    fail "pip could not install what $list names" "check the network, then run again"
printf '%s' "$stamp" >"$place/.made"
