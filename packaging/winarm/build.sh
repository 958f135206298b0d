# shellcheck shell=bash
# Windows on ARM: a .zip, built there, for Debian has no cross compiler for it. To be sourced after packaging/steps.sh, in
# the project's folder, by the bash of Git for Windows.

. packaging/project.env
. packaging/release.sh

# shellcheck disable=SC2034 # For packaging/build.
WINARM_BUILD_PACKAGES=(ca-certificates)
WINARM_TRIPLE=aarch64-pc-windows-msvc

winarm_folder=$target/packaging/winarm/keyward-$KEYWARD_VERSION
winarm_zip=$target/dist/keyward-$KEYWARD_VERSION-windows-arm64.zip

# powershell_path PATH: as Windows writes it.
powershell_path() { cygpath --windows --absolute "$1"; }

build_winarm() {
    local licence
    [ "$(this_system)" = windows ] || cannot_start "this is built on Windows only"
    release_build --target "$WINARM_TRIPLE"
    rm -rf -- "$winarm_folder"
    mkdir -p -- "$winarm_folder" "$target/dist"
    cp -- "$target/$WINARM_TRIPLE/release/keyward.exe" "$winarm_folder/"
    for licence in APACHE MIT; do cp -- "LICENSE-$licence" "$winarm_folder/LICENSE-$licence.txt"; done
    packaging/licences "$winarm_folder/THIRD-PARTY.txt"
    powershell -NoProfile -Command "Compress-Archive -Force -Path '$(powershell_path "$winarm_folder")' \
        -DestinationPath '$(powershell_path "$winarm_zip")'"
    signature "${winarm_zip##*/}" "NOT signed: Windows warns of an unknown publisher"
}
