# shellcheck shell=bash disable=SC2034
# What every script here shares: where things are kept, how a step is announced, timed and failed.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/vitascope
mkdir -p "$cache"
export GIT_TERMINAL_PROMPT=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 LC_ALL=C.UTF-8

# An interruption is no failure of whatever was running.
trap 'exit 130' INT TERM

# Ends the step with the reason (first argument) and what to try (second).
fail() {
    printf '    failed: %s\n    try:    %s\n' "$1" "$2" >&2
    exit 1
}

# Says something within a step, indented under its title.
note() {
    printf '    %s\n' "$*"
}

# Says that a step had nothing to do, and ends it.
skip() {
    note "skipped: $*"
    exit 0
}

# Seconds since the given time in nanoseconds, with one decimal.
seconds_since() {
    local tenths=$((($(date +%s%N) - $1) / 100000000))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# Runs a step: title, then the command, then its time. A failing step ends the whole run.
step() {
    local title=$1 began status
    shift
    began=$(date +%s%N)
    printf '==> %s\n' "$title"
    if "$@"; then
        note "done in $(seconds_since "$began")"
        return
    else
        status=$?
    fi
    printf '==> Stopped at the step "%s" after %s. Running the same command again goes on from there.\n' \
        "$title" "$(seconds_since "$began")" >&2
    exit "$status"
}
