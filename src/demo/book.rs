//! Everything that the demo remembers.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::accounts::Account;
use super::fault::Fault;
use super::{Asked, people};

/// How long a sign-in page or a code is good for.
const SHORT_LIVED: Duration = Duration::from_mins(5);
/// The most sign-ins, sessions and requests that are remembered, the oldest forgotten first.
const MOST: usize = 2000;
/// The scope that opens the API (api.md, section 5).
const API_SCOPE: &str = "urn:zitadel:iam:org:project:id:zitadel:aud";

/// An authorization request that was found good.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub id: String,
    pub redirect_uri: String,
    pub state: String,
    pub nonce: Option<String>,
    pub challenge: String,
    pub scope: String,
    pub made: Instant,
}

/// A code that was given out and not used yet.
#[derive(Clone)]
pub(super) struct Code {
    pub text: String,
    pub login: &'static str,
    pub pending: Pending,
}

/// A session with its newest tokens.
#[derive(Clone)]
pub(super) struct Session {
    pub login: &'static str,
    pub access: String,
    pub access_ends: Instant,
    pub refresh: Option<String>,
    pub scope: String,
    pub signed_in: Timestamp,
    pub id: String,
}

impl Session {
    pub fn has_scope(&self, wanted: &str) -> bool {
        self.scope.split(' ').any(|scope| scope == wanted)
    }
}

/// One request, as the log shows it. Queries are left out: they hold codes.
struct Logged {
    method: String,
    path: String,
    status: Option<u16>,
}

pub(super) struct Book {
    pub accounts: BTreeMap<&'static str, Account>,
    pub pending: Vec<Pending>,
    pub codes: Vec<Code>,
    pub sessions: Vec<Session>,
    pub faults: Vec<Fault>,
    /// How the identity provider misbehaves: names and values of `/demo/options`.
    pub odd: BTreeMap<String, String>,
    log: Vec<Logged>,
    forgotten: usize,
}

impl Book {
    pub fn new() -> Self {
        Self {
            accounts: people::all(),
            pending: Vec::new(),
            codes: Vec::new(),
            sessions: Vec::new(),
            faults: Vec::new(),
            odd: BTreeMap::new(),
            log: Vec::new(),
            forgotten: 0,
        }
    }

    pub fn odd(&self, name: &str) -> Option<&str> {
        self.odd.get(name).map(String::as_str)
    }

    /// Forgets what is too old or too much.
    pub fn tidy(&mut self) {
        self.pending.retain(|pending| pending.made.elapsed() < SHORT_LIVED);
        self.codes.retain(|code| code.pending.made.elapsed() < SHORT_LIVED);
        keep_last(&mut self.pending);
        keep_last(&mut self.codes);
        keep_last(&mut self.sessions);
    }

    /// The session of a valid access token.
    pub fn session(&self, access: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.access == access && session.access_ends > Instant::now())
    }

    /// Whose token this is, where it opens the API.
    pub fn api_login(&self, access: &str) -> Option<&'static str> {
        let opens = |session: &&Session| session.has_scope(API_SCOPE) && self.odd("no_audience").is_none();
        self.session(access).filter(opens).map(|session| session.login)
    }

    /// Writes down a request; returns its number for the status that follows.
    pub fn log(&mut self, asked: &Asked) -> usize {
        self.log.push(Logged { method: asked.method.clone(), path: asked.path.clone(), status: None });
        self.forgotten += keep_last(&mut self.log);
        self.forgotten + self.log.len() - 1
    }

    pub fn log_status(&mut self, number: usize, status: u16) {
        let place = number.checked_sub(self.forgotten).and_then(|place| self.log.get_mut(place));
        if let Some(logged) = place {
            logged.status = Some(status);
        }
    }

    pub fn clear_log(&mut self) {
        self.forgotten += self.log.len();
        self.log.clear();
    }

    pub fn log_rows(&self) -> Vec<Value> {
        let row = |logged: &Logged| json!({ "method": logged.method, "path": logged.path, "status": logged.status });
        self.log.iter().map(row).collect()
    }
}

fn keep_last<T>(list: &mut Vec<T>) -> usize {
    let over = list.len().saturating_sub(MOST);
    list.drain(..over);
    over
}
