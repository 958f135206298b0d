//! Everything that is tested from outside the library, in one program: each further one links egui anew.

mod app;
mod browser;
mod demo;
mod demo_recordings;
mod guard;
mod recorded;
mod removal_faults;
mod session;
mod signin;
mod stage;
mod update;
mod visitor;
mod window;
mod wire;
mod worlds;
