//! Choosing a server, signing in and out.

use std::sync::Arc;

use super::super::account::Account;
use super::super::message::{Command, Link, SignInOrder};
use super::super::server::{Entered, Server};
use super::super::sessions::SessionKey;
use super::super::state::{Connect, Dialog, Notice, Phase, Screen, SignedIn, SigningIn, Target};
use super::super::trouble::Trouble;
use super::super::ways::Remaining;
use super::Turn;

impl Turn<'_> {
    pub(super) fn use_server(&mut self, address: &str, client_id: &str) {
        let client_id = client_id.trim().to_owned();
        let Screen::Connect(connect) = &mut self.state.screen else { return };
        connect.no_client_id = client_id.is_empty();
        connect.bad_address = None;
        connect.cut = None;
        match Server::parse(address) {
            Err(bad) => connect.bad_address = Some(bad),
            Ok(_) if connect.no_client_id => {}
            Ok(Entered { server, cut }) => {
                connect.trouble = None;
                connect.cut = cut;
                server.as_str().clone_into(&mut self.state.settings.server);
                self.state.settings.client_id.clone_from(&client_id);
                self.state.written = None;
                let target = Target::new(server, client_id);
                let administered = self.state.administered.as_ref();
                connect.target = Some(administered.map_or(target.clone(), |known| known.mark(target)));
                self.keep_settings();
            }
        }
    }

    pub(super) fn edit_server(&mut self) {
        if let Screen::Connect(connect) = &mut self.state.screen {
            *connect = Connect::default();
        }
    }

    pub(super) fn try_demo(&mut self) {
        let Screen::Connect(connect) = &mut self.state.screen else { return };
        if self.state.has_demo && !connect.starting_demo {
            *connect = Connect { starting_demo: true, ..Connect::default() };
            self.send(Command::StartDemo);
        }
    }

    pub(super) fn demo_ready(&mut self, server: Server, client_id: String) {
        let Screen::Connect(connect) = &mut self.state.screen else { return };
        if connect.starting_demo {
            let target = Target { demo: true, ..Target::new(server, client_id) };
            *connect = Connect { target: Some(target), ..Connect::default() };
        }
    }

    pub(super) fn demo_failed(&mut self, trouble: Trouble) {
        if let Screen::Connect(connect) = &mut self.state.screen {
            connect.starting_demo = false;
            connect.trouble = Some(trouble);
        }
    }

    pub(super) fn stay_signed_in(&mut self, stay: bool) {
        if self.state.settings.stay_signed_in == stay {
            return;
        }
        self.state.settings.stay_signed_in = stay;
        if !stay {
            for key in self.state.sessions.keep_none() {
                self.send(Command::Forget(key));
            }
        }
        self.keep_settings();
    }

    pub(super) fn session_kept(&mut self, key: &SessionKey) {
        if !self.state.settings.stay_signed_in {
            // Unticked while it was being kept.
            return self.send(Command::Forget(key.clone()));
        }
        self.state.sessions.kept(key);
        self.keep_sessions();
    }

    /// The keychain does not hold it, or something that is of no use any more.
    pub(super) fn session_not_kept(&mut self, key: &SessionKey, trouble: &Trouble) {
        // Of one that is over by now nothing is to be said.
        if self.state.sessions.find(key).is_some() {
            self.state.sessions.not_kept(key);
            self.keep_sessions();
            self.tell_once(trouble);
        }
    }

    /// Says it unless it stands there already, of another session.
    pub(super) fn tell_once(&mut self, trouble: &Trouble) {
        self.say_once(Notice::Trouble(trouble.clone()));
    }

    /// The session in use, or to be used again, cannot go on.
    pub(super) fn session_over(&mut self, trouble: Option<Trouble>) {
        if let Some(key) = self.session_key() {
            self.state.sessions.drop(&key);
            self.keep_sessions();
        }
        self.back_to_connect(trouble);
    }

    /// Which session the screen is about.
    fn session_key(&self) -> Option<SessionKey> {
        match &self.state.screen {
            Screen::SignedIn(signed_in) => Some(SessionKey {
                account: signed_in.account.key.clone(),
                client_id: signed_in.target.client_id.clone(),
            }),
            Screen::SigningIn(SigningIn { phase: Phase::Resuming(key), .. }) => Some(key.clone()),
            Screen::SigningIn(_) | Screen::Connect(_) => None,
        }
    }

    /// Leaves the account without ending its session.
    pub(super) fn choose_account(&mut self) {
        let Some(signed_in) = self.here() else { return };
        if !signed_in.signing_out && !matches!(signed_in.dialog, Some(Dialog::Removing(_))) {
            self.back_to_connect(None);
        }
    }

    pub(super) fn switch_to(&mut self, key: SessionKey) {
        if !matches!(self.state.screen, Screen::Connect(_)) {
            return;
        }
        let Some(session) = self.state.sessions.find(&key) else { return };
        let target = session.target.clone();
        self.state.generation = self.state.generation.next();
        self.send(Command::Resume(key.clone()));
        self.state.screen = Screen::SigningIn(SigningIn { target, phase: Phase::Resuming(key) });
    }

    fn order(&self, target: &Target, another: bool) -> SignInOrder {
        SignInOrder {
            server: target.server.clone(),
            client_id: target.client_id.clone(),
            organisation: target.organisation.clone(),
            stay: self.state.settings.stay_signed_in,
            another,
            keep: self.state.settings.stay_signed_in && !target.demo,
            language: self.state.language().to_owned(),
        }
    }

    /// Writes the sessions down, where that changes something.
    fn keep_sessions(&mut self) {
        if self.state.settings.kept_sessions != self.state.sessions.to_keep() {
            self.keep_settings();
        }
    }

    pub(super) fn keep_settings(&mut self) {
        self.state.settings.kept_sessions = self.state.sessions.to_keep();
        let mut settings = self.state.settings.clone();
        if let Some(written) = &self.state.written {
            written.clone().put_back(&mut settings);
        }
        self.send(Command::KeepSettings(settings));
    }

    pub(super) fn sign_in(&mut self, another: bool) {
        let Screen::Connect(Connect { target: Some(target), .. }) = &self.state.screen else { return };
        let target = target.clone();
        self.state.generation = self.state.generation.next();
        self.state.notices.retain(|notice| !matches!(notice, Notice::SignedOut));
        let order = self.order(&target, another);
        self.send(Command::SignIn(order));
        self.state.screen = Screen::SigningIn(SigningIn { target, phase: Phase::Connecting });
    }

    pub(super) fn cancel_sign_in(&mut self) {
        if matches!(self.state.screen, Screen::SigningIn(_)) {
            self.send(Command::CancelSignIn);
            self.back_to_connect(None);
        }
    }

    pub(super) fn browser_asked(&mut self, link: Link, opened: bool) {
        if let Screen::SigningIn(signing_in) = &mut self.state.screen {
            signing_in.phase = Phase::Browser { link, opened };
        }
    }

    pub(super) fn callback_arrived(&mut self) {
        if let Screen::SigningIn(signing_in) = &mut self.state.screen {
            signing_in.phase = Phase::Finishing;
        }
    }

    pub(super) fn signed_in(&mut self, account: Account) {
        let Screen::SigningIn(SigningIn { target, phase }) = &self.state.screen else { return };
        let target = target.clone();
        let was_chosen = matches!(phase, Phase::Resuming(_));
        self.state.sessions.used(account.clone(), target.clone());
        self.keep_sessions();
        self.state.notices.retain(|notice| !matches!(notice, Notice::AnotherAccount { .. }));
        if let Some(before) = self.state.last_account.replace(account.clone())
            && before.key != account.key
            && !was_chosen
        {
            self.state.notices.push(Notice::AnotherAccount { before, now: account.clone() });
        }
        self.state.screen = Screen::SignedIn(Box::new(SignedIn {
            account,
            target,
            inventory: None,
            lists: Arc::default(),
            ways: Remaining::default(),
            reading: false,
            signing_out: false,
            dialog: None,
        }));
        if std::mem::take(&mut self.state.sign_out_asked) {
            return self.sign_out();
        }
        self.read();
    }

    /// Leaves whatever is shown for the first screen. Answers still on their way are from before.
    pub(super) fn back_to_connect(&mut self, trouble: Option<Trouble>) {
        let target = match &self.state.screen {
            Screen::Connect(connect) => connect.target.clone(),
            Screen::SigningIn(signing_in) => Some(signing_in.target.clone()),
            Screen::SignedIn(signed_in) => Some(signed_in.target.clone()),
        };
        let untried = match &self.state.screen {
            Screen::SigningIn(SigningIn { phase: Phase::Resuming(key), .. }) => Some(key.clone()),
            _ => None,
        };
        let untried = untried.filter(|key| self.state.sessions.find(key).is_some());
        self.state.generation = self.state.generation.next();
        self.state.sign_out_asked = false;
        self.state.notices.retain(|notice| !matches!(notice, Notice::AnotherAccount { .. }));
        self.state.screen = Screen::Connect(Connect { target, untried, trouble, ..Connect::default() });
    }

    pub(super) fn sign_out(&mut self) {
        if let Some(signed_in) = self.here()
            && !signed_in.signing_out
        {
            signed_in.signing_out = true;
            signed_in.dialog = None;
            self.send(Command::SignOut);
            if let Some(key) = self.session_key() {
                self.state.sessions.drop(&key);
                self.keep_sessions();
            }
        }
    }

    pub(super) fn signed_out(&mut self, trouble: Option<Trouble>) {
        if self.here().is_none() {
            return;
        }
        self.back_to_connect(None);
        self.state.notices.push(trouble.map_or(Notice::SignedOut, Notice::Trouble));
    }
}
