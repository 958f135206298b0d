# shellcheck shell=bash
# The Flatpak without the other packages of Linux, for a machine that may fetch its runtime: packaging/linux/flatpak.sh.

. packaging/linux/flatpak.sh

# shellcheck disable=SC2034 # For packaging/build.
FLATPAK_BUILD_PACKAGES=("${FLATPAK_PACKAGES[@]}")
