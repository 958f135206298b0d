"""Waiting for what is expected, with an end: shared by everything that drives programs from outside."""

import time

WAIT = 30.0  # Seconds for anything that is expected; a browser's first start is the slowest.
POLL = 0.1


class Missing(Exception):
    """Something expected did not come in time."""


def expect(holds, what):
    if not holds:
        raise Missing(what)


def wait_for(what, look, seconds=WAIT):
    """Calls `look` until it returns something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Missing(f"after {seconds:.0f} s there is still no {what}")
        time.sleep(POLL)
