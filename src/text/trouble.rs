//! A failure in words: what did not happen, why, whether anything changed, what to do.

use std::fmt::Write as _;

use crate::domain::{Consequence, Details, Remedy, Topic, Trouble, What, Why};

use super::dates::utc;
use super::method::{gone, not_removed, perhaps_removed};
use super::why::why;
use super::{CHECK_SERVER, SIGN_IN_AGAIN, TRY_AGAIN, capital};

/// A failure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleText {
    /// What did not happen.
    pub title: String,
    /// Why, and the next step where somebody else must take it.
    pub why: String,
    /// Whether anything changed: always said.
    pub consequence: &'static str,
    /// The words on the button, where there is something to press.
    pub remedy: Option<&'static str>,
    /// The server's own words and numbers: name, value.
    pub details: Vec<(String, String)>,
}

/// `trouble` in words.
#[must_use]
pub fn trouble(trouble: &Trouble) -> TroubleText {
    TroubleText {
        title: title(trouble),
        why: why(trouble.what, &trouble.why),
        consequence: consequence(trouble.what, trouble.consequence),
        remedy: match trouble.remedy {
            Remedy::TryAgain => Some(TRY_AGAIN),
            Remedy::SignInAgain => Some(SIGN_IN_AGAIN),
            Remedy::CheckServer => Some(CHECK_SERVER),
            Remedy::AskAdministrator | Remedy::None => None,
        },
        details: details(&trouble.details),
    }
}

/// Everything about `trouble`, one fact a line, to be sent to somebody who can help.
#[must_use]
pub fn trouble_to_copy(about: &Trouble) -> String {
    let words = trouble(about);
    let mut text = format!("{}\n{}\n{}\n", words.title, words.why, words.consequence);
    for (name, value) in &words.details {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    text
}

/// What was being read, within a sentence.
#[must_use]
pub const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Passkeys => "your passkeys",
        Topic::Password => "whether a password is set",
        Topic::SecondSteps => "your second steps",
        Topic::Identities => "your linked identities",
        Topic::Policy => "the server's rules for signing in",
        Topic::Address => "which address your passkeys were made for",
        Topic::Contacts => "whether your e-mail address and phone number are verified",
    }
}

fn title(trouble: &Trouble) -> String {
    match (trouble.what, trouble.consequence) {
        (What::StartDemo, _) => "The demo did not start".to_owned(),
        (What::Connect, _) => match &trouble.why {
            Why::NotZitadel => "This is not a ZITADEL server".to_owned(),
            Why::UnknownClient(_) => "The server does not know Keyward".to_owned(),
            Why::CertificateNotTrusted(_) => "The server's certificate is not trusted".to_owned(),
            _ => "No connection to the server".to_owned(),
        },
        (What::SignIn, _) => "You are not signed in".to_owned(),
        (What::StaySignedIn, _) => "You are no longer signed in".to_owned(),
        (What::Read(Topic::Password), _) => "It could not be read whether a password is set".to_owned(),
        (What::Read(Topic::Address), _) => {
            "It could not be read which address your passkeys were made for".to_owned()
        }
        (What::Read(Topic::Contacts), _) => {
            "It could not be read whether your e-mail address and phone number are verified".to_owned()
        }
        (What::Read(about), _) => format!("{} could not be read", capital(topic(about))),
        (What::Remove(kind), Consequence::Unchanged) => not_removed(kind).to_owned(),
        (What::Remove(kind), Consequence::Changed) => gone(kind).to_owned(),
        (What::Remove(kind), Consequence::Unknown) => perhaps_removed(kind).to_owned(),
        (What::KeepSession, _) => "You will have to sign in again at the next start".to_owned(),
        (What::ResumeSession, _) => "Your kept sign-in could not be read".to_owned(),
        (What::SignOut, _) => "The server could not be told that you signed out".to_owned(),
        (What::ReadSystemSettings, _) => "Your administrator's settings could not be used".to_owned(),
        (What::ReadSettings, _) => "Your settings could not be read".to_owned(),
        (What::KeepSettings, _) => "Your settings could not be saved".to_owned(),
    }
}

const fn consequence(what: What, consequence: Consequence) -> &'static str {
    match (what, consequence) {
        (What::SignOut, Consequence::Changed | Consequence::Unchanged) => {
            "You are signed out here. The server ends the session by itself later."
        }
        (What::SignOut, Consequence::Unknown) => {
            "You are signed out here. It is not known whether the session on the server has ended."
        }
        (What::KeepSettings, Consequence::Unchanged) => {
            "They hold until Keyward is closed. Nothing was changed in the file."
        }
        (_, Consequence::Unchanged) => "Nothing was changed in your account",
        (What::Remove(_), Consequence::Changed) => "Your account was changed",
        (What::ReadSettings, Consequence::Changed) => {
            "Keyward begins with new settings. Your account was not changed."
        }
        (_, Consequence::Changed) => "Something was changed",
        (_, Consequence::Unknown) => "It is not known whether anything was changed",
    }
}

fn details(details: &Details) -> Vec<(String, String)> {
    let Details { status, code, id, message, entries, cause, at } = details;
    let mut rows = Vec::new();
    let mut row = |name: &str, value: Option<String>| {
        rows.extend(value.map(|value| (name.to_owned(), value)));
    };
    row("Message", message.clone());
    row("Id", id.clone());
    row("HTTP status", status.map(|status| status.to_string()));
    row("Code", code.clone());
    row("Time", at.map(utc));
    row("Cause", cause.clone());
    for entry in entries {
        row("@type", Some(entry.type_url.clone()));
        for (name, value) in &entry.fields {
            row(name, Some(value.clone()));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DetailEntry, MethodKind, TokenFault};

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
        let copied = trouble_to_copy(&refused());
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
        let words = trouble(&unsure);
        assert_eq!(words.title, "It is not known whether the passkey was removed");
        assert!(!trouble_to_copy(&unsure).contains("fail"));
    }

    #[test]
    fn what_a_person_can_set_right_has_its_own_next_step() {
        let said = |cause: Why| trouble(&Trouble::new(What::Connect, cause)).why;
        assert!(said(Why::UnknownClient("42".into())).contains("Ask the administrator for the client id"));
        assert!(said(Why::HostNotFound("id.example.com".into())).contains("Check the address"));
        assert!(said(Why::CertificateNotTrusted("id.example.com".into())).contains("install it"));
        assert!(said(Why::NotZitadel).contains("not a ZITADEL server"));
    }

    #[test]
    fn the_clock_is_named_with_its_direction() {
        use crate::domain::TokenFault::Clock;
        let said = |ahead| trouble(&Trouble::new(What::SignIn, Why::TokenRejected(Clock(ahead)))).why;
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
            Why::Refused,
            Why::TooManyRequests(None),
            Why::TooManyRequests(Some(90)),
            Why::TooManyRequests(Some(900)),
            Why::ServerFailed,
            Why::NotTheServer,
            Why::Unreadable,
            Why::ConfirmationTooOld,
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
        let said: Vec<String> =
            causes().into_iter().map(|cause| trouble(&Trouble::new(What::SignIn, cause)).why).collect();
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
