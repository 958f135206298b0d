"""Starts after the first: a second one beside it, and the next one, which goes on with the kept session."""

import json
import subprocess

import desk
import leaks
from desk import Gio, GLib, beginning, expect, wait_for
from keyward import APP_CLASS, BROWSER_CLASS, DOOMED, END, SECRET_MARK, Keyward, arrived, removal

# The window in which the keychain asks for its password.
PROMPT_CLASS = "gcr-prompter"
KEYRING_PASSWORD = "a password for tests"
SIGN_IN_AS = "Sign in as Bob"
SECRETS = "org.freedesktop.secrets"


def second_start(program, pictures):
    """A second start ends by itself and brings the first one's window, minimized, to the front."""
    with Keyward(program, pictures, "second-1") as first:
        window = desk.to_front(APP_CLASS)
        first.app.find("button", "Continue")
        desk.run("xdotool", "windowminimize", "--sync", window)
        expect(not desk.shown(APP_CLASS), "the window minimized")
        with Keyward(program, pictures, "second-2") as second:
            status = second.process.wait(END)
        expect(status == 0, f"exit status 0 of the second start, seen {status}")
        wait_for("window in front again", lambda: desk.shown(APP_CLASS) and desk.active() == window)
        first.step("a second start shows the first")
        first.close()


class Keyring:
    """The system's keychain: a real one, unlocked, for this session bus."""

    def __enter__(self):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process.stdin.write(KEYRING_PASSWORD.encode())
        self.process.stdin.close()
        # A session with the keychain lasts as long as the connection.
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        wait_for("keychain on the session bus", self.is_there)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(END)

    def is_there(self):
        name, path = "org.freedesktop.DBus", "/org/freedesktop/DBus"
        return self.call(name, path, f"{name}.NameHasOwner", "(s)", SECRETS)[0]

    def secrets(self):
        """What is kept in it, as any program of the person can read it."""
        service, prefix = "/org/freedesktop/secrets", "org.freedesktop.Secret."
        session = self.call(SECRETS, service, prefix + "Service.OpenSession", "(sv)", "plain", GLib.Variant("s", ""))[1]
        found = self.call(SECRETS, service, prefix + "Service.SearchItems", "(a{ss})", {})[0]
        return [bytes(self.call(SECRETS, item, prefix + "Item.GetSecret", "(o)", session)[0][2]) for item in found]

    def call(self, owner, path, method, signature, *arguments):
        """The answer to one call on the session bus."""
        interface, _, member = method.rpartition(".")
        values = GLib.Variant(signature, arguments)
        limit = int(desk.CALL * 1000)
        return self.bus.call_sync(owner, path, interface, member, values, None, Gio.DBusCallFlags.NONE, limit, None).unpack()


def kept_session(program, pictures):
    """Signs in to a server of its own, closes the window, and goes on at the next start without a browser."""
    server = subprocess.Popen([program, "--demo-server"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        place = json.loads(server.stdout.readline())
        arguments = ("--server", place["issuer"], "--client-id", place["client_id"])

        def start(name):
            return Keyward(program, pictures, name, *arguments)

        def links():
            return len(arrived(place["issuer"], path="/oauth/v2/authorize"))

        with Keyring() as keyring:
            with start("kept-1") as first:
                sign_in_and_keep(first, keyring)
            before = links()
            with start("kept-2") as second:
                desk.to_front(APP_CLASS)
                second.app.find("button", removal(DOOMED))
                second.step("a kept session goes on at the next start")
                expect(links() == before, "no browser was asked for the second time")
                second.close()
        # The next one comes up locked, and asks for its password in a window of its own.
        with start("kept-3") as third:
            unlock_and_go_on(third)
            expect(links() == before, "no browser was asked for after the keychain was unlocked")
            third.close()
    finally:
        server.kill()
        server.wait(END)


def sign_in_and_keep(first, keyring):
    """The refresh token goes to the keychain, and to no file."""
    desk.to_front(APP_CLASS)
    first.app.click("button", "Sign in")
    name = first.browser.find("button", beginning(SIGN_IN_AS)).name
    desk.to_front(BROWSER_CLASS)
    first.browser.click("button", name)
    first.app.find("button", removal(DOOMED))
    settings = leaks.SETTINGS.expanduser()
    wait_for("session in the keychain", lambda: settings.exists() and "subject" in settings.read_text())
    # That there is one here proves that the mark is what tokens begin with.
    expect(any(SECRET_MARK.encode() in kept for kept in keyring.secrets()), "the refresh token in the keychain")
    leaks.no_secret_in_arguments(first.process)
    first.close()


def unlock_and_go_on(third):
    """A locked keychain is said, and after unlocking it the session goes on."""
    desk.to_front(PROMPT_CLASS)
    third.app.says("Your kept sign-in could not be read")
    third.step("a locked keychain is said")
    desk.type_text(KEYRING_PASSWORD)
    desk.key("Return")
    wait_for("end of the keychain's question", lambda: not desk.shown(PROMPT_CLASS))
    desk.to_front(APP_CLASS)
    third.app.click("button", "Try again")
    third.app.find("button", removal(DOOMED))
    third.step("after unlocking it the session goes on")
