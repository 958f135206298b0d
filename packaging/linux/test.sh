# shellcheck shell=bash
# Linux: each package on a clean root or prefix. To be sourced after packaging/steps.sh and packaging/linux/build.sh.

. packaging/linux/root.sh

# shellcheck disable=SC2034 # For packaging/test.
LINUX_TEST_PACKAGES=("${WINDOW_PACKAGES[@]}" "${DRIVE_PACKAGES[@]}" "${FLATPAK_PACKAGES[@]}" cpio debootstrap libarchive-tools lintian mount python3 rpm)

# What an upgrade begins with: the same program under this version.
OLDER=0.0.1
older=$target/packaging/older

test_linux() {
    # shellcheck disable=SC2034 # For `number`.
    local system=linux
    [ "$(id -u)" = 0 ] || cannot_start "a root of its own takes root"
    build_older
    cargo build --release --locked --example hello
    strip -o "$target/packaging/hello" -- "$target/release/examples/hello"
    linux_sizes
    test_deb
    test_rpm
    test_tar
    test_appdir
    test_flatpak
}

build_older() {
    # Without a runtime and a summary: the AppImage of it is not used.
    KEYWARD_APPIMAGE_RUNTIME='' GITHUB_STEP_SUMMARY='' KEYWARD_VERSION=$OLDER KEYWARD_PROGRAM=$target/release/keyward \
        KEYWARD_TOOLS=$tools CARGO_TARGET_DIR=$older packaging/build linux >"$target/packaging/older.log" 2>&1 || { tail -n 30 "$target/packaging/older.log" >&2; return 1; }
}

linux_sizes() {
    local file
    for file in "$linux_deb" "$linux_rpm" "$linux_tar" "$linux_squashfs"; do
        [ ! -f "$file" ] || number "size of ${file##*/}" "$(mebibytes "$(stat -c %s -- "$file")")"
    done
    number "installed size" "$(mebibytes "$(du -sb -- "$linux_tree" | cut -f 1)")"
    number "goal: .deb at most 8 MiB" "$([ "$(stat -c %s -- "$linux_deb")" -le $((8 << 20)) ] && echo met || echo missed)"
}

mebibytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MiB\n", bytes / 1048576 }'; }

# use WHERE PROGRAM: does what a person would do with it, in a window; the pictures are in target/packaging/WHERE.
use() {
    KEYWARD_WINDOW_OPENER=$opener tests/window/run "$2" "$target/packaging/$1" packaging/linux/installed.py
}

# nothing_left AFTER LIST: fails where the list names a file.
nothing_left() {
    cat -- "$2"
    number "files left after $1" "$(wc -l <"$2")"
    [ ! -s "$2" ]
}

# --- .deb: a bare Debian ----------------------------------------------------------------------------------

test_deb() {
    local errors
    echo "-- lintian"
    lintian --tag-display-limit 0 "$linux_deb" | tee "$target/packaging/lintian.txt"
    errors=$(grep -c '^E:' "$target/packaging/lintian.txt" || true)
    number "lintian errors" "$errors"
    [ "$errors" = 0 ]
    (
        bare_root
        trap 'close_root' EXIT
        trap 'exit 130' INT TERM
        deb_in_root
    )
}

deb_in_root() {
    local before=$target/packaging/root-before.txt after=$target/packaging/root-after.txt status
    install -m 755 -- "$target/packaging/hello" "$shared/hello"
    install -m 755 -- packaging/linux/opener "$shared/opener"
    cp -- "$linux_deb" "$older/dist/keyward_${OLDER}_$deb_machine.deb" "$shared/"
    # What it needs is there first, so that what is left afterwards is its own.
    in_root apt-get satisfy -y -qq --no-install-recommends "$(dpkg-deb -f "$linux_deb" Depends)" >"$target/packaging/apt-root.log" 2>&1
    files_in_root >"$before"

    echo "-- install the older version, then this one over it"
    in_root apt-get install -y -qq --no-install-recommends "$shared/keyward_${OLDER}_$deb_machine.deb" >>"$target/packaging/apt-root.log" 2>&1
    [ "$(in_root keyward --version)" = "keyward $(crate_version)" ]
    in_root apt-get install -y -qq --no-install-recommends "$shared/${linux_deb##*/}" >>"$target/packaging/apt-root.log" 2>&1
    in_root dpkg-query -W -f '${Version}\n' keyward | grep -qxF -- "$linux_version"

    echo "-- a downgrade is refused, and nothing changes"
    status=0
    in_root apt-get install -y "$shared/keyward_${OLDER}_$deb_machine.deb" >"$target/packaging/downgrade.txt" 2>&1 || status=$?
    [ "$status" != 0 ] && grep -F downgrade "$target/packaging/downgrade.txt"
    in_root dpkg-query -W -f '${Version}\n' keyward | grep -qxF -- "$linux_version"

    wrap "$shared/keyward" /usr/bin/keyward
    wrap "$shared/minimal" "$shared/hello"
    opener=$shared/opener KEYWARD_ROOT=$root KEYWARD_MINIMAL=$shared/minimal use deb "$shared/keyward"
    number "start to first frame, from the .deb in a bare Debian" "$(cat -- "$target/packaging/deb/start.txt")"

    echo "-- uninstall"
    in_root apt-get purge -y -qq keyward >>"$target/packaging/apt-root.log" 2>&1
    files_in_root >"$after"
    comm -13 "$before" "$after" >"$target/packaging/deb-left.txt"
    nothing_left "the .deb was purged" "$target/packaging/deb-left.txt"
}

crate_version() { (unset KEYWARD_VERSION; . packaging/project.env; echo "$KEYWARD_VERSION"); }

# --- .rpm: checked, and started from the unpacked tree ----------------------------------------------------------

test_rpm() {
    local folder=$target/packaging/rpm-tree
    echo "-- rpm"
    rpm -qp --nosignature --requires "$linux_rpm" | sort | tee "$target/packaging/rpm-requires.txt"
    grep -qx libX11 "$target/packaging/rpm-requires.txt"
    rpm -K --nosignature "$linux_rpm"
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    rpm2cpio "$linux_rpm" | (cd -- "$folder" && cpio -idm --quiet)
    # Files as listed, digests as written: against the unpacked tree.
    rpm -qpl --nosignature "$linux_rpm" | while IFS= read -r file; do [ -e "$folder$file" ] || { echo "missing: $file"; exit 1; }; done
    opener=$PWD/packaging/linux/opener use rpm "$folder/usr/bin/keyward"
    # With the package manager's own data base, but no dependencies: this is not Fedora.
    rm -rf -- "$target/packaging/rpm-root"
    mkdir -p -- "$target/packaging/rpm-root"
    rpm --root "$target/packaging/rpm-root" --initdb
    rpm --root "$target/packaging/rpm-root" -i --nodeps --nosignature "$older/dist/keyward-$OLDER-1.$machine.rpm"
    rpm --root "$target/packaging/rpm-root" -U --nodeps --nosignature "$linux_rpm"
    ! rpm --root "$target/packaging/rpm-root" -U --nodeps --nosignature "$older/dist/keyward-$OLDER-1.$machine.rpm" || return 1
    rpm --root "$target/packaging/rpm-root" -V --nodeps keyward
    rpm --root "$target/packaging/rpm-root" -e keyward
    # All but the data base.
    find "$target/packaging/rpm-root" -type f ! -path '*/rpm/*' ! -path '*/.rpmdb/*' >"$target/packaging/rpm-left.txt"
    nothing_left "the .rpm was erased" "$target/packaging/rpm-left.txt"
}

# --- .tar.gz: for one person, in a home of its own ---------------------------------------------------------------

test_tar() {
    local room=$target/packaging/tar-home folder=$target/packaging/tar
    echo "-- tar.gz"
    rm -rf -- "$room" "$folder"
    mkdir -p -- "$room" "$folder"
    tar -C "$folder" -xzf "$linux_tar"
    tar -C "$folder" -xzf "$older/dist/keyward-$OLDER-linux-$machine.tar.gz"
    local new=$folder/keyward-$KEYWARD_VERSION/install.sh old=$folder/keyward-$OLDER/install.sh
    touch "$folder/keyward-$OLDER/tree/share/doc/keyward/ONLY-IN-THE-OLDER"
    as_person "$old" --prefix "$room/.local"
    as_person "$new" --prefix "$room/.local"
    [ ! -e "$room/.local/share/doc/keyward/ONLY-IN-THE-OLDER" ]
    ! as_person "$old" --prefix "$room/.local" || return 1
    [ "$(head -n 1 "$room/.local/share/keyward/installed")" = "$KEYWARD_VERSION" ]
    desktop-file-validate "$room/.local/share/applications/$APP_ID.desktop"
    opener=$PWD/packaging/linux/opener use tar "$room/.local/bin/keyward"
    # A second one beside it, for everybody: each goes without the other.
    as_person "$new" --prefix "$room/everybody"
    # No index of icons is begun: what others add later would not be found in it.
    [ ! -e "$room/everybody/share/icons/hicolor/icon-theme.cache" ]
    as_person "$new" --prefix "$room/.local" --uninstall
    [ -x "$room/everybody/bin/keyward" ]
    as_person "$new" --prefix "$room/everybody" --uninstall
    ! as_person "$new" --prefix "$room/everybody" --uninstall || return 1
    # Where somebody else's program is, it stays.
    install -D -m 755 /bin/true "$room/foreign/bin/keyward"
    ! as_person "$new" --prefix "$room/foreign" || return 1
    cmp -- /bin/true "$room/foreign/bin/keyward"
    rm -rf -- "$room/foreign"
    find "$room" -type f >"$target/packaging/tar-left.txt"
    nothing_left "install.sh --uninstall" "$target/packaging/tar-left.txt"
}

as_person() { HOME=$target/packaging/tar-home XDG_CONFIG_HOME='' XDG_STATE_HOME='' "$@"; }

# --- AppDir: from a read-only folder -----------------------------------------------------------------------------

test_appdir() {
    local folder=$target/packaging/appdir
    echo "-- AppDir"
    mkdir -p -- "$folder"
    desktop-file-validate "$linux_appdir/$APP_ID.desktop"
    mount --bind "$linux_appdir" "$folder"
    mount -o remount,ro,bind "$folder"
    mkdir -p -- "$target/packaging/appdir-start"
    printf '#!/bin/sh\nexec "%s/AppRun" "$@"\n' "$folder" >"$target/packaging/appdir-start/keyward"
    chmod 755 "$target/packaging/appdir-start/keyward"
    local status=0
    (opener=$PWD/packaging/linux/opener use appdir-pictures "$target/packaging/appdir-start/keyward") || status=$?
    umount "$folder"
    # The file itself, where there is one; without FUSE it unpacks itself.
    if [ "$status" = 0 ] && [ -f "$linux_appimage" ]; then
        APPIMAGE_EXTRACT_AND_RUN=1 "$linux_appimage" --version | grep -F "keyward " || status=1
    fi
    return "$status"
}
