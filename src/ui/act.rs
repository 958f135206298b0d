//! Buttons: four kinds, each with a name, a visible focus and a busy state.

use std::sync::Arc;

use egui::{
    Color32, Context, Galley, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use crate::theme::{self, Tokens, space};

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Primary,
    Quiet,
    Danger,
}

/// A button.
#[derive(Debug)]
pub(super) struct Act {
    words: String,
    kind: Kind,
    id: Option<Id>,
    name: Option<String>,
    busy: bool,
    low: bool,
}

impl Act {
    /// One of several.
    pub(super) fn plain(words: impl Into<String>) -> Self {
        Self::of(Kind::Plain, words)
    }

    fn of(kind: Kind, words: impl Into<String>) -> Self {
        Self { words: words.into(), kind, id: None, name: None, busy: false, low: false }
    }

    /// The main thing to do on a screen.
    pub(super) fn primary(words: impl Into<String>) -> Self {
        Self::of(Kind::Primary, words)
    }

    /// Something beside the main things.
    pub(super) fn quiet(words: impl Into<String>) -> Self {
        Self::of(Kind::Quiet, words)
    }

    /// The thing that destroys.
    pub(super) fn danger(words: impl Into<String>) -> Self {
        Self::of(Kind::Danger, words)
    }

    /// With an id that stays the same wherever it is painted.
    pub(super) const fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// With a name for screen readers that says more than its words.
    pub(super) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// As high as the heading beside it.
    pub(super) const fn low(mut self) -> Self {
        self.low = true;
        self
    }

    /// Under way: says `words` and does nothing.
    pub(super) fn busy(mut self, busy: bool, words: impl Into<String>) -> Self {
        if busy {
            self.words = words.into();
            self.busy = true;
        }
        self
    }

    /// How wide it will be.
    pub(super) fn width(&self, ui: &Ui) -> f32 {
        self.size(ui, &self.galley(ui)).x
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let widest = (ui.max_rect().width() - 2.0 * ui.spacing().button_padding.x).max(space::CONTROL);
        ui.painter().layout(self.words.clone(), theme::button_font(), Color32::PLACEHOLDER, widest)
    }

    fn size(&self, ui: &Ui, galley: &Galley) -> Vec2 {
        let padding = ui.spacing().button_padding;
        let across = if self.kind == Kind::Quiet { 0.0 } else { padding.x };
        let size = galley.size() + 2.0 * vec2(across, padding.y);
        let height = if self.low { space::LOW } else { size.y.ceil().max(ui.spacing().interact_size.y) };
        vec2(size.x.ceil(), height)
    }

    /// Paints it. A busy button is never clicked.
    pub(super) fn show(self, ui: &mut Ui) -> Response {
        let galley = self.galley(ui);
        let (auto, rect) = ui.allocate_space(self.size(ui, &galley));
        let sense = if self.busy { Sense::focusable_noninteractive() } else { Sense::click() };
        let response = ui.interact(rect, self.id.unwrap_or(auto), sense);
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, true, self.name.as_deref().unwrap_or(&self.words))
        });
        if self.busy {
            ui.ctx().accesskit_node_builder(response.id, egui::accesskit::Node::set_busy);
        }
        if newly_focused(&response) {
            ui.scroll_to_rect(rect.expand(space::SECTION), None);
        }
        if ui.is_rect_visible(rect) {
            self.paint(ui, &response, &galley);
        }
        response
    }

    /// Paints it and says whether it was clicked.
    pub(super) fn clicked(self, ui: &mut Ui) -> bool {
        self.show(ui).clicked()
    }

    fn paint(&self, ui: &Ui, response: &Response, galley: &Arc<Galley>) {
        let tokens = theme::tokens(ui.visuals());
        let on = response.hovered() && !self.busy;
        let (fill, border, words) = self.colours(tokens, on);
        let rect = response.rect;
        let corner = f32::from(space::CORNER);
        ui.painter().rect(rect, corner, fill, Stroke::new(1.0, border), StrokeKind::Inside);
        let at = rect.center() - galley.size() / 2.0;
        ui.painter().galley(at, Arc::clone(galley), words);
        if self.kind == Kind::Quiet && on {
            let line = egui::Rect::from_min_size(at, galley.size());
            ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, words));
        }
        let wider = if self.kind == Kind::Quiet { space::TINY } else { 0.0 };
        ring_at(ui, response, rect.expand2(vec2(wider, 0.0)), corner);
    }

    const fn colours(&self, tokens: &Tokens, on: bool) -> (Color32, Color32, Color32) {
        let none = Color32::TRANSPARENT;
        match (self.kind, on) {
            _ if self.busy => (none, none, tokens.weak),
            (Kind::Plain, false) => (tokens.button, tokens.border, tokens.text),
            (Kind::Plain, true) => (tokens.button_hover, tokens.border, tokens.text),
            (Kind::Primary, false) => (tokens.accent, tokens.accent, tokens.on_accent),
            (Kind::Primary, true) => (tokens.accent_hover, tokens.accent_hover, tokens.on_accent),
            (Kind::Quiet, _) => (none, none, tokens.accent),
            (Kind::Danger, false) => (tokens.danger, tokens.danger, tokens.on_danger),
            (Kind::Danger, true) => (tokens.danger_hover, tokens.danger_hover, tokens.on_danger),
        }
    }
}

/// The ring around what has the focus.
pub(super) fn ring(ui: &Ui, response: &Response, corner: f32) {
    ring_at(ui, response, response.rect, corner);
}

fn ring_at(ui: &Ui, response: &Response, rect: Rect, corner: f32) {
    if response.has_focus() {
        let stroke = Stroke::new(theme::FOCUS_RING, theme::tokens(ui.visuals()).focus);
        let rect = rect.expand(space::RING_GAP);
        ui.painter().rect_stroke(rect, corner + space::RING_GAP, stroke, StrokeKind::Outside);
    }
}

/// Whether the focus has come to this widget since it was painted last, also where the program moved it:
/// egui's own `gained_focus` tells only what the person moved.
pub(super) fn newly_focused(response: &Response) -> bool {
    let (ctx, id) = (&response.ctx, response.id);
    if !ctx.memory(|memory| memory.has_focus(id)) {
        return false;
    }
    let before = ctx.data_mut(|data| {
        let before = data.get_temp::<Id>(focus_seen());
        data.insert_temp(focus_seen(), id);
        before
    });
    before != Some(id)
}

/// Forgets where the focus was seen, once it has gone.
pub(super) fn forget_focus(ctx: &Context) {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| {
        if data.get_temp::<Id>(focus_seen()) != focused {
            data.remove::<Id>(focus_seen());
        }
    });
}

fn focus_seen() -> Id {
    Id::unique("focus seen")
}
