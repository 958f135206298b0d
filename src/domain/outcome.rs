//! What came of a removal, as far as that is known.

use jiff::Timestamp;

use super::account::{Account, Generation};
use super::method::Method;
use super::trouble::Trouble;

/// A removal and what came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Of which sign-in.
    pub generation: Generation,
    /// From whose account.
    pub account: Account,
    /// What.
    pub method: Method,
    /// What came of it.
    pub removal: Removal,
    /// Why nobody knew what came of an earlier removal of the same, where that is still so.
    pub unsettled: Option<Trouble>,
}

/// A removal, once it was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// On its way.
    Sending,
    /// It is gone.
    Gone(Gone),
    /// Not sent, or refused by the server: nothing changed.
    Refused(Trouble),
    /// No answer that tells; settled by reading.
    Unsure(Trouble, Reading),
}

impl Removal {
    /// Whether its final answer is still to come.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Sending | Self::Unsure(_, Reading::UnderWay))
    }
}

/// How it is known that something is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The server confirmed it.
    Receipt(Receipt),
    /// The answer to the removal was lost; afterwards the server did not know it any more.
    ByReading,
    /// It was gone before anything was sent.
    Before,
}

/// How far an unsure removal is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The list is being read again.
    UnderWay,
    /// It was still listed at this time.
    StillThere(Timestamp),
    /// The list could not be read.
    NotReadable,
}

/// The server's confirmation (`zitadel.v1.ObjectDetails`, recording `remove-passkey`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Position among the account's events.
    pub sequence: Option<u64>,
    /// Not sent on removals by any server seen so far.
    pub creation_date: Option<Timestamp>,
    /// When the account was changed.
    pub change_date: Option<Timestamp>,
    /// The organisation that owns the account.
    pub resource_owner: Option<String>,
}

/// What became of a method that a removal was sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Sending,
    Unsure,
    /// Lists may lag: not shown, whatever they say.
    Gone,
    /// A list has shown it gone: listed again, it was set up or linked anew. Still never counted as a way in.
    Absent,
}
