#!/usr/bin/env bash
# Runs the measurements in Benchmarks/.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

export VITASCOPE_BENCH_PYTHON=$cache/bench-tools/bin/python
[[ -x $root/Benchmarks/run.sh ]] || fail "there are no measurements in this checkout" "see Benchmarks/"
exec "$root/Benchmarks/run.sh" "$@"
