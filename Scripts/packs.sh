#!/usr/bin/env bash
# Fetches the model packs that films use by default, or the ones named.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

"$root/.build/release/vitascope" models fetch "$@" ||
    fail "not every pack could be fetched" "check the network, then run again; films work without, less well"
