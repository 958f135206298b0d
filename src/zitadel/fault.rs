//! What an answer other than the wanted one means (api.md, section 2).

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{DetailEntry, Details, Remedy, Trouble, What, Why, painted};
use crate::http::Answer;

/// gRPC's "not found" and "permission denied".
pub(super) const NOT_FOUND: i64 = 5;
const PERMISSION_DENIED: i64 = 7;

/// How the server begins where it has no instance for the host that it was asked at; such errors have no id.
const NO_INSTANCE: &str = "unable to set instance";
/// What its gateway says where it has no such call (recording `remove-idp`).
const NO_CALL: &str = "Not Found";

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

    /// Why it refused (api.md, section 2), told by code and id; errors of the gateway have no id.
    pub fn why(&self) -> Why {
        match (self.code, self.id()) {
            // "mfa required": the operator turned a second step on (recording `err-mfa-required`).
            (PERMISSION_DENIED, Some("AUTHZ-Kl3p0")) => Why::SecondStepRequired,
            // Recording `v2-passkeys-of-other-user`: whoever has no role at all is told "not found".
            (NOT_FOUND, Some("AUTHZ-cdgFk")) | (PERMISSION_DENIED, Some("AUTH-5mWD2" | "AUTH-AWfge")) => {
                Why::NotPermitted
            }
            (NOT_FOUND, Some("COMMAND-M9dsd")) => Why::AccountNotFound,
            (NOT_FOUND, None) if self.message.starts_with(NO_INSTANCE) => Why::WrongHost,
            (NOT_FOUND, None) if self.message == NO_CALL => Why::UnknownRequest,
            _ => Why::Refused,
        }
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
        (429, _) => Why::TooManyRequests(answer.retry_after_seconds()),
        (500.., _) => Why::ServerFailed,
        (200..=399, _) | (_, None) => Why::NotTheServer,
        (_, Some(status)) => status.why(),
    }
}

/// `answer`, which is not the wanted one, as a person reads it. Nothing has changed.
#[must_use]
pub fn read_trouble(what: What, answer: &Answer) -> Trouble {
    let is_own_401 = answer.status == 401 && Status::read(answer).is_some();
    let why = if is_own_401 { Why::SessionEnded } else { why(answer) };
    Trouble::new(what, why).with(details(answer))
}

/// A 200 whose body was not understood.
pub(super) fn unreadable(what: What, answer: &Answer) -> Trouble {
    let mut trouble = Trouble::new(what, Why::Unreadable).with(details(answer));
    trouble.remedy = Remedy::TryAgain;
    trouble
}
