//! Everything that the demo remembers.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::accounts::{Account, Removed};
use super::fault::Fault;
use super::{Asked, people, put};

/// How long a sign-in page or a code is good for.
const SHORT_LIVED: Duration = Duration::from_mins(5);
/// The most sign-ins, sessions and requests that are remembered, the oldest forgotten first.
const MOST: usize = 2000;
/// The scope that opens the API (api.md, section 5).
pub(super) const API_SCOPE: &str = "urn:zitadel:iam:org:project:id:zitadel:aud";

/// An authorization request that was found good.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub id: String,
    pub redirect_uri: String,
    pub state: Option<String>,
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

/// One request, as the log shows it.
struct Logged {
    method: String,
    path: String,
    /// Of API calls only: elsewhere it holds codes and states.
    query: Vec<(String, String)>,
    /// Whose token came with it.
    login: Option<&'static str>,
    status: Option<u16>,
}

/// A list that can lag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Passkeys,
    Factors,
    Links,
}

/// Lists do not know of removals yet.
#[derive(Clone, Debug)]
pub(super) struct Lag {
    /// For how many readings, of each list.
    pub reads: usize,
    /// How often each was read.
    pub read: BTreeMap<List, usize>,
    /// In this account only.
    pub login: Option<String>,
}

pub(super) struct Book {
    pub accounts: BTreeMap<&'static str, Account>,
    pub pending: Vec<Pending>,
    pub codes: Vec<Code>,
    pub sessions: Vec<Session>,
    pub faults: Vec<Fault>,
    pub lag: Option<Lag>,
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
            lag: None,
            odd: BTreeMap::new(),
            log: Vec::new(),
            forgotten: 0,
        }
    }

    pub fn odd(&self, name: &str) -> Option<&str> {
        self.odd.get(name).map(String::as_str)
    }

    /// An oddity that is a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.odd(name)?.parse().ok()
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
        let theirs = |session: &&Session| session.access == access && session.access_ends > Instant::now();
        self.sessions.iter().find(theirs)
    }

    /// Whose token this is, where it opens the API.
    pub fn api_login(&self, access: &str) -> Option<&'static str> {
        let opens = |session: &&Session| session.has_scope(API_SCOPE) && self.odd("no_audience").is_none();
        self.session(access).filter(opens).map(|session| session.login)
    }

    /// Writes down a request; returns its number for the status that follows.
    pub fn log(&mut self, asked: &Asked) -> usize {
        let api = asked.path.starts_with("/auth/") || asked.path.starts_with("/v2");
        let login = asked.bearer().and_then(|access| self.session(access)).map(|session| session.login);
        self.log.push(Logged {
            method: asked.method.clone(),
            path: asked.path.clone(),
            query: if api { asked.query.clone() } else { Vec::new() },
            login,
            status: None,
        });
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
        self.log.iter().map(Logged::row).collect()
    }

    /// Forgets all faults.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
        self.lag = None;
    }

    /// From now on lists lag: what is gone before this is known to be gone.
    pub fn start_lag(&mut self, lag: Lag) {
        for account in self.accounts.values_mut() {
            account.removed = Removed::default();
        }
        self.lag = Some(lag);
    }

    /// Whether this list of this account still shows what was removed. Counts the reading.
    pub fn lags(&mut self, login: &str, list: List) -> bool {
        let Some(lag) = &mut self.lag else { return false };
        if lag.login.as_deref().is_some_and(|only| only != login) {
            return false;
        }
        let read = lag.read.entry(list).or_default();
        *read += 1;
        *read <= lag.reads
    }
}

impl Logged {
    fn row(&self) -> Value {
        let mut row = json!({ "method": self.method, "path": self.path });
        if !self.query.is_empty() {
            let query: Map<String, Value> =
                self.query.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
            put(&mut row, "query", Value::Object(query));
        }
        if let Some(login) = self.login {
            put(&mut row, "account", json!(login));
        }
        if let Some(status) = self.status {
            put(&mut row, "status", json!(status));
        }
        row
    }
}

fn keep_last<T>(list: &mut Vec<T>) -> usize {
    let over = list.len().saturating_sub(MOST);
    list.drain(..over);
    over
}
