//! What is shown but cannot be removed: the password, and the server's rules.

use egui::{Id, Ui};

use super::act::Act;
use super::parts;
use super::troubles;
use super::{Drafts, Wish};
use crate::domain::{Intent, Inventory, Known, Trouble};
use crate::theme::{self, space};

pub(super) fn password(ui: &mut Ui, inventory: &Inventory, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    section(ui, "password", text.password(), &inventory.password, drafts, wish, |ui, set| {
        parts::words(ui, text.password_state(*set));
    });
}

pub(super) fn rules(ui: &mut Ui, inventory: &Inventory, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    section(ui, "rules", text.rules(), &inventory.policy, drafts, wish, |ui, policy| {
        for rule in text.policy_rules(policy) {
            parts::words(ui, rule);
        }
    });
}

/// Its name, and a card with what is known or why it is not.
fn section<T>(
    ui: &mut Ui,
    id: &str,
    name: String,
    part: &Known<T>,
    drafts: &mut Drafts,
    wish: &mut Wish,
    add: impl FnOnce(&mut Ui, &T),
) {
    let id = Id::unique("fact").with(id);
    parts::heading(ui, theme::heading(name));
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::TINY;
            match part {
                Known::Known(value) => add(ui, value),
                Known::Unknown(trouble) => not_read(ui, id, trouble, drafts, wish),
            }
        });
    });
}

fn not_read(ui: &mut Ui, id: Id, trouble: &Trouble, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    let words = text.trouble(trouble);
    parts::attention(ui, text.could_not_be_read());
    parts::words(ui, words.why.as_str());
    ui.add_space(space::TINY);
    ui.horizontal_wrapped(|ui| {
        wish.add_if(Act::plain(text.try_again()).clicked(ui), || Intent::ReadAgain);
        troubles::details_buttons(ui, drafts, id, trouble, &words);
    });
    troubles::details(ui, drafts, id, &words);
}
