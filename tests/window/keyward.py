"""Keyward as the window tests start it, read it and end it."""

import json
import pathlib
import subprocess
import urllib.request

import desk
from desk import GLib, Missing, Program, expect, wait_for

APP_CLASS = "dev.keyward.Keyward"
BROWSER_CLASS = "chromium"
# What every token and code of the demo begins with.
SECRET_MARK = "demo-secret."
DOOMED = "Work laptop"
END = 10.0  # Seconds for the program to end after its window is closed.


class Keyward:
    """One run of the program, the browser beside it, and the pictures of what they showed.

    Its log is NAME.log among the pictures, and tells everything. Whatever goes wrong inside `with` is explained.
    """

    def __init__(self, program, pictures, name, *arguments):
        self.pictures, self.name = pathlib.Path(pictures), name
        # The bus knows a program by the name of its file.
        self.app = Program(pathlib.Path(program).name.lower())
        self.browser = Program("chrom")
        self.log = self.pictures / f"{name}.log"
        self.count = 0
        with self.log.open("wb") as log:
            command = [program, *arguments, "--log-level", "trace"]
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None and issubclass(kind, (Missing, OSError, GLib.Error)):
            self.explain()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(END)

    def step(self, said):
        """Names what was just seen and takes its picture."""
        self.count += 1
        desk.picture(self.pictures / f"{self.name}-{self.count:02}-{said.replace(' ', '-')}.png")
        print(f"window: {said}", flush=True)

    def close(self):
        """Closes the window by the window manager's key; the program ends by itself, without a fault."""
        desk.to_front(APP_CLASS)
        desk.key("alt+F4")
        try:
            status = self.process.wait(END)
        except subprocess.TimeoutExpired:
            raise Missing(f"end of the program {END:.0f} s after its window was closed") from None
        expect(status == 0, f"exit status 0, seen {status}")
        said = self.log.read_text(errors="replace")
        expect("panicked" not in said, f"no panic, the program said: {said}")

    def tab_to(self, role, name, most=40):
        """Presses Tab until this has the focus."""
        for _ in range(most):
            if any(thing.focused() for thing in self.app.all(role, name)):
                return
            before = self.app.focused()
            desk.key("Tab")
            wait_for(f"way of the focus from {before}", lambda: self.app.focused() not in (before, None))
        raise Missing(f"after {most} times Tab, {role} {name!r} has no focus; it is on {self.app.focused()}")

    def explain(self):
        """All that helps to see why it failed."""
        print(f"on the bus: {desk.names_on_bus()}")
        for program in (self.app, self.browser):
            print(f"--- accessible tree of {program.name}\n{program.tree()}")
        print(f"--- what the program said (status {self.process.poll()})\n{self.log.read_text(errors='replace')}")
        path = self.pictures / "failed.png"
        desk.picture(path)
        print(f"--- picture: {path}")


def removal(method):
    return f"Remove {method}…"


def cards(app):
    """The names of the buttons that ask to remove something, top to bottom."""
    return [thing.name for thing in app.all("button", lambda said: said.startswith("Remove ") and said.endswith("…"))]


def after_label(app, label):
    """The text that follows this label, as a screen reader would read on."""
    texts = app.texts()
    return texts[texts.index(label) + 1] if label in texts[:-1] else None


def arrived(issuer, method=None, path=""):
    """The requests that the demo server has seen, oldest first: method, path, status."""
    with urllib.request.urlopen(f"{issuer}/demo/requests", timeout=desk.CALL) as answer:
        seen = json.load(answer)
    return [entry for entry in seen if method in (None, entry["method"]) and entry["path"].startswith(path)]
