//! Every recording that the demo can answer is replayed against it: status, JSON names, types, values and
//! error bodies. Ids, times, addresses and login names are compared by their kind.

use serde_json::Value;

use crate::recorded::{self, Recorded};
use crate::visitor::{Heard, REDIRECT, Visitor};

/// What cannot be replayed, and why.
const NOT_REPLAYED: &[(&str, &str)] = &[
    ("changes", "the demo keeps no history of events"),
    ("changes-after-removal", "the demo keeps no history of events"),
    ("changes-factors", "the demo keeps no history of events"),
    ("2024/changes", "the demo keeps no history of events"),
    ("connect-v2-err-unknown-passkey", "the connect protocol: the demo speaks REST"),
    ("connect-v2-passkeys", "the connect protocol: the demo speaks REST"),
    ("grpc-err-empty-id", "gRPC over HTTP/2: the demo speaks REST and gRPC-web"),
    ("grpc-err-garbage-token", "gRPC over HTTP/2: the demo speaks REST and gRPC-web"),
    ("grpc-err-unknown-passkey", "gRPC over HTTP/2: the demo speaks REST and gRPC-web"),
    ("grpc-passkeys", "gRPC over HTTP/2: the demo speaks REST and gRPC-web"),
    ("grpcweb-err-garbage-token", "compared byte by byte in demo_grpc_web.rs"),
    ("grpcweb-err-unknown-passkey", "compared byte by byte in demo_grpc_web.rs"),
    ("grpcweb-passkeys", "compared field by field in demo_grpc_web.rs"),
    ("grpcweb-remove-idp-with-slash", "compared field by field in demo_grpc_web.rs"),
    ("2024/grpcweb-passkeys", "compared field by field in demo_grpc_web.rs"),
    ("device-authorization", "the demo offers no device flow"),
    ("jwks", "the demo signs with ES256, the recorded server with RS256"),
    ("err-otp-sms-no-phone", "nothing is set up through the demo"),
    ("otp-email-add", "nothing is set up through the demo"),
    ("otp-sms-add", "nothing is set up through the demo"),
    ("totp-begin", "nothing is set up through the demo"),
    ("totp-verify", "nothing is set up through the demo"),
    ("err-totp-wrong-code", "nothing is set up through the demo"),
    ("err-password-not-set", "no password is changed through the demo"),
    ("err-password-policy", "no password is changed through the demo"),
    ("err-password-unchanged", "no password is changed through the demo"),
    ("err-password-wrong-old", "no password is changed through the demo"),
    ("password-change", "no password is changed through the demo"),
    ("password-change-back", "no password is changed through the demo"),
    ("password-set-first-time-v2", "no password is changed through the demo"),
    ("passkey-link-v2", "no passkey is added through the API of the demo"),
    ("sessions", "the demo lists no sessions of the same browser"),
    ("2024/sessions", "the demo lists no sessions of the same browser"),
    ("v2-sessions-one", "the demo knows no sessions made by the session API"),
    ("v2-session-delete-again", "the demo knows no sessions made by the session API"),
    ("v2-session-delete-own", "the demo knows no sessions made by the session API"),
];

/// Members whose values differ between any two servers or people.
const ASIDE: &[&str] = &[
    "loginNames",
    "preferredLoginName",
    "email",
    "preferred_username",
    "userName",
    "link",
    "updated_at",
    "expires_in",
    "access_token",
    "refresh_token",
    "id_token",
    "phone",
];

#[test]
fn every_recording_is_replayed_or_listed() {
    let all = recorded::all();
    for (name, reason) in NOT_REPLAYED {
        assert!(all.contains_key(*name), "{name} is listed and does not exist");
        assert!(!reason.is_empty());
    }
    for (name, recorded) in &all {
        if NOT_REPLAYED.iter().all(|(listed, _)| listed != name) {
            replay(recorded);
        }
    }
}

/// Whose token goes with a request.
enum With {
    Good,
    Text(&'static str),
    Nothing,
    NoAudience,
    AfterRefresh,
    AfterRevoke,
}

/// How the demo is brought to where the recorded server was.
struct Play {
    login: &'static str,
    setup: Vec<String>,
    with: With,
}

fn change(login: &str, what: &str) -> String {
    format!("/demo/account?login={login}&{what}")
}

fn with_passkeys(login: &'static str, names: &[&str]) -> Vec<String> {
    let mut setup: Vec<String> = Vec::new();
    let has = match login {
        "bob" => 3,
        "carol" => 2,
        "dave" => 1,
        _ => 0,
    };
    setup.extend((0..has).map(|_| change(login, "remove_passkey=0")));
    setup.extend(names.iter().map(|name| {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        change(login, &format!("add_passkey={name}"))
    }));
    setup
}

const LAPTOP: &str = "Laptop — Touch ID";
const YUBIKEY: &str = "YubiKey 5C NFC";
const PIXEL: &str = "Phone (Pixel 9)";

fn play(name: &str) -> Play {
    let good = |login, setup| Play { login, setup, with: With::Good };
    let bob = |with| Play { login: "bob", setup: Vec::new(), with };
    let merged = |policy: &str| vec![change("bob", &format!("policy={}", policy.replace('"', "%22")))];
    match name.strip_prefix("2024/").unwrap_or(name) {
        "passkeys-three" | "err-bad-json" | "v2-passkeys" if !name.starts_with("2024") => {
            good("bob", with_passkeys("bob", &[LAPTOP, YUBIKEY, PIXEL]))
        }
        "passkeys-two" | "v2-passkeys" => good("bob", with_passkeys("bob", &[LAPTOP, YUBIKEY])),
        "passkeys-after-removal" => good("bob", with_passkeys("bob", &[YUBIKEY, PIXEL])),
        "passkeys-only-one" => good("dave", with_passkeys("dave", &["Only key"])),
        "passkeys-empty" | "passkeys-with-refreshed-token" | "token-still-valid-after-removal" => {
            good("erin", Vec::new())
        }
        "factors-empty" | "factors-totp-not-ready" => good("bob", Vec::new()),
        "factors-totp-email-sms" => good("carol", vec![change("carol", "second_steps=totp,sms,email")]),
        "factors-u2f"
        | "trap-factors-after-wrong-path"
        | "trap-remove-u2f-by-passkey-path"
        | "trap-remove-u2f-again-right-path" => good("carol", vec![change("carol", "second_steps=u2f")]),
        "idps-after-grpcweb-removal" => good("carol", vec![change("carol", "unlink=0")]),
        "policy-login" => good("bob", merged(r#"{"idps":null}"#)),
        "policy-login-passkeys-not-allowed" => good("bob", merged(r#"{"passwordlessType":null}"#)),
        "policy-login-user-names-not-allowed" => good("bob", merged(r#"{"allowUsernamePassword":null}"#)),
        "v2-authentication-methods-many" => {
            let mut setup = with_passkeys("carol", &[]);
            setup.push(change("carol", "second_steps=totp,sms,email&unlink=0"));
            setup.push(change("carol", "unlink=0"));
            good("carol", setup)
        }
        "v2-authentication-methods-u2f-passkey" => {
            let unlink = vec![change("carol", "second_steps=u2f&unlink=0"), change("carol", "unlink=0")];
            good("carol", unlink)
        }
        "v2-authentication-methods-none" => good("dave", with_passkeys("dave", &[])),
        "v2-authentication-methods-domain-or-none" | "v2-authentication-methods-domain-strict" => {
            good("carol", vec![change("carol", "second_steps=")])
        }
        "v2-authentication-methods-passkey-only-user" | "me-passkey-only-user" | "remove-only-way-in" => {
            good("dave", Vec::new())
        }
        "me-after-password-set" => good("dave", vec![change("dave", "password=true")]),
        "userinfo-u2f" | "idps-two" | "idps-page" | "idps-after-removal" => good("carol", Vec::new()),
        "err-garbage-token" => bob(With::Text("Bearer garbage")),
        "remove-totp" | "remove-otp-sms" | "remove-otp-email" | "remove-idp" | "v2-links" | "v2-user" => {
            good("carol", Vec::new())
        }

        "err-malformed-authorization" => bob(With::Text("Basic abc")),
        "err-no-authorization-header" => bob(With::Nothing),
        "err-missing-audience-scope" => bob(With::NoAudience),
        "err-access-token-after-refresh" | "old-access-token-after-refresh" => bob(With::AfterRefresh),
        "err-access-token-after-revoke" => bob(With::AfterRevoke),
        "err-mfa-required" => good("bob", vec![change("bob", "mfa_required=true")]),
        "err-unknown-passkey-de" => good("bob", vec![change("bob", "german=true")]),
        _ => bob(With::Good),
    }
}

fn replay(recorded: &Recorded) {
    let visitor = Visitor::new();
    let Play { login, setup, with } = play(&recorded.name);
    for step in setup {
        visitor.control(&step);
    }
    let tokens = visitor.sign_in(login);
    let header = match with {
        With::Good => Some(format!("Bearer {}", tokens.access)),
        With::Text(text) => Some(text.to_owned()),
        With::Nothing => None,
        With::NoAudience => Some(format!("Bearer {}", visitor.sign_in_with(login, "openid").access)),
        With::AfterRefresh => {
            visitor.refresh(&tokens.refresh);
            Some(format!("Bearer {}", tokens.access))
        }
        With::AfterRevoke => {
            visitor.revoke(&tokens.refresh);
            Some(format!("Bearer {}", tokens.access))
        }
    };
    let (path, body) = request(&visitor, recorded, &tokens.access, &tokens.refresh);
    let method = recorded.method.parse().unwrap();
    let mut ask = visitor.client.request(method, visitor.url(&path)).body(body.clone());
    if body.contains("grant_type") || body.contains("token=") {
        ask = ask.header("content-type", "application/x-www-form-urlencoded");
    } else if let Some(header) = header {
        ask = ask.header("authorization", header);
    }
    if recorded.name == "err-unknown-org-header" {
        ask = ask.header("x-zitadel-orgid", "1");
    }
    let heard = visitor.send(ask);
    assert_eq!(heard.status, recorded.status, "{}: {}", recorded.name, heard.body);
    same_headers(recorded, &heard);
    let expected = recorded.body.clone().unwrap_or_default();
    match serde_json::from_str::<Value>(&expected) {
        Ok(expected) => {
            let mut expected = expected;
            let mut got = heard.json();
            sort_lists(&mut expected);
            sort_lists(&mut got);
            same(&expected, &got, &recorded.name, "");
        }
        // Not JSON: an empty body, or the page of a redirect.
        Err(_) => assert_eq!(heard.body.is_empty(), expected.is_empty(), "{}", recorded.name),
    }
}

/// What a client may go by. A revocation's empty answer needs no type.
fn same_headers(recorded: &Recorded, heard: &Heard) {
    let header = |wanted: &str| {
        let found = recorded.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map_or("", |(_, value)| value.as_str())
    };
    let name = &recorded.name;
    if !heard.body.is_empty() {
        assert_eq!(heard.content_type, header("content-type"), "{name}");
    }
    assert_eq!(heard.challenge, header("www-authenticate"), "{name}");
    let page = |location: &str| location.split('=').next().unwrap_or_default().to_owned();
    assert_eq!(page(&heard.location), page(header("location")), "{name}");
    assert!(!heard.date.is_empty(), "{name}");
}

/// The recorded request with this demo's ids and tokens in it.
fn request(visitor: &Visitor, recorded: &Recorded, access: &str, refresh: &str) -> (String, String) {
    let name = recorded.name.strip_prefix("2024/").unwrap_or(&recorded.name);
    let path = recorded.path.clone();
    let first_id = |list: &str, kind: &str| {
        let row = &visitor.search(list, access).json()["result"][0];
        let id = if kind.is_empty() { &row["id"] } else { &row[kind]["id"] };
        id.as_str().unwrap_or_default().to_owned()
    };
    let own_id =
        || visitor.get("/auth/v1/users/me", access).json()["user"]["id"].as_str().unwrap().to_owned();
    let passkeys = "/auth/v1/users/me/passwordless";
    let key = || first_id(&format!("{passkeys}/_search"), "");
    let security_key = || first_id("/auth/v1/users/me/auth_factors/_search", "u2f");
    let client = visitor.demo.client_id();
    match name {
        "remove-passkey" | "remove-last-passkey" | "remove-only-way-in" => {
            (format!("{passkeys}/{}", key()), String::new())
        }
        "err-already-removed" => {
            let path = format!("{passkeys}/{}", key());
            visitor.delete(&path, access);
            (path, String::new())
        }
        "trap-remove-u2f-by-passkey-path" => (format!("{passkeys}/{}", security_key()), String::new()),
        "trap-remove-u2f-again-right-path" => {
            let id = security_key();
            visitor.delete(&format!("{passkeys}/{id}"), access);
            (format!("/auth/v1/users/me/auth_factors/u2f/{id}"), String::new())
        }
        "trap-factors-after-wrong-path" => {
            visitor.delete(&format!("{passkeys}/{}", security_key()), access);
            (path, "{}".to_owned())
        }
        "token-err-bad-code" => {
            let redirect: String = url::form_urlencoded::byte_serialize(REDIRECT.as_bytes()).collect();
            (
                path,
                format!(
                    "grant_type=authorization_code&code=bad&redirect_uri={redirect}&client_id={client}&code_verifier=x"
                ),
            )
        }
        "token-refresh" => {
            (path, format!("grant_type=refresh_token&refresh_token={refresh}&client_id={client}"))
        }
        "token-err-refresh-reused" => {
            visitor.refresh(refresh);
            (path, format!("grant_type=refresh_token&refresh_token={refresh}&client_id={client}"))
        }
        "revoke-refresh-token" => (path, format!("token={refresh}&client_id={client}")),
        "authorize-prompt-none" => {
            let challenge = "&code_challenge=x&code_challenge_method=S256";
            let old =
                path.split("client_id=").nth(1).and_then(|rest| rest.split('&').next()).unwrap().to_owned();
            (path.replace(&old, client) + challenge, String::new())
        }
        "idps-page" => (path, r#"{"query":{"offset":"1","limit":1,"asc":true}}"#.to_owned()),
        "err-bad-json" => (path, "{".to_owned()),
        "v2-passkeys-of-other-user" => (path, "{}".to_owned()),
        // The recorded person's id stands between the version and the rest, which may be missing.
        _ if path.starts_with("/v2") && path.contains("/users/") => {
            let mut segments: Vec<String> = path.split('/').map(str::to_owned).collect();
            segments[3] = own_id();
            (segments.join("/"), "{}".to_owned())
        }
        _ => (path, if recorded.method == "POST" { "{}".to_owned() } else { String::new() }),
    }
}

/// The server gives no order: lists are compared sorted by what stays the same.
fn sort_lists(value: &mut Value) {
    match value {
        Value::Array(rows) => {
            rows.iter_mut().for_each(sort_lists);
            rows.sort_by_key(|row| match row.get("name").or_else(|| row.get("idpType")) {
                Some(name) => name.to_string(),
                None => row.to_string(),
            });
        }
        Value::Object(members) => members.values_mut().for_each(sort_lists),
        _ => {}
    }
}

fn same(expected: &Value, got: &Value, name: &str, at: &str) {
    let place = || format!("{name}: {at}\nrecorded {expected}\ngot      {got}");
    match (expected, got) {
        (Value::Object(expected_members), Value::Object(members)) => {
            let names = |members: &serde_json::Map<String, Value>| {
                members.keys().cloned().collect::<std::collections::BTreeSet<_>>()
            };
            assert_eq!(names(expected_members), names(members), "{}", place());
            for (member, value) in expected_members {
                if ASIDE.contains(&member.as_str()) {
                    assert_eq!(kind(value), kind(&members[member]), "{}", place());
                } else {
                    same(value, &members[member], name, &format!("{at}/{member}"));
                }
            }
        }
        (Value::Array(expected_rows), Value::Array(rows)) => {
            assert_eq!(expected_rows.len(), rows.len(), "{}", place());
            for (one, other) in expected_rows.iter().zip(rows) {
                same(one, other, name, at);
            }
        }
        (Value::String(one), Value::String(other)) => {
            let counts = at.ends_with("/sequence") && is_number(one) && is_number(other);
            assert!(one == other || counts || alike(one, other), "{}", place());
        }
        _ => assert_eq!(expected, got, "{}", place()),
    }
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// Ids, times and addresses: different, and of one kind.
fn alike(one: &str, other: &str) -> bool {
    // Ids are long; a short number is a count, and must be right.
    let id = |text: &str| text.len() >= 15 && is_number(text);
    let time = |text: &str| text.parse::<jiff::Timestamp>().is_ok();
    let person = |text: &str| {
        ["bob", "carol", "Bob", "Carol", "dave", "erin", "octo", "583231", "corp|"]
            .iter()
            .any(|name| text.contains(name))
    };
    let own = |text: &str| text.starts_with("http://localhost:8090") || text.starts_with("http://127.0.0.1:");
    let path = |text: &str| url::Url::parse(text).map(|url| url.path().to_owned()).ok();
    id(one) && id(other)
        || time(one) && time(other)
        || person(one) && person(other)
        || own(one) && own(other) && path(one) == path(other)
        || [one, other].iter().all(|text| ["Corporate SSO", "Corp Directory"].contains(text))
        || one == "Titan key" && other == "Security key"
}
