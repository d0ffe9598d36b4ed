#!/usr/bin/env bash
# Installs the Debian packages of debian-packages.txt that are missing. Nothing missing: apt is not even asked.
set -euo pipefail
# shellcheck source=Scripts/lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t wanted < <(sed 's/#.*//' "$root/Scripts/debian-packages.txt" | awk 'NF { print $1 }')
missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
done

[[ ${#missing[@]} -gt 0 ]] || skip "all ${#wanted[@]} packages are installed"

if [[ $EUID -ne 0 ]]; then
    fail "${#missing[@]} packages are missing and only root may install them" \
        "run this, then the same command again:
            sudo apt-get install --no-install-recommends ${missing[*]}"
fi

note "installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# An installation that was cut off leaves packages unpacked but not configured.
dpkg --configure -a >/dev/null || true
log=$cache/apt.log
apt-get -qq update >"$log" 2>&1 || note "apt-get update complained; going on with the lists there are ($log)"
apt-get -qq install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    fail "apt-get could not install them (all it said is in $log)" "apt-get install ${missing[*]}"
}
