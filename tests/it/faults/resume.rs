//! Faults at the next start, where a session is gone on with: what is said, whether the keychain still holds it,
//! and what the start after that comes to.

use keyring_core::mock;
use keyward::domain::Screen;
use keyward::signin::Keychain;

use super::calls::{has_read, is_out, outcome};
use super::{FAULTS, Table, compare, query};
use crate::resume::{entry, kept};
use crate::stage::Stage;

const TOKEN: &str = "/oauth/v2/token";

/// The next start; what is said.
fn start(stage: &mut Stage) -> String {
    stage.start_again();
    stage.until("an end", |state| is_out(state) || has_read(state));
    match &stage.state.screen {
        Screen::Connect(connect) if connect.trouble.is_none() => {
            "the first screen, and nothing is said".to_owned()
        }
        _ => outcome(stage),
    }
}

/// A start with the fault in the way of this path, and another one without it.
fn at_start(name: &str, method: &str, path: &str, moments: &[bool]) {
    let mut table = Table::default();
    for (fault, what) in FAULTS {
        for after in moments {
            let store = mock::Store::new().unwrap();
            let mut stage = kept("bob", Keychain::with_store(store.clone()));
            let entry = entry(&store, &stage);
            let before = entry.get_password().unwrap();
            stage.control(&format!("/demo/fault?method={method}&path={path}&{}", query(what, *after)));
            let said = start(&mut stage);
            let asked = stage.requests(method, path);
            assert!(
                stage.requests("POST", TOKEN) <= 1,
                "{name}, {fault}: a token is never sent twice by itself"
            );
            let holds = match entry.get_password() {
                Ok(now) if now == before => "the keychain holds the same",
                Ok(_) => "the keychain holds the new one",
                Err(_) => "the keychain holds nothing",
            };
            let remembered = !stage.state.settings.kept_sessions.is_empty();
            assert_eq!(
                entry.get_password().is_ok(),
                remembered,
                "{name}, {fault}: the settings say the same"
            );
            stage.control("/demo/fault/clear");
            let moment = if *after { "after" } else { "before" };
            let then = start(&mut stage);
            table.put(
                &format!("{fault} ({moment})"),
                format!("{said} | asked {asked} times | {holds}\n  start again: {then}"),
            );
            assert_eq!(
                stage.requests("GET", "/oauth/v2/authorize"),
                0,
                "{name}, {fault}: no browser by itself"
            );
        }
    }
    compare(&format!("resume, {name}"), &table);
}

#[test]
fn discovery() {
    at_start("discovery", "GET", "/.well-known/openid-configuration", &[false]);
}

#[test]
fn keys() {
    at_start("signing keys", "GET", "/oauth/v2/keys", &[false]);
}

#[test]
fn token() {
    at_start("token", "POST", TOKEN, &[false, true]);
}

#[test]
fn user_info() {
    at_start("user info", "GET", "/oidc/v1/userinfo", &[false]);
}
