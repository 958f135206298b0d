//! Removals and what came of them.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, MethodId, Outcome, Reading, Receipt, Server, painted};

use super::dates::{day_and_time, time, utc};
use super::method::{NAME_THERE, fact_name, method_name, name_there};

/// Over a receipt.
pub const REMOVED: &str = "Removed";
/// Names the account in a result.
pub const ACCOUNT: &str = "Account";
/// Names the login name in a result.
pub const LOGIN_NAME: &str = "Login name";
/// Names the server in a result.
pub const SERVER: &str = "Server";
/// The removal is on its way.
pub const SENDING: &str = "Waiting for the server's answer";
/// No receipt came.
pub const GONE_BY_READING: &str = "No receipt came, but the server does not have it any more";
/// Nothing was sent.
pub const GONE_BEFORE: &str = "It was gone already, so nothing had to be removed";
/// Being settled.
pub const READING_AGAIN: &str = "Keyward is reading the list again to find out";
/// Not settled.
pub const LIST_NOT_READ: &str = "The list could not be read either, so it is still not known";
/// Sessions outlive it.
pub const SESSIONS_STAY: &str = "Whoever signed in with it before stays signed in until that session ends";
/// Nothing is left.
pub const ADD_ONE_NOW: &str = "You are still signed in here: add a passkey now on your server's own pages";
/// Unfolds the steps for the copy that stays behind.
pub const WHERE_IS_THE_COPY: &str = "Where to find the copy";
/// Folds them again.
pub const HIDE_COPY_STEPS: &str = "Hide where to find the copy";

/// Where the copy of a passkey is deleted: place, steps.
pub const COPY_STEPS: [(&str, &str); 7] = [
    ("Windows Hello", "Open Settings, Accounts, Passkeys, then the three dots beside the passkey"),
    ("iCloud Keychain", "Open the Passwords app (on older systems Settings, Passwords), then the site"),
    (
        "Google Password Manager",
        "Open passwords.google.com or Chrome's settings for passwords, then the site",
    ),
    ("Bitwarden", "Edit the login of the site and remove its passkey"),
    ("1Password", "Edit the login of the site and remove its passkey"),
    ("KeePassXC", "Select the entry of the site and remove its passkey (from version 2.7.9)"),
    ("YubiKey", "Open Yubico Authenticator, Passkeys, then the passkey of the site"),
];

/// The copy that stays in a password manager or on a key.
#[must_use]
pub fn delete_the_copy(server: &Server, account: &Account) -> String {
    format!(
        "A copy may remain in your password manager or on your security key. Delete it there too: look for the \
         site {} and the login name {}.",
        server.host(),
        account.login_name
    )
}

/// The entry that stays in an authenticator app.
#[must_use]
pub fn delete_the_entry(server: &Server, account: &Account) -> String {
    format!(
        "The entry in your authenticator app stays there. Delete it too: look for the site {} and the login name \
         {}.",
        server.host(),
        account.login_name
    )
}

/// What a removed link leaves as it is.
pub const PROVIDER_STAYS: &str = "Your account at the provider itself stays as it is";

/// How far an unsure removal is settled.
#[must_use]
pub fn reading(reading: &Reading, zone: &TimeZone) -> String {
    match reading {
        Reading::UnderWay => READING_AGAIN.to_owned(),
        Reading::StillThere(at) => format!("It was still listed at {}", time(*at, zone)),
        Reading::NotReadable => LIST_NOT_READ.to_owned(),
    }
}

/// One row of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// What it is.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// More about it: the time in UTC.
    pub tooltip: Option<String>,
}

/// What the server confirmed, in rows; what it left out has none.
#[must_use]
pub fn receipt(receipt: &Receipt, zone: &TimeZone) -> Vec<ReceiptRow> {
    let plain = |name, value: Option<String>| value.map(|value| ReceiptRow { name, value, tooltip: None });
    let when = |name, at: Option<Timestamp>| {
        at.map(|at| ReceiptRow { name, value: day_and_time(at, zone), tooltip: Some(utc(at)) })
    };
    [
        plain("Sequence", receipt.sequence.map(|sequence| sequence.to_string())),
        when("Changed at", receipt.change_date),
        plain("Resource owner", receipt.resource_owner.clone()),
        when("Created at", receipt.creation_date),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The receipt as text, one fact a line, times in UTC.
#[must_use]
pub fn receipt_to_copy(outcome: &Outcome, receipt: &Receipt) -> String {
    let Outcome { account, method, .. } = outcome;
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Removed", super::kind(method.kind()).to_owned());
    line(fact_name(method.kind()), method_name(method).to_owned());
    if let Some(there) = name_there(method) {
        line(NAME_THERE, there.to_owned());
    }
    if let MethodId::Identity(id) = method.id() {
        line("Provider id", painted(&id.idp.0));
    }
    if let Some(id) = method.id().as_str() {
        line("Id", painted(id));
    }
    line("Account", account.display_name.clone());
    line("Login name", account.login_name.clone());
    line("Account id", account.key.subject.as_str().to_owned());
    line("Server", account.key.server.as_str().to_owned());
    for (name, value) in [
        ("Sequence", receipt.sequence.map(|sequence| sequence.to_string())),
        ("Changed at", receipt.change_date.map(utc)),
        ("Resource owner", receipt.resource_owner.clone()),
        ("Created at", receipt.creation_date.map(utc)),
    ] {
        if let Some(value) = value {
            line(name, value);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_has_a_row_for_what_the_server_sent_and_no_other() {
        let at: Timestamp = "2026-11-23T21:00:00Z".parse().unwrap();
        let some = Receipt { sequence: Some(7), change_date: Some(at), ..Receipt::default() };
        let rows = receipt(&some, &TimeZone::UTC);
        assert_eq!(rows.iter().map(|row| row.name).collect::<Vec<_>>(), ["Sequence", "Changed at"]);
        assert_eq!(rows[1].tooltip.as_deref(), Some("2026-11-23 21:00:00 UTC"));
    }

    #[test]
    fn still_listed_names_the_time() {
        let at: Timestamp = "2026-11-23T14:02:00Z".parse().unwrap();
        assert_eq!(reading(&Reading::StillThere(at), &TimeZone::UTC), "It was still listed at 14:02");
    }
}
