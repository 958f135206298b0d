"""A desktop seen and used from outside: the accessibility bus to look, real pointer and keys to act.

Nothing here knows Keyward. Every wait ends; a wait that ends without its thing raises `Missing`.
"""

import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version must be chosen first)
from waiting import WAIT, Missing, expect, wait_for  # noqa: E402, F401  (whoever drives a desk waits)

CALL = 20.0  # Seconds for one command of the pointer, the keyboard or the camera.
DEEPEST = 60  # Levels of a tree; a browser page has about twenty.
SETTLED = 0.25  # Seconds in which a thing must not move before it is clicked.


def run(*command):
    """Runs a command to its end and returns what it printed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=CALL)
    except subprocess.TimeoutExpired:
        raise Missing(f"end of {command} after {CALL:.0f} s") from None
    if done.returncode != 0:
        raise Missing(f"success of {command}: status {done.returncode}, {done.stderr.strip()}")
    return done.stdout.strip()


class Thing:
    """One accessible object, read once."""

    def __init__(self, node, depth):
        self.node, self.depth = node, depth
        self.role = node.get_role_name()
        self.name = node.get_name() or ""

    def is_same(self, other):
        """Whether both are read from one object of the program."""
        return self.node == other.node or (self.role, self.name, self.box()) == (other.role, other.name, other.box())

    def has(self, state):
        """Whether the object is in this state now."""
        try:
            return self.node.get_state_set().contains(state)
        except GLib.Error:
            return False

    def focused(self):
        return self.has(Atspi.StateType.FOCUSED)

    def focusable(self):
        return self.has(Atspi.StateType.FOCUSABLE)

    def description(self):
        try:
            return self.node.get_description() or ""
        except GLib.Error:
            return ""

    def attributes(self):
        """What else the bus tells of it, by name: its place in a list, for example."""
        try:
            return dict(self.node.get_attributes() or {})
        except GLib.Error:
            return {}

    def below(self):
        """All that is inside it."""
        return list(walk(self.node, self.depth))[1:]

    def box(self):
        """Left, top, width, height on the screen; None where it is not shown."""
        try:
            area = self.node.get_extents(Atspi.CoordType.SCREEN)
        except GLib.Error:
            return None
        if area.width <= 0 or area.height <= 0:
            return None
        return area.x, area.y, area.width, area.height

    def texts(self):
        """Its name, and its text where that is another one."""
        try:
            text = self.node.get_text_iface()
            said = Atspi.Text.get_text(text, 0, -1) if text else ""
            # Stands for each object inside, in a text that has some.
            said = said.replace("\ufffc", "")
        except GLib.Error:
            said = ""
        return [self.name] + ([said] if said and said != self.name else [])

    def line(self):
        flags = [
            word
            for word, state in (
                ("focused", Atspi.StateType.FOCUSED),
                ("focusable", Atspi.StateType.FOCUSABLE),
                ("checked", Atspi.StateType.CHECKED),
            )
            if self.has(state)
        ]
        words = " ".join(repr(text) for text in self.texts())
        return f"{'  ' * self.depth}{self.role}: {words} {self.box() or ''} {' '.join(flags)}".rstrip()


def walk(node, depth=0):
    """The object and all below it that can still be read; things vanish while one looks."""
    try:
        node.clear_cache()
        yield Thing(node, depth)
        count = node.get_child_count() if depth < DEEPEST else 0
    except GLib.Error:
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            return
        if child is not None:
            yield from walk(child, depth + 1)


class Program:
    """A program on the accessibility bus, whose name holds `name`."""

    def __init__(self, name):
        self.name = name

    def root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            try:
                node = desktop.get_child_at_index(index)
                if node is not None and self.name in (node.get_name() or "").lower():
                    return node
            except GLib.Error:
                continue
        return None

    def things(self):
        root = self.root()
        return [] if root is None else list(walk(root))

    def all(self, role, name):
        """What has this role and this name; `name` may be a function that tests it."""
        fits = name if callable(name) else lambda said: said == name
        return [thing for thing in self.things() if thing.role in roles(role) and fits(thing.name)]

    def find(self, role, name, seconds=WAIT):
        return wait_for(f"{role} {name!r} in {self.name}", lambda: first(self.all(role, name)), seconds)

    def gone(self, role, name, seconds=WAIT):
        wait_for(f"end of {role} {name!r} in {self.name}", lambda: not self.all(role, name), seconds)

    def says(self, words, seconds=WAIT):
        """Waits for a text that holds these words and returns it."""

        def look():
            return first(text for thing in self.things() for text in thing.texts() if words in text)

        return wait_for(f"text {words!r} in {self.name}", look, seconds)

    def texts(self):
        return [text for thing in self.things() for text in thing.texts() if text]

    def focused(self):
        """Role and name of what has the keyboard, or None."""
        stop = self.stop()
        return stop and (stop.role, stop.name)

    def stop(self):
        """The control that has the keyboard, or None."""
        return first(thing for thing in self.things() if thing.focused() and is_control(thing))

    def wait_focused(self, role, name, seconds=WAIT):
        wait_for(
            f"keyboard focus on {role} {name!r} in {self.name} (it is on {self.focused()})",
            lambda: any(thing.focused() for thing in self.all(role, name)),
            seconds,
        )

    def click(self, role, name, times=1):
        """Clicks the middle of it with the real pointer, once it stands still; `times` in quick succession."""

        def steady():
            before = first(thing.box() for thing in self.all(role, name))
            time.sleep(SETTLED)
            after = first(thing.box() for thing in self.all(role, name))
            return before if before and before == after else None

        left, top, width, height = wait_for(f"{role} {name!r} on screen in {self.name}", steady)
        run("xdotool", "mousemove", "--sync", str(left + width // 2), str(top + height // 2))
        run("xdotool", "click", "--repeat", str(times), "--delay", "40", "1")

    def tree(self):
        return "\n".join(thing.line() for thing in self.things() if thing.role == "application" or thing.box()) or f"{self.name} is not on the bus"


def roles(role):
    """One role has several names on the bus, by version."""
    return {"button": ("button", "push button"), "alert": ("alert", "dialog")}.get(role, (role,))


def is_control(thing):
    return thing.role not in ("application", "frame", "window", "panel", "filler")


def first(found):
    return next(iter(found), None)


class beginning:  # noqa: N801  (reads as a word where it is used)
    """Tests whether a name begins like this."""

    def __init__(self, start):
        self.start = start

    def __call__(self, name):
        return name.startswith(self.start)

    def __repr__(self):
        return repr(f"{self.start}…")


def key(*names):
    """Presses these keys, one after the other, on the real keyboard."""
    run("xdotool", "key", "--delay", "60", *names)


def type_text(text):
    """Types this on the real keyboard, into whatever has it."""
    run("xdotool", "type", "--delay", "40", text)


def to_front(window_class):
    """Brings the window of this class to the front, as a click in a task bar would."""

    def look():
        try:
            return run("xdotool", "search", "--onlyvisible", "--class", window_class).split("\n")[-1]
        except Missing:
            return None

    window = wait_for(f"window of class {window_class}", look)
    run("xdotool", "windowactivate", "--sync", window)
    return window


def shown(window_class):
    """Whether a window of this class is on the screen."""
    try:
        return bool(run("xdotool", "search", "--onlyvisible", "--class", window_class))
    except Missing:
        return False


def active():
    """The window that has the keyboard."""
    try:
        return run("xdotool", "getactivewindow")
    except Missing:
        return None


def active_title():
    """What stands over the window that has the keyboard."""
    try:
        return run("xdotool", "getactivewindow", "getwindowname")
    except Missing:
        return ""


def pointer():
    """Where the pointer is."""
    return run("xdotool", "getmouselocation").split(" window:")[0]


def picture(path, window="root"):
    """Saves what the screen, or one window, shows."""
    run("import", "-window", window, "-strip", str(path))


def names_on_bus():
    desktop = Atspi.get_desktop(0)
    nodes = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return [node.get_name() for node in nodes if node is not None]
