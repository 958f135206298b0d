//! What Keyward knows and decides: pure values, no window, no network, no clock.
//!
//! The clock comes in as [`Now`]; everything the world does comes in as an [`Event`].

mod account;
mod action;
mod administrator;
mod guard;
mod inventory;
mod label;
mod looks;
mod message;
mod method;
mod outcome;
mod server;
mod sessions;
mod settings;
mod shown;
mod state;
mod trouble;
mod update;
mod ways;

pub use account::{Account, AccountKey, Generation, Now, Subject};
pub use action::Action;
pub use administrator::{Administered, Organisation};
pub use guard::{
    Cleared, Level, NotListed, PROOF_LIFETIME, Permit, Question, Recheck, Risky, Verdict, judge,
};
pub use inventory::{
    Address, Contacts, FactorState, IdentityId, IdpId, Inventory, Known, LinkedIdentity, Passkey, PasskeyId,
    Policy, SecondStep, SecurityKeyId, StepId, StepKind, added_about,
};
pub use label::{challenge_for, painted, painted_name, same_typed};
pub use looks::{Looks, SystemLooks, ThemeChoice};
pub use message::{Command, Event, Folder, Intent, Link, Msg, RemovalAnswer, Settled, SignInOrder, Stamped};
pub use method::{Method, MethodId, MethodKind};
pub use outcome::{Gone, Outcome, Reading, Receipt, Removal};
pub use server::{BadAddress, Entered, Server, is_loopback};
pub use sessions::{KeptSession, OpenSession, SessionKey, Sessions};
pub use settings::{About, Settings, Written};
pub use state::{
    CLOSE_LIMIT, Connect, Dialog, Lists, Notice, Phase, RemoveDialog, Screen, SignedIn, SigningIn, State,
    Target,
};
pub use trouble::{Consequence, DetailEntry, Details, Remedy, TokenFault, Topic, Trouble, What, Why};
pub use update::update;
pub use ways::{Remaining, Step, Unsettled, Way, WayKey};
