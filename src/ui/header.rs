//! Whose account this is, and leaving it.

use egui::{Id, Ui};

use super::Wish;
use super::act::Act;
use super::parts;
use crate::domain::{Intent, SignedIn};
use crate::text::Text;
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, text: &Text, signed_in: &SignedIn, wish: &mut Wish) {
    let read =
        Act::plain(text.read_again()).busy(signed_in.reading, text.reading()).id(Id::unique("read again"));
    let leave = Act::plain(text.sign_out())
        .busy(signed_in.signing_out, text.signing_out())
        .id(Id::unique("sign out"));
    let switch = Act::plain(text.switch_account()).id(Id::unique("switch account"));
    let buttons = read.width(ui) + switch.width(ui) + leave.width(ui) + 3.0 * space::SMALL;
    let beside = ui.available_width() - buttons;
    let acts = |ui: &mut Ui| {
        wish.add_if(read.clicked(ui), || Intent::ReadAgain);
        wish.add_if(switch.clicked(ui), || Intent::ChooseAccount);
        wish.add_if(leave.clicked(ui), || Intent::SignOut);
    };
    if beside < space::NARROW {
        names(ui, text, signed_in);
        ui.horizontal_wrapped(acts);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(beside);
            names(ui, text, signed_in);
        });
        acts(ui);
    });
}

/// Display name, login name and server, each on its line.
fn names(ui: &mut Ui, text: &Text, signed_in: &SignedIn) {
    let account = &signed_in.account;
    parts::heading(ui, theme::title(account.display_name.as_str()));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::TINY;
        if account.login_name != account.display_name {
            parts::words(ui, account.login_name.as_str());
        }
        parts::note(ui, text.where_it_is(&signed_in.target));
    });
}
