//! The accounts that the demo offers, and how they are changed in the open.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{LIST, names};
use crate::visitor::Visitor;

const EVERYONE: [&str; 10] =
    ["bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory"];

fn methods(visitor: &Visitor, access: &str, query: &str) -> Vec<String> {
    let me = visitor.get("/auth/v1/users/me", access).json()["user"]["id"].as_str().unwrap().to_owned();
    let answer = visitor.get(&format!("/v2/users/{me}/authentication_methods{query}"), access).json();
    let kinds = answer["authMethodTypes"].as_array().cloned().unwrap_or_default();
    let name = |kind: &Value| kind.as_str().unwrap().replace("AUTHENTICATION_METHOD_TYPE_", "");
    kinds.iter().map(name).collect()
}

#[test]
fn everyone_is_on_the_page_with_a_button_of_their_own() {
    let visitor = Visitor::new();
    let location = visitor.authorize(&[("prompt", "select_account")]).location;
    let page = visitor.get(&location, "").body;
    for login in EVERYONE {
        assert!(page.contains(&format!("value=\"{login}\"")), "{login}");
        let name = format!("{}{} Example", login[..1].to_uppercase(), &login[1..]);
        assert!(page.contains(&format!("aria-label=\"Sign in as {name}\"")), "{name}");
    }
    assert!(page.contains(">Refuse</button>") && page.contains("demo server"));
}

#[test]
fn each_way_to_sign_in_is_told() {
    let visitor = Visitor::new();
    for (login, expected) in [
        ("bob", vec!["PASSKEY", "PASSWORD"]),
        ("carol", vec!["TOTP", "OTP_SMS", "OTP_EMAIL", "U2F", "PASSKEY", "PASSWORD", "IDP"]),
        ("dave", vec!["PASSKEY"]),
        ("erin", vec!["PASSWORD"]),
        ("grace", vec!["PASSKEY", "IDP"]),
    ] {
        assert_eq!(methods(&visitor, &visitor.sign_in(login).access, ""), expected, "{login}");
    }
}

#[test]
fn passkeys_of_another_address_are_told_only_without_a_domain() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("mallory").access;
    let or_none = |domain| format!("?domainQuery.domain={domain}&domainQuery.includeWithoutDomain=true");
    assert_eq!(methods(&visitor, &access, ""), ["PASSKEY", "PASSWORD"]);
    assert_eq!(methods(&visitor, &access, &or_none("127.0.0.1")), ["PASSWORD"]);
    let bob = visitor.sign_in("bob").access;
    assert_eq!(methods(&visitor, &bob, &or_none("127.0.0.1")), ["PASSKEY", "PASSWORD"]);
    assert_eq!(methods(&visitor, &bob, "?domainQuery.domain=127.0.0.1"), ["PASSWORD"], "none is held");
}

#[test]
fn every_id_holds_a_plausible_time_and_is_its_own() {
    let visitor = Visitor::new();
    for login in EVERYONE.into_iter().filter(|login| *login != "ivan") {
        let access = visitor.sign_in(login).access;
        let rows = visitor.search(LIST, &access).json()["result"].as_array().cloned().unwrap_or_default();
        let mut ids: Vec<u64> = rows.iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect();
        for id in &ids {
            let made =
                Timestamp::from_millisecond(1_556_496_000_000 + (id >> 24).cast_signed() * 10).unwrap();
            let age = Timestamp::now().duration_since(made).as_hours() / 24;
            assert!((1..6 * 365).contains(&age), "{login}: {age} days");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), rows.len(), "{login}");
    }
}

#[test]
fn an_account_is_changed_in_the_open() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("carol").access;
    let control = |what: &str| visitor.control(&format!("/demo/account?login=carol&{what}"));
    let now = control("add_passkey=New&add_passkey=Newer");
    assert_eq!(now.as_array().unwrap().len(), 4);
    assert_ne!(now[2]["id"], now[3]["id"]);
    let id = now[2]["id"].as_str().unwrap();
    let left = control(&format!("remove_passkey={id}&remove_passkey=0"));
    assert_eq!(left.as_array().unwrap().len(), 2);
    assert_eq!(names(&visitor, &access), ["Phone", "Newer"]);
    control("password=false&second_steps=totp,u2f&unlink=0");
    assert_eq!(methods(&visitor, &access, ""), ["TOTP", "U2F", "PASSKEY", "IDP"]);
    control("second_steps=");
    assert_eq!(visitor.search("/auth/v1/users/me/auth_factors/_search", &access).json(), json!({}));
    control("policy={%22forceMfa%22:true,%22passwordlessType%22:null}");
    let policy = visitor.get("/auth/v1/policies/login", &access).json()["policy"].clone();
    assert_eq!((&policy["forceMfa"], policy.get("passwordlessType")), (&json!(true), None));
    let bobs = visitor.get("/auth/v1/policies/login", &visitor.sign_in("bob").access).json();
    assert!(bobs["policy"].get("forceMfa").is_none(), "each account has its own");
    control("mfa_required=true");
    assert_eq!(visitor.search(LIST, &access).json()["details"][0]["id"], "AUTHZ-Kl3p0");
}

#[test]
fn sequences_grow() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    let rows = visitor.search(LIST, &access).json()["result"].clone();
    let remove = |place: usize| {
        let path = format!("/auth/v1/users/me/passwordless/{}", rows[place]["id"].as_str().unwrap());
        let details = visitor.delete(&path, &access).json()["details"].clone();
        assert!(details.get("creationDate").is_none());
        details["sequence"].as_str().unwrap().parse::<u64>().unwrap()
    };
    assert!(remove(0) < remove(1));
}
