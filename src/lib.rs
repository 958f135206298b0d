//! Keyward: see and safely remove the ways to sign in to a ZITADEL account.
//!
//! `ARCHITECTURE.md` tells how the parts fit together.

#[cfg(feature = "demo")]
pub mod demo;
pub mod domain;
pub mod http;
pub mod storage;
pub mod zitadel;
