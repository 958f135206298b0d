//! What `tests/fuzz` calls: everything that reads bytes from elsewhere. Built for fuzzing and for tests only;
//! the tests run it over the kept corpus.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use crate::domain::added_about;
use crate::http::Answer;
use crate::text::Text;
use crate::{signin, zitadel};

pub use crate::signin::fuzzing::callback;
pub use crate::storage::fuzzing::settings;
pub use crate::zitadel::fuzzing::grpc_web;

const STATUSES: [u16; 12] = [200, 204, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503];

/// What cannot be seen, or changes how the words around it read, told from Unicode's tables and not from
/// `domain::painted`: first and last of each range.
const NEVER_SHOWN: [(char, char); 18] = [
    ('\0', '\u{1F}'),
    ('\u{7F}', '\u{9F}'),
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{200B}', '\u{200B}'),
    ('\u{200E}', '\u{200F}'),
    ('\u{2028}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF9}', '\u{FFFB}'),
    ('\u{E0000}', '\u{E007F}'),
];
/// What may stand in a name that can be seen, and is none by itself.
const ONLY_SHAPES: [(char, char); 3] =
    [('\u{200C}', '\u{200D}'), ('\u{FE00}', '\u{FE0F}'), ('\u{E0100}', '\u{E01EF}')];

fn is_in(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// Checks a name as it is painted.
///
/// # Panics
/// Where it holds what cannot be shown, or is not empty and cannot be seen.
pub(crate) fn check_painted(name: &str) {
    assert!(!name.chars().any(|c| is_in(&NEVER_SHOWN, c)), "what cannot be shown, in {name:?}");
    let is_seen = name.chars().any(|c| !c.is_whitespace() && !is_in(&ONLY_SHAPES, c));
    assert!(is_seen || name.is_empty(), "nothing to be seen in {name:?}");
}

/// The status and the type that the first byte chooses, and the rest as the body.
pub(crate) fn answer(bytes: &[u8]) -> Option<Answer> {
    let (choice, body) = bytes.split_first()?;
    let status = STATUSES.iter().copied().cycle().nth(usize::from(choice >> 1)).unwrap_or(200);
    let content_type = if choice & 1 == 0 { "application/json" } else { "text/html" };
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
    Some(Answer { status, headers, body: body.to_vec(), at: Timestamp::UNIX_EPOCH })
}

/// Reads a body as each list, as the answer to each removal, and as each answer of the sign-in. The first byte
/// chooses status and type.
///
/// # Panics
/// Where something is taken for what the server did not say, or a name holds what cannot be shown.
pub fn json(bytes: &[u8]) {
    zitadel::fuzzing::json(bytes);
    signin::fuzzing::json(bytes);
}

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
