#!/usr/bin/env bash
# Renders a film at 1920x1080 to out/: the text in PROMPT, the file in SCRIPT, or the sample. What a user wrote comes
# in by the environment and goes on as one argument; no shell ever reads it as its own.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

vitascope=$root/.build/release/vitascope
if [[ -n ${PROMPT:-} && -n ${SCRIPT:-} ]]; then
    fail "both PROMPT and SCRIPT are set" "give one of them"
fi
if [[ -n ${PROMPT:-} ]]; then
    output=$root/out/prompt
    what=(-- "$PROMPT")
else
    script=${SCRIPT:-$root/Examples/water.md}
    [[ $script == /* ]] || script=./$script
    [[ -f $script ]] || fail "there is no script at $script" "name one with SCRIPT=file, or give PROMPT=\"...\""
    output=$root/out/$(basename "$script" .md)
    what=(--script "$script")
fi
# Its last words on standard output are the paths of the MP4 and the playlist.
exec "$vitascope" make --output "$output" --size 1920x1080 "${what[@]}"
