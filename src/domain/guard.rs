//! The lock-out guard: what a removal would leave, and the proof without which none is sent.
//!
//! [`judge`] is pure. A [`Cleared`] comes only from a verdict that leaves a way in, or from a typed
//! answer; a [`Permit`], the only thing that the remover takes, only from a `Cleared` that was asked
//! again over a fresh reading. Neither can be copied, kept for long, or made elsewhere.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::SignedDuration;

use super::account::{Account, AccountKey, Generation, Now};
use super::inventory::Inventory;
use super::label::{challenge_for, same_typed};
use super::method::{Method, MethodId, MethodKind};
use super::ways::{Remaining, remaining};

/// How long a proof is good for.
pub const PROOF_LIFETIME: Duration = Duration::from_mins(1);

/// How good the state after a removal is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// At least two ways in remain; where a passkey goes, another is among the methods.
    Clear,
    /// A passkey goes and at least two ways in remain, but no other passkey.
    LastPasskey,
    /// Exactly one way in remains for certain.
    OneWayLeft,
    /// No way in is certain, and something could not be read.
    CannotTell,
    /// Everything is known, and nothing remains.
    WouldLockOut,
}

/// The guard's answer.
#[derive(Debug)]
pub enum Verdict {
    /// See [`Level::Clear`].
    Clear(Cleared),
    /// See [`Level::LastPasskey`].
    LastPasskey(Cleared),
    /// See [`Level::OneWayLeft`].
    OneWayLeft(Cleared),
    /// See [`Level::CannotTell`].
    CannotTell(Risky),
    /// See [`Level::WouldLockOut`].
    WouldLockOut(Risky),
}

/// Proof that a person was shown what remains after this removal, and that it may go on.
#[derive(Debug)]
pub struct Cleared(Box<Proof>);

#[derive(Debug)]
struct Proof {
    key: AccountKey,
    generation: Generation,
    method: Method,
    remaining: Remaining,
    level: Level,
    spent: BTreeSet<MethodId>,
    judged: Now,
}

/// A removal that goes on only when the person types what it is called.
#[derive(Debug)]
pub struct Risky {
    cleared: Cleared,
    challenge: String,
}

/// Leave to send one removal, once: a [`Cleared`] that held over a fresh reading.
#[derive(Debug)]
pub struct Permit {
    key: AccountKey,
    generation: Generation,
    id: MethodId,
    sent_before: bool,
    judged: Now,
}

/// What came of asking again right before sending.
#[derive(Debug)]
pub enum Recheck {
    /// Not worse, and every way that was shown still stands.
    Send(Permit),
    /// It is not in the list any more: nothing is sent.
    Gone,
    /// Worse than what was shown: back to the dialog.
    Changed,
    /// The session carries another account than the one that was shown.
    OtherAccount,
    /// The confirmation is too old.
    TooOld,
}

/// What is to be removed is not in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotListed;

/// What the guard is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Whose account it is.
    pub account: &'a Account,
    /// Of which sign-in.
    pub generation: Generation,
    /// What is to be removed.
    pub method: &'a Method,
    /// What was read.
    pub inventory: &'a Inventory,
    /// What this run has sent a removal for: it never counts as remaining, whatever a list says.
    pub spent: &'a BTreeSet<MethodId>,
    /// Now, by both clocks.
    pub now: Now,
}

/// What the removal would leave.
///
/// # Errors
/// [`NotListed`] where the list is known and does not hold it.
pub fn judge(question: Question<'_>) -> Result<Verdict, NotListed> {
    let Question { account, generation, method, inventory, spent, now } = question;
    let fact = look(inventory, &method.id(), spent)?;
    let cleared = Cleared(Box::new(Proof {
        key: account.key.clone(),
        generation,
        method: method.clone(),
        level: fact.level,
        remaining: fact.remaining,
        spent: spent.clone(),
        judged: now,
    }));
    Ok(match cleared.0.level {
        Level::Clear => Verdict::Clear(cleared),
        Level::LastPasskey => Verdict::LastPasskey(cleared),
        Level::OneWayLeft => Verdict::OneWayLeft(cleared),
        Level::CannotTell => Verdict::CannotTell(Risky::new(cleared, account)),
        Level::WouldLockOut => Verdict::WouldLockOut(Risky::new(cleared, account)),
    })
}

/// What the reading says, without a proof.
struct Fact {
    level: Level,
    remaining: Remaining,
}

fn look(inventory: &Inventory, id: &MethodId, spent: &BTreeSet<MethodId>) -> Result<Fact, NotListed> {
    if inventory.lists(id) == Some(false) {
        return Err(NotListed);
    }
    let is_passkey = id.kind() == MethodKind::Passkey;
    let remaining = remaining(inventory, Some(id), spent);
    let level = match remaining.ways.len() {
        0 if remaining.unsettled.is_empty() => Level::WouldLockOut,
        0 => Level::CannotTell,
        1 => Level::OneWayLeft,
        _ if is_passkey && !remaining.another_passkey => Level::LastPasskey,
        _ => Level::Clear,
    };
    Ok(Fact { level, remaining })
}

impl Verdict {
    /// How good it is.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.proof().0.level
    }

    /// What remains.
    #[must_use]
    pub const fn remaining(&self) -> &Remaining {
        &self.proof().0.remaining
    }

    /// What would be removed.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.proof().0.method
    }

    /// What must be typed to go on, where typing is asked for.
    #[must_use]
    pub fn challenge(&self) -> Option<&str> {
        match self {
            Self::Clear(_) | Self::LastPasskey(_) | Self::OneWayLeft(_) => None,
            Self::CannotTell(risky) | Self::WouldLockOut(risky) => Some(&risky.challenge),
        }
    }

    /// Turns the verdict into a proof; `typed` counts only where typing is asked for.
    ///
    /// # Errors
    /// The verdict itself, unchanged, where the typed answer is not the right one.
    pub fn confirm(self, typed: &str) -> Result<Cleared, Self> {
        match self {
            Self::Clear(cleared) | Self::LastPasskey(cleared) | Self::OneWayLeft(cleared) => Ok(cleared),
            Self::CannotTell(risky) => risky.confirm(typed).map_err(Self::CannotTell),
            Self::WouldLockOut(risky) => risky.confirm(typed).map_err(Self::WouldLockOut),
        }
    }

    /// Whether `self`, judged later, says nothing worse than `shown` and keeps every way it named.
    #[must_use]
    pub fn holds_up_to(&self, shown: &Self) -> bool {
        self.level() <= shown.level() && self.remaining().still_holds(shown.remaining())
    }

    const fn proof(&self) -> &Cleared {
        match self {
            Self::Clear(cleared) | Self::LastPasskey(cleared) | Self::OneWayLeft(cleared) => cleared,
            Self::CannotTell(risky) | Self::WouldLockOut(risky) => &risky.cleared,
        }
    }
}

impl Risky {
    fn new(cleared: Cleared, account: &Account) -> Self {
        let method = &cleared.0.method;
        let id = method.id();
        let challenge =
            challenge_for(method.label(), id.as_str(), &account.login_name, account.key.server.authority());
        Self { cleared, challenge }
    }

    /// The only other way to a proof: the person typed the challenge (NFC, trimmed, not empty).
    ///
    /// # Errors
    /// The same value where `typed` is anything else.
    pub fn confirm(self, typed: &str) -> Result<Cleared, Self> {
        if same_typed(typed, &self.challenge) { Ok(self.cleared) } else { Err(self) }
    }
}

impl Cleared {
    /// What would be removed.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.0.method
    }

    /// Of which sign-in.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.0.generation
    }

    /// Asks again over a reading made right before sending, for the session that will carry it.
    #[must_use]
    pub fn recheck(self, fresh: &Inventory, key: &AccountKey, generation: Generation, now: Now) -> Recheck {
        let proof = *self.0;
        if proof.key != *key || proof.generation != generation {
            return Recheck::OtherAccount;
        }
        if is_old(proof.judged, now) {
            return Recheck::TooOld;
        }
        let id = proof.method.id();
        match look(fresh, &id, &proof.spent) {
            Err(NotListed) => Recheck::Gone,
            Ok(fact) if fact.level <= proof.level && fact.remaining.still_holds(&proof.remaining) => {
                Recheck::Send(Permit {
                    sent_before: proof.spent.contains(&id),
                    key: proof.key,
                    generation: proof.generation,
                    id,
                    judged: now,
                })
            }
            Ok(_) => Recheck::Changed,
        }
    }
}

impl Permit {
    /// What is to be removed.
    #[must_use]
    pub const fn id(&self) -> &MethodId {
        &self.id
    }

    /// Whether this run has sent a removal for it before: then "not found" means gone.
    #[must_use]
    pub const fn sent_before(&self) -> bool {
        self.sent_before
    }

    /// Whether it may be used by this session, now.
    #[must_use]
    pub fn fits(&self, key: &AccountKey, generation: Generation, now: Now) -> bool {
        self.key == *key && self.generation == generation && !is_old(self.judged, now)
    }
}

/// By either clock: the monotonic one may stand still while the machine sleeps, the other may be set.
fn is_old(judged: Now, now: Now) -> bool {
    let slept = now.wall.duration_since(judged.wall);
    now.instant.saturating_duration_since(judged.instant) > PROOF_LIFETIME
        || slept > SignedDuration::try_from(PROOF_LIFETIME).unwrap_or(SignedDuration::ZERO)
}
