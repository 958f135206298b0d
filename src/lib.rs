//! Keyward: see and safely remove the ways to sign in to a ZITADEL account.
//!
//! `ARCHITECTURE.md` tells how the parts fit together.

pub mod domain;
pub mod http;
pub mod text;
pub mod theme;
pub mod ui;
