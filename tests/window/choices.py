"""Settings by keyboard: the language is chosen, heard, and given back to the system."""

import desk
from desk import Atspi, first, wait_for
from reader import NOW

# The same in both languages: sheet, label of the list, what stands for the system's language.
ENGLISH = ("Settings", "Language", "The system’s (English)")
GERMAN = ("Einstellungen", "Sprache", "Die des Systems (English)")
OPTION = ("list item", "menu item")


def settings_by_keyboard(reader):
    """The whole way; what follows a fault goes on from where it should have led."""
    open_sheet(reader, ENGLISH)
    reader.every_control_has_a_name("settings")
    reader.focus_is_seen("settings", reader.tab_follows_the_page("settings"))
    reader.step("settings by keyboard")
    escape_closes_the_list_only(reader)
    choose(reader, ENGLISH, "Deutsch")
    reader.app.find("button", "Abmelden")
    reader.app.find("button", "Phone entfernen…")
    reader.step("in German by keyboard")
    choose(reader, GERMAN, GERMAN[2])
    reader.app.find("button", "Sign out")
    open_sheet(reader, ENGLISH)
    desk.key("Escape")
    reader.app.gone("dialog", ENGLISH[0])
    reader.focus_is("button", ENGLISH[0])


def open_sheet(reader, words):
    if not reader.is_open("dialog", words[0]):
        reader.go("button", words[0])
    reader.dialog("dialog", words[0])


def open_list(reader, words):
    reader.go("combo box", words[1])
    return wait_for(f"choices of {words[1]}", lambda: options(reader))


def options(reader):
    """What can be chosen from the list that is open, by name."""
    found = [thing for choices in reader.app.all("list box", lambda _: True) for thing in choices.below()]
    return {thing.name: thing for thing in found if thing.focusable()}


def escape_closes_the_list_only(reader):
    sheet, label, chosen = ENGLISH
    combo = reader.app.find("combo box", label)
    told = [*combo.texts(), combo.description()]
    reader.should(f"the list tells which language is chosen, seen {told}", lambda: any(chosen in it for it in told), NOW)
    found = open_list(reader, ENGLISH)
    roles = {thing.role for thing in found.values()}
    reader.should(f"languages have the role of choices, seen {roles}", lambda: roles <= set(OPTION), NOW)
    reader.should("the chosen language is told as selected", lambda: found[chosen].has(Atspi.StateType.SELECTED), NOW)
    reader.step("languages by keyboard")
    desk.key("Escape")
    wait_for("end of the choices", lambda: not options(reader))
    reader.should("Escape closes the list of languages and not the settings", lambda: reader.is_open("dialog", sheet))
    reader.should("the focus is back on the list", reader.has_focus("combo box", label))


def choose(reader, words, language):
    """Opens the list, moves to the language by the arrow keys, and takes it."""
    open_sheet(reader, words)
    found = open_list(reader, words)
    names = list(found)
    for _ in names:
        at = first(place for place, name in enumerate(names) if found[name].focused())
        if at == names.index(language):
            break
        reader.next_stop("Up" if at is not None and at > names.index(language) else "Down")
    desk.key("space")
    if not reader.should(f"the list closes when {language} is chosen", lambda: not options(reader)):
        desk.key("Escape")
        wait_for("end of the choices", lambda: not options(reader))
