//! What is shown but cannot be removed: the password, and the server's rules.

use egui::{Id, Ui};

use super::act::Act;
use super::parts;
use super::troubles;
use super::{Drafts, Wish};
use crate::domain::{Intent, Inventory, Known, Trouble};
use crate::text;
use crate::theme::{self, space};

pub(super) fn password(ui: &mut Ui, inventory: &Inventory, drafts: &mut Drafts, wish: &mut Wish) {
    section(ui, text::PASSWORD, &inventory.password, drafts, wish, |ui, set| {
        parts::words(ui, text::password(*set));
    });
}

pub(super) fn rules(ui: &mut Ui, inventory: &Inventory, drafts: &mut Drafts, wish: &mut Wish) {
    section(ui, text::RULES, &inventory.policy, drafts, wish, |ui, policy| {
        let rules = text::rules(policy);
        if rules.is_empty() {
            parts::words(ui, text::NO_RULES);
        }
        for rule in rules {
            parts::words(ui, rule);
        }
    });
}

/// Its name, and a card with what is known or why it is not.
fn section<T>(
    ui: &mut Ui,
    name: &str,
    part: &Known<T>,
    drafts: &mut Drafts,
    wish: &mut Wish,
    add: impl FnOnce(&mut Ui, &T),
) {
    let id = Id::unique("fact").with(name);
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
    let words = text::trouble(trouble);
    parts::attention(ui, text::NOT_READ);
    parts::words(ui, words.why.as_str());
    ui.add_space(space::TINY);
    ui.horizontal_wrapped(|ui| {
        wish.add_if(Act::plain(text::TRY_AGAIN).clicked(ui), || Intent::ReadAgain);
        troubles::details_buttons(ui, drafts, id, trouble, &words);
    });
    troubles::details(ui, drafts, id, &words);
}
