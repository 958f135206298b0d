//! Names that hide, reorder or fill: what bears them is shown safely, and can be removed.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::vec2;
use egui_kittest::kittest::Queryable as _;
use keyward::domain::{Gone, MethodKind, Removal};
use url::form_urlencoded::byte_serialize;

use crate::browser::sign_in_as;
use crate::window::{Window, open_with};

/// What must never reach the screen, nor a screen reader.
const HIDDEN: [char; 9] = [
    '\u{202E}',
    '\u{202C}',
    '\u{2066}',
    '\u{2069}',
    '\u{200B}',
    '\u{3164}',
    '\u{E0041}',
    '\u{FEFF}',
    '\u{7}',
];

/// High enough for everything: a click needs to be on screen.
fn tall(login: &'static str) -> Window {
    open_with(login, Arc::new(sign_in_as(login)), vec2(800.0, 2400.0), None)
}

fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// Says what it says without what hides in it.
fn is_clean(window: &Window) {
    let words = window.words();
    assert!(!words.contains(HIDDEN), "{words:?}");
}

/// A dialog that is larger than the one before takes some frames to find its size.
fn click(window: &mut Window, button: &str) {
    assert!(window.has_button(button), "no button {button}; on screen:\n{}", window.words());
    window.harness.get_by_role_and_label(Role::Button, button).click();
    window.harness.run_steps(8);
}

fn remove(window: &mut Window, button: &str, confirm: &str) {
    let before = window.state().outcomes.len();
    // Cards that have just moved take no click yet.
    window.until("the list", |window| window.state().signed_in().is_some_and(|signed_in| !signed_in.reading));
    window.blink();
    click(window, button);
    is_clean(window);
    window.blink();
    click(window, confirm);
    window.until("the receipt", |window| {
        window.state().outcomes.len() > before && !window.state().removal_under_way()
    });
    is_clean(window);
    let outcome = &window.state().outcomes[0];
    assert!(matches!(outcome.removal, Removal::Gone(Gone::Receipt(_))), "{outcome:?}");
    window.until("the new list", |window| !window.has_button(button));
}

#[test]
fn a_security_key_with_a_hostile_name_is_removed() {
    let mut window = tall("bob");
    let name = encoded("Titan\u{202E}yek\u{2066}\u{200B} key\u{7}\u{3164}");
    window.control(&format!("/demo/account?login=bob&add_security_key={name}"));
    window.control(&format!(
        "/demo/account?login=bob&add_security_key={}",
        encoded("\u{3164}\u{200D}\u{E0041}")
    ));
    window.sign_in();
    is_clean(&window);
    remove(&mut window, "Remove Titanyek key…", "Remove security key");
    remove(&mut window, "Remove Security key without a name…", "Remove security key");
    assert_eq!(window.removals(), 2);
    let kinds: Vec<MethodKind> =
        window.state().outcomes.iter().map(|outcome| outcome.method.kind()).collect();
    assert_eq!(kinds, [MethodKind::SecurityKey; 2]);
}

#[test]
fn a_linked_identity_with_hostile_names_is_removed() {
    let mut window = tall("bob");
    let link = |provider: &str, id: &str, name: &str| {
        let json = serde_json::json!({ "provider": provider, "id": id, "name": name }).to_string();
        window.control(&format!("/demo/account?login=bob&add_link={}", encoded(&json)));
    };
    link("Git\u{202E}buH\u{2069}", "4\u{200B}2", "bob\u{FEFF}\u{202E}@example.com\n");
    // Nothing of the provider's name can be seen, and none of the person's name there.
    link("\u{3164}\u{FE0F}", "7\u{E0041}7", "\u{200D}");
    window.sign_in();
    is_clean(&window);
    remove(&mut window, "Remove GitbuH, bob@example.com…", "Remove linked identity");
    remove(&mut window, "Remove Provider without a name, 77…", "Remove linked identity");
    let account = window.control("/demo/requests");
    let rpc = account.as_array().unwrap().iter().filter(|request| {
        request["path"] == "/zitadel.auth.v1.AuthService/RemoveMyLinkedIDP" && request["status"] == 200
    });
    assert_eq!((rpc.count(), window.removals()), (2, 0), "their ids cannot stand in a path");
}

#[test]
fn a_single_passkey_with_a_hostile_name_is_confirmed_by_the_end_of_its_id() {
    let long = "Ä".repeat(10_000);
    for name in ["\u{202E}\u{3164}\u{200D}", &long] {
        let mut window = tall("dave");
        window.control(&format!("/demo/account?login=dave&remove_passkey=0&add_passkey={}", encoded(name)));
        window.sign_in();
        is_clean(&window);
        let shown = window.newest().label().to_owned();
        assert!(shown.chars().count() <= 201, "{shown}");
        let id = window.newest().id();
        let id = id.as_str().unwrap();
        let end = &id[id.len() - 6..];
        let called = if shown.is_empty() { "Passkey without a name".to_owned() } else { shown };
        click(&mut window, &format!("Remove {called}…"));
        is_clean(&window);
        let field = format!("To go on, type the last characters of its id, {end}");
        assert!(window.says(&field), "{}", window.words());
        window.blink();
        click(&mut window, "Remove passkey");
        assert!(window.says("That is not it. Nothing was removed."), "{}", window.words());
        assert_eq!(window.removals(), 0);
        window.harness.get_by_role(Role::TextInput).focus();
        window.harness.run();
        window.harness.get_by_role(Role::TextInput).type_text(end);
        window.harness.run();
        window.blink();
        click(&mut window, "Remove passkey");
        window.until("the receipt", |window| window.says("Sequence"));
        is_clean(&window);
        assert_eq!(window.removals(), 1);
    }
}
