//! The refresh token between two runs: in the system's keychain, never in a file.
//!
//! An entry is named by issuer, client id and `sub`, and says the same again inside: what was put under
//! another name is not used. The keychain may ask the person to unlock it, or hang: it is given three
//! seconds, on a thread of its own. What it keeps later than that is taken out again: nobody knows of it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use oauth2::RefreshToken;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use crate::domain::{Details, SessionKey, Trouble, What, Why};

/// What the entries are filed under.
const SERVICE: &str = "dev.keyward.Keyward";
/// How long the keychain may take.
pub const KEYCHAIN_LIMIT: Duration = Duration::from_secs(3);

type Opened = keyring_core::Result<Arc<CredentialStore>>;

/// The system's keychain, or one that tests give.
#[derive(Clone)]
pub struct Keychain {
    open: Arc<dyn Fn() -> Opened + Send + Sync>,
}

impl fmt::Debug for Keychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keychain")
    }
}

/// What stands in an entry.
#[derive(Serialize, Deserialize)]
struct Kept {
    issuer: String,
    client_id: String,
    sub: String,
    refresh_token: RefreshToken,
}

/// The entry's name.
fn name(key: &SessionKey) -> String {
    format!("{} {} {}", key.account.server.as_str(), key.client_id, key.account.subject.as_str())
}

impl Kept {
    fn is_of(&self, key: &SessionKey) -> bool {
        self.issuer == key.account.server.as_str()
            && self.client_id == key.client_id
            && self.sub == key.account.subject.as_str()
    }
}

impl Keychain {
    /// The one of this system: Secret Service, Windows Credential Manager, macOS keychain.
    #[must_use]
    pub fn of_system() -> Self {
        Self { open: Arc::new(system_store) }
    }

    /// This store.
    #[must_use]
    pub fn with_store(store: Arc<CredentialStore>) -> Self {
        Self { open: Arc::new(move || Ok(store.clone())) }
    }

    /// What `open` gives, asked for each time: a store can come and go.
    #[must_use]
    pub fn with_opener(
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
    ) -> Self {
        Self { open: Arc::new(open) }
    }

    /// Keeps `token` for `key`, over what was there.
    ///
    /// # Errors
    /// A [`Trouble`] about [`What::KeepSession`]: it is not kept, and the old one may still be there.
    pub async fn keep(&self, key: &SessionKey, token: &RefreshToken) -> Result<(), Trouble> {
        let kept = Kept {
            issuer: key.account.server.as_str().to_owned(),
            client_id: key.client_id.clone(),
            sub: key.account.subject.as_str().to_owned(),
            refresh_token: token.clone(),
        };
        let text = serde_json::to_string(&kept).map_err(|_never| unusable("not written"))?;
        let wait = Arc::new(Wait::default());
        let work = {
            let wait = wait.clone();
            move |entry: &Entry| {
                if wait.is_over() {
                    return Ok(());
                }
                entry.set_password(&text)?;
                // It was said that nothing is kept. Meanwhile there may be another one, which stays.
                if !wait.end() && entry.get_password()? == text {
                    entry.delete_credential()?;
                }
                Ok(())
            }
        };
        match self.with_entry(key, work).await {
            Err(late) if wait.end() => Err(late.trouble()),
            // In the very last moment: it is kept after all.
            Err(_) | Ok(()) => Ok(()),
        }
    }

    /// What is kept for `key`; `None` where nothing is, or something that belongs elsewhere.
    ///
    /// # Errors
    /// A [`Trouble`] about [`What::KeepSession`]: nobody knows whether something is kept.
    pub async fn find(&self, key: &SessionKey) -> Result<Option<RefreshToken>, Trouble> {
        let read = |entry: &Entry| match entry.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        };
        let text = self.with_entry(key, read).await.map_err(Unusable::trouble)?;
        let kept = text.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        Ok(kept.filter(|kept| kept.is_of(key)).map(|kept| kept.refresh_token))
    }

    /// Forgets what is kept for `key`.
    ///
    /// # Errors
    /// A [`Trouble`] about [`What::ForgetSession`]: it may still be there.
    pub async fn forget(&self, key: &SessionKey) -> Result<(), Trouble> {
        self.delete(key).await.map_err(not_forgotten)
    }

    /// The same where perhaps nothing was kept: on a system without a keychain, nothing was.
    ///
    /// # Errors
    /// As for [`Self::forget`].
    pub async fn forget_where_there_is_one(&self, key: &SessionKey) -> Result<(), Trouble> {
        self.delete(key)
            .await
            .or_else(|fault| if fault.is_there { Err(not_forgotten(fault)) } else { Ok(()) })
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), Unusable> {
        let wait = Arc::new(Wait::default());
        let work = {
            let wait = wait.clone();
            move |entry: &Entry| {
                if wait.is_over() {
                    return Ok(());
                }
                match entry.delete_credential() {
                    Ok(()) | Err(Error::NoEntry) => Ok(()),
                    Err(error) => Err(error),
                }
            }
        };
        let deleted = self.with_entry(key, work).await;
        // Later, another one may be there, which stays.
        wait.end();
        deleted
    }

    async fn with_entry<T: Send + 'static>(
        &self,
        key: &SessionKey,
        work: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, Unusable> {
        let (open, name) = (self.open.clone(), name(key));
        let done = tokio::task::spawn_blocking(move || {
            let entry = open()?.build(SERVICE, &name, None)?;
            work(&entry)
        });
        match timeout(KEYCHAIN_LIMIT, done).await {
            Ok(Ok(outcome)) => outcome.map_err(|error| Unusable {
                cause: in_short(&error),
                is_there: !matches!(error, Error::NoDefaultStore | Error::PlatformFailure(_)),
            }),
            Ok(Err(_ended)) => Err(Unusable { cause: "it ended unexpectedly", is_there: true }),
            Err(_late) => {
                Err(Unusable { cause: "no answer within three seconds; it may be locked", is_there: true })
            }
        }
    }
}

/// The keychain could not be used.
struct Unusable {
    cause: &'static str,
    /// As far as is known, there is one.
    is_there: bool,
}

impl Unusable {
    fn trouble(self) -> Trouble {
        unusable(self.cause)
    }
}

fn not_forgotten(fault: Unusable) -> Trouble {
    fault.trouble().about(What::ForgetSession)
}

/// Who is first: the keychain with its answer, or the one who waits for it with giving up.
#[derive(Default)]
struct Wait(AtomicBool);

impl Wait {
    fn is_over(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Ends the wait; `false` where the other side has ended it.
    fn end(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> Opened {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(windows)]
fn system_store() -> Opened {
    let store: Arc<CredentialStore> = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn system_store() -> Opened {
    let store: Arc<CredentialStore> = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(not(any(target_os = "linux", windows, target_os = "macos")))]
fn system_store() -> Opened {
    Err(Error::NoDefaultStore)
}

fn unusable(cause: &str) -> Trouble {
    let details = Details { cause: Some(cause.to_owned()), ..Details::default() };
    Trouble::new(What::KeepSession, Why::KeychainUnusable).with(details)
}

/// The kind of error only: its text may repeat what was to be kept.
const fn in_short(error: &Error) -> &'static str {
    match error {
        Error::NoStorageAccess(_) => "it is locked, or did not let Keyward in",
        Error::NoDefaultStore => "there is none on this system",
        Error::PlatformFailure(_) => "the system's service for it is not there, or failed",
        Error::TooLong(..) => "what is to be kept is too long for it",
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "what it holds could not be understood",
        Error::Ambiguous(_) => "it holds more than one entry for this account",
        _ => "it refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountKey, Server, Subject};

    fn session(server: &str, client_id: &str, sub: &str) -> SessionKey {
        let account =
            AccountKey { server: Server::parse(server).unwrap().server, subject: Subject::new(sub) };
        SessionKey { account, client_id: client_id.to_owned() }
    }

    fn secret(found: Result<Option<RefreshToken>, Trouble>) -> Option<String> {
        found.unwrap().map(|token| token.secret().clone())
    }

    #[tokio::test]
    async fn what_is_kept_is_found_under_its_own_name_only() {
        let keychain = Keychain::with_store(keyring_core::mock::Store::new().unwrap());
        let bob = session("https://id.example.com", "1", "bob");
        keychain.keep(&bob, &RefreshToken::new("first".into())).await.unwrap();
        keychain.keep(&bob, &RefreshToken::new("second".into())).await.unwrap();
        assert_eq!(secret(keychain.find(&bob).await).as_deref(), Some("second"));
        for other in [
            session("https://id.example.com", "1", "eve"),
            session("https://id.example.com", "2", "bob"),
            session("https://id.example.org", "1", "bob"),
        ] {
            assert_eq!(secret(keychain.find(&other).await), None, "{other:?}");
        }
        keychain.forget(&bob).await.unwrap();
        assert_eq!(secret(keychain.find(&bob).await), None);
        keychain.forget(&bob).await.unwrap();
    }

    #[tokio::test]
    async fn an_entry_that_says_something_else_inside_is_not_used() {
        let store = keyring_core::mock::Store::new().unwrap();
        let keychain = Keychain::with_store(store.clone());
        let (bob, eve) =
            (session("https://id.example.com", "1", "bob"), session("https://id.example.com", "1", "eve"));
        keychain.keep(&eve, &RefreshToken::new("hers".into())).await.unwrap();
        let store: Arc<CredentialStore> = store;
        let hers = store.build(SERVICE, &name(&eve), None).unwrap().get_password().unwrap();
        let his = store.build(SERVICE, &name(&bob), None).unwrap();
        for text in [hers.as_str(), "", "not json", "{}"] {
            his.set_password(text).unwrap();
            assert_eq!(secret(keychain.find(&bob).await), None, "{text}");
        }
    }

    #[tokio::test]
    async fn what_is_kept_too_late_is_taken_out_again() {
        let store = keyring_core::mock::Store::new().unwrap();
        let keychain = Keychain::with_store(store.clone());
        let bob = session("https://id.example.com", "1", "bob");
        let store: Arc<CredentialStore> = store;
        let entry = store.build(SERVICE, &name(&bob), None).unwrap();
        // Locked until the person unlocks it, half a second after it was given up.
        let (tell, locked) = std::sync::mpsc::channel();
        let unlocked = std::thread::spawn(move || {
            let inside: &keyring_core::mock::Cred = entry.as_any().downcast_ref().unwrap();
            let lock = inside.inner.lock().unwrap();
            tell.send(()).unwrap();
            std::thread::sleep(KEYCHAIN_LIMIT + Duration::from_millis(500));
            drop(lock);
            std::thread::sleep(Duration::from_millis(500));
            entry.get_password().map_err(|error| error.to_string())
        });
        locked.recv().unwrap();
        let trouble = keychain.keep(&bob, &RefreshToken::new("late".into())).await.unwrap_err();
        assert_eq!((trouble.what, trouble.why), (What::KeepSession, Why::KeychainUnusable));
        assert!(unlocked.join().unwrap().is_err(), "nothing is kept that was said not to be");
        assert_eq!(secret(keychain.find(&bob).await), None);
    }

    #[tokio::test]
    async fn a_deletion_that_was_given_up_does_not_happen_later() {
        let store: Arc<CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let (inner, is_late) = (store.clone(), Arc::new(AtomicBool::new(false)));
        let late = is_late.clone();
        let keychain = Keychain::with_opener(move || {
            if late.load(Ordering::SeqCst) {
                std::thread::sleep(KEYCHAIN_LIMIT + Duration::from_millis(500));
            }
            Ok(inner.clone())
        });
        let bob = session("https://id.example.com", "1", "bob");
        keychain.keep(&bob, &RefreshToken::new("old".into())).await.unwrap();
        is_late.store(true, Ordering::SeqCst);
        let trouble = keychain.forget(&bob).await.unwrap_err();
        assert_eq!(trouble.what, What::ForgetSession);
        is_late.store(false, Ordering::SeqCst);
        keychain.keep(&bob, &RefreshToken::new("new".into())).await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(secret(keychain.find(&bob).await).as_deref(), Some("new"));
    }

    #[tokio::test]
    async fn a_keychain_that_hangs_is_not_waited_for() {
        let open = || {
            std::thread::sleep(Duration::from_secs(6));
            Err(Error::NoDefaultStore)
        };
        let keychain = Keychain { open: Arc::new(open) };
        let begun = std::time::Instant::now();
        let bob = session("https://id.example.com", "1", "bob");
        let trouble = keychain.keep(&bob, &RefreshToken::new("secret".into())).await.unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert_eq!(trouble.why, Why::KeychainUnusable);
        assert!(!format!("{trouble:?}").contains("secret"));
    }
}
