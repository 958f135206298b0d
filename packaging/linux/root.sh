# shellcheck shell=bash
# A bare Debian 12 in a folder, with this machine's display and buses, to install into. To be sourced after
# packaging/steps.sh, by root.

BARE=bookworm
bare=$target/packaging/bare
root=$target/packaging/root

# The mirror that this machine uses, else Debian's own.
mirror() {
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(SITE)' 2>/dev/null |
        sed -n "s/^Debian $BARE //p" | head -n 1 | grep . || echo http://deb.debian.org/debian
}

# bare_root: makes it anew, and opens `shared`, a folder that has the same name inside and outside.
bare_root() {
    if [ ! -f "$bare.done" ]; then
        echo "-- a bare Debian"
        rm -rf -- "$bare"
        debootstrap --variant=minbase "$BARE" "$bare" "$(mirror)" >"$target/packaging/debootstrap.log" 2>&1 ||
            { tail -n 20 "$target/packaging/debootstrap.log" >&2; return 1; }
        chroot "$bare" apt-get update -qq
        touch "$bare.done"
    fi
    close_root
    rm -rf --one-file-system -- "$root"
    cp -a -- "$bare" "$root"
    cp -L -- /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    mkdir -p -- "$root/proc" "$root/dev" "$root/tmp"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --make-rslave "$root/dev"
    # Sockets of display and buses, and the homes of the tests, have the same names inside.
    mount --bind /tmp "$root/tmp"
    shared=$(mktemp -d /tmp/keyward-root.XXXXXX)
    chmod 755 "$shared"
}

close_root() {
    local place
    while IFS= read -r place; do umount -l -- "$place"; done < <(awk -v root="$root/" 'index($2 "/", root) == 1 { print $2 }' /proc/mounts | sort -r)
    [ -z "${shared:-}" ] || rm -rf -- "$shared"
    shared=
}

in_root() { DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" "$@"; }

# wrap FILE PROGRAM: FILE starts PROGRAM inside.
wrap() {
    printf '#!/bin/sh\nexec chroot "%s" "%s" "$@"\n' "$root" "$2" >"$1"
    chmod 755 "$1"
}

# Every file inside, but what the package manager keeps for itself.
files_in_root() {
    (cd -- "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/lib/apt -o -path ./var/lib/dpkg \
        -o -path ./var/cache -o -path ./var/log \) -prune -o ! -type d -print | sort)
}
