//! The same sign-in at the demo server, which is strict too, signs by ES256 and shares no code with it.

use std::sync::Arc;

use keyward::demo::{Demo, Options};
use keyward::domain::{Remedy, SignInOrder, TokenFault, Trouble, Why};
use keyward::http::Http;
use keyward::signin::{Limits, OpenBrowser, RefreshFault, Session, Tokens, sign_in};

use super::{server, token_fault};
use crate::browser::sign_in_as;

async fn demo() -> Demo {
    Demo::start(Options::default()).await.unwrap()
}

async fn sign_in_to(demo: &Demo, login: &'static str, stay: bool) -> Result<(Session, Tokens), Trouble> {
    let order = SignInOrder {
        server: server(demo.issuer()),
        client_id: demo.client_id().to_owned(),
        stay,
        another: false,
        organisation: None,
        keep: false,
        language: String::new(),
    };
    let browser: Arc<OpenBrowser> = Arc::new(sign_in_as(login));
    sign_in(&Http::new(crate::stage::quick()).unwrap(), &order, &browser, &|_| {}, Limits::default()).await
}

/// Asks the demo to err, in the open.
async fn options(demo: &Demo, query: &str) {
    let answer = reqwest::get(format!("{}/demo/options?{query}", demo.issuer())).await.unwrap();
    assert_eq!(answer.status(), 200);
}

/// The status that the API gives to an access token.
async fn status_for(demo: &Demo, tokens: &Tokens) -> u16 {
    let request = reqwest::Client::new().get(format!("{}/auth/v1/users/me", demo.issuer()));
    request.bearer_auth(tokens.access().secret()).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_person_signs_in_stays_and_leaves() {
    let demo = demo().await;
    let http = Http::new(crate::stage::quick()).unwrap();
    let (session, first) = sign_in_to(&demo, "bob", true).await.unwrap();
    assert_eq!(session.account().login_name, "bob@demo.example");
    assert_eq!(status_for(&demo, &first).await, 200);

    let second = session.refresh(&http, &first).await.unwrap();
    assert_eq!((status_for(&demo, &first).await, status_for(&demo, &second).await), (401, 200));
    let RefreshFault::Refused(trouble) = session.refresh(&http, &first).await.unwrap_err() else { panic!() };
    assert_eq!((trouble.why, trouble.remedy), (Why::SessionEnded, Remedy::SignInAgain));

    session.revoke(&http, &second).await.unwrap();
    assert_eq!(status_for(&demo, &second).await, 401);
    assert!(matches!(session.refresh(&http, &second).await, Err(RefreshFault::Refused(_))));
}

#[tokio::test]
async fn without_staying_there_is_no_refresh_token() {
    let demo = demo().await;
    let (session, tokens) = sign_in_to(&demo, "bob", false).await.unwrap();
    assert!(!tokens.can_refresh());
    session.revoke(&Http::new(crate::stage::quick()).unwrap(), &tokens).await.unwrap();
    assert_eq!(status_for(&demo, &tokens).await, 401);
}

#[tokio::test]
async fn a_person_refuses() {
    let demo = demo().await;
    assert_eq!(sign_in_to(&demo, "refuse", true).await.unwrap_err().why, Why::ConsentRefused);
}

#[tokio::test]
async fn tokens_that_the_demo_spoils() {
    let demo = demo().await;
    for (option, fault) in [
        ("iss=1", TokenFault::Issuer),
        ("aud=1", TokenFault::Audience),
        ("azp=1", TokenFault::AuthorizedParty),
        ("azp=missing", TokenFault::AuthorizedParty),
        ("nonce=1", TokenFault::Nonce),
        ("exp=1", TokenFault::Clock(None)),
        ("clock_skew=400", TokenFault::Clock(None)),
        ("signature=1", TokenFault::Signature),
        ("id_token=1", TokenFault::Missing),
        ("sub=1", TokenFault::Subject),
    ] {
        options(&demo, option).await;
        let trouble = sign_in_to(&demo, "bob", true).await.unwrap_err();
        assert_eq!(token_fault(&trouble), &fault, "{option}");
        options(&demo, "clear=1").await;
    }
    options(&demo, "clock_skew=200").await;
    assert!(sign_in_to(&demo, "bob", true).await.is_ok());
}

#[tokio::test]
async fn a_refreshed_token_that_names_someone_else() {
    let demo = demo().await;
    let (session, tokens) = sign_in_to(&demo, "bob", true).await.unwrap();
    options(&demo, "refresh_sub=1").await;
    let fault = session.refresh(&Http::new(crate::stage::quick()).unwrap(), &tokens).await.unwrap_err();
    let RefreshFault::OtherAccount(trouble) = fault else { panic!("{fault:?}") };
    assert_eq!(trouble.why, Why::OtherAccount);
}
