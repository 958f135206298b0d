//! Pieces that several screens are made of.

use egui::accesskit::{Live, Role};
use egui::{Frame, Id, Label, Response, RichText, Sense, Stroke, TextEdit, Ui, UiBuilder, vec2};

use super::Drafts;
use super::act::{Act, newly_focused};
use crate::theme::{self, space};

/// Width of a fact's name, in points.
const FACT_NAME: f32 = 130.0;
/// Narrower than this, a fact's value stands under its name.
const FACTS_SIDE_BY_SIDE: f32 = 360.0;

/// A framed card over the whole width.
pub(super) fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = theme::tokens(ui.visuals());
    Frame::NONE
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(space::CARD_CORNER)
        .inner_margin(space::CARD_INSIDE)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A part of the page whose widgets keep their ids wherever it is painted.
pub(super) fn part<R>(ui: &mut Ui, id: Id, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().scope_id(id), add).inner
}

/// A part with a role for screen readers.
pub(super) fn group<R>(ui: &mut Ui, id: Id, role: Role, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().scope_id(id).accessibility_role(role), add).inner
}

/// Running text that wraps.
pub(super) fn words(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(Label::new(text.into()).wrap())
}

/// A note that wraps.
pub(super) fn note(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = theme::small(text, ui.visuals());
    ui.add(Label::new(text).wrap())
}

/// A heading, told to screen readers as one.
pub(super) fn heading(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    let response = words(ui, text);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::Heading));
    name_heading(ui, &response)
}

/// A heading's words are its name; a label's were its value.
fn name_heading(ui: &Ui, response: &Response) -> Response {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let Some(value) = node.value().map(str::to_owned) {
            node.clear_value();
            node.set_label(value);
        }
    });
    response.clone()
}

/// Says what is on screen to whoever cannot see that it came.
pub(super) fn live(ui: &Ui, response: &Response) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// Running text that is said when it comes.
pub(super) fn said(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    let response = words(ui, text);
    live(ui, &response);
    response
}

/// A painted sign before a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Done,
    Attention,
    Waiting,
}

/// A sign, then a heading that is said when it comes.
pub(super) fn signed_heading(ui: &mut Ui, sign: Sign, text: impl Into<String>) {
    ui.horizontal_top(|ui| {
        paint_sign(ui, sign);
        let response = heading(ui, theme::heading(text));
        live(ui, &response);
    });
}

/// The same, with a button at the end of the line; whether it was clicked.
pub(super) fn heading_with_act(ui: &mut Ui, sign: Sign, text: &str, act: Act) -> bool {
    let act = act.low();
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - act.width(ui) - ui.spacing().item_spacing.x;
        ui.scope(|ui| {
            ui.set_width(room.max(0.0));
            signed_heading(ui, sign, text);
        });
        act.clicked(ui)
    })
    .inner
}

fn paint_sign(ui: &mut Ui, sign: Sign) {
    let tokens = theme::tokens(ui.visuals());
    let (rect, _) = ui.allocate_exact_size(vec2(space::SIGN, space::SIGN), Sense::hover());
    let middle = rect.center();
    let radius = space::SIGN / 2.0 - 1.0;
    let color = if sign == Sign::Attention { tokens.text } else { tokens.accent };
    let stroke = Stroke::new(2.0, color);
    ui.painter().circle_stroke(middle, radius - 1.0, stroke);
    match sign {
        Sign::Done => {
            let points = [vec2(-4.5, 0.5), vec2(-1.5, 3.5), vec2(4.5, -3.0)].map(|at| middle + at);
            ui.painter().line(points.to_vec(), stroke);
        }
        Sign::Attention => {
            ui.painter().line_segment([middle - vec2(0.0, 5.5), middle + vec2(0.0, 1.5)], stroke);
            ui.painter().circle_filled(middle + vec2(0.0, 5.0), 1.4, color);
        }
        Sign::Waiting => {
            ui.painter().line_segment([middle, middle - vec2(0.0, 5.5)], stroke);
            ui.painter().line_segment([middle, middle + vec2(4.0, 0.0)], stroke);
        }
    }
}

/// A name and a value; the value wraps and can be selected.
pub(super) fn fact(ui: &mut Ui, name: impl Into<String>, value: impl Into<String>, tooltip: Option<&str>) {
    let narrow = ui.available_width() < FACTS_SIDE_BY_SIDE;
    let add_value = |ui: &mut Ui| {
        let response = ui.add(Label::new(value.into()).wrap());
        if let Some(tooltip) = tooltip {
            response.on_hover_text(tooltip);
        }
    };
    if narrow {
        note(ui, name);
        add_value(ui);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.scope(|ui| {
            ui.set_width(FACT_NAME);
            note(ui, name);
        });
        ui.vertical(add_value);
    });
}

/// A button that copies `what` and says so afterwards.
pub(super) fn copy(ui: &mut Ui, drafts: &mut Drafts, id: Id, words: String, what: impl FnOnce() -> String) {
    let text = drafts.text();
    let copied = drafts.copied == Some(id);
    let shown = if copied { text.copied() } else { words };
    let response = Act::plain(shown).id(id).show(ui);
    if copied {
        live(ui, &response);
    }
    if response.clicked() {
        ui.ctx().copy_text(what());
        drafts.copied = Some(id);
    }
}

/// A button that folds and unfolds; whether it is unfolded.
pub(super) fn fold(ui: &mut Ui, drafts: &mut Drafts, id: Id, show: String, hide: String) -> bool {
    let open = drafts.unfold(id, false);
    let response = Act::quiet(if open { hide } else { show }).id(id).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    drafts.unfold(id, response.clicked())
}

/// A field with its label above, and what is wrong with it below.
pub(super) fn field(
    ui: &mut Ui,
    label: String,
    buffer: &mut String,
    hint: &str,
    wrong: Option<&str>,
) -> Response {
    let label = words(ui, theme::strong(label));
    let edit = TextEdit::singleline(buffer)
        .id(label.id.with("field"))
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(ui.spacing().button_padding);
    let response = ui.add(edit).labelled_by(label.id);
    if newly_focused(&response) {
        response.scroll_to_me(None);
    }
    if let Some(wrong) = wrong {
        let said = attention(ui, wrong);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.push_described_by(said.id.accesskit_id());
            // Not every system passes the relation on.
            node.set_description(wrong);
            node.set_invalid(egui::accesskit::Invalid::True);
        });
    }
    response
}

/// A sentence that must be seen: a mark and semibold words, told by more than colour.
pub(super) fn attention(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.horizontal_top(|ui| {
        let tokens = theme::tokens(ui.visuals());
        let (rect, _) = ui.allocate_exact_size(vec2(space::TINY, space::SIGN), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, tokens.text);
        said(ui, theme::strong(text))
    })
    .inner
}

/// An entry of a list, with a bullet before it.
pub(super) fn item(ui: &mut Ui, id: Id, add: impl FnOnce(&mut Ui)) {
    group(ui, id, Role::ListItem, |ui| {
        ui.horizontal_top(|ui| {
            let tokens = theme::tokens(ui.visuals());
            let (rect, _) = ui.allocate_exact_size(vec2(space::SMALL, space::SIGN), Sense::hover());
            ui.painter().circle_filled(rect.center(), 2.5, tokens.weak);
            ui.vertical(add);
        });
    });
}

/// Whether Enter was pressed in `response`, which gave up the focus for it.
pub(super) fn entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}
