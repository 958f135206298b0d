# shellcheck shell=bash
# test_flatpak is in packaging/linux/flatpak.sh, which packaging/flatpak/build.sh has read.

# shellcheck disable=SC2034 # For packaging/test.
FLATPAK_TEST_PACKAGES=("${FLATPAK_PACKAGES[@]}")
