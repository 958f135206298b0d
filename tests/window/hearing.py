"""What a screen reader hears: words that are said, and the way of the focus, as events on the accessibility bus."""

from desk import Atspi, GLib, Thing, is_control, wait_for

EVENTS = ("object:announcement", "object:state-changed:focused")


class Ears:
    """Hears from when it is made. Events come in only while somebody waits or asks."""

    def __init__(self):
        self.said = []
        # What the keyboard came to last, and in which program.
        self.stop = None, ""
        self.listener = Atspi.EventListener.new(self.on_event)
        for event in EVENTS:
            self.listener.register(event)

    def on_event(self, event):
        if event.type == EVENTS[0]:
            self.said.append(str(event.any_data))
        elif event.detail1:
            try:
                thing = Thing(event.source, 0)
                program = event.source.get_application().get_name() or ""
            except GLib.Error:
                return  # It is gone already.
            if is_control(thing):
                self.stop = thing, program.lower()

    def now(self):
        """All that was said so far, oldest first."""
        self.listen()
        return self.said

    def listen(self):
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass

    def forget(self):
        self.now().clear()

    def wait(self, words, seconds=10):
        """Waits until exactly these words are said."""
        wait_for(f"announcement {words!r} (said: {self.said})", lambda: words in self.now(), seconds)

    def next_stop(self, press, program, seconds):
        """What the keyboard comes to by this in a program, whatever another one does at the same time."""
        self.listen()
        self.stop = None, ""
        press()

        def arrived():
            self.listen()
            stop, where = self.stop
            return stop if program.name in where else None

        return wait_for(f"next place of the focus in {program.name}", arrived, seconds)

    def close(self):
        for event in EVENTS:
            self.listener.deregister(event)
