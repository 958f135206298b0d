//! The passkeys as cards: search, the visible rows, arrow keys and Delete.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{
    EventFilter, Id, Key, Label, Modifiers, Rect, Response, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::act::{Act, newly_focused};
use super::parts::{self, Sign};
use super::troubles;
use super::{Drafts, Wish};
use crate::domain::{Intent, Inventory, Passkey, PasskeyId, SignedIn, Trouble};
use crate::text;
use crate::theme::{self, space};

/// More passkeys than this have a search box.
const SEARCH_FROM: usize = 8;
/// Height of a card with its button beside its words, in points.
const ROW: f32 = 74.0;
/// Height of a card with its button under its words, in points.
const ROW_NARROW: f32 = 116.0;
/// Height of one line of a card with the space after it, in points.
const LINE: f32 = 21.0;

/// The button that begins this passkey's removal.
pub(super) fn button_id(id: &PasskeyId) -> Id {
    Id::unique("remove passkey").with(id.as_str())
}

/// The search box.
pub(super) fn search_id() -> Id {
    Id::unique("search passkeys")
}

/// Whether there is one.
pub(super) fn has_search(signed_in: &SignedIn) -> bool {
    signed_in.passkeys.as_ref().is_some_and(|all| all.len() > SEARCH_FROM)
}

pub(super) fn show(
    ui: &mut Ui,
    signed_in: &SignedIn,
    inventory: &Inventory,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    match (&signed_in.passkeys, inventory.passkeys.trouble()) {
        (Some(all), _) => {
            let empty = all.is_empty();
            let words =
                if empty { text::PASSKEYS.to_owned() } else { text::with_count(text::PASSKEYS, all.len()) };
            parts::heading(ui, theme::heading(words));
            if empty {
                parts::card(ui, |ui| parts::words(ui, text::no_passkeys(&signed_in.target.server)));
            } else {
                search_and_list(ui, signed_in, all, drafts, wish);
            }
        }
        (None, trouble) => {
            parts::heading(ui, theme::heading(text::PASSKEYS));
            not_read(ui, signed_in, trouble, drafts, wish);
        }
    }
}

fn not_read(
    ui: &mut Ui,
    signed_in: &SignedIn,
    trouble: Option<&Trouble>,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let id = Id::unique("passkeys not read");
    parts::part(ui, id, |ui| {
        parts::card(ui, |ui| {
            parts::signed_heading(ui, Sign::Attention, text::PASSKEYS_NOT_READ);
            let words = trouble.map(text::trouble);
            if let Some(words) = &words {
                parts::words(ui, words.why.as_str());
            }
            ui.horizontal_wrapped(|ui| {
                let again = Act::plain(text::TRY_AGAIN).busy(signed_in.reading, text::READING);
                wish.add_if(again.clicked(ui), || Intent::ReadAgain);
                if let (Some(trouble), Some(words)) = (trouble, &words) {
                    troubles::details_buttons(ui, drafts, id, trouble, words);
                }
            });
            if let Some(words) = &words {
                troubles::details(ui, drafts, id, words);
            }
        });
    });
}

fn search_and_list(ui: &mut Ui, signed_in: &SignedIn, all: &[Passkey], drafts: &mut Drafts, wish: &mut Wish) {
    if has_search(signed_in) {
        search(ui, drafts);
    } else {
        drafts.search.clear();
    }
    let shown = drafts.rows.shown(all, &drafts.search).to_vec();
    if shown.is_empty() {
        parts::said(ui, text::nothing_found(drafts.search.trim()));
    } else if shown.len() < all.len() {
        let response = parts::note(ui, text::found(shown.len(), all.len()));
        parts::live(ui, &response);
    }
    list(ui, all, &shown, drafts, wish);
}

fn search(ui: &mut Ui, drafts: &mut Drafts) {
    let edit = TextEdit::singleline(&mut drafts.search)
        .id(search_id())
        .hint_text(text::SEARCH)
        .desired_width(f32::INFINITY)
        .margin(ui.spacing().button_padding);
    let response = ui.add(edit).accessible_name(text::SEARCH);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::SearchInput));
    if newly_focused(&response) {
        response.scroll_to_me(None);
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        drafts.search.clear();
    }
}

/// Paints the visible cards only; all have the same height.
fn list(ui: &mut Ui, all: &[Passkey], shown: &[usize], drafts: &mut Drafts, wish: &mut Wish) {
    let row = if ui.available_width() < space::NARROW { ROW_NARROW } else { ROW };
    let step = row + space::SMALL;
    #[expect(clippy::cast_precision_loss, reason = "a list this long would not fit on any page")]
    let height = (step * shown.len() as f32 - space::SMALL).max(0.0);
    let page_top = ui.max_rect().top();
    let (_, area) = ui.allocate_space(vec2(ui.available_width(), height));
    drafts.rows.begins_at(area.top() - page_top);
    let visible = visible_rows(ui.clip_rect(), area, step, shown.len());
    list_of(ui, area, shown.len(), |ui| {
        for (place, passkey) in
            shown.iter().enumerate().filter_map(|(place, index)| Some((place, all.get(*index)?)))
        {
            let kept = drafts.rows.keep.as_ref() == Some(&passkey.id);
            if !visible.contains(&place) && !kept {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            let top = area.top() + step * place as f32;
            let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), row));
            let around = Around {
                place,
                before: place.checked_sub(1).and_then(|at| at_place(all, shown, at)),
                after: at_place(all, shown, place + 1),
            };
            card(ui, rect, passkey, &around, drafts, wish);
        }
    });
}

fn at_place(all: &[Passkey], shown: &[usize], place: usize) -> Option<PasskeyId> {
    Some(all.get(*shown.get(place)?)?.id.clone())
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
fn list_of(ui: &mut Ui, area: Rect, count: usize, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new()
        .scope_id(Id::unique("passkeys"))
        .max_rect(area)
        .accessibility_role(Role::List)
        .accessibility_label(text::PASSKEYS);
    let mut list = ui.new_child(builder);
    list.ctx().accesskit_node_builder(list.unique_id(), |node| node.set_size_of_set(count));
    add(&mut list);
}

/// Where a card is among its neighbours.
struct Around {
    place: usize,
    before: Option<PasskeyId>,
    after: Option<PasskeyId>,
}

fn card(ui: &mut Ui, rect: Rect, passkey: &Passkey, around: &Around, drafts: &mut Drafts, wish: &mut Wish) {
    let tokens = theme::tokens(ui.visuals());
    let corner = f32::from(space::CARD_CORNER);
    let line = egui::Stroke::new(1.0, tokens.line);
    ui.painter().rect(rect, corner, tokens.card, line, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(f32::from(space::CARD_INSIDE) + 1.0, space::MEDIUM));
    let builder = UiBuilder::new()
        .scope_id(Id::unique("passkey card").with(passkey.id.as_str()))
        .max_rect(inside)
        .accessibility_role(Role::ListItem);
    let mut child = ui.new_child(builder);
    child.ctx().accesskit_node_builder(child.unique_id(), |node| {
        node.set_position_in_set(around.place);
    });
    let act = Act::plain(text::REMOVE).id(button_id(&passkey.id)).named(text::remove_named(passkey));
    let (words_area, act_area) = areas(&child, inside, &act);
    describe(&mut child.new_child(UiBuilder::new().max_rect(words_area)), passkey, drafts);
    let response = act.show(&mut child.new_child(UiBuilder::new().max_rect(act_area)));
    on_keys(ui, &response, passkey, around, drafts, wish);
    let by_pointer = response.clicked_by(egui::PointerButton::Primary);
    let clicked = response.clicked() && (!by_pointer || drafts.rows.can_be_clicked());
    wish.add_if(clicked, || Intent::AskRemoval(passkey.id.clone()));
}

/// Where the words and the button go: side by side, or one under the other where it is narrow.
fn areas(ui: &Ui, inside: Rect, act: &Act<'_>) -> (Rect, Rect) {
    let height = ui.spacing().interact_size.y;
    if inside.width() < space::NARROW - 2.0 * f32::from(space::CARD_INSIDE) {
        let (words, act) = inside.split_top_bottom_at_y(inside.bottom() - height);
        return (words, act);
    }
    let width = act.width(ui);
    let (words, act) = inside.split_left_right_at_x(inside.right() - width);
    let words = words.with_max_x(words.right() - space::MEDIUM);
    let middle = act.center().y;
    (words, act.with_min_y(middle - height / 2.0).with_max_y(middle + height / 2.0))
}

fn describe(ui: &mut Ui, passkey: &Passkey, drafts: &Drafts) {
    ui.spacing_mut().item_spacing.y = space::TINY;
    let added = passkey.added.map(|at| text::added(at, &drafts.zone));
    let state = text::passkey_state(&passkey.state);
    let said: Vec<String> = state.into_iter().chain(added).collect();
    let lines = if said.is_empty() { LINE } else { 2.0 * LINE };
    ui.add_space(((ui.max_rect().height() - lines) / 2.0).max(0.0).floor());
    ui.add(Label::new(theme::strong(text::passkey_name(passkey))).truncate());
    if said.is_empty() {
        return;
    }
    let label = Label::new(theme::small(said.join(" · "), ui.visuals())).truncate();
    let response = ui.add(label);
    if passkey.added.is_some() {
        response.on_hover_text(text::ADDED_TOOLTIP);
    }
}

/// Arrow keys move from card to card, Delete asks.
fn on_keys(
    ui: &Ui,
    response: &Response,
    passkey: &Passkey,
    around: &Around,
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    if !response.has_focus() {
        return;
    }
    drafts.rows.keep = Some(passkey.id.clone());
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    wish.add_if(pressed(Key::Delete), || Intent::AskRemoval(passkey.id.clone()));
    for (key, neighbour) in [(Key::ArrowUp, &around.before), (Key::ArrowDown, &around.after)] {
        if let Some(id) = neighbour
            && pressed(key)
        {
            drafts.rows.keep = Some(id.clone());
            drafts.focus(button_id(id));
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
