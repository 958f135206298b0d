//! What each page says, and that it fits.

use egui::accesskit::{Live, Role};
use egui_kittest::kittest::NodeT as _;

use super::scenes::{NAMES, scene};
use super::world::{PHONE, id};
use super::*;

/// Words of others' trades that no page uses.
const NOT_OURS: [&str; 5] = ["token", "passwordless", "webauthn", "failed", "u2f"];

#[test]
fn every_button_and_field_has_a_name_in_every_scene() {
    for name in NAMES {
        let window = open(scene(name));
        for node in window.root().children_recursive() {
            let node = node.accesskit_node();
            if matches!(node.role(), Role::Button | Role::TextInput | Role::SearchInput | Role::CheckBox) {
                let label = node.label().unwrap_or_default();
                assert!(!label.trim().is_empty(), "{name}: {:?} without a name", node.role());
            }
        }
    }
}

#[test]
fn no_scene_is_wider_than_a_small_window() {
    for name in NAMES {
        for size in [vec2(480.0, 480.0), vec2(240.0, 240.0)] {
            let window = open_at(scene(name), size);
            let buttons = window.root().children_recursive().filter(|node| {
                matches!(node.accesskit_node().role(), Role::Button | Role::TextInput | Role::SearchInput)
            });
            for node in buttons {
                let rect = node.rect();
                let fits = rect.min.x >= 0.0 && rect.max.x <= size.x;
                assert!(fits, "{name} at {size:?}: {:?} at {rect:?}", node.accesskit_node().label());
            }
        }
    }
}

#[test]
fn the_words_are_those_of_the_house() {
    for name in NAMES {
        let said = words(&open(scene(name))).to_lowercase().replace("passwordless authenticator doesn't", "");
        for word in NOT_OURS {
            assert!(!said.contains(word), "{name} says {word}:\n{said}");
        }
    }
}

#[test]
fn nothing_moves_by_itself() {
    for name in NAMES {
        let mut window = open(scene(name));
        assert!(window.run() <= 2, "{name} keeps painting");
    }
}

#[test]
fn results_are_said_aloud() {
    for (name, result) in [
        ("receipt", "Removed"),
        ("refused", "The passkey was not removed"),
        ("target-trouble", "The server’s certificate is not trusted"),
        ("notices", "You are signed out"),
    ] {
        let window = open(scene(name));
        let said = window.get_by_role_and_label(Role::Heading, result);
        assert_eq!(said.accesskit_node().live(), Live::Polite, "{name}");
    }
    let window = open(scene("still-there"));
    let said = window.get_by_role_and_label(Role::Label, "It was still listed at 14:02");
    assert_eq!(said.accesskit_node().live(), Live::Polite);
}

#[test]
fn what_was_copied_is_said_only_then() {
    let mut window = open(scene("refused"));
    let live = |window: &Window, name: &str| {
        window.get_by_role_and_label(Role::Button, name).accesskit_node().live()
    };
    assert_eq!(live(&window, "Copy details"), Live::Off);
    click(&mut window, "Copy details");
    assert_eq!(live(&window, "Copied"), Live::Polite);
}

#[test]
fn the_list_tells_its_size_and_paints_only_what_is_seen() {
    let window = open(scene("list-many"));
    let items: Vec<_> = window.get_all_by_role(Role::ListItem).collect();
    assert!((5..20).contains(&items.len()), "{} cards", items.len());
    let first = items.first().unwrap().accesskit_node();
    assert_eq!(first.position_in_set(), Some(0));
    let list = window.get_by_role_and_label(Role::List, "Passkeys");
    assert_eq!(list.accesskit_node().size_of_set(), Some(1000));
}

#[test]
fn a_receipt_shows_what_the_server_confirmed() {
    let said = words(&open(scene("receipt")));
    for part in [
        "Removed",
        "41",
        "24 November 2026, 14:02:33",
        "257786991247294465",
        "look for the site id.example.com and the login name grace@acme.id.example.com",
        "stays signed in until that session ends",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(!said.contains("add a passkey now"));
    assert!(words(&open(scene("receipt-last"))).contains("You are still signed in here: add a passkey now"));
}

#[test]
fn a_receipt_says_what_stays_elsewhere() {
    assert!(words(&open(scene("receipt-app"))).contains("The entry in your authenticator app stays there"));
    assert!(words(&open(scene("receipt-identity"))).contains("Your account at the provider itself stays"));
}

#[test]
fn details_unfold_and_are_copied_whole() {
    let mut window = open(scene("refused"));
    assert!(!words(&window).contains("type.googleapis.com"));
    click(&mut window, "Show details");
    assert!(words(&window).contains("type.googleapis.com/zitadel.v1.ErrorDetail"));
    window.get_by_role_and_label(Role::Button, "Copy details").click();
    let copied = (0..4).find_map(|_| {
        window.step();
        let commands = &window.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    });
    assert!(copied.unwrap().contains("@type: type.googleapis.com/zitadel.v1.ErrorDetail"));
    window.run();
    assert!(words(&window).contains("Copied"));
}

#[test]
fn trying_again_asks_again() {
    let mut window = open(scene("refused"));
    click(&mut window, "Try again");
    assert_eq!(window.state().asked, [Intent::AskRemoval(id(PHONE))]);
}

#[test]
fn an_unread_list_is_never_empty() {
    let window = open(scene("list-unknown"));
    let said = words(&window);
    assert!(said.contains("That does not mean that there are none"));
    assert!(!said.contains("You have no passkeys yet"));
    assert!(said.contains("You have at least 1 way to sign in"));
}

#[test]
fn the_link_is_copied_whole_though_shown_in_part() {
    let mut window = open(scene("browser-none"));
    assert!(words(&window).contains("No browser could be opened"));
    window.get_by_role_and_label(Role::Button, "Copy link").click();
    let copied = (0..4).any(|_| {
        window.step();
        window.output().platform_output.commands.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(text) if text.ends_with("&state=a")),
        )
    });
    assert!(copied);
}

#[test]
fn staying_signed_in_is_a_choice() {
    let mut window = open(scene("target"));
    window.get_by_role_and_label(Role::CheckBox, "Stay signed in").click();
    window.run();
    assert_eq!(window.state().asked, [Intent::StaySignedIn(false)]);
}
