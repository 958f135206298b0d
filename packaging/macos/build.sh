# shellcheck shell=bash
# macOS: Keyward.app for both processors, in a .dmg. To be sourced after packaging/steps.sh, in the project's folder.
#
# Without Apple's linker, all of the bundle is made but the program, and no .dmg.
#
# Signed with KEYWARD_MACOS_IDENTITY, a "Developer ID Application" of the keychain, or with the one in KEYWARD_MACOS_P12
# (base64 of the .p12 file) and KEYWARD_MACOS_P12_PASSWORD. Without, it is signed ad hoc: it starts on the machine that
# built it; elsewhere Gatekeeper refuses it until it is allowed, and after each update the keychain asks again whether
# Keyward may read its entry.
#
# The runtime is hardened, and no exception from that is needed: the program makes no code at run time and loads none but
# Apple's. Network and keychain take an entitlement only inside the App Sandbox, which Keyward is not in: it would take
# the administrator's settings and the person's own folders out of reach. So the list of entitlements is empty.

. packaging/project.env
. packaging/release.sh

# shellcheck disable=SC2034 # For packaging/build.
MACOS_BUILD_PACKAGES=(ca-certificates gcc libc6-dev python3)
MACOS_TRIPLES=(aarch64-apple-darwin x86_64-apple-darwin)
# Rust's own oldest for the first; the second would start on an older one, but nobody tries that.
MACOS_OLDEST=11.0

macos_app=$target/packaging/macos/Keyward.app
macos_image=$target/dist/Keyward-$KEYWARD_VERSION.dmg

can_link_macos() { [ "$(uname -s)" = Darwin ]; }

# Everything in the bundle but the program. No file in it may be written by others, whatever this shell's mask is.
macos_bundle() {
    local contents=$macos_app/Contents language file
    rm -rf -- "$macos_app"
    mkdir -p -- "$contents/MacOS" "$contents/Resources"
    # A version before a release has letters, which Apple does not take.
    sed -e "s/@NUMBERS@/${KEYWARD_VERSION%%[-+]*}/" -e "s/@OLDEST@/$MACOS_OLDEST/" \
        packaging/macos/Info.plist >"$contents/Info.plist"
    for language in en de; do
        mkdir -- "$contents/Resources/$language.lproj"
        cp -- "packaging/macos/$language.lproj/InfoPlist.strings" "$contents/Resources/$language.lproj/"
    done
    packaging/licences "$contents/Resources/THIRD-PARTY.txt"
    for file in assets/icon/keyward.icns LICENSE-MIT LICENSE-APACHE; do cp -- "$file" "$contents/Resources/"; done
    chmod -R -- u=rwX,go=rX "$macos_app"
}

# One program for both processors.
macos_program() {
    local triple slices=()
    need_rust
    for triple in "${MACOS_TRIPLES[@]}"; do
        ! command -v rustup >/dev/null || rustup target add "$triple"
        MACOSX_DEPLOYMENT_TARGET=$MACOS_OLDEST release_build --target "$triple"
        slices+=("$target/$triple/release/keyward")
    done
    lipo -create -output "$macos_app/Contents/MacOS/keyward" "${slices[@]}"
    chmod 755 "$macos_app/Contents/MacOS/keyward"
}

# macos_identity: prints what to sign with. A keychain of its own takes the certificate, and goes with the machine.
macos_identity() {
    if [ -n "${KEYWARD_MACOS_IDENTITY:-}" ]; then
        printf '%s\n' "$KEYWARD_MACOS_IDENTITY"
    elif [ -n "${KEYWARD_MACOS_P12:-}" ]; then
        (
            set -euo pipefail
            umask 077
            keychain=$HOME/Library/Keychains/keyward-release.keychain-db
            password=$(uuidgen)
            file=$(mktemp -d)/identity.p12
            printf '%s' "$KEYWARD_MACOS_P12" | base64 --decode >"$file"
            security delete-keychain "$keychain" 2>/dev/null || true
            security create-keychain -p "$password" "$keychain"
            security set-keychain-settings -lut 7200 "$keychain"
            security unlock-keychain -p "$password" "$keychain"
            security import "$file" -k "$keychain" -P "${KEYWARD_MACOS_P12_PASSWORD:-}" -T /usr/bin/codesign
            rm -f -- "$file"
            security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain"
            # In front of those that are searched already.
            security list-keychains -d user -s "$keychain" "$HOME/Library/Keychains/login.keychain-db"
        ) >&2
        # As a condition, it would have gone on after a command that failed.
        # shellcheck disable=SC2181
        [ $? = 0 ] || return 1
        security find-identity -v -p codesigning "$HOME/Library/Keychains/keyward-release.keychain-db" |
            sed -n 's/^ *1) \([0-9A-F]*\) .*/\1/p' | grep .
    else
        echo -
    fi
}

# macos_sign IDENTITY FILE…: "-" signs ad hoc, which has no time stamp.
macos_sign() {
    local identity=$1 stamp=--timestamp
    shift
    [ "$identity" != - ] || stamp=--timestamp=none
    codesign --force --options runtime "$stamp" --entitlements packaging/macos/entitlements.plist --sign "$identity" "$@"
}

macos_dmg() {
    local folder=$target/packaging/macos/image try
    rm -rf -- "$folder"
    mkdir -p -- "$folder" "$target/dist"
    cp -R -- "$macos_app" "$folder/"
    ln -s /Applications "$folder/Applications"
    # It is refused now and then while the system still looks at what was copied.
    for try in 1 2 3; do
        hdiutil create -quiet -ov -volname Keyward -srcfolder "$folder" -fs HFS+ -format ULFO "$macos_image" && return
        echo "hdiutil failed ($try of 3)" >&2
        sleep 5
    done
    return 1
}

build_macos() {
    local identity
    macos_bundle
    if ! can_link_macos; then
        echo "Made: $macos_app"
        echo "NOT made here, for Apple's linker and hdiutil are only on macOS: the program in it, its signature, the .dmg"
        return
    fi
    macos_program
    identity=$(macos_identity)
    macos_sign "$identity" "$macos_app"
    macos_dmg
    if [ "$identity" = - ]; then
        signature "${macos_image##*/}" "NOT signed by a developer (ad hoc only) and not notarised: macOS refuses it until it is allowed in System Settings, Privacy & Security"
    else
        codesign --force --timestamp --sign "$identity" "$macos_image"
        signature "${macos_image##*/}" "signed with a Developer ID, not notarised yet"
    fi
    ls -l -- "$macos_image"
}
