#!/usr/bin/env bash
# Runs every measurement and prints the table that docs/performance.md carries; `run.sh NAME…` runs some.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
exec "${VITASCOPE_BENCH_PYTHON:-python3}" "$here/bench.py" "$@"
