//! What is shown but cannot be removed: the password, and the server's rules.

use egui::{Id, Ui};

use super::icons::Icon;
use super::parts;
use super::troubles;
use super::{Drafts, Wish};
use crate::domain::{Inventory, Known, SignedIn};
use crate::theme::{self, space};

pub(super) fn password(
    ui: &mut Ui,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let text = drafts.text();
    let about = (Icon::Password, text.password(), signed_in.reading);
    section(ui, about, &inventory.password, drafts, wish, |ui, set| {
        parts::words(ui, text.password_state(*set));
    });
}

pub(super) fn rules(
    ui: &mut Ui,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let text = drafts.text();
    let about = (Icon::Rules, text.rules(), signed_in.reading);
    section(ui, about, &inventory.policy, drafts, wish, |ui, policy| {
        for rule in text.policy_rules(policy) {
            parts::words(ui, rule);
        }
    });
}

/// Its name, and a card with what is known or why it is not.
fn section<T>(
    ui: &mut Ui,
    (icon, name, reading): (Icon, String, bool),
    part: &Known<T>,
    drafts: &mut Drafts,
    wish: &mut Wish,
    add: impl FnOnce(&mut Ui, &T),
) {
    let id = Id::unique("fact").with(icon);
    parts::heading(ui, theme::heading(name));
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| match part {
            Known::Known(value) => icon.beside(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::TINY;
                add(ui, value);
            }),
            Known::Unknown(trouble) => {
                let title = drafts.text().could_not_be_read();
                troubles::not_read(ui, drafts, wish, (id, title, Some(trouble), reading));
            }
        });
    });
}
