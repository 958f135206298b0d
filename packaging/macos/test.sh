# shellcheck shell=bash
# macOS: tries what packaging/macos/build.sh made. To be sourced after packaging/steps.sh, in the project's folder.
#
# Elsewhere than on macOS it reads the bundle only. KEYWARD_MACOS_CHECK=1 has both targets compiled as well, which
# takes minutes: packaging/check macos macos-intel.

. packaging/macos/build.sh

# shellcheck disable=SC2034 # For packaging/test.
MACOS_TEST_PACKAGES=(python3)

test_macos() {
    local numbers=${KEYWARD_VERSION%%[-+]*}
    if can_link_macos; then
        try_macos_dmg
        return
    fi
    python3 packaging/macos/check.py "$macos_app" "$numbers" --without-program
    python3 packaging/macos/icns.py list "$macos_app/Contents/Resources/keyward.icns"
    [ "${KEYWARD_MACOS_CHECK:-}" != 1 ] || packaging/check macos macos-intel
    echo "NOT tried here, for it needs macOS: the program, its signature, the .dmg"
}

# As a person does: opens the image, copies the program, starts it, throws it away.
try_macos_dmg() (
    set -euo pipefail
    scratch=$(mktemp -d)
    volume=$scratch/volume
    program=$scratch/Keyward.app/Contents/MacOS/keyward
    running=
    # shellcheck disable=SC2317 # Called by the trap.
    leave() {
        [ -z "$running" ] || kill "$running" 2>/dev/null || true
        hdiutil detach -quiet "$volume" 2>/dev/null || true
        rm -rf -- "$scratch"
    }
    trap leave EXIT

    hdiutil verify -quiet "$macos_image"
    mkdir -- "$volume"
    hdiutil attach -quiet -nobrowse -readonly -mountpoint "$volume" "$macos_image"
    [ "$(readlink "$volume/Applications")" = /Applications ]
    cp -R -- "$volume/Keyward.app" "$scratch/"
    hdiutil detach -quiet "$volume"

    python3 packaging/macos/check.py "$scratch/Keyward.app" "${KEYWARD_VERSION%%[-+]*}"
    plutil -lint "$scratch/Keyward.app/Contents/Info.plist" "$scratch"/Keyward.app/Contents/Resources/*.lproj/InfoPlist.strings
    iconutil --convert iconset --output "$scratch/icons.iconset" "$scratch/Keyward.app/Contents/Resources/keyward.icns"
    ls "$scratch/icons.iconset"
    codesign --verify --deep --strict --verbose=2 "$scratch/Keyward.app"
    codesign --display --verbose=2 "$scratch/Keyward.app" 2>&1 | tee "$scratch/signature"
    grep -q 'flags=.*runtime' "$scratch/signature"
    lipo "$program" -verify_arch arm64 x86_64

    "$program" --version
    "$program" --help >/dev/null
    # It stays open until it is told to go; what it says meanwhile would be a fault.
    "$program" --demo --settings-dir "$scratch/settings" 2>"$scratch/said" &
    running=$!
    sleep 15
    kill -0 "$running" || { cat -- "$scratch/said" >&2; echo "the demo did not stay open" >&2; exit 1; }
    kill "$running"
    wait "$running" || true
    running=
    cat -- "$scratch/said" >&2
    if grep -qiE 'error|panicked' "$scratch/said"; then exit 1; fi
    echo "opened, started and removed: ${macos_image##*/}"
)
