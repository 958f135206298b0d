//! The sessions that a person can go on with: one for each account and app, each with a keychain entry of its
//! own.

use serde::{Deserialize, Serialize};

use super::account::{Account, AccountKey, Subject};
use super::administrator::Administered;
use super::server::Server;
use super::settings::Settings;
use super::state::Target;

/// Which session: whose account, and through which app.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey {
    /// Issuer and subject.
    pub account: AccountKey,
    /// The client id.
    pub client_id: String,
}

/// A session that was neither signed out of nor ended by the server, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose.
    pub account: Account,
    /// Where.
    pub target: Target,
    /// Whether the keychain holds it.
    pub kept: bool,
    /// Whether it was used in this run: then the worker holds it.
    pub used: bool,
}

/// A session that is in the keychain, as the settings remember it. The secret is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSession {
    /// The issuer.
    pub server: String,
    /// The client id.
    pub client_id: String,
    /// The `sub` claim.
    pub subject: String,
    /// The name to sign in with; for the person to tell accounts apart, and not relied on.
    #[serde(default)]
    pub login_name: String,
    /// The person's name, likewise.
    #[serde(default)]
    pub display_name: String,
}

impl OpenSession {
    /// Which it is.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey { account: self.account.key.clone(), client_id: self.target.client_id.clone() }
    }

    fn to_keep(&self) -> Option<KeptSession> {
        (self.kept && !self.target.demo).then(|| KeptSession {
            server: self.target.server.as_str().to_owned(),
            client_id: self.target.client_id.clone(),
            subject: self.account.key.subject.as_str().to_owned(),
            login_name: self.account.login_name.clone(),
            display_name: self.account.display_name.clone(),
        })
    }

    /// `None` where `kept` names no server that can be used.
    fn from_kept(kept: &KeptSession) -> Option<Self> {
        let server = Server::parse(&kept.server).ok()?.server;
        let key = AccountKey { server: server.clone(), subject: Subject::new(kept.subject.clone()) };
        let account = Account::named(key, &kept.login_name, Some(&kept.display_name));
        Some(Self { account, target: Target::new(server, kept.client_id.clone()), kept: true, used: false })
    }
}

/// All of them, the one used last first. Each key stands once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sessions(Vec<OpenSession>);

impl Sessions {
    /// What the settings remember.
    #[must_use]
    pub fn remembered(settings: &Settings) -> Self {
        let mut sessions = Self::default();
        for kept in settings.kept_sessions.iter().rev() {
            if let Some(session) = OpenSession::from_kept(kept) {
                sessions.put_first(session);
            }
        }
        sessions
    }

    /// What the settings are to remember.
    #[must_use]
    pub fn to_keep(&self) -> Vec<KeptSession> {
        self.0.iter().filter_map(OpenSession::to_keep).collect()
    }

    /// All of them.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &OpenSession> {
        self.0.iter()
    }

    /// The one with this key.
    #[must_use]
    pub fn find(&self, key: &SessionKey) -> Option<&OpenSession> {
        self.0.iter().find(|session| session.key() == *key)
    }

    /// The one used last at this server through this app.
    #[must_use]
    pub fn at(&self, target: &Target) -> Option<&OpenSession> {
        self.0.iter().find(|session| {
            session.target.server == target.server && session.target.client_id == target.client_id
        })
    }

    /// The session of `account` at `target` is used now.
    pub(super) fn used(&mut self, account: Account, target: Target) {
        let mut session = OpenSession { account, target, kept: false, used: true };
        session.kept = self.find(&session.key()).is_some_and(|before| before.kept);
        self.put_first(session);
    }

    fn put_first(&mut self, session: OpenSession) {
        self.drop(&session.key());
        self.0.insert(0, session);
    }

    /// It is over.
    pub(super) fn drop(&mut self, key: &SessionKey) {
        self.0.retain(|session| session.key() != *key);
    }

    /// The keychain holds it.
    pub(super) fn kept(&mut self, key: &SessionKey) {
        self.set_kept(key, true);
    }

    /// The keychain does not hold it.
    pub(super) fn not_kept(&mut self, key: &SessionKey) {
        self.set_kept(key, false);
    }

    fn set_kept(&mut self, key: &SessionKey, kept: bool) {
        if let Some(session) = self.0.iter_mut().find(|session| session.key() == *key) {
            session.kept = kept;
        }
    }

    /// The keychain is to hold none; what it held.
    pub(super) fn keep_none(&mut self) -> Vec<SessionKey> {
        let kept = self.0.iter().filter(|session| session.kept).map(OpenSession::key).collect();
        self.0.retain(|session| session.used);
        for session in &mut self.0 {
            session.kept = false;
        }
        kept
    }

    /// What the administrator says of their targets.
    pub(super) fn mark(&mut self, administered: &Administered) {
        for session in &mut self.0 {
            session.target = administered.mark(session.target.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(server: &str, subject: &str) -> KeptSession {
        KeptSession {
            server: server.into(),
            client_id: "1".into(),
            subject: subject.into(),
            login_name: format!("{subject}\u{202e}@example"),
            display_name: String::new(),
        }
    }

    fn remembered(kept_sessions: Vec<KeptSession>) -> Sessions {
        Sessions::remembered(&Settings { kept_sessions, ..Settings::default() })
    }

    #[test]
    fn what_is_remembered_keeps_its_order_and_stands_once() {
        let all = vec![
            kept("https://a.example", "1"),
            kept("https://b.example", "1"),
            kept("https://a.example", "1"),
            kept("not an address", "2"),
        ];
        let sessions = remembered(all);
        let servers: Vec<_> = sessions.iter().map(|session| session.target.server.as_str()).collect();
        assert_eq!(servers, ["https://a.example", "https://b.example"]);
        assert_eq!(remembered(sessions.to_keep()), sessions);
    }

    #[test]
    fn names_from_the_settings_are_cleaned_and_never_empty() {
        let sessions = remembered(vec![kept("https://a.example", "1")]);
        let account = &sessions.iter().next().unwrap().account;
        assert_eq!((account.login_name.as_str(), account.display_name.as_str()), ("1@example", "1@example"));
        let nameless = KeptSession { login_name: " ".into(), ..kept("https://a.example", "77") };
        let sessions = remembered(vec![nameless]);
        assert_eq!(sessions.iter().next().unwrap().account.display_name, "77");
    }

    #[test]
    fn the_one_used_last_comes_first_and_stays_kept() {
        let mut sessions = remembered(vec![kept("https://a.example", "1"), kept("https://b.example", "2")]);
        let second = sessions.iter().nth(1).unwrap().clone();
        sessions.used(second.account.clone(), second.target);
        let first = sessions.iter().next().unwrap();
        assert_eq!(first.account, second.account);
        assert!(first.kept && first.used);
        assert_eq!(sessions.keep_none().len(), 2);
        assert_eq!(sessions.iter().len(), 1, "the other one was in the keychain only");
        assert!(sessions.to_keep().is_empty());
    }
}
