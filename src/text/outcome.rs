//! Removals and what came of them.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, Outcome, Reading, Receipt, Server};

use super::dates::{day_and_time, time, utc};
use super::passkey_name;

/// Over a receipt.
pub const REMOVED: &str = "Removed";
/// Over a result without a receipt.
pub const GONE: &str = "The passkey is gone";
/// Names the passkey in a result.
pub const PASSKEY: &str = "Passkey";
/// Names the account in a result.
pub const ACCOUNT: &str = "Account";
/// Names the login name in a result.
pub const LOGIN_NAME: &str = "Login name";
/// Names the server in a result.
pub const SERVER: &str = "Server";
/// The removal is on its way.
pub const SENDING: &str = "Waiting for the server's answer";
/// No receipt came.
pub const GONE_BY_READING: &str =
    "No receipt came from the server, but its list does not hold the passkey any more";
/// Nothing was sent.
pub const GONE_BEFORE: &str = "It was gone already, so nothing had to be removed";
/// Being settled.
pub const READING_AGAIN: &str = "Keyward is reading the list again to find out";
/// Not settled.
pub const LIST_NOT_READ: &str = "The list could not be read either, so it is still not known";
/// Sessions outlive the passkey.
pub const SESSIONS_STAY: &str = "Whoever signed in with it before stays signed in until that session ends";
/// Nothing is left.
pub const ADD_ONE_NOW: &str = "You are still signed in here: add a passkey now on your server's own pages";
/// Unfolds the steps for the copy that stays behind.
pub const WHERE_IS_THE_COPY: &str = "Where to find the copy";
/// Folds them again.
pub const HIDE_COPY_STEPS: &str = "Hide where to find the copy";

/// Where the copy of a passkey is deleted: place, steps.
pub const COPY_STEPS: [(&str, &str); 7] = [
    ("Windows Hello", "Settings, Accounts, Passkeys, then the three dots beside it"),
    ("iCloud Keychain", "the Passwords app, or Settings, Passwords; open the site and delete the passkey"),
    (
        "Google Password Manager",
        "passwords.google.com, or Chrome's settings; open the site and delete the passkey",
    ),
    ("Bitwarden", "open the login of the site, Edit, then remove its passkey"),
    ("1Password", "open the login of the site, Edit, then remove its passkey"),
    ("KeePassXC", "open the entry of the site, Edit, Advanced, then remove the passkey"),
    ("YubiKey", "Yubico Authenticator, Passkeys, then delete the one of the site"),
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
    let Outcome { account, passkey, .. } = outcome;
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Removed passkey", passkey_name(passkey).to_owned());
    line("Passkey id", passkey.id.as_str().to_owned());
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
