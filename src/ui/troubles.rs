//! A failure on screen: what, why, whether anything changed, what to do, and every detail.

use egui::{Id, Ui};

use super::act::Act;
use super::parts::{self, Sign};
use super::{Drafts, Wish};
use crate::domain::{Intent, Remedy, Trouble};
use crate::text::{Text, TroubleText};
use crate::theme;

/// What the remedy's button does at this place: its words where they differ, and the intent.
#[derive(Clone, Debug, Default)]
pub(super) struct Remedies {
    /// For "Try again".
    pub(super) again: Option<Intent>,
    /// For "Sign in again".
    pub(super) sign_in: Option<(String, Intent)>,
    /// For "Check server address and client id".
    pub(super) check: Option<Intent>,
}

impl Remedies {
    /// On the signed-in screen: the session must end before another begins.
    pub(super) fn signed_in(text: &Text, again: Intent) -> Self {
        Self {
            again: Some(again),
            sign_in: Some((text.sign_out_then_in(), Intent::SignOut)),
            // The address stands on the first screen, and so does the way to another one.
            check: Some(Intent::ChooseAccount),
        }
    }

    fn button(&self, trouble: &Trouble, words: &TroubleText) -> Option<(String, Intent)> {
        let usual = words.remedy.clone()?;
        match trouble.remedy {
            Remedy::TryAgain => Some((usual, self.again.clone()?)),
            Remedy::SignInAgain => self.sign_in.clone(),
            Remedy::CheckServer => Some((usual, self.check.clone()?)),
            Remedy::AskAdministrator | Remedy::None => None,
        }
    }
}

/// A card of its own.
pub(super) fn card(
    ui: &mut Ui,
    drafts: &mut Drafts,
    wish: &mut Wish,
    (id, trouble, remedies): (Id, &Trouble, &Remedies),
) {
    let text = drafts.text();
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| {
            let words = text.trouble(trouble);
            parts::signed_heading(ui, Sign::Attention, &words.title);
            body(ui, drafts, wish, (id, trouble, remedies));
        });
    });
}

/// Everything under the heading.
pub(super) fn body(
    ui: &mut Ui,
    drafts: &mut Drafts,
    wish: &mut Wish,
    (id, trouble, remedies): (Id, &Trouble, &Remedies),
) {
    let text = drafts.text();
    let words = text.trouble(trouble);
    parts::said(ui, words.why.as_str());
    parts::said(ui, theme::strong(words.consequence.as_str()));
    let remedy = remedies.button(trouble, &words);
    if remedy.is_none() && words.details.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if let Some((label, intent)) = remedy {
            wish.add_if(Act::plain(label).id(id.with("remedy")).clicked(ui), || intent);
        }
        details_buttons(ui, drafts, id, trouble, &words);
    });
    details(ui, drafts, id, &words);
}

/// A part of the account that could not be read: `title` says which, the trouble why and what helps. Nothing was
/// to be changed, so that is not said for each of them.
pub(super) fn not_read(
    ui: &mut Ui,
    drafts: &mut Drafts,
    wish: &mut Wish,
    (id, title, trouble, reading): (Id, String, Option<&Trouble>, bool),
) {
    let text = drafts.text();
    parts::signed_heading(ui, Sign::Attention, title);
    let Some(trouble) = trouble else { return };
    let words = text.trouble(trouble);
    parts::words(ui, words.why.as_str());
    let remedy = Remedies::signed_in(&text, Intent::ReadAgain).button(trouble, &words);
    ui.horizontal_wrapped(|ui| {
        if let Some((label, intent)) = remedy {
            let busy = reading && intent == Intent::ReadAgain;
            let act = Act::plain(label).id(id.with("remedy")).busy(busy, text.reading());
            wish.add_if(act.clicked(ui), || intent);
        }
        details_buttons(ui, drafts, id, trouble, &words);
    });
    details(ui, drafts, id, &words);
}

/// What shows and copies the details.
pub(super) fn details_buttons(
    ui: &mut Ui,
    drafts: &mut Drafts,
    id: Id,
    trouble: &Trouble,
    words: &TroubleText,
) {
    let text = drafts.text();
    if words.details.is_empty() {
        return;
    }
    parts::copy(ui, drafts, id.with("copy"), text.copy_details(), || text.trouble_to_copy(trouble));
    parts::fold(ui, drafts, id.with("details"), text.show_details(), text.hide_details());
}

/// The server's own words, where they are unfolded.
pub(super) fn details(ui: &mut Ui, drafts: &mut Drafts, id: Id, words: &TroubleText) {
    if words.details.is_empty() || !drafts.unfold(id.with("details"), false) {
        return;
    }
    for (name, value) in &words.details {
        parts::fact(ui, name, value, None);
    }
}
