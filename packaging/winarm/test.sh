# shellcheck shell=bash
# Windows on ARM: tries what packaging/winarm/build.sh made, out of its .zip.

# shellcheck disable=SC2034 # For packaging/test.
WINARM_TEST_PACKAGES=(ca-certificates)

test_winarm() (
    set -euo pipefail
    # shellcheck disable=SC2034 # For `number`.
    system=winarm
    scratch=$(mktemp -d)
    trap 'rm -rf -- "$scratch"' EXIT
    powershell -NoProfile -Command "Expand-Archive -Path '$(powershell_path "$winarm_zip")' \
        -DestinationPath '$(powershell_path "$scratch")'"
    program=$scratch/${winarm_folder##*/}/keyward.exe
    "$program" --version
    "$program" --help >/dev/null
    # The window's own test is that it stays open until it is told to go.
    "$program" --demo --settings-dir "$scratch/settings" &
    sleep 15
    kill -0 $! || { echo "the demo did not stay open" >&2; exit 1; }
    kill $!
    wait $! || true
    number "size of ${winarm_zip##*/}" "$(awk -v bytes="$(wc -c <"$winarm_zip")" 'BEGIN { printf "%.1f MiB", bytes / 1048576 }')"
)
