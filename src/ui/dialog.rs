//! The question whether to remove something, and the wait for its answer.
//!
//! Cancel has the focus, Esc cancels, Enter removes nothing. Only the two buttons leave it.

use egui::accesskit::Role;
use egui::{Area, Context, Frame, Id, Key, Modal, Modifiers, ScrollArea, Stroke, Ui};

use super::act::Act;
use super::icons::Icon;
use super::parts;
use super::{Drafts, Wish};
use crate::domain::{Dialog, Intent, Level, Method, RemoveDialog, SignedIn};
use crate::text::{self, Text};
use crate::theme::{self, space};

/// How much of the window's height is left free around the dialog, with its buttons, in points.
const BUTTONS_AND_EDGES: f32 = 112.0;
/// The same where the buttons stand one under the other, in points.
const STACKED_BUTTONS_AND_EDGES: f32 = 138.0;
/// Lower than this, a window leaves no room around the dialog's words, in points.
const LOW_WINDOW: f32 = 320.0;
/// Narrower than this, the buttons stand one under the other, in points.
const STACKED: f32 = 232.0;
/// The least height of the words, which scroll, in points.
const LEAST_WORDS: f32 = 90.0;

/// The button that closes it and removes nothing.
pub(super) fn cancel_id() -> Id {
    Id::unique("dialog cancel")
}

fn remove_id() -> Id {
    Id::unique("dialog remove")
}

fn modal_id() -> Id {
    Id::unique("dialog")
}

pub(super) fn show(
    ctx: &Context,
    (signed_in, closing): (&SignedIn, bool),
    dialog: &Dialog,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    match dialog {
        Dialog::Remove(question) => {
            no_enter(ctx);
            modal(ctx, Role::AlertDialog, |ui| ask(ui, signed_in, question, drafts, wish));
            let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            wish.add_if(escaped, || Intent::CloseDialog);
        }
        Dialog::Removing(method) => {
            modal(ctx, Role::AlertDialog, |ui| wait(ui, &drafts.text(), method, closing));
        }
    }
}

/// Enter removes nothing, even where the button that removes has the focus; Space does.
fn no_enter(ctx: &Context) {
    if ctx.memory(|memory| memory.has_focus(remove_id())) {
        ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    }
}

/// A dialog over everything; `add` returns the id of its heading.
pub(super) fn modal(ctx: &Context, role: Role, add: impl FnOnce(&mut Ui) -> Id) {
    let style = ctx.global_style();
    let tokens = theme::tokens(&style.visuals);
    let window = ctx.content_rect();
    let low = window.height() < LOW_WINDOW;
    let inside = if low { space::CARD_INSIDE_LOW } else { space::CARD_INSIDE };
    let edges = 2.0 * (space::SMALL + f32::from(inside));
    let width = (window.width() - edges).min(space::DIALOG);
    let frame = Frame::popup(&style)
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(space::CARD_CORNER)
        .inner_margin(inside);
    let area: Area = Modal::default_area(modal_id()).role(role);
    Modal::new(modal_id()).area(area).backdrop_color(tokens.veil).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        let heading = add(ui);
        ui.ctx().accesskit_node_builder(modal_id(), |node| {
            node.set_modal();
            node.push_labelled_by(heading.accesskit_id());
        });
    });
}

fn ask(
    ui: &mut Ui,
    signed_in: &SignedIn,
    question: &RemoveDialog,
    drafts: &mut Drafts,
    wish: &mut Wish,
) -> Id {
    let text = drafts.text();
    let around = if ui.available_width() < STACKED { STACKED_BUTTONS_AND_EDGES } else { BUTTONS_AND_EDGES };
    let room = (ui.ctx().content_rect().height() - around).max(LEAST_WORDS);
    let heading = ScrollArea::vertical()
        .id_salt("dialog words")
        .max_height(room)
        .auto_shrink([false, true])
        .show(ui, |ui| words(ui, signed_in, question, drafts, wish))
        .inner;
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        let cancel = Act::plain(text.cancel()).id(cancel_id()).clicked(ui);
        let words = text.removes(question.verdict.method().kind());
        let remove = Act::danger(words).id(remove_id()).clicked(ui);
        wish.add_if(cancel, || Intent::CloseDialog);
        wish.add_if(remove, || Intent::ConfirmRemoval { typed: drafts.typed.clone() });
    });
    heading
}

fn words(
    ui: &mut Ui,
    signed_in: &SignedIn,
    question: &RemoveDialog,
    drafts: &mut Drafts,
    wish: &mut Wish,
) -> Id {
    let text = drafts.text();
    let verdict = &question.verdict;
    let (method, kind) = (verdict.method(), verdict.method().kind());
    let heading = parts::heading(ui, theme::heading(text.asks_to_remove(kind))).id;
    if question.changed {
        parts::attention(ui, text.changed());
    }
    named(ui, &text, signed_in, method);
    ui.add_space(space::TINY);
    parts::words(ui, text.means(kind));
    if let Some(warning) = text.warning(verdict.level()) {
        parts::attention(ui, warning);
    }
    if let Some(weaker) = text.weaker(kind, verdict.remaining()) {
        parts::attention(ui, weaker);
    }
    remaining(ui, &text, question);
    if verdict.level() >= Level::CannotTell {
        at_risk(ui, signed_in, question, drafts, wish);
    }
    heading
}

/// Method, account and server, each alone on its line.
fn named(ui: &mut Ui, text: &Text, signed_in: &SignedIn, method: &Method) {
    Icon::Method(method.kind()).beside(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::TINY;
        parts::words(ui, theme::strong(text.method_name(method)));
        if let Some(there) = text::name_there(method) {
            parts::words(ui, there);
        }
        for name in text::names(&signed_in.account).into_iter().flatten() {
            parts::note(ui, name);
        }
        parts::note(ui, text.on_server(signed_in.account.key.server.authority()));
    });
}

fn remaining(ui: &mut Ui, text: &Text, question: &RemoveDialog) {
    let remaining = question.verdict.remaining();
    if remaining.ways.is_empty() {
        return;
    }
    let label = parts::words(ui, text.after_this());
    let list = Id::unique("remaining ways");
    parts::group(ui, list, Role::List, |ui| {
        ui.ctx()
            .accesskit_node_builder(ui.unique_id(), |node| node.push_labelled_by(label.id.accesskit_id()));
        ui.spacing_mut().item_spacing.y = space::TINY;
        for (place, way) in remaining.ways.iter().take(text::WAYS_NAMED).enumerate() {
            let way = text.way(way);
            parts::item(ui, list.with(place), |ui| {
                parts::words(ui, theme::strong(way.line.as_str()));
                if let Some(name) = way.name {
                    parts::words(ui, theme::strong(name));
                }
            });
        }
        let rest = remaining.ways.len().saturating_sub(text::WAYS_NAMED);
        if rest > 0 {
            parts::item(ui, list.with("rest"), |ui| {
                parts::words(ui, text.more_ways(rest));
            });
        }
    });
    if remaining.only_passkeys() {
        parts::words(ui, text.try_one_first());
    }
}

/// No way in is certain: why, who could help, and the name to type.
fn at_risk(ui: &mut Ui, signed_in: &SignedIn, question: &RemoveDialog, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    let verdict = &question.verdict;
    for unsettled in text.unsettled(verdict.remaining()) {
        parts::words(ui, unsettled);
    }
    if let Some(help) = text.help(verdict.level(), verdict.remaining()) {
        parts::words(ui, help);
    }
    parts::words(ui, text.risk_note(verdict.level()));
    if verdict.level() == Level::CannotTell {
        let again = Act::plain(text.try_again())
            .id(Id::unique("dialog try again"))
            .busy(signed_in.reading, text.reading());
        wish.add_if(again.clicked(ui), || Intent::ReadAgain);
    }
    let Some(challenge) = verdict.challenge() else { return };
    ui.add_space(space::TINY);
    let label = text.type_to_go_on(verdict.method(), &signed_in.account, challenge);
    let (is_wrong, is_new) = drafts.wrong_answer(question.wrong_answers);
    let wrong = is_wrong.then(|| text.wrong_answer());
    let field = parts::field(ui, label, &mut drafts.typed, "", wrong.as_deref());
    if is_new || parts::entered(ui, &field) {
        drafts.focus(field.id);
        ui.scroll_to_cursor(Some(egui::Align::Max));
    }
}

/// The removal is on its way: nothing to press.
fn wait(ui: &mut Ui, text: &Text, method: &Method, closing: bool) -> Id {
    let heading = parts::heading(ui, theme::heading(text.is_removing(method)));
    parts::live(ui, &heading);
    parts::said(ui, if closing { text.closes() } else { text.do_not_close() });
    heading.id
}
