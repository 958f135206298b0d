"""Checks the layout of Keyward.app: check.py APP NUMBERS [--without-program]

Fails at the first thing that macOS or a person would stumble over, and says what it is.
"""

import plistlib
import re
import stat
import sys
from pathlib import Path

# What must stand in Info.plist as it is here.
EXACT = {
    "CFBundleDevelopmentRegion": "en",
    "CFBundleDisplayName": "Keyward",
    "CFBundleExecutable": "keyward",
    "CFBundleIconFile": "keyward.icns",
    "CFBundleIdentifier": "dev.keyward.Keyward",
    "CFBundleInfoDictionaryVersion": "6.0",
    "CFBundleLocalizations": ["en", "de"],
    "CFBundleName": "Keyward",
    "CFBundlePackageType": "APPL",
    "CFBundleSupportedPlatforms": ["MacOSX"],
    "LSApplicationCategoryType": "public.app-category.utilities",
    "LSMinimumSystemVersion": "11.0",
    "NSHighResolutionCapable": True,
    "NSSupportsAutomaticGraphicsSwitching": True,
}
WORDS = ["NSHumanReadableCopyright", "NSLocalNetworkUsageDescription"]
FILES = {
    "Info.plist", "MacOS/keyward", "Resources/keyward.icns", "Resources/THIRD-PARTY.txt", "Resources/LICENSE-MIT",
    "Resources/LICENSE-APACHE", "Resources/en.lproj/InfoPlist.strings", "Resources/de.lproj/InfoPlist.strings",
}


def check(true, words):
    if not true:
        sys.exit(f"Keyward.app: {words}")


def information(contents, numbers):
    text = (contents / "Info.plist").read_bytes()
    check(b"@" not in text, "Info.plist has a place that nothing was filled into")
    found = plistlib.loads(text, fmt=plistlib.FMT_XML)
    for key, value in EXACT.items():
        check(found.get(key) == value, f"Info.plist: {key} is {found.get(key)!r}, not {value!r}")
    for key in ("CFBundleShortVersionString", "CFBundleVersion"):
        check(re.fullmatch(r"\d+(\.\d+){0,2}", found[key]), f"Info.plist: {key} is {found[key]!r}: Apple takes three numbers")
        check(found[key] == numbers, f"Info.plist: {key} is {found[key]!r}, not {numbers!r}")
    schemes = [scheme for kind in found["CFBundleURLTypes"] for scheme in kind["CFBundleURLSchemes"]]
    check(schemes == ["keyward"], f"Info.plist: it would open {schemes}")
    for key in WORDS:
        check(found.get(key), f"Info.plist: {key} is missing")
    unknown = set(found) - set(EXACT) - set(WORDS) - {"CFBundleShortVersionString", "CFBundleVersion", "CFBundleURLTypes"}
    check(not unknown, f"Info.plist: nothing checks {sorted(unknown)}")
    for language in found["CFBundleLocalizations"]:
        strings = (contents / f"Resources/{language}.lproj/InfoPlist.strings").read_text(encoding="utf-8")
        for line in strings.splitlines():
            pair = re.fullmatch(r'"(\w+)" = "([^"]+)";', line)
            check(pair and pair[1] in WORDS, f"{language}.lproj: cannot be read: {line}")
        check(strings.strip(), f"{language}.lproj is empty")


def layout(contents, with_program):
    found = {path.relative_to(contents).as_posix() for path in contents.rglob("*") if not path.is_dir()}
    signature = {name for name in found if name.startswith("_CodeSignature/")}
    wanted = FILES if with_program else FILES - {"MacOS/keyward"}
    check(found - signature == wanted, f"these files are missing or too many: {sorted((found - signature) ^ wanted)}")
    for path in [contents.parent, contents, *contents.rglob("*")]:
        mode = stat.S_IMODE(path.lstat().st_mode)
        program = path.is_dir() or path.name == "keyward"
        check(not path.is_symlink(), f"{path} is a link")
        check(mode == (0o755 if program else 0o644), f"{path} has the mode {mode:o}")
    if with_program:
        start = (contents / "MacOS/keyward").read_bytes()[:4]
        check(start == b"\xca\xfe\xba\xbe", "the program is not one for several processors")


def main(app, numbers, *options):
    contents = Path(app) / "Contents"
    information(contents, numbers)
    layout(contents, "--without-program" not in options)
    with open("packaging/macos/entitlements.plist", "rb") as file:
        check(plistlib.load(file) == {}, "an entitlement was added: say in packaging/macos/build.sh why, and change this")
    print(f"{app}: information and layout are right")


main(*sys.argv[1:])
