//! Settings, keyboard shortcuts and "About".

use egui::{Key, Modifiers};

use super::*;
use crate::domain::ThemeChoice;

#[test]
fn f1_shows_the_shortcuts_and_esc_gives_the_focus_back() {
    let mut window = open(scene("list"));
    press(&mut window, Key::F1);
    assert!(words(&window).contains("Show this list"));
    assert_eq!(focused(&window).as_deref(), Some("Close"), "the focus is inside");
    press(&mut window, Key::Escape);
    assert!(!words(&window).contains("Show this list"));
    assert_eq!(focused(&window).as_deref(), Some("Keyboard shortcuts"), "where it can be opened again");
}

#[test]
fn no_sheet_opens_over_a_question() {
    for name in ["dialog-clear", "removing"] {
        let mut window = open(scene(name));
        press(&mut window, Key::F1);
        assert!(!words(&window).contains("Show this list"), "{name}");
    }
}

#[test]
fn the_keys_of_the_page_rest_while_a_sheet_is_open() {
    let mut window = open(scene("list"));
    click(&mut window, "About Keyward");
    press(&mut window, Key::F5);
    assert!(window.state().asked.is_empty());
    assert!(words(&window).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_sheet_is_a_named_dialog_that_keeps_the_focus_inside() {
    let mut window = open(scene("list"));
    click(&mut window, "Settings");
    let dialog = window.get_by_role(Role::Dialog);
    assert_eq!(dialog.accesskit_node().label().as_deref(), Some("Settings"));
    let mut seen = Vec::new();
    for _ in 0..8 {
        press(&mut window, Key::Tab);
        seen.extend(focused(&window));
    }
    for inside in ["Light", "Dark", "High contrast", "Close"] {
        assert!(seen.iter().any(|name| name == inside), "{inside} in {seen:?}");
    }
    assert!(!seen.iter().any(|name| name == "Sign out"), "{seen:?}");
}

#[test]
fn the_theme_changes_at_once() {
    let mut window = open(scene("list"));
    click(&mut window, "Settings");
    for (choice, high, tokens) in [
        ("Dark", false, theme::DARK),
        ("Light", false, theme::LIGHT),
        ("Dark", true, theme::DARK_HIGH),
        ("Light", true, theme::LIGHT_HIGH),
    ] {
        window.get_by_role_and_label(Role::RadioButton, choice).click();
        window.run();
        if window.state().world.state.settings.high_contrast != high {
            window.get_by_role_and_label(Role::CheckBox, "High contrast").click();
            window.run();
        }
        window.run();
        let shown = theme::surface(&window.ctx.global_style().visuals);
        assert_eq!(shown, tokens.surface, "{choice}, high contrast {high}");
    }
    assert_eq!(window.state().world.state.settings.theme, ThemeChoice::Light);
}

#[test]
fn another_language_is_spoken_at_once_and_the_search_knows_it() {
    let mut window = open(scene("list-many"));
    window.state_mut().world.user(Intent::ChooseLanguage(Some("de".into())));
    window.run();
    let said = words(&window);
    assert!(said.contains("Konto wechseln") && said.contains("Passkeys (1.000)"), "{said}");
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    let search = window.get_by_role_and_label(Role::SearchInput, "Suchen");
    search.type_text("ohne namen");
    window.run();
    assert!(words(&window).contains("Passkey ohne Namen"));
    window.state_mut().world.user(Intent::ChooseLanguage(None));
    window.run();
    assert!(words(&window).contains("Switch account"));
}

#[test]
fn a_language_is_chosen_by_keyboard() {
    let mut window = open(scene("form"));
    click(&mut window, "Settings");
    let german = window.get_by_role_and_label(Role::RadioButton, "Deutsch");
    german.focus();
    window.run();
    press(&mut window, Key::Space);
    window.run();
    assert_eq!(window.state().world.state.settings.language.as_deref(), Some("de"));
    assert!(words(&window).contains("Hoher Kontrast"));
    assert_eq!(focused(&window).as_deref(), Some("Deutsch"), "the focus stays");
}

#[test]
fn a_sheet_that_a_key_opened_gives_the_focus_back_to_where_it_was() {
    let mut window = open(scene("list"));
    window.get_by_role_and_label(Role::Button, "Remove Phone…").focus();
    window.run();
    press(&mut window, Key::F1);
    press(&mut window, Key::F1);
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window).as_deref(), Some("Remove Phone…"));
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window).as_deref(), Some("Remove Phone…"), "Esc with nothing open moves nothing");
}
