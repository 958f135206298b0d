//! A proxy from the environment carries what goes to other machines, and never what stays on this one.
//!
//! The environment belongs to the whole process, so this program starts itself again with another one.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use keyward::domain::Why;
use keyward::http::{Http, Reach};
use reqwest::{Method, Request};

use crate::stage::{quick, runtime};

/// Set where this is the started program: what the proxy does.
const CHILD: &str = "KEYWARD_TEST_PROXY_CHILD";

/// A proxy that refuses everything and tells the first line of each request.
fn proxy() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut first = String::new();
            BufReader::new(stream.try_clone().unwrap()).read_line(&mut first).unwrap();
            let _ended = tell.send(first.trim().to_owned());
            let _gone =
                stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, told)
}

fn send(http: &Http, url: &str) -> Result<u16, keyward::http::Failure> {
    let request = Request::new(Method::GET, url.parse().unwrap());
    runtime().block_on(http.send(request)).map(|answer| answer.status)
}

#[test]
fn other_machines_are_reached_by_the_proxy_and_this_one_is_not() {
    if std::env::var_os(CHILD).is_some() {
        return as_child();
    }
    let (address, told) = proxy();
    let here = TcpListener::bind("127.0.0.1:0").unwrap();
    let here_address = format!("http://{}/", here.local_addr().unwrap());
    let direct = std::thread::spawn(move || {
        let (mut stream, _) = here.accept().unwrap();
        let mut first = String::new();
        BufReader::new(stream.try_clone().unwrap()).read_line(&mut first).unwrap();
        stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").unwrap();
        first
    });
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "proxy::other_machines_are_reached_by_the_proxy_and_this_one_is_not",
            "--nocapture",
        ])
        .env(CHILD, &here_address)
        .envs(
            ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY", "http_proxy"]
                .map(|name| (name, &address)),
        )
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    let seen = told.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(seen, "CONNECT id.example.com:443 HTTP/1.1");
    assert_eq!(told.try_iter().count(), 0, "nothing else went to the proxy");
    assert!(direct.join().unwrap().starts_with("GET / HTTP/1.1"), "asked for directly");
}

fn as_child() {
    let http = Http::new(quick()).unwrap();
    let failure = send(&http, "https://id.example.com/").unwrap_err();
    assert_eq!((failure.reach, &failure.why), (Reach::NotSent, &Why::ProxyRefused), "{}", failure.cause);
    let here = std::env::var(CHILD).unwrap();
    assert_eq!(send(&http, &here).unwrap(), 204);
}
