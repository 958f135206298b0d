//! What the dialog says under each recorded login policy, and where the server forces or lacks second steps.
//!
//! The expected text is `policies.txt`, cases that read alike together; `KEYWARD_UPDATE=1` writes it anew, to be
//! read before it is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::world::{LAPTOP, PHONE, id, inventory, passkey, step};
use super::*;
use crate::domain::{IdentityId, Inventory, Known, LinkedIdentity, MethodId, Policy, SecondStep, StepId};
use crate::zitadel::policy_in;

const RECORDINGS: [&str; 5] = [
    "policy-login",
    "policy-login-with-idps",
    "policy-login-passkeys-not-allowed",
    "policy-login-user-names-not-allowed",
    "2024/policy-login",
];

/// What a policy is changed to: name, member, value.
fn changes() -> [(&'static str, Vec<(&'static str, Value)>); 5] {
    [
        ("as recorded", Vec::new()),
        ("forceMfa", vec![("forceMfa", json!(true))]),
        ("forceMfaLocalOnly", vec![("forceMfaLocalOnly", json!(true))]),
        ("no second factors", vec![("secondFactors", json!([]))]),
        ("forceMfa, no second factors", vec![("forceMfa", json!(true)), ("secondFactors", json!([]))]),
    ]
}

/// What is set up: name, second steps where they are known.
fn set_up() -> [(&'static str, Option<Vec<SecondStep>>); 3] {
    [
        ("authenticator app", Some(vec![step(StepId::AuthenticatorApp, "")])),
        ("no second step", Some(Vec::new())),
        ("second steps not read", None),
    ]
}

fn recorded(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/recordings/{name}.json"));
    let file: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    serde_json::from_str(file["response"]["body"].as_str().unwrap()).unwrap()
}

/// Password, one passkey beside the one that goes, and an identity at the first provider of the policy.
fn account(policy: Policy, steps: Option<Vec<SecondStep>>) -> Inventory {
    let id = |idp: &crate::domain::IdpId| IdentityId { idp: idp.clone(), user: "583231".into() };
    let identity = policy.idps.first().map(|idp| LinkedIdentity::new(id(idp), "GitHub", "grace-hopper"));
    let unread = Known::Unknown(super::world::not_read(crate::domain::Topic::SecondSteps));
    Inventory {
        passkeys: Known::Known(vec![passkey(PHONE, "Phone"), passkey(LAPTOP, "Laptop")]),
        identities: Known::Known(identity.into_iter().collect()),
        second_steps: steps.map_or(unread, Known::Known),
        policy: Known::Known(policy),
        ..inventory()
    }
}

/// Every line of the dialog, without what is the same in each.
fn dialog(account: Inventory, removed: MethodId) -> String {
    let mut world = World::reading(account);
    world.ask(removed);
    let window = open(world);
    let Some(dialog) = window.query_by_role(Role::AlertDialog) else { return "no dialog".to_owned() };
    let said = dialog.children_recursive().filter_map(|node| {
        let node = node.accesskit_node();
        let says = matches!(node.role(), Role::Label | Role::Heading);
        says.then(|| node.label().or_else(|| node.value())).flatten()
    });
    let always = ["Grace Hopper", "grace@acme.id.example.com", "on id.example.com"];
    let lines = said.filter(|line| !always.contains(&line.as_str()));
    lines.fold(String::new(), |text, line| text + "    " + &line + "\n")
}

#[test]
fn the_dialog_says_what_each_policy_leaves() {
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for recording in RECORDINGS {
        for (change, members) in changes() {
            let mut answer = recorded(recording);
            for (member, value) in &members {
                answer["policy"][member] = value.clone();
            }
            let policy = policy_in(&answer.to_string()).unwrap();
            for (what, steps) in set_up() {
                let mut asked = vec![("a passkey", id(PHONE))];
                if steps.as_ref().is_some_and(|steps| !steps.is_empty()) {
                    asked.push(("the app", MethodId::Step(StepId::AuthenticatorApp)));
                }
                for (goes, method) in asked {
                    let said = dialog(account(policy.clone(), steps.clone()), method);
                    let case = format!("{recording} ({change}); {what}; {goes} goes");
                    table.entry(said).or_default().push(case);
                }
            }
        }
    }
    let mut is = String::new();
    for (said, cases) in &table {
        writeln!(is, "{}\n{said}", cases.join("\n")).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/tests/policies.txt");
    if std::env::var_os("KEYWARD_UPDATE").is_some() {
        fs::write(&path, &is).unwrap();
    }
    let should = fs::read_to_string(&path).unwrap_or_default();
    for (one, other) in is.lines().zip(should.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(is.lines().count(), should.lines().count());
}
