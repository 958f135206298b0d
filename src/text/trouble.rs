//! A failure in words: what did not happen, why, whether anything changed, what to do.

use crate::domain::{Consequence, Details, Remedy, Topic, Trouble, What, Why};

use super::Text;
use super::dates::utc;
use super::method::kind_key;

/// A failure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleText {
    /// What did not happen.
    pub title: String,
    /// Why, and the next step where somebody else must take it.
    pub why: String,
    /// Whether anything changed: always said.
    pub consequence: String,
    /// The words on the button, where there is something to press.
    pub remedy: Option<String>,
    /// The server's own words and numbers: name, value.
    pub details: Vec<(String, String)>,
}

impl Text {
    /// `trouble` in words.
    pub(crate) fn trouble(&self, trouble: &Trouble) -> TroubleText {
        TroubleText {
            title: self.title(trouble),
            why: self.why(trouble.what, &trouble.why),
            consequence: self.consequence(trouble.what, trouble.consequence),
            remedy: match trouble.remedy {
                Remedy::TryAgain => Some(self.try_again()),
                Remedy::SignInAgain => Some(self.sign_in_again()),
                Remedy::CheckServer => Some(self.check_server()),
                Remedy::AskAdministrator | Remedy::None => None,
            },
            details: self.details(&trouble.details),
        }
    }

    /// Everything about `trouble`, one fact a line, to be sent to somebody who can help.
    pub(crate) fn trouble_to_copy(&self, about: &Trouble) -> String {
        let words = self.trouble(about);
        let facts = words.details.iter().map(|(name, value)| self.fact_line(name, value));
        [words.title, words.why, words.consequence].into_iter().chain(facts).map(|line| line + "\n").collect()
    }

    fn title(&self, trouble: &Trouble) -> String {
        match (trouble.what, trouble.consequence) {
            (What::StartDemo, _) => self.trouble_start_demo(),
            (What::Connect, _) => match &trouble.why {
                Why::NotZitadel => self.trouble_not_zitadel(),
                Why::UnknownClient(_) => self.trouble_unknown_client(),
                Why::CertificateNotTrusted(_) => self.trouble_certificate(),
                _ => self.trouble_connect(),
            },
            (What::SignIn, _) => self.trouble_sign_in(),
            (What::StaySignedIn, _) => self.trouble_stay_signed_in(),
            (What::Read(topic), _) => self.trouble_read(topic_key(topic)),
            (What::Remove(kind), Consequence::Unchanged) => self.trouble_not_removed(kind_key(kind)),
            (What::Remove(kind), Consequence::Changed) => self.is_gone(kind),
            (What::Remove(kind), Consequence::Unknown) => self.trouble_perhaps_removed(kind_key(kind)),
            (What::KeepSession, _) => self.trouble_keep_session(),
            (What::ResumeSession, _) => match &trouble.why {
                Why::KeychainUnusable => self.trouble_resume_session(),
                _ => self.trouble_resume_later(),
            },
            (What::ForgetSession, _) => self.trouble_forget_session(),
            (What::SignOut, _) => self.trouble_sign_out(),
            (What::ReadSystemSettings, _) => self.trouble_system_settings(),
            (What::ReadSettings, _) => self.trouble_read_settings(),
            (What::KeepSettings, _) => self.trouble_keep_settings(),
        }
    }

    fn consequence(&self, what: What, consequence: Consequence) -> String {
        match (what, consequence) {
            (What::SignOut, Consequence::Changed | Consequence::Unchanged) => self.signed_out_here(),
            (What::SignOut, Consequence::Unknown) => self.signed_out_here_perhaps(),
            (What::KeepSettings, Consequence::Unchanged) => self.settings_not_kept(),
            (_, Consequence::Unchanged) => self.unchanged(),
            (What::Remove(_), Consequence::Changed) => self.changed_account(),
            (What::ReadSettings, Consequence::Changed) => self.settings_new(),
            (_, Consequence::Changed) => self.changed_something(),
            (_, Consequence::Unknown) => self.changed_unknown(),
        }
    }

    fn details(&self, details: &Details) -> Vec<(String, String)> {
        let Details { status, code, id, message, entries, cause, at } = details;
        let facts = [
            (self.detail_message(), message.clone()),
            (self.detail_id(), id.clone()),
            (self.detail_status(), status.map(|status| status.to_string())),
            (self.detail_code(), code.clone()),
            (self.detail_time(), at.map(utc)),
            (self.detail_cause(), cause.clone()),
        ];
        let mut rows: Vec<_> = facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        for entry in entries {
            rows.push(("@type".to_owned(), entry.type_url.clone()));
            rows.extend(entry.fields.iter().cloned());
        }
        rows
    }
}

/// What a topic is called in the message that chooses by it.
const fn topic_key(topic: Topic) -> &'static str {
    match topic {
        Topic::Passkeys => "passkeys",
        Topic::Password => "password",
        Topic::SecondSteps => "second-steps",
        Topic::Identities => "identities",
        Topic::Policy => "policy",
        Topic::Address => "address",
        Topic::Contacts => "contacts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DetailEntry, MethodKind, TokenFault};

    fn text() -> Text {
        Text::nearest_to("en")
    }

    fn refused() -> Trouble {
        Trouble::new(What::Remove(MethodKind::Passkey), Why::Refused).with(Details {
            status: Some(404),
            code: Some("5".into()),
            id: Some("COMMAND-DAfb2".into()),
            message: Some("Passwordless authenticator doesn't exist".into()),
            entries: vec![DetailEntry {
                type_url: "type.googleapis.com/zitadel.v1.ErrorDetail".into(),
                fields: vec![("id".into(), "COMMAND-DAfb2".into()), ("message".into(), "again".into())],
            }],
            cause: None,
            at: Some("2026-11-23T21:00:00Z".parse().unwrap()),
        })
    }

    #[test]
    fn every_detail_is_shown_and_copied() {
        let copied = text().trouble_to_copy(&refused());
        for part in [
            "The passkey was not removed",
            "The server refused to remove it",
            "Nothing was changed in your account",
            "HTTP status: 404",
            "Code: 5",
            "Id: COMMAND-DAfb2",
            "Message: Passwordless authenticator doesn't exist",
            "@type: type.googleapis.com/zitadel.v1.ErrorDetail",
            "id: COMMAND-DAfb2",
            "message: again",
            "Time: 2026-11-23 21:00:00 UTC",
        ] {
            assert!(copied.contains(part), "{part} is missing in\n{copied}");
        }
    }

    #[test]
    fn an_unsure_removal_is_never_called_failed() {
        let unsure =
            Trouble::new(What::Remove(MethodKind::Passkey), Why::TimedOut).after(Consequence::Unknown);
        let words = text().trouble(&unsure);
        assert_eq!(words.title, "It is not known whether the passkey was removed");
        assert!(!text().trouble_to_copy(&unsure).contains("fail"));
    }

    #[test]
    fn what_a_person_can_set_right_has_its_own_next_step() {
        let said = |cause: Why| text().trouble(&Trouble::new(What::Connect, cause)).why;
        assert!(said(Why::UnknownClient("42".into())).contains("Ask the administrator for the client id"));
        assert!(said(Why::HostNotFound("id.example.com".into())).contains("Check the address"));
        assert!(said(Why::CertificateNotTrusted("id.example.com".into())).contains("install it"));
        assert!(said(Why::NotZitadel).contains("not a ZITADEL server"));
    }

    #[test]
    fn the_clock_is_named_with_its_direction() {
        use crate::domain::TokenFault::Clock;
        let said = |ahead| text().trouble(&Trouble::new(What::SignIn, Why::TokenRejected(Clock(ahead)))).why;
        assert!(said(Some(600)).contains("about 10 minutes ahead of"));
        assert!(said(Some(-61)).contains("about 2 minutes behind"));
        assert!(said(None).contains("differ too much"));
    }

    /// Every cause once.
    fn causes() -> Vec<Why> {
        let some = || "x.example.com".to_owned();
        let mut all = vec![
            Why::HostNotFound(some()),
            Why::NotReachable(some()),
            Why::CertificateNotTrusted(some()),
            Why::NoTrustStore,
            Why::ProxyRefused,
            Why::TimedOut,
            Why::ConnectionLost,
            Why::NotZitadel,
            Why::OtherIssuer(some()),
            Why::UnsafeEndpoint(some()),
            Why::UnknownClient(some()),
            Why::RedirectNotRegistered,
            Why::NoCallbackPort,
            Why::ConsentRefused,
            Why::AuthorizationError(some()),
            Why::SignInTimedOut,
            Why::TokenRefused(some()),
            Why::ScopeMissing,
            Why::SessionEnded,
            Why::SecondStepRequired,
            Why::OtherAccount,
            Why::AlreadyGone,
            Why::WrongHost,
            Why::NotPermitted,
            Why::AccountNotFound,
            Why::UnknownRequest,
            Why::Refused,
            Why::TooManyRequests(None),
            Why::TooManyRequests(Some(90)),
            Why::TooManyRequests(Some(900)),
            Why::ServerFailed,
            Why::NotTheServer,
            Why::Unreadable,
            Why::ConfirmationTooOld,
            Why::ChangedMeanwhile,
            Why::SettingsKeptAside(some()),
            Why::SystemSettings(some()),
            Why::KeychainUnusable,
            Why::System,
        ];
        all.extend(
            [TokenFault::Missing, TokenFault::Issuer, TokenFault::Audience, TokenFault::Clock(Some(600))]
                .map(Why::TokenRejected),
        );
        all
    }

    #[test]
    fn every_cause_has_its_own_sentence_in_the_house_style() {
        let said: Vec<String> = causes()
            .into_iter()
            .map(|cause| text().trouble(&Trouble::new(What::SignIn, cause)).why)
            .collect();
        for sentence in &said {
            let single = !sentence.trim_end_matches('.').contains(". ");
            assert_eq!(sentence.ends_with('.'), !single, "full stops: {sentence}");
            for word in ["token", "Token", "passwordless", "failed"] {
                assert!(!sentence.contains(word), "{word}: {sentence}");
            }
        }
        let mut unlike = said.clone();
        unlike.sort();
        unlike.dedup();
        assert_eq!(unlike.len(), said.len());
    }
}
