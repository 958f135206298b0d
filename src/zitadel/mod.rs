//! Writes requests to, and reads answers from, ZITADEL's Auth API (v1) and user service (v2).
//!
//! Every answer becomes a domain value here, or a [`Trouble`](crate::domain::Trouble); a shape that was
//! not understood is never an empty list.

mod caller;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod grpc_web;
mod inventory;
mod removal;
mod wire;

pub use caller::{Caller, Unauthorized};
pub use fault::read_trouble;
pub use inventory::{inventory, is_listed};
pub use removal::{classify, classify_grpc_web, remove};
#[cfg(test)]
pub(crate) use wire::policy_in;
