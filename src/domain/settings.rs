//! What is kept between runs, and where.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::looks::ThemeChoice;
use super::server::Server;
use super::sessions::KeptSession;
use super::state::Target;

/// What is kept between runs. No secret is among it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The server's address, as it was accepted.
    pub server: String,
    /// The app's client id at it.
    pub client_id: String,
    /// Ask for a refresh token, so that the session outlives its access token and the window.
    pub stay_signed_in: bool,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// More contrast than usual.
    pub high_contrast: bool,
    /// The language that was chosen (BCP 47), where it is not the system's.
    pub language: Option<String>,
    /// Whose sessions are in the keychain, the one used last first.
    pub kept_sessions: Vec<KeptSession>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            server: String::new(),
            client_id: String::new(),
            stay_signed_in: true,
            theme: ThemeChoice::System,
            high_contrast: false,
            language: None,
            kept_sessions: Vec::new(),
        }
    }
}

impl Settings {
    /// The server and app that these settings name, where they do.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let server = Server::parse(&self.server).ok()?.server;
        let client_id = self.client_id.trim().to_owned();
        (!client_id.is_empty()).then(|| Target::new(server, client_id))
    }
}

/// The server and the app that the settings file names, where this run was started for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    server: String,
    client_id: String,
}

impl Written {
    /// What `settings` name.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self { server: settings.server.clone(), client_id: settings.client_id.clone() }
    }

    /// Lets `settings` name them again.
    pub(super) fn put_back(self, settings: &mut Settings) {
        settings.server = self.server;
        settings.client_id = self.client_id;
    }
}

/// Where things are kept, and what runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The folder of the settings; `None` where nothing is kept.
    pub settings: Option<PathBuf>,
    /// The folder of the log; `None` where none is written.
    pub log: Option<PathBuf>,
    /// The operating system and its version, as it names itself.
    pub system: String,
}
