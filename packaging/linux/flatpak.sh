# shellcheck shell=bash
# The Flatpak: a folder that flatpak-builder makes it of, without any other file. To be sourced after packaging/steps.sh,
# in the project's folder.
#
# The build itself needs a runtime from the network, which only the release workflow has: flatpak_package.
#
# The sandbox: network for the server and for the browser's answer on the loopback; a window; the keychain's name on the
# bus. The browser, the looks of the system and folders are asked for through portals, which need no permission. Settings
# of administrators in /etc are out of its reach.

. packaging/project.env
. packaging/release.sh

# shellcheck disable=SC2034 # For packaging/build and packaging/test.
FLATPAK_PACKAGES=(appstream ca-certificates desktop-file-utils flatpak-builder gcc git libc6-dev python3 xz-utils)

flatpak_folder=$target/dist/flatpak-$KEYWARD_VERSION
flatpak_manifest=$flatpak_folder/dev.keyward.Keyward.json

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
}

test_flatpak() {
    desktop-file-validate packaging/linux/dev.keyward.Keyward.desktop
    appstreamcli validate --no-net "$flatpak_folder/dev.keyward.Keyward.metainfo.xml"
    # It reads the manifest and the list of sources, and stops at what it does not understand.
    flatpak-builder --show-manifest "$flatpak_manifest" >"$target/packaging/flatpak-shown.json"
    python3 packaging/linux/flatpak_check.py "$flatpak_folder" "$target/packaging/flatpak-shown.json"
}

# flatpak_package: builds and exports it as one file. Network: the runtime's own place.
flatpak_package() {
    local work=$target/packaging/flatpak place=https://dl.flathub.org/repo
    flatpak remote-add --user --if-not-exists flathub "$place/flathub.flatpakrepo"
    flatpak-builder --user --force-clean --install-deps-from=flathub --repo="$work/repo" "$work/build" "$flatpak_manifest"
    flatpak build-bundle --runtime-repo="$place/flathub.flatpakrepo" "$work/repo" \
        "$target/dist/Keyward-$KEYWARD_VERSION-$(uname -m).flatpak" dev.keyward.Keyward
    flatpak install --user --noninteractive "$target/dist/Keyward-$KEYWARD_VERSION-$(uname -m).flatpak"
    flatpak run dev.keyward.Keyward --version
    flatpak uninstall --user --noninteractive dev.keyward.Keyward
}
