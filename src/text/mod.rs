//! Every sentence of the program, as plain functions of what it is about.
//!
//! A single sentence has no full stop; a button that asks for more ends in "…". Names that come from
//! the server are already cleaned (`domain::painted`).

mod account;
mod connect;
mod dates;
mod dialog;
mod method;
mod notice;
mod outcome;
mod start;
mod trouble;
mod ways;
mod why;

pub use account::*;
pub use connect::*;
pub use dates::*;
pub use dialog::*;
pub use method::*;
pub use notice::*;
pub use outcome::*;
pub use start::*;
pub use trouble::{TroubleText, topic, trouble, trouble_to_copy};
pub use ways::*;

/// The program's name.
pub const KEYWARD: &str = "Keyward";

/// Gives up what is open.
pub const CANCEL: &str = "Cancel";
/// Closes a notice that was read.
pub const DISMISS: &str = "Dismiss";
/// Puts details into the clipboard.
pub const COPY_DETAILS: &str = "Copy details";
/// Said after that.
pub const COPIED: &str = "Copied";
/// Unfolds details.
pub const SHOW_DETAILS: &str = "Show details";
/// Folds them again.
pub const HIDE_DETAILS: &str = "Hide details";
/// Reads, or does, the same once more.
pub const TRY_AGAIN: &str = "Try again";
/// Begins a sign-in after a session ended.
pub const SIGN_IN_AGAIN: &str = "Sign in again";
/// The same, where the session must end first.
pub const SIGN_OUT_THEN_IN: &str = "Sign out to sign in again";
/// Goes back to the form with the server's address.
pub const CHECK_SERVER: &str = "Check server address and client id";

/// Whether `name` is written from right to left: such a name stands alone on its line.
#[must_use]
pub fn is_right_to_left(name: &str) -> bool {
    name.chars().any(|c| {
        matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

/// `one` for 1, else `many`.
const fn counted<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// "a, b and c".
fn joined(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The same with its first letter in upper case.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
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

    #[test]
    fn parts_are_joined_as_a_person_would() {
        let parts = |n: usize| ["a", "b", "c"].iter().take(n).map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(joined(&parts(0), "and"), "");
        assert_eq!(joined(&parts(1), "and"), "a");
        assert_eq!(joined(&parts(3), "or"), "a, b or c");
    }
}
