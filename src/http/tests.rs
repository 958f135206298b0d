//! The limits and the pauses, against a server of a few lines.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::{Method, Request};

use super::*;

/// Gives each of these answers to one connection after another; the address, and when each was asked for.
fn serve(answers: Vec<String>) -> (Url, Receiver<Instant>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    let (outlet, asked) = channel();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            outlet.send(Instant::now()).unwrap();
            let read = stream.read(&mut [0; 4096]).unwrap();
            assert!(read > 0);
            // Whoever has read enough hangs up.
            let _hung_up = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

fn with_body(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn the_usual_limits_are_those_that_are_promised() {
    let Limits { connect, request, patience } = Limits::default();
    assert_eq!((connect, request), (Duration::from_secs(5), Duration::from_secs(20)));
    assert_eq!(BODY_LIMIT, 1 << 20, "one MiB");
    assert_eq!(patience.first_pause, Duration::from_millis(300));
    assert_eq!(patience.longest_pause, Duration::from_secs(5));
    assert_eq!(patience.in_all, Duration::from_secs(10));
}

#[test]
fn a_body_is_read_up_to_the_limit_and_no_byte_further() {
    for (length, fits) in [(BODY_LIMIT, true), (BODY_LIMIT + 1, false)] {
        let (address, _asked) = serve(vec![with_body("200 OK", &"x".repeat(length))]);
        let http = Http::new(Limits::default()).unwrap();
        let answer = block_on(http.send(Request::new(Method::GET, address)));
        match answer {
            Ok(answer) => assert!(fits && answer.body.len() == length),
            Err(failure) => {
                assert!(!fits, "{failure:?}");
                // The server may have done what was asked.
                assert_eq!((failure.reach, failure.why), (Reach::Perhaps, Why::Unreadable));
            }
        }
    }
}

#[test]
fn what_is_read_again_is_asked_for_after_pauses_that_grow() {
    let first_pause = Duration::from_millis(100);
    let (address, asked) = serve(vec![with_body("503 Service Unavailable", ""); 3]);
    let patience = Patience { first_pause, ..Patience::default() };
    let http = Http::new(Limits { patience, ..Limits::default() }).unwrap();
    let answer = block_on(http.read(Request::new(Method::GET, address))).unwrap();
    assert_eq!(answer.status, 503);
    let times: Vec<Instant> = asked.iter().collect();
    let [first, second, third] = times[..] else { panic!("asked {} times", times.len()) };
    // By chance up to twice as long; a busy machine may add to it, and takes nothing away.
    assert!(second - first >= first_pause, "{:?}", second - first);
    assert!(third - second >= 3 * first_pause, "{:?}", third - second);
}
