//! Each fault as a client sees it on the wire, and whether what was asked was done.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use keyward::demo::{Demo, Options};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{LIST, names};
use crate::visitor::{SCOPE, Visitor};

/// How long an answer is waited for: far longer than loopback takes.
const PATIENCE: Duration = Duration::from_millis(500);

/// What came, byte for byte.
#[derive(Debug, PartialEq)]
enum Came {
    /// The connection was closed without a byte.
    Nothing,
    /// Still open, without a byte.
    Silence,
    /// Head, announced length of the body, and the body as far as it came.
    Answer { head: String, announced: usize, body: Vec<u8> },
}

impl Came {
    fn status(&self) -> &str {
        let Self::Answer { head, .. } = self else { return "" };
        head.split(' ').nth(1).unwrap()
    }

    fn is_whole(&self) -> bool {
        matches!(self, Self::Answer { announced, body, .. } if body.len() == *announced)
    }

    fn says(&self, text: &str) -> bool {
        matches!(self, Self::Answer { body, .. } if String::from_utf8_lossy(body).contains(text))
    }
}

fn connect(visitor: &Visitor) -> TcpStream {
    let stream = TcpStream::connect(visitor.demo.issuer().strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends one request over a connection of its own, and reads until the other side closes or says no more.
fn raw(visitor: &Visitor, method: &str, path: &str, access: &str) -> Came {
    let mut stream = connect(visitor);
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {access}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            assert!(bytes.is_empty(), "silence in the middle of an answer");
            return Came::Silence;
        }
        // A connection may also be reset: what came before it counts.
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        Ok(_) => {}
    }
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        assert!(bytes.is_empty(), "half a head");
        return Came::Nothing;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
    let announced = head.split("content-length: ").nth(1).unwrap().split('\r').next().unwrap();
    Came::Answer { announced: announced.parse().unwrap(), body: bytes.split_off(end + 4), head }
}

/// A removal of Bob's first passkey with this fault in its way: what came, and whether it was done.
fn removal(fault: &str) -> (Came, bool) {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    let list = visitor.search(LIST, &access).json();
    let id = list["result"][0]["id"].as_str().unwrap();
    visitor.control(&format!("/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind={fault}"));
    let came = raw(&visitor, "DELETE", &format!("/auth/v1/users/me/passwordless/{id}"), &access);
    (came, names(&visitor, &access).len() == 2)
}

#[test]
fn without_a_fault_an_answer_is_whole() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    let came = raw(&visitor, "GET", "/auth/v1/users/me", &access);
    assert!(came.status() == "200" && came.is_whole() && came.says("bob@demo.example"), "{came:?}");
}

#[test]
fn a_dropped_connection_says_not_a_byte() {
    assert_eq!(removal("drop-before"), (Came::Nothing, false));
    assert_eq!(removal("drop-after"), (Came::Nothing, true));
}

#[test]
fn a_hanging_request_stays_open_and_silent() {
    assert_eq!(removal("hang"), (Came::Silence, false));
    assert_eq!(removal("hang-after"), (Came::Silence, true));
}

#[test]
fn a_cut_answer_begins_well_and_breaks_off() {
    for (kind, was_done) in [("cut", false), ("cut-after", true)] {
        let (came, done) = removal(kind);
        assert_eq!(done, was_done, "{kind}");
        assert_eq!(came.status(), "200", "{came:?}");
        let Came::Answer { announced, body, .. } = came else { panic!() };
        assert!(!body.is_empty() && body.len() < announced, "{} of {announced}", body.len());
    }
}

#[test]
fn an_answer_of_another_kind_comes_whole() {
    for (fault, status, says, done) in [
        ("status&status=503&body=%3Ch1%3Ebusy%3C/h1%3E", "503", "busy", false),
        ("status-after&status=502", "502", "", true),
        ("status&status=403&body={%22code%22:7}", "403", "\"code\":7", false),
        ("html", "200", "<!doctype html>", false),
        ("html-after", "200", "<!doctype html>", true),
        ("redirect", "302", "", false),
        ("big", "200", " ", false),
        ("slow&ms=200", "200", "details", true),
    ] {
        let (came, was_done) = removal(fault);
        assert_eq!((came.status(), was_done), (status, done), "{fault}");
        assert!(came.is_whole() && came.says(says), "{fault}");
    }
}

#[test]
fn what_was_done_before_a_slow_answer_is_not_done_again_after_it() {
    let visitor = Visitor::new();
    visitor.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=slow-after&ms=50");
    // A code serves once, so an exchange that is done twice is refused.
    assert_eq!(visitor.exchange(&visitor.code("bob", SCOPE), &[]).status, 200);
}

#[test]
fn a_body_is_json_or_a_page_by_how_it_begins() {
    let kind = |fault| {
        let (Came::Answer { head, .. }, _) = removal(fault) else { panic!() };
        head.split("content-type: ").nth(1).unwrap().split('\r').next().unwrap().to_owned()
    };
    assert_eq!(kind("status&status=403&body={}"), "application/json");
    assert_eq!(kind("status&status=403&body=x"), "text/html; charset=utf-8");
}

#[test]
fn who_follows_the_redirect_is_seen() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    visitor.control("/demo/fault?path=/auth/*&kind=redirect");
    let led = visitor.get("/auth/v1/users/me", &access).location;
    assert_eq!(led, visitor.url("/demo/elsewhere"));
    let follow = visitor.client.delete(led);
    assert_eq!(visitor.send(follow).status, 200);
    let log = visitor.control("/demo/requests");
    assert_eq!(
        log.as_array().unwrap().last().unwrap(),
        &json!({ "method": "DELETE", "path": "/demo/elsewhere", "status": 200 })
    );
}

#[test]
fn a_fault_strikes_its_method_and_path_as_often_as_was_asked() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    let me = || visitor.get("/auth/v1/users/me", &access).status;
    visitor.control("/demo/fault?method=POST&path=/auth/*&kind=status&status=500");
    visitor.control("/demo/fault?path=/auth/v1/users&kind=status&status=500");
    assert_eq!(me(), 200, "another method, and no path that only begins so");
    visitor.control("/demo/fault?path=/auth/v1/users*&kind=status&status=500&times=2");
    assert_eq!([me(), me(), me()], [500, 500, 200]);
    assert_eq!(visitor.search(LIST, &access).status, 500);
    visitor.control("/demo/fault/clear");
    assert_eq!(visitor.search(LIST, &access).status, 200);
}

#[test]
fn what_is_not_understood_is_refused_and_changes_nothing() {
    let visitor = Visitor::new();
    for wrong in [
        "fault?path=/*&kind=nonsense",
        "fault?kind=drop",
        "fault?path=/*&kind=status",
        "fault?path=/*&kind=status&status=7",
        "fault?path=/*&kind=slow&ms=soon",
        "fault?path=/*&kind=drop&times=twice",
        "fault?kind=lag",
        "options?nonsense=1",
        "options?clock_skew=soon",
        "account?login=bob&nonsense=1",
        "account?login=bob&remove_passkey=0&remove_passkey=nonsense",
        "account?login=nobody",
        "expire?what=nonsense",
        "nonsense",
    ] {
        assert_eq!(visitor.get(&format!("/demo/{wrong}"), "").status, 400, "{wrong}");
    }
    assert_eq!(names(&visitor, &visitor.sign_in("bob").access).len(), 3);
}

#[test]
fn lists_lag_for_as_long_as_was_asked() {
    let visitor = Visitor::new();
    let (bob, dave) = (visitor.sign_in("bob").access, visitor.sign_in("dave").access);
    let remove = |access: &str| {
        let id = visitor.search(LIST, access).json()["result"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(visitor.delete(&format!("/auth/v1/users/me/passwordless/{id}"), access).status, 200);
        id
    };
    let before = remove(&bob);
    // Method and path do not count: it is the list that lags.
    visitor.control("/demo/fault?method=DELETE&path=/x&kind=lag&reads=3&login=bob");
    let gone = remove(&bob);
    remove(&dave);
    assert!(names(&visitor, &dave).is_empty(), "another account's list does not lag");
    let listed = || visitor.search(LIST, &bob).body;
    let seen: Vec<bool> = (0..3).map(|_| listed().contains(&gone)).collect();
    assert_eq!(seen, [true, true, false], "one of the three was read for the removal");
    assert!(!listed().contains(&before));
    let again = visitor.delete(&format!("/auth/v1/users/me/passwordless/{gone}"), &bob);
    assert_eq!(again.json()["details"][0]["id"], "COMMAND-DAfb2", "listed or not, it is gone");
}

#[test]
fn every_list_lags_by_its_own_count() {
    let visitor = Visitor::new();
    let carol = visitor.sign_in("carol").access;
    visitor.control("/demo/fault?kind=lag&reads=2&login=carol");
    let (steps, links) = ("/auth/v1/users/me/auth_factors", "/auth/v1/users/me/idps");
    let link = visitor.search(&format!("{links}/_search"), &carol).json()["result"][1].clone();
    let text = |name: &str| link[name].as_str().unwrap();
    let link = format!("{links}/{}/{}", text("idpId"), text("providedUserId"));
    for path in [format!("{steps}/otp"), format!("{steps}/otp_sms"), link] {
        assert_eq!(visitor.delete(&path, &carol).status, 200, "{path}");
    }
    let count = |path: &str| {
        visitor.search(&format!("{path}/_search"), &carol).json()["result"].as_array().unwrap().len()
    };
    assert_eq!([count(steps), count(steps), count(steps)], [4, 4, 2]);
    assert_eq!([count(links), count(links)], [2, 1], "one of the two was read before");
}

/// On a runtime that nobody drives any more: an abort could not take effect here.
#[test]
fn a_demo_that_was_dropped_is_gone_at_once() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let demo = runtime.block_on(Demo::start(Options::default())).unwrap();
    let address = demo.issuer().strip_prefix("http://").unwrap().to_owned();
    let idle = runtime.block_on(async {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(b"GET /auth/v1/healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        // Answered once, so that it stands in the server's hands and not in the queue.
        assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
        stream.into_std().unwrap()
    });
    idle.set_nonblocking(false).unwrap();
    idle.set_read_timeout(Some(PATIENCE)).unwrap();
    drop(demo);
    assert_eq!(TcpStream::connect(&address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    assert_eq!((&idle).read(&mut [0; 8]).unwrap(), 0, "shut, not left open");
}
