//! Every sentence of the program, in every language: the words are in `assets/locales`, and each message is a
//! function (made by `build.rs`). Here is which message is said when.
//!
//! Names that come from the server are already cleaned (`domain::painted`).

mod account;
mod connect;
mod dates;
mod dialog;
mod language;
mod method;
mod notice;
mod outcome;
mod sheets;
mod start;
mod trouble;
mod ways;
mod why;

/// Made from `assets/locales`: a function for each message, named after it.
#[expect(
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "made by a library"
)]
mod messages {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

pub(crate) use account::names;
pub(crate) use connect::link_shown;
pub(crate) use language::{Text, language_name, languages};
pub(crate) use method::name_there;
pub use trouble::TroubleText;
pub(crate) use ways::WAYS_NAMED;

use crate::domain::Trouble;

/// The program's name, the same in every language.
pub const KEYWARD: &str = "Keyward";
/// What an address looks like, shown in its field while that is empty.
pub(crate) const ADDRESS_HINT: &str = "id.example.com";

/// `trouble` in words of the language nearest to `language` (BCP 47).
#[must_use]
pub fn trouble(language: &str, trouble: &Trouble) -> TroubleText {
    Text::nearest_to(language).trouble(trouble)
}

/// Everything about `trouble`, one fact a line, to be sent to somebody who can help.
#[must_use]
pub fn trouble_to_copy(language: &str, trouble: &Trouble) -> String {
    Text::nearest_to(language).trouble_to_copy(trouble)
}

/// Whether `name` is written from right to left: such a name stands alone on its line.
pub(crate) fn is_right_to_left(name: &str) -> bool {
    name.chars().any(|c| {
        matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_from_right_to_left_are_told_apart() {
        assert!(is_right_to_left("\u{5D8}\u{5DC}\u{5E4}\u{5D5}\u{5DF}"));
        assert!(is_right_to_left("my \u{647}\u{627}\u{62A}\u{641}"));
        assert!(!is_right_to_left("Phone — Θ Ж 手机"));
    }
}
