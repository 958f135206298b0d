#!/usr/bin/env python3
"""Measures two programs in real windows, in turn, and prints what it saw as JSON.

Usage: windows.py KEYWARD MINIMAL RUNS. Needs what `tests/bench/run` sets up around it. Both programs write a
line as each frame begins; a frame is on screen when the next one begins, and egui always adds one.
"""

import ctypes
import json
import pathlib
import re
import subprocess
import sys
import threading
import time

LIMIT = 30.0  # Seconds for anything that is waited for.
SETTLE = 2.0  # Seconds in which a window comes to rest.
IDLE = 10.0  # Seconds in which nobody touches it.
EYE = 0.6  # Seconds before a click counts: sooner, nobody can have read what it is on.
REACT = 0.4  # Seconds in which a key shows what it does.
TAB_STOPS = 12  # The most presses of Tab to any button.
LINE = re.compile(r'frame=(\d+) shown="([^"]*)"')


class Missing(Exception):
    """Something expected did not come in time."""


class Keyboard:
    """Real keys, by the X server's own test extension."""

    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XFlush.argtypes = [ctypes.c_void_p]
        self.test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(None)
        if not self.display:
            raise Missing("a display")

    def press(self, name):
        """Presses a key and lets go of it; returns when."""
        code = self.x11.XKeysymToKeycode(self.display, self.x11.XStringToKeysym(name.encode()))
        pressed = time.monotonic()
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.display, code, down, 0)
        self.x11.XFlush(self.display)
        return pressed


class Window:
    """One program, and the frames it began: when, which number, and what they show."""

    def __init__(self, *command):
        self.frames = []
        self.news = threading.Condition()
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.listen, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def listen(self):
        for line in self.process.stderr:
            found = LINE.search(line)
            if found:
                with self.news:
                    self.frames.append((time.monotonic(), int(found[1]), found[2]))
                    self.news.notify_all()

    def on_screen(self, what, since=0.0, seconds=LIMIT):
        """When the first frame since then that shows this was on screen; None stands for whatever is shown."""

        def look():
            frames = [frame for frame in self.frames if frame[0] >= since]
            first = next((number for _, number, shown in frames if what in (None, shown)), None)
            if first is not None:
                return next((when for when, number, _ in frames if number > first), None)

        with self.news:
            if not self.news.wait_for(look, seconds):
                last = self.frames[-1][2] if self.frames else "nothing"
                raise Missing(f"after {seconds:.1f} s {last!r} is shown, not {what!r}")
            return look()

    def shows(self, what, since):
        """Whether this comes on screen soon."""
        try:
            return bool(self.on_screen(what, since, REACT))
        except Missing:
            return False

    def by_key(self, keyboard, key, what):
        """Goes from one button to the next and presses the key on each until this is shown."""
        for _ in range(TAB_STOPS):
            keyboard.press("Tab")
            time.sleep(REACT / 4)
            if self.shows(what, keyboard.press(key)):
                return
        raise Missing(f"a button that leads to {what!r} by {key}")

    def memory(self):
        """Its share of the memory, in MiB."""
        rollup = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) / 1024

    def processor(self):
        """The time that all its threads have had, in ms: the clock that the kernel keeps for the process."""
        return time.clock_gettime((~self.process.pid << 3) | 2) * 1e3

    def rest(self):
        """Memory, then what it does while nobody touches it."""
        time.sleep(SETTLE)
        memory, processor, began = self.memory(), self.processor(), time.monotonic()
        time.sleep(IDLE)
        frames = sum(began <= when for when, _, _ in self.frames)
        return {"memory": memory, "idle_ms": self.processor() - processor, "idle_frames": frames}


def minimal(program):
    with Window(program) as window:
        first = window.on_screen(None) - window.began
        return {"first_ms": first * 1e3} | window.rest()


def keyward(program, keyboard):
    with Window(program, "--demo", "--log-level", "trace") as window:
        first = window.on_screen(None) - window.began
        ready = window.on_screen("first screen") - window.began
        time.sleep(SETTLE)
        window.by_key(keyboard, "space", "signing in")
        window.on_screen("list")
        seen = {"first_ms": first * 1e3, "ready_ms": ready * 1e3} | window.rest()
        window.by_key(keyboard, "Delete", "dialog")
        time.sleep(EYE)
        # From "Cancel" to the button that removes.
        keyboard.press("Tab")
        time.sleep(EYE)
        pressed = keyboard.press("space")
        return seen | {"removal_ms": (window.on_screen("receipt", pressed) - pressed) * 1e3}


def main(program, smallest, runs):
    keyboard = Keyboard()
    seen = {"keyward": [], "minimal": []}
    # The first start of each brings the files into memory, and does not count.
    for number in range(int(runs) + 1):
        pair = {"minimal": minimal(smallest), "keyward": keyward(program, keyboard)}
        print(f"bench: windows, run {number} of {runs}: {pair}", file=sys.stderr, flush=True)
        for name, one in pair.items():
            seen[name] += [one] if number else []
    print(json.dumps(seen))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Missing as missing:
        sys.exit(f"bench: FAILED: expected {missing}")
