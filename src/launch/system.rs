//! What the system tells of itself: its name, and how it would have windows look.

use std::sync::mpsc::Sender;

use mundy::{ColorScheme, Contrast, Interest, Preferences, Subscription};

use crate::domain::{Event, Generation, Stamped, SystemLooks};

/// The operating system's own name for itself.
#[cfg(not(any(windows, target_os = "macos")))]
pub(super) fn name() -> String {
    // os-release(5): a line PRETTY_NAME="Debian GNU/Linux 12 (bookworm)".
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let pretty = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    pretty.map_or_else(|| std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}

/// The operating system's own name for itself, and its version.
#[cfg(any(windows, target_os = "macos"))]
pub(super) fn name() -> String {
    let told = os_info::get();
    let name = told.edition().unwrap_or(if cfg!(windows) { "Windows" } else { "macOS" });
    format!("{name} ({})", told.version())
}

/// Tells `events` how the system would have windows look, now and whenever that changes, until dropped.
pub(super) fn looks(events: Sender<Stamped<Event>>, wake: impl Fn() + Send + Sync + 'static) -> Subscription {
    Preferences::subscribe(Interest::ColorScheme | Interest::Contrast, move |told: Preferences| {
        let looks = SystemLooks {
            dark: match told.color_scheme {
                ColorScheme::NoPreference => None,
                ColorScheme::Light => Some(false),
                ColorScheme::Dark => Some(true),
            },
            high_contrast: told.contrast == Contrast::More,
        };
        // A closed window hears nothing.
        if events.send(Stamped { generation: Generation::default(), body: Event::SystemLooks(looks) }).is_ok()
        {
            wake();
        }
    })
}
