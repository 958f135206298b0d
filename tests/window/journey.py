"""The main job in a real window: sign in through a real browser, see three passkeys, remove one, sign out.

Usage: journey.py PROGRAM PICTURES. Needs what `tests/window/run` sets up around it.
"""

import json
import pathlib
import subprocess
import sys
import time
import urllib.request

import desk
from desk import Missing, Program, wait_for

APP_CLASS = "dev.keyward.Keyward"
# The window in which the keychain asks for its password.
PROMPT_CLASS = "gcr-prompter"
KEYRING_PASSWORD = "a password for tests"
SIGN_IN_AS = "Sign in as Bob"
DOOMED = "Work laptop"
# What every token and code of the demo begins with.
SECRET_MARK = "demo-secret."
# Where the program may leave files of its own.
OWN_FOLDERS = ("~/.config/keyward", "~/.cache/keyward", "~/.local/share/keyward", "~/.local/state/keyward")
END = 10.0  # Seconds for the program to end after its window is closed.


class Journey:
    """One program, one browser, and the pictures of what they showed."""

    def __init__(self, program, pictures):
        self.pictures = pathlib.Path(pictures)
        # The bus knows a program by the name of its file.
        self.app = Program(pathlib.Path(program).name.lower())
        self.browser = Program("chrom")
        self.log = self.pictures / "program.log"
        self.count = 0
        with self.log.open("wb") as log:
            command = [program, "--demo", "--log-level", "trace"]
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)

    def step(self, said):
        """Names what was just seen and takes its picture."""
        self.count += 1
        path = self.pictures / f"{self.count:02}-{said.replace(' ', '-')}.png"
        desk.picture(path)
        print(f"window: {said}", flush=True)

    # --- the steps, in order ---------------------------------------------------------------------------

    def first_screen(self):
        self.app.find("button", "Sign in")
        desk.to_front(APP_CLASS)
        self.step("first screen")

    def sign_in(self):
        self.app.click("button", "Sign in")
        name = self.browser.find("button", beginning(SIGN_IN_AS)).name
        issuer = self.issuer()
        self.step("browser lists accounts")
        self.browser.click("button", name)
        self.browser.says("Go back to Keyward")
        self.step("browser says go back")
        return issuer

    def issuer(self):
        """The demo server's address, as the browser shows it."""
        shown = self.browser.find("entry", "Address and search bar").texts()[-1]
        authority = shown.removeprefix("http://").split("/")[0]
        expect(authority.startswith("127.0.0.1:"), f"an address on this machine, seen {shown}")
        return f"http://{authority}"

    def see_passkeys(self):
        desk.to_front(APP_CLASS)
        self.app.find("button", removal(DOOMED))
        names = passkeys(self.app)
        expect(len(names) == 3, f"three passkeys, seen {names}")
        self.step("three passkeys")
        return names

    def refuse_first(self):
        """By keyboard only: open the dialog, find Cancel focused, leave by Escape; nothing is removed."""
        self.tab_to("button", removal(DOOMED))
        desk.key("space")
        self.app.find("button", "Remove passkey")
        self.app.wait_focused("button", "Cancel")
        self.step("dialog by keyboard")
        desk.key("Escape")
        self.app.gone("button", "Remove passkey")
        self.app.wait_focused("button", removal(DOOMED))

    def remove(self, before):
        self.app.click("button", removal(DOOMED))
        self.app.find("button", "Remove passkey")
        self.app.says("After this you can sign in with")
        self.step("dialog by pointer")
        # A click sooner than an eye can follow does not count, by design.
        time.sleep(1)
        # An impatient hand clicks twice; the server is asked later how often it heard of it.
        self.app.click("button", "Remove passkey", times=2)
        self.app.says("Removed")
        sequence = wait_for("number after Sequence", lambda: after_label(self.app, "Sequence"))
        expect(sequence.isdigit() and int(sequence) > 0, f"a sequence, seen {sequence!r}")
        self.app.gone("button", removal(DOOMED))
        after = passkeys(self.app)
        expect(after == [name for name in before if name != removal(DOOMED)], f"the other two, seen {after}")
        self.step("receipt")

    def one_request_only(self, issuer):
        """The server's own log: one removal arrived, of a passkey, and it was done."""
        requests = arrived(issuer)
        removals = [entry for entry in requests if entry["method"] == "DELETE"]
        expect(len(removals) == 1, f"exactly one DELETE, seen {removals} among {requests}")
        path, status = removals[0]["path"], removals[0]["status"]
        expect(path.startswith("/auth/v1/users/me/passwordless/") and status == 200, f"a removal, seen {removals}")
        print(f"window: the server saw 1 DELETE among {len(requests)} requests", flush=True)

    def sign_out(self, issuer):
        """By keyboard only; the server is told."""
        self.tab_to("button", "Sign out")
        desk.key("space")
        self.app.find("button", "Sign in")
        self.app.says("You are signed out")
        revoked = [entry for entry in arrived(issuer) if entry["path"] == "/oauth/v2/revoke"]
        expect(revoked and revoked[-1]["status"] == 200, f"a revocation, seen {revoked}")
        self.step("signed out")

    def close(self):
        """Closes the window by the window manager's key; the program ends by itself, without a fault."""
        desk.to_front(APP_CLASS)
        desk.key("alt+F4")
        try:
            status = self.process.wait(END)
        except subprocess.TimeoutExpired:
            raise Missing(f"end of the program {END:.0f} s after its window was closed") from None
        expect(status == 0, f"exit status 0, seen {status}")
        said = self.log.read_text(errors="replace")
        expect("panicked" not in said, f"no panic, the program said: {said}")

    def no_secret_got_out(self):
        """No token or code of the demo is in the log, though it tells everything, or in a file that was left."""
        said = self.log.read_text(errors="replace")
        lines = [line for line in said.splitlines() if line.strip()]
        expect(any(" DEBUG keyward" in line for line in lines), f"a log that tells much, the program said: {said}")
        others = [line for line in lines if (" DEBUG " in line or " TRACE " in line) and " keyward" not in line]
        expect(not others, f"nothing but warnings from other crates, seen {others[:3]}")
        expect(SECRET_MARK not in said, "no secret in the log")
        kept = [path for folder in OWN_FOLDERS for path in pathlib.Path(folder).expanduser().rglob("*") if path.is_file()]
        told = [str(path) for path in kept if SECRET_MARK.encode() in path.read_bytes()]
        expect(not told, f"no secret in a file, seen {told}")
        print(f"window: no secret in {len(lines)} lines of log and {len(kept)} files", flush=True)

    def no_secret_in_arguments(self):
        """Nor in the arguments of any process: the browser's hold the link."""
        told = []
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if SECRET_MARK.encode() in path.read_bytes():
                    told.append(str(path))
            except OSError:
                continue  # It has ended.
        expect(not told, f"no secret in arguments, seen {told}")

    # --- helpers ----------------------------------------------------------------------------------------

    def tab_to(self, role, name, most=40):
        """Presses Tab until this has the focus."""
        for _ in range(most):
            if any(thing.focused() for thing in self.app.all(role, name)):
                return
            desk.key("Tab")
        raise Missing(f"after {most} times Tab, {role} {name!r} has no focus; it is on {self.app.focused()}")

    def explain(self):
        """All that helps to see why it failed."""
        print(f"on the bus: {desk.names_on_bus()}")
        for program in (self.app, self.browser):
            print(f"--- accessible tree of {program.name}\n{program.tree()}")
        print(f"--- what the program said (status {self.process.poll()})\n{self.log.read_text(errors='replace')}")
        path = self.pictures / "failed.png"
        desk.picture(path)
        print(f"--- picture: {path}")

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(END)


class beginning:  # noqa: N801  (reads as a word where it is used)
    """Tests whether a name begins like this."""

    def __init__(self, start):
        self.start = start

    def __call__(self, name):
        return name.startswith(self.start)

    def __repr__(self):
        return repr(f"{self.start}…")


def removal(passkey):
    return f"Remove {passkey}…"


def passkeys(app):
    """The names of the buttons that remove a passkey, top to bottom."""
    return [thing.name for thing in app.all("button", lambda said: said.startswith("Remove ") and said.endswith("…"))]


def after_label(app, label):
    """The text that follows this label, as a screen reader would read on."""
    texts = app.texts()
    return texts[texts.index(label) + 1] if label in texts[:-1] else None


def arrived(issuer):
    """The requests that the demo server has seen, oldest first: method, path, status."""
    with urllib.request.urlopen(f"{issuer}/demo/requests", timeout=desk.CALL) as answer:
        return json.load(answer)


def expect(holds, what):
    if not holds:
        raise Missing(what)


def second_start(program, pictures):
    """A second start ends by itself and brings the first one's window, minimized, to the front."""
    app = Program(pathlib.Path(program).name.lower())
    with (pathlib.Path(pictures) / "second.log").open("wb") as log:
        first = subprocess.Popen([program], stdout=log, stderr=subprocess.STDOUT)
        try:
            window = desk.to_front(APP_CLASS)
            app.find("button", "Continue")
            desk.run("xdotool", "windowminimize", "--sync", window)
            expect(not desk.shown(APP_CLASS), "the window minimized")
            second = subprocess.run([program], stdout=log, stderr=subprocess.STDOUT, timeout=END)
            expect(second.returncode == 0, f"exit status 0 of the second start, seen {second.returncode}")
            wait_for("window in front again", lambda: desk.shown(APP_CLASS) and desk.active() == window)
            desk.picture(pathlib.Path(pictures) / "second-start.png")
            print("window: a second start shows the first", flush=True)
            desk.key("alt+F4")
            expect(first.wait(END) == 0, "exit status 0 of the first start")
        finally:
            if first.poll() is None:
                first.kill()
                first.wait(END)


class Keyring:
    """The system's keychain: a real one, unlocked, for this session bus."""

    def __enter__(self):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process.stdin.write(KEYRING_PASSWORD.encode())
        self.process.stdin.close()
        owner = ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus"]
        owner += ["--method", "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets"]
        wait_for("keychain on the session bus", lambda: "true" in desk.run(*owner))
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(END)


def kept_session(program, pictures):
    """Signs in to a server of its own, closes the window, and goes on at the next start without a browser."""
    pictures = pathlib.Path(pictures)
    app, browser = Program(pathlib.Path(program).name.lower()), Program("chrom")
    settings = pathlib.Path("~/.config/keyward/settings.json").expanduser()
    server = subprocess.Popen([program, "--demo-server"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    opened = []

    def start(name):
        with (pictures / f"{name}.log").open("wb") as log:
            command = [program, "--server", place["issuer"], "--client-id", place["client_id"]]
            opened.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT))
        desk.to_front(APP_CLASS)
        return opened[-1]

    def close(process):
        desk.to_front(APP_CLASS)
        desk.key("alt+F4")
        expect(process.wait(END) == 0, "exit status 0 when the window is closed")

    def links():
        return len([entry for entry in arrived(place["issuer"]) if entry["path"] == "/oauth/v2/authorize"])

    try:
        place = json.loads(server.stdout.readline())
        with Keyring():
            first = start("kept-1")
            app.click("button", "Sign in")
            name = browser.find("button", beginning(SIGN_IN_AS)).name
            desk.to_front("chromium")
            browser.click("button", name)
            app.find("button", removal(DOOMED))
            wait_for("session in the keychain", lambda: settings.exists() and "subject" in settings.read_text())
            expect(SECRET_MARK not in settings.read_text(), "no secret in the settings")
            close(first)
            before = links()
            second = start("kept-2")
            app.find("button", removal(DOOMED))
            desk.picture(pictures / "kept-session.png")
            expect(links() == before, "no browser was asked for the second time")
            close(second)
            print("window: a kept session goes on at the next start", flush=True)
        # The next one comes up locked, and asks for its password in a window of its own.
        third = start("kept-3")
        desk.to_front(PROMPT_CLASS)
        app.says("Your kept sign-in could not be read")
        desk.picture(pictures / "locked-keychain.png")
        desk.type_text(KEYRING_PASSWORD)
        desk.key("Return")
        wait_for("end of the keychain's question", lambda: not desk.shown(PROMPT_CLASS))
        desk.to_front(APP_CLASS)
        app.click("button", "Try again")
        app.find("button", removal(DOOMED))
        expect(links() == before, "no browser was asked for after the keychain was unlocked")
        close(third)
        print("window: a locked keychain is said, and after unlocking it the session goes on", flush=True)
    finally:
        for process in [server, *opened]:
            if process.poll() is None:
                process.kill()
                process.wait(END)


def main():
    began = time.monotonic()
    journey = Journey(*sys.argv[1:])
    try:
        journey.first_screen()
        issuer = journey.sign_in()
        before = journey.see_passkeys()
        journey.refuse_first()
        journey.remove(before)
        journey.one_request_only(issuer)
        journey.no_secret_in_arguments()
        journey.sign_out(issuer)
        journey.close()
        journey.no_secret_got_out()
        second_start(*sys.argv[1:])
        kept_session(*sys.argv[1:])
    except (Missing, OSError) as why:
        print(f"window: FAILED: {why}")
        journey.explain()
        return 1
    finally:
        journey.end()
    print(f"window: the whole way took {time.monotonic() - began:.0f} s, {journey.count} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
