#!/usr/bin/env python3
"""Measures two programs in real windows, in turn, and prints what it saw as JSON.

Usage: windows.py KEYWARD MINIMAL RUNS. Needs what `tests/bench/run` sets up around it. Both programs write a
line as each frame begins.
"""

import ctypes
import json
import pathlib
import re
import subprocess
import sys
import time

from frames import Frames
from waiting import Missing

LIMIT = 30.0  # Seconds for anything that is waited for.
SETTLE = 2.0  # Seconds in which a window comes to rest.
IDLE = 10.0  # Seconds in which nobody touches it.
EYE = 0.6  # Seconds before a click counts: sooner, nobody can have read what it is on.
REACT = 0.4  # Seconds in which a key shows what it does.
STARTS = 31  # Of each, in turn.
DEMO = ("--demo", "--log-level", "trace")


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


class Window(Frames):
    """One program in a window."""

    def __init__(self, *command):
        def start():
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

        super().__init__(start, LIMIT, REACT)

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

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


def start(window, ready=None):
    """From the start to the first frame, and to one that shows this."""
    return {name: (window.on_screen(what) - window.began) * 1e3 for name, what in (("first_ms", None), ("ready_ms", ready))}


def starts(program, smallest):
    """A start of each, and nothing else."""
    with Window(smallest) as window:
        minimal = start(window)
    with Window(program, *DEMO) as window:
        return {"minimal": minimal, "keyward": start(window, "first screen")}


def minimal(program):
    with Window(program) as window:
        window.on_screen()
        return window.rest()


def keyward(program, keyboard):
    with Window(program, *DEMO) as window:
        window.on_screen("first screen")
        time.sleep(SETTLE)
        window.by_key(keyboard.press, "space", "signing in")
        window.on_screen("list")
        seen = window.rest()
        window.by_key(keyboard.press, "Delete", "dialog")
        time.sleep(EYE)
        # From "Cancel" to the button that removes.
        keyboard.press("Tab")
        time.sleep(EYE)
        pressed = keyboard.press("space")
        return seen | {"removal_ms": (window.on_screen("receipt", pressed) - pressed) * 1e3}


def main(program, smallest, runs):
    keyboard = Keyboard()
    # The first start of each brings the files into memory, and does not count.
    starts(program, smallest)
    # One start differs from the next by more than the goal allows: only many tell.
    seen = {"starts": [starts(program, smallest) for _ in range(STARTS)], "runs": []}
    for number in range(int(runs)):
        pair = {"minimal": minimal(smallest), "keyward": keyward(program, keyboard)}
        print(f"bench: windows, run {number + 1} of {runs}: {pair}", file=sys.stderr, flush=True)
        seen["runs"].append(pair)
    print(json.dumps(seen))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Missing as missing:
        sys.exit(f"bench: FAILED: {missing}")
