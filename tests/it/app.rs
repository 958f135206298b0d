//! The real app, worker and demo server, without a display: what a person can do, by pointer and by keyboard.

mod closing;
mod hostile;

use std::io;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keyward::domain::{Intent, Screen};

use crate::browser::sign_in_as;
use crate::window::{Window, open, open_with};

#[test]
fn the_demo_starts_and_offers_to_sign_in() {
    let browser = Arc::new(|_: &url::Url| Ok(()));
    let mut window = open_with("bob", browser, vec2(480.0, 480.0), Some(Intent::TryDemo));
    window.wait_for("Sign in");
    assert!(window.says("nothing here is real"));
}

#[test]
fn a_person_signs_in_removes_a_passkey_and_signs_out() {
    let mut window = open("bob");
    window.sign_in();
    for text in
        ["Bob Example", "bob@demo.example", "127.0.0.1", "YubiKey 5", "Phone", "Work laptop", "added about"]
    {
        assert!(window.says(text), "{text} is missing in:\n{}", window.words());
    }
    window.click("Remove Work laptop…");
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    for text in ["You will not be able to sign in with it afterwards", "After this you can sign in with"] {
        assert!(window.says(text), "{text} is missing in:\n{}", window.words());
    }
    window.blink();
    window.click("Remove passkey");
    window.until("the receipt", |window| window.says("Sequence"));
    for text in ["Removed", "17", "400917613233900582", "stays signed in until that session ends"] {
        assert!(window.says(text), "{text} is missing in:\n{}", window.words());
    }
    window.until("the new list", |window| !window.has_button("Remove Work laptop…"));
    assert!(window.has_button("Remove Phone…"));
    assert_eq!(window.removals(), 1);
    window.click("Sign out");
    window.until("the first screen", |window| matches!(window.state().screen, Screen::Connect(_)));
    assert!(window.says("Signed out") || window.says("signed out"), "{}", window.words());
    assert!(window.says("Removed"), "the receipt stays until it is dismissed");
}

#[test]
fn everything_goes_by_keyboard() {
    let mut window = open("bob");
    window.tab_to("Sign in");
    window.press(Key::Enter);
    window.until("the account", |window| window.state().signed_in().is_some_and(|s| s.inventory.is_some()));
    window.tab_to("Remove Work laptop…");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowUp);
    assert_eq!(window.focused().as_deref(), Some("Remove Work laptop…"));
    window.press(Key::Delete);
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    window.blink();
    // Enter presses what has the focus: Cancel, never the removal.
    window.press(Key::Enter);
    assert!(!window.has_button("Remove passkey"));
    window.harness.run();
    assert_eq!(window.focused().as_deref(), Some("Remove Work laptop…"), "the focus comes back");
    window.press(Key::Enter);
    window.press(Key::Escape);
    assert!(!window.has_button("Remove passkey"), "Esc cancels");
    window.harness.run();
    window.tab_to("Remove Work laptop…");
    window.press(Key::Space);
    window.blink();
    window.tab_to("Remove passkey");
    window.press(Key::Space);
    window.until("the receipt", |window| window.says("Sequence"));
    assert_eq!(window.removals(), 1);
    window.press(Key::F5);
    window.until("the list", |window| window.state().signed_in().is_some_and(|s| !s.reading));
    window.tab_to("Sign out");
    window.press(Key::Enter);
    window.until("the first screen", |window| matches!(window.state().screen, Screen::Connect(_)));
}

#[test]
fn two_fast_clicks_remove_once() {
    let mut window = open("bob");
    window.sign_in();
    window.click("Remove Work laptop…");
    window.blink();
    window.harness.get_by_role_and_label(Role::Button, "Remove passkey").click();
    window.harness.get_by_role_and_label(Role::Button, "Remove passkey").click();
    window.harness.run();
    window.until("the receipt", |window| window.says("Sequence"));
    assert_eq!(window.removals(), 1);
}

#[test]
fn the_only_way_in_needs_its_name_typed() {
    let mut window = open("dave");
    window.sign_in();
    window.click("Remove My only key…");
    window.blink();
    window.click("Remove passkey");
    assert!(window.says("That is not it. Nothing was removed."), "{}", window.words());
    assert_eq!(window.removals(), 0);
    let field = window.harness.get_by_role(Role::TextInput);
    field.focus();
    window.harness.run();
    window.harness.get_by_role(Role::TextInput).type_text("My only key");
    window.harness.run();
    window.blink();
    window.click("Remove passkey");
    window.until("the receipt", |window| window.says("Sequence"));
    assert_eq!(window.removals(), 1);
    window.until("what to do now", |window| window.says("add a passkey now"));
}

#[test]
fn an_operator_that_forbids_names_leaves_the_linked_identity() {
    let mut window = open("grace");
    window.sign_in();
    window.click("Remove Laptop…");
    assert!(window.says("Corp Directory"), "{}", window.words());
    window.press(Key::Escape);
}

#[test]
fn a_forced_second_step_that_nobody_offers_locks_out() {
    let mut window = open("heidi");
    window.sign_in();
    window.click("Remove Laptop…");
    // The password is set, and opens nothing.
    assert_eq!(window.harness.query_all_by_role(Role::TextInput).count(), 1, "{}", window.words());
    window.press(Key::Escape);
}

#[test]
fn passkeys_of_another_address_are_not_counted() {
    let mut window = open("mallory");
    window.sign_in();
    window.click("Remove Laptop…");
    assert!(window.says("another address"), "{}", window.words());
}

#[test]
fn a_list_that_cannot_be_read_offers_to_try_again() {
    let mut window = open("ivan");
    window.sign_in();
    assert!(window.says("Your passkeys could not be read"), "{}", window.words());
    window.control("/demo/account?login=ivan&list_fails=false");
    window.click("Try again");
    window.until("the list", |window| window.has_button("Remove Laptop…"));
}

#[test]
fn nothing_but_a_password_says_what_a_passkey_is() {
    let mut window = open("erin");
    window.sign_in();
    assert!(window.says("passkey"), "{}", window.words());
    assert!(!window.words().contains("Remove "), "{}", window.words());
}

#[test]
fn a_thousand_passkeys_are_listed_and_searched() {
    let mut window = open("frank");
    window.sign_in();
    let shown = window.words().matches("Remove Fleet key").count();
    assert!((1..60).contains(&shown), "only what is seen is built: {shown}");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::F);
    window.harness.run();
    window.harness.get_by_role(Role::SearchInput).type_text("0421");
    window.harness.run();
    assert!(window.has_button("Remove Fleet key 0421…"), "{}", window.words());
    assert_eq!(window.words().matches("Remove Fleet key").count(), 1);
}

#[test]
fn hostile_names_are_shown_without_what_hides_in_them() {
    // High enough for the whole list: only what is seen is built.
    let mut window = open_with("judy", Arc::new(sign_in_as("judy")), vec2(800.0, 2400.0), None);
    window.sign_in();
    let words = window.words();
    assert!(!words.contains(['\u{202E}', '\u{200B}', '\u{7}', '\u{200F}']), "{words:?}");
    assert!(words.contains("Κλειδί γραφείου") || words.contains("Рабочий"), "{words}");
}

#[test]
fn a_refusal_shows_every_detail() {
    let mut window = open("bob");
    window.sign_in();
    let body = "%7B%22code%22%3A7%2C%22message%22%3A%22No%20(TEST-1)%22%2C%22details%22%3A%5B%7B%22%40type%22%3A%22type.googleapis.com%2Fzitadel.v1.ErrorDetail%22%2C%22id%22%3A%22TEST-1%22%2C%22message%22%3A%22No%22%7D%5D%7D";
    window.control(&format!(
        "/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind=status&status=403&body={body}"
    ));
    remove_newest(&mut window);
    window.until("the refusal", |window| window.says("The passkey was not removed"));
    assert!(window.says("Nothing was changed in your account"));
    if window.has_button("Show details") {
        window.click("Show details");
    }
    for text in ["No (TEST-1)", "TEST-1", "403", "7", "@type", "type.googleapis.com/zitadel.v1.ErrorDetail"] {
        assert!(window.says(text), "{text} is missing in:\n{}", window.words());
    }
    assert!(window.has_button("Try again"), "{}", window.words());
}

#[test]
fn an_unsure_removal_is_settled_and_said() {
    let mut window = open("bob");
    window.sign_in();
    window.control("/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind=drop-after&times=1");
    remove_newest(&mut window);
    window.until("settled", |window| window.says("No receipt came"));
    window.until("the list", |window| !window.has_button("Remove Work laptop…"));
    assert_eq!(window.removals(), 1);
    assert!(!window.says("failed"), "{}", window.words());
}

#[test]
fn an_unsure_removal_that_was_not_done_is_still_there() {
    let mut window = open("bob");
    window.sign_in();
    window.control(
        "/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind=status&status=502&times=1",
    );
    remove_newest(&mut window);
    window.until("settled", |window| window.says("still listed at"));
    assert!(window.has_button("Remove Work laptop…"));
    assert!(!window.says("failed"), "{}", window.words());
}

#[test]
fn an_ended_session_leads_to_the_first_screen_with_a_sentence() {
    let mut window = open("bob");
    window.sign_in();
    window.control("/demo/expire?what=all");
    window.press(Key::F5);
    window.until("the first screen", |window| matches!(window.state().screen, Screen::Connect(_)));
    assert!(window.says("You are no longer signed in"), "{}", window.words());
}

#[test]
fn a_browser_that_does_not_open_leaves_a_link_to_copy() {
    let browser = Arc::new(|_: &url::Url| Err(io::ErrorKind::NotFound.into()));
    let mut window = open_with("bob", browser, vec2(480.0, 480.0), None);
    window.click("Sign in");
    window.wait_for("Copy link");
    assert!(window.says("No browser could be opened"), "{}", window.words());
    window.click("Copy link");
    let copied = window.harness.output().platform_output.commands.iter().any(|command| {
        matches!(command, egui::OutputCommand::CopyText(text) if text.contains("/oauth/v2/authorize?"))
    });
    assert!(copied || window.says("Copied"));
    window.press(Key::Escape);
    assert!(matches!(window.state().screen, Screen::Connect(_)), "Esc gives the sign-in up");
}

#[test]
fn a_server_is_entered_and_bad_addresses_are_explained() {
    let mut window = open("bob");
    window.click("Use another server");
    for (typed, said) in [
        ("http://id.example.com", "http:// is not safe"),
        ("ftp://id.example.com", "must begin with https://"),
        ("two words", "This is not an address"),
    ] {
        set(&mut window, "Server address", typed);
        set(&mut window, "Client id of Keyward", "1");
        window.click("Continue");
        assert!(window.says(said), "{typed}:\n{}", window.words());
        assert!(window.says(typed), "what was typed stays");
    }
    set(&mut window, "Server address", "id.example.com/ui/console");
    window.press(Key::Enter);
    assert!(window.says("id.example.com"), "{}", window.words());
    assert!(window.says("was left out"), "{}", window.words());
    assert_eq!(window.state().settings.server, "https://id.example.com");
}

/// Replaces a field's text.
fn set(window: &mut Window, field: &str, text: &str) {
    window.harness.get_by_role_and_label(Role::TextInput, field).focus();
    window.harness.run();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.harness.run();
    window.type_into(field, text);
}

fn remove_newest(window: &mut Window) {
    let name = format!("Remove {}…", window.newest().label());
    window.click(&name);
    window.blink();
    window.click("Remove passkey");
}

/// Only to be sure that the tree is what a screen reader gets: rows are list items with names.
#[test]
fn the_list_is_a_list() {
    let mut window = open("bob");
    window.sign_in();
    let items = window.harness.query_all_by_role(Role::ListItem).count();
    assert!(items >= 3, "{items} list items");
    let dialog_roles = |window: &Window| {
        let mut nodes = window.harness.root().children_recursive();
        nodes.any(|node| node.accesskit_node().role() == Role::AlertDialog)
    };
    assert!(!dialog_roles(&window));
    window.click("Remove Phone…");
    assert!(dialog_roles(&window));
}
