//! The three lists of what can be removed, under one search box.

use egui::accesskit::Role;
use egui::{Id, Key, TextEdit, Ui};

use super::act::newly_focused;
use super::parts;
use super::rows::Group;
use super::{Drafts, Wish, cards, facts, troubles};
use crate::domain::{Inventory, Lists, Method, SignedIn, Topic};
use crate::text::Text;
use crate::theme::{self, space};

/// From this many methods on there is a search box.
const SEARCH_FROM: usize = 8;

/// The search box.
pub(super) fn search_id() -> Id {
    Id::unique("search")
}

/// Whether there is one.
pub(super) fn has_search(signed_in: &SignedIn) -> bool {
    signed_in.lists.all().count() >= SEARCH_FROM
}

pub(super) fn show(
    ui: &mut Ui,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let lists = &signed_in.lists;
    if has_search(signed_in) {
        search(ui, drafts);
        ui.add_space(space::TINY);
    } else {
        drafts.search.clear();
    }
    drafts.rows.update(&drafts.text(), &drafts.zone, lists, &drafts.search);
    let searching = !drafts.search.trim().is_empty();
    if searching {
        found(ui, lists, drafts);
    }
    for group in Group::ALL {
        let empty = drafts.rows.shown(group).is_empty();
        if searching && empty && group.of(lists).is_some() {
            continue;
        }
        one(ui, group, signed_in, inventory, drafts, wish);
        ui.add_space(space::MEDIUM);
        if group == Group::Passkeys && !searching {
            facts::password(ui, signed_in, inventory, drafts, wish);
            ui.add_space(space::MEDIUM);
        }
    }
    if !searching {
        facts::rules(ui, signed_in, inventory, drafts, wish);
    }
}

fn search(ui: &mut Ui, drafts: &mut Drafts) {
    let text = drafts.text();
    let edit = TextEdit::singleline(&mut drafts.search)
        .id(search_id())
        .hint_text(text.search())
        .desired_width(f32::INFINITY)
        .margin(ui.spacing().button_padding);
    let response = ui.add(edit).accessible_name(text.search());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::SearchInput));
    if newly_focused(&response) {
        response.scroll_to_me(None);
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        drafts.search.clear();
    }
}

/// How much of it all is shown.
fn found(ui: &mut Ui, lists: &Lists, drafts: &Drafts) {
    let text = drafts.text();
    let shown: usize = Group::ALL.iter().map(|group| drafts.rows.shown(*group).len()).sum();
    if shown == 0 {
        parts::said(ui, text.nothing_found(drafts.search.trim()));
    } else {
        let response = parts::note(ui, text.found(text.number(shown), text.number(lists.all().count())));
        parts::live(ui, &response);
    }
}

/// One list: its heading, what it is for, and its cards, or why there are none.
fn one(
    ui: &mut Ui,
    group: Group,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let text = drafts.text();
    let (heading, note) = words(&text, group);
    match group.of(&signed_in.lists) {
        Some([]) => {
            parts::heading(ui, theme::heading(heading));
            parts::card(ui, |ui| parts::words(ui, none(&text, group, signed_in)));
        }
        Some(all) => {
            parts::heading(ui, theme::heading(text.counted(&heading, all.len())));
            parts::note(ui, note);
            cards::show(ui, group, (&heading, all), drafts, wish);
        }
        None => {
            parts::heading(ui, theme::heading(heading));
            not_read(ui, group, signed_in, inventory, drafts, wish);
        }
    }
}

fn words(text: &Text, group: Group) -> (String, String) {
    match group {
        Group::Passkeys => (text.passkeys(), text.passkeys_note()),
        Group::SecondSteps => (text.second_steps(), text.second_steps_note()),
        Group::Identities => (text.identities(), text.identities_note()),
    }
}

fn none(text: &Text, group: Group, signed_in: &SignedIn) -> String {
    match group {
        Group::Passkeys => text.no_passkeys(signed_in.target.server.authority()),
        Group::SecondSteps => text.no_second_step(),
        Group::Identities => text.no_identity(),
    }
}

const fn topic(group: Group) -> Topic {
    match group {
        Group::Passkeys => Topic::Passkeys,
        Group::SecondSteps => Topic::SecondSteps,
        Group::Identities => Topic::Identities,
    }
}

fn not_read(
    ui: &mut Ui,
    group: Group,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let id = Id::unique("not read").with(group);
    let title = drafts.text().list_not_read(topic(group));
    let trouble = inventory.not_listed(topic(group));
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| troubles::not_read(ui, drafts, wish, (id, title, trouble, signed_in.reading)));
    });
}

impl Group {
    /// The list of this group; `None` where it could not be read.
    pub(super) fn of(self, lists: &Lists) -> Option<&[Method]> {
        match self {
            Self::Passkeys => lists.passkeys.as_deref(),
            Self::SecondSteps => lists.second_steps.as_deref(),
            Self::Identities => lists.identities.as_deref(),
        }
    }
}
