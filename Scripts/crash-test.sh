#!/usr/bin/env bash
# Kills a service's processes 200 times at random moments under load and looks whether anything was lost;
# VITASCOPE_CRASH_ROUNDS and VITASCOPE_CRASH_SEED choose otherwise.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$root"
export VITASCOPE_CRASH_ROUNDS=${VITASCOPE_CRASH_ROUNDS:-200}
step "Test build" swift build -q -c release --build-tests
step "Crash test, $VITASCOPE_CRASH_ROUNDS kills" swift test -q -c release --skip-build --filter CrashTests
