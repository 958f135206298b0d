"""Keyward's window under Wine, by real keys and by what the program logs of its frames: no accessibility bus reaches
into Wine. Pictures are kept for people, and looked at for whether anything is on them."""

import json
import pathlib
import re
import subprocess
import time
import urllib.request

from frames import Frames
from wine import Missing, expect, wait_for

CALL = 20.0  # Seconds for one command of the keyboard or the camera.
LIMIT = 60.0  # Seconds for whatever is to be shown.
REACT = 1.5  # Seconds in which a key shows what it does: everything is drawn by the processor here.
EYE = 0.8  # Seconds before a press counts: sooner, nobody can have read what it is on.
COLOURS = 50  # A window with text has more; an empty or a black one has few.
TITLE = "^Keyward$"
PASSKEYS = "/auth/v1/users/me/passwordless/"


def call(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=CALL)
    except subprocess.TimeoutExpired:
        raise Missing(f"the end of {command}") from None
    return done.stdout.strip() if done.returncode == 0 else ""


def key(name):
    call("xdotool", "key", "--clearmodifiers", name)
    return time.monotonic()


def windows(title=TITLE):
    return call("xdotool", "search", "--onlyvisible", "--name", title).split()


def picture(folder, name):
    """Takes a picture of the screen, and tells how many colours are on it."""
    file = pathlib.Path(folder) / f"{name}.png"
    call("import", "-window", "root", str(file))
    return int(call("identify", "-format", "%k", str(file)) or 0)


class Window(Frames):
    """Keyward in a window of Wine."""

    def __init__(self, wine, program, *arguments, log=None):
        self.wine, self.log = wine, log
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}

        def start():
            return wine.start(program, *arguments, "--log-level", "trace", text=True, errors="replace", **pipes)

        super().__init__(start, LIMIT, REACT)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.wine.run("taskkill", "/f", "/im", "keyward.exe")
            self.process.kill()
        self.process.wait()
        if self.log:
            self.log.write_text("".join(self.lines))

    def focus(self):
        """Gives the window the keyboard."""
        found = wait_for("the window", windows)
        call("xdotool", "windowactivate", "--sync", found[-1])

    def signs_in(self):
        """By keyboard, on the first screen. Its first stop is the box for staying signed in, which stays as it is."""
        self.on_screen("first screen")
        self.focus()
        time.sleep(REACT)
        key("Tab")
        self.by_key(key, "space", "signing in")
        self.on_screen("list")

    def close(self):
        """Closes the window as a person does, and waits for the program to end."""
        self.focus()
        # Right after it has come up it does not listen yet.
        time.sleep(REACT)
        key("alt+F4")
        try:
            return self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            raise Missing("the end of the program after its window was closed") from None


def removes_a_passkey(window, links, pictures):
    """Signs in to the demo as Bob, and takes a passkey away; by keyboard. Returns how long which part took, in ms."""
    first = window.on_screen()
    window.on_screen("first screen")
    window.focus()
    time.sleep(REACT)
    expect(picture(pictures, "1-first-screen") > COLOURS, "a picture of the first screen with something on it")
    before = len(links.read_text().splitlines()) if links.exists() else 0
    window.by_key(key, "space", "signing in")
    window.on_screen("list")
    time.sleep(REACT)
    expect(picture(pictures, "2-list") > COLOURS, "a picture of the list with something on it")
    opened = links.read_text().splitlines()[before:]
    expect(len(opened) == 1, f"one page in the browser, not {opened}")
    issuer = re.match(r"http://[^/]+", opened[0])[0]
    window.by_key(key, "Delete", "dialog")
    time.sleep(EYE)
    picture(pictures, "3-dialog")
    # From "Cancel" to the button that removes.
    key("Tab")
    time.sleep(EYE)
    pressed = key("space")
    removed = window.on_screen("receipt", pressed)
    time.sleep(REACT)
    expect(picture(pictures, "4-receipt") > COLOURS, "a picture of the receipt with something on it")
    # The window's own words can lie; the server's cannot.
    asked = arrived(issuer)
    lists = [line["path"] for line in asked if line["path"] == PASSKEYS + "_search"]
    expect(lists, "that the server was asked for the passkeys")
    removals = [line for line in asked if line["method"] == "DELETE" and line["path"].startswith(PASSKEYS)]
    expect(
        len(removals) == 1 and removals[0]["status"] == 200, f"one passkey that the server removed, not {removals}"
    )
    return {"first frame": (first - window.began) * 1e3, "removal": (removed - pressed) * 1e3}


def arrived(issuer):
    """The requests that the demo server has seen, oldest first: method, path, status."""
    with urllib.request.urlopen(f"{issuer}/demo/requests", timeout=CALL) as answer:
        return json.load(answer)

