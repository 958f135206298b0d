//! What a start of the program asked for.

use super::super::action::Action;
use super::super::state::{Notice, Phase, Screen, SigningIn};
use super::Turn;

impl Turn<'_> {
    /// The window is in front already.
    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Open => {}
            Action::RemovePasskey => {
                self.state.passkeys_asked += 1;
                self.resume();
            }
            Action::SignOut => self.asked_to_sign_out(),
            Action::UnknownLink => self.say_once(Notice::UnknownLink),
        }
    }

    fn asked_to_sign_out(&mut self) {
        self.resume();
        match &self.state.screen {
            Screen::SignedIn(_) => self.sign_out(),
            Screen::SigningIn(SigningIn { phase: Phase::Resuming(_), .. }) => {
                self.state.sign_out_asked = true;
            }
            Screen::SigningIn(_) | Screen::Connect(_) => self.say_once(Notice::NotSignedIn),
        }
    }

    /// Goes on with the session that was used last, where nothing else is shown.
    fn resume(&mut self) {
        if let Some(key) = self.state.to_resume() {
            self.switch_to(key);
        }
    }

    /// Says it unless it stands there already.
    pub(super) fn say_once(&mut self, notice: Notice) {
        if !self.state.notices.contains(&notice) {
            self.state.notices.push(notice);
        }
    }
}
