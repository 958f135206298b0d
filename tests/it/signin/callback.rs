//! What reaches the callback's port besides the right answer: it must change nothing.

use std::time::{Duration, Instant};

use keyward::domain::Why;
use keyward::signin::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::op::Op;
use super::{LONG, Waiting, fetch};

/// Sends `text` as it stands, and reads until the server closes.
async fn raw(waiting: &Waiting, text: &str) -> String {
    let mut stream = connect(waiting).await;
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await.unwrap();
    // A server that closes while more is being sent resets the connection.
    assert!(read.is_ok() || !answer.is_empty() || text.len() > 8192, "{read:?}");
    String::from_utf8(answer).unwrap()
}

async fn connect(waiting: &Waiting) -> TcpStream {
    TcpStream::connect(("127.0.0.1", waiting.redirect_uri().port().unwrap())).await.unwrap()
}

/// Host and port of the callback, as the browser sends them.
fn authority(waiting: &Waiting) -> String {
    format!("127.0.0.1:{}", waiting.redirect_uri().port().unwrap())
}

#[tokio::test]
async fn other_paths_methods_and_hosts_are_not_found() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let (host, state) = (authority(&waiting), waiting.parameter("state"));
    let right = format!("/callback?code=x&state={state}");
    for (request, host) in [
        ("GET /favicon.ico".to_owned(), &*host),
        ("GET /".to_owned(), &host),
        ("GET /done".to_owned(), &host),
        (format!("GET /callback/?code=x&state={state}"), &host),
        (format!("GET //callback?code=x&state={state}"), &host),
        (format!("POST {right}"), &host),
        (format!("HEAD {right}"), &host),
        (format!("OPTIONS {right}"), &host),
        (format!("GET {right}"), "evil.example"),
        (format!("GET {right}"), "127.0.0.1"),
        (format!("GET {right}"), &host.replace("127.0.0.1", "localhost")),
        (format!("GET http://evil.example{right}"), &host),
    ] {
        let answer = raw(&waiting, &format!("{request} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 404 "), "{request} for {host}: {answer}");
    }
    let twice = format!("GET {right} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n");
    assert!(raw(&waiting, &twice).await.starts_with("HTTP/1.1 404 "));
    assert!(raw(&waiting, &format!("GET {right} HTTP/1.0\r\n\r\n")).await.contains(" 404 "));
    waiting.still_succeeds().await;
}

#[tokio::test]
async fn an_answer_without_the_right_state_changes_nothing() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let state = waiting.parameter("state");
    let longer = format!("{state}x");
    for parameters in [
        &[][..],
        &[("code", "x")],
        &[("code", "x"), ("state", "")],
        &[("code", "x"), ("state", "wrong")],
        &[("code", "x"), ("state", &longer)],
        &[("error", "access_denied")],
        &[("error", "access_denied"), ("state", "wrong")],
        // The state is right, but nobody can say what is meant.
        &[("state", &state)],
        &[("state", &state), ("code", "")],
        &[("state", &state), ("code", "x"), ("error", "access_denied")],
        &[("state", &state), ("code", "x"), ("code", "y")],
        &[("state", &state), ("state", &state), ("code", "x")],
        &[("state", "wrong"), ("state", &state), ("code", "x")],
        &[("state", &state), ("error", "access_denied"), ("error", "access_denied")],
    ] {
        let page = fetch(waiting.callback(parameters)).await;
        assert_eq!((page.status, page.address.path()), (400, "/callback"), "{parameters:?}");
        assert!(page.text.contains("This is not from the sign-in that Keyward is waiting for"));
        assert!(!page.text.contains(&state));
    }
    assert!(op.asked("/token").is_empty());
    assert_eq!(waiting.progress.lock().unwrap().len(), 1, "a stray answer was taken for the right one");
    waiting.still_succeeds().await;
}

#[tokio::test]
async fn more_than_a_browser_sends_is_not_read() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let host = authority(&waiting);
    let filler = "x".repeat(64 * 1024);
    let answer =
        raw(&waiting, &format!("GET /callback HTTP/1.1\r\nHost: {host}\r\nX: {filler}\r\n\r\n")).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    let answer = raw(&waiting, &format!("GET /callback?{filler} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 414 ") || answer.starts_with("HTTP/1.1 431 "),
        "{answer}"
    );
    assert!(raw(&waiting, "\u{1F600}\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
    waiting.still_succeeds().await;
}

#[tokio::test]
async fn clients_that_hang_do_not_keep_the_right_one_out() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let mut hanging = Vec::new();
    for number in 0..100 {
        let mut stream = connect(&waiting).await;
        if number % 2 == 0 {
            stream.write_all(b"GET /callback?code=x HTTP/1.1\r\nHo").await.unwrap();
        }
        hanging.push(stream);
    }
    let begun = Instant::now();
    waiting.still_succeeds().await;
    assert!(begun.elapsed() < Duration::from_secs(3), "held up for {:?}", begun.elapsed());
}

#[tokio::test]
async fn half_a_request_is_given_up() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let begun = Instant::now();
    raw(&waiting, "GET /callback HTTP/1.1\r\nHost: 127").await;
    let waited = begun.elapsed();
    assert!((Duration::from_secs(4)..Duration::from_secs(8)).contains(&waited), "after {waited:?}");
    waiting.still_succeeds().await;
}

#[tokio::test]
async fn the_right_answer_counts_once() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let (host, state) = (authority(&waiting), waiting.parameter("state"));
    let request = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let right = format!("/callback?error=access_denied&state={state}");
    // One after another, faster than the sign-in ends: `/done` was not fetched yet.
    for _ in 0..3 {
        let answer = raw(&waiting, &request(&right)).await;
        assert!(answer.starts_with("HTTP/1.1 303 ") && answer.contains("location: /done"), "{answer}");
    }
    let later = raw(&waiting, &request(&format!("/callback?code=x&state={state}"))).await;
    assert!(later.starts_with("HTTP/1.1 303 "));
    assert!(raw(&waiting, &request("/done")).await.contains("You are not signed in"));
    assert_eq!(waiting.progress.lock().unwrap().iter().filter(|step| *step == "CallbackArrived").count(), 1);
    assert_eq!(waiting.outcome().await.unwrap_err().why, Why::ConsentRefused);
    assert!(op.asked("/token").is_empty());
}

#[tokio::test]
async fn a_browser_that_never_fetches_the_last_page_is_waited_for_briefly() {
    let op = Op::start().await;
    let waiting = Waiting::start(&op, Limits::default()).await;
    let (host, state) = (authority(&waiting), waiting.parameter("state"));
    let begun = Instant::now();
    let request = format!("GET /callback?error=access_denied&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    raw(&waiting, &request).await;
    assert_eq!(waiting.outcome().await.unwrap_err().why, Why::ConsentRefused);
    let waited = begun.elapsed();
    assert!((Duration::from_secs(2)..Duration::from_secs(5)).contains(&waited), "after {waited:?}");
}
