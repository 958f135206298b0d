//! Servers that cannot be used: the sign-in ends before a browser opens.

use std::sync::Arc;

use keyward::domain::{Consequence, Remedy, SignInOrder, Trouble, What, Why};
use keyward::http::Http;
use keyward::signin::{Limits, OpenBrowser, sign_in};
use serde_json::Value;
use tokio::net::TcpListener;

use super::op::{CLIENT_ID, Op, twist};
use super::server;
use crate::faults::connections::untrusted;

/// Why the server at `address` cannot be used.
async fn refused(address: &str) -> Trouble {
    let order = SignInOrder {
        server: server(address),
        client_id: CLIENT_ID.to_owned(),
        stay: false,
        another: false,
        organisation: None,
        keep: false,
        language: String::new(),
    };
    let never: Arc<OpenBrowser> = Arc::new(|_| panic!("the browser was asked"));
    let ended =
        sign_in(&Http::new(crate::stage::quick()).unwrap(), &order, &never, &|_| {}, Limits::default()).await;
    let trouble = ended.expect_err("the sign-in succeeded");
    assert_eq!((trouble.what, trouble.consequence), (What::Connect, Consequence::Unchanged));
    trouble
}

async fn refused_at(op: &Op) -> Why {
    refused(op.server().as_str()).await.why
}

#[tokio::test]
async fn a_name_that_nobody_has() {
    let trouble = refused("https://keyward.invalid").await;
    assert_eq!(trouble.why, Why::HostNotFound("keyward.invalid".into()));
    assert_eq!(trouble.remedy, Remedy::CheckServer);
}

#[tokio::test]
async fn nothing_listens() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    assert_eq!(refused(&address).await.why, Why::NotReachable("127.0.0.1".into()));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let (address, serving) = untrusted().await;
    let trouble = refused(&address).await;
    serving.abort();
    assert_eq!(trouble.why, Why::CertificateNotTrusted("localhost".into()));
    assert_eq!(trouble.remedy, Remedy::AskAdministrator);
}

#[tokio::test]
async fn something_else_answers() {
    const PATH: &str = "/.well-known/openid-configuration";
    let op = Op::start().await;
    for (instead, why) in [
        ((200, "text/html", "<h1>It works!"), Why::NotZitadel),
        ((200, "application/json", "{}"), Why::NotZitadel),
        ((200, "application/json", "{"), Why::NotZitadel),
        ((200, "application/json", "[1]"), Why::NotZitadel),
        ((404, "text/html", "not here"), Why::NotZitadel),
        ((302, "text/html", ""), Why::NotZitadel),
        ((503, "text/html", "<h1>Soon"), Why::ServerFailed),
        ((429, "text/html", "<h1>Later"), Why::TooManyRequests(None)),
    ] {
        op.instead(PATH, instead);
        let trouble = refused(op.server().as_str()).await;
        assert_eq!(trouble.why, why, "{instead:?}");
        assert_eq!(trouble.details.status, Some(instead.0));
    }
}

#[tokio::test]
async fn another_issuer() {
    let slash = |document: &mut Value| {
        document["issuer"] = format!("{}/", document["issuer"].as_str().unwrap()).into();
    };
    let op = Op::with(|plan| plan.discovery = twist(slash)).await;
    assert_eq!(refused_at(&op).await, Why::OtherIssuer(format!("{}/", op.server().as_str())));
    op.change(|plan| plan.discovery = twist(|document| document["issuer"] = "https://other.example".into()));
    assert_eq!(refused_at(&op).await, Why::OtherIssuer("https://other.example".into()));
}

#[tokio::test]
async fn endpoints_where_a_secret_must_not_go() {
    let op = Op::start().await;
    let port = op.server().as_str().rsplit_once(':').unwrap().1.to_owned();
    for name in
        ["token_endpoint", "userinfo_endpoint", "revocation_endpoint", "jwks_uri", "authorization_endpoint"]
    {
        let mut addresses = vec![
            "http://id.example.com/x".to_owned(),
            "ftp://127.0.0.1/x".to_owned(),
            format!("http://me:secret@127.0.0.1:{port}/x"),
        ];
        if name != "authorization_endpoint" {
            addresses.push("https://id.example.com/x".to_owned());
            addresses.push(format!("https://127.0.0.1:{port}/x"));
            addresses.push(format!("http://localhost:{port}/x"));
            addresses.push("http://127.0.0.1:1/x".to_owned());
        }
        for address in addresses {
            let changed = address.clone();
            op.change(|plan| plan.discovery = twist(move |document| document[name] = changed.clone().into()));
            assert_eq!(refused_at(&op).await, Why::UnsafeEndpoint(address), "{name}");
        }
    }
    assert!(op.asked("/authorize").is_empty());
}

#[tokio::test]
async fn a_document_without_an_endpoint_is_not_zitadels() {
    let op = Op::start().await;
    for name in [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "revocation_endpoint",
        "jwks_uri",
    ] {
        let without = |document: &mut Value| drop(document.as_object_mut().unwrap().remove(name));
        op.change(|plan| plan.discovery = twist(without));
        assert_eq!(refused_at(&op).await, Why::NotZitadel, "{name}");
    }
}
