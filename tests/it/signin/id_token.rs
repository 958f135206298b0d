//! ID tokens that must not be believed, one fault each.

use jiff::Timestamp;
use keyward::domain::{TokenFault, What};
use serde_json::{Value, json};

use super::op::{CLIENT_ID, Op, twist};
use super::{failure_at, sign_in_at, token_fault};

/// What is found at fault in an ID token with these changes.
async fn fault(change: impl Fn(&mut Value) + Send + Sync + 'static) -> TokenFault {
    let op = Op::with(|plan| plan.claims = twist(change)).await;
    let trouble = failure_at(&op).await;
    assert_eq!(trouble.what, What::SignIn);
    // Tokens that were not believed are not used.
    assert!(op.asked("/userinfo").is_empty());
    token_fault(&trouble).clone()
}

#[tokio::test]
async fn it_is_from_this_issuer() {
    assert_eq!(fault(|claims| claims["iss"] = "https://other.example".into()).await, TokenFault::Issuer);
    let slash = |claims: &mut Value| claims["iss"] = format!("{}/", claims["iss"].as_str().unwrap()).into();
    assert_eq!(fault(slash).await, TokenFault::Issuer);
}

#[tokio::test]
async fn it_is_for_this_app() {
    assert_eq!(fault(|claims| claims["aud"] = json!(["another-app"])).await, TokenFault::Audience);
    assert_eq!(fault(|claims| claims["aud"] = json!([])).await, TokenFault::Audience);
    let other = |claims: &mut Value| claims["azp"] = "another-app".into();
    assert_eq!(fault(other).await, TokenFault::AuthorizedParty);
    let none_of_several = |claims: &mut Value| claims["azp"] = Value::Null;
    assert_eq!(fault(none_of_several).await, TokenFault::AuthorizedParty);
}

#[tokio::test]
async fn a_single_audience_needs_no_authorized_party() {
    let alone = |claims: &mut Value| {
        claims["azp"] = Value::Null;
        claims["aud"] = CLIENT_ID.into();
    };
    let op = Op::with(|plan| plan.claims = twist(alone)).await;
    assert!(sign_in_at(&op).await.is_ok());
}

#[tokio::test]
async fn it_answers_this_request() {
    assert_eq!(fault(|claims| claims["nonce"] = "another".into()).await, TokenFault::Nonce);
    assert_eq!(fault(|claims| claims["nonce"] = Value::Null).await, TokenFault::Nonce);
}

#[tokio::test]
async fn the_clocks_may_differ_by_five_minutes() {
    let now = Timestamp::now().as_second();
    for (claim, seconds) in [("exp", -240), ("iat", 240)] {
        let op =
            Op::with(|plan| plan.claims = twist(move |claims| claims[claim] = (now + seconds).into())).await;
        assert!(sign_in_at(&op).await.is_ok(), "{claim} {seconds}");
    }
    for (claim, seconds) in [("exp", -360), ("iat", 420)] {
        let fault = fault(move |claims| claims[claim] = (now + seconds).into()).await;
        assert_eq!(fault, TokenFault::Clock(None), "{claim} {seconds}: the clocks agree");
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_measured() {
    let old = |claims: &mut Value| claims["exp"] = 784_111_777.into();
    let op = Op::with(|plan| {
        plan.claims = twist(old);
        // RFC 9110, section 5.6.7.
        plan.date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    })
    .await;
    let trouble = failure_at(&op).await;
    let TokenFault::Clock(Some(ahead)) = token_fault(&trouble) else { panic!("{trouble:?}") };
    let truth = Timestamp::now().as_second() - 784_111_777;
    assert!((truth - ahead).abs() < 30, "{ahead} instead of {truth}");
}

#[tokio::test]
async fn its_signature_is_by_the_servers_key() {
    for header in [
        json!({"alg": "none"}),
        json!({"alg": "HS256", "kid": super::jwt::KEY_ID}),
        json!({"alg": "RS256", "kid": "unknown"}),
        json!({"alg": "RS512", "kid": super::jwt::KEY_ID}),
        json!({"alg": "ES256", "kid": super::jwt::KEY_ID}),
    ] {
        let shown = header.to_string();
        let op = Op::with(|plan| plan.header = twist(move |value| *value = header.clone())).await;
        assert_eq!(token_fault(&failure_at(&op).await), &TokenFault::Signature, "{shown}");
    }
}

#[tokio::test]
async fn claims_changed_after_signing_are_noticed() {
    let op = Op::with(|plan| {
        plan.tokens = twist(|tokens| {
            let token = tokens["id_token"].as_str().unwrap().to_owned();
            let parts: Vec<&str> = token.split('.').collect();
            let signature = parts[2].chars().rev().collect::<String>();
            tokens["id_token"] = format!("{}.{}.{signature}", parts[0], parts[1]).into();
        });
    })
    .await;
    assert_eq!(token_fault(&failure_at(&op).await), &TokenFault::Signature);
}

#[tokio::test]
async fn there_is_one_and_it_can_be_read() {
    for (token, fault) in [
        (Value::Null, TokenFault::Missing),
        ("".into(), TokenFault::Unreadable),
        ("a.b".into(), TokenFault::Unreadable),
        ("no token at all".into(), TokenFault::Unreadable),
    ] {
        let shown = token.to_string();
        let op = Op::with(|plan| plan.tokens = twist(move |tokens| tokens["id_token"] = token.clone())).await;
        assert_eq!(token_fault(&failure_at(&op).await), &fault, "{shown}");
    }
}

#[tokio::test]
async fn the_user_info_is_of_the_same_person() {
    let op = Op::with(|plan| plan.user_info = twist(|info| info["sub"] = "someone-else".into())).await;
    assert_eq!(token_fault(&failure_at(&op).await), &TokenFault::Subject);
}
