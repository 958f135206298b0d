//! The question before a removal.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::world::{LAPTOP, PHONE, id, inventory, only, passkey};
use super::*;
use crate::domain::{Command, Inventory, Known};

fn removals(window: &Window) -> usize {
    let commands = &window.state().world.commands;
    commands.iter().filter(|command| matches!(command.body, Command::Remove(_))).count()
}

#[test]
fn it_is_an_alert_dialog_with_a_name_and_cancel_has_the_focus() {
    let mut window = open(scene("list"));
    click(&mut window, "Remove Phone…");
    let dialog = window.get_by_role(Role::AlertDialog);
    assert!(dialog.accesskit_node().is_modal());
    assert_eq!(dialog.accesskit_node().label().as_deref(), Some("Remove this passkey?"));
    assert_eq!(focused(&window).as_deref(), Some("Cancel"));
}

#[test]
fn it_names_passkey_account_server_and_what_still_works() {
    let window = open(scene("dialog-clear"));
    let said = words(&window);
    for part in [
        "Phone",
        "Grace Hopper",
        "grace@acme.id.example.com",
        "on id.example.com",
        "You will not be able to sign in with it afterwards",
        "Passkey Laptop — Touch ID",
        "Password, then a code from your authenticator app or your security key",
        "GitHub",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
}

#[test]
fn enter_cancels_where_cancel_has_the_focus_and_removes_nothing_elsewhere() {
    let mut window = open(scene("dialog-clear"));
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window).as_deref(), Some("Remove passkey"));
    press(&mut window, Key::Enter);
    assert_eq!(removals(&window), 0);
    assert!(is_asking(&window), "Enter left the dialog as it was");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window).as_deref(), Some("Cancel"), "Tab stays in the dialog");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().asked, [Intent::CloseDialog]);
}

#[test]
fn escape_cancels_and_the_focus_goes_back_to_the_card() {
    let mut window = open(scene("list"));
    click(&mut window, "Remove Laptop — Touch ID…");
    press(&mut window, Key::Escape);
    assert_eq!(window.state().asked, [Intent::AskRemoval(id(LAPTOP)), Intent::CloseDialog]);
    assert_eq!(focused(&window).as_deref(), Some("Remove Laptop — Touch ID…"));
}

#[test]
fn the_button_removes_once_and_the_wait_cannot_be_left() {
    let mut window = open(scene("dialog-clear"));
    click(&mut window, "Remove passkey");
    assert_eq!(removals(&window), 1);
    assert!(window.query_by_role_and_label(Role::Button, "Remove passkey").is_none());
    press(&mut window, Key::Escape);
    press(&mut window, Key::F5);
    assert_eq!(window.state().asked, [Intent::ConfirmRemoval { typed: String::new() }]);
    assert!(words(&window).contains("Removing Phone …"));
}

#[test]
fn after_the_removal_the_focus_is_on_its_result() {
    let mut window = open(scene("dialog-clear"));
    click(&mut window, "Remove passkey");
    window.state_mut().world.removed(id(PHONE), only(vec![passkey(LAPTOP, "Laptop")]));
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Dismiss: Phone"));
    click(&mut window, "Dismiss: Phone");
    assert!(window.state().world.state.outcomes.is_empty());
}

#[test]
fn the_last_way_in_asks_for_the_name_and_takes_no_other() {
    let mut window = open(super::world::World::reading(only(vec![passkey(PHONE, "Phone")])));
    click(&mut window, "Remove Phone…");
    wait(&mut window);
    click(&mut window, "Remove passkey");
    assert_eq!(removals(&window), 0);
    assert!(words(&window).contains("That is not it. Nothing was removed."));
    let field = "To go on, type the name of the passkey, Phone";
    assert_eq!(focused(&window).as_deref(), Some(field));
    window.get_by_role_and_label(Role::TextInput, field).type_text("Fone");
    window.run();
    assert!(!words(&window).contains("That is not it"), "it is not said of what nobody has confirmed");
    click(&mut window, "Remove passkey");
    let typed = window.get_by_role_and_label(Role::TextInput, field);
    assert!(typed.is_focused(), "a second wrong answer leads back too");
    assert_eq!(typed.accesskit_node().description().as_deref(), Some("That is not it. Nothing was removed."));
    for _ in 0.."Fone".len() {
        press(&mut window, Key::Backspace);
    }
    window.get_by_role_and_label(Role::TextInput, field).type_text("Phone");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(removals(&window), 0, "Enter in the field removes nothing");
    assert_eq!(focused(&window).as_deref(), Some(field), "nor does it take the focus away");
    click(&mut window, "Remove passkey");
    assert_eq!(removals(&window), 1);
}

#[test]
fn what_was_typed_for_one_passkey_is_not_there_for_the_next() {
    let mut window = open(super::world::World::reading(only(vec![passkey(PHONE, "Phone")])));
    click(&mut window, "Remove Phone…");
    type_into(&mut window, "To go on, type the name of the passkey, Phone", "Phone");
    assert_eq!(window.state().drafts.typed, "Phone");
    press(&mut window, Key::Escape);
    click(&mut window, "Remove Phone…");
    assert_eq!(window.state().drafts.typed, "");
}

#[test]
fn what_cannot_be_told_is_read_again_first() {
    let mut window = open(scene("dialog-cannot-tell"));
    let said = words(&window);
    assert!(said.contains("Keyward could not read whether a password is set and your linked identities"));
    window.get_by_role(Role::AlertDialog).get_by_role_and_label(Role::Button, "Try again").click();
    window.run();
    assert_eq!(window.state().asked, [Intent::ReadAgain]);
    window
        .state_mut()
        .world
        .read(Inventory { passkeys: Known::Known(vec![passkey(PHONE, "Phone")]), ..inventory() });
    window.run();
    assert!(words(&window).contains("This changed since the dialog opened: read it again"));
    assert!(words(&window).contains("This is your last passkey"));
}

#[test]
fn a_name_that_cannot_be_typed_is_asked_for_by_its_digits() {
    let mut window = open(super::world::World::reading(only(vec![passkey(PHONE, "手机")])));
    click(&mut window, "Remove 手机…");
    window.get_by_role_and_label(Role::TextInput, "To go on, type the last characters of its id, 437286");
}

#[test]
fn a_thousand_ways_are_counted_and_the_address_is_named() {
    let said = words(&open(scene("dialog-passkeys-only")));
    assert!(said.contains("and 996 more"));
    assert!(said.contains("Keyward cannot see which address each passkey was made for"));
}

#[test]
fn each_kind_has_its_own_words() {
    for (scene_name, button, said) in [
        ("dialog-app", "Remove authenticator app", "Your password alone will open your account"),
        ("dialog-key", "Remove security key", "It will not be asked for, nor taken"),
        ("dialog-identity", "Remove linked identity", "grace-hopper"),
    ] {
        let window = open(scene(scene_name));
        window.get_by_role_and_label(Role::Button, button);
        assert!(words(&window).contains(said), "{said} is missing in\n{}", words(&window));
    }
}

#[test]
fn a_second_step_that_cannot_be_had_again_asks_for_the_login_name() {
    let mut window = open(scene("dialog-step-lockout"));
    assert!(words(&window).contains("After this you cannot sign in at all"));
    click(&mut window, "Remove codes by e-mail");
    assert_eq!(removals(&window), 0);
    let field = "To go on, type your login name, grace@acme.id.example.com";
    window.get_by_role_and_label(Role::TextInput, field).type_text("grace@acme.id.example.com");
    window.run();
    click(&mut window, "Remove codes by e-mail");
    assert_eq!(removals(&window), 1);
}
