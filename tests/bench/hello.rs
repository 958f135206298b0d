//! The smallest window of the same toolkit, as large as Keyward's: what Keyward is measured against.
//!
//! Writes a line to standard error as each frame begins, as Keyward does with `--log-level trace`.

use eframe::NativeOptions;
use egui::{Ui, ViewportBuilder};

/// Keyward's size at first, in points.
const SIZE: [f32; 2] = [760.0, 820.0];

struct Hello;

impl eframe::App for Hello {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        eprintln!("frame={} shown=\"hello\"", ui.ctx().cumulative_frame_nr());
        ui.heading("Hello");
        let _ = ui.button("Nothing happens");
    }
}

fn main() -> eframe::Result {
    let native = NativeOptions {
        viewport: ViewportBuilder::default().with_inner_size(SIZE),
        persist_window: false,
        ..NativeOptions::default()
    };
    eframe::run_native("Hello", native, Box::new(|_cc| Ok(Box::new(Hello))))
}
