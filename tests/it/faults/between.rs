//! The connection fails in the middle: the server answered the call before, and cannot be reached for this one.

use keyward::domain::{Consequence, Intent, MethodKind, Removal};

use super::calls::{has_read, is_out, outcome};
use super::front::{ALL, stage};
use super::{Table, compare, line};
use crate::stage::Stage;

/// A sign-in during which the server goes after its answer to this request.
fn at_sign_in(name: &str, method: &'static str, path: &'static str) {
    let mut table = Table::default();
    for (fault, what) in ALL {
        let (mut stage, front) = stage("bob");
        front.strike(1, method, path, what);
        stage.user(Intent::SignIn { another: false });
        stage.until("an end", |state| is_out(state) || has_read(state));
        table.put(fault, outcome(&stage));
    }
    compare(name, &table);
}

#[test]
fn before_the_keys() {
    at_sign_in("no connection for signing keys", "POST", "/oauth/v2/token");
}

#[test]
fn before_user_info() {
    at_sign_in("no connection for user info", "GET", "/oauth/v2/keys");
}

/// The browser has the code already: what it gets last is the page that leads back to Keyward.
#[test]
fn before_the_token_exchange() {
    let mut table = Table::default();
    for (fault, what) in ALL {
        let (mut stage, front) = stage("bob");
        front.strike(1, "POST", "/login", what);
        stage.user(Intent::SignIn { another: false });
        stage.until("an end", |state| is_out(state) || has_read(state));
        table.put(fault, outcome(&stage));
        assert_eq!(stage.requests("POST", "/oauth/v2/token"), 0, "{fault}: nothing was sent");
    }
    compare("no connection for the token exchange", &table);
}

/// Signed in at a server that can go.
fn signed_in(login: &'static str) -> (Stage, super::front::Front) {
    let (mut stage, front) = stage(login);
    stage.sign_in();
    stage.control("/demo/requests/clear");
    (stage, front)
}

#[test]
fn before_the_refresh() {
    let mut table = Table::default();
    for (fault, what) in ALL {
        let (mut stage, front) = signed_in("bob");
        stage.control("/demo/expire?what=access");
        // All seven are answered with 401 before the refresh is asked for.
        front.strike(1, "GET", "/auth/v1/users/me", what);
        stage.user(Intent::ReadAgain);
        stage.until("an end", |state| is_out(state) || has_read(state));
        table.put(fault, outcome(&stage));
        assert_eq!(stage.requests("POST", "/oauth/v2/token"), 0, "{fault}: nothing was sent");
    }
    compare("no connection for the refresh", &table);
}

/// Every fresh reading came through, and then the removal's own request cannot be sent.
#[test]
fn before_the_removal() {
    let mut table = Table::default();
    for (fault, what) in ALL {
        let (mut stage, front) = signed_in("bob");
        let readings = readings_before_a_removal();
        front.strike(readings, "", "/", what);
        let id = stage.remove("");
        let Removal::Refused(trouble) = &stage.outcome().removal else {
            panic!("{fault}: {:?}", stage.outcome())
        };
        assert_eq!((id.kind(), trouble.consequence), (MethodKind::Passkey, Consequence::Unchanged));
        assert_eq!(stage.removals(), 0, "{fault}: nothing was sent");
        assert!(stage.server_has("bob", &id), "{fault}: nothing is lost");
        table.put(fault, line(trouble));
    }
    compare("no connection for a removal", &table);
}

/// How many requests a removal makes before its own.
fn readings_before_a_removal() -> usize {
    let (mut stage, _front) = signed_in("bob");
    stage.remove("");
    let log = stage.control("/demo/requests");
    let log = log.as_array().unwrap();
    log.iter().position(|request| request["method"] == "DELETE").expect("a removal")
}
