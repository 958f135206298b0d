# shellcheck shell=bash
# Linux: .deb, .rpm, AppImage or its folder, .tar.gz, and what a Flatpak is made of. To be sourced after
# packaging/steps.sh, in the project's folder.

. packaging/project.env
. packaging/release.sh
. packaging/linux/tree.sh
. packaging/linux/flatpak.sh

# Whose own packages the libraries in the AppImage come from, too.
FALLBACK_PACKAGES=(libxcursor1 libxi6 libxkbcommon-x11-0 libxkbcommon0 libxrandr2)
# shellcheck disable=SC2034 # For packaging/build.
LINUX_BUILD_PACKAGES=("${FLATPAK_PACKAGES[@]}" "${FALLBACK_PACKAGES[@]}"
    debhelper dpkg-dev fakeroot gzip librsvg2-bin rpm squashfs-tools tar)

linux_work=$target/packaging/linux
linux_tree=$linux_work/tree
machine=$(uname -m)
deb_machine=$(dpkg --print-architecture 2>/dev/null || echo amd64)
# A version before a release: Debian and RPM order a tilde before nothing.
linux_version=${KEYWARD_VERSION/-/\~}
linux_deb=$target/dist/keyward_${linux_version}_$deb_machine.deb
linux_rpm=$target/dist/keyward-$linux_version-1.$machine.rpm
linux_tar=$target/dist/keyward-$KEYWARD_VERSION-linux-$machine.tar.gz
linux_appdir=$linux_work/Keyward.AppDir
linux_appimage=$target/dist/Keyward-$KEYWARD_VERSION-$machine.AppImage
linux_squashfs=$target/dist/Keyward-$KEYWARD_VERSION-$machine.AppDir.squashfs

build_linux() {
    # What an older version is made of differs in its number alone.
    local program=${KEYWARD_PROGRAM:-}
    if [ -z "$program" ]; then
        release_build
        program=$target/release/keyward
    fi
    mkdir -p -- "$target/dist"
    linux_tree "$program" "$linux_tree"
    linux_deb
    linux_rpm
    linux_tar
    linux_appdir
    [ -n "${KEYWARD_PROGRAM:-}" ] || build_flatpak
}

# linux_changelog: CHANGELOG.md as Debian's, newest first. Nobody is named in it: the version control knows.
linux_changelog() {
    python3 packaging/linux/changelog "$linux_version"
}

linux_deb() {
    local source=$linux_work/deb/keyward-$linux_version
    rm -rf -- "$linux_work/deb"
    mkdir -p -- "$source/debian/source"
    sed "s/@MAINTAINER@/$KEYWARD_MAINTAINER/" packaging/linux/debian/control >"$source/debian/control"
    cp -- packaging/linux/debian/rules "$source/debian/"
    printf '3.0 (native)\n' >"$source/debian/source/format"
    linux_changelog >"$source/debian/changelog"
    cp -- "$linux_tree/share/doc/keyward/copyright" "$source/debian/copyright"
    (cd -- "$source" && KEYWARD_TREE=$linux_tree dpkg-buildpackage -b -us -uc -nc -d) >"$linux_work/deb.log" 2>&1 ||
        { tail -n 30 "$linux_work/deb.log" >&2; return 1; }
    mv -- "$linux_work/deb"/keyward_*.deb "$linux_deb"
}

linux_rpm() {
    rm -rf -- "$linux_work/rpm"
    mkdir -p -- "$linux_work/rpm"
    rpmbuild -bb --define "_topdir $linux_work/rpm" --define "keyward_version $linux_version" \
        --define "keyward_tree $linux_tree" --define "_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
        --define "_buildhost localhost" --define "use_source_date_epoch_as_buildtime 1" \
        --define "clamp_mtime_to_source_date_epoch 1" --target "$machine" \
        packaging/linux/keyward.spec >"$linux_work/rpm.log" 2>&1 || { tail -n 30 "$linux_work/rpm.log" >&2; return 1; }
    mv -- "$linux_work"/rpm/RPMS/*.rpm "$linux_rpm"
}

# reproducible_tar FILE FOLDER: packs FOLDER, the same each time.
reproducible_tar() {
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
        -C "$(dirname -- "$2")" -cf - "$(basename -- "$2")" | gzip -9n >"$1"
}

linux_tar() {
    local folder=$linux_work/keyward-$KEYWARD_VERSION
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    cp -a -- "$linux_tree" "$folder/tree"
    cp -- packaging/linux/install.sh README.md LICENSE-MIT LICENSE-APACHE "$folder/"
    # Outside of distributions, zsh looks elsewhere.
    mv -- "$folder/tree/share/zsh/vendor-completions" "$folder/tree/share/zsh/site-functions"
    printf '%s\n' "$KEYWARD_VERSION" >"$folder/VERSION"
    reproducible_tar "$linux_tar" "$folder"
}

# The libraries that are loaded while it runs and that a desktop of Wayland alone may lack. OpenGL, X11 and Wayland are
# the system's own everywhere.
linux_fallback() {
    local name path
    mkdir -p -- "$linux_appdir/usr/lib/fallback"
    for name in libXcursor.so.1 libXi.so.6 libXrandr.so.2 libxcb-xkb.so.1 libxkbcommon-x11.so.0 libxkbcommon.so.0; do
        path=$(/sbin/ldconfig -p | sed -n "s|^.*$name (.*x86-64.*) => \(.*\)$|\1|p;s|^.*$name (libc6,AArch64) => \(.*\)$|\1|p" | head -n 1)
        [ -n "$path" ] || { echo "there is no $name" >&2; return 1; }
        install -m 644 -- "$(readlink -f -- "$path")" "$linux_appdir/usr/lib/fallback/$name"
    done
    for name in "${FALLBACK_PACKAGES[@]}" libxcb-xkb1; do
        install -D -m 644 "/usr/share/doc/$name/copyright" "$linux_appdir/usr/share/doc/$name/copyright"
    done
}

# appimage_runtime FILE: fetches the runtime, and proves that it is one: an ELF file with the mark of AppImage's second
# type. Its sum goes into the notes, for nobody but its own project vouches for it.
appimage_runtime() {
    need_packages ca-certificates curl
    curl --fail --silent --show-error --location --proto =https --max-time 120 --output "$1" \
        "https://github.com/AppImage/type2-runtime/releases/download/continuous/runtime-$machine"
    [ "$(head -c 11 -- "$1" | od -An -tx1 | tr -d ' \n' | cut -c 1-8,17-22)" = 7f454c46414902 ] || { echo "no runtime of AppImage" >&2; return 1; }
}

# An AppImage is a squashfs behind a runtime. No registry gives the runtime: KEYWARD_APPIMAGE_RUNTIME names its file, or
# says "fetch", as the release workflow does; without it, only the squashfs is made.
linux_appdir() {
    rm -rf -- "$linux_appdir" "$linux_appimage" "$linux_squashfs"
    mkdir -p -- "$linux_appdir"
    cp -a -- "$linux_tree" "$linux_appdir/usr"
    install -m 755 packaging/linux/AppRun "$linux_appdir/AppRun"
    cp -- "$linux_tree/share/applications/$APP_ID.desktop" "$linux_tree/share/icons/hicolor/256x256/apps/$APP_ID.png" "$linux_appdir/"
    ln -s "$APP_ID.png" "$linux_appdir/.DirIcon"
    linux_fallback
    # The runtime reads zlib and zstd, not xz.
    mksquashfs "$linux_appdir" "$linux_squashfs" -all-root -comp zstd -Xcompression-level 22 -noappend -quiet -no-progress >/dev/null
    if [ -n "${KEYWARD_APPIMAGE_RUNTIME:-}" ]; then
        local runtime=$KEYWARD_APPIMAGE_RUNTIME
        if [ "$runtime" = fetch ]; then
            runtime=$linux_work/runtime-$machine
            [ -f "$runtime" ] || appimage_runtime "$runtime"
        fi
        cat -- "$runtime" "$linux_squashfs" >"$linux_appimage"
        signature "${linux_appimage##*/}" "NOT signed itself; its sum is in SHA256SUMS, its runtime's is $(sha256 "$runtime" | cut -c 1-64)"
        chmod 755 "$linux_appimage"
        rm -f -- "$linux_squashfs"
    else
        echo "NOT made here: the AppImage, for want of its runtime; ${linux_squashfs##*/} is all that follows it"
    fi
}
