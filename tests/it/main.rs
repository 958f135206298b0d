//! Everything that is tested from outside the library, in one program: each further one links egui anew.

mod guard;
mod signin;
mod update;
mod worlds;
