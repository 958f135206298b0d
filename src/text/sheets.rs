//! Keyboard shortcuts, and what Keyward says of itself.

use std::path::Path;

use crate::domain::State;

use super::{KEYWARD, Text};

/// Version and commit-free build: what a support request needs.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Text {
    /// Every shortcut: keys, what they do. `mac`: with the keys of an Apple keyboard.
    pub(crate) fn shortcut_list(&self, mac: bool) -> Vec<(String, String)> {
        let command = |key: &str| if mac { self.keys_cmd(key) } else { self.keys_ctrl(key) };
        vec![
            ("F1".to_owned(), self.shortcut_sheet()),
            ("F5".to_owned(), self.shortcut_read()),
            (command("F"), self.shortcut_search()),
            (self.keys_tab(), self.shortcut_tab()),
            (self.keys_space(), self.shortcut_space()),
            (self.keys_arrows(), self.shortcut_arrows()),
            (self.keys_pages(), self.shortcut_pages()),
            (self.keys_ends(), self.shortcut_ends()),
            (self.keys_delete(), self.shortcut_delete()),
            (self.keys_escape(), self.shortcut_escape()),
            (command("+"), self.shortcut_larger()),
            (command("−"), self.shortcut_smaller()),
            (command("0"), self.shortcut_usual_size()),
        ]
    }

    /// Version, build and places: name, value.
    pub(crate) fn about(&self, state: &State) -> Vec<(String, String)> {
        let place = |path: Option<&Path>| path.map(|path| path.display().to_string());
        let about = &state.about;
        let system = (!about.system.is_empty()).then(|| about.system.clone());
        let facts = [
            (self.about_version(), Some(VERSION.to_owned())),
            (self.about_build(), Some(build())),
            (self.about_system(), system),
            (self.about_settings(), place(about.settings.as_deref())),
            (self.about_log(), place(about.log.as_deref())),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The same as text, with how the window looks and speaks: no server, no account, no secret.
    pub(crate) fn about_to_copy(&self, state: &State) -> String {
        let looks = state.looks();
        let more = [(self.language(), self.tag().to_owned()), (self.theme(), format!("{looks:?}"))];
        let facts =
            self.about(state).into_iter().chain(more).map(|(name, value)| self.fact_line(name, value) + "\n");
        std::iter::once(format!("{KEYWARD}\n")).chain(facts).collect()
    }
}

/// What the program was built for, and how: `linux x86_64, release`.
fn build() -> String {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!("{} {}, {profile}", std::env::consts::OS, std::env::consts::ARCH)
}
