//! Everything that is tested from outside the library, in one program: each further one links egui anew.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect is to end there"
)]

mod accounts;
mod actions;
mod app;
mod browser;
mod demo;
mod demo_grpc_web;
mod demo_recordings;
mod faults;
mod guard;
mod instance;
#[cfg(target_os = "linux")]
mod keychain;
mod kinds;
mod moments;
mod proxy;
mod reads;
mod recorded;
mod removal_faults;
mod resume;
mod secrets;
mod session;
mod signin;
mod stage;
mod update;
mod visitor;
mod window;
mod wire;
mod worlds;
