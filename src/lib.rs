//! Keyward: see and safely remove the ways to sign in to a ZITADEL account.
//!
//! `ARCHITECTURE.md` tells how the parts fit together.

pub mod app;
pub mod arguments;
#[cfg(feature = "demo")]
pub mod demo;
pub mod domain;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod http;
pub mod instance;
pub mod launch;
pub mod signin;
pub mod storage;
pub mod text;
pub mod theme;
pub mod ui;
pub mod worker;
pub mod zitadel;
