#!/usr/bin/env bash
# Checks the form of the sources: Swift by swift-format, scripts by shellcheck. Changes nothing.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$root"
swift format lint --strict --recursive --parallel Package.swift Sources Tests ||
    fail "swift-format has complaints" "swift format -i -r Package.swift Sources Tests, then look at what is left"
if command -v shellcheck >/dev/null; then
    shellcheck -x Scripts/*.sh .ci/run || fail "shellcheck has complaints" "see above"
fi
