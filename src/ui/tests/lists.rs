//! What the lists show: the password, their order, the search, and only the cards in view.

use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::world::{LAPTOP, PHONE, github, inventory, only, passkey, policy, step};
use super::*;
use crate::domain::{
    Administered, Command, Details, Inventory, Known, LinkedIdentity, Organisation, Passkey, SecurityKeyId,
    StepId, Topic, Trouble, What, Why,
};

fn names(window: &Window) -> Vec<String> {
    let buttons = window.root().children_recursive().filter_map(|node| node.accesskit_node().label());
    buttons.filter(|name| name.starts_with("Remove ") && name.ends_with('…')).collect()
}

fn numbered(count: u64) -> Vec<Passkey> {
    (0..count)
        .map(|n| passkey(&(PHONE.parse::<u64>().unwrap() + n).to_string(), &format!("Key {n}")))
        .collect()
}

#[test]
fn a_password_is_shown_as_set_or_not() {
    assert!(words(&open(World::reading(inventory()))).contains("A password is set"));
    assert!(words(&open(World::reading(only(numbered(1))))).contains("No password is set"));
}

#[test]
fn what_is_newer_stands_first_then_the_name_whatever_the_servers_order() {
    let key = |id: &str, name: &str| step(StepId::SecurityKey(SecurityKeyId::new(id)), name);
    let mut passkeys =
        vec![passkey(LAPTOP, "Older"), passkey("x", "Zoe"), passkey("y", "Ann"), passkey(PHONE, "Newer")];
    let mut steps = vec![key(LAPTOP, "Old key"), step(StepId::AuthenticatorApp, ""), key(PHONE, "New key")];
    let should = [
        "Remove Newer…",
        "Remove Older…",
        "Remove Ann…",
        "Remove Zoe…",
        "Remove Authenticator app…",
        "Remove New key…",
        "Remove Old key…",
        "Remove GitHub, grace-hopper…",
    ];
    for _ in 0..passkeys.len() {
        passkeys.rotate_left(1);
        steps.rotate_left(1);
        let account = Inventory {
            passkeys: Known::Known(passkeys.clone()),
            second_steps: Known::Known(steps.clone()),
            ..inventory()
        };
        assert_eq!(names(&open_at(World::reading(account), vec2(800.0, 1600.0))), should);
    }
}

#[test]
fn the_search_comes_with_the_eighth_entry() {
    for (count, there) in [(7, false), (8, true)] {
        let mut window = open(World::reading(only(numbered(count))));
        assert_eq!(window.query_by_role(Role::SearchInput).is_some(), there, "{count}");
        window.key_press_modifiers(Modifiers::COMMAND, Key::F);
        window.run();
        assert_eq!(focused(&window).as_deref() == Some("Search"), there, "{count}");
    }
}

#[test]
fn scrolling_paints_no_more_cards_than_are_seen() {
    let mut window = open(scene("list-many"));
    window.event(egui::Event::PointerMoved(egui::pos2(400.0, 500.0)));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..100 {
        window.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -600.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        });
        window.step();
        let painted = names(&window);
        assert!(painted.len() <= 25, "{} cards", painted.len());
        seen.extend(painted);
    }
    assert!(seen.len() > 200, "it did scroll: {} cards", seen.len());
}

#[test]
fn accounts_are_switched_by_their_buttons() {
    let mut window = open(scene("list"));
    click(&mut window, "Switch account");
    assert_eq!(window.state().asked, [Intent::ChooseAccount]);
    click(&mut window, "Open Grace Hopper, grace@acme.id.example.com, on id.example.com");
    assert!(matches!(window.state().asked.last(), Some(Intent::SwitchTo(_))), "{:?}", window.state().asked);
}

#[test]
fn what_the_administrator_filled_in_is_said_and_used() {
    let mut world = World::new();
    world.state = world.state.with_administered(Administered {
        server: super::world::server(),
        client_id: "272093459283747842".into(),
        organisation: Organisation::new("257786991247294465"),
    });
    let mut window = open(world);
    assert!(words(&window).contains("Filled in by the administrator of this computer"), "{}", words(&window));
    click(&mut window, "Sign in");
    let order = window.state().world.commands.iter().find_map(|command| match &command.body {
        Command::SignIn(order) => Some(order),
        _ => None,
    });
    let organisation = order.unwrap().organisation.as_ref().unwrap();
    assert_eq!(organisation.scope(), "urn:zitadel:iam:org:id:257786991247294465");
}

#[test]
fn what_could_not_be_read_offers_what_helps() {
    let unread = |why: Why| {
        let trouble = Trouble::new(What::Read(Topic::Identities), why).with(Details::default());
        open_at(
            World::reading(Inventory {
                passkeys: Known::Unknown(trouble.clone().about(What::Read(Topic::Passkeys))),
                policy: Known::Unknown(trouble.about(What::Read(Topic::Policy))),
                ..inventory()
            }),
            vec2(800.0, 1600.0),
        )
    };
    let buttons =
        |window: &Window, name: &str| window.query_all_by_role_and_label(Role::Button, name).count();
    let failed = unread(Why::ServerFailed);
    assert_eq!((buttons(&failed, "Try again"), buttons(&failed, "Sign out to sign in again")), (2, 0));
    let step = unread(Why::SecondStepRequired);
    assert_eq!((buttons(&step, "Try again"), buttons(&step, "Sign out to sign in again")), (0, 2));
}

#[test]
fn hostile_names_are_told_apart_from_the_words_around_them() {
    let identity = LinkedIdentity::new(github(), "\u{202E}buHtiG\u{0}", "\u{2066}grace\u{200B}");
    let account = Inventory {
        passkeys: Known::Known(vec![passkey(PHONE, "  \u{202E}\u{0}  ")]),
        identities: Known::Known(vec![identity]),
        policy: Known::Known(policy()),
        ..inventory()
    };
    let window = open_at(World::reading(account), vec2(800.0, 1600.0));
    let said = words(&window);
    assert!(
        said.contains("Remove Passkey without a name…") && said.contains("Remove buHtiG, grace…"),
        "{said}"
    );
    assert!(!said.chars().any(|c| c == '\u{202E}' || c == '\u{2066}' || c == '\u{200B}' || c == '\u{0}'));
}
