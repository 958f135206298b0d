//! The settings that an administrator writes for everybody on a machine. Read, never written or moved.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::{Administered, Details, Organisation, Server, Trouble, What, Why};

/// The longest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The file's members; others are not looked at.
#[derive(Deserialize)]
struct Members {
    server: String,
    client_id: String,
    organisation: Option<String>,
}

/// Where the file is on this system.
#[must_use]
pub fn system_file() -> PathBuf {
    #[cfg(target_os = "macos")]
    let folder = PathBuf::from("/Library/Application Support/dev.keyward.Keyward");
    #[cfg(windows)]
    let folder = std::env::var_os("PROGRAMDATA")
        .map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from)
        .join("keyward");
    #[cfg(not(any(windows, target_os = "macos")))]
    let folder = PathBuf::from("/etc/keyward");
    folder.join("settings.json")
}

/// Reads the file; `None` where there is none.
///
/// # Errors
/// A trouble that names the file and what is wrong with it. The file stays as it is.
pub fn administered(path: &Path) -> Result<Option<Administered>, Trouble> {
    let unusable = |cause: String| {
        let details = Details { cause: Some(cause), ..Details::default() };
        Trouble::new(What::ReadSystemSettings, Why::SystemSettings(path.display().to_string())).with(details)
    };
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(error.to_string())),
    };
    parse(&bytes).map(Some).map_err(unusable)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file's content.
pub(super) fn parse(bytes: &[u8]) -> Result<Administered, String> {
    let members = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    check(&members).map_err(str::to_owned)
}

fn check(members: &Members) -> Result<Administered, &'static str> {
    let server =
        Server::parse(&members.server).map_err(|_bad| "`server` is no address that can be used")?.server;
    let client_id = members.client_id.trim().to_owned();
    if client_id.is_empty() {
        return Err("`client_id` is empty");
    }
    let organisation = match members.organisation.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(id) => Some(Organisation::new(id).ok_or("`organisation` is not an id: digits only")?),
    };
    Ok(Administered { server, client_id, organisation })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn of(text: &str) -> Result<Option<Administered>, Trouble> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, text).unwrap();
        let read = administered(&path);
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "the file stays as it is");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        read
    }

    #[test]
    fn the_example_can_be_used_as_it_is() {
        let example = include_str!("../../packaging/settings.example.json");
        let read = of(example).unwrap().unwrap();
        assert_eq!(read.server.as_str(), "https://id.example.com");
        assert_eq!(read.client_id, "123456789012345678");
        assert!(read.organisation.is_some());
    }

    #[test]
    fn no_file_is_no_trouble() {
        assert_eq!(administered(Path::new("/nonexistent/settings.json")), Ok(None));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_file_too() {
        for (text, cause) in [
            ("{", "EOF"),
            ("[]", "invalid"),
            (r#"{"client_id":"1"}"#, "missing field `server`"),
            (r#"{"server":"http://id.example.com","client_id":"1"}"#, "`server`"),
            (r#"{"server":"id.example.com","client_id":" "}"#, "`client_id`"),
            (r#"{"server":"id.example.com","client_id":"1","organisation":"acme"}"#, "`organisation`"),
        ] {
            let trouble = of(text).unwrap_err();
            assert!(matches!(&trouble.why, Why::SystemSettings(path) if path.ends_with("settings.json")));
            assert!(trouble.details.cause.as_ref().unwrap().contains(cause), "{text}: {trouble:?}");
        }
    }

    #[test]
    fn a_file_that_never_ends_is_not_read_to_its_end() {
        let long = format!("{}{}", " ".repeat(70_000), r#"{"server":"id.example.com","client_id":"1"}"#);
        assert!(of(&long).is_err());
    }
}
