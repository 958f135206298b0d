//! The log: to standard error, and to a file for each day in the platform's place.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use tracing::level_filters::LevelFilter;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// How many days are kept.
const FILES_KEPT: usize = 7;

/// Where the log's files are on this system; `None` where there is no home folder.
pub(super) fn folder_of_platform() -> Option<PathBuf> {
    let folders = ProjectDirs::from("dev", "keyward", "Keyward")?;
    #[cfg(target_os = "macos")]
    let folder = directories::BaseDirs::new()?.home_dir().join("Library/Logs/dev.keyward.Keyward");
    #[cfg(not(target_os = "macos"))]
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).join("log");
    #[cfg(target_os = "macos")]
    let _ = folders;
    Some(folder)
}

/// Writes what is at `level` to standard error, and at least what is worth knowing later to a file in `folder`.
/// Other crates are held at warnings: what they would say is not ours to show. Tells whether a file is written.
pub(super) fn start(level: LevelFilter, folder: Option<&Path>) -> bool {
    let only = |level: LevelFilter| {
        Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("keyward", level)
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false);
    let (file, unusable) = match folder.map(open) {
        Some(Ok(file)) => (Some(file), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let is_written = file.is_some();
    let file = file.map(|file| {
        let lines =
            tracing_subscriber::fmt::layer().with_writer(std::sync::Mutex::new(file)).with_ansi(false);
        lines.with_filter(only(level.max(LevelFilter::INFO)))
    });
    let log = tracing_subscriber::registry().with(lines.with_filter(only(level))).with(file);
    // A second start in the same process, as tests do, keeps the first log.
    let _already = log.try_init();
    if let Some(error) = unusable {
        tracing::warn!("no log file is written: {error}");
    }
    is_written
}

/// Only the person can read what is in the folder.
fn open(folder: &Path) -> io::Result<RollingFileAppender> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("keyward")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder)
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_to_is_an_error_and_no_panic() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("file");
        std::fs::write(&file, "in the way").unwrap();
        assert!(open(&file).is_err());
        assert!(open(&scratch.path().join("new/log")).is_ok());
    }
}
