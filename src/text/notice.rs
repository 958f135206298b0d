//! Things that are said once and stay until dismissed.

use crate::domain::Notice;

use super::{gone_meanwhile, trouble};

/// The window was asked to close while a removal is under way.
pub const CLOSING: &str = "Keyward closes as soon as it is known whether it was removed";

/// A notice in words: what, and more about it.
#[must_use]
pub fn notice(notice: &Notice) -> (String, String) {
    match notice {
        Notice::AnotherAccount { before, now } => (
            "This is another account than before".to_owned(),
            format!("Before, you were signed in as {}. Now it is {}.", before.login_name, now.login_name),
        ),
        Notice::SignedOut => ("You are signed out".to_owned(), "The server knows it too".to_owned()),
        Notice::GoneMeanwhile(method) => {
            (gone_meanwhile(method), "Nothing was removed by Keyward: it had gone before".to_owned())
        }
        Notice::Trouble(about) => {
            let words = trouble(about);
            (words.title, words.why)
        }
    }
}
