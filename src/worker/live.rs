//! One signed-in session: its tokens, and the calls that need them.
//!
//! A call holds the tokens for reading while it is under way; a refresh takes them for writing. So a
//! refresh waits for a removal, and there is one refresh at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{RwLock, RwLockReadGuard};

use super::Outlet;
use super::keeping::Place;
use crate::domain::{
    Account, Event, Generation, Inventory, Known, MethodId, Remedy, SessionKey, Trouble, What, Why,
};
use crate::http::Http;
use crate::signin::{Keychain, RefreshFault, Session, Tokens};
use crate::zitadel::{self, Caller, Unauthorized};

/// A token that ends this soon is refreshed before it is used.
const REFRESH_AHEAD: SignedDuration = SignedDuration::from_secs(60);

/// A session in use: for one generation, over what outlives it.
pub(super) struct Live {
    pub generation: Generation,
    core: Arc<Core>,
}

/// The session itself. Its owner may leave it and come back, in another generation.
struct Core {
    session: Session,
    http: Arc<Http>,
    outlet: Outlet,
    /// Where the refresh token is to be kept for the next start.
    place: Place,
    /// It is there, the newest one.
    kept: AtomicBool,
    /// It is not to be kept any more.
    forgotten: AtomicBool,
    held: RwLock<Held>,
    /// No token is to be turned any more.
    at_rest: AtomicBool,
    /// The API has taken a token of this session: a refusal is not for want of a scope.
    proven: AtomicBool,
}

struct Held {
    tokens: Tokens,
    /// Grows with each refresh: tells an older token's refusal from the current one's.
    serial: u64,
}

impl Held {
    /// The token of the sign-in, before its end.
    fn is_fresh(&self) -> bool {
        self.serial == 0 && !self.tokens.ends_by(Timestamp::now())
    }
}

/// Why a call has no answer.
#[derive(Debug)]
pub(super) enum Stop {
    /// The session is over.
    Ended(Trouble),
    /// It could not be refreshed just now; it may go on later.
    Later(Trouble),
}

/// The tokens, held still while a call is under way.
pub(super) struct Pass<'a> {
    live: &'a Live,
    held: RwLockReadGuard<'a, Held>,
}

impl Pass<'_> {
    pub fn caller(&self) -> Caller<'_> {
        let key = &self.live.core.session.account().key;
        Caller {
            http: &self.live.core.http,
            server: &key.server,
            subject: &key.subject,
            access: self.held.tokens.access(),
        }
    }
}

impl Live {
    pub fn new(
        generation: Generation,
        http: Arc<Http>,
        outlet: Outlet,
        place: Place,
        (session, tokens): (Session, Tokens),
    ) -> Self {
        let core = Core {
            session,
            http,
            outlet,
            place,
            kept: AtomicBool::new(false),
            forgotten: AtomicBool::new(false),
            held: RwLock::new(Held { tokens, serial: 0 }),
            at_rest: AtomicBool::new(false),
            proven: AtomicBool::new(false),
        };
        Self { generation, core: Arc::new(core) }
    }

    /// The same session, gone on with in `generation`.
    pub fn again(&self, generation: Generation) -> Self {
        Self { generation, core: self.core.clone() }
    }

    /// Who is signed in.
    pub fn account(&self) -> &Account {
        self.core.session.account()
    }

    /// Which session it is.
    pub fn key(&self) -> SessionKey {
        self.core.session.key()
    }

    /// The tokens for a call, refreshed first where they end soon.
    pub async fn pass(&self) -> Result<Pass<'_>, Stop> {
        let soon = Timestamp::now().checked_add(REFRESH_AHEAD).unwrap_or(Timestamp::MAX);
        let held = self.core.held.read().await;
        if held.tokens.ends_by(soon) && held.tokens.can_refresh() {
            let serial = held.serial;
            drop(held);
            self.refresh(serial).await?;
            return Ok(Pass { live: self, held: self.core.held.read().await });
        }
        Ok(Pass { live: self, held })
    }

    /// Refreshes the tokens, unless somebody has since `serial`.
    async fn refresh(&self, serial: u64) -> Result<(), Stop> {
        let mut held = self.core.held.write().await;
        if held.serial != serial {
            return Ok(());
        }
        match self.turn(&held.tokens).await {
            Ok(tokens) => {
                *held = Held { tokens, serial: serial + 1 };
                Ok(())
            }
            Err(RefreshFault::Refused(trouble) | RefreshFault::OtherAccount(trouble)) => {
                Err(Stop::Ended(trouble))
            }
            Err(RefreshFault::Later(trouble)) => Err(Stop::Later(trouble)),
        }
    }

    /// New tokens, kept before they are used: the server has killed the old ones.
    async fn turn(&self, old: &Tokens) -> Result<Tokens, RefreshFault> {
        let (session, http) = (&self.core.session, &self.core.http);
        let keys = session.keys(http).await?;
        let _alone = self.core.place.alone().await;
        if self.core.at_rest.load(Ordering::Acquire) {
            return Err(RefreshFault::Later(Trouble::new(What::StaySignedIn, Why::ConnectionLost)));
        }
        let mut turned = session.turn(http, old, &keys).await;
        if matches!(turned, Err(RefreshFault::Refused(_)))
            && let Some(newer) = self.turned_elsewhere(old).await
        {
            turned = session.turn(http, &newer, &keys).await;
        }
        if let Ok(tokens) = &turned {
            self.keep_token(tokens).await;
        }
        turned
    }

    /// Turns no token from now on; waits for one that is being turned.
    pub async fn turn_no_more(&self) {
        self.core.at_rest.store(true, Ordering::Release);
        drop(self.core.place.alone().await);
    }

    /// Keeps the refresh token for the next start, from now on with each refresh.
    ///
    /// # Errors
    /// Where the keychain cannot be used: then it is not tried again.
    pub async fn keep(&self) -> Result<(), Trouble> {
        let held = self.core.held.read().await;
        let _alone = self.core.place.alone().await;
        let (Some(keychain), Some(token)) = (&self.core.place.keychain, held.tokens.refresh_token()) else {
            return Ok(());
        };
        if self.is_forgotten() {
            return Ok(());
        }
        keychain.keep(&self.key(), token).await?;
        self.core.kept.store(true, Ordering::Release);
        if self.is_forgotten() {
            // Here, where nobody else can have kept something meanwhile.
            return self.delete(keychain).await;
        }
        Ok(())
    }

    /// It is kept already.
    pub fn is_kept_already(&self) {
        self.core.kept.store(true, Ordering::Release);
    }

    /// Whether the next start can go on with this session.
    pub fn is_kept(&self) -> bool {
        self.core.kept.load(Ordering::Acquire) && !self.is_forgotten()
    }

    fn is_forgotten(&self) -> bool {
        self.core.forgotten.load(Ordering::Acquire)
    }

    fn keychain(&self) -> Option<&Keychain> {
        self.core.place.keychain.as_ref().filter(|_| self.is_kept())
    }

    async fn keep_token(&self, tokens: &Tokens) {
        if let (Some(keychain), Some(token)) = (self.keychain(), tokens.refresh_token())
            && let Err(trouble) = keychain.keep(&self.core.session.key(), token).await
        {
            // What is there now is of no use any more.
            self.core.kept.store(false, Ordering::Release);
            self.core.outlet.say(self.generation, Event::SessionNotKept(self.key(), trouble));
        }
    }

    /// The tokens with what another run has kept meanwhile, where that is another refresh token.
    async fn turned_elsewhere(&self, tokens: &Tokens) -> Option<Tokens> {
        let kept = self.keychain()?.find(&self.core.session.key()).await.ok()??;
        let known = tokens.refresh_token().is_some_and(|ours| ours.secret() == kept.secret());
        (!known).then(|| tokens.with_refresh_token(kept))
    }

    /// Keeps nothing from now on; what is being kept just now is forgotten again.
    pub fn keep_no_more(&self) {
        self.core.forgotten.store(true, Ordering::Release);
    }

    /// Forgets what was kept, by an earlier run perhaps, and keeps no more.
    ///
    /// # Errors
    /// What the server may still take may be in the keychain.
    pub async fn forget(&self) -> Result<(), Trouble> {
        self.keep_no_more();
        // A refresh under way may be keeping its token just now.
        let _alone = self.core.place.alone().await;
        match &self.core.place.keychain {
            Some(keychain) => self.delete(keychain).await,
            None => Ok(()),
        }
    }

    async fn delete(&self, keychain: &Keychain) -> Result<(), Trouble> {
        if self.core.kept.swap(false, Ordering::AcqRel) {
            keychain.forget(&self.key()).await
        } else {
            keychain.forget_where_there_is_one(&self.key()).await
        }
    }

    /// Reads everything that opens the account.
    pub async fn inventory(&self) -> Result<Inventory, Stop> {
        let mut tries = Tries::default();
        loop {
            let pass = self.pass().await?;
            let serial = pass.held.serial;
            match Box::pin(zitadel::inventory(&pass.caller())).await {
                Ok(inventory) => {
                    self.proven_if(inventory.is_answered());
                    return Ok(inventory);
                }
                Err(refusal) => {
                    drop(pass);
                    self.refused(refusal, serial, &mut tries).await?;
                }
            }
        }
    }

    /// Reads the one list that would hold `id`, and says whether it does.
    pub async fn is_listed(&self, id: &MethodId) -> Result<Known<bool>, Stop> {
        let mut tries = Tries::default();
        loop {
            let pass = self.pass().await?;
            let serial = pass.held.serial;
            match zitadel::is_listed(&pass.caller(), id).await {
                Ok(listed) => {
                    self.proven_if(listed.get().is_some());
                    return Ok(listed);
                }
                Err(refusal) => {
                    drop(pass);
                    self.refused(refusal, serial, &mut tries).await?;
                }
            }
        }
    }

    /// The API has taken the token where `answered`.
    fn proven_if(&self, answered: bool) {
        self.core.proven.fetch_or(answered, Ordering::Relaxed);
    }

    /// After a 401 for the token `serial`: once more with a newer one, or the session is over.
    async fn refused(&self, refusal: Unauthorized, serial: u64, tries: &mut Tries) -> Result<(), Stop> {
        let ended = |what, why| {
            let mut trouble = Trouble::new(what, why).with(*refusal.0.clone());
            if trouble.remedy == Remedy::TryAgain {
                trouble.remedy = Remedy::SignInAgain;
            }
            Err(Stop::Ended(trouble))
        };
        if !self.core.proven.load(Ordering::Relaxed) && self.core.held.read().await.is_fresh() {
            // What is missing is a scope, and no refresh adds one.
            return ended(What::SignIn, Why::ScopeMissing);
        }
        if std::mem::replace(&mut tries.repeated, true) {
            return ended(What::StaySignedIn, Why::SessionEnded);
        }
        let can_refresh = {
            let held = self.core.held.read().await;
            if held.serial != serial {
                // Refused was an older token; the current one was not asked yet.
                return Ok(());
            }
            held.tokens.can_refresh()
        };
        if can_refresh { self.refresh(serial).await } else { ended(What::StaySignedIn, Why::SessionEnded) }
    }

    /// Ends the session on the server. Waits for calls under way, a removal among them.
    pub async fn revoke(&self) -> Result<(), Trouble> {
        let held = self.core.held.write().await;
        self.core.session.revoke(&self.core.http, &held.tokens).await
    }
}

/// How often a call was repeated after a 401: once at most.
#[derive(Default)]
struct Tries {
    repeated: bool,
}

impl Stop {
    /// The trouble, as it kept `what` from being done.
    pub fn kept_from(&self, what: What) -> Trouble {
        let (Self::Ended(trouble) | Self::Later(trouble)) = self;
        trouble.clone().about(what)
    }

    /// The trouble that ended the session, where that is what happened.
    pub fn ended(self) -> Option<Trouble> {
        match self {
            Self::Ended(trouble) => Some(trouble),
            Self::Later(_) => None,
        }
    }
}
