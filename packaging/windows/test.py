#!/usr/bin/env python3
"""Installs, uses, updates and removes Keyward in a Windows that Wine plays, and prints what it saw.

Usage: test.py ROOM. Needs what test.sh sets up around it: a display with a window manager, a library that Wine may
lack, the packages of this version (DIST, VERSION) and those of a lower one (OLD_DIST, OLD_VERSION).
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import zipfile

import window
from wine import Missing, Wine, expect, new, size, wait_for

APP_ID = "dev.keyward.Keyward"
UNINSTALL = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{APP_ID}"
ALL_UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
SCHEME = r"\Software\Classes\keyward"
FOLDER = r"C:\users\{user}\AppData\Local\Programs\Keyward"
ALL_FOLDER = r"C:\Program Files\Keyward"
# What the exit statuses of keyward.nsi mean.
NEWER, RUNNING, TOO_OLD = 3, 4, 5
NOT_STARTED = 2
# Where Wine keeps what Windows keeps in the Credential Manager.
CREDENTIALS = r"\Software\Wine\Credential Manager"
STARTS = 3
MEBI = 1024 * 1024
GOAL = 8 * MEBI  # For setup.exe.
SETTINGS = '{"server":"https://id.example.com","client_id":"1","theme":"dark"}\n'

DIST, OLD_DIST = pathlib.Path(os.environ["DIST"]), pathlib.Path(os.environ["OLD_DIST"])
VERSION, OLD_VERSION = os.environ["VERSION"], os.environ["OLD_VERSION"]


def package(kind, version=VERSION):
    return (DIST if version == VERSION else OLD_DIST) / f"keyward-{version}-windows-x64{kind}"


def windows_path(path):
    return "Z:" + str(path).replace("/", "\\")


class Test:
    """The whole way; each step goes on where the last one ended."""

    def __init__(self, room):
        self.room = pathlib.Path(room)
        self.pictures = self.room / "pictures"
        self.links = self.room / "links.txt"
        self.wine = Wine(self.room / "prefix", self.room / "bcryptprimitives.dll")
        self.user = next(path.name for path in (self.wine.drive / "users").iterdir() if path.name != "Public")
        self.folder = FOLDER.format(user=self.user)
        self.program = rf"{self.folder}\keyward.exe"
        roaming = self.wine.drive / "users" / self.user / "AppData/Roaming/keyward"
        local = self.wine.drive / "users" / self.user / "AppData/Local/keyward"
        self.settings = roaming / "Keyward/config/settings.json"
        self.places = (roaming, local)
        self.numbers = [("Wine", self.wine.version)]

    # --- small things ---------------------------------------------------------------------------------------

    def say(self, text):
        print(f"   {text}", flush=True)

    def number(self, what, value):
        self.numbers.append((what, value))
        self.say(f"{what}: {value}")

    def state(self):
        return self.wine.files(), self.wine.keys()

    def setup(self, version=VERSION, *arguments):
        return self.wine.run(package("-setup.exe", version), "/S", *arguments)

    def msi(self, action, version=VERSION):
        return self.wine.run("msiexec", action, windows_path(package(".msi", version)), "/qn")

    def uninstall(self, *arguments):
        """By the command that Windows would run. The uninstaller goes on as a copy of itself."""
        command = self.wine.value(UNINSTALL, "QuietUninstallString")
        expect(command == f'"{self.folder}\\uninstall.exe" /S', f"a quiet command to uninstall, not {command!r}")
        ended = self.wine.run(rf"{self.folder}\uninstall.exe", "/S", *arguments)
        expect(ended.status == 0, f"success of the uninstaller, not {ended.status}")
        wait_for("the end of the uninstaller", lambda: not self.wine.unix(self.folder).exists())
        wait_for("the end of its entry", lambda: not self.wine.value(UNINSTALL, "DisplayName"))

    def installed(self):
        return self.wine.value(UNINSTALL, "DisplayVersion")

    def installed_for_all(self):
        """The versions that the installer for all knows."""
        listed = self.wine.run("reg", "query", ALL_UNINSTALL, "/s")
        lines = [line.split("REG_SZ")[-1].strip() for line in listed.out.splitlines() if "DisplayVersion" in line]
        return lines if "Keyward" in listed.out else []

    def left(self, before, after, settings):
        """Files and keys of Keyward that were not there before; `settings`: whether those may be."""
        kept = [str(place.relative_to(self.wine.drive)) for place in self.places]
        files = [
            name
            for name in new(before[0], after[0])
            if after[0][name] is not None and not (settings and name.startswith(tuple(kept)))
        ]
        keys = [
            name
            for name in new(before[1], after[1])
            if "keyward" in (name + "".join(after[1][name])).lower() and not (settings and CREDENTIALS in name)
        ]
        values = [
            f"{name}: {line}"
            for name, lines in after[1].items()
            for line in lines
            if not (settings and CREDENTIALS in name)
            if "keyward" in line.lower() and line not in before[1].get(name, [])
        ]
        return files, keys, [value for value in values if not value.startswith(tuple(keys))]

    def nothing_left(self, what, before, settings):
        files, keys, values = self.left(before, self.state(), settings)
        ours = [name for name in files if "keyward" in name.lower()]
        self.number(f"left after {what}", f"{len(ours)} files, {len(keys)} registry keys, {len(values)} values of Keyward")
        for name in files:
            self.say(f"also new there: {name}" if name not in ours else f"LEFT: {name}")
        expect(not (ours or keys or values), f"nothing of Keyward left after {what}: {ours} {keys} {values}")

    # --- steps ----------------------------------------------------------------------------------------------

    def sizes(self):
        """The packages."""
        for kind in ("-setup.exe", ".msi", ".zip"):
            self.number(f"size of {package(kind).name}", f"{package(kind).stat().st_size / MEBI:.2f} MiB")
        expect(package("-setup.exe").stat().st_size <= GOAL, "a setup.exe of at most 8 MiB")

    def too_old(self):
        """Windows 7 is refused."""
        self.wine.pretend("win7")
        before = self.wine.files()
        ended = self.setup()
        self.wine.pretend("win10")
        expect(ended.status == TOO_OLD, f"status {TOO_OLD} on Windows 7, not {ended.status}")
        expect("needs Windows 10" in ended.err, f"a reason, not {ended.err!r}")
        expect(not [name for name in new(before, self.wine.files()) if "keyward" in name.lower()], "no file")

    def install(self):
        """setup.exe, in silence, for one person."""
        self.fresh = self.state()
        ended = self.setup(OLD_VERSION)
        expect(ended.status == 0, f"success of the setup, not {ended.status}: {ended.err}")
        self.number("setup.exe /S", f"{ended.seconds:.1f} s")
        self.number("installed", f"{size(self.wine.unix(self.folder)) / MEBI:.2f} MiB")
        shown = {
            "DisplayName": "Keyward",
            "DisplayVersion": OLD_VERSION,
            "Publisher": "Keyward",
            "DisplayIcon": f"{self.program},0",
            "InstallLocation": self.folder,
        }
        for name, value in shown.items():
            found = self.wine.value(UNINSTALL, name)
            expect(found == value, f"{name} {value!r} among the installed apps, not {found!r}")
        said = int(self.wine.value(UNINSTALL, "EstimatedSize"), 16)
        expect(abs(said - size(self.wine.unix(self.folder)) / 1024) < 500, f"a true size, not {said} KiB")
        self.opens_links("HKCU", self.program)
        expect(len(self.wine.shortcuts()) == 1, f"one entry in the start menu, not {self.wine.shortcuts()}")

    def opens_links(self, root, program):
        command = self.wine.value(rf"{root}{SCHEME}\shell\open\command")
        expect(command == f'"{program}" "%1"', f"links opened by {program}, not {command!r}")
        named = self.wine.run("reg", "query", root + SCHEME, "/v", "URL Protocol")
        expect(named.status == 0, "the mark of a kind of link")

    def terminal(self):
        """What it says through pipes, and how it ends."""
        version = self.wine.run(self.program, "--version")
        expect((version.status, version.out) == (0, f"keyward {VERSION}\n"), f"its version, not {version.out!r}")
        help_ = self.wine.run(self.program, "--help")
        expect(help_.status == 0 and "Usage: keyward" in help_.out, f"its help, not {help_.out!r}")
        wrong = self.wine.run(self.program, "--nonsense")
        expect(wrong.status == NOT_STARTED and not wrong.out, f"status {NOT_STARTED}, not {wrong.status}")
        expect("--nonsense" in wrong.err, f"what was wrong, not {wrong.err!r}")

    def console(self):
        """What it says in the terminal that it was started from."""
        before = set(window.windows(".*"))
        script = self.wine.drive / "terminal.bat"
        script.write_text(f'@"{self.program}" --version\n@ping -n 8 127.0.0.1 >nul\n')
        shown = self.wine.start("wineconsole", r"C:\terminal.bat")
        wait_for("the terminal", lambda: set(window.windows(".*")) - before)
        time.sleep(4)
        window.picture(self.pictures, "0-terminal")
        shown.wait(window.LIMIT)
        script.unlink()

    def use(self):
        """A passkey is removed in the installed program, after a sign-in in the browser."""
        times = []
        for number in range(STARTS):
            with window.Window(self.wine, self.program, "--demo") as shown:
                times.append((shown.on_screen() - shown.began) * 1e3)
        with window.Window(self.wine, self.program, "--demo", log=self.room / "keyward.log") as shown:
            took = window.removes_a_passkey(shown, self.links, self.pictures)
            ended = shown.close()
        expect(ended == 0, f"status 0 after the window was closed, not {ended}")
        times.append(took["first frame"])
        self.number(
            f"start to first frame, median of {len(times)}",
            f"{statistics.median(times):.0f} ms (from {min(times):.0f} to {max(times):.0f})",
        )
        self.number("removal, from the press to the receipt", f"{took['removal']:.0f} ms")

    def no_obstacle_unseen(self):
        """Without a terminal, what keeps it from opening stands in a box."""
        before = set(window.windows(".*"))
        self.wine.open(self.program, "--server", "http://not.safe.example")
        wait_for("a box", lambda: set(window.windows()) - before)
        time.sleep(1)
        window.picture(self.pictures, "5-obstacle")
        window.call("xdotool", "windowactivate", "--sync", window.windows()[-1])
        window.key("Return")
        wait_for("the end of the box", lambda: not set(window.windows()) - before)

    def link(self):
        """A link of Keyward's starts it: the one for all, for Wine knows no links of one person."""
        before = set(window.windows())
        self.wine.open("keyward://open")
        wait_for("the window that a link opens", lambda: set(window.windows()) - before)
        time.sleep(window.REACT * 2)
        expect(window.picture(self.pictures, "6-link") > window.COLOURS, "a picture of the window with something on it")
        window.call("xdotool", "windowactivate", "--sync", window.windows()[-1])
        window.key("alt+F4")
        wait_for("the end of the window", lambda: not set(window.windows()) - before)

    def settings_of_a_person(self):
        """A person signs in to a server, stays signed in, and is found signed in by the next start."""
        self.settings.parent.mkdir(parents=True, exist_ok=True)
        self.settings.write_text(SETTINGS)
        server = self.wine.start(self.program, "--demo-server", stdout=subprocess.PIPE, text=True)
        try:
            at = json.loads(server.stdout.readline())
            arguments = ("--server", at["issuer"], "--client-id", at["client_id"])
            with window.Window(self.wine, self.program, *arguments) as shown:
                shown.signs_in()
                shown.close()
            pages = len(self.links.read_text().splitlines())
            with window.Window(self.wine, self.program, *arguments) as shown:
                shown.on_screen("list")
                shown.close()
            expect(len(self.links.read_text().splitlines()) == pages, "no further page in the browser")
        finally:
            self.wine.run("taskkill", "/f", "/im", "keyward.exe")
            server.wait(window.LIMIT)
        files = [path for place in self.places for path in place.rglob("*") if path.is_file()]
        expect(any("log" in path.parts for path in files), f"a log among {files}")
        self.kept = self.settings.read_bytes()
        expect(b'"dark"' in self.kept, "the settings that were there")
        expect(self.kept_sessions(), "a session in the Credential Manager")

    def kept_sessions(self):
        return [key for key in self.wine.keys() if CREDENTIALS in key and APP_ID in key]

    def running(self):
        """A program that runs is not written over, and not removed."""
        with window.Window(self.wine, self.program, "--demo") as shown:
            shown.on_screen()
            before = self.wine.files()
            ended = self.setup()
            expect(ended.status == RUNNING, f"status {RUNNING} while it runs, not {ended.status}")
            expect("is running" in ended.err, f"a reason, not {ended.err!r}")
            self.wine.run(rf"{self.folder}\uninstall.exe", "/S")
            time.sleep(window.REACT * 2)
            expect(self.wine.unix(self.program).exists(), "the program still there")
            expect(self.installed() == OLD_VERSION, "the old entry")
            gone = [name for name in new(self.wine.files(), before) if "keyward" in name.lower()]
            expect(not gone, f"nothing gone, not {gone}")
            expect(shown.process.poll() is None, "the program still running")

    def update(self):
        """From the lower version; then the lower one is refused, and nothing is lost."""
        ended = self.setup()
        expect((ended.status, self.installed()) == (0, VERSION), f"an update, not {ended.status} {self.installed()}")
        expect(self.settings.read_bytes() == self.kept, "the settings as they were")
        expect(len(self.wine.shortcuts()) == 1, "still one entry in the start menu")
        before = self.wine.files()
        ended = self.setup(OLD_VERSION)
        expect(ended.status == NEWER, f"status {NEWER} for a lower version, not {ended.status}")
        expect("newer than this" in ended.err, f"a reason, not {ended.err!r}")
        expect(self.installed() == VERSION, "the newer one still installed")
        changed = [name for name, length in self.wine.files().items() if "Programs" in name and before.get(name) != length]
        expect(not changed, f"no changed file, not {changed}")

    def beside_each_other(self):
        """For all, beside that of one person: each can be used, updated, and removed without the other."""
        ended = self.msi("/i", OLD_VERSION)
        expect(ended.status == 0 and OLD_VERSION in self.installed_for_all(), f"the .msi installed, not {ended.status}")
        self.number("msiexec /i /qn", f"{ended.seconds:.1f} s")
        self.number("installed for all", f"{size(self.wine.unix(ALL_FOLDER)) / MEBI:.2f} MiB")
        self.opens_links("HKLM", rf"{ALL_FOLDER}\keyward.exe")
        self.opens_links("HKCU", self.program)
        ended = self.msi("/i")
        expect(ended.status == 0, f"an update by the .msi, not {ended.status}")
        expect(self.installed_for_all() == [VERSION], f"the new version alone, not {self.installed_for_all()}")
        ended = self.msi("/i", OLD_VERSION)
        expect(ended.status != 0, "a lower .msi refused")
        expect(self.installed_for_all() == [VERSION], f"the newer one, not {self.installed_for_all()}")
        self.link()
        for program in (self.program, rf"{ALL_FOLDER}\keyward.exe"):
            with window.Window(self.wine, program, "--demo") as shown:
                shown.on_screen("first screen")

    def remove_one(self):
        """That of one person goes; settings and the other one stay. What Wine calls the start menu of all is that of
        the person, so its entry is gone, too; on Windows it is another folder."""
        self.uninstall()
        expect(self.settings.read_bytes() == self.kept, "the settings as they were")
        expect(not self.wine.value(rf"HKCU{SCHEME}\shell\open\command"), "links no longer opened by what is gone")
        self.opens_links("HKLM", rf"{ALL_FOLDER}\keyward.exe")
        with window.Window(self.wine, rf"{ALL_FOLDER}\keyward.exe", "--demo") as shown:
            shown.on_screen("first screen")
        ended = self.msi("/x")
        expect(ended.status == 0, f"success of the removal for all, not {ended.status}")
        self.nothing_left("both uninstalls", self.fresh, settings=True)
        stayed = [path for place in self.places for path in place.rglob("*") if path.is_file()]
        self.number("settings and log that stay", f"{len(stayed)} files")
        expect(len(self.kept_sessions()) == 1, "the kept session still there")

    def forget(self):
        """Installed again, and removed with all that it kept."""
        expect(self.setup().status == 0, "success of the setup")
        self.uninstall("/KEEP=0")
        wait_for("the end of the settings", lambda: not any(place.exists() for place in self.places))
        self.nothing_left("uninstall.exe /S /KEEP=0", self.fresh, settings=False)

    def portable(self):
        """The .zip: unpacked and started; nothing is written but by the program itself."""
        place = self.wine.drive / "portable"
        with zipfile.ZipFile(package(".zip")) as packed:
            packed.extractall(place)
        program = rf"C:\portable\keyward-{VERSION}\keyward.exe"
        with window.Window(self.wine, program, "--demo") as shown:
            shown.on_screen("first screen")
            ended = shown.close()
        expect(ended == 0, f"status 0, not {ended}")
        for path in sorted(place.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        place.rmdir()
        self.nothing_left("the portable one", self.fresh, settings=False)

    STEPS = (
        sizes,
        too_old,
        install,
        terminal,
        console,
        use,
        no_obstacle_unseen,
        settings_of_a_person,
        running,
        update,
        beside_each_other,
        remove_one,
        forget,
        portable,
    )

    def whole(self):
        for step in self.STEPS:
            began = time.monotonic()
            print(f"-- {step.__name__}: {' '.join(step.__doc__.split())}", flush=True)
            step(self)
            self.say(f"passed in {time.monotonic() - began:.0f} s")
        lines = [f"{what}\t{value}\n" for what, value in self.numbers]
        (self.room / "numbers.txt").write_text("".join(lines))


def main(room):
    began = time.monotonic()
    test = Test(room)
    print(f"-- a fresh Windows: {time.monotonic() - began:.0f} s", flush=True)
    try:
        test.whole()
    except Missing as missing:
        window.picture(test.pictures, "failed")
        sys.exit(f"windows: FAILED: expected {missing}")
    finally:
        test.wine.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
