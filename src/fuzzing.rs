//! What `tests/fuzz` calls: everything that reads bytes from elsewhere. Built for fuzzing and for tests only;
//! the tests run it over the kept corpus.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::added_about;
use crate::text::Text;

pub use crate::signin::fuzzing::callback;
pub use crate::storage::fuzzing::settings;
pub use crate::zitadel::fuzzing::{grpc_web, json};

thread_local! {
    static TEXT: Text = Text::nearest_to("en");
}

/// Reads `bytes` as an id that tells when something was made.
///
/// # Panics
/// Where the date is in the future, or before there were such ids.
pub fn ids(bytes: &[u8]) {
    let Ok(id) = std::str::from_utf8(bytes) else { return };
    let now: Timestamp = "2026-11-24T00:00:00Z".parse().unwrap_or(Timestamp::MAX);
    let first: Timestamp = "2019-04-29T00:00:00Z".parse().unwrap_or(Timestamp::MIN);
    if let Some(at) = added_about(id, now) {
        assert!((first..=now).contains(&at), "{id} gives {at}");
        TEXT.with(|text| assert!(text.added_about(at, &TimeZone::UTC).contains("20")));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    fn over_corpus(name: &str, target: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
        let mut count = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            target(&fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "nothing in {}", folder.display());
    }

    #[test]
    fn the_kept_corpus_breaks_nothing() {
        over_corpus("callback", super::callback);
        over_corpus("grpc_web", super::grpc_web);
        over_corpus("ids", super::ids);
        over_corpus("json", super::json);
        over_corpus("settings", super::settings);
    }
}
