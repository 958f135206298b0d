# shellcheck shell=bash
# What every package of Linux holds. To be sourced after packaging/steps.sh, in the project's folder.

APP_ID=dev.keyward.Keyward

# linux_tree PROGRAM FOLDER: lays it out below FOLDER, which becomes /usr or a person's ~/.local. No file in it depends on
# when or by whom it was made.
linux_tree() {
    local program=$1 folder=$2 size
    local share=$folder/share
    rm -rf -- "$folder"
    install -D -m 755 -- "$program" "$folder/bin/keyward"
    install -D -m 644 -- "packaging/linux/$APP_ID.desktop" "$share/applications/$APP_ID.desktop"
    mkdir -p -- "$share/metainfo"
    packaging/linux/metainfo "$share/metainfo/$APP_ID.metainfo.xml"
    for size in assets/icon/hicolor/*; do
        install -D -m 644 -t "$share/icons/hicolor/${size##*/}/apps" -- "$size"/apps/"$APP_ID".*
    done
    generated "$program" man "$share/man/man1/keyward.1"
    gzip -9n -- "$share/man/man1/keyward.1"
    generated "$program" bash "$share/bash-completion/completions/keyward"
    generated "$program" zsh "$share/zsh/vendor-completions/_keyward"
    generated "$program" fish "$share/fish/vendor_completions.d/keyward.fish"
    install -D -m 644 -t "$share/doc/keyward" -- README.md CHANGELOG.md packaging/settings.example.json
    linux_copyright >"$share/doc/keyward/copyright"
    packaging/licences "$share/doc/keyward/THIRD-PARTY.txt" >/dev/null
    gzip -9n -- "$share/doc/keyward/THIRD-PARTY.txt"
    chmod -R -- u=rwX,go=rX "$folder"
}

generated() {
    mkdir -p -- "$(dirname -- "$3")"
    "$1" --generate "$2" >"$3"
}

# Machine-readable copyright 1.0, as Debian has it.
linux_copyright() {
    cat <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Keyward
Comment: The crates and fonts inside the program are under licences of their own, which THIRD-PARTY.txt.gz gives in full.

Files: *
Copyright: 2026 The Keyward authors
License: MIT or Apache-2.0

License: MIT
$(sed -e '1,/^Permission/{/^Permission/!d;}' -e 's/^$/./' -e 's/^/ /' LICENSE-MIT)

License: Apache-2.0
 On Debian systems, the full text is in /usr/share/common-licenses/Apache-2.0.
END
}
