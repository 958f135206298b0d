"""An installed Keyward, used as from the desktop's menu: the demo, a removal, links, and what is in its way.

Usage: installed.py PROGRAM PICTURES. Needs what `tests/window/run` sets up around it, with packaging/linux/opener as what
opens links. KEYWARD_MINIMAL is the smallest window of the same toolkit, started in the same place.
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import desk
import windows
from desk import Atspi, expect, wait_for
from keyward import APP_CLASS, DOOMED, END, Keyward, after_label, arrived, cards, removal
from whole import main

LINK = pathlib.Path("~/link")
HOME = pathlib.Path("~").expanduser()
STARTS = 15
# What may be left in a person's folder, below it.
SETTINGS = (".config/keyward", ".local/state/keyward")
# Made by other programs of the test.
OTHERS = (".cache", ".config/mimeapps.list", ".config/dconf", ".local/share/applications", "link", ".config/openbox", ".config/gtk-3.0")


def visit(link):
    """Signs in as Bob on the demo's page, as a browser would; the demo's address."""
    page = urllib.request.urlopen(link, timeout=desk.CALL)
    request = re.search(r'name="authRequestID" value="([^"]+)"', page.read().decode())[1]
    form = urllib.parse.urlencode({"authRequestID": request, "login": "bob"}).encode()
    urllib.request.urlopen(urllib.parse.urljoin(page.url, "/login"), form, timeout=desk.CALL).read()
    return "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(page.url))


def sign_in(run):
    """From the first screen to the list; the demo's address."""
    link = LINK.expanduser()
    link.unlink(missing_ok=True)
    run.tab_to("button", "Sign in")
    desk.key("space")
    wait_for("link for the browser", link.exists)
    issuer = visit(link.read_text().strip())
    run.app.find("button", removal(DOOMED))
    return issuer


def demo_and_removal(program, pictures):
    """Signs in to the demo, removes a passkey by keyboard, and signs out."""
    with Keyward(program, pictures, "installed", "--demo") as run:
        run.app.find("button", "Sign in")
        desk.to_front(APP_CLASS)
        run.step("installed, first screen")
        issuer = sign_in(run)
        before = cards(run.app)
        expect(len(before) == 3, f"three passkeys, seen {before}")
        run.tab_to("button", removal(DOOMED))
        desk.key("Delete")
        run.app.wait_focused("button", "Cancel")
        time.sleep(1)
        desk.key("Tab", "space")
        run.app.says("Removed")
        sequence = wait_for("number after Sequence", lambda: after_label(run.app, "Sequence"))
        expect(sequence.isdigit(), f"a sequence, seen {sequence!r}")
        run.step("installed, receipt")
        removals = arrived(issuer, "DELETE")
        expect(len(removals) == 1 and removals[0]["status"] == 200, f"one removal, seen {removals}")
        expect(cards(run.app) == [name for name in before if name != removal(DOOMED)], "the other two")
        run.close()


def menus_and_links(program, pictures):
    """What the entry's actions and the scheme `keyward:` start, with the window open already."""
    server = subprocess.Popen([program, "--demo-server"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        place = json.loads(server.stdout.readline())

        def again(*arguments):
            done = subprocess.run([program, *arguments], timeout=END, check=False)
            expect(done.returncode == 0, f"exit status 0 of {arguments}, seen {done.returncode}")

        with Keyward(program, pictures, "menus", "--server", place["issuer"], "--client-id", place["client_id"]) as run:
            run.app.find("button", "Sign in")
            window = desk.to_front(APP_CLASS)
            again("keyward://sign-out")
            run.app.says("Keyward does not know that link")
            run.step("a link that means nothing")
            desk.run("xdotool", "windowminimize", "--sync", window)
            again("keyward://open")
            wait_for("window in front", lambda: desk.shown(APP_CLASS) and desk.active() == window)
            sign_in(run)
            again("--remove-passkey")
            wait_for("focus on a passkey", lambda: any(thing.focused() for thing in run.app.all("button", cards(run.app)[0])))
            run.step("the action remove a passkey")
            again("--sign-out")
            run.app.says("You are signed out")
            expect(arrived(place["issuer"], path="/oauth/v2/revoke"), "a revocation")
            run.step("the action sign out")
            run.close()
    finally:
        server.kill()
        server.wait(END)


def kept_files(_program, _pictures):
    """What the program has left in the person's folder: settings and log."""
    files = [str(path.relative_to(HOME)) for path in HOME.rglob("*") if path.is_file()]
    own = [path for path in files if not path.startswith(OTHERS)]
    others = [path for path in own if not path.startswith(SETTINGS)]
    expect(own, "settings")
    expect(not others, f"nothing but settings and log, seen {others}")
    print(f"installed: in the person's folder: {', '.join(sorted(own))}", flush=True)


def damaged_settings(program, pictures):
    """An administrator's file that cannot be read is named, stays as it is, and nothing else is lost."""
    path = pathlib.Path(os.environ["KEYWARD_ROOT"] + "/etc/keyward/settings.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    damaged = '{ "server": "https://id.example.com", "client_id": '
    path.write_text(damaged)
    try:
        with Keyward(program, pictures, "damaged") as run:
            said = run.app.says("/etc/keyward/settings.json")
            desk.to_front(APP_CLASS)
            run.step("a damaged file of the administrator")
            print(f"installed: damaged: {said}", flush=True)
            run.app.find("button", "Try the demo")
            run.close()
        expect(path.read_text() == damaged, "the file as it was")
        path.write_text('{ "server": "https://id.example.com", "client_id": "123456789012345678" }')
        with Keyward(program, pictures, "administered") as run:
            run.app.says("id.example.com")
            run.app.find("button", "Sign in")
            desk.to_front(APP_CLASS)
            run.step("the administrator's server")
            run.close()
    finally:
        path.unlink()
        path.parent.rmdir()


class ReadOnly:
    """A folder in which nothing can be written, by root neither."""

    def __init__(self, folder):
        # As the program sees it: what is mounted outside may not show inside.
        self.folder = f"{os.environ['KEYWARD_ROOT']}{folder}"

    def __enter__(self):
        desk.run("mount", "--bind", self.folder, self.folder)
        desk.run("mount", "-o", "remount,ro,bind", self.folder)

    def __exit__(self, *_):
        desk.run("umount", self.folder)


def read_only_home(program, pictures):
    """Without any place for settings the window opens, and says at the first change that nothing is kept."""
    with ReadOnly(HOME), Keyward(program, pictures, "read-only") as run:
        desk.to_front(APP_CLASS)
        run.app.find("button", "Try the demo")
        run.app.click("button", "Settings")
        run.app.click("radio button", "Dark")
        desk.key("Escape")
        said = run.app.says("Your settings could not be saved")
        run.step("a home that is read-only")
        print(f"installed: read-only home: {said}", flush=True)
        run.close()


def log_not_writable(program, pictures):
    """Without a place for the log everything works, and standard error says why there is none."""
    folder = HOME / ".local/state"
    folder.mkdir(parents=True, exist_ok=True)
    with ReadOnly(folder), Keyward(program, pictures, "no-log") as run:
        run.app.find("button", "Try the demo")
        run.step("a log that cannot be written")
        run.close()
        said = [line for line in run.log.read_text(errors="replace").splitlines() if "log" in line.lower() and "WARN" in line]
        expect(said, "a warning about the log")
        print(f"installed: no log: {said[0]}", flush=True)


def start_times(program, pictures):
    """From start to first frame, in turn with the smallest window."""
    smallest = os.environ.get("KEYWARD_MINIMAL")
    if not smallest:
        return
    pairs = [windows.starts(program, smallest) for _ in range(STARTS + 1)][1:]
    ours, least = (statistics.median(pair[one]["first_ms"] for pair in pairs) for one in ("keyward", "minimal"))
    line = f"{ours:.0f} ms, {ours / least:.2f} x the minimal window ({least:.0f} ms)"
    (pathlib.Path(pictures) / "start.txt").write_text(line + "\n")
    print(f"installed: start to first frame: {line}", flush=True)


# In the way of nobody: only in a root of its own.
IN_THE_WAY = (
    ("damaged settings of the administrator", damaged_settings),
    ("read-only home", read_only_home),
    ("log not writable", log_not_writable),
    ("start", start_times),
)
PARTS = (
    ("demo, removal", demo_and_removal),
    ("menus and links", menus_and_links),
    ("files kept", kept_files),
)

if __name__ == "__main__":
    Atspi.init()
    sys.exit(main(PARTS + (IN_THE_WAY if os.environ.get("KEYWARD_ROOT") else ()), *sys.argv[1:]))
