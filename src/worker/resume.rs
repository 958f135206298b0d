//! Going on with a session of an earlier run, by what the keychain holds of it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use oauth2::RefreshToken;
use tokio::sync::OwnedMutexGuard;

use super::keeping::Place;
use crate::domain::{Remedy, SessionKey, Trouble, What, Why};
use crate::http::Http;
use crate::signin::{self, Keychain, RefreshFault, Session, Tokens};

/// What came of it.
pub(super) enum Resumed {
    /// Signed in.
    On(Box<On>),
    /// Not now; it may go on later, and what is kept stays.
    NotNow(Trouble),
    /// Nothing is kept, or the server does not take it any more, as the trouble says.
    Nothing(Option<Trouble>),
}

/// A session that goes on.
pub(super) struct On {
    pub session: Session,
    pub tokens: Tokens,
    /// Whether the keychain holds its new refresh token.
    pub kept: bool,
}

/// A session to go on with.
#[derive(Clone)]
pub(super) struct Resume {
    pub http: Arc<Http>,
    pub keychain: Keychain,
    pub key: SessionKey,
    pub place: Place,
    /// Held until a token that is being turned is kept.
    pub ended: Option<Sender<Infallible>>,
}

/// A token turned.
struct Turned {
    tokens: Tokens,
    kept: bool,
}

impl Resume {
    /// Goes on. Where this is given up, nothing is lost.
    pub async fn run(self) -> Resumed {
        // One that was given up may still be turning the token: what it keeps is to be found here.
        let alone = Arc::new(self.place.alone().await);
        let mut kept = match self.keychain.find(&self.key).await {
            Ok(Some(kept)) => kept,
            Ok(None) => return Resumed::Nothing(None),
            // Locked, perhaps: it may still be there the next time.
            Err(trouble) => return not_now(trouble),
        };
        let session = match signin::reopen(&self.http, &self.key).await {
            Ok(session) => Arc::new(session),
            Err(trouble) => return not_now(trouble),
        };
        // Once more where somebody else has turned the token meanwhile.
        for once_more in [true, false] {
            let trouble = match self.turn(&session, &kept, &alone).await {
                Ok(turned) => return self.named(session, turned).await,
                Err(RefreshFault::Later(trouble)) => return not_now(trouble),
                Err(RefreshFault::Refused(trouble) | RefreshFault::OtherAccount(trouble)) => trouble,
            };
            match self.after_refusal(&kept).await {
                Ok(None) => return Resumed::Nothing(Some(trouble)),
                Ok(Some(newer)) if once_more => kept = newer,
                Ok(Some(_)) => return not_now(trouble),
                Err(trouble) => return not_now(trouble),
            }
        }
        Resumed::Nothing(None)
    }

    /// Turns the token in a task of its own, which goes on where this one is given up: once the server has
    /// turned it, the new one must reach the keychain.
    async fn turn(
        &self,
        session: &Arc<Session>,
        kept: &RefreshToken,
        alone: &Arc<OwnedMutexGuard<()>>,
    ) -> Result<Turned, RefreshFault> {
        let keys = session.keys(&self.http).await?;
        let (this, session, old) = (self.clone(), session.clone(), Tokens::from_kept(kept.clone()));
        let (ended, alone) = (self.ended.clone(), alone.clone());
        let turning = tokio::spawn(async move {
            let _the_program_ends_after_this = ended;
            let _alone = alone;
            let tokens = session.turn(&this.http, &old, &keys).await?;
            let kept = match tokens.refresh_token() {
                Some(token) => this.keychain.keep(&this.key, token).await.is_ok(),
                None => false,
            };
            Ok(Turned { tokens, kept })
        });
        turning
            .await
            .unwrap_or_else(|_ended| Err(RefreshFault::Later(Trouble::new(What::ResumeSession, Why::System))))
    }

    /// Forgets what was refused; gives what the keychain holds instead, where another run has turned it.
    async fn after_refusal(&self, refused: &RefreshToken) -> Result<Option<RefreshToken>, Trouble> {
        match self.keychain.find(&self.key).await? {
            Some(kept) if kept.secret() != refused.secret() => Ok(Some(kept)),
            Some(_) => {
                // What the server takes no more does no harm where it is.
                let _told_by_the_trouble = self.keychain.forget(&self.key).await;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    async fn named(&self, session: Arc<Session>, Turned { tokens, kept }: Turned) -> Resumed {
        let Some(mut session) = Arc::into_inner(session) else {
            return not_now(Trouble::new(What::ResumeSession, Why::System));
        };
        match session.name(&self.http, &tokens).await {
            Ok(()) => {
                tracing::debug!("signed in again");
                Resumed::On(Box::new(On { session, tokens, kept }))
            }
            Err(trouble) if kept => not_now(trouble),
            Err(trouble) => {
                // Nobody holds it from here on.
                let _told_by_the_trouble = session.revoke(&self.http, &tokens).await;
                Resumed::Nothing(Some(trouble.about(What::StaySignedIn)))
            }
        }
    }
}

/// Whatever it is, it can be tried again: the server's address was right before.
fn not_now(trouble: Trouble) -> Resumed {
    let Trouble { why, details, .. } = trouble;
    let mut trouble = Trouble::new(What::ResumeSession, why).with(*details);
    if trouble.remedy != Remedy::AskAdministrator {
        trouble.remedy = Remedy::TryAgain;
    }
    Resumed::NotNow(trouble)
}
