//! Said on standard error when the window cannot open.

use crate::domain::BadAddress;

/// There is no display.
pub const NO_DISPLAY: &str = "Keyward needs a display and found none: start it in a desktop session, or try it \
    without one by \"xvfb-run -a keyward --demo\" (Debian package xvfb)";

/// Another start of the program has the settings, and does not react.
pub const OPEN_BUT_SILENT: &str = "Keyward is open already, but does not answer: look for its window, or end it in the \
    system's list of programs and start it again";

/// A display is named, and did not open; `cause` is the system's own word.
#[must_use]
pub fn display_not_opened(cause: &str) -> String {
    format!(
        "Keyward could not open the display: check that it runs and that these libraries are there, on Debian and \
         Ubuntu \"apt install libx11-6 libxcursor1 libxi6\", or lend Keyward another one by \"xvfb-run -a keyward \
         --demo\" (Debian package xvfb) ({cause})"
    )
}

/// There is a display, but nothing to draw with.
#[must_use]
pub fn no_graphics(cause: &str) -> String {
    format!(
        "Keyward could not draw its window: install a graphics driver with OpenGL 2.1 or later, on Debian and \
         Ubuntu \"apt install libgl1 libgl1-mesa-dri\" ({cause})"
    )
}

/// A library of the system could not be loaded; `cause` names it.
#[must_use]
pub fn library_missing(cause: &str) -> String {
    format!(
        "Keyward could not load a library of the system: install what is missing, on Debian and Ubuntu \"apt install libx11-6 libxcursor1 \
         libxi6 libxkbcommon0 libxkbcommon-x11-0 libgl1 libgl1-mesa-dri\" ({cause})"
    )
}

/// Anything else that kept Keyward from starting.
#[must_use]
pub fn not_started(cause: &str) -> String {
    format!("Keyward could not start ({cause})")
}

/// The window was there, and the program failed.
#[must_use]
pub fn ended_unexpectedly() -> String {
    "Keyward failed and had to end; a removal that was under way may have been done: start Keyward again and \
     look at the list"
        .to_owned()
}

/// `--server` was given something that cannot be used.
#[must_use]
pub fn bad_argument(typed: &str, bad: &BadAddress) -> String {
    format!("--server {typed:?} cannot be used: {}", super::bad_address(bad))
}
