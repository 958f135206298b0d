//! No connection comes about: the name is unknown, nothing listens, the certificate is not trusted. What was
//! to be asked was certainly not sent, whatever it was.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use keyward::domain::{Consequence, MethodKind, Removal, RemovalAnswer, Topic, What, Why};
use keyward::http::{Failure, Http, Reach};
use keyward::zitadel::{classify, classify_grpc_web};
use reqwest::{Method, Request};
use tokio::task::AbortHandle;

use super::{Table, compare, line};
use crate::stage::{Stage, quick, runtime};

const KINDS: [MethodKind; 6] = [
    MethodKind::Passkey,
    MethodKind::SecurityKey,
    MethodKind::AuthenticatorApp,
    MethodKind::EmailCode,
    MethodKind::SmsCode,
    MethodKind::Identity,
];

/// An address at which nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Listens on loopback with a certificate that nobody vouches for; gives its address.
pub async fn untrusted() -> (String, AbortHandle) {
    let (acceptor, _) = super::front::certificate();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _refused = acceptor.accept(stream).await;
        }
    });
    (address, task.abort_handle())
}

/// Asks there, as every part of the program does.
async fn asked(http: &Http, address: &str) -> Failure {
    http.send(Request::new(Method::GET, address.parse().unwrap())).await.expect_err("an answer")
}

/// What a removal says to it, over REST and over gRPC-web.
fn removal(kind: MethodKind, [rest, grpc]: [Failure; 2]) -> String {
    let answers = [classify(Err(rest), kind, true), classify_grpc_web(Err(grpc), kind, true)];
    let said = answers.map(|answer| match answer {
        RemovalAnswer::Refused(trouble) => line(&trouble),
        other => panic!("{kind:?}: {other:?}"),
    });
    assert_eq!(said[0], said[1]);
    said[0].clone()
}

#[test]
fn whatever_was_to_be_asked() {
    runtime().block_on(async {
        let http = Http::new(quick()).unwrap();
        let (untrusted, serving) = untrusted().await;
        let cases = [
            ("DNS", "https://keyward.invalid".to_owned()),
            ("refused", nobody()),
            ("TLS not trusted", untrusted),
        ];
        let mut topics = vec![What::Connect, What::SignIn, What::StaySignedIn, What::SignOut];
        topics.extend(
            [Topic::Passkeys, Topic::Password, Topic::SecondSteps, Topic::Identities, Topic::Policy]
                .into_iter()
                .chain([Topic::Address, Topic::Contacts])
                .map(What::Read),
        );
        let mut table = Table::default();
        for (fault, address) in &cases {
            for what in &topics {
                let failure = asked(&http, address).await;
                assert_eq!(failure.reach, Reach::NotSent, "{fault}");
                let trouble = failure.trouble(*what);
                assert_eq!(trouble.consequence, Consequence::Unchanged, "{fault}, {what:?}");
                table.put(fault, line(&trouble));
            }
            for kind in KINDS {
                table.put(fault, removal(kind, [asked(&http, address).await, asked(&http, address).await]));
            }
        }
        serving.abort();
        compare("no connection", &table);
    });
}

/// Connected, and then nothing: no certificate, no refusal.
#[test]
fn a_server_that_never_speaks_tls_was_not_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    runtime().block_on(async {
        let limits = keyward::http::Limits { connect: Duration::from_millis(300), ..quick() };
        let http = Http::new(limits).unwrap();
        let begun = Instant::now();
        let failures = [asked(&http, &address).await, asked(&http, &address).await];
        assert!(begun.elapsed() < limits.request, "given up by the limit for connecting");
        for failure in &failures {
            assert_eq!(
                (failure.reach, &failure.why),
                (Reach::NotSent, &Why::NotReachable("localhost".into()))
            );
        }
        let said = removal(MethodKind::Passkey, failures);
        assert!(said.contains("The passkey was not removed"), "{said}");
        assert!(said.contains("Nothing was changed in your account"), "{said}");
    });
    drop(listener);
}

#[test]
fn a_server_that_has_gone_changes_nothing() {
    let mut stage = Stage::signed_in("carol");
    let id = stage.shown().remove(0);
    stage.stop_demo();
    stage.remove_that(id, "");
    let said = line(match &stage.outcome().removal {
        Removal::Refused(trouble) => trouble,
        other => panic!("{other:?}"),
    });
    assert!(said.contains("The passkey was not removed"), "{said}");
    assert!(said.contains("Nothing was changed in your account"), "{said}");
}

/// The readings, and the refresh that the first of them would need.
#[test]
fn a_server_that_has_gone_leaves_what_was_read_on_screen_as_not_known() {
    for expired in [false, true] {
        let mut stage = Stage::signed_in("carol");
        if expired {
            stage.control("/demo/expire?what=access");
        }
        stage.stop_demo();
        stage.read();
        let signed_in = stage.state.signed_in().expect("still signed in");
        let inventory = signed_in.inventory.as_ref().unwrap();
        let troubles: Vec<_> = inventory.troubles().collect();
        assert_eq!(troubles.len(), 7, "nothing is known: {troubles:?}");
        for trouble in troubles {
            assert_eq!(trouble.why, Why::NotReachable("127.0.0.1".into()), "{trouble:?}");
            assert_eq!(trouble.consequence, Consequence::Unchanged, "{trouble:?}");
        }
    }
}
