#!/usr/bin/env bash
# All checks: form, a debug build without warnings (they are errors), and every test, in the release configuration
# that films are made with.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$root"
step "Form" Scripts/lint.sh
step "Debug build" swift build -q
step "Tests" swift test -q -c release
