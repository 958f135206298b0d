//! What the menu of the desktop or a link asks for, with the window open and at the start.

use keyring_core::mock;
use keyward::domain::{Action, Event, Intent, Msg, Notice, Screen, Stamped, State};
use keyward::signin::Keychain;

use crate::resume::{entry, kept};
use crate::stage::Stage;

fn is_out(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_))
}

/// As the worker's channel hands it over, whoever is signed in by then.
fn ask(stage: &mut Stage, action: Action) {
    let generation = keyward::domain::Generation::default();
    stage.turn(Msg::World(Stamped { generation, body: Event::Asked(action) }));
}

#[test]
fn sign_out_ends_the_open_session() {
    let mut stage = Stage::signed_in("bob");
    ask(&mut stage, Action::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
    assert_eq!(stage.state.notices, [Notice::SignedOut]);
}

#[test]
fn sign_out_ends_a_session_that_only_the_keychain_holds_and_reads_nothing() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    stage.open_again();
    ask(&mut stage, Action::SignOut);
    assert!(!is_out(&stage.state), "it goes on with it first");
    stage.until("signed out", is_out);
    assert_eq!(stage.state.notices, [Notice::SignedOut]);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
    assert_eq!(stage.requests("POST", "/auth/v1/users/me/passwordless/_search"), 0);
    assert!(entry.get_password().is_err(), "the keychain holds nothing any more");
    assert!(stage.state.settings.kept_sessions.is_empty());
}

#[test]
fn a_sign_out_that_could_not_begin_strikes_nobody_later() {
    let mut stage = kept("bob", Keychain::with_store(mock::Store::new().unwrap()));
    stage.open_again();
    ask(&mut stage, Action::SignOut);
    stage.user(Intent::CancelSignIn);
    assert!(is_out(&stage.state));
    stage.sign_in();
    assert!(stage.state.signed_in().is_some(), "whoever signs in stays signed in");
}

#[test]
fn nobody_to_sign_out_is_said_once() {
    let mut stage = Stage::new("bob");
    ask(&mut stage, Action::SignOut);
    ask(&mut stage, Action::SignOut);
    assert_eq!(stage.state.notices, [Notice::NotSignedIn]);
    assert!(is_out(&stage.state));
}

#[test]
fn passkeys_are_shown_with_the_session_that_is_kept() {
    let mut stage = kept("bob", Keychain::with_store(mock::Store::new().unwrap()));
    stage.open_again();
    ask(&mut stage, Action::RemovePasskey);
    stage.until("read", |state| state.signed_in().is_some_and(|signed_in| signed_in.inventory.is_some()));
    assert_eq!(stage.state.passkeys_asked, 1);
    assert_eq!(stage.removals(), 0);
}

#[test]
fn a_link_that_means_nothing_is_refused_and_changes_nothing() {
    let mut stage = Stage::signed_in("bob");
    ask(&mut stage, Action::UnknownLink);
    ask(&mut stage, Action::UnknownLink);
    ask(&mut stage, Action::Open);
    assert_eq!(stage.state.notices, [Notice::UnknownLink]);
    assert!(stage.state.signed_in().is_some());
    assert_eq!(stage.control("/demo/requests"), serde_json::json!([]), "nothing was asked");
}
