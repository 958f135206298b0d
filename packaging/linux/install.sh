#!/bin/sh
# Installs Keyward from this folder, or takes it off again.
#
#   ./install.sh                       for you alone, below ~/.local; as root for everybody, below /usr/local
#   ./install.sh --prefix FOLDER       below another folder
#   ./install.sh --uninstall           takes off what was installed there; your settings stay
#   ./install.sh --uninstall --forget  your settings and the log go, too
#
# Nothing that somebody else put there is written over or removed. An older version is not put over a newer one, unless
# --downgrade is given.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd)
id=dev.keyward.Keyward

stop() {
    echo "install.sh: $1" >&2
    exit 1
}

if [ "$(id -u)" = 0 ]; then prefix=/usr/local; else prefix=${HOME:?}/.local; fi
uninstall=
forget=
downgrade=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix)
            [ $# -gt 1 ] || stop "--prefix wants a folder"
            prefix=$2
            shift
            ;;
        --uninstall) uninstall=1 ;;
        --forget) forget=1 ;;
        --downgrade) downgrade=1 ;;
        --help | -h)
            sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        *) stop "it does not know \"$1\"; --help tells what it does" ;;
    esac
    shift
done
[ -z "$forget" ] || [ -n "$uninstall" ] || stop "--forget goes with --uninstall"
case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac

# One line for each file, below the prefix; the first one is the version.
list=$prefix/share/keyward/installed
older=

# Menus, icons and links are found sooner where the system keeps an index of them.
refresh() {
    update-desktop-database -q "$prefix/share/applications" 2>/dev/null || true
    # No index of icons is begun where there is none: those that others add later would not be found in it.
    icons=$prefix/share/icons/hicolor
    [ ! -d "$icons" ] || touch -- "$icons" 2>/dev/null || true
    [ ! -f "$icons/icon-theme.cache" ] || gtk-update-icon-cache -q -t "$icons" 2>/dev/null || true
}

remove_listed() {
    grep / "$1" | while IFS= read -r file; do
        rm -f -- "$prefix/$file"
        folder=$(dirname -- "$file")
        while [ "$folder" != . ] && rmdir -- "$prefix/$folder" 2>/dev/null; do folder=$(dirname -- "$folder"); done
    done
}

if [ -n "$uninstall" ]; then
    [ -f "$list" ] || stop "Keyward is not installed below $prefix by this script; nothing was removed"
    kept=$(mktemp)
    cp -- "$list" "$kept"
    rm -f -- "$list"
    remove_listed "$kept"
    rm -f -- "$kept"
    rmdir -- "$prefix/share/keyward" "$prefix/share" "$prefix/bin" 2>/dev/null || true
    refresh
    # An index that nothing is left in was made by the refreshing.
    find "$prefix/share/applications" -name mimeinfo.cache -size -32c -delete 2>/dev/null || true
    if [ -n "$forget" ]; then
        rm -rf -- "${XDG_CONFIG_HOME:-$HOME/.config}/keyward" "${XDG_STATE_HOME:-$HOME/.local/state}/keyward"
        echo "Keyward is uninstalled from $prefix, and its settings and log are removed."
    else
        echo "Keyward is uninstalled from $prefix. Your settings stay in ${XDG_CONFIG_HOME:-$HOME/.config}/keyward."
    fi
    echo "A sign-in that was kept stays in the keychain of your desktop until you remove it there."
    exit 0
fi

version=$(cat -- "$here/VERSION")
if [ -f "$list" ]; then
    older=$(head -n 1 -- "$list")
    newest=$(printf '%s\n%s\n' "$older" "$version" | sort -V | tail -n 1)
    [ "$newest" = "$version" ] || [ -n "$downgrade" ] ||
        stop "Keyward $older is installed below $prefix, and $version is older. Nothing was changed; --downgrade installs it all the same"
elif [ -e "$prefix/bin/keyward" ]; then
    stop "$prefix/bin/keyward is there, and not by this script. Nothing was changed"
fi
mkdir -p -- "$prefix/share/keyward" 2>/dev/null && [ -w "$prefix/share/keyward" ] ||
    stop "you may not write below $prefix. Nothing was changed"

new=$list.new
{
    printf '%s\n' "$version"
    (cd -- "$here/tree" && find . -type f | sed 's|^\./||' | sort)
} >"$new"
grep / "$new" | while IFS= read -r file; do
    mkdir -p -- "$prefix/$(dirname -- "$file")"
    # A program that runs keeps the file that it was started from.
    cp -p -- "$here/tree/$file" "$prefix/$file.new"
    mv -f -- "$prefix/$file.new" "$prefix/$file"
done
# By its whole path, for menus that do not look below this prefix for programs.
entry=$prefix/share/applications/$id.desktop
escaped=$(printf '%s' "$prefix" | sed 's/[\\/&|"]/\\&/g')
sed "s|^Exec=keyward|Exec=\"$escaped/bin/keyward\"|" "$entry" >"$entry.new"
mv -f -- "$entry.new" "$entry"
if [ -n "$older" ]; then
    # What only the older version had.
    gone=$(mktemp)
    grep -vxFf "$new" "$list" >"$gone" || true
    remove_listed "$gone"
    rm -f -- "$gone"
fi
mv -f -- "$new" "$list"
refresh
echo "Keyward $version is installed below $prefix${older:+, in place of $older}."
case :$PATH: in *:"$prefix/bin":*) ;; *) echo "$prefix/bin is not in your PATH: start Keyward from the menu, or by $prefix/bin/keyward." ;; esac
