//! Faults at the sign-in, the refresh and each reading.

use keyward::domain::{Intent, Screen, State};

use super::{FAULTS, Table, compare, line, query};
use crate::stage::Stage;

pub fn is_out(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_))
}

pub fn has_read(state: &State) -> bool {
    state.signed_in().is_some_and(|signed_in| signed_in.inventory.is_some() && !signed_in.reading)
}

/// What is said on the first screen, or which parts are unknown and why.
pub fn outcome(stage: &Stage) -> String {
    if let Some(trouble) = stage.connect_trouble() {
        return format!("signed out: {}", line(trouble));
    }
    let Some(signed_in) = stage.state.signed_in() else {
        return "signed out, and nothing is said".to_owned();
    };
    let troubles: Vec<String> = signed_in.inventory.as_ref().unwrap().troubles().map(line).collect();
    match &troubles[..] {
        [] => "signed in, and everything is known".to_owned(),
        all if all.len() == 7 => format!("signed in, and nothing is known: {}", all[0]),
        some => format!("signed in: {}", some.join("\n  and: ")),
    }
}

/// A sign-in with the fault in the way of this path; afterwards, without the fault, another one.
fn at_sign_in(name: &str, method: &str, path: &str, moments: &[bool]) {
    let mut table = Table::default();
    for (fault, what) in FAULTS {
        for after in moments {
            let mut stage = Stage::new("bob");
            stage.control(&format!("/demo/fault?method={method}&path={path}&{}", query(what, *after)));
            stage.user(Intent::SignIn { another: false });
            stage.until("an end", |state| is_out(state) || has_read(state));
            let moment = if *after { "after" } else { "before" };
            let asked = stage.requests(method, path);
            table.put(&format!("{fault} ({moment})"), format!("{} | asked {asked} times", outcome(&stage)));
            if stage.state.signed_in().is_none() {
                stage.control("/demo/fault/clear");
                stage.sign_in();
                assert_eq!(stage.shown().len(), 3, "{name}, {fault}: nothing is lost");
            }
        }
    }
    compare(name, &table);
}

#[test]
fn discovery() {
    at_sign_in("discovery", "GET", "/.well-known/openid-configuration", &[false]);
}

#[test]
fn keys() {
    at_sign_in("signing keys", "GET", "/oauth/v2/keys", &[false]);
}

#[test]
fn user_info() {
    at_sign_in("user info", "GET", "/oidc/v1/userinfo", &[false]);
}

#[test]
fn token_exchange() {
    at_sign_in("token exchange", "POST", "/oauth/v2/token", &[false, true]);
}

#[test]
fn refresh() {
    let mut table = Table::default();
    for (fault, what) in FAULTS {
        for after in [false, true] {
            let mut stage = Stage::signed_in("bob");
            stage.control("/demo/expire?what=access");
            let query = query(what, after);
            stage.control(&format!("/demo/fault?method=POST&path=/oauth/v2/token&times=1&{query}"));
            stage.user(Intent::ReadAgain);
            stage.until("an end", |state| is_out(state) || has_read(state));
            let asked = stage.requests("POST", "/oauth/v2/token");
            assert_eq!(asked, 1, "{fault}: a refresh is never repeated by itself");
            let first = outcome(&stage);
            let then = if stage.state.signed_in().is_some() {
                stage.read();
                format!("\n  read again: {}", outcome(&stage))
            } else {
                String::new()
            };
            let moment = if after { "after" } else { "before" };
            table.put(&format!("{fault} ({moment})"), format!("{first}{then}"));
        }
    }
    compare("refresh", &table);
}

/// A reading with the fault in the way of one list, and another one without it.
fn at_reading(name: &str, method: &str, path: &str) {
    let mut table = Table::default();
    for (fault, what) in FAULTS {
        let mut stage = Stage::signed_in("carol");
        let path = path.replace("ID", stage.state.signed_in().unwrap().account.key.subject.as_str());
        stage.control(&format!("/demo/fault?method={method}&path={path}&{}", query(what, false)));
        stage.user(Intent::ReadAgain);
        stage.until("an end", |state| is_out(state) || has_read(state));
        let asked = stage.requests(method, &path);
        table.put(fault, format!("{} | asked {asked} times", outcome(&stage)));
        stage.control("/demo/fault/clear");
        if stage.state.signed_in().is_none() {
            stage.sign_in();
        }
        stage.read();
        assert_eq!(outcome(&stage), "signed in, and everything is known", "{name}, {fault}: nothing is lost");
    }
    compare(&format!("reading {name}"), &table);
}

#[test]
fn passkeys() {
    at_reading("passkeys", "POST", "/auth/v1/users/me/passwordless/_search");
}

#[test]
fn second_steps() {
    at_reading("second steps", "POST", "/auth/v1/users/me/auth_factors/_search");
}

#[test]
fn linked_identities() {
    at_reading("linked identities", "POST", "/auth/v1/users/me/idps/_search");
}

#[test]
fn login_policy() {
    at_reading("the login policy", "GET", "/auth/v1/policies/login");
}

#[test]
fn own_user() {
    at_reading("the person's own record", "GET", "/auth/v1/users/me");
}

#[test]
fn authentication_methods() {
    at_reading("the authentication methods", "GET", "/v2/users/ID/authentication_methods");
}
