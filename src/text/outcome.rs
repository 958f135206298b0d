//! Removals and what came of them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, MethodId, Outcome, Reading, Receipt, Server, painted};

use super::dates::utc;
use super::{Text, name_there};

/// One row of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReceiptRow {
    /// What it is.
    pub name: String,
    /// The value.
    pub value: String,
    /// More about it: the time in UTC.
    pub tooltip: Option<String>,
}

impl Text {
    /// The copy that stays in a password manager or on a key.
    pub(crate) fn copy_stays(&self, server: &Server, account: &Account) -> String {
        self.delete_the_copy(server.host(), &account.login_name)
    }

    /// The entry that stays in an authenticator app.
    pub(crate) fn entry_stays(&self, server: &Server, account: &Account) -> String {
        self.delete_the_entry(server.host(), &account.login_name)
    }

    /// Where the copy of a passkey is deleted: place, steps.
    pub(crate) fn guide(&self) -> [(String, String); 7] {
        [
            (self.guide_windows_hello(), self.guide_windows_hello_steps()),
            (self.guide_icloud(), self.guide_icloud_steps()),
            (self.guide_google(), self.guide_google_steps()),
            (self.guide_bitwarden(), self.guide_bitwarden_steps()),
            (self.guide_one_password(), self.guide_one_password_steps()),
            (self.guide_keepassxc(), self.guide_keepassxc_steps()),
            (self.guide_yubikey(), self.guide_yubikey_steps()),
        ]
    }

    /// How far an unsure removal is settled.
    pub(crate) fn settled(&self, reading: &Reading, zone: &TimeZone) -> String {
        match reading {
            Reading::UnderWay => self.reading_to_settle(),
            Reading::StillThere(at) => self.still_listed(self.time(*at, zone)),
            Reading::NotReadable => self.list_not_read_either(),
        }
    }

    /// What the server confirmed, in rows; what it left out has none.
    pub(crate) fn receipt(&self, receipt: &Receipt, zone: &TimeZone) -> Vec<ReceiptRow> {
        let plain =
            |name, value: Option<String>| value.map(|value| ReceiptRow { name, value, tooltip: None });
        let when = |name, at: Option<Timestamp>| {
            at.map(|at| ReceiptRow { name, value: self.day_with_time(at, zone), tooltip: Some(utc(at)) })
        };
        [
            plain(self.sequence(), receipt.sequence.map(|sequence| sequence.to_string())),
            when(self.changed_at(), receipt.change_date),
            plain(self.resource_owner(), receipt.resource_owner.clone()),
            when(self.created_at(), receipt.creation_date),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The receipt as text, one fact a line, times in UTC.
    pub(crate) fn receipt_to_copy(&self, outcome: &Outcome, receipt: &Receipt) -> String {
        let Outcome { account, method, .. } = outcome;
        let id = method.id();
        let provider = if let MethodId::Identity(id) = &id { Some(painted(&id.idp.0)) } else { None };
        let facts = [
            (self.removed(), Some(self.kind_name(method.kind()))),
            (self.fact_about(method.kind()), Some(self.method_name(method))),
            (self.name_there(), name_there(method).map(ToOwned::to_owned)),
            (self.provider_id(), provider),
            (self.id(), id.as_str().map(painted)),
            (self.account(), Some(account.display_name.clone())),
            (self.login_name(), Some(account.login_name.clone())),
            (self.account_id(), Some(account.key.subject.as_str().to_owned())),
            (self.server(), Some(account.key.server.as_str().to_owned())),
            (self.sequence(), receipt.sequence.map(|sequence| sequence.to_string())),
            (self.changed_at(), receipt.change_date.map(utc)),
            (self.resource_owner(), receipt.resource_owner.clone()),
            (self.created_at(), receipt.creation_date.map(utc)),
        ];
        let known = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
        known.map(|(name, value)| self.fact_line(name, value) + "\n").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_has_a_row_for_what_the_server_sent_and_no_other() {
        let at: Timestamp = "2026-11-23T21:00:00Z".parse().unwrap();
        let some = Receipt { sequence: Some(7), change_date: Some(at), ..Receipt::default() };
        let text = Text::nearest_to("en");
        let rows = text.receipt(&some, &TimeZone::UTC);
        assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Sequence", "Changed at"]);
        assert_eq!(rows[1].tooltip.as_deref(), Some("2026-11-23 21:00:00 UTC"));
    }

    #[test]
    fn still_listed_names_the_time() {
        let at: Timestamp = "2026-11-23T14:02:00Z".parse().unwrap();
        assert_eq!(
            Text::nearest_to("en").settled(&Reading::StillThere(at), &TimeZone::UTC),
            "It was still listed at 14:02"
        );
    }
}
