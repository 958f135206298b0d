//! Remembers settings between runs: one JSON file in the platform's folder, written as a whole or not
//! at all. No secret is ever among them.

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod system;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize as _;
use serde::de::Error as _;
use serde_json::{Map, Value};

use crate::domain::{Details, Settings, ThemeChoice, Trouble, What, Why};

pub use system::{administered, system_file};

/// The file's name in its folder.
const FILE: &str = "settings.json";
/// Where settings go that did not parse.
const KEPT_ASIDE: &str = "settings.json.bad";
/// Members that are looked into before they are read or written.
const THEME: &str = "theme";
const KEPT_SESSIONS: &str = "kept_sessions";
/// What tells kept sessions apart.
const SESSION_KEY: [&str; 3] = ["server", "client_id", "subject"];

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

    /// Writes the settings: a new file beside the old one, then renamed over it. What this version does
    /// not know stays as it is.
    ///
    /// # Errors
    /// A trouble where the system refused, or where the old file cannot be read; it is then as it was.
    pub fn save(&self, settings: &Settings) -> Result<(), Trouble> {
        self.write(settings).map_err(|error| trouble(What::KeepSettings, Why::System, &error))
    }

    fn write(&self, settings: &Settings) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let members = match fs::read(self.path()) {
            Ok(bytes) => merged(&bytes, settings)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => object(settings)?,
            Err(error) => return Err(error),
        };
        let unfinished = self.unfinished();
        let written = write_private(&unfinished, &serde_json::to_vec_pretty(&members)?)
            .and_then(|()| fs::rename(&unfinished, self.path()));
        if written.is_err() {
            // The error is told; what is left of the attempt is of no use.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    /// Where the settings are until they are written whole.
    fn unfinished(&self) -> PathBuf {
        self.folder.join(format!("{FILE}.{}.new", std::process::id()))
    }
}

/// The settings in `bytes`. A preference of a kind that this version does not know reads as the usual one.
fn parse(bytes: &[u8]) -> serde_json::Result<Settings> {
    read(serde_json::from_slice(bytes)?)
}

fn read(mut members: Map<String, Value>) -> serde_json::Result<Settings> {
    if members.get(THEME).is_some_and(|theme| ThemeChoice::deserialize(theme).is_err()) {
        members.remove(THEME);
    }
    serde_json::from_value(Value::Object(members))
}

fn object(settings: &Settings) -> serde_json::Result<Map<String, Value>> {
    match serde_json::to_value(settings)? {
        Value::Object(members) => Ok(members),
        other => Err(serde_json::Error::custom(format!("settings as {other}"))),
    }
}

/// `settings`, with what stands in `bytes` and this version does not know: members, values of those that
/// are as they were, and members of sessions that are still kept.
///
/// # Errors
/// Where `bytes` are no settings.
fn merged(bytes: &[u8], settings: &Settings) -> serde_json::Result<Map<String, Value>> {
    let mut members: Map<String, Value> = serde_json::from_slice(bytes)?;
    let before = object(&read(members.clone())?)?;
    for (name, mut ours) in object(settings)? {
        let written = members.get(&name);
        if written.is_some() && before.get(&name) == Some(&ours) {
            continue;
        }
        if name == KEPT_SESSIONS
            && let (Value::Array(ours), Some(Value::Array(theirs))) = (&mut ours, written)
        {
            for session in ours.iter_mut() {
                add_unknown(session, theirs);
            }
        }
        members.insert(name, ours);
    }
    Ok(members)
}

/// Adds to `session` what `before` says of the same one, and this version does not know.
fn add_unknown(session: &mut Value, before: &[Value]) {
    let same = |other: &&Value| SESSION_KEY.iter().all(|name| other.get(name) == session.get(name));
    let Some(Value::Object(before)) = before.iter().find(same).cloned() else { return };
    if let Value::Object(session) = session {
        for (name, value) in before {
            session.entry(name).or_insert(value);
        }
    }
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
    use crate::domain::KeptSession;

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

    fn written(file: &SettingsFile) -> Value {
        serde_json::from_slice(&fs::read(file.path()).unwrap()).unwrap()
    }

    #[test]
    fn what_a_newer_version_wrote_stays() {
        let (_folder, file) = scratch();
        fs::create_dir_all(&file.folder).unwrap();
        let newer = serde_json::json!({
            "server": "https://a.example",
            "theme": "sepia",
            "from_a_later_version": { "x": [1] },
            "kept_sessions": [
                { "server": "https://a.example", "client_id": "1", "subject": "1", "later": 1 },
                { "server": "https://a.example", "client_id": "1", "subject": "2", "later": { "y": 2 } },
            ],
        });
        fs::write(file.path(), newer.to_string()).unwrap();
        let Loaded { mut settings, trouble } = file.load();
        assert_eq!(
            (settings.server.as_str(), settings.theme, trouble),
            ("https://a.example", ThemeChoice::System, None)
        );
        settings.high_contrast = true;
        file.save(&settings).unwrap();
        for name in ["theme", "from_a_later_version", "kept_sessions"] {
            assert_eq!(written(&file)[name], newer[name], "{name}");
        }
        // What this version changes, it writes; the rest of a session that is still kept stays.
        settings.theme = ThemeChoice::Dark;
        settings.kept_sessions.remove(0);
        settings.kept_sessions[0].login_name = "bob".into();
        settings.kept_sessions.push(KeptSession { subject: "3".into(), ..settings.kept_sessions[0].clone() });
        file.save(&settings).unwrap();
        let all = written(&file);
        assert_eq!(
            (&all["theme"], &all["from_a_later_version"]),
            (&"dark".into(), &newer["from_a_later_version"])
        );
        let sessions = all["kept_sessions"].as_array().unwrap();
        assert_eq!(
            (&sessions[0]["login_name"], &sessions[0]["later"]),
            (&"bob".into(), &newer["kept_sessions"][1]["later"])
        );
        assert_eq!((sessions.len(), sessions[1].get("later")), (2, None));
        assert_eq!(file.load().settings, settings);
    }

    #[test]
    fn a_file_that_is_no_settings_is_not_written_over() {
        let (_folder, file) = scratch();
        file.save(&Settings::default()).unwrap();
        for text in ["", "{ not json", "[]", r#"{"server": 1}"#] {
            fs::write(file.path(), text).unwrap();
            assert_eq!(file.save(&Settings::default()).unwrap_err().what, What::KeepSettings, "{text}");
            assert_eq!(fs::read_to_string(file.path()).unwrap(), text);
        }
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
        // A folder where the unfinished file should be: nothing can be written.
        let (before, unfinished) = (fs::read(file.path()).unwrap(), file.unfinished());
        fs::create_dir_all(unfinished.join("x")).unwrap();
        let other = Settings { server: "https://id.example.com".into(), ..Settings::default() };
        assert_eq!(file.save(&other).unwrap_err().what, What::KeepSettings);
        assert_eq!(fs::read(file.path()).unwrap(), before);
        fs::remove_dir_all(unfinished).unwrap();
        file.save(&other).unwrap();
        assert_eq!(file.load().settings, other);
        assert_eq!(fs::read_dir(&file.folder).unwrap().count(), 1, "no unfinished file stays");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_said_and_stays() {
        let (_folder, file) = scratch();
        // A folder where the file should be: nobody can read it, not even who may read everything.
        fs::create_dir_all(file.path().join("x")).unwrap();
        assert_eq!(file.load().trouble.unwrap().why, Why::System);
        let trouble = file.save(&Settings::default()).unwrap_err();
        assert_eq!((trouble.what, trouble.why), (What::KeepSettings, Why::System));
        assert!(file.path().join("x").exists());
        assert_eq!(fs::read_dir(&file.folder).unwrap().count(), 1, "no unfinished file stays");
    }
}
