//! What becomes of a session when the window closes: kept, or ended.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use super::Outlet;
use super::live::Live;
use crate::domain::Event;
use crate::signin::{KEYCHAIN_LIMIT, Keychain};

/// How long the server may take to be told of an end when the window has closed.
const REVOKE_LIMIT: Duration = Duration::from_secs(2);
/// How long sign-outs under way may take then.
pub(super) const SIGN_OUT_LIMIT: Duration = KEYCHAIN_LIMIT.saturating_add(REVOKE_LIMIT);

/// What the keychain has to do with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Nothing.
    No,
    /// It is to be kept.
    New,
    /// It is kept there.
    Already,
}

/// A session's entry in the keychain. Whoever turns its token, writes it or deletes it does so alone.
#[derive(Clone)]
pub(super) struct Place {
    /// `None` where nothing is to be kept.
    pub keychain: Option<Keychain>,
    alone: Arc<Mutex<()>>,
}

impl Place {
    pub const fn new(keychain: Option<Keychain>, alone: Arc<Mutex<()>>) -> Self {
        Self { keychain, alone }
    }

    /// Waits for whoever uses it.
    pub async fn alone(&self) -> OwnedMutexGuard<()> {
        self.alone.clone().lock_owned().await
    }
}

/// Keeps the session for the next start, and says whether that could be done. The program ends after it.
pub(super) async fn keep_session(live: Arc<Live>, outlet: Outlet, _ended: Option<Sender<Infallible>>) {
    let event = match live.keep().await {
        Ok(()) if live.is_kept() => Event::SessionKept(live.key()),
        // The server gave no refresh token: there is nothing to keep.
        Ok(()) => return,
        Err(trouble) => Event::SessionNotKept(live.key(), trouble),
    };
    let is_kept = matches!(event, Event::SessionKept(_));
    if !outlet.is_heard(live.generation, event) && is_kept {
        // The settings do not tell of it, so the next start would not find it.
        if let Err(trouble) = live.forget().await {
            tracing::warn!("the session was not forgotten: {:?}", trouble.why);
        }
        revoke(live).await;
    }
}

/// Ends a session that nobody will use.
pub(super) async fn revoke(live: Arc<Live>) {
    if let Err(trouble) = live.revoke().await {
        tracing::warn!("the session was not revoked: {:?}", trouble.why);
    }
}

/// What a session needs when the window is closed: what is kept goes on, anything else ends.
pub(super) async fn close(live: Arc<Live>) {
    if live.is_kept() {
        live.turn_no_more().await;
    }
    if live.is_kept() {
        return;
    }
    // Nobody would remember one that is being kept just now.
    live.keep_no_more();
    if timeout(REVOKE_LIMIT, revoke(live)).await.is_err() {
        tracing::warn!("the session was not revoked in time");
    }
}
