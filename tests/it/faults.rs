//! Every fault at every call, before and after the server did what was asked: what is said, what it means for
//! the account, what can be pressed, what reached the server, and that nothing was lost or sent twice.
//!
//! The expected text is `tests/it/faults.txt`, faults that end alike together. `KEYWARD_UPDATE=1` writes it
//! anew, to be read before it is kept.

mod between;
mod calls;
pub mod connections;
mod front;
mod removals;
mod resume;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;

use keyward::domain::{Details, Trouble};
use keyward::text;

/// A fault of the answer: its name here, and what the demo is asked for.
pub type Fault = (&'static str, &'static str);

const DETAIL: &str =
    r#""details":[{"@type":"type.googleapis.com/zitadel.v1.ErrorDetail","id":"ID","message":"m"}]"#;

/// What can go wrong with an answer. `error={code},ID` stands for the server's own error with this code and id, and
/// `message` says what is in it.
pub const FAULTS: &[Fault] = &[
    ("hang", "hang"),
    ("reset", "drop"),
    ("cut body", "cut"),
    ("body over 1 MiB", "big"),
    ("web page with 200", "html"),
    ("redirect", "redirect"),
    ("400", "status&status=400&error=3,"),
    ("400 of OAuth", "status&status=400&body=%7B%22error%22%3A%22invalid_request%22%7D"),
    ("404 of a gateway", "status&status=404&body=%7B%22status%22%3A404%2C%22error%22%3A%22Not Found%22%7D"),
    ("401", "status&status=401&error=16,AUTH-7fs1e"),
    ("401 web page", "status&status=401&body=<h1>"),
    ("403 second step required", "status&status=403&error=7,AUTHZ-Kl3p0"),
    ("403", "status&status=403&error=7,AUTH-5mWD2"),
    ("404 web page", "status&status=404&body=<h1>"),
    ("404 no membership", "status&status=404&error=5,AUTHZ-cdgFk"),
    ("404 wrong host", "status&status=404&error=5,&message=unable to set instance using origin x"),
    ("404 unknown path", "status&status=404&error=5,&message=Not Found"),
    ("404 user not found", "status&status=404&error=5,COMMAND-M9dsd"),
    ("404 passkey or key not there", "status&status=404&error=5,COMMAND-DAfb2"),
    ("409", "status&status=409&error=10,"),
    ("429", "status&status=429&error=8,"),
    ("429, retry after 10 minutes", "status&status=429&error=8,&retry_after=600"),
    ("429 web page", "status&status=429&body=<h1>"),
    ("429 web page, retry after 10 minutes", "status&status=429&body=<h1>&retry_after=600"),
    ("500", "status&status=500&error=13,"),
    ("502 web page", "status&status=502&body=<h1>"),
    ("503", "status&status=503&error=14,"),
];

/// The demo's query for a fault, to strike before or after the thing is done.
pub fn query(fault: &str, after: bool) -> String {
    let (kind, rest) = fault.split_once('&').map_or((fault, ""), |(kind, rest)| (kind, rest));
    let mut query = format!("kind={kind}{}", if after { "-after" } else { "" });
    let pairs = || rest.split('&').filter_map(|pair| pair.split_once('='));
    let message = pairs().find(|(name, _)| *name == "message").map_or("m", |(_, message)| message);
    for (name, value) in pairs().filter(|(name, _)| *name != "message") {
        if name == "error" {
            let (code, id) = value.split_once(',').unwrap();
            let details =
                if id.is_empty() { String::new() } else { format!(",{}", DETAIL.replace("ID", id)) };
            let body = format!(r#"{{"code":{code},"message":"{message}"{details}}}"#);
            let body: String = url::form_urlencoded::byte_serialize(body.as_bytes()).collect();
            write!(query, "&body={body}").unwrap();
        } else {
            write!(query, "&{name}={value}").unwrap();
        }
    }
    query
}

/// A trouble in a line: title, cause, consequence, button.
pub fn line(trouble: &Trouble) -> String {
    let plain = Trouble { details: Box::<Details>::default(), ..trouble.clone() };
    let words = text::trouble("en", &plain);
    let button = words.remedy.map_or_else(|| "no button".to_owned(), |button| format!("[{button}]"));
    format!("{} | {} | {} | {button}", words.title, words.why, words.consequence)
}

/// What came of each fault at one call: outcome → faults.
#[derive(Default)]
pub struct Table(BTreeMap<String, Vec<String>>);

impl Table {
    pub fn put(&mut self, fault: &str, outcome: String) {
        self.0.entry(outcome).or_default().push(fault.to_owned());
    }
}

/// Compares what came of the faults at `call` with the chapter of that name in `faults.txt`.
pub fn compare(call: &str, table: &Table) {
    static FILE: Mutex<()> = Mutex::new(());
    let _one_at_a_time = FILE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults.txt");
    let mut chapters = chapters(&std::fs::read_to_string(&path).unwrap_or_default());
    let mut is = String::new();
    for (outcome, faults) in &table.0 {
        writeln!(is, "{outcome}\n    {}", faults.join("; ")).unwrap();
    }
    if std::env::var_os("KEYWARD_UPDATE").is_some() {
        chapters.insert(call.to_owned(), is.clone());
        let whole: Vec<String> = chapters.iter().map(|(name, text)| format!("## {name}\n{text}")).collect();
        std::fs::write(&path, whole.join("\n")).unwrap();
    }
    let should = chapters.get(call).unwrap_or_else(|| panic!("faults.txt has no chapter {call}"));
    for (one, other) in is.lines().zip(should.lines()) {
        assert_eq!(one, other, "{call}");
    }
    assert_eq!(is.lines().count(), should.lines().count(), "{call}");
}

fn chapters(text: &str) -> BTreeMap<String, String> {
    let parts = text.split("## ").filter(|part| !part.trim().is_empty());
    parts
        .map(|part| {
            let (name, body) = part.split_once('\n').unwrap();
            (name.to_owned(), format!("{}\n", body.trim_end()))
        })
        .collect()
}
