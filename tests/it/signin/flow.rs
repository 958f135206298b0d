//! A sign-in from the order to the session, and the ways it ends early.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use keyward::domain::{Consequence, Organisation, Remedy, SignInOrder, What, Why};
use keyward::http::Http;
use keyward::signin::{Limits, OpenBrowser, Progress, sign_in};
use tokio::net::TcpStream;

use super::op::{Op, SUBJECT, twist};
use super::{Browser, LONG, Waiting, failure_at, fetch, order, sign_in_at};

#[tokio::test]
async fn a_person_signs_in() {
    let op = Op::start().await;
    let mut browser = Browser::new();
    let steps = Mutex::new(Vec::new());
    let tell = |step: Progress| steps.lock().unwrap().push(step);
    let begun = Timestamp::now();
    let (session, tokens) = sign_in(
        &Http::new(crate::stage::quick()).unwrap(),
        &order(&op),
        &browser.open,
        &tell,
        Limits::default(),
    )
    .await
    .unwrap();

    let account = session.account();
    assert_eq!((account.login_name.as_str(), account.display_name.as_str()), ("bob", "Bob Example"));
    assert_eq!((account.key.subject.as_str(), &account.key.server), (SUBJECT, &op.server()));
    assert!(tokens.access().secret().starts_with("access-"));
    assert!(tokens.can_refresh());
    let hour = SignedDuration::from_hours(1);
    assert!(!tokens.ends_by(begun + hour - SignedDuration::from_secs(1)), "ends before its time");
    assert!(tokens.ends_by(Timestamp::now() + hour), "outlives its time");

    let page = browser.pages.recv().await.unwrap();
    assert_eq!((page.status, page.address.path(), page.address.query()), (200, "/done", None));
    assert!(page.text.contains("Go back to Keyward"));
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert!(page.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));

    let steps = steps.into_inner().unwrap();
    let [Progress::BrowserAsked { link, opened: true }, Progress::CallbackArrived] = &steps[..] else {
        panic!("{steps:?}")
    };
    assert!(link.as_str().starts_with(&format!("{}/authorize?", op.server().as_str())));
    assert!(!format!("{session:?} {tokens:?} {steps:?}").contains("access-"), "a secret is printed");
}

#[tokio::test]
async fn the_session_is_asked_for_as_ordered() {
    let op = Op::start().await;
    for (stay, another) in [(false, false), (true, true)] {
        let organisation = if another { Organisation::new("42") } else { None };
        let order = SignInOrder { stay, another, organisation, ..order(&op) };
        let browser = Browser::new();
        let http = Http::new(crate::stage::quick()).unwrap();
        sign_in(&http, &order, &browser.open, &|_| {}, Limits::default()).await.unwrap();
        let query = op.asked("/authorize").pop().unwrap().query;
        let scopes = "openid profile email urn:zitadel:iam:org:project:id:zitadel:aud";
        let more = " offline_access urn:zitadel:iam:org:id:42";
        let expected = if stay { format!("{scopes}{more}") } else { scopes.to_owned() };
        assert_eq!(query["scope"], expected);
        assert_eq!(query.get("prompt").map(String::as_str), another.then_some("select_account"));
    }
}

#[tokio::test]
async fn state_challenge_and_nonce_reach_the_browser_only() {
    let op = Op::start().await;
    sign_in_at(&op).await.unwrap();
    let requests = op.asked("/authorize");
    let [trial, real] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(trial.query["redirect_uri"], real.query["redirect_uri"]);
    for secret in ["state", "code_challenge", "nonce"] {
        assert_ne!(trial.query[secret], real.query[secret], "{secret}");
    }
}

#[tokio::test]
async fn names_are_cleaned_and_fall_back() {
    let op = Op::start().await;
    op.change(|plan| {
        plan.user_info = twist(|info| {
            info["preferred_username"] = "bo\u{202E}b".into();
            info["name"] = " \u{200B} ".into();
        });
    });
    let (session, _) = sign_in_at(&op).await.unwrap();
    let account = session.account();
    assert_eq!((account.login_name.as_str(), account.display_name.as_str()), ("bob", "bob"));
    for (missing, login_name) in [
        (&["preferred_username", "name"][..], "bob@example.com"),
        (&["preferred_username", "name", "email"], SUBJECT),
    ] {
        op.change(|plan| {
            plan.user_info = twist(|info| {
                let info = info.as_object_mut().unwrap();
                info.retain(|name, _| !missing.contains(&name.as_str()));
            });
        });
        let (session, _) = sign_in_at(&op).await.unwrap();
        assert_eq!(session.account().login_name, login_name);
        assert_eq!(session.account().display_name, login_name);
    }
}

#[tokio::test]
async fn dropping_the_sign_in_frees_the_port() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let port = waiting.redirect_uri().port().unwrap();
    let half = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    waiting.task.abort();
    assert!(waiting.task.await.unwrap_err().is_cancelled());
    let free = TcpStream::connect(("127.0.0.1", port)).await;
    assert_eq!(free.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
    // The connection that was open is closed too, without an answer.
    let closed = tokio::time::timeout(LONG, async {
        half.readable().await.unwrap();
        half.try_read(&mut [0; 16])
    });
    assert_eq!(closed.await.unwrap().unwrap_or(0), 0);
}

#[tokio::test]
async fn nobody_comes_back_in_time() {
    let op = Op::start().await;
    let begun = Instant::now();
    let waiting = Waiting::start(&op, Limits { browser: Duration::from_millis(200) }).await;
    let redirect = waiting.redirect_uri();
    let trouble = waiting.outcome().await.unwrap_err();
    assert_eq!((trouble.what, trouble.why), (What::SignIn, Why::SignInTimedOut));
    assert_eq!((trouble.consequence, trouble.remedy), (Consequence::Unchanged, Remedy::TryAgain));
    assert!(begun.elapsed() < Duration::from_secs(3), "waited {:?}", begun.elapsed());
    assert!(TcpStream::connect(("127.0.0.1", redirect.port().unwrap())).await.is_err());
}

#[tokio::test]
async fn the_person_refuses() {
    let op = Op::start().await;
    op.change(|plan| plan.error = Some("access_denied"));
    let waiting = Waiting::start(&op, Limits::default()).await;
    let page = fetch(waiting.link.clone()).await;
    assert_eq!((page.status, page.address.path()), (200, "/done"));
    assert!(page.text.contains("You are not signed in"));
    let trouble = waiting.outcome().await.unwrap_err();
    assert_eq!(trouble.why, Why::ConsentRefused);
    assert_eq!(trouble.details.message.as_deref(), Some("as planned"));
}

#[tokio::test]
async fn the_server_ends_the_sign_in_with_another_error() {
    let op = Op::start().await;
    op.change(|plan| plan.error = Some("server_error"));
    assert_eq!(failure_at(&op).await.why, Why::AuthorizationError("server_error".into()));
}

#[tokio::test]
async fn a_browser_that_does_not_open_leaves_the_link() {
    let op = Op::start().await;
    let refuse: Arc<OpenBrowser> = Arc::new(|_| Err(io::ErrorKind::NotFound.into()));
    // The person copies the link from the screen.
    let tell = |step: Progress| {
        if let Progress::BrowserAsked { link, opened } = step {
            assert!(!opened);
            tokio::spawn(fetch(link));
        }
    };
    assert!(
        sign_in(&Http::new(crate::stage::quick()).unwrap(), &order(&op), &refuse, &tell, Limits::default())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_browser_that_blocks_or_panics_is_not_waited_for() {
    let op = Op::start().await;
    let runtime = tokio::runtime::Handle::current();
    let block: Arc<OpenBrowser> = Arc::new(move |link| {
        let page = runtime.block_on(fetch(link.clone()));
        assert_eq!(page.status, 200);
        panic!("after the sign-in");
    });
    let begun = Instant::now();
    assert!(
        sign_in(&Http::new(crate::stage::quick()).unwrap(), &order(&op), &block, &|_| {}, Limits::default())
            .await
            .is_ok()
    );
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn an_app_that_the_server_does_not_know_is_named_before_the_browser_opens() {
    let op = Op::start().await;
    let order = SignInOrder { client_id: "nope".into(), ..order(&op) };
    let never: Arc<OpenBrowser> = Arc::new(|_| panic!("the browser was asked"));
    let ended =
        sign_in(&Http::new(crate::stage::quick()).unwrap(), &order, &never, &|_| {}, Limits::default()).await;
    let trouble = ended.unwrap_err();
    assert_eq!((trouble.why, trouble.remedy), (Why::UnknownClient("nope".into()), Remedy::CheckServer));
    assert_eq!(trouble.details.message.as_deref(), Some("Errors.App.NotFound"));
}

#[tokio::test]
async fn a_callback_that_is_not_registered_is_said_before_the_browser_opens() {
    let op = Op::start().await;
    let body = r#"{"error":"invalid_request","error_description":"The requested redirect_uri is missing"}"#;
    op.instead("/authorize", (400, "application/json", body));
    let never: Arc<OpenBrowser> = Arc::new(|_| panic!("the browser was asked"));
    let ended =
        sign_in(&Http::new(crate::stage::quick()).unwrap(), &order(&op), &never, &|_| {}, Limits::default())
            .await;
    assert_eq!(ended.unwrap_err().why, Why::RedirectNotRegistered);
}

#[tokio::test]
async fn what_the_trial_does_not_understand_is_left_to_the_browser() {
    let op = Op::start().await;
    let other = r#"{"error":"invalid_request","error_description":"something else"}"#;
    for instead in [
        (500, "text/html", "<h1>Oops"),
        (400, "text/html", "Errors.App.NotFound"),
        (400, "application/json", other),
    ] {
        op.instead("/authorize", instead);
        let waiting = Waiting::start(&op, Limits::default()).await;
        op.change(|plan| plan.instead.clear());
        waiting.still_succeeds().await;
    }
}

#[tokio::test]
async fn a_code_that_the_server_does_not_take_is_refused() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let state = waiting.parameter("state");
    fetch(waiting.callback(&[("code", "made-up"), ("state", &state)])).await;
    let trouble = waiting.outcome().await.unwrap_err();
    assert_eq!(trouble.why, Why::TokenRefused("invalid_request".into()));
    assert_eq!(
        (trouble.details.status, trouble.details.code.as_deref()),
        (Some(400), Some("invalid_request"))
    );
    assert_eq!(trouble.details.message.as_deref(), Some("Errors.User.Code.Invalid"));
    assert!(!format!("{trouble:?}").contains("made-up"));
}

#[tokio::test]
async fn a_refusal_that_repeats_the_code_is_not_repeated() {
    let op = Op::start().await;
    let echo = r#"{"error":"invalid_grant","error_description":"unknown code made-up"}"#;
    op.instead("/token", (400, "application/json", echo));
    let waiting = Waiting::start(&op, Limits::default()).await;
    let state = waiting.parameter("state");
    fetch(waiting.callback(&[("code", "made-up"), ("state", &state)])).await;
    let trouble = waiting.outcome().await.unwrap_err();
    assert_eq!(trouble.why, Why::TokenRefused("invalid_grant".into()));
    assert_eq!(trouble.details.message, None);
}

#[tokio::test]
async fn answers_of_the_token_endpoint_that_are_no_tokens() {
    let op = Op::start().await;
    let mac = r#"{"access_token":"access-1","token_type":"mac"}"#;
    for (instead, why) in [
        ((500, "application/json", r#"{"error":"server_error"}"#), Why::ServerFailed),
        ((429, "text/html", "<h1>Later"), Why::TooManyRequests(None)),
        ((429, "application/json", r#"{"error":"slow_down"}"#), Why::TooManyRequests(None)),
        ((200, "text/html", "<h1>Welcome to our network"), Why::NotTheServer),
        ((302, "text/html", ""), Why::NotTheServer),
        ((200, "application/json", r#"{"access_token":5}"#), Why::Unreadable),
        ((200, "application/json", mac), Why::Unreadable),
    ] {
        op.instead("/token", instead);
        let trouble = failure_at(&op).await;
        assert_eq!((trouble.what, &trouble.why), (What::SignIn, &why), "{instead:?}");
        assert_eq!(trouble.details.status, Some(instead.0));
        assert!(!format!("{trouble:?}").contains("access-1"), "a secret is printed");
    }
}
