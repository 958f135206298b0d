# shellcheck shell=bash
# The Flatpak: a folder that flatpak-builder makes it of, without any other file. To be sourced after packaging/steps.sh,
# in the project's folder.
#
# With KEYWARD_FLATPAK_BUNDLE=1 it is also built from there, to one file that can be installed. That fetches the runtime from
# Flathub, so only the release workflow asks for it.
#
# The sandbox: network for the server and for the browser's answer on the loopback; a window; the keychain's name on the
# bus. The browser, the looks of the system and folders are asked for through portals, which need no permission. Settings
# of administrators in /etc are out of its reach.

. packaging/project.env
. packaging/release.sh

# librsvg2-common: Flatpak looks at each icon with a loader of its own.
# shellcheck disable=SC2034 # For packaging/build and packaging/test.
FLATPAK_PACKAGES=(appstream ca-certificates desktop-file-utils elfutils flatpak-builder gcc git libc6-dev librsvg2-common
    python3 xz-utils)

flatpak_folder=$target/dist/flatpak-$KEYWARD_VERSION
flatpak_manifest=$flatpak_folder/dev.keyward.Keyward.json
flatpak_file=$target/dist/Keyward-$KEYWARD_VERSION-$(uname -m).flatpak
flatpak_place=https://dl.flathub.org/repo/flathub.flatpakrepo

build_flatpak() {
    local source=keyward-$KEYWARD_VERSION-source.tar.xz sum
    rm -rf -- "$flatpak_folder"
    mkdir -p -- "$flatpak_folder"
    git diff --quiet HEAD || echo "WARNING: the Flatpak is made of the newest commit, without what was changed since" >&2
    git archive --prefix="keyward-$KEYWARD_VERSION/" HEAD | xz -T0 >"$flatpak_folder/$source"
    sum=$(sha256sum -- "$flatpak_folder/$source")
    sed -e "s/@SOURCE@/$source/" -e "s/@SHA256@/${sum%% *}/" packaging/linux/dev.keyward.Keyward.flatpak.json >"$flatpak_manifest"
    packaging/linux/flatpak-sources "$flatpak_folder/cargo-sources.json"
    packaging/linux/metainfo "$flatpak_folder/dev.keyward.Keyward.metainfo.xml"
    packaging/licences "$flatpak_folder/THIRD-PARTY.txt"
    ls -l -- "$flatpak_folder"
    if [ "${KEYWARD_FLATPAK_BUNDLE:-}" = 1 ]; then
        flatpak_bundle
    else
        echo "NOT made here: the Flatpak itself, for its runtime is fetched from Flathub (KEYWARD_FLATPAK_BUNDLE=1)"
    fi
}

flatpak_bundle() {
    local work=$target/packaging/flatpak
    flatpak remote-add --user --if-not-exists flathub "$flatpak_place"
    flatpak-builder --user --force-clean --install-deps-from=flathub --state-dir="$work/state" --repo="$work/repo" \
        "$work/build" "$flatpak_manifest"
    flatpak build-bundle --runtime-repo="$flatpak_place" "$work/repo" "$flatpak_file" dev.keyward.Keyward
    signature "${flatpak_file##*/}" "NOT signed itself; its sum is in SHA256SUMS"
}

test_flatpak() {
    desktop-file-validate packaging/linux/dev.keyward.Keyward.desktop
    appstreamcli validate --no-net "$flatpak_folder/dev.keyward.Keyward.metainfo.xml"
    mkdir -p -- "$target/packaging/flatpak"
    # It reads the manifest and the list of sources, and stops at what it does not understand. It leaves a folder where it runs.
    (cd -- "$target/packaging/flatpak" && flatpak-builder --show-manifest "$flatpak_manifest" >shown.json)
    python3 packaging/linux/flatpak_check.py "$flatpak_folder" "$target/packaging/flatpak/shown.json"
    number "crates that the Flatpak is built of" "$(grep -c '"url"' "$flatpak_folder/cargo-sources.json")"
    [ ! -f "$flatpak_file" ] || try_flatpak
}

# Installs it for this person, starts it, takes it away again.
try_flatpak() {
    flatpak install --user --noninteractive "$flatpak_file"
    flatpak run dev.keyward.Keyward --version
    flatpak run dev.keyward.Keyward --help >/dev/null
    flatpak info --user --show-permissions dev.keyward.Keyward
    flatpak uninstall --user --noninteractive dev.keyward.Keyward
}
