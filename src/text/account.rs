//! The signed-in screen.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{LinkedIdentity, Passkey, PasskeyState, Policy, SecondStep, Server, StepKind, Target};

use super::dates::day;
use super::is_right_to_left;

/// Ends the session.
pub const SIGN_OUT: &str = "Sign out";
/// While it ends.
pub const SIGNING_OUT: &str = "Signing out …";
/// Reads everything again.
pub const READ_AGAIN: &str = "Read again";
/// While it is read.
pub const READING: &str = "Reading …";
/// The first reading of a session.
pub const FIRST_READING: &str = "Reading what opens your account …";
/// Heading of the list.
pub const PASSKEYS: &str = "Passkeys";
/// Heading of the rest.
pub const ALSO_OPENS: &str = "What else opens your account";
/// Heading of the password's row.
pub const PASSWORD: &str = "Password";
/// Heading of the second steps' row.
pub const SECOND_STEPS: &str = "Second steps";
/// What they are for.
pub const SECOND_STEPS_NOTE: &str = "Asked for after your password. No way in by themselves.";
/// Heading of the linked identities' row.
pub const IDENTITIES: &str = "Linked identities";
/// Heading of the policy's row.
pub const RULES: &str = "Rules of your server";
/// Label of the search box.
pub const SEARCH: &str = "Search passkeys";
/// Begins a removal.
pub const REMOVE: &str = "Remove…";
/// A part that could not be read.
pub const NOT_READ: &str = "Could not be read";
/// The list that could not be read.
pub const PASSKEYS_NOT_READ: &str =
    "Your passkeys could not be read. That does not mean that there are none.";
/// What a date on a card is.
pub const ADDED_TOOLTIP: &str = "Worked out from the id of the passkey, so it is approximate";

/// Which server the account is on.
#[must_use]
pub fn on_server(target: &Target) -> String {
    if target.demo {
        format!("Demo server on this machine, {}", target.server.authority())
    } else {
        target.server.authority().to_owned()
    }
}

/// A passkey's name, or what stands for it.
#[must_use]
pub const fn passkey_name(passkey: &Passkey) -> &str {
    if passkey.label.is_empty() { "Passkey without a name" } else { passkey.label.as_str() }
}

/// The same within a sentence.
#[must_use]
pub fn the_passkey(passkey: &Passkey) -> String {
    if passkey.label.is_empty() {
        "the passkey without a name".to_owned()
    } else {
        format!("the passkey {}", passkey.label)
    }
}

/// The accessible name of a card's button.
#[must_use]
pub fn remove_named(passkey: &Passkey) -> String {
    format!("Remove {}…", passkey_name(passkey))
}

/// "added about 12 March 2026".
#[must_use]
pub fn added(at: Timestamp, zone: &TimeZone) -> String {
    format!("added about {}", day(at, zone))
}

/// A passkey's state, where it is not simply ready.
#[must_use]
pub fn passkey_state(state: &PasskeyState) -> Option<String> {
    match state {
        PasskeyState::Ready => None,
        PasskeyState::NotReady => Some("not ready: it does not open your account".to_owned()),
        PasskeyState::Other(state) if state.is_empty() => {
            Some("the server does not say whether it works".to_owned())
        }
        PasskeyState::Other(state) => Some(format!("its state is {state}")),
    }
}

/// No passkey in the list.
#[must_use]
pub fn no_passkeys(server: &Server) -> String {
    format!(
        "You have no passkeys yet. A passkey lets you sign in with your fingerprint, your face or a security \
         key, without a password. You can add one on the pages of {}.",
        server.authority()
    )
}

/// Nothing in the list fits what was typed into the search box.
#[must_use]
pub fn nothing_found(typed: &str) -> String {
    format!("No passkey has “{typed}” in its name")
}

/// How many passkeys the search shows.
#[must_use]
pub fn found(shown: usize, all: usize) -> String {
    format!("{shown} of {all} shown")
}

/// Whether a password is set.
#[must_use]
pub const fn password(set: bool) -> &'static str {
    if set { "A password is set" } else { "No password is set" }
}

/// A second step.
#[must_use]
pub fn second_step(step: &SecondStep) -> String {
    match step.kind {
        StepKind::AuthenticatorApp => "Authenticator app".to_owned(),
        StepKind::SecurityKey if step.label.is_empty() => {
            "Security key without a name (second step)".to_owned()
        }
        StepKind::SecurityKey if is_right_to_left(&step.label) => step.label.clone(),
        StepKind::SecurityKey => format!("Security key {} (second step)", step.label),
        StepKind::EmailCode => "Codes by e-mail".to_owned(),
        StepKind::SmsCode => "Codes by text message".to_owned(),
    }
}

/// No second step is set up.
pub const NO_SECOND_STEP: &str = "None is set up";
/// No identity is linked.
pub const NO_IDENTITY: &str = "None is linked";

/// A linked identity: where, and as whom.
#[must_use]
pub fn identity(identity: &LinkedIdentity) -> (String, String) {
    let provider = if identity.provider.is_empty() {
        "A provider without a name".to_owned()
    } else {
        identity.provider.clone()
    };
    let name = if identity.user_name.is_empty() { &identity.user_id } else { &identity.user_name };
    (provider, name.clone())
}

/// What the login policy says that matters to this person.
#[must_use]
pub fn rules(policy: &Policy) -> Vec<&'static str> {
    let mut said = Vec::new();
    if !policy.user_names {
        said.push("There is no field for a login name, so neither a password nor a passkey can be used");
    }
    if !policy.passkeys {
        said.push("Passkeys are not taken for signing in");
    }
    if !policy.identities || policy.idps.is_empty() {
        said.push("Linked identities are not taken for signing in");
    }
    if policy.force_second_step {
        said.push("Everyone must use a second step, unless they sign in with a passkey");
    } else if policy.force_second_step_for_password {
        said.push("Whoever signs in with a password must use a second step");
    }
    if policy.second_steps.is_empty() {
        said.push("No second step is offered");
    }
    if policy.hides_password_reset {
        said.push("A forgotten password cannot be reset on the sign-in page");
    }
    said
}

/// What is said where no rule stands in the way.
pub const NO_RULES: &str = "Passkeys, passwords and linked identities are all taken";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PasskeyId;

    #[test]
    fn a_passkey_without_a_name_still_has_one_on_screen() {
        let nameless = Passkey::new(PasskeyId::new("1"), "", PasskeyState::Ready, Timestamp::UNIX_EPOCH);
        assert_eq!(passkey_name(&nameless), "Passkey without a name");
        assert_eq!(remove_named(&nameless), "Remove Passkey without a name…");
        assert_eq!(the_passkey(&nameless), "the passkey without a name");
    }

    #[test]
    fn only_rules_that_stand_in_the_way_are_listed() {
        let open = Policy {
            user_names: true,
            passkeys: true,
            identities: true,
            idps: vec![crate::domain::IdpId("1".into())],
            second_steps: vec![StepKind::AuthenticatorApp],
            ..Policy::default()
        };
        assert!(rules(&open).is_empty());
        assert_eq!(rules(&Policy { passkeys: false, ..open }).len(), 1);
    }
}
