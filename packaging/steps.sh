# shellcheck shell=bash
# What the commands of this project share: to be sourced in the project's folder, with `name` set to the command.
# They install what they lack on Debian or Ubuntu when they may (as root, or with CI=true and sudo); otherwise they
# print the line to run and end with status 2.

target=$(mkdir -p -- "${CARGO_TARGET_DIR:-target}" && cd -- "${CARGO_TARGET_DIR:-target}" && pwd)
tools=${KEYWARD_TOOLS:-$target/tools}
export CARGO_TARGET_DIR=$target CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}

# A window: X server, window manager, OpenGL in software, the libraries that winit loads at run time.
# shellcheck disable=SC2034 # For those that open one.
WINDOW_PACKAGES=(libgl1 libgl1-mesa-dri libx11-6 libxcursor1 libxi6 libxkbcommon-x11-0 openbox xvfb)
# Seeing and driving it from outside: accessibility bus, pointer and keys, pictures.
# shellcheck disable=SC2034
DRIVE_PACKAGES=(at-spi2-core dbus fonts-dejavu-core gir1.2-atspi-2.0 gnome-keyring imagemagick libglib2.0-bin python3-gi xdg-utils xdotool)

cannot_start() {
    printf '%s: cannot start: %s\n' "${name:?}" "$1" >&2
    exit 2
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { [ "${CI:-}" = true ] && sudo -n true 2>/dev/null; }
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages PACKAGE…: Debian's packages. Elsewhere they are taken for granted: what is missing will be missed.
need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "Not Debian or Ubuntu: taking for granted what these packages hold there: $*"
        return
    fi
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    may_install || cannot_start "first run: sudo apt-get install --no-install-recommends ${missing[*]}"
    echo "Installing: ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$target/apt.log" 2>&1 ||
        { tail -n 20 "$target/apt.log" >&2; cannot_start "apt-get could not install: ${missing[*]}"; }
}

# need_rust [COMPONENT…]: cargo, and these parts of Rust (`rustfmt`, `clippy`).
need_rust() {
    command -v cargo >/dev/null || cannot_start "there is no cargo; install Rust 1.95 or newer (https://rustup.rs)"
    local component
    for component in "$@"; do
        cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
        command -v rustup >/dev/null || cannot_start "this part of Rust is missing: $component"
        rustup component add "$component" || cannot_start "rustup could not add $component"
    done
}

# need_tool CRATE VERSION [OPTION…]: a cargo command of exactly this version in the target folder, built once.
# Optimising it would take longer than it ever runs; its build folder goes, so that the target folder stays small.
need_tool() {
    local crate=$1 version=$2
    [ "$(cat -- "$tools/$crate.version" 2>/dev/null)" != "$version" ] || [ ! -x "$tools/bin/$crate" ] || return 0
    echo "Building $crate $version"
    CARGO_TARGET_DIR=$tools/build CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install --quiet --locked --force --root "$tools" "$crate@$version" "${@:3}" ||
        cannot_start "$crate $version could not be built"
    rm -rf -- "$tools/build"
    printf '%s\n' "$version" >"$tools/$crate.version"
}

# all_known KIND KNOWN… -- GIVEN…: ends this where something given is not known.
all_known() {
    local kind=$1 known=() given
    shift
    while [ "$1" != -- ]; do known+=("$1"); shift; done
    shift
    for given in "$@"; do
        case " ${known[*]} " in
            *" $given "*) ;;
            *) cannot_start "no $kind is called \"$given\"; there are: ${known[*]}" ;;
        esac
    done
}

# run_steps PREFIX STEP…: calls the function PREFIX_STEP of each in turn, and ends this at the first that fails. `times`
# tells afterwards what took how long.
run_steps() {
    local prefix=$1 number=0 step began
    shift
    for step in "$@"; do
        number=$((number + 1))
        began=$SECONDS
        printf '\n== %s (%d of %d)\n' "$step" "$number" "$#"
        # As a condition, a function would go on after a command that failed.
        set +e
        (set -e; "${prefix}_$step")
        local status=$?
        set -e
        if [ "$status" != 0 ]; then
            printf '\n%s: FAILED: %s (%d of %d, after %d s; %d s in all)\n' \
                "$name" "$step" "$number" "$#" $((SECONDS - began)) "$SECONDS"
            exit 1
        fi
        times+=("$step $((SECONDS - began)) s")
        echo "-- $step: $((SECONDS - began)) s"
    done
}

# prepared: notes how long it took until here.
prepared() {
    times=("prepare $SECONDS s")
    echo "-- prepare: $SECONDS s"
}

# this_system: prints the name of the system that this runs on.
this_system() {
    case $(uname -s) in
        Linux) echo linux ;;
        Darwin) echo macos ;;
        MINGW* | MSYS* | CYGWIN*) echo windows ;;
        *) cannot_start "no package is made for $(uname -s)" ;;
    esac
}

# number WHAT VALUE: a line of packaging/test's closing table.
number() {
    printf '%-52s %s\n' "$1" "$2" >>"$target/dist-test/$system.txt"
}

# sha256 FILE: its sum, as `sha256sum` prints it everywhere.
sha256() {
    if command -v sha256sum >/dev/null; then sha256sum -- "$1"; else shasum -a 256 -- "$1"; fi
}
