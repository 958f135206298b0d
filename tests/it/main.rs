//! Everything that is tested from outside the library, in one program: each further one links egui anew.

mod browser;
mod guard;
mod recorded;
mod removal_faults;
mod session;
mod signin;
mod stage;
mod update;
mod wire;
mod worlds;
