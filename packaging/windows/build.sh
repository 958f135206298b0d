# shellcheck shell=bash
# Builds Keyward for Windows on Debian: to be sourced after packaging/steps.sh, in the project's folder.
#
# The compiler is Debian's, for its packages hold the source of the standard library, which is compiled along: no
# rustup target is needed. The linker is MinGW's.

. packaging/project.env
. packaging/release.sh

# shellcheck disable=SC2034 # Read by packaging/build.
WINDOWS_BUILD_PACKAGES=(ca-certificates cargo-web gcc gcc-mingw-w64-x86-64-win32 g++-mingw-w64-x86-64-win32 imagemagick
    libc6-dev librsvg2-bin msitools nsis python3 rust-web-src rustc-web wixl zip)
WINDOWS_TRIPLE=x86_64-pc-windows-gnu
# Never to be changed: it makes each version's product code, by which Windows knows a package again.
WINDOWS_PRODUCTS=9c0f4a64-4f0e-4d53-9d8e-6c0d3b4f7a52

# windows_file KIND: what a package is called.
windows_file() {
    printf '%s/keyward-%s-windows-x64%s\n' "${KEYWARD_DIST:-${target:?}/dist}" "$KEYWARD_VERSION" "$1"
}

windows_program() {
    printf '%s/windows/%s/release/keyward.exe\n' "${target:?}" "$WINDOWS_TRIPLE"
}

# The options after `-Z` are not stable yet, hence the variable.
windows_compile() {
    need_auditable
    CARGO=/usr/bin/cargo RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$target/windows release_build \
        --target "$WINDOWS_TRIPLE" -Z build-std=std,panic_unwind
}

# Only what every Windows has may be needed: no library of the compiler.
windows_imports() {
    local foreign
    foreign=$(x86_64-w64-mingw32-objdump -p "$(windows_program)" | sed -n 's/^\s*DLL Name: //p' |
        grep -i -E '^lib|gcc|stdc|pthread' || true)
    [ -z "$foreign" ] || { echo "The program needs libraries that Windows does not have: $foreign" >&2; return 1; }
}

# Neither kind of installer knows a version before a release.
windows_version() {
    case $KEYWARD_VERSION in
        *[!0-9.]*) cannot_start "Windows takes a version of three numbers only, not $KEYWARD_VERSION" ;;
    esac
}

# windows_room FOLDER: lays out there what is installed, and nothing else.
windows_room() {
    rm -rf -- "$1"
    mkdir -p -- "$1"
    cp -- "$(windows_program)" "$1/keyward.exe"
    local licence
    for licence in APACHE MIT; do
        # Notepad of older Windows shows lines only by both characters.
        sed 's/$/\r/' "LICENSE-$licence" >"$1/LICENSE-$licence.txt"
    done
    packaging/licences "$1.txt" >/dev/null
    sed 's/$/\r/' "$1.txt" >"$1/THIRD-PARTY.txt"
    rm -f -- "$1.txt"
}

# The side of the setup's last page, instead of the computer of thirty years ago that NSIS shows there.
windows_side() {
    rsvg-convert --width 96 --height 96 assets/icon/keyward.svg |
        convert -size 164x314 'xc:#eef2f8' - -gravity center -composite "BMP3:$1"
}

windows_setup() {
    windows_side "$1.bmp"
    local known=()
    [ -z "$KEYWARD_HOMEPAGE" ] || known+=(-DHOMEPAGE="$KEYWARD_HOMEPAGE")
    makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$KEYWARD_VERSION" -DPROGRAM="$1" \
        -DSIDE="$1.bmp" \
        -DSIZE="$(du -k -s --apparent-size -- "$1" | cut -f 1)" -DOUTPUT="$(windows_file -setup.exe)" \
        "${known[@]}" packaging/windows/keyward.nsi
}

windows_msi() {
    local version code file line
    version=$KEYWARD_VERSION
    code=$(python3 -c 'import sys, uuid; print("{%s}" % str(uuid.uuid5(uuid.UUID(sys.argv[1]), sys.argv[2])).upper())' \
        "$WINDOWS_PRODUCTS" "$version")
    file=$(windows_file .msi)
    local room=$1.msi
    rm -rf -- "$room"
    cp -r -- "$1" "$room"
    cp -- assets/icon/keyward.ico packaging/windows/keyward.wxs "$room/"
    (cd -- "$room" && wixl --arch x64 -D VERSION="$version" -D PRODUCT_CODE="$code" -o "$file" keyward.wxs)
    while IFS= read -r line; do
        case $line in --* | '') continue ;; esac
        msibuild "$file" -q "$line"
    done <packaging/windows/keyward.sql
    [ -z "$KEYWARD_HOMEPAGE" ] || msibuild "$file" -q \
        "INSERT INTO \`Property\` (\`Property\`, \`Value\`) VALUES ('ARPURLINFOABOUT', '$KEYWARD_HOMEPAGE')"
    rm -rf -- "$room"
}

windows_zip() {
    local file folder
    file=$(windows_file .zip)
    folder=keyward-$KEYWARD_VERSION
    rm -rf -- "$file" "$target/windows/zip"
    mkdir -p -- "$target/windows/zip"
    cp -r -- "$1" "$target/windows/zip/$folder"
    find "$target/windows/zip" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    (cd -- "$target/windows/zip" && TZ=UTC zip -q -9 -X -D -r "$file" "$folder")
    rm -rf -- "$target/windows/zip"
}

# windows_sign FILE…: where there is something to sign with. What is packed for a test only is not signed.
windows_sign() {
    [ -n "${KEYWARD_DIST:-}" ] || packaging/sign windows "$@"
}

# All packages, of the program as it was built last.
windows_pack() {
    local room=$target/windows/room
    mkdir -p -- "${KEYWARD_DIST:-$target/dist}"
    windows_room "$room"
    windows_sign "$room/keyward.exe"
    windows_setup "$room"
    windows_msi "$room"
    windows_zip "$room"
    windows_sign "$(windows_file -setup.exe)" "$(windows_file .msi)"
    ls -l -- "$(windows_file -setup.exe)" "$(windows_file .msi)" "$(windows_file .zip)"
}

build_windows() {
    windows_version
    windows_compile
    windows_imports
    windows_pack
}
