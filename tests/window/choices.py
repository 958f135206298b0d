"""Settings by keyboard: the language is chosen, heard, and given back to the system."""

import desk
from desk import Atspi, wait_for
from reader import NOW

# The same in both languages: sheet, what stands for the system's language, the button that closes the sheet.
ENGLISH = ("Settings", "The system’s (English)", "Close")
GERMAN = ("Einstellungen", "Die des Systems (English)", "Schließen")
CHOICE = "radio button"


def settings_by_keyboard(reader):
    """The whole way."""
    reader.go("button", ENGLISH[0])
    reader.dialog("dialog", ENGLISH[0])
    reader.every_control_has_a_name("settings")
    reader.focus_is_seen("settings", reader.tab_follows_the_page("settings"))
    reader.should("the chosen language is told as such", lambda: chosen(reader, ENGLISH[1]), NOW)
    reader.should("the other one is not", lambda: not chosen(reader, "Deutsch"), NOW)
    reader.step("settings by keyboard")
    choose(reader, "Deutsch")
    close(reader, GERMAN)
    reader.app.find("button", "Abmelden")
    reader.app.find("button", "Phone entfernen…")
    reader.step("in German by keyboard")
    reader.go("button", GERMAN[0])
    reader.dialog("dialog", GERMAN[0])
    choose(reader, GERMAN[1], ENGLISH[1])
    close(reader, ENGLISH)
    reader.app.find("button", "Sign out")


def chosen(reader, language):
    return reader.app.find(CHOICE, language).has(Atspi.StateType.CHECKED)


def choose(reader, language, called=None):
    """Takes this language, which in itself is called otherwise; the focus stays on it."""
    reader.go(CHOICE, language)
    wait_for(f"{called or language} chosen", lambda: chosen(reader, called or language))
    reader.should("the focus stays on the language", reader.has_focus(CHOICE, called or language))


def close(reader, words):
    desk.key("Escape")
    reader.app.gone("dialog", words[0])
    reader.focus_is("button", words[0])
