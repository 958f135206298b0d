//! The one place where state changes: a message in, commands out. Pure: no clock, no network.

mod action;
mod preferences;
mod removal;
mod session;

use super::account::Now;
use super::message::{Command, Event, Intent, Msg, Stamped};
use super::state::{Screen, State};

/// Applies `msg` to `state` and returns what the worker is to do about it.
pub fn update(state: &mut State, msg: Msg, now: Now) -> Vec<Stamped<Command>> {
    let mut turn = Turn { state, now, commands: Vec::new() };
    match msg {
        Msg::User(intent) => turn.user(intent),
        Msg::World(Stamped { generation, body }) => {
            turn.lasting_event(generation, &body);
            if generation == turn.state.generation {
                turn.world(body);
            }
        }
    }
    turn.commands
}

/// One call of [`update`].
struct Turn<'a> {
    state: &'a mut State,
    now: Now,
    commands: Vec<Stamped<Command>>,
}

impl Turn<'_> {
    fn send(&mut self, body: Command) {
        self.commands.push(Stamped { generation: self.state.generation, body });
    }

    fn user(&mut self, intent: Intent) {
        match intent {
            Intent::UseServer { address, client_id } => self.use_server(&address, &client_id),
            Intent::EditServer => self.edit_server(),
            Intent::TryDemo => self.try_demo(),
            Intent::StaySignedIn(stay) => self.stay_signed_in(stay),
            Intent::ChooseLanguage(language) => self.choose_language(language),
            Intent::ChooseTheme(theme) => self.choose_theme(theme),
            Intent::HighContrast(high) => self.high_contrast(high),
            Intent::OpenFolder(folder) => self.open_folder(folder),
            Intent::SignIn { another } => self.sign_in(another),
            Intent::ChooseAccount => self.choose_account(),
            Intent::SwitchTo(key) => self.switch_to(key),
            Intent::CancelSignIn => self.cancel_sign_in(),
            Intent::ReadAgain => self.read(),
            Intent::AskRemoval(id) => self.ask_removal(&id),
            Intent::ConfirmRemoval { typed } => self.confirm_removal(&typed),
            Intent::CloseDialog => self.close_dialog(),
            Intent::DismissOutcome { account, id } => self.dismiss_outcome(&account, &id),
            Intent::DismissNotice(place) => {
                if place < self.state.notices.len() {
                    self.state.notices.remove(place);
                }
            }
            Intent::SignOut => self.sign_out(),
            Intent::CloseWindow => self.state.closing = true,
        }
    }

    /// What is written down whoever is signed in by now: removals, and what was kept.
    fn lasting_event(&mut self, generation: super::Generation, event: &Event) {
        match event {
            Event::RemovalAnswered { id, answer } => self.removal_answered(generation, id, answer),
            Event::RemovalSettled { id, settled } => self.removal_settled(generation, id, settled),
            Event::SessionKept(key) => self.session_kept(key),
            Event::SessionNotKept(key, trouble) => self.session_not_kept(key, trouble),
            Event::SessionNotForgotten(trouble) | Event::SettingsNotKept(trouble) => self.tell_once(trouble),
            Event::SystemLooks(looks) => self.state.system_looks = *looks,
            Event::Asked(action) => self.act(*action),
            _ => {}
        }
    }

    fn world(&mut self, event: Event) {
        match event {
            Event::DemoReady { server, client_id } => self.demo_ready(server, client_id),
            Event::DemoFailed(trouble) => self.demo_failed(trouble),
            Event::BrowserAsked { link, opened } => self.browser_asked(link, opened),
            Event::CallbackArrived => self.callback_arrived(),
            Event::SignedIn(account) => self.signed_in(account),
            Event::NothingToResume(trouble) => self.session_over(trouble),
            Event::InventoryRead { serial, inventory } => self.inventory_read(serial, inventory),
            Event::SignInFailed(trouble) => self.back_to_connect(Some(trouble)),
            Event::SessionEnded(trouble) => self.session_over(Some(trouble)),
            Event::RemovalAnswered { id, answer } => self.after_answer(&id, answer),
            Event::SystemLooks(_)
            | Event::Asked(_)
            | Event::SessionKept(_)
            | Event::SessionNotKept(..)
            | Event::SessionNotForgotten(_)
            | Event::SettingsNotKept(_)
            | Event::RemovalSettled { .. } => {}
            Event::SignedOut(trouble) => self.signed_out(trouble),
        }
    }

    /// The signed-in screen, where it is shown.
    fn here(&mut self) -> Option<&mut super::SignedIn> {
        match &mut self.state.screen {
            Screen::SignedIn(signed_in) => Some(signed_in),
            _ => None,
        }
    }
}
