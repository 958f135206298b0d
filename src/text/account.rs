//! The signed-in screen.

use crate::domain::{OpenSession, Policy, Server, Target, Topic};

/// To the list of accounts, without signing out.
pub const SWITCH_ACCOUNT: &str = "Switch account";
/// Heading of the accounts that can be opened without signing in.
pub const YOUR_ACCOUNTS: &str = "Your accounts";
/// Opens one of them.
pub const OPEN_ACCOUNT: &str = "Open";
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
/// What they are for.
pub const PASSKEYS_NOTE: &str = "For signing in without a password";
/// Heading of the password's row.
pub const PASSWORD: &str = "Password";
/// Heading of the second steps' row.
pub const SECOND_STEPS: &str = "Second steps";
/// What they are for.
pub const SECOND_STEPS_NOTE: &str = "Asked for after your password. No way in by themselves.";
/// Heading of the linked identities' row.
pub const IDENTITIES: &str = "Linked identities";
/// What they are for.
pub const IDENTITIES_NOTE: &str = "For signing in with an account elsewhere";
/// Heading of the policy's row.
pub const RULES: &str = "Rules of your server";
/// Label of the search box.
pub const SEARCH: &str = "Search";
/// A part that could not be read.
pub const NOT_READ: &str = "Could not be read";

/// The name of the button that opens an account, for where its row is not seen.
#[must_use]
pub fn open_account(session: &OpenSession) -> String {
    let OpenSession { account, target, .. } = session;
    let server = target.server.authority();
    if account.login_name.is_empty() || account.login_name == account.display_name {
        format!("Open {}, on {server}", account.display_name)
    } else {
        format!("Open {}, {}, on {server}", account.display_name, account.login_name)
    }
}

/// Which server the account is on.
#[must_use]
pub fn on_server(target: &Target) -> String {
    if target.demo {
        format!("Demo server on this machine, {}", target.server.authority())
    } else {
        target.server.authority().to_owned()
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

/// A list that could not be read.
#[must_use]
pub const fn list_not_read(topic: Topic) -> &'static str {
    match topic {
        Topic::SecondSteps => "Your second steps could not be read. That does not mean that there are none.",
        Topic::Identities => {
            "Your linked identities could not be read. That does not mean that there are none."
        }
        _ => "Your passkeys could not be read. That does not mean that there are none.",
    }
}

/// Nothing in the list fits what was typed into the search box.
#[must_use]
pub fn nothing_found(typed: &str) -> String {
    format!("Nothing has “{typed}” in its name")
}

/// How many methods the search shows.
#[must_use]
pub fn found(shown: usize, all: usize) -> String {
    format!("{shown} of {all} shown")
}

/// Whether a password is set.
#[must_use]
pub const fn password(set: bool) -> &'static str {
    if set { "A password is set" } else { "No password is set" }
}

/// No second step is set up.
pub const NO_SECOND_STEP: &str = "None is set up";
/// No identity is linked.
pub const NO_IDENTITY: &str = "None is linked";

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
    use crate::domain::StepKind;

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
