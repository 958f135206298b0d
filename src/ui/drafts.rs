//! What only the window knows: text buffers, what is unfolded, where the focus is to go.

use std::collections::HashSet;
use std::rc::Rc;

use egui::{Context, Id, Key};
use jiff::tz::TimeZone;

use super::act::forget_focus;
use super::rows::Rows;
use super::sheets::{self, Sheet};
use super::{cards, outcomes};
use crate::domain::{Dialog, Looks, MethodId, Now, Outcome, Settings, State};
use crate::text::Text;
use crate::theme;

/// How many frames a focus that is to move is waited for; the widget may appear only in the next one.
const FOCUS_FRAMES: u8 = 4;

/// Text buffers and focus bookkeeping. Nothing in it decides anything.
#[derive(Debug)]
pub struct Drafts {
    pub(super) address: String,
    pub(super) client_id: String,
    pub(super) typed: String,
    pub(super) search: String,
    pub(super) zone: TimeZone,
    text: Rc<Text>,
    /// The language that `text` was made for.
    language: String,
    looks: Option<Looks>,
    zoom: f32,
    /// What is open over the page that no removal is about.
    pub(super) sheet: Option<Sheet>,
    /// Where the focus goes when it closes.
    before_sheet: Option<Id>,
    /// What had the focus at the end of the last frame.
    held: Option<Id>,
    pub(super) rows: Rows,
    pub(super) unfolded: HashSet<Id>,
    /// The button that copied last.
    pub(super) copied: Option<Id>,
    /// How many wrong answers were told, and what had been typed then.
    told_wrong: (u32, String),
    dialog: Option<(MethodId, bool)>,
    /// How often the passkeys were shown because somebody asked for them from outside.
    passkeys_shown: u32,
    focus: Option<(Focus, u8)>,
}

/// Where the focus is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Focus {
    Widget(Id),
    /// The method's card, or the result of its removal where the card is gone.
    Method(MethodId),
}

impl Default for Drafts {
    fn default() -> Self {
        Self::for_settings(&Settings::default())
    }
}

impl Drafts {
    /// Buffers filled with what is kept between runs; times are shown in the system's time zone.
    #[must_use]
    pub fn for_settings(settings: &Settings) -> Self {
        Self {
            address: settings.server.clone(),
            client_id: settings.client_id.clone(),
            typed: String::new(),
            search: String::new(),
            zone: TimeZone::system(),
            text: Rc::new(Text::nearest_to("")),
            language: String::new(),
            looks: None,
            zoom: 1.0,
            sheet: None,
            before_sheet: None,
            held: None,
            rows: Rows::default(),
            unfolded: HashSet::new(),
            copied: None,
            told_wrong: (0, String::new()),
            dialog: None,
            passkeys_shown: 0,
            focus: None,
        }
    }

    /// The same, with times shown in `zone`.
    #[must_use]
    pub fn with_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    /// How much larger than usual everything is shown.
    #[must_use]
    pub const fn zoom(&self) -> f32 {
        self.zoom
    }

    /// The words of the language that is spoken.
    pub(super) fn text(&self) -> Rc<Text> {
        Rc::clone(&self.text)
    }

    /// Moves the focus to `id` as soon as it is painted.
    pub(super) fn focus(&mut self, id: Id) {
        self.focus = Some((Focus::Widget(id), FOCUS_FRAMES));
    }

    /// Notices a dialog that opened or closed.
    pub(super) fn begin(&mut self, ctx: &Context, state: &State, now: Now) {
        self.rows.now = Some(now.instant);
        self.keep_focus(ctx);
        self.zoom = ctx.zoom_factor();
        if self.looks != Some(state.looks()) {
            self.looks = Some(state.looks());
            theme::wear(ctx, state.looks());
        }
        if self.language != state.language() {
            state.language().clone_into(&mut self.language);
            self.text = Rc::new(Text::nearest_to(&self.language));
            self.rows.forget();
        }
        let open = state.signed_in().and_then(|signed_in| match &signed_in.dialog {
            None => None,
            Some(Dialog::Remove(dialog)) => Some((dialog.verdict.method().id(), true)),
            Some(Dialog::Removing(method)) => Some((method.id(), false)),
        });
        if open.is_some() {
            self.sheet = None;
        }
        self.show_passkeys(state);
        if open == self.dialog {
            return;
        }
        match (&open, &self.dialog) {
            (Some((_, true)), _) => {
                self.typed.clear();
                self.told_wrong = (0, String::new());
                self.focus(super::dialog::cancel_id());
            }
            (None, Some((closed, _))) if state.signed_in().is_some() => {
                self.focus = Some((Focus::Method(closed.clone()), FOCUS_FRAMES));
            }
            (Some((_, false)) | None, _) => self.focus = None,
        }
        if open.is_none() {
            self.typed.clear();
        }
        self.dialog = open;
    }

    /// Moves the focus to the first passkey, where the passkeys were asked for and are listed by now.
    fn show_passkeys(&mut self, state: &State) {
        let Some(signed_in) = state.signed_in() else { return };
        if self.passkeys_shown == state.passkeys_asked || signed_in.inventory.is_none() {
            return;
        }
        self.passkeys_shown = state.passkeys_asked;
        let first = signed_in.lists.passkeys.iter().flatten().next();
        if let Some(first) = first.filter(|_| signed_in.dialog.is_none()) {
            self.sheet = None;
            self.search.clear();
            self.focus = Some((Focus::Method(first.id()), FOCUS_FRAMES));
        }
    }

    /// Opens a sheet over the page by its button.
    pub(super) fn open_sheet(&mut self, sheet: Sheet) {
        self.sheet = Some(sheet);
        self.before_sheet = Some(sheets::opener_id(sheet));
        self.focus(sheets::close_id());
    }

    /// Opens a sheet by a key, from wherever the focus is.
    pub(super) fn open_sheet_by_key(&mut self, sheet: Sheet) {
        let back = if self.sheet.is_some() { self.before_sheet } else { self.held };
        self.open_sheet(sheet);
        self.before_sheet = back.or(self.before_sheet);
    }

    /// Closes it, and gives the focus back to what had it.
    pub(super) fn close_sheet(&mut self) {
        if self.sheet.take().is_some()
            && let Some(back) = self.before_sheet.take()
        {
            self.focus(back);
        }
    }

    /// Esc takes the focus from whatever has it, before anybody can see the key: it stays where it was.
    fn keep_focus(&self, ctx: &Context) {
        let lost = ctx.input(|input| input.key_pressed(Key::Escape))
            && ctx.memory(|memory| memory.focused().is_none());
        if lost && let Some(held) = self.held {
            ctx.memory_mut(|memory| memory.request_focus(held));
        }
    }

    /// Moves a focus that waits; gives up after a few frames.
    pub(super) fn end(&mut self, ctx: &Context, state: &State) {
        forget_focus(ctx);
        self.held = ctx.memory(egui::Memory::focused);
        let Some((to, frames)) = self.focus.take() else { return };
        let id = match &to {
            Focus::Widget(id) => *id,
            Focus::Method(method) => {
                let here = state.signed_in();
                let of_whoever_is_here = |outcome: &&Outcome| {
                    outcome.method.is(method)
                        && here.is_none_or(|signed_in| signed_in.account.key == outcome.account.key)
                };
                if here.is_some_and(|signed_in| signed_in.lists.find(method).is_some()) {
                    self.rows.keep = Some(method.clone());
                    cards::button_id(method)
                } else if let Some(outcome) = state.outcomes.iter().find(of_whoever_is_here) {
                    outcomes::dismiss_id(outcome)
                } else {
                    return;
                }
            }
        };
        let settled = ctx.memory(|memory| memory.had_focus_last_frame(id) && memory.has_focus(id));
        if settled || frames == 0 {
            return;
        }
        ctx.memory_mut(|memory| memory.request_focus(id));
        ctx.request_repaint();
        self.focus = Some((to, frames - 1));
    }

    /// Whether the last of these many wrong answers is still in the field, and whether it is new since the dialog
    /// was painted last.
    pub(super) fn wrong_answer(&mut self, answers: u32) -> (bool, bool) {
        let is_new = answers > 0 && self.told_wrong.0 != answers;
        if is_new {
            self.told_wrong = (answers, self.typed.clone());
        }
        (answers > 0 && self.told_wrong.1 == self.typed, is_new)
    }

    /// Whether `id` is unfolded; turns it round where `turn`.
    pub(super) fn unfold(&mut self, id: Id, turn: bool) -> bool {
        let open = self.unfolded.contains(&id) != turn;
        if open {
            self.unfolded.insert(id);
        } else {
            self.unfolded.remove(&id);
        }
        open
    }
}
