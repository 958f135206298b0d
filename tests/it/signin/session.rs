//! What comes after the sign-in: new tokens, and the end.

use std::collections::HashMap;

use jiff::Timestamp;
use keyward::domain::{Consequence, Remedy, TokenFault, What, Why};
use keyward::http::Http;
use keyward::signin::RefreshFault;
use serde_json::{Value, json};

use super::op::{CLIENT_ID, Op, SUBJECT, twist};
use super::sign_in_at;

fn http() -> Http {
    Http::new(crate::stage::quick()).unwrap()
}

#[tokio::test]
async fn a_refresh_turns_both_tokens() {
    let op = Op::start().await;
    let (session, first) = sign_in_at(&op).await.unwrap();
    let second = session.refresh(&http(), &first).await.unwrap();
    assert_ne!(first.access().secret(), second.access().secret());
    let third = session.refresh(&http(), &second).await.unwrap();
    let sent: Vec<_> = op.asked("/token").into_iter().map(|asked| asked.form).collect();
    assert_eq!(sent[1]["grant_type"], "refresh_token");
    assert_eq!(sent[1]["client_id"], CLIENT_ID);
    assert_ne!(sent[1]["refresh_token"], sent[2]["refresh_token"]);
    assert!(third.can_refresh());
    // Each refresh token serves once.
    let RefreshFault::Refused(trouble) = session.refresh(&http(), &first).await.unwrap_err() else {
        panic!()
    };
    assert_eq!((trouble.what, trouble.why), (What::StaySignedIn, Why::SessionEnded));
    assert_eq!(trouble.remedy, Remedy::SignInAgain);
    assert_eq!(trouble.details.status, Some(400));
    assert_eq!(trouble.details.code.as_deref(), Some("invalid_request"));
    assert_eq!(trouble.details.message.as_deref(), Some("Errors.OIDCSession.RefreshTokenInvalid"));
}

#[tokio::test]
async fn a_refresh_token_that_is_not_replaced_is_kept() {
    let op = Op::start().await;
    let (session, first) = sign_in_at(&op).await.unwrap();
    let body = r#"{"access_token":"access-x","token_type":"Bearer"}"#;
    op.instead("/token", (200, "application/json", body));
    let second = session.refresh(&http(), &first).await.unwrap();
    assert!(second.can_refresh());
    assert!(!second.ends_by(Timestamp::MAX), "the server did not say when it ends");
    op.change(|plan| plan.instead.clear());
    assert!(session.refresh(&http(), &second).await.is_ok());
}

#[tokio::test]
async fn without_a_refresh_token_one_signs_in_again() {
    let no_refresh = |tokens: &mut Value| drop(tokens.as_object_mut().unwrap().remove("refresh_token"));
    let op = Op::with(|plan| plan.tokens = twist(no_refresh)).await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    assert!(!tokens.can_refresh());
    let RefreshFault::Refused(trouble) = session.refresh(&http(), &tokens).await.unwrap_err() else {
        panic!()
    };
    assert_eq!((trouble.why, trouble.remedy), (Why::SessionEnded, Remedy::SignInAgain));
    assert_eq!(op.asked("/token").len(), 1);
}

#[tokio::test]
async fn a_server_that_fails_may_answer_later() {
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    for (path, instead, why) in [
        ("/token", (503, "text/html", "<h1>Soon"), Why::ServerFailed),
        ("/token", (500, "application/json", r#"{"error":"server_error"}"#), Why::ServerFailed),
        ("/token", (429, "application/json", r#"{"error":"slow_down"}"#), Why::TooManyRequests(None)),
        ("/token", (200, "text/html", "<h1>Welcome to our network"), Why::NotTheServer),
        ("/token", (302, "text/html", ""), Why::NotTheServer),
        ("/keys", (503, "text/html", "<h1>Soon"), Why::ServerFailed),
        ("/keys", (200, "text/html", "<h1>Welcome to our network"), Why::NotTheServer),
    ] {
        op.change(|plan| plan.instead = HashMap::from([(path, instead)]));
        let RefreshFault::Later(trouble) = session.refresh(&http(), &tokens).await.unwrap_err() else {
            panic!("{path} {instead:?}")
        };
        assert_eq!((trouble.what, trouble.why), (What::StaySignedIn, why), "{path} {instead:?}");
    }
    // Nothing was spent: the first token still serves.
    op.change(|plan| plan.instead.clear());
    assert!(session.refresh(&http(), &tokens).await.is_ok());
}

#[tokio::test]
async fn a_server_that_is_gone_may_come_back() {
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    drop(op);
    tokio::task::yield_now().await;
    let RefreshFault::Later(trouble) = session.refresh(&http(), &tokens).await.unwrap_err() else { panic!() };
    assert_eq!(trouble.why, Why::NotReachable("127.0.0.1".into()));
    let trouble = session.revoke(&http(), &tokens).await.unwrap_err();
    assert_eq!((trouble.what, trouble.consequence), (What::SignOut, Consequence::Unchanged));
}

#[tokio::test]
async fn a_refresh_for_another_account_ends_the_session() {
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    op.change(|plan| plan.claims = twist(|claims| claims["sub"] = "someone-else".into()));
    let fault = session.refresh(&http(), &tokens).await.unwrap_err();
    let RefreshFault::OtherAccount(trouble) = fault else { panic!("{fault:?}") };
    assert_eq!((trouble.why, trouble.remedy), (Why::OtherAccount, Remedy::SignInAgain));
}

#[tokio::test]
async fn a_refreshed_id_token_is_checked() {
    for (name, value, expected) in [
        ("iss", json!("https://other.example"), TokenFault::Issuer),
        ("aud", json!(["another-app"]), TokenFault::Audience),
        ("azp", json!("another-app"), TokenFault::AuthorizedParty),
    ] {
        let op = Op::start().await;
        let (session, tokens) = sign_in_at(&op).await.unwrap();
        op.change(|plan| plan.claims = twist(move |claims| claims[name] = value.clone()));
        let fault = session.refresh(&http(), &tokens).await.unwrap_err();
        let RefreshFault::OtherAccount(trouble) = fault else { panic!("{fault:?}") };
        assert_eq!(trouble.why, Why::TokenRejected(expected), "{name}");
        assert_eq!(trouble.remedy, Remedy::SignInAgain);
    }
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    op.change(|plan| plan.header = twist(|header| header["alg"] = "none".into()));
    let fault = session.refresh(&http(), &tokens).await.unwrap_err();
    let RefreshFault::OtherAccount(trouble) = fault else { panic!("{fault:?}") };
    assert_eq!(trouble.why, Why::TokenRejected(TokenFault::Signature));
}

#[tokio::test]
async fn the_refresh_token_is_revoked_where_there_is_one() {
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    assert_eq!(session.account().key.subject.as_str(), SUBJECT);
    session.revoke(&http(), &tokens).await.unwrap();
    let form = op.asked("/revoke").pop().unwrap().form;
    assert!(form["token"].starts_with("refresh-"));
    assert_eq!((form["token_type_hint"].as_str(), form["client_id"].as_str()), ("refresh_token", CLIENT_ID));

    op.change(|plan| {
        plan.tokens = twist(|tokens| drop(tokens.as_object_mut().unwrap().remove("refresh_token")));
    });
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    session.revoke(&http(), &tokens).await.unwrap();
    let form = op.asked("/revoke").pop().unwrap().form;
    assert_eq!(
        (&*form["token"], &*form["token_type_hint"]),
        (tokens.access().secret().as_str(), "access_token")
    );
}

#[tokio::test]
async fn a_revocation_that_fails_is_told() {
    let op = Op::start().await;
    let (session, tokens) = sign_in_at(&op).await.unwrap();
    for (instead, why) in [
        ((503, "text/html", "<h1>Soon"), Why::ServerFailed),
        ((400, "application/json", r#"{"error":"invalid_client"}"#), Why::Refused),
        ((200, "text/html", "<h1>Welcome to our network"), Why::NotTheServer),
    ] {
        op.instead("/revoke", instead);
        let trouble = session.revoke(&http(), &tokens).await.unwrap_err();
        assert_eq!((trouble.what, &trouble.why), (What::SignOut, &why), "{instead:?}");
        assert_eq!(trouble.details.status, Some(instead.0));
    }
}
