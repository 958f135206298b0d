//! What is on screen, in a word: for the log.

use super::outcome::Removal;
use super::state::{Connect, Screen, SignedIn, State};

impl State {
    /// What is on screen, without anything of the person's.
    #[must_use]
    pub fn shown(&self) -> &'static str {
        let answered =
            || self.outcomes.first().is_some_and(|outcome| matches!(outcome.removal, Removal::Gone(_)));
        match &self.screen {
            Screen::Connect(Connect { starting_demo: true, .. }) => "demo starts",
            Screen::Connect(_) => "first screen",
            Screen::SigningIn(_) => "signing in",
            Screen::SignedIn(signed_in) => match signed_in.as_ref() {
                SignedIn { dialog: Some(_), .. } => "dialog",
                SignedIn { inventory: None, .. } => "first reading",
                SignedIn { .. } if answered() => "receipt",
                SignedIn { .. } => "list",
            },
        }
    }
}
