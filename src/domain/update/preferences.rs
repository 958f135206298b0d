//! How the window looks and speaks, and what it shows of itself.

use super::super::looks::ThemeChoice;
use super::super::message::{Command, Folder};
use super::super::settings::Settings;
use super::Turn;

impl Turn<'_> {
    pub(super) fn choose_language(&mut self, language: Option<String>) {
        self.prefer(|settings| settings.language = language);
    }

    pub(super) fn choose_theme(&mut self, theme: ThemeChoice) {
        self.prefer(|settings| settings.theme = theme);
    }

    pub(super) fn high_contrast(&mut self, high: bool) {
        self.prefer(|settings| settings.high_contrast = high);
    }

    /// Changes the settings, and writes them down where that changed something.
    fn prefer(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.state.settings.clone();
        change(&mut self.state.settings);
        if self.state.settings != before {
            self.keep_settings();
        }
    }

    pub(super) fn open_folder(&mut self, folder: Folder) {
        let about = &self.state.about;
        let path = match folder {
            Folder::Settings => about.settings.clone(),
            Folder::Log => about.log.clone(),
        };
        if let Some(path) = path {
            self.send(Command::OpenFolder(path));
        }
    }
}
