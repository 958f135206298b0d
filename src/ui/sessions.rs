//! The accounts that can be opened without signing in anew.

use egui::accesskit::Role;
use egui::{Id, Ui};

use super::act::Act;
use super::{Wish, parts};
use crate::domain::{Intent, OpenSession, State};
use crate::text::{self, Text};
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, text: &Text, state: &State, wish: &mut Wish) {
    if state.sessions.iter().len() == 0 {
        return;
    }
    parts::part(ui, Id::unique("accounts"), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, theme::heading(text.your_accounts()));
            parts::group(ui, Id::unique("account rows"), Role::List, |ui| {
                ui.spacing_mut().item_spacing.y = space::MEDIUM;
                for session in state.sessions.iter() {
                    row(ui, text, session, wish);
                }
            });
        });
    });
}

fn row(ui: &mut Ui, text: &Text, session: &OpenSession, wish: &mut Wish) {
    let key = session.key();
    let name = text.open_session(session);
    let open = Act::plain(text.open_account()).id(Id::unique("open account").with(&key)).named(name);
    let beside = ui.available_width() - open.width(ui) - space::SMALL;
    parts::group(ui, Id::unique("account").with(&key), Role::ListItem, |ui| {
        if beside < space::NARROW {
            names(ui, text, session);
            wish.add_if(open.clicked(ui), || Intent::SwitchTo(key));
            return;
        }
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(beside);
                names(ui, text, session);
            });
            wish.add_if(open.clicked(ui), || Intent::SwitchTo(key));
        });
    });
}

fn names(ui: &mut Ui, text: &Text, session: &OpenSession) {
    ui.spacing_mut().item_spacing.y = space::TINY;
    for (place, name) in text::names(&session.account).into_iter().flatten().enumerate() {
        if place == 0 {
            parts::words(ui, theme::strong(name));
        } else {
            parts::note(ui, name);
        }
    }
    parts::note(ui, text.where_it_is(&session.target));
}
