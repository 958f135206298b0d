"""Checks the folder that a Flatpak is made of: flatpak_check.py FOLDER SHOWN

SHOWN is what `flatpak-builder --show-manifest` read in the folder. Fails where the sandbox lets through more than it
should, where a file is missing or other than its sum, or where the crates are not those of the lock file in the source.
"""

import hashlib
import json
import sys
import tarfile
import tomllib
from pathlib import Path

# Every further one needs a reason.
PERMISSIONS = {
    "--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
    "--talk-name=org.freedesktop.secrets",
}
NEEDED = [
    "assets/icon/hicolor/128x128/apps/dev.keyward.Keyward.png",
    "assets/icon/hicolor/scalable/apps/dev.keyward.Keyward.svg",
    "packaging/linux/dev.keyward.Keyward.desktop",
    "LICENSE-MIT", "LICENSE-APACHE", "build.rs", "src/main.rs",
]


def check(true, words):
    if not true:
        sys.exit(f"flatpak: {words}")


def main(folder, shown):
    manifest = json.loads(shown.read_text(encoding="utf-8"))
    check(manifest["id"] == "dev.keyward.Keyward", "another id")
    check(set(manifest["finish-args"]) == PERMISSIONS, f"permissions are {manifest['finish-args']}")
    [module] = manifest["modules"]
    sources = module["sources"]
    for source in sources:
        check(source["type"] in ("archive", "file", "inline"), f"a source of the kind {source['type']}")
        if "path" in source:
            check((folder / source["path"]).is_file(), f"{source['path']} is missing")
    own = folder / sources[0]["path"]
    check(hashlib.sha256(own.read_bytes()).hexdigest() == sources[0]["sha256"], f"{own.name} has another sum")
    with tarfile.open(own) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        [lock_name] = [name for name in archive.getnames() if name.count("/") == 1 and name.endswith("/Cargo.lock")]
        lock = tomllib.loads(archive.extractfile(lock_name).read().decode())
    for needed in NEEDED:
        check(needed in names, f"{needed} is not in the source")
    wanted = {(f"{p['name']}-{p['version']}.crate", p["checksum"]) for p in lock["package"] if "source" in p}
    given = {(s["url"].rpartition("/")[2], s["sha256"]) for s in sources if "url" in s}
    check(wanted == given, f"the crates differ from the lock file in the source: {sorted(wanted ^ given)[:5]}")
    print(f"flatpak: {len(given)} crates, {len(PERMISSIONS)} permissions, source {own.stat().st_size} bytes")


main(*map(Path, sys.argv[1:]))
