#!/usr/bin/env bash
# All checks: form, a debug build without warnings (they are errors), and every test, in the release configuration
# that films are made with.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$root"
step "Form" Scripts/lint.sh
step "Debug build" swift build -q
# Not a plain `swift test -c release`: it builds everything anew with other flags, and the next film again.
step "Test build" swift build -q -c release --build-tests
# Hundreds of tests at once on a few cores make those that speak with slow clients wait past their patience.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=6
step "Tests" swift test -q -c release --skip-build
# By themselves: they count frames, and a busy machine drops some.
for suite in player studio; do
    step "Browser, $suite" "$cache/test-tools/bin/python" "Tests/Browser/test_$suite.py" --vitascope .build/release/vitascope
done
