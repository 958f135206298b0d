"""What a person without a pointer, or without sight, needs of a window: names, roles, order, focus, words said."""

import time

import desk
import looking
from desk import Atspi, Missing, expect, first, wait_for
from keyward import Keyward

SOON = 5.0  # Seconds for what a key does.
NOW = 0.0
STEADY = 0.05  # Seconds in which a page that scrolls moves.
STILL = 0.5  # Seconds after which what has not happened will not.
NEAR = 4  # Pixels by which things on one line may be out of line.
MOST_STOPS = 60


class Reader(Keyward):
    """A run of the program without a pointer. What is not as it should be is collected, so that one run tells all."""

    def __init__(self, program, pictures, name, ears, *arguments):
        super().__init__(program, pictures, name, *arguments)
        self.ears = ears
        self.faults = []

    def should(self, what, holds, seconds=SOON):
        """Notes a fault where this does not come true; says whether it did."""
        try:
            wait_for(what, holds, seconds)
        except Missing:
            if what not in self.faults:
                self.faults.append(what)
                print(f"window: FAULT: {what}", flush=True)
            return False
        return True

    # --- keys ---------------------------------------------------------------------------------------------

    def go(self, role, name):
        """Tab to this, and press it."""
        self.tab_to(role, name)
        desk.key("space")

    def focus_is(self, role, name):
        self.app.wait_focused(role, name, SOON)

    def has_focus(self, role, name):
        return lambda: any(thing.focused() for thing in self.app.all(role, name))

    # --- the tree -----------------------------------------------------------------------------------------

    def every_control_has_a_name(self, where):
        """Whatever can have the focus has a name."""
        nameless = [it.line().strip() for it in self.within() if it.focusable() and not it.name and it.role != "frame"]
        self.should(f"{where}: a name for {nameless}", lambda: not nameless, NOW)

    def has_roles(self, where, role, *names):
        there = {thing.name for thing in self.app.all(role, lambda _: True)}
        missing = [name for name in names if name not in there]
        self.should(f"{where}: with the role of a {role}: {missing}", lambda: not missing, NOW)

    def dialog(self, role, name):
        """The dialog that is open: of this role, with its name, over everything, with the focus inside."""
        found = wait_for(f"{role} {name!r}", lambda: first(it for it in self.app.all(role, name) if it.role == role))
        self.should(f"{name}: it is modal", lambda: found.has(Atspi.StateType.MODAL))
        wait_for(f"focus inside {name!r}", lambda: any(it.focused() for it in found.below()), SOON)
        return found

    def is_open(self, role, name):
        return bool(self.app.all(role, name))

    # --- the way of the focus -----------------------------------------------------------------------------

    def tab_follows_the_page(self, where):
        """Tab comes by every control once, downwards and from left to right, and from the last to the first."""
        stops, steps_back = [self.next_stop()], []
        for _ in range(MOST_STOPS):
            stop = self.next_stop()
            if not is_after(stops[-1], stop):
                steps_back.append((stops[-1].name, stop.name))
            if stop.is_same(stops[0]):
                break
            stops.append(stop)
        self.should(f"{where}: one step back on the way round, seen {steps_back}", lambda: len(steps_back) == 1, NOW)
        there = {(it.role, it.name) for it in self.within() if it.focusable() and it.role != "frame"}
        missed = sorted(there.symmetric_difference((it.role, it.name) for it in stops))
        self.should(f"{where}: Tab comes by every control, not so: {missed}", lambda: not missed, NOW)
        return stops

    def focus_is_seen(self, where, stops):
        """Each of these places, reached in this order, looks another way as soon as the focus has left it."""
        before, after = self.pictures / "before.png", self.pictures / "after.png"
        unseen = []
        desk.picture(before)

        def changed(box):
            desk.picture(after)
            return looking.differs(before, after, box)

        for place in stops:
            self.next_stop()
            try:
                wait_for("another look", lambda box=place.box(): changed(box), SOON)
            except Missing:
                unseen.append(place.name)
            before, after = after, before
        before.unlink()
        after.unlink()
        self.should(f"{where}: the focus is seen on {unseen}", lambda: not unseen, NOW)

    def within(self):
        """What the keyboard can reach: the dialog, where one is open."""
        things = self.app.things()
        modal = [it for it in things if it.has(Atspi.StateType.MODAL)]
        return modal[-1].below() if modal else things

    def next_stop(self, key="Tab", program=None):
        return self.ears.next_stop(lambda: desk.key(key), program or self.app, SOON)

    def tab_to(self, role, name, most=40, program=None, key="Tab"):
        """As it is heard: no look at the screen is needed on the way."""
        there = (program or self.app).find(role, name)
        for _ in range(most):
            if there.focused():
                return
            if self.next_stop(key, program).is_same(there):
                return
        raise Missing(f"after {most} times {key}, {role} {name!r} has no focus; it is on {self.app.focused()}")


def is_after(before, after):
    """Whether it stands further down, or further right on the same line, once the page has come to rest."""

    def at_rest():
        now = [before.box(), after.box()]
        time.sleep(STEADY)
        return now if now == [before.box(), after.box()] and None not in now else None

    (left, top, width, height), (to_left, to_top, _, to_height) = wait_for("page at rest", at_rest)
    # Things of one line stand at one height.
    down = (to_top + to_height / 2) - (top + height / 2)
    return down > NEAR or (abs(down) <= NEAR and to_left >= left + width)


def sign_in(reader, who, heading):
    """From the first screen, by the keyboard of the browser too."""
    reader.go("button", "Sign in")
    reader.ears.wait("Continue in your browser")
    name = f"Sign in as {who} Example"
    reader.browser.find("button", name)
    reader.step(f"{who} is in the browser")
    switch_to("Chromium")
    reader.tab_to("button", name, program=reader.browser)
    desk.key("space")
    reader.app.find("heading", heading)
    switch_to("Keyward")
    reader.app.find("button", "Sign out")


def switch_to(title):
    """To the window whose title ends so, by the keys of the window manager."""
    if not desk.active_title().endswith(title):
        desk.key("alt+Tab")
    wait_for(f"{title} in front", lambda: desk.active_title().endswith(title))


def stays(what, holds):
    """Makes sure that this is still so after a while."""
    time.sleep(STILL)
    expect(holds(), what)
