//! The recorded exchanges, and a server that gives one recorded answer as it came.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// One recorded exchange; members as in the file.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The file's path below `tests/recordings`, without its extension: `2024/me`.
    pub name: String,
    pub method: String,
    pub path: String,
    /// HTTP status; 0 for gRPC.
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// The body where it is text.
    pub body: Option<String>,
    /// The body, whatever it is.
    pub bytes: Vec<u8>,
    /// The request's body where it is binary (gRPC-web).
    pub sent: Vec<u8>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings")
}

/// All recordings, by name.
pub fn all() -> BTreeMap<String, Recorded> {
    let mut found = BTreeMap::new();
    for (below, prefix) in [(folder(), ""), (folder().join("2024"), "2024/")] {
        for entry in fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = format!("{prefix}{}", path.file_stem().unwrap().to_str().unwrap());
                found.insert(name.clone(), read(&path, name));
            }
        }
    }
    assert!(found.len() > 90, "recordings are missing");
    found
}

fn read(path: &Path, name: String) -> Recorded {
    let file: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let response = &file["response"];
    let pairs = response["headers"].as_array().cloned().unwrap_or_default();
    Recorded {
        name,
        method: text(&file["request"]["method"]),
        path: text(&file["request"]["path"]),
        status: response["status"].as_u64().unwrap_or_default().try_into().unwrap(),
        headers: pairs.iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
        body: (response["encoding"] == "utf-8").then(|| text(&response["body"])),
        bytes: match response["encoding"].as_str() {
            Some("base64") => STANDARD.decode(text(&response["body"])).unwrap(),
            _ => text(&response["body"]).into_bytes(),
        },
        sent: STANDARD.decode(text(&file["request"]["body"])).unwrap_or_default(),
    }
}

impl Recorded {
    /// The path without its query.
    pub fn plain_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    fn answer(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Recorded\r\n", self.status);
        for (name, value) in &self.headers {
            // Recorded on another connection, and for a body that may have been cleaned of secrets.
            if !["content-length", "transfer-encoding", "connection"].contains(&name.to_lowercase().as_str())
            {
                head = format!("{head}{name}: {value}\r\n");
            }
        }
        let head = format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n", self.bytes.len());
        [head.as_bytes(), &self.bytes].concat()
    }
}

/// Answers each of `answers` for its method and path, whatever the ids in it, and anything else with 503.
/// Serves until the process ends; returns the address.
pub fn serve(answers: Vec<Recorded>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answers = answers.clone();
            std::thread::spawn(move || answer(stream.unwrap(), &answers));
        }
    });
    address
}

fn answer(stream: TcpStream, answers: &[Recorded]) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    reader.take(length).read_to_end(&mut Vec::new()).unwrap();
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let found =
        answers.iter().find(|recorded| recorded.method == method && same_place(&recorded.path, target));
    let bytes = found.map_or_else(
        || b"HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
        Recorded::answer,
    );
    let mut stream = stream;
    // The client may have gone already.
    let _ = stream.write_all(&bytes);
}

/// Whether both are the same path, ids and the order of queries aside.
fn same_place(one: &str, other: &str) -> bool {
    let place = |target: &str| {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let is_id = |segment: &str| !segment.is_empty() && segment.chars().all(|c| c.is_ascii_digit());
        let path: Vec<String> =
            path.split('/').map(|part| if is_id(part) { "#".into() } else { part.into() }).collect();
        let mut query: Vec<String> =
            query.split('&').map(|pair| pair.split('=').next().unwrap_or_default().to_owned()).collect();
        query.sort();
        (path, query)
    };
    place(one) == place(other)
}
