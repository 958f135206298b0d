//! What opens the account.

use egui::{Id, Ui};
use jiff::tz::TimeZone;

use super::parts::{self, Sign};
use super::{Drafts, Wish, header, lists, notices, outcomes};
use crate::domain::{SignedIn, State};
use crate::text::Text;
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, state: &State, signed_in: &SignedIn, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    header::show(ui, &drafts.text(), signed_in, wish);
    ui.add_space(space::SMALL);
    notices::show(ui, state, drafts, wish);
    outcomes::show(ui, state, drafts, wish);
    let Some(inventory) = &signed_in.inventory else {
        parts::card(ui, |ui| parts::signed_heading(ui, Sign::Waiting, text.first_reading()));
        return;
    };
    summary(ui, &text, &drafts.zone, signed_in);
    ui.add_space(space::MEDIUM);
    lists::show(ui, signed_in, inventory, drafts, wish);
}

/// How many ways in, what is not known, and whether one more passkey would be wise.
fn summary(ui: &mut Ui, text: &Text, zone: &TimeZone, signed_in: &SignedIn) {
    let ways = &signed_in.ways;
    let policy = signed_in.inventory.as_ref().and_then(|inventory| inventory.policy.get());
    let allowed = policy.filter(|_| signed_in.lists.passkeys.is_some());
    let allowed = allowed.map(|policy| policy.passkeys && policy.user_names);
    ui.add_space(space::SMALL);
    parts::part(ui, Id::unique("summary"), |ui| {
        let response = parts::heading(ui, theme::heading(text.ways_in(ways)));
        parts::live(ui, &response);
        for unsettled in text.unsettled(ways) {
            parts::words(ui, unsettled);
        }
        parts::words(ui, text.advice(ways, allowed));
        if let Some(inventory) = &signed_in.inventory {
            let response = parts::note(ui, text.last_read_at(inventory.read_at, zone));
            parts::live(ui, &response);
        }
    });
}
