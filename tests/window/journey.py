"""The main job in a real window: sign in through a real browser, see three passkeys, remove one, sign out."""

import time

import desk
import leaks
from desk import beginning, expect, wait_for
from keyward import APP_CLASS, DOOMED, Keyward, after_label, arrived, cards, removal

SIGN_IN_AS = "Sign in as Bob"


class Journey(Keyward):
    """The steps, in order."""

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
        names = cards(self.app)
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
        after = cards(self.app)
        expect(after == [name for name in before if name != removal(DOOMED)], f"the other two, seen {after}")
        self.step("receipt")

    def one_request_only(self, issuer):
        """The server's own log: one removal arrived, of a passkey, and it was done."""
        removals = arrived(issuer, "DELETE")
        expect(len(removals) == 1, f"exactly one DELETE, seen {removals} among {arrived(issuer)}")
        path, status = removals[0]["path"], removals[0]["status"]
        expect(path.startswith("/auth/v1/users/me/passwordless/") and status == 200, f"a removal, seen {removals}")
        print(f"window: the server saw 1 DELETE among {len(arrived(issuer))} requests", flush=True)

    def sign_out(self, issuer):
        """By keyboard only; the server is told."""
        self.tab_to("button", "Sign out")
        desk.key("space")
        self.app.find("button", "Sign in")
        self.app.says("You are signed out")
        revoked = arrived(issuer, path="/oauth/v2/revoke")
        expect(revoked and revoked[-1]["status"] == 200, f"a revocation, seen {revoked}")
        self.step("signed out")


def main_job(program, pictures):
    """All of it, with the pointer where a person would take it."""
    with Journey(program, pictures, "program", "--demo") as journey:
        journey.first_screen()
        issuer = journey.sign_in()
        before = journey.see_passkeys()
        journey.refuse_first()
        journey.remove(before)
        journey.one_request_only(issuer)
        leaks.no_secret_in_arguments(journey.process)
        journey.sign_out(issuer)
        journey.close()
