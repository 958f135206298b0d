"""All parts of the window test, one after the other.

Usage: whole.py PROGRAM PICTURES. Needs what `tests/window/run` sets up around it.
"""

import pathlib
import sys
import time

from desk import GLib, Missing
from journey import main_job
from keyboard import without_pointer
from leaks import no_secret_was_left
from starts import kept_session, second_start

PARTS = (
    ("sign in, list, remove, receipt, sign out", main_job),
    ("all of it without a pointer", without_pointer),
    ("second start", second_start),
    ("kept session", kept_session),
    ("no secret left", no_secret_was_left),
)


def main(parts, program, pictures):
    """Does the parts, and writes the names of those that passed into passed.txt; 1 where one did not."""
    passed = pathlib.Path(pictures) / "passed.txt"
    whole = time.monotonic()
    failed = []
    with passed.open("w") as done:
        for name, part in parts:
            began = time.monotonic()
            try:
                faults = part(program, pictures)
            except (Missing, OSError, GLib.Error) as why:
                print(f"window: FAILED: {name}: {why}")
                return 1
            if faults:
                failed.append(name)
                print(f"window: FAILED: {name}: {len(faults)} faults:", *faults, sep="\nwindow:   ")
            else:
                print(name, file=done, flush=True)
            print(f"window: -- {name}: {time.monotonic() - began:.0f} s", flush=True)
    count = len(list(pathlib.Path(pictures).glob("*.png")))
    print(f"window: the whole way took {time.monotonic() - whole:.0f} s, {count} pictures", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(PARTS, *sys.argv[1:]))
