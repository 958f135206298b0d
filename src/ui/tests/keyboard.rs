//! Everything by keyboard.

use egui::{Key, Modifiers};

use super::world::{LAPTOP, PHONE, id};
use super::*;
use crate::domain::{Action, Event};

/// Presses Tab until `name` has the focus.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..40 {
        press(window, Key::Tab);
        if focused(window).as_deref() == Some(name) {
            return;
        }
    }
    panic!("Tab does not reach {name}; on screen:\n{}", words(window));
}

#[test]
fn f5_reads_again_and_not_twice() {
    let mut window = open(scene("list"));
    press(&mut window, Key::F5);
    press(&mut window, Key::F5);
    assert_eq!(window.state().asked, [Intent::ReadAgain]);
    assert!(words(&window).contains("Reading …"));
}

#[test]
fn arrows_move_from_card_to_card_and_delete_asks() {
    let mut window = open(scene("list"));
    tab_to(&mut window, "Remove Phone…");
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window).as_deref(), Some("Remove Laptop — Touch ID…"));
    press(&mut window, Key::ArrowUp);
    assert_eq!(focused(&window).as_deref(), Some("Remove Phone…"));
    for _ in 0..9 {
        press(&mut window, Key::ArrowDown);
    }
    assert_eq!(
        focused(&window).as_deref(),
        Some("Remove GitHub, grace-hopper…"),
        "the last of the last list"
    );
    for _ in 0..3 {
        press(&mut window, Key::ArrowUp);
    }
    press(&mut window, Key::Delete);
    assert_eq!(window.state().asked, [Intent::AskRemoval(id(LAPTOP))]);
    assert!(is_asking(&window));
}

#[test]
fn tab_follows_the_page() {
    let mut window = open(scene("list"));
    let mut order = Vec::new();
    for _ in 0..5 {
        press(&mut window, Key::Tab);
        order.extend(focused(&window));
    }
    let header = ["Read again", "Switch account", "Sign out"];
    assert_eq!(order[..3], header);
    assert_eq!(order[3..], ["Remove Phone…", "Remove Laptop — Touch ID…"]);
}

#[test]
fn arrows_reach_cards_below_the_window() {
    let mut window = open(scene("list-many"));
    tab_to(&mut window, "Remove YubiKey 5C NFC 999…");
    for _ in 0..30 {
        press(&mut window, Key::ArrowDown);
    }
    assert_eq!(focused(&window).as_deref(), Some("Remove YubiKey 5C NFC 969…"));
    let card = window.get_by_label("Remove YubiKey 5C NFC 969…").rect();
    assert!(card.max.y <= 900.0 && card.min.y >= 0.0, "the card is in view: {card:?}");
}

#[test]
fn pages_and_ends_reach_far_cards() {
    let mut window = open(scene("list-many"));
    tab_to(&mut window, "Remove YubiKey 5C NFC 999…");
    press(&mut window, Key::PageDown);
    assert_eq!(focused(&window).as_deref(), Some("Remove Phone 991…"));
    press(&mut window, Key::End);
    assert_eq!(focused(&window).as_deref(), Some("Remove GitHub, grace-hopper…"));
    press(&mut window, Key::Home);
    assert_eq!(focused(&window).as_deref(), Some("Remove YubiKey 5C NFC 999…"));
}

#[test]
fn search_has_a_shortcut_and_says_what_it_shows() {
    let mut window = open(scene("list-many"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    let search = window.get_by_role_and_label(Role::SearchInput, "Search");
    assert!(search.is_focused());
    search.type_text("kitchen 4");
    window.run();
    let said = words(&window);
    assert!(said.contains("of 1,003 shown"), "{said}");
    assert!(said.contains("Tablet in the kitchen 4") && !said.contains("Spare key"), "{said}");
    press(&mut window, Key::Escape);
    assert!(!words(&window).contains("of 1,003 shown"), "Esc clears the search");
    assert_eq!(focused(&window).as_deref(), Some("Search"), "and stays in it");
}

#[test]
fn there_is_no_search_for_a_few() {
    let mut window = open(scene("list"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    assert!(window.query_by_role(Role::SearchInput).is_none());
}

#[test]
fn escape_gives_up_the_sign_in() {
    let mut window = open(scene("browser"));
    press(&mut window, Key::Escape);
    assert_eq!(window.state().asked, [Intent::CancelSignIn]);
}

#[test]
fn enter_in_the_form_continues() {
    let mut window = open(scene("form"));
    type_into(&mut window, "Server address", "id.example.com");
    type_into(&mut window, "Client id of Keyward", "42");
    press(&mut window, Key::Enter);
    assert_eq!(
        window.state().asked,
        [Intent::UseServer { address: "id.example.com".into(), client_id: "42".into() }]
    );
    click(&mut window, "Sign in");
    assert_eq!(window.state().asked.last(), Some(&Intent::SignIn { another: false }));
}

#[test]
fn a_click_right_after_the_rows_moved_does_nothing() {
    let mut window = open(scene("list"));
    let mut left = super::world::inventory();
    left.passkeys = crate::domain::Known::Known(vec![super::world::passkey(LAPTOP, "Laptop")]);
    press(&mut window, Key::F5);
    window.state_mut().world.read(left);
    window.run();
    click(&mut window, "Remove Laptop…");
    assert!(!is_asking(&window));
    wait(&mut window);
    click(&mut window, "Remove Laptop…");
    assert_eq!(window.state().asked.last(), Some(&Intent::AskRemoval(id(LAPTOP))));
    assert_ne!(LAPTOP, PHONE);
}

#[test]
fn passkeys_that_are_asked_for_from_outside_get_the_focus() {
    let mut window = open(scene("list"));
    window.state_mut().world.event(Event::Asked(Action::RemovePasskey));
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Remove Phone…"));
    press(&mut window, Key::Tab);
    window.run();
    assert_ne!(focused(&window).as_deref(), Some("Remove Phone…"), "once");

    let mut window = open(scene("dialog-clear"));
    let before = focused(&window);
    window.state_mut().world.event(Event::Asked(Action::RemovePasskey));
    window.run();
    assert_eq!(focused(&window), before, "a dialog that is open keeps it");
}
