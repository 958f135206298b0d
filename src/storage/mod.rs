//! Remembers settings between runs: one JSON file in the platform's folder, written as a whole or not
//! at all. No secret is ever among them.

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod system;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde_json::{Map, Value};

use crate::domain::{Details, Settings, Trouble, What, Why};

pub use system::{administered, system_file};

/// The file's name in its folder.
const FILE: &str = "settings.json";
/// Where settings go that did not parse.
const KEPT_ASIDE: &str = "settings.json.bad";

/// Where settings are kept.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    folder: PathBuf,
}

/// What was found.
#[derive(Debug)]
pub struct Loaded {
    /// The settings, or the defaults.
    pub settings: Settings,
    /// Why they are the defaults, where that was not to be expected.
    pub trouble: Option<Trouble>,
}

impl SettingsFile {
    /// The file in the platform's settings folder; `None` where there is no home folder.
    #[must_use]
    pub fn of_platform() -> Option<Self> {
        let folders = ProjectDirs::from("dev", "keyward", "Keyward")?;
        Some(Self { folder: folders.config_dir().to_owned() })
    }

    /// The file in `folder`.
    #[must_use]
    pub const fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file's path.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Reads the settings. What does not parse is moved aside as `settings.json.bad` (or `.bad.2` and so
    /// on), and said.
    #[must_use]
    pub fn load(&self) -> Loaded {
        let unread = |why, error: &dyn std::error::Error| Loaded {
            settings: Settings::default(),
            trouble: Some(trouble(What::ReadSettings, why, error)),
        };
        let bytes = match fs::read(self.path()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Loaded { settings: Settings::default(), trouble: None };
            }
            Err(error) => return unread(Why::System, &error),
        };
        match parse(&bytes) {
            Ok(settings) => Loaded { settings, trouble: None },
            Err(error) => match self.keep_aside() {
                Ok(name) => unread(Why::SettingsKeptAside(name), &error),
                Err(refused) => unread(Why::System, &refused),
            },
        }
    }

    /// Moves the file aside, under a name that is not taken: what was kept before is not lost either.
    fn keep_aside(&self) -> io::Result<String> {
        let numbered = (2u32..).map(|number| format!("{KEPT_ASIDE}.{number}"));
        let mut names = std::iter::once(KEPT_ASIDE.to_owned()).chain(numbered);
        let name = names.find(|name| !self.folder.join(name).exists()).unwrap_or_default();
        fs::rename(self.path(), self.folder.join(&name))?;
        Ok(name)
    }

    /// Writes the settings: a new file beside the old one, then renamed over it. Members that this
    /// version does not know stay as they are.
    ///
    /// # Errors
    /// A trouble where the system refused; the old file is then as it was.
    pub fn save(&self, settings: &Settings) -> Result<(), Trouble> {
        self.write(settings).map_err(|error| trouble(What::KeepSettings, Why::System, &error))
    }

    fn write(&self, settings: &Settings) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let members = merged(&fs::read(self.path()).unwrap_or_default(), settings)?;
        let unfinished = self.folder.join(format!("{FILE}.{}.new", std::process::id()));
        let written = write_private(&unfinished, &serde_json::to_vec_pretty(&members)?)
            .and_then(|()| fs::rename(&unfinished, self.path()));
        if written.is_err() {
            // The error is told; what is left of the attempt is of no use.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }
}

fn parse(bytes: &[u8]) -> serde_json::Result<Settings> {
    serde_json::from_slice(bytes)
}

/// `settings`, with the members in `bytes` that this version does not know.
fn merged(bytes: &[u8], settings: &Settings) -> serde_json::Result<Map<String, Value>> {
    let mut members: Map<String, Value> = serde_json::from_slice(bytes).unwrap_or_default();
    if let Value::Object(ours) = serde_json::to_value(settings)? {
        members.extend(ours);
    }
    Ok(members)
}

/// Writes a file that only the person can read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(bytes)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

fn trouble(what: What, why: Why, error: &dyn std::error::Error) -> Trouble {
    Trouble::new(what, why).with(Details { cause: Some(error.to_string()), ..Details::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ThemeChoice;

    fn scratch() -> (tempfile::TempDir, SettingsFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path().join("keyward"));
        (folder, file)
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let (_folder, file) = scratch();
        assert_eq!(file.load().settings, Settings::default());
        let settings = Settings {
            server: "https://id.example.com".into(),
            client_id: "400917664790285350".into(),
            stay_signed_in: false,
            theme: ThemeChoice::Dark,
            high_contrast: true,
            language: Some("de".into()),
            kept_sessions: Vec::new(),
        };
        file.save(&settings).unwrap();
        let loaded = file.load();
        assert_eq!((loaded.settings, loaded.trouble), (settings, None));
    }

    #[test]
    fn members_of_a_newer_version_stay() {
        let (_folder, file) = scratch();
        fs::create_dir_all(&file.folder).unwrap();
        fs::write(file.path(), r#"{"server":"https://a.example","theme":"dark"}"#).unwrap();
        let settings = file.load().settings;
        assert_eq!(settings.server, "https://a.example");
        file.save(&settings).unwrap();
        assert!(fs::read_to_string(file.path()).unwrap().contains(r#""theme": "dark""#));
    }

    #[test]
    fn what_does_not_parse_is_kept_aside_and_said() {
        let (_folder, file) = scratch();
        fs::create_dir_all(&file.folder).unwrap();
        fs::write(file.path(), "{ not json").unwrap();
        let loaded = file.load();
        assert_eq!(loaded.settings, Settings::default());
        assert_eq!(loaded.trouble.unwrap().why, Why::SettingsKeptAside(KEPT_ASIDE.into()));
        assert_eq!(fs::read_to_string(file.folder.join(KEPT_ASIDE)).unwrap(), "{ not json");
        assert!(!file.path().exists());
        // The next bad one does not push the first out.
        fs::write(file.path(), "also not").unwrap();
        let second = format!("{KEPT_ASIDE}.2");
        assert_eq!(file.load().trouble.unwrap().why, Why::SettingsKeptAside(second.clone()));
        assert_eq!(fs::read_to_string(file.folder.join(KEPT_ASIDE)).unwrap(), "{ not json");
        assert_eq!(fs::read_to_string(file.folder.join(second)).unwrap(), "also not");
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private_and_a_refusal_leaves_the_old_one() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_folder, file) = scratch();
        file.save(&Settings::default()).unwrap();
        assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
        // A folder where the file should be: it can be neither read nor replaced.
        let (_folder, file) = scratch();
        fs::create_dir_all(file.path().join("x")).unwrap();
        assert_eq!(file.load().trouble.unwrap().why, Why::System);
        assert_eq!(file.save(&Settings::default()).unwrap_err().what, What::KeepSettings);
        assert_eq!(fs::read_dir(&file.folder).unwrap().count(), 1, "no unfinished file stays");
    }
}
