//! What keeps Keyward from starting, and how it is said: a sentence, never a panic on screen.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::BadAddress;
use crate::text::Text;

/// What keeps Keyward from starting.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// Another one has the settings, and does not react.
    OpenButSilent,
    /// Another one is just ending, and keeps its sessions.
    Ending,
    /// `--server` was given something that cannot be used.
    BadServer(String, BadAddress),
    /// There is no display.
    NoDisplay,
    /// A display is named, and did not open, for this cause.
    DisplayNotOpened(String),
    /// There is a display, but nothing to draw with, for this cause.
    NoGraphics(String),
    /// A library of the system is missing: this one.
    LibraryMissing(String),
    /// The window was there, and the program failed.
    EndedUnexpectedly,
    /// Anything else.
    Other(String),
}

impl Obstacle {
    /// A sentence for whoever started Keyward.
    pub(super) fn sentence(&self, text: &Text) -> String {
        match self {
            Self::OpenButSilent => text.open_but_silent(),
            Self::Ending => text.still_ending(),
            Self::BadServer(typed, bad) => text.bad_server(typed, bad),
            Self::NoDisplay => text.no_display(),
            Self::DisplayNotOpened(cause) => text.display_not_opened(cause),
            Self::NoGraphics(cause) if cfg!(windows) => text.no_graphics_windows(cause),
            Self::NoGraphics(cause) => text.no_graphics(cause),
            // Elsewhere its libraries are part of the system.
            Self::LibraryMissing(cause) if cfg!(target_os = "linux") => text.library_missing(cause),
            Self::LibraryMissing(cause) | Self::Other(cause) => text.not_started(cause),
            Self::EndedUnexpectedly => text.ended_unexpectedly(),
        }
    }
}

impl From<anyhow::Error> for Obstacle {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(format!("{error:#}"))
    }
}

/// Runs `open` so that neither an error nor a panic before the window is there reaches the screen raw.
pub(super) fn guarded(open: impl FnOnce(Arc<AtomicBool>) -> eframe::Result) -> Result<(), Obstacle> {
    let started = Arc::new(AtomicBool::new(false));
    let said = Arc::new(Mutex::new(None::<String>));
    let usual = std::panic::take_hook();
    let (quiet, note) = (started.clone(), said.clone());
    std::panic::set_hook(Box::new(move |info| {
        if quiet.load(Ordering::Relaxed) {
            usual(info);
        } else {
            *note.lock().unwrap_or_else(PoisonError::into_inner) = payload(info.payload());
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| open(started.clone())));
    let said = said.lock().unwrap_or_else(PoisonError::into_inner).take();
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(obstacle(&error)),
        Err(_) if started.load(Ordering::Relaxed) => Err(Obstacle::EndedUnexpectedly),
        Err(caught) => Err(Obstacle::LibraryMissing(said.or_else(|| payload(&*caught)).unwrap_or_default())),
    }
}

fn payload(payload: &(dyn Any + Send)) -> Option<String> {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
}

fn obstacle(error: &eframe::Error) -> Obstacle {
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) if !display_is_named() => {
            Obstacle::NoDisplay
        }
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            Obstacle::DisplayNotOpened(without_source_place(&error.to_string()).to_owned())
        }
        eframe::Error::AppCreation(error) => Obstacle::Other(error.to_string()),
        // Its own text lists the whole wish for a configuration.
        #[cfg(not(windows))]
        eframe::Error::NoGlutinConfigs(_, error) => Obstacle::NoGraphics(error.to_string()),
        _ => Obstacle::NoGraphics(error.to_string()),
    }
}

/// Whether the session says where its display is. Elsewhere than on X11 and Wayland it need not.
fn display_is_named() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named) || cfg!(not(target_os = "linux"))
}

/// A library's error without the place in its source: `os error at …/mod.rs:765: what happened`.
fn without_source_place(cause: &str) -> &str {
    let Some((_, after)) = cause.split_once(".rs:") else { return cause };
    after.split_once(": ").map_or(cause, |(_line, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_without_the_place_in_a_source() {
        let raw = "winit EventLoopError: os error at /home/x/winit/src/mod.rs:765: no display is set";
        assert_eq!(without_source_place(raw), "no display is set");
        assert_eq!(without_source_place("glutin error: not found"), "glutin error: not found");
    }
}
