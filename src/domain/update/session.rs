//! Choosing a server, signing in and out.

use url::Url;

use super::super::account::{Account, Subject};
use super::super::message::{Command, SignInOrder};
use super::super::server::{Entered, Server};
use super::super::state::{Connect, KeptSession, Lists, Notice, Phase, Screen, SignedIn, SigningIn, Target};
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
        if !stay && let Some(kept) = self.state.settings.kept_session.take() {
            self.forget(&kept);
        }
        self.keep_settings();
    }

    /// Remembers whose session the keychain holds; another one that it held is forgotten.
    pub(super) fn session_kept(&mut self, subject: Option<&Subject>) {
        let target = match &self.state.screen {
            Screen::SignedIn(signed_in) => Some(&signed_in.target),
            Screen::SigningIn(signing_in) => Some(&signing_in.target),
            Screen::Connect(_) => None,
        };
        let now = target.zip(subject).map(|(target, subject)| KeptSession {
            server: target.server.as_str().to_owned(),
            client_id: target.client_id.clone(),
            subject: subject.as_str().to_owned(),
        });
        if self.state.settings.kept_session == now {
            return;
        }
        if let Some(before) = std::mem::replace(&mut self.state.settings.kept_session, now) {
            self.forget(&before);
        }
        self.keep_settings();
    }

    fn forget(&mut self, kept: &KeptSession) {
        let Ok(Entered { server, .. }) = Server::parse(&kept.server) else { return };
        let order = self.order(&Target::new(server, kept.client_id.clone()), false);
        self.send(Command::Forget(order, Subject::new(kept.subject.clone())));
    }

    pub(super) fn resume(&mut self) {
        let Some((target, subject)) = self.state.kept_session() else { return };
        self.state.generation = self.state.generation.next();
        let order = self.order(&target, false);
        self.send(Command::Resume(order, subject));
        self.state.screen = Screen::SigningIn(SigningIn { target, phase: Phase::Resuming });
    }

    fn order(&self, target: &Target, another: bool) -> SignInOrder {
        SignInOrder {
            server: target.server.clone(),
            client_id: target.client_id.clone(),
            organisation: target.organisation.clone(),
            stay: self.state.settings.stay_signed_in,
            another,
            keep: self.state.settings.stay_signed_in && !target.demo,
        }
    }

    fn keep_settings(&mut self) {
        self.send(Command::KeepSettings(self.state.settings.clone()));
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

    pub(super) fn browser_asked(&mut self, link: Url, opened: bool) {
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
        let Screen::SigningIn(SigningIn { target, .. }) = &self.state.screen else { return };
        let target = target.clone();
        self.state.notices.retain(|notice| !matches!(notice, Notice::AnotherAccount { .. }));
        if let Some(before) = self.state.last_account.replace(account.clone())
            && before.key != account.key
        {
            self.state.notices.push(Notice::AnotherAccount { before, now: account.clone() });
        }
        self.state.screen = Screen::SignedIn(Box::new(SignedIn {
            account,
            target,
            inventory: None,
            lists: Lists::default(),
            ways: Remaining::default(),
            reading: false,
            signing_out: false,
            dialog: None,
        }));
        self.read();
    }

    /// Leaves whatever is shown for the first screen. Answers still on their way are from before.
    pub(super) fn back_to_connect(&mut self, trouble: Option<Trouble>) {
        let target = match &self.state.screen {
            Screen::Connect(connect) => connect.target.clone(),
            Screen::SigningIn(signing_in) => Some(signing_in.target.clone()),
            Screen::SignedIn(signed_in) => Some(signed_in.target.clone()),
        };
        self.state.generation = self.state.generation.next();
        self.state.notices.retain(|notice| !matches!(notice, Notice::AnotherAccount { .. }));
        self.state.screen = Screen::Connect(Connect { target, trouble, ..Connect::default() });
    }

    pub(super) fn sign_out(&mut self) {
        if let Some(signed_in) = self.here()
            && !signed_in.signing_out
        {
            signed_in.signing_out = true;
            signed_in.dialog = None;
            self.send(Command::SignOut);
            self.session_kept(None);
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
