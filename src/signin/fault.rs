//! What an answer means that is not the one hoped for.

use jiff::Timestamp;

use crate::domain::{Details, Why, painted};
use crate::http::Answer;

/// The longest text of the server that is shown, in characters.
const LONGEST_SAID: usize = 200;

/// Why an answer with this status cannot be used.
pub(super) const fn why(status: u16, json: bool) -> Why {
    match (status, json) {
        (429, _) => Why::TooManyRequests(None),
        (500.., _) => Why::ServerFailed,
        (_, false) => Why::NotTheServer,
        (200..300, true) => Why::Unreadable,
        (_, true) => Why::Refused,
    }
}

/// Why this answer cannot be used.
pub(super) fn why_not(answer: &Answer) -> Why {
    match why(answer.status, answer.claims_json()) {
        Why::TooManyRequests(_) => Why::TooManyRequests(answer.retry_after_seconds()),
        why => why,
    }
}

/// An answer's status and time.
pub(super) fn details(status: u16) -> Details {
    Details { status: Some(status), at: Some(Timestamp::now()), ..Details::default() }
}

/// What the server or the browser said, fit to be shown.
pub(super) fn said(text: &str) -> String {
    painted(text).chars().take(LONGEST_SAID).collect()
}
