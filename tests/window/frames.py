"""A program that logs each frame it begins, as Keyward does with `--log-level trace`: when, which number, what it shows."""

import re
import threading
import time

from waiting import Missing

LINE = re.compile(r'frame=(\d+) shown="([^"]*)"')
LAST = 5  # Lines that help to see why nothing is shown.
TAB_STOPS = 12  # The most presses of Tab to any button.


class Frames:
    """A program from its start on; its frames come from its standard error."""

    def __init__(self, start, limit, react):
        """`start` gives the process; what is to be shown may take `limit` seconds, what a key does `react`."""
        self.limit, self.react = limit, react
        self.lines, self.frames = [], []
        self.news = threading.Condition()
        self.began = time.monotonic()
        self.process = start()
        threading.Thread(target=self.listen, daemon=True).start()

    def __enter__(self):
        return self

    def listen(self):
        for line in self.process.stderr:
            found = LINE.search(line)
            with self.news:
                self.lines.append(line)
                if found:
                    self.frames.append((time.monotonic(), int(found[1]), found[2]))
                    self.news.notify_all()

    def on_screen(self, what=None, since=0.0, seconds=None):
        """When the first frame since then that shows this was on screen; None stands for whatever is shown.

        A frame is on screen when the next one begins, and egui always adds one.
        """
        seconds = self.limit if seconds is None else seconds

        def look():
            frames = [frame for frame in self.frames if frame[0] >= since]
            first = next((number for _, number, shown in frames if what in (None, shown)), None)
            if first is not None:
                return next((when for when, number, _ in frames if number > first), None)

        with self.news:
            if not self.news.wait_for(look, seconds):
                last = self.frames[-1][2] if self.frames else "".join(self.lines[-LAST:]) or "nothing"
                raise Missing(f"after {seconds:.1f} s {last!r} is shown, not {what!r}")
            return look()

    def shows(self, what, since):
        """Whether this comes on screen soon."""
        try:
            return bool(self.on_screen(what, since, self.react))
        except Missing:
            return False

    def by_key(self, press, key, what):
        """Goes from one button to the next and presses the key on each until this is shown; `press` tells when."""
        for _ in range(TAB_STOPS):
            press("Tab")
            time.sleep(self.react / 4)
            if self.shows(what, press(key)):
                return
        raise Missing(f"a button that leads to {what!r} by {key}")
