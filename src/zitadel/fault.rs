//! What an answer other than the wanted one means (api.md, section 2).

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{DetailEntry, Details, Remedy, Trouble, What, Why, painted};
use crate::http::Answer;

/// "mfa required": the operator turned a second step on (recording `err-mfa-required`).
const SECOND_STEP_REQUIRED: &str = "AUTHZ-Kl3p0";

/// The server's own error (`google.rpc.Status` in JSON).
#[derive(Debug, Default, Deserialize)]
pub(super) struct Status {
    /// gRPC code, e.g. 5 for "not found".
    pub code: i64,
    /// What the server says.
    pub message: String,
    /// What more it says, each with its `@type`.
    #[serde(default)]
    pub details: Vec<Map<String, Value>>,
}

impl Status {
    /// Reads the server's own error; `None` where the body is anything else.
    pub fn read(answer: &Answer) -> Option<Self> {
        if answer.claims_json() { answer.json().ok() } else { None }
    }

    /// `details[0].id`: the stable key of an error, together with the code.
    pub fn id(&self) -> Option<&str> {
        self.details.first()?.get("id")?.as_str()
    }

    /// Whether it says that the operator now asks for a second step.
    pub fn wants_a_second_step(&self) -> bool {
        self.id() == Some(SECOND_STEP_REQUIRED)
    }
}

/// The server's words in `answer`, cleaned for painting. A body that is not the server's is left out.
pub(super) fn details(answer: &Answer) -> Details {
    let said = Status::read(answer).map(|status| said(&status)).unwrap_or_default();
    Details { status: Some(answer.status), at: Some(answer.at), ..said }
}

/// The server's words, cleaned for painting.
pub(super) fn said(status: &Status) -> Details {
    Details {
        code: Some(status.code.to_string()),
        id: status.id().map(painted),
        message: Some(painted(&status.message)),
        entries: status.details.iter().map(entry).collect(),
        ..Details::default()
    }
}

fn entry(detail: &Map<String, Value>) -> DetailEntry {
    let text = |value: &Value| painted(&value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
    DetailEntry {
        type_url: detail.get("@type").map(text).unwrap_or_default(),
        fields: detail
            .iter()
            .filter(|(name, _)| *name != "@type")
            .map(|(name, value)| (painted(name), text(value)))
            .collect(),
    }
}

/// Why `answer`, which is neither the wanted one nor a 401, was given.
#[must_use]
pub(super) fn why(answer: &Answer) -> Why {
    let own = Status::read(answer);
    match (answer.status, own) {
        (403, Some(status)) if status.wants_a_second_step() => Why::SecondStepRequired,
        (429, _) => Why::TooManyRequests(answer.retry_after_seconds()),
        (500.., _) => Why::ServerFailed,
        (200..=399, _) | (_, None) => Why::NotTheServer,
        (_, Some(_)) => Why::Refused,
    }
}

/// `answer`, which is not the wanted one, as a person reads it. Nothing has changed.
#[must_use]
pub fn read_trouble(what: What, answer: &Answer) -> Trouble {
    let why = if answer.status == 401 { Why::SessionEnded } else { why(answer) };
    Trouble::new(what, why).with(details(answer))
}

/// A 200 whose body was not understood.
pub(super) fn unreadable(what: What, answer: &Answer) -> Trouble {
    let mut trouble = Trouble::new(what, Why::Unreadable).with(details(answer));
    trouble.remedy = Remedy::TryAgain;
    trouble
}
