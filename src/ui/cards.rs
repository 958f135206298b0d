//! One list as cards: the visible rows, arrow keys and Delete.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    EventFilter, Galley, Id, Key, Label, Modifiers, Pos2, Rect, Response, StrokeKind, Ui, UiBuilder, pos2,
    vec2,
};

use super::act::Act;
use super::icons::Icon;
use super::rows::{Group, Step};
use super::{Drafts, Wish};
use crate::domain::{Intent, Method, MethodId};
use crate::theme::{self, space};

/// Height of a card whose note has one line and whose button is beside its words, in points.
const ROW: f32 = 74.0;
/// What a card is higher where its button is under its words, in points.
const BUTTON_UNDER: f32 = 42.0;
/// Narrower than this, a card's words have no outline beside them, in points.
const LEAST_WORDS: f32 = 180.0;
/// Height of a name, in points.
const LINE: f32 = 18.0;

/// The button that begins this method's removal.
pub(super) fn button_id(id: &MethodId) -> Id {
    Id::unique("remove").with(id)
}

/// Paints the visible cards only; all have the same height. `name` is the list's, for screen readers.
pub(super) fn show(
    ui: &mut Ui,
    group: Group,
    (name, all): (&str, &[Method]),
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let row = height_of(ui, group, drafts);
    let step = row + space::SMALL;
    let shown = drafts.rows.shown(group).to_vec();
    #[expect(clippy::cast_precision_loss, reason = "a list this long would not fit on any page")]
    let height = (step * shown.len() as f32 - space::SMALL).max(0.0);
    let page_top = ui.max_rect().top();
    let (_, area) = ui.allocate_space(vec2(ui.available_width(), height));
    drafts.rows.begins_at(group, area.top() - page_top);
    let visible = visible_rows(ui.clip_rect(), area, step, shown.len());
    list_of(ui, (group, name), area, shown.len(), |ui| {
        for (place, method) in
            shown.iter().enumerate().filter_map(|(place, index)| Some((place, all.get(*index)?)))
        {
            let kept = drafts.rows.keep.as_ref().is_some_and(|id| method.is(id));
            if !visible.contains(&place) && !kept {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            let top = area.top() + step * place as f32;
            let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), row));
            card(ui, rect, method, (group, place), drafts, wish);
        }
    });
}

/// The height that the card with the highest note of the list needs.
fn height_of(ui: &Ui, group: Group, drafts: &mut Drafts) -> f32 {
    let card = Rect::from_min_size(Pos2::ZERO, vec2(ui.available_width(), ROW));
    let act = Act::plain(drafts.text().remove());
    let inside = card.shrink2(vec2(f32::from(space::CARD_INSIDE) + 1.0, space::MEDIUM));
    let (words, _) = areas(ui, inside, &act);
    let width = beside_icon(words).1.width();
    let height = |note: &str| note_of(ui, note.to_owned(), width).size().y;
    let more = drafts.rows.highest_note(group, width, height) - height(" ");
    let under = if is_narrow(inside) { BUTTON_UNDER } else { 0.0 };
    (ROW + more.max(0.0) + under).ceil()
}

/// The rows in view, and one more at each end for the keyboard.
fn visible_rows(view: Rect, area: Rect, step: f32, count: usize) -> Range<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "floored, not negative")]
    let row_at = |y: f32| ((y - area.top()) / step).floor().max(0.0) as usize;
    let first = row_at(view.top()).saturating_sub(1);
    let last = row_at(view.bottom()).saturating_add(2).min(count);
    first.min(last)..last
}

/// The list for screen readers: they are told how long it is, though few of its cards are painted.
fn list_of(ui: &mut Ui, (group, name): (Group, &str), area: Rect, count: usize, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new()
        .scope_id(Id::unique("list").with(group))
        .max_rect(area)
        .accessibility_role(Role::List)
        .accessibility_label(name);
    let mut list = ui.new_child(builder);
    list.ctx().accesskit_node_builder(list.unique_id(), |node| node.set_size_of_set(count));
    add(&mut list);
}

fn card(
    ui: &mut Ui,
    rect: Rect,
    method: &Method,
    (group, place): (Group, usize),
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let text = drafts.text();
    let id = method.id();
    let tokens = theme::tokens(ui.visuals());
    let corner = f32::from(space::CARD_CORNER);
    let line = egui::Stroke::new(1.0, tokens.line);
    ui.painter().rect(rect, corner, tokens.card, line, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(f32::from(space::CARD_INSIDE) + 1.0, space::MEDIUM));
    let builder = UiBuilder::new()
        .scope_id(Id::unique("card").with(&id))
        .max_rect(inside)
        .accessibility_role(Role::ListItem);
    let mut child = ui.new_child(builder);
    child.ctx().accesskit_node_builder(child.unique_id(), |node| node.set_position_in_set(place));
    let act = Act::plain(text.remove()).id(button_id(&id)).named(text.remove_method(method));
    let (words_area, act_area) = areas(&child, inside, &act);
    let words_area = with_icon(&child, method, words_area);
    describe(&mut child.new_child(UiBuilder::new().max_rect(words_area)), method, drafts);
    let response = act.show(&mut child.new_child(UiBuilder::new().max_rect(act_area)));
    if response.has_focus() {
        on_keys(ui, &response, &id, (group, place), drafts, wish);
    }
    let by_pointer = response.clicked_by(egui::PointerButton::Primary);
    let clicked = response.clicked() && (!by_pointer || drafts.rows.can_be_clicked());
    wish.add_if(clicked, || Intent::AskRemoval(id));
}

/// Paints the outline of its kind where there is room for it beside the words; what is left for them.
fn with_icon(ui: &Ui, method: &Method, area: Rect) -> Rect {
    let (place, words) = beside_icon(area);
    if let Some(place) = place {
        Icon::Method(method.kind()).paint(ui.painter(), place, theme::tokens(ui.visuals()).weak);
    }
    words
}

/// Where the outline and the words go.
fn beside_icon(area: Rect) -> (Option<Rect>, Rect) {
    if area.width() < LEAST_WORDS {
        return (None, area);
    }
    let (place, words) = area.split_left_right_at_x(area.left() + space::ICON);
    (Some(place), words.with_min_x(words.left() + space::MEDIUM))
}

/// Whether the button goes under the words.
fn is_narrow(inside: Rect) -> bool {
    inside.width() < space::NARROW - 2.0 * f32::from(space::CARD_INSIDE)
}

/// Where the words and the button go: side by side, or one under the other where it is narrow.
fn areas(ui: &Ui, inside: Rect, act: &Act) -> (Rect, Rect) {
    let height = ui.spacing().interact_size.y;
    if is_narrow(inside) {
        let (words, act) = inside.split_top_bottom_at_y(inside.bottom() - height);
        return (words, act);
    }
    let width = act.width(ui);
    let (words, act) = inside.split_left_right_at_x(inside.right() - width);
    let words = words.with_max_x(words.right() - space::MEDIUM);
    let middle = act.center().y;
    (words, act.with_min_y(middle - height / 2.0).with_max_y(middle + height / 2.0))
}

fn describe(ui: &mut Ui, method: &Method, drafts: &Drafts) {
    let text = drafts.text();
    ui.spacing_mut().item_spacing.y = space::TINY;
    let note = note_of(ui, text.method_note(method, &drafts.zone), ui.available_width());
    let under = if note.is_empty() { 0.0 } else { space::TINY + note.size().y };
    ui.add_space(((ui.max_rect().height() - LINE - under) / 2.0).max(0.0).floor());
    ui.add(Label::new(theme::strong(text.method_name(method))).truncate());
    if note.is_empty() {
        return;
    }
    let response = ui.add(Label::new(note));
    if method.added().is_some() {
        response.on_hover_text(text.added_tooltip());
    }
}

/// The note under a name, in lines of this width.
fn note_of(ui: &Ui, note: String, width: f32) -> Arc<Galley> {
    let weak = theme::tokens(ui.visuals()).weak;
    ui.painter().layout(note, theme::small_font(), weak, width)
}

/// Arrow keys, pages and ends move from card to card, Delete asks.
fn on_keys(
    ui: &Ui,
    response: &Response,
    id: &MethodId,
    from: (Group, usize),
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    drafts.rows.keep = Some(id.clone());
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    wish.add_if(pressed(Key::Delete), || Intent::AskRemoval(id.clone()));
    for (key, step) in Step::KEYS {
        if pressed(key)
            && let Some(id) = drafts.rows.reached(from, step)
        {
            drafts.focus(button_id(&id));
            drafts.rows.keep = Some(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_view_are_painted() {
        let area = Rect::from_min_size(pos2(0.0, -1000.0), vec2(100.0, 84_000.0));
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 500.0));
        let rows = visible_rows(view, area, 84.0, 1000);
        assert_eq!(rows, 10..19);
        let below = Rect::from_min_size(pos2(0.0, 900.0), vec2(100.0, 500.0));
        assert!(visible_rows(view, below, 84.0, 3).len() <= 2);
    }
}
