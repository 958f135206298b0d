//! Shows the state and says what the person wants. Paints only: no file, no network, no clock.
//!
//! Text buffers, what is unfolded and where the focus goes live in [`Drafts`]; everything else is read
//! from [`State`].

mod act;
mod cards;
mod connect;
mod dialog;
mod drafts;
mod facts;
mod header;
mod icons;
mod keys;
mod lists;
mod notices;
mod outcomes;
mod parts;
mod rows;
mod sessions;
mod sheets;
mod signed_in;
mod signing_in;
mod troubles;

#[cfg(test)]
mod tests;

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::domain::{Intent, Now, Screen, State};
use crate::text;
use crate::theme::space;

pub use drafts::Drafts;

/// Lower than this, a window has no room for a bar that stays, in points.
const LOWEST_WITH_BAR: f32 = 400.0;

/// What the person wanted first in this frame: one intent goes to `update` at a time.
#[derive(Debug, Default)]
struct Wish(Option<Intent>);

impl Wish {
    fn add(&mut self, intent: Intent) {
        self.0.get_or_insert(intent);
    }

    fn add_if(&mut self, clicked: bool, intent: impl FnOnce() -> Intent) {
        if clicked {
            self.add(intent());
        }
    }
}

/// Paints the whole window, over its cleared surface, and returns what the person wants, at most one thing a frame.
///
/// The caller applies the intent and paints again: a repaint is asked for here.
pub fn root(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) -> Option<Intent> {
    let mut wish = Wish::default();
    drafts.begin(ui.ctx(), state, now);
    keys::listen(ui.ctx(), state, drafts, &mut wish);
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(text::KEYWARD));
    let name = match &state.screen {
        Screen::Connect(_) => "connect",
        Screen::SigningIn(_) => "signing in",
        Screen::SignedIn(_) => "signed in",
    };
    let window = ui.max_rect();
    let has_bar = window.height() >= LOWEST_WITH_BAR;
    let bar = if has_bar { sheets::BAR } else { 0.0 };
    let (page, below) = window.split_top_bottom_at_y(window.bottom() - bar);
    ui.scope_builder(UiBuilder::new().max_rect(page), |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
            column(ui, |ui| {
                match &state.screen {
                    Screen::Connect(connect) => connect::show(ui, state, connect, drafts, &mut wish),
                    Screen::SigningIn(signing_in) => {
                        signing_in::show(ui, state, signing_in, drafts, &mut wish);
                    }
                    Screen::SignedIn(signed_in) => signed_in::show(ui, state, signed_in, drafts, &mut wish),
                }
                if !has_bar {
                    sheets::openers(ui, drafts);
                }
            });
        });
    });
    if has_bar {
        sheets::bar(ui, below, drafts);
    }
    if let Some(signed_in) = state.signed_in()
        && let Some(open) = &signed_in.dialog
    {
        dialog::show(ui.ctx(), (signed_in, state.closing), open, drafts, &mut wish);
    }
    sheets::show(ui.ctx(), state, drafts, &mut wish);
    drafts.end(ui.ctx(), state);
    if wish.0.is_some() {
        // The answer is on screen in the next frame.
        ui.ctx().request_repaint();
    }
    wish.0
}

/// Where the column begins in `room`, and how wide it is.
fn column_of(room: Rect) -> (f32, f32) {
    let width = (room.width() - 2.0 * space::LARGE).clamp(0.0, space::COLUMN).floor();
    (room.left() + ((room.width() - width) / 2.0).floor(), width)
}

/// One column in the middle, at most 720 points wide.
fn column(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let (left, width) = column_of(room);
    let rect = Rect::from_min_size(pos2(left, room.top() + space::SECTION), vec2(width, room.height()));
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.set_width(width);
        add(ui);
        ui.add_space(space::SECTION);
    });
}
