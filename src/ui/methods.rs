//! What else opens the account: password, second steps, linked identities, the server's rules.

use egui::{Id, Ui};

use super::act::Act;
use super::parts;
use super::troubles;
use super::{Drafts, Wish};
use crate::domain::{Intent, Inventory, Known, LinkedIdentity, SecondStep, Trouble};
use crate::text;
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, inventory: &Inventory, drafts: &mut Drafts, wish: &mut Wish) {
    parts::heading(ui, theme::heading(text::ALSO_OPENS));
    section(ui, text::PASSWORD, &inventory.password, drafts, wish, |ui, set| {
        parts::words(ui, text::password(*set));
    });
    section(ui, text::SECOND_STEPS, &inventory.second_steps, drafts, wish, |ui, steps| {
        second_steps(ui, steps);
    });
    section(ui, text::IDENTITIES, &inventory.identities, drafts, wish, |ui, identities| {
        linked(ui, identities);
    });
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

/// One card: its name, and what is known or why it is not.
fn section<T>(
    ui: &mut Ui,
    name: &str,
    part: &Known<T>,
    drafts: &mut Drafts,
    wish: &mut Wish,
    add: impl FnOnce(&mut Ui, &T),
) {
    let id = Id::unique("also opens").with(name);
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::TINY;
            parts::heading(ui, theme::strong(name));
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

fn second_steps(ui: &mut Ui, steps: &[SecondStep]) {
    if steps.is_empty() {
        parts::words(ui, text::NO_SECOND_STEP);
        return;
    }
    parts::note(ui, text::SECOND_STEPS_NOTE);
    for step in steps {
        parts::words(ui, text::second_step(step));
    }
}

fn linked(ui: &mut Ui, identities: &[LinkedIdentity]) {
    if identities.is_empty() {
        parts::words(ui, text::NO_IDENTITY);
    }
    for identity in identities {
        let (provider, name) = text::identity(identity);
        parts::fact_named(ui, &provider, &name);
    }
}
