//! Faults at each removal, before and after it was done.

use keyward::domain::{Consequence, Gone, Method, MethodId, MethodKind, Reading, Removal};

use super::{FAULTS, Table, compare, line, query};
use crate::stage::Stage;

/// Kind, method and path of the request, and the id of the server's "it is not there".
type Case = (&'static str, MethodKind, &'static str, &'static str, &'static str);

const REST: &str = "/auth/v1/users/me";
const CASES: [Case; 7] = [
    ("passkey", MethodKind::Passkey, "DELETE", "/passwordless/*", "COMMAND-DAfb2"),
    ("security key", MethodKind::SecurityKey, "DELETE", "/auth_factors/u2f/*", "COMMAND-DAfb2"),
    ("authenticator app", MethodKind::AuthenticatorApp, "DELETE", "/auth_factors/otp", "COMMAND-Hd9sd"),
    ("codes by e-mail", MethodKind::EmailCode, "DELETE", "/auth_factors/otp_email", "COMMAND-b312D"),
    ("codes by text message", MethodKind::SmsCode, "DELETE", "/auth_factors/otp_sms", "COMMAND-Sr3h3"),
    ("linked identity", MethodKind::Identity, "DELETE", "/idps/*", "COMMAND-1M9xR"),
    ("linked identity over gRPC-web", MethodKind::Identity, "POST", "", "COMMAND-1M9xR"),
];

/// Runs `table` for the case with this name.
fn run(name: &str) {
    let case = CASES.iter().find(|case| case.0 == name).unwrap();
    let (_, kind, method, path, gone_id) = *case;
    let grpc = method == "POST";
    let path = if grpc {
        "/zitadel.auth.v1.AuthService/RemoveMyLinkedIDP".to_owned()
    } else {
        format!("{REST}{path}")
    };
    let not_there = format!("status&status=404&error=5,{gone_id}");
    let own = ("404 of its own kind", not_there.as_str());
    let mut table = Table::default();
    for (fault, what) in FAULTS.iter().copied().chain([own]) {
        for after in [false, true] {
            let mut stage = Stage::signed_in("carol");
            let id = chosen(&stage, kind, grpc);
            stage.control(&format!("/demo/fault?method={method}&path={path}&{}", query(what, after)));
            stage.remove_that(id.clone(), "");
            let moment = if after { "after" } else { "before" };
            table.put(&format!("{fault} ({moment})"), outcome(&stage, &id, after));
            // A web page of the gateway's path would be another request: whatever came, one was sent.
            let sent = stage.requests(method, path.trim_end_matches('*'));
            assert_eq!(sent, 1, "{name}, {fault} ({moment})");
            assert_eq!(stage.removals(), usize::from(!grpc), "{name}, {fault} ({moment})");
        }
    }
    compare(&format!("removal, {name}"), &table);
}

fn chosen(stage: &Stage, kind: MethodKind, slash: bool) -> MethodId {
    let lists = &stage.state.signed_in().unwrap().lists;
    let mut fit = lists.all().filter(|method| method.kind() == kind).map(Method::id);
    fit.find(|id| id.as_str().is_some_and(|id| id.contains('/')) == slash).unwrap()
}

/// What is said, and whether it is true.
fn outcome(stage: &Stage, id: &MethodId, done: bool) -> String {
    let listed = stage.state.signed_in().unwrap().lists.find(id).is_some();
    match &stage.outcome().removal {
        Removal::Refused(trouble) => {
            assert_eq!(trouble.consequence, Consequence::Unchanged);
            format!("refused: {} | {}", line(trouble), if listed { "still listed" } else { "not listed" })
        }
        Removal::Unsure(trouble, Reading::StillThere(_)) => {
            assert!(listed && !done, "said to be still there");
            assert_eq!(trouble.consequence, Consequence::Unknown);
            format!("unsure, then still there: {}", line(trouble))
        }
        Removal::Gone(Gone::ByReading) => {
            assert!(done && !listed, "said to be gone");
            "unsure, then gone, without a receipt".to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn passkey() {
    run("passkey");
}

#[test]
fn security_key() {
    run("security key");
}

#[test]
fn authenticator_app() {
    run("authenticator app");
}

#[test]
fn codes_by_email() {
    run("codes by e-mail");
}

#[test]
fn codes_by_text_message() {
    run("codes by text message");
}

#[test]
fn linked_identity() {
    run("linked identity");
}

#[test]
fn linked_identity_over_grpc_web() {
    run("linked identity over gRPC-web");
}
