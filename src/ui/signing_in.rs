//! The sign-in under way.

use egui::{Id, Ui};

use super::act::Act;
use super::parts::{self, Sign};
use super::{Drafts, Wish, outcomes};
use crate::domain::{Intent, Phase, SigningIn, State};
use crate::text::{self, Text};
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, state: &State, signing_in: &SigningIn, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    parts::heading(ui, theme::title(text.signing_in()));
    parts::note(ui, text.where_it_is(&signing_in.target));
    ui.add_space(space::MEDIUM);
    parts::part(ui, Id::unique("sign-in under way"), |ui| {
        parts::card(ui, |ui| {
            phase(ui, &text, signing_in);
            ui.add_space(space::TINY);
            ui.horizontal_wrapped(|ui| {
                if let Phase::Browser { link, .. } = &signing_in.phase {
                    let id = Id::unique("copy link");
                    parts::copy(ui, drafts, id, text.copy_link(), || link.as_str().to_owned());
                }
                let cancel = Act::plain(text.cancel()).id(Id::unique("cancel sign-in")).clicked(ui);
                wish.add_if(cancel, || Intent::CancelSignIn);
            });
        });
    });
    ui.add_space(space::MEDIUM);
    outcomes::show(ui, state, drafts, wish);
}

fn phase(ui: &mut Ui, text: &Text, signing_in: &SigningIn) {
    match &signing_in.phase {
        Phase::Resuming(_) => {
            parts::signed_heading(ui, Sign::Waiting, text.resuming());
        }
        Phase::Connecting => {
            parts::signed_heading(
                ui,
                Sign::Waiting,
                text.connecting_to(signing_in.target.server.authority()),
            );
        }
        Phase::Browser { link, opened } => {
            parts::signed_heading(ui, Sign::Waiting, text.continue_in_browser());
            parts::said(ui, if *opened { text.browser_note() } else { text.no_browser() });
            let shown = text::link_shown(link.as_str());
            let label = ui.add(egui::Label::new(theme::small(shown, ui.visuals())).truncate());
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(text.link()));
        }
        Phase::Finishing => {
            parts::signed_heading(ui, Sign::Waiting, text.finishing());
            parts::words(ui, text.finishing_note());
        }
    }
}
