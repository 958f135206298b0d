//! Answers of a running server, as recorded, read by the code that reads them in use.

use jiff::Timestamp;
use openidconnect::JsonWebKey as _;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::domain::{Server, SignInOrder, Subject, TokenFault, Why};
use crate::http::Answer;

use super::provider::{self, Provider};
use super::{preflight, session, user_info};

#[derive(Deserialize)]
struct Recording {
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

macro_rules! recorded {
    ($name:literal) => {
        answer(include_str!(concat!("../../tests/recordings/", $name, ".json")))
    };
}

fn answer(recording: &str) -> Answer {
    let Recording { response } = serde_json::from_str(recording).unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in &response.headers {
        headers.append(HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap());
    }
    Answer { status: response.status, headers, body: response.body.into_bytes(), at: Timestamp::now() }
}

fn server() -> Server {
    Server::parse("http://localhost:8090").unwrap().server
}

#[test]
fn the_discovery_document() {
    let provider = Provider::read(&server(), &recorded!("discovery")).unwrap();
    assert_eq!(provider.issuer.as_str(), "http://localhost:8090");
    assert_eq!(provider.authorization.url().path(), "/oauth/v2/authorize");
    assert_eq!(provider.token.url().path(), "/oauth/v2/token");
    assert_eq!(provider.user_info.path(), "/oidc/v1/userinfo");
    assert_eq!(provider.revocation.path(), "/oauth/v2/revoke");
}

#[test]
fn the_discovery_document_of_another_address() {
    let other = Server::parse("http://127.0.0.1:8090").unwrap().server;
    let why = Provider::read(&other, &recorded!("discovery")).unwrap_err();
    assert_eq!(why, Why::OtherIssuer("http://localhost:8090".into()));
}

#[test]
fn the_key_set() {
    let keys = provider::key_set(&recorded!("jwks")).unwrap();
    let ids: Vec<_> = keys.keys().iter().map(|key| key.key_id().unwrap().as_str()).collect();
    assert_eq!(ids, ["400917613284166694", "400917613552602150"]);
}

#[test]
fn the_user_info() {
    let bob = Subject::new("400917664874105894");
    let info = user_info::claims(&recorded!("userinfo"), &bob).unwrap();
    assert_eq!((info.login_name.as_str(), info.name.as_deref()), ("bob", Some("Bob Example")));
    let other = user_info::claims(&recorded!("userinfo-u2f"), &bob).unwrap_err();
    assert_eq!(other, Why::TokenRejected(TokenFault::Subject));
}

#[test]
fn an_app_that_the_server_does_not_know() {
    let order = SignInOrder {
        server: server(),
        client_id: "nope".into(),
        stay: false,
        another: false,
        organisation: None,
        keep: false,
        language: String::new(),
    };
    let why = preflight::refusal(&recorded!("authorize-err-unknown-client"), &order).map(|(why, _)| why);
    assert_eq!(why, Some(Why::UnknownClient("nope".into())));
    assert!(preflight::refusal(&recorded!("authorize-prompt-none"), &order).is_none());
}

#[test]
fn the_answer_to_a_revocation() {
    assert!(session::is_revoked(&recorded!("revoke-refresh-token")));
    assert!(!session::is_revoked(&recorded!("token-err-refresh-reused")));
}

#[test]
fn the_servers_clock() {
    let time = recorded!("userinfo").server_time().unwrap();
    assert_eq!(time.to_string(), "2026-11-23T19:21:36Z");
}
