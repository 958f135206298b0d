//! Every recording is read by the client; each error becomes what a person should read, word for word.
//!
//! The expected text is `tests/it/wire.txt`. `KEYWARD_UPDATE=1` writes it anew, to be read before it is kept.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use keyward::domain::{
    Consequence, Gone, Inventory, Known, MethodKind, Remedy, RemovalAnswer, Server, Subject, Topic, Trouble,
    What, Why,
};
use keyward::http::{Answer, Http};
use keyward::text;
use keyward::zitadel::{self, Caller, classify, classify_grpc_web, read_trouble};
use oauth2::AccessToken;
use reqwest::{Method, Request};

use crate::recorded::{self, Recorded};
use crate::stage::{quick, runtime};

/// Recordings that nothing here reads, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("authorize-err-unknown-client", "read by the sign-in: signin tests"),
    ("authorize-prompt-none", "a page for the browser"),
    ("discovery", "read by the sign-in: signin tests"),
    ("jwks", "read by the sign-in: signin tests"),
    ("token-refresh", "tokens were taken out of it; the sign-in's tests read such answers from the demo"),
    ("token-err-bad-code", "read by the sign-in: signin tests"),
    ("token-err-refresh-reused", "read by the sign-in: signin tests"),
    ("2024/token-err-refresh-reused", "read by the sign-in: signin tests"),
    ("revoke-refresh-token", "an empty 200, read by the sign-in"),
    ("userinfo", "read by the sign-in: signin tests"),
    ("userinfo-u2f", "read by the sign-in: signin tests"),
    ("device-authorization", "Keyward does not use the device flow"),
    ("connect-v2-err-unknown-passkey", "the connect protocol: Keyward speaks REST"),
    ("connect-v2-passkeys", "the connect protocol: Keyward speaks REST"),
];

/// Calls that Keyward does not make yet: their good answers are nobody's to read. `$` ends a whole path.
const NOT_CALLED: &[&str] = &[
    "/auth/v1/users/me/changes",
    "/auth/v1/users/me/sessions",
    "/auth/v1/users/me/tokens",
    "/auth/v1/users/me/password$",
    "/auth/v1/policies/passwords",
    "/auth/v1/users/me/auth_factors/otp",
    "/zitadel.",
    "/v2/sessions",
    "/v2beta/",
];

#[test]
fn every_recording_is_read() {
    let runtime = runtime();
    let http = Http::new(quick()).unwrap();
    let mut read = String::new();
    for (name, recorded) in recorded::all() {
        if ELSEWHERE.iter().any(|(listed, _)| *listed == name) {
            continue;
        }
        let Some(lines) = runtime.block_on(lines(&http, &recorded)) else { continue };
        writeln!(read, "## {name}\n{lines}").unwrap();
    }
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/wire.txt");
    if std::env::var_os("KEYWARD_UPDATE").is_some() {
        fs::write(&expected, &read).unwrap();
    }
    let expected = fs::read_to_string(expected).unwrap();
    for (line, (is, should)) in read.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "line {} of wire.txt", line + 1);
    }
    assert_eq!(read.lines().count(), expected.lines().count());
}

#[test]
fn what_is_listed_as_read_elsewhere_exists() {
    let all = recorded::all();
    for (name, _) in ELSEWHERE {
        assert!(all.contains_key(*name), "{name} is not a recording");
    }
}

/// What the client makes of one recording; `None` for the good answer to a call that it does not make.
async fn lines(http: &Http, recorded: &Recorded) -> Option<String> {
    if recorded.path.starts_with("/zitadel.") && recorded.status == 200 && recorded.body.is_none() {
        return Some(over_grpc_web(http, recorded).await);
    }
    if recorded.body.is_none() || recorded.status == 0 {
        // gRPC over HTTP/2: Keyward speaks REST and gRPC-web.
        assert!(recorded.path.starts_with("/zitadel."), "{}", recorded.name);
        return None;
    }
    let ours = !NOT_CALLED.iter().any(|path| match path.strip_suffix('$') {
        Some(whole) => recorded.path == whole,
        None => recorded.path.starts_with(path),
    });
    match (recorded.status, recorded.method.as_str()) {
        (200, "DELETE") if recorded.path.starts_with("/auth/v1/users/me/") => {
            Some(removal(http, recorded).await)
        }
        (200, "DELETE") => None,
        (200, _) => {
            if ours {
                reading(http, recorded).await
            } else {
                None
            }
        }
        (401, "POST" | "GET") => Some(trouble(&ended(http, recorded).await)),
        (_, "DELETE") => Some(removal(http, recorded).await),
        _ => Some(trouble(&read_trouble(What::Read(Topic::Passkeys), &fetch(http, recorded).await))),
    }
}

fn server(recorded: &Recorded) -> Server {
    let mut answers = vec![recorded.clone()];
    if recorded.path.contains("/authentication_methods?") {
        // Read beside the answer without a domain, by the question that Keyward asks.
        let all = recorded::all().remove("v2-authentication-methods").unwrap();
        let here =
            format!("{}?domainQuery.domain=x&domainQuery.includeWithoutDomain=true", recorded.plain_path());
        answers = vec![all, Recorded { path: here, ..recorded.clone() }];
    }
    Server::parse(&recorded::serve(answers)).unwrap().server
}

/// The answer as the client receives it.
async fn fetch(http: &Http, recorded: &Recorded) -> Answer {
    let url = format!("{}{}", server(recorded).as_str(), recorded.path).parse().unwrap();
    let method = Method::from_bytes(recorded.method.as_bytes()).unwrap();
    let mut answer = http.send(Request::new(method, url)).await.unwrap();
    answer.at = Timestamp::UNIX_EPOCH;
    answer
}

async fn ask(http: &Http, recorded: &Recorded) -> Result<Inventory, zitadel::Unauthorized> {
    let (server, subject) = (server(recorded), Subject::new("400917664874105894"));
    let access = AccessToken::new("secret".to_owned());
    zitadel::inventory(&Caller { http, server: &server, subject: &subject, access: &access }).await
}

/// What the session makes of a 401.
async fn ended(http: &Http, recorded: &Recorded) -> Trouble {
    assert!(recorded.plain_path().starts_with("/auth/v1/users/me/passwordless/_search"), "{}", recorded.name);
    let refusal = ask(http, recorded).await.unwrap_err();
    let mut details = *refusal.0;
    details.at = Some(Timestamp::UNIX_EPOCH);
    // The server's answer is the same; a first refusal of a fresh token tells that it is the scope.
    let scope = recorded.name == "err-missing-audience-scope";
    if scope {
        return Trouble::new(What::SignIn, Why::ScopeMissing).with(details);
    }
    let mut trouble = Trouble::new(What::StaySignedIn, Why::SessionEnded).with(details);
    trouble.remedy = Remedy::SignInAgain;
    trouble
}

/// What the recorded request was to remove.
fn removed(path: &str) -> MethodKind {
    match path.trim_start_matches("/auth/v1/users/me/").split('/').collect::<Vec<_>>()[..] {
        ["passwordless", ..] => MethodKind::Passkey,
        ["auth_factors", "u2f", _] => MethodKind::SecurityKey,
        ["auth_factors", "otp"] => MethodKind::AuthenticatorApp,
        ["auth_factors", "otp_sms"] => MethodKind::SmsCode,
        ["auth_factors", "otp_email"] => MethodKind::EmailCode,
        ["idps", ..] => MethodKind::Identity,
        _ => panic!("nothing that Keyward removes: {path}"),
    }
}

/// What the client makes of an answer over gRPC-web, as if it had asked for a removal.
async fn over_grpc_web(http: &Http, recorded: &Recorded) -> String {
    let kind = match recorded.path.rsplit('/').next() {
        Some("RemoveMyLinkedIDP") => MethodKind::Identity,
        _ => MethodKind::Passkey,
    };
    match classify_grpc_web(Ok(fetch(http, recorded).await), kind, false) {
        RemovalAnswer::Gone(Gone::Receipt(receipt)) => format!("{receipt:?}\n"),
        RemovalAnswer::Refused(refused) => {
            assert_eq!(refused.consequence, Consequence::Unchanged);
            trouble(&refused)
        }
        // The good answer to another call is no receipt.
        RemovalAnswer::Unsure(unsure) => {
            assert!(recorded.path.ends_with("/ListMyPasswordless"), "{}", recorded.name);
            trouble(&unsure)
        }
        other => panic!("{}: {other:?}", recorded.name),
    }
}

async fn removal(http: &Http, recorded: &Recorded) -> String {
    let kind = removed(recorded.plain_path());
    match classify(Ok(fetch(http, recorded).await), kind, false) {
        RemovalAnswer::Gone(Gone::Receipt(receipt)) => format!("{receipt:?}\n"),
        RemovalAnswer::Refused(refused) => {
            assert_eq!(refused.consequence, Consequence::Unchanged);
            trouble(&refused)
        }
        other => panic!("{}: {other:?}", recorded.name),
    }
}

/// The parts of the inventory that this recording alone makes known.
async fn reading(http: &Http, recorded: &Recorded) -> Option<String> {
    let Ok(inventory) = ask(http, recorded).await else { panic!("{} was refused", recorded.name) };
    let Inventory { passkeys, password, identities, second_steps, policy, address, contacts, read_at: _ } =
        inventory;
    let mut lines = String::new();
    for part in [
        known("passkeys", passkeys),
        known("password", password),
        known("identities", identities),
        known("second steps", second_steps),
        known("policy", policy),
        known("contacts", contacts),
        known("address", address),
    ] {
        lines.push_str(&part);
    }
    let v2 = recorded.path.starts_with("/v2/") && !recorded.path.contains("/authentication_methods");
    if v2 {
        assert!(lines.is_empty(), "{}", recorded.name);
        return None;
    }
    if lines.is_empty() {
        lines.push_str("unknown\n");
    }
    Some(lines)
}

fn known<T: std::fmt::Debug>(name: &str, part: Known<T>) -> String {
    match part {
        Known::Known(value) => format!("{name}: {value:?}\n"),
        Known::Unknown(_) => String::new(),
    }
}

fn trouble(trouble: &Trouble) -> String {
    text::trouble_to_copy("en", trouble)
}
