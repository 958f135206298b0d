"""A Windows of its own under Wine: starts programs in it, and tells what is in its folders and its registry.

Nothing here knows Keyward. Every wait ends; one that ends without its thing raises `Missing`.
"""

import os
import pathlib
import re
import subprocess
import time

import waiting
from waiting import Missing, expect

CALL = 120.0  # Seconds for a program that is to end by itself; the first start of Wine is the slowest.
WAIT = 60.0  # Seconds for anything else that is expected.
DRIVE = "drive_c"


def wait_for(what, look, seconds=WAIT):
    """As everywhere, for as long as Wine may take."""
    return waiting.wait_for(what, look, seconds)


class Ended:
    """What a program said and how it ended. From Wine only the lowest eight bits of a status arrive."""

    def __init__(self, done, seconds):
        self.status, self.seconds = done.returncode, seconds
        self.out, self.err = done.stdout.replace("\r", ""), done.stderr.replace("\r", "")


class Wine:
    """One prefix, which is made here."""

    def __init__(self, folder, library):
        self.folder = pathlib.Path(folder)
        self.drive = self.folder / DRIVE
        self.environment = os.environ | {"WINEPREFIX": str(folder)}
        self.run("wineboot", "--init")
        system = self.drive / "windows/system32"
        if not (system / library.name).exists():
            (system / library.name).write_bytes(library.read_bytes())
        # What it says of itself.
        self.version = subprocess.run(["wine", "--version"], capture_output=True, text=True, timeout=CALL).stdout.strip()

    def start(self, *command, **options):
        return subprocess.Popen(["wine", *map(str, command)], env=self.environment, **options)

    def open(self, *what):
        """Opens it as a double click would: without a terminal, a pipe or a file to say anything to."""
        nowhere = subprocess.DEVNULL
        self.start("start", *what, stdin=nowhere, stdout=nowhere, stderr=nowhere).wait(CALL)

    def run(self, *command):
        """Runs a program to its end."""
        began = time.monotonic()
        try:
            done = subprocess.run(
                ["wine", *map(str, command)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=CALL,
            )
        except subprocess.TimeoutExpired:
            raise Missing(f"the end of {command}, after {CALL:.0f} s") from None
        return Ended(done, time.monotonic() - began)

    def end(self):
        """Ends every program in it."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, timeout=CALL)

    def pretend(self, windows):
        """Which Windows it says that it is: win7, win10."""
        self.run("winecfg", "-v", windows)

    def unix(self, path):
        """Where this Windows path is."""
        return self.drive / re.sub(r"^[Cc]:\\", "", path).replace("\\", "/")

    def files(self):
        """All files and folders with their size; a folder has none."""
        found = {}
        for path in self.drive.rglob("*"):
            name = str(path.relative_to(self.drive))
            found[name] = None if path.is_dir() else path.lstat().st_size
        return found

    def keys(self):
        """All values of the registry by key, as a list of lines."""
        found = {}
        for root in ("HKCU", "HKLM"):
            file = self.drive / "registry.reg"
            self.run("reg", "export", root, r"C:\registry.reg", "/y")
            key = None
            for line in file.read_text("utf-16").splitlines():
                if line.startswith("["):
                    key = found.setdefault(line.strip("[]"), [])
                elif line and key is not None:
                    key.append(line)
            file.unlink()
        return found

    def value(self, key, name=None):
        """A value of the registry; None where there is none."""
        asked = self.run("reg", "query", key, *(["/v", name] if name else ["/ve"]))
        found = re.search(r"REG_\w+[ \t]+(.*)", asked.out)
        return found[1].strip() if asked.status == 0 and found else None

    def shortcuts(self):
        return sorted(path for path in (self.drive / "users").rglob("Keyward*.lnk")) + sorted(
            path for path in (self.drive / "ProgramData").rglob("Keyward*.lnk")
        )


def size(folder):
    """How much the files in there are together, in bytes."""
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def new(before, after):
    """What is there now, and was not."""
    return sorted(set(after) - set(before))
