# shellcheck shell=bash disable=SC2154,SC2016
# Reads other Debian suites than the machine's own through an apt state of our own, so that the machine's
# sources, lists and installed packages stay as they are.

aside=$cache/apt

# The address of the machine's own Debian archive, from its lists, or from its sources where there are none yet.
debian_archive() {
    local found
    found=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk '$1 == "Debian" { print $2; exit }')
    if [[ -z $found ]]; then
        found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
            grep -oE '(https?|file|mirror\+[a-z]+):/[^ ]*/debian/?( |$)' | head -n 1 | tr -d ' ')
    fi
    [[ -n $found ]] || fail "this machine's apt sources name no Debian archive" \
        "add one to /etc/apt/sources.list, or connect to the network so that public addresses can be used"
    printf '%s' "$found"
}

# apt-get with the state of our own for one suite: apt_aside SUITE ARGUMENTS...
apt_aside() {
    local state=$aside/$1
    shift
    apt-get -o Dir::State="$state" -o Dir::State::Lists="$state/lists" -o Dir::State::status="$state/status" \
        -o Dir::Cache="$state/cache" -o Dir::Etc::SourceList="$state/sources.list" \
        -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

# Makes and refreshes the state of one suite: apt_aside_update SUITE deb|deb-src
apt_aside_update() {
    local state=$aside/$1 keys='' found
    for found in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
        if [[ -e $found ]]; then keys="[signed-by=$found] "; fi
    done
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    : >"$state/status"
    printf '%s %s%s %s main\n' "$2" "$keys" "$(debian_archive)" "$1" >"$state/sources.list"
    apt_aside "$1" -qq update || fail "Debian's $1 lists could not be read" "check the network, then run again"
}
