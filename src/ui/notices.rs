//! Things that were said and stay until dismissed.

use egui::{Id, Ui};

use super::act::Act;
use super::parts::{self, Sign};
use super::troubles::{self, Remedies};
use super::{Drafts, Wish};
use crate::domain::{Intent, Notice, State};

/// All notices, oldest first.
pub(super) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    if state.closing {
        parts::part(ui, Id::unique("closing"), |ui| parts::card(ui, |ui| parts::said(ui, text.closes())));
    }
    for (place, notice) in state.notices.iter().enumerate() {
        let id = Id::unique("notice").with(place);
        parts::part(ui, id, |ui| parts::card(ui, |ui| one(ui, drafts, wish, (id, place, notice))));
    }
}

fn one(ui: &mut Ui, drafts: &mut Drafts, wish: &mut Wish, (id, place, notice): (Id, usize, &Notice)) {
    let text = drafts.text();
    let (what, more) = text.notice(notice);
    let sign = if *notice == Notice::SignedOut { Sign::Done } else { Sign::Attention };
    let name = text.dismiss_named(&what);
    let dismiss = Act::quiet(text.dismiss()).id(id.with("dismiss")).named(name);
    let clicked = parts::heading_with_act(ui, sign, &what, dismiss);
    wish.add_if(clicked, || Intent::DismissNotice(place));
    if let Notice::Trouble(trouble) = notice {
        // No remedy here: what it was about is over.
        troubles::body(ui, drafts, wish, (id, trouble, &Remedies::default()));
    } else {
        parts::said(ui, more);
    }
}
