"""Everything without a pointer: real keys, and what the accessibility bus shows and says of what they do."""

import time

import clipboard
import desk
import leaks
from choices import settings_by_keyboard
from desk import beginning, expect, first, wait_for
from hearing import Ears
from keyward import DOOMED, arrived, cards, removal
from reader import NOW, SOON, Reader, sign_in, stays

# A key sooner than an eye can follow does not remove, by design.
BLINK = 1.0
OUT_OF_THE_WAY = ("1279", "999")
ON_DEMO = "Demo server on this machine, "
PASSKEYS = "/auth/v1/users/me/passwordless/"
ASKED = "Remove this passkey?"
SHEET = "Keyboard shortcuts"


class Keys(Reader):
    """The steps, in order."""

    def first_screen(self):
        self.app.find("button", "Sign in")
        wait_for("the window in front", lambda: desk.active_title() == "Keyward")
        self.should("the window is called Keyward", lambda: self.app.all("frame", "Keyward"), NOW)
        self.every_control_has_a_name("first screen")
        self.has_roles("first screen", "heading", "Keyward", "Sign in to the demo")
        stops = self.tab_follows_the_page("first screen")
        self.focus_is_seen("first screen", stops)
        back = [self.next_stop("shift+Tab") for _ in stops[1:]]
        back, there = [it.name for it in back], [it.name for it in stops[:0:-1]]
        self.should(f"first screen: by Shift and Tab {there}, seen {back}", lambda: back == there, NOW)
        self.step("first screen by keyboard")

    def sign_in(self, who):
        self.ears.forget()
        sign_in(self, who, f"{who} Example")
        self.should("the link is not said before it is copied", lambda: "Copy link" not in self.ears.now(), NOW)
        return "http://" + self.app.says(ON_DEMO).removeprefix(ON_DEMO)

    def see_the_lists(self):
        self.ears.wait("You have 4 ways to sign in")
        self.every_control_has_a_name("lists")
        headings = ("Bob Example", "You have 4 ways to sign in", "Passkeys (3)", "Password", "Second steps")
        self.has_roles("lists", "heading", *headings, "Linked identities", "Rules of your server")
        listed = self.app.find("list", "Passkeys").below()
        items = [it for it in listed if it.role == "list item"]
        places = [(it.attributes().get("posinset"), it.attributes().get("setsize")) for it in items]
        expect(places == [("1", "3"), ("2", "3"), ("3", "3")], f"three of three list items, seen {places}")
        for item in items:
            controls = [it.role for it in item.below() if it.focusable()]
            expect(controls in (["button"], ["push button"]), f"one button on each card, seen {controls}")
        self.tab_follows_the_page("lists")
        self.step("lists by keyboard")

    def move_among_cards(self):
        names = cards(self.app)
        self.tab_to("button", names[0])
        for key, name in (("Down", names[1]), ("Down", names[2]), ("Up", names[1]), ("Up", names[0])):
            desk.key(key)
            self.focus_is("button", name)
        self.step("from card to card")

    def ask(self, method):
        """Delete on its card: a question that is announced, with the focus on Cancel."""
        self.tab_to("button", removal(method))
        desk.key("Delete")
        question = self.dialog("alert", ASKED)
        self.focus_is("button", "Cancel")
        return question

    def refuse(self, issuer):
        question = self.ask(DOOMED)
        self.every_control_has_a_name("question")
        remaining = first(it for it in question.below() if it.role == "list")
        ways = [it.name for it in remaining.below() if it.role == "label"]
        expect(ways == ["Passkey Phone", "Passkey YubiKey 5", "Password"], f"what still works, seen {ways}")
        count = len([it for it in remaining.below() if it.role == "list item"])
        self.should(f"question: three list items among the ways that remain, seen {count}", lambda: count == 3, NOW)
        self.focus_is_seen("question", self.tab_follows_the_page("question"))
        self.step("question by keyboard")
        time.sleep(BLINK)
        self.tab_to("button", "Remove passkey")
        desk.key("Return")
        stays("the question after Enter", lambda: self.is_open("alert", ASKED))
        self.focus_is("button", "Remove passkey")
        expect(not arrived(issuer, "DELETE"), "nothing removed by Enter")
        desk.key("Escape")
        self.app.gone("alert", ASKED)
        self.focus_is("button", removal(DOOMED))
        expect(not arrived(issuer, "DELETE"), "nothing removed by Escape")

    def remove(self, issuer):
        self.ask(DOOMED)
        time.sleep(BLINK)
        self.ears.forget()
        self.go("button", "Remove passkey")
        self.ears.wait("Removed")
        self.ears.wait("You have 3 ways to sign in")
        self.focus_is("button", f"Dismiss: {DOOMED}")
        self.app.gone("button", removal(DOOMED))
        self.has_roles("receipt", "heading", "Removed")
        said = self.ears.now()
        self.should("receipt: Copy details is not said before it is pressed", lambda: "Copy details" not in said, NOW)
        removals = [(entry["path"], entry["status"]) for entry in arrived(issuer, "DELETE")]
        expect(len(removals) == 1 and removals[0][0].startswith(PASSKEYS), f"one removal, seen {removals}")
        self.every_control_has_a_name("receipt")
        self.tab_follows_the_page("receipt")
        self.step("receipt by keyboard")

    def copy(self):
        """Nothing is put into the clipboard before somebody asks, and no secret then."""
        expect(clipboard.text() is None, f"an empty clipboard, seen {clipboard.text()!r}")
        self.go("button", "Copy details")
        self.ears.wait("Copied")
        copied = wait_for("details in the clipboard", clipboard.text)
        expect(DOOMED in copied and leaks.SECRET_MARK not in copied, f"the receipt without secrets, seen {copied!r}")
        self.go("button", "Where to find the copy")
        self.app.says("YubiKey")
        self.focus_is("button", "Hide where to find the copy")
        desk.key("space")

    def read_again(self, issuer):
        """F5 reads every list once more, and leaves the focus where it was."""
        card = removal("Phone")
        self.tab_to("button", card)
        before = len(arrived(issuer, "POST", PASSKEYS + "_search"))
        desk.key("F5")
        wait_for("another reading", lambda: len(arrived(issuer, "POST", PASSKEYS + "_search")) == before + 1)
        self.app.find("button", "Read again")
        self.focus_is("button", card)
        # With the focus on a plain button, Escape has nothing to close, and takes nothing away.
        desk.key("Escape")
        time.sleep(desk.SETTLED)
        self.should("Escape with nothing open leaves the focus on the card", self.has_focus("button", card))

    def shortcuts(self):
        """F1 from a card and back to it; by its button and back to that."""
        card = removal("Phone")
        self.tab_to("button", card)
        desk.key("F1")
        self.dialog("dialog", SHEET)
        self.has_roles("shortcuts", "label", "F1", "F5", "Ctrl F", "Delete", "Esc")
        self.every_control_has_a_name("shortcuts")
        self.step("shortcuts by F1")
        desk.key("Escape")
        self.app.gone("dialog", SHEET)
        self.should("after F1 and Escape the focus is back on the card", self.has_focus("button", card))
        self.go("button", SHEET)
        self.dialog("dialog", SHEET)
        desk.key("Escape")
        self.app.gone("dialog", SHEET)
        self.focus_is("button", SHEET)

    def about(self):
        """What Keyward says of itself can be copied for a support request, and holds no secret."""
        self.go("button", "About Keyward")
        self.dialog("dialog", "About Keyward")
        self.every_control_has_a_name("about")
        self.tab_follows_the_page("about")
        self.go("button", "Copy for support")
        copied = wait_for("words for support in the clipboard", lambda: after_words("Version", clipboard.text()))
        secrets = [word for word in (leaks.SECRET_MARK, "bob", "127.0.0.1") if word in copied]
        expect(not secrets, f"nothing of the account or the server, seen {secrets} in {copied!r}")
        self.step("about by keyboard")
        desk.key("Escape")
        self.app.gone("dialog", "About Keyward")
        self.focus_is("button", "About Keyward")

    def switch_account(self):
        """To the list of accounts and back, without a browser."""
        self.ears.forget()
        self.go("button", "Switch account")
        self.app.find("heading", "Your accounts")
        there = self.app.find("button", beginning("Open Bob Example"))
        items = [it for it in self.app.things() if it.role == "list item"]
        expect(any(it.name == there.name for item in items for it in item.below()), "the account among list items")
        self.every_control_has_a_name("accounts")
        self.tab_follows_the_page("accounts")
        self.step("accounts by keyboard")
        self.go("button", there.name)
        self.ears.wait("You have 3 ways to sign in")
        self.app.find("button", removal("Phone"))

    def zoom(self):
        def height():
            return self.app.find("button", "Sign out").box()[3]

        usual = height()
        for key, fits in (("ctrl+plus", lambda: height() > usual), ("ctrl+0", lambda: height() == usual)):
            desk.key(key)
            wait_for(f"other size by {key}, usual is {usual}", fits, SOON)
        desk.key("ctrl+minus")
        wait_for("smaller window content", lambda: height() < usual, SOON)
        desk.key("ctrl+0")
        wait_for("usual size again", lambda: height() == usual, SOON)

    def search(self):
        """Among a thousand: far cards by one key; Ctrl+F, narrowed as one types, the count is said, Escape clears."""
        self.ears.wait("You have 1,001 ways to sign in")
        attributes = first(it for it in self.app.find("list", "Passkeys").below() if it.role == "list item").attributes()
        expect(attributes.get("setsize") == "1000", f"a list of a thousand, seen {attributes}")
        self.tab_to("button", removal("Fleet key 0999"))
        for key, far in (("Next", "Fleet key 0991"), ("End", "Fleet key 0000"), ("Home", "Fleet key 0999")):
            desk.key(key)
            self.should(f"{key} goes to the card of {far}", self.has_focus("button", removal(far)))
        desk.key("ctrl+f")
        self.focus_is("entry", "Search")
        desk.type_text("0042")
        self.ears.wait("1 of 1,000 shown")
        expect(cards(self.app) == [removal("Fleet key 0042")], f"one card, seen {cards(self.app)}")
        self.every_control_has_a_name("search")
        self.tab_follows_the_page("search")
        self.step("search by keyboard")
        desk.key("ctrl+f")
        self.focus_is("entry", "Search")
        desk.key("Escape")
        self.app.find("button", removal("Fleet key 0999"))
        self.should("Escape clears the search and leaves the focus in it", self.has_focus("entry", "Search"))
        self.tab_to("button", "Sign out", key="shift+Tab")

    def sign_out(self):
        self.ears.forget()
        self.go("button", "Sign out")
        self.ears.wait("You are signed out")
        self.app.find("button", "Sign in")
        self.has_roles("signed out", "heading", "You are signed out")
        self.step("signed out by keyboard")

    def type_to_remove(self, issuer):
        """The last way in: its name must be typed; another answer is said, each time, and removes nothing."""
        self.ears.forget()
        self.ask("My only key")
        self.ears.wait("Nothing else would open your account. After this you cannot sign in at all.")
        label, wrong = "To go on, type the name of the passkey, My only key", "That is not it. Nothing was removed."
        self.every_control_has_a_name("question with an answer")
        self.tab_follows_the_page("question with an answer")
        self.step("question that must be answered")
        time.sleep(BLINK)
        before = len(arrived(issuer, "DELETE"))
        self.go("button", "Remove passkey")
        self.ears.wait(wrong)
        self.focus_is("entry", label)
        field = self.app.find("entry", label)
        self.should("the field's description says that the answer is wrong", lambda: wrong in field.description())
        desk.type_text("My only kex")
        desk.key("Return")
        time.sleep(desk.SETTLED)
        self.should("Enter in the field leaves the focus in it", self.has_focus("entry", label))
        self.ears.forget()
        self.go("button", "Remove passkey")
        self.should("a second wrong answer is said too", lambda: wrong in self.ears.now())
        self.should("a second wrong answer brings the focus to the field", self.has_focus("entry", label))
        self.step("wrong answer")
        stays("the question after wrong answers", lambda: self.is_open("alert", ASKED))
        expect(len(arrived(issuer, "DELETE")) == before, "nothing removed by a wrong answer")
        self.tab_to("entry", label)
        desk.key("ctrl+a")
        desk.type_text("My only key")
        self.go("button", "Remove passkey")
        self.ears.wait("Removed")
        self.ears.wait("No way to sign in is left")
        self.app.says("You are still signed in here")
        self.focus_is("button", "Dismiss: My only key")
        expect(len(arrived(issuer, "DELETE")) == before + 1, "one removal by the right answer")
        self.step("removed by its name")


def after_words(words, text):
    """The text, once it holds these words."""
    return text if text and words in text else None


def without_pointer(program, pictures):
    """Returns what is not as it should be."""
    desk.run("xdotool", "mousemove", *OUT_OF_THE_WAY)
    resting = desk.pointer()
    ears = Ears()
    with Keys(program, pictures, "keys", ears, "--demo") as keys:
        keys.first_screen()
        issuer = keys.sign_in("Bob")
        keys.see_the_lists()
        keys.move_among_cards()
        keys.refuse(issuer)
        keys.remove(issuer)
        keys.copy()
        keys.read_again(issuer)
        keys.shortcuts()
        settings_by_keyboard(keys)
        keys.about()
        keys.switch_account()
        keys.zoom()
        keys.sign_out()
        keys.sign_in("Frank")
        keys.search()
        keys.sign_out()
        keys.sign_in("Dave")
        keys.type_to_remove(issuer)
        keys.sign_out()
        keys.close()
        expect(desk.pointer() == resting, f"a pointer that rests, seen {desk.pointer()} after {resting}")
    ears.close()
    return keys.faults
