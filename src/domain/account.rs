//! Who is signed in, and how answers from before a change of account are told apart.

use std::time::Instant;

use jiff::Timestamp;

use super::label::painted;
use super::server::Server;

/// Counts sign-ins. Answers that carry an older generation are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(u64);

impl Generation {
    /// The generation after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// The `sub` claim: the user's id at one issuer (OpenID Connect Core 1.0, section 2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

impl Subject {
    /// Takes the claim as the server sent it.
    pub fn new(sub: impl Into<String>) -> Self {
        Self(sub.into())
    }

    /// The claim's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One account: a subject is unique only at its issuer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey {
    /// Who issued the subject.
    pub server: Server,
    /// The user's id there.
    pub subject: Subject,
}

/// The signed-in person, as shown in the header and in every dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Issuer and subject.
    pub key: AccountKey,
    /// The name to sign in with, cleaned for painting (`preferred_username`).
    pub login_name: String,
    /// The person's name, cleaned for painting (`name`), or the login name.
    pub display_name: String,
}

impl Account {
    /// An account with the names that a server or the settings gave, cleaned for painting; a name that is
    /// empty gives way to the next: name, login name, subject.
    #[must_use]
    pub fn named(key: AccountKey, login_name: &str, name: Option<&str>) -> Self {
        let login_name = painted(login_name);
        let names =
            [name.map(painted).unwrap_or_default(), login_name.clone(), painted(key.subject.as_str())];
        let display_name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        Self { key, login_name, display_name }
    }
}

/// The two clocks at the moment of a message: the domain never reads one itself.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Monotonic: the age of a proof does not change when the wall clock is set.
    pub instant: Instant,
    /// Wall clock, for what a person reads, and for the age of a proof while the machine slept.
    pub wall: Timestamp,
}
