"""The clipboard as every program of the desktop can read it, by the X library's own functions."""

import ctypes
import time

LIBRARY = "libX11.so.6"
WAIT = 5.0  # Seconds for the owner to hand over what it holds.
MOST = 1 << 20  # Longs.
ANY_TYPE = 0
SELECTION_NOTIFY = 31
EVENT_SIZE = 24 * ctypes.sizeof(ctypes.c_long)
# What goes into each function; a display is a pointer, and all that names something else of it a long.
NAME, POINTER = ctypes.c_ulong, ctypes.c_void_p
INPUT = {
    "XOpenDisplay": [ctypes.c_char_p],
    "XCloseDisplay": [POINTER],
    "XDefaultRootWindow": [POINTER],
    "XInternAtom": [POINTER, ctypes.c_char_p, ctypes.c_int],
    "XGetSelectionOwner": [POINTER, NAME],
    "XCreateSimpleWindow": [POINTER, NAME, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 3, *[NAME] * 2],
    "XConvertSelection": [POINTER, *[NAME] * 5],
    "XCheckTypedWindowEvent": [POINTER, NAME, ctypes.c_int, POINTER],
    "XGetWindowProperty": [POINTER, *[NAME] * 2, *[ctypes.c_long] * 2, ctypes.c_int, NAME, *[POINTER] * 5],
    "XFree": [POINTER],
    "XSync": [POINTER, ctypes.c_int],
}
HANDLES = ("XOpenDisplay",)
NUMBERS = ("XDefaultRootWindow", "XInternAtom", "XGetSelectionOwner", "XCreateSimpleWindow")


def library():
    x = ctypes.CDLL(LIBRARY)
    for name, arguments in INPUT.items():
        function = getattr(x, name)
        function.argtypes = arguments
        function.restype = POINTER if name in HANDLES else NAME if name in NUMBERS else ctypes.c_int
    return x


def text():
    """What the clipboard holds, as text; None while nobody has put anything there."""
    x = library()
    display = x.XOpenDisplay(None)
    if not display:
        raise OSError("the display could not be opened")
    try:
        clipboard = x.XInternAtom(display, b"CLIPBOARD", 0)
        return handed_over(x, display, clipboard) if x.XGetSelectionOwner(display, clipboard) else None
    finally:
        x.XCloseDisplay(display)


def handed_over(x, display, clipboard):
    window = x.XCreateSimpleWindow(display, x.XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)
    place = x.XInternAtom(display, b"KEYWARD_WINDOW_TEST", 0)
    x.XConvertSelection(display, clipboard, x.XInternAtom(display, b"UTF8_STRING", 0), place, window, 0)
    event = ctypes.create_string_buffer(EVENT_SIZE)
    end = time.monotonic() + WAIT
    while not x.XCheckTypedWindowEvent(display, window, SELECTION_NOTIFY, event):
        if time.monotonic() > end:
            raise OSError(f"the clipboard's owner handed over nothing within {WAIT:.0f} s")
        x.XSync(display, 0)
        time.sleep(0.02)
    kind, shape = ctypes.c_ulong(), ctypes.c_int()
    count, left, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_void_p()
    results = [ctypes.byref(result) for result in (kind, shape, count, left, data)]
    x.XGetWindowProperty(display, window, place, 0, MOST, 1, ANY_TYPE, *results)
    try:
        return ctypes.string_at(data, count.value).decode() if data else ""
    finally:
        if data:
            x.XFree(data)
