# shellcheck shell=bash
# Tries the packages for Windows under Wine: to be sourced after packaging/steps.sh and packaging/windows/build.sh, in
# the project's folder. They must have been built. Pictures and logs stay in target/windows/test.

# shellcheck disable=SC2034 # Read by packaging/test.
WINDOWS_TEST_PACKAGES=("${WINDOWS_BUILD_PACKAGES[@]}" imagemagick libgl1 libgl1-mesa-dri mesa-vulkan-drivers openbox
    wine wine64 x11-utils xdotool xvfb)
# Lower than any that there will be.
WINDOWS_OLD_VERSION=0.0.1
WINDOWS_SCREEN=1280x1000x24

test_windows() {
    # Read by `number`.
    # shellcheck disable=SC2034
    local system=windows
    local room=${target:?}/windows/test kind screen what value
    for kind in -setup.exe .msi .zip; do
        [ -f "$(windows_file "$kind")" ] || { echo "First run packaging/build windows"; return 1; }
    done
    rm -rf -- "$room"
    mkdir -p -- "$room/bin" "$room/home" "$room/old" "$room/pictures"
    mkdir -m 700 -- "$room/run"
    KEYWARD_VERSION=$WINDOWS_OLD_VERSION KEYWARD_DIST=$room/old windows_pack >/dev/null
    x86_64-w64-mingw32-gcc-win32 -shared -O2 -o "$room/bcryptprimitives.dll" packaging/windows/bcryptprimitives.c \
        -ladvapi32
    # Wine hands links to this one, as it would to a browser.
    cat >"$room/bin/xdg-open" <<END
#!/bin/sh
printf '%s\n' "\$1" >>'$room/links.txt'
exec '$PWD/tests/bench/xdg-open' "\$1"
END
    chmod +x -- "$room/bin/xdg-open"

    local ours=()
    # Called by the trap.
    # shellcheck disable=SC2317
    windows_finish() {
        local pid
        for pid in "${ours[@]}"; do
            if kill "$pid" 2>/dev/null; then wait "$pid" || true; fi
        done
    }
    trap windows_finish EXIT
    mkfifo "$room/display"
    Xvfb -displayfd 3 -screen 0 "$WINDOWS_SCREEN" -nolisten tcp -noreset 3>"$room/display" >"$room/xvfb.log" 2>&1 &
    ours+=($!)
    read -r -t 30 screen <"$room/display" || { echo "No display within 30 s"; return 1; }
    # Nothing of the caller's session. No menus outside of Wine, no .NET and no browser engine in it.
    windows_clean() {
        env -i PATH="$room/bin:$PATH" HOME="$room/home" LANG=C.UTF-8 TZ=UTC DISPLAY=":$screen" \
            XDG_RUNTIME_DIR="$room/run" LIBGL_ALWAYS_SOFTWARE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$PWD/tests/window" WINEARCH=win64 \
            WINEDEBUG="${WINEDEBUG:--all}" WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d' \
            DIST="$target/dist" VERSION="$KEYWARD_VERSION" OLD_DIST="$room/old" OLD_VERSION="$WINDOWS_OLD_VERSION" "$@"
    }
    windows_clean openbox >"$room/openbox.log" 2>&1 &
    ours+=($!)
    windows_clean /usr/bin/python3 packaging/windows/test.py "$room"
    while IFS=$'\t' read -r what value; do number "$what" "$value"; done <"$room/numbers.txt"
}
