//! Where Keyward says what it has to say without its window: the terminal that it was started from. On Windows a
//! program with a window has none of its own, so it joins that of whoever started it; where there is none either,
//! as after a double click, the words stand in a box.

use std::io::{self, Write as _};

/// What kind of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// What somebody asked for, such as the help.
    Answer,
    /// Why it does not go on.
    Error,
}

/// Joins the terminal that Keyward was started from. To be called first: what is said before is lost.
pub fn join() {
    #[cfg(windows)]
    windows::join();
}

/// Says `text` in the terminal, or in a box where there is none.
pub fn say(said: Said, text: &str) {
    #[cfg(windows)]
    if !windows::is_heard(said) {
        return windows::show(said, text);
    }
    // Nobody can be told that nobody listens.
    let _unheard = match said {
        Said::Answer => writeln!(io::stdout(), "{}", text.trim_end()),
        Said::Error => writeln!(io::stderr(), "{}", text.trim_end()),
    };
}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::os::windows::io::AsRawHandle as _;

    use winsafe::prelude::Handle as _;
    use winsafe::{AttachConsole, HWND, PidParent, SetCurrentProcessExplicitAppUserModelID, co};

    use super::Said;
    use crate::launch::APP_ID;

    pub(super) fn join() {
        // The taskbar knows window and shortcut as one program; without, it would only guess.
        let _guessed = SetCurrentProcessExplicitAppUserModelID(APP_ID);
        // A pipe or a file that somebody gave stays; joining could put the terminal in its place.
        if !is_heard(Said::Answer) && !is_heard(Said::Error) {
            let _there_is_none = AttachConsole(PidParent::Parent);
        }
    }

    pub(super) fn is_heard(said: Said) -> bool {
        let handle = match said {
            Said::Answer => io::stdout().as_raw_handle(),
            Said::Error => io::stderr().as_raw_handle(),
        };
        !handle.is_null()
    }

    pub(super) fn show(said: Said, text: &str) {
        let icon = match said {
            Said::Answer => co::MB::ICONINFORMATION,
            Said::Error => co::MB::ICONERROR,
        };
        let _not_shown = HWND::NULL.MessageBox(text.trim_end(), "Keyward", co::MB::OK | icon);
    }
}
