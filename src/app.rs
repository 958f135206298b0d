//! The eframe app: `logic` drains events, `ui` paints, both feed `update`.

use std::ops::RangeInclusive;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use eframe::{CreationContext, Frame, Storage};
use egui::{Context, Ui, ViewportCommand, Visuals};

use crate::domain::{CLOSE_LIMIT, Event, Intent, Msg, Stamped, State, update};
use crate::worker::{Worker, now};
use crate::{theme, ui};

/// The zoom's name beside the window's place.
const ZOOM: &str = "zoom";
/// Zooms that can be begun with.
const ZOOMS: RangeInclusive<f32> = 0.5..=3.0;

/// The window's content.
pub struct App {
    state: State,
    drafts: ui::Drafts,
    worker: Worker,
    events: Receiver<Stamped<Event>>,
    closing: Closing,
    /// See [`CLOSE_LIMIT`].
    close_limit: Duration,
    /// Tells when the system prefers another look.
    looks: Option<mundy::Subscription>,
    /// Whether the window's zoom is kept.
    keeps_window: bool,
}

impl App {
    /// An app over `state`; `first` is done at once, as if the person had asked for it.
    #[must_use]
    pub fn new(
        state: State,
        worker: Worker,
        events: Receiver<Stamped<Event>>,
        first: Option<Intent>,
    ) -> Self {
        let drafts = ui::Drafts::for_settings(&state.settings);
        let closing = Closing::No;
        let close_limit = CLOSE_LIMIT;
        let mut app =
            Self { state, drafts, worker, events, closing, close_limit, looks: None, keeps_window: false };
        if let Some(intent) = first {
            app.turn(Msg::User(intent));
        }
        app
    }

    /// The same, which waits for a removal for at most `limit` when it is asked to close.
    #[must_use]
    pub const fn closing_within(mut self, limit: Duration) -> Self {
        self.close_limit = limit;
        self
    }

    /// The same, which follows the system's looks and begins as large as it was left.
    pub(crate) fn following(mut self, looks: mundy::Subscription, cc: &CreationContext<'_>) -> Self {
        self.looks = Some(looks);
        let kept = cc.storage.and_then(|storage| eframe::get_value::<f32>(storage, ZOOM));
        if let Some(zoom) = kept.filter(|zoom| ZOOMS.contains(zoom)) {
            cc.egui_ctx.set_zoom_factor(zoom);
        }
        self
    }

    /// The same, which keeps its zoom for the next start.
    pub(crate) const fn keeping_window(mut self, keeps: bool) -> Self {
        self.keeps_window = keeps;
        self
    }

    /// What is shown.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    fn turn(&mut self, msg: Msg) {
        for command in update(&mut self.state, msg, now()) {
            self.worker.submit(command);
        }
    }

    /// A window that closes while a removal is under way would lose its answer: it waits, for a while.
    fn watch_close(&mut self, ctx: &Context) {
        let under_way = self.state.removal_under_way();
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && under_way && !matches!(self.closing, Closing::Now) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if matches!(self.closing, Closing::No) {
                self.closing = Closing::Waiting(Instant::now());
                self.turn(Msg::User(Intent::CloseWindow));
            }
        }
        let Closing::Waiting(since) = self.closing else { return };
        let left = self.close_limit.saturating_sub(since.elapsed());
        if under_way && !left.is_zero() {
            ctx.request_repaint_after(left);
        } else {
            self.closing = Closing::Now;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

/// How far the window is in closing.
enum Closing {
    No,
    /// Asked for at this time; a removal is under way.
    Waiting(Instant),
    /// The answer is there, or waited for long enough.
    Now,
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut Frame) {
        while let Ok(event) = self.events.try_recv() {
            self.turn(Msg::World(event));
        }
        self.watch_close(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        tracing::trace!(frame = ui.ctx().cumulative_frame_nr(), shown = self.state.shown());
        if let Some(intent) = ui::root(ui, &self.state, &mut self.drafts, now()) {
            self.turn(Msg::User(intent));
            // What the intent changed is to be seen at once, not with the next movement of the mouse.
            ui.ctx().request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn Storage) {
        if self.keeps_window {
            eframe::set_value(storage, ZOOM, &self.drafts.zoom());
        }
    }

    /// Size and place of the window are kept, and nothing of what was typed or unfolded.
    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &Visuals) -> [f32; 4] {
        theme::surface(visuals).to_normalized_gamma_f32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::REQUEST_LIMIT;
    use crate::worker::SETTLE_PAUSES;

    #[test]
    fn a_window_that_closes_waits_for_the_removal_and_for_the_last_reading_that_settles_it() {
        let settling: Duration = SETTLE_PAUSES.iter().sum();
        assert!(CLOSE_LIMIT >= REQUEST_LIMIT + settling + REQUEST_LIMIT, "{CLOSE_LIMIT:?}");
    }
}
