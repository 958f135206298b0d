//! Passkeys, second steps and linked identities: what they are called, and what is said of one.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, FactorState, Method, MethodKind};

use super::dates::day;

/// What such a thing is called, as the name of a fact.
#[must_use]
pub const fn kind(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "Passkey",
        MethodKind::AuthenticatorApp => "Authenticator app",
        MethodKind::SecurityKey => "Security key (second step)",
        MethodKind::EmailCode => "Codes by e-mail",
        MethodKind::SmsCode => "Codes by text message",
        MethodKind::Identity => "Linked identity",
    }
}

/// A method's name, or what stands for it.
#[must_use]
pub fn method_name(method: &Method) -> &str {
    match (method.kind(), method.label()) {
        (MethodKind::Passkey, "") => "Passkey without a name",
        (MethodKind::SecurityKey, "") => "Security key without a name",
        (MethodKind::Identity, "") => "Provider without a name",
        (MethodKind::Passkey | MethodKind::SecurityKey | MethodKind::Identity, label) => label,
        (kind @ (MethodKind::AuthenticatorApp | MethodKind::EmailCode | MethodKind::SmsCode), _) => {
            self::kind(kind)
        }
    }
}

/// Names what a fact about a method is about.
#[must_use]
pub const fn fact_name(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "Passkey",
        MethodKind::SecurityKey => "Security key",
        MethodKind::Identity => "Provider",
        MethodKind::AuthenticatorApp | MethodKind::EmailCode | MethodKind::SmsCode => "Second step",
    }
}

/// Names the person's name at a provider.
pub const NAME_THERE: &str = "Name there";

/// The person's name at a provider, or the id where there is no name; `None` for what is no linked identity.
#[must_use]
pub fn name_there(method: &Method) -> Option<&str> {
    match method {
        Method::Identity(identity) if identity.user_name.is_empty() => Some(&identity.user_id_painted),
        Method::Identity(identity) => Some(&identity.user_name),
        Method::Passkey(_) | Method::Step(_) => None,
    }
}

/// What it is for, on the card of a second step.
#[must_use]
pub const fn purpose(kind: MethodKind) -> Option<&'static str> {
    match kind {
        MethodKind::Passkey | MethodKind::Identity => None,
        MethodKind::AuthenticatorApp => Some("A code from an app on your phone"),
        MethodKind::SecurityKey => Some("A security key to touch"),
        MethodKind::EmailCode => Some("A code sent to your e-mail address"),
        MethodKind::SmsCode => Some("A code sent to your phone number"),
    }
}

/// Begins a removal.
pub const REMOVE: &str = "Remove…";

/// The accessible name of a card's button.
#[must_use]
pub fn remove_named(method: &Method) -> String {
    match name_there(method) {
        Some(there) => format!("Remove {}, {there}…", method_name(method)),
        None => format!("Remove {}…", method_name(method)),
    }
}

/// "added about 12 March 2026".
#[must_use]
pub fn added(at: Timestamp, zone: &TimeZone) -> String {
    format!("added about {}", day(at, zone))
}

/// What a date on a card is.
pub const ADDED_TOOLTIP: &str = "Worked out from its id, so it is approximate";

/// A method's state, where it is not simply ready.
#[must_use]
pub fn method_state(state: &FactorState) -> Option<String> {
    match state {
        FactorState::Ready => None,
        FactorState::NotReady => Some("not ready: it does not open your account".to_owned()),
        FactorState::Other(state) if state.is_empty() => {
            Some("the server does not say whether it works".to_owned())
        }
        FactorState::Other(state) => Some(format!("its state is {state}")),
    }
}

/// The heading of the question.
#[must_use]
pub const fn remove_question(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "Remove this passkey?",
        MethodKind::AuthenticatorApp => "Remove the authenticator app?",
        MethodKind::SecurityKey => "Remove this security key?",
        MethodKind::EmailCode => "Remove the codes by e-mail?",
        MethodKind::SmsCode => "Remove the codes by text message?",
        MethodKind::Identity => "Remove this linked identity?",
    }
}

/// The button that removes it.
#[must_use]
pub const fn remove_button(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "Remove passkey",
        MethodKind::AuthenticatorApp => "Remove authenticator app",
        MethodKind::SecurityKey => "Remove security key",
        MethodKind::EmailCode => "Remove codes by e-mail",
        MethodKind::SmsCode => "Remove codes by text message",
        MethodKind::Identity => "Remove linked identity",
    }
}

/// What removing it means.
#[must_use]
pub const fn afterwards(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey | MethodKind::Identity => "You will not be able to sign in with it afterwards",
        MethodKind::AuthenticatorApp => {
            "Its codes will not be asked for, nor taken, when you sign in afterwards"
        }
        MethodKind::SecurityKey => "It will not be asked for, nor taken, when you sign in afterwards",
        MethodKind::EmailCode | MethodKind::SmsCode => {
            "No such codes will be sent when you sign in afterwards"
        }
    }
}

/// While it is on its way.
#[must_use]
pub fn removing(method: &Method) -> String {
    format!("Removing {} …", method_name(method))
}

/// Label of the field for the typed answer.
#[must_use]
pub fn type_to_go_on(method: &Method, account: &Account, challenge: &str) -> String {
    let of_id = || method.id().as_str().is_some_and(|id| id.ends_with(challenge));
    match method.kind() {
        MethodKind::Passkey if challenge == method.label() => {
            format!("To go on, type the name of the passkey, {challenge}")
        }
        MethodKind::SecurityKey if challenge == method.label() => {
            format!("To go on, type the name of the security key, {challenge}")
        }
        MethodKind::Identity if challenge == method.label() => {
            format!("To go on, type the name of the provider, {challenge}")
        }
        _ if of_id() => format!("To go on, type the last characters of its id, {challenge}"),
        _ if challenge == account.login_name => format!("To go on, type your login name, {challenge}"),
        _ => format!("To go on, type the word {challenge}"),
    }
}

/// Over a result without a receipt.
#[must_use]
pub const fn gone(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "The passkey is gone",
        MethodKind::AuthenticatorApp => "The authenticator app is gone",
        MethodKind::SecurityKey => "The security key is gone",
        MethodKind::EmailCode => "The codes by e-mail are gone",
        MethodKind::SmsCode => "The codes by text message are gone",
        MethodKind::Identity => "The linked identity is gone",
    }
}

/// A removal that changed nothing.
pub(super) const fn not_removed(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "The passkey was not removed",
        MethodKind::AuthenticatorApp => "The authenticator app was not removed",
        MethodKind::SecurityKey => "The security key was not removed",
        MethodKind::EmailCode => "The codes by e-mail were not removed",
        MethodKind::SmsCode => "The codes by text message were not removed",
        MethodKind::Identity => "The linked identity was not removed",
    }
}

/// A removal of which nobody knows.
pub(super) const fn perhaps_removed(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "It is not known whether the passkey was removed",
        MethodKind::AuthenticatorApp => "It is not known whether the authenticator app was removed",
        MethodKind::SecurityKey => "It is not known whether the security key was removed",
        MethodKind::EmailCode => "It is not known whether the codes by e-mail were removed",
        MethodKind::SmsCode => "It is not known whether the codes by text message were removed",
        MethodKind::Identity => "It is not known whether the linked identity was removed",
    }
}

/// Why nothing could be removed.
pub(super) const fn already_gone(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "The passkey is not on the server any more",
        MethodKind::AuthenticatorApp => "The authenticator app is not on the server any more",
        MethodKind::SecurityKey => "The security key is not on the server any more",
        MethodKind::EmailCode => "The codes by e-mail are not on the server any more",
        MethodKind::SmsCode => "The codes by text message are not on the server any more",
        MethodKind::Identity => "The linked identity is not on the server any more",
    }
}

/// What a dialog named has gone from the list.
#[must_use]
pub fn gone_meanwhile(method: &Method) -> String {
    match (method.kind(), method.label()) {
        (MethodKind::Passkey, "") => "The passkey without a name is not in the list any more".to_owned(),
        (MethodKind::Passkey, name) => format!("The passkey {name} is not in the list any more"),
        (MethodKind::SecurityKey, "") => {
            "The security key without a name is not in the list any more".to_owned()
        }
        (MethodKind::SecurityKey, name) => format!("The security key {name} is not in the list any more"),
        (MethodKind::AuthenticatorApp, _) => "The authenticator app is not in the list any more".to_owned(),
        (MethodKind::EmailCode, _) => "The codes by e-mail are not in the list any more".to_owned(),
        (MethodKind::SmsCode, _) => "The codes by text message are not in the list any more".to_owned(),
        (MethodKind::Identity, "") => "The linked identity is not in the list any more".to_owned(),
        (MethodKind::Identity, name) => format!("The linked identity at {name} is not in the list any more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AccountKey, IdentityId, IdpId, LinkedIdentity, Passkey, PasskeyId, SecondStep, Server, StepId,
        Subject,
    };

    fn passkey(name: &str) -> Method {
        let at = Timestamp::UNIX_EPOCH;
        Method::Passkey(Passkey::new(PasskeyId::new("400917764480437286"), name, FactorState::Ready, at))
    }

    fn app() -> Method {
        let at = Timestamp::UNIX_EPOCH;
        Method::Step(SecondStep::new(StepId::AuthenticatorApp, "", FactorState::Ready, at))
    }

    fn identity(provider: &str, name: &str) -> Method {
        let id = IdentityId { idp: IdpId("1".into()), user: "corp|bob/42".into() };
        Method::Identity(LinkedIdentity::new(id, provider, name))
    }

    #[test]
    fn what_has_no_name_still_has_one_on_screen() {
        assert_eq!(method_name(&passkey("")), "Passkey without a name");
        assert_eq!(remove_named(&passkey("")), "Remove Passkey without a name…");
        assert_eq!(method_name(&app()), "Authenticator app");
        assert_eq!(method_name(&identity("", "bob")), "Provider without a name");
    }

    #[test]
    fn a_linked_identity_is_told_apart_by_the_name_there() {
        assert_eq!(remove_named(&identity("GitHub", "bob")), "Remove GitHub, bob…");
        assert_eq!(name_there(&identity("GitHub", "")), Some("corp|bob/42"));
    }

    #[test]
    fn the_field_says_what_is_to_be_typed() {
        let server = Server::parse("id.example.com").unwrap().server;
        let account = Account {
            key: AccountKey { server, subject: Subject::new("1") },
            login_name: "bob@example.com".into(),
            display_name: "Bob".into(),
        };
        let field = |method: &Method, challenge| type_to_go_on(method, &account, challenge);
        assert_eq!(field(&passkey("Phone"), "Phone"), "To go on, type the name of the passkey, Phone");
        assert_eq!(field(&passkey(""), "437286"), "To go on, type the last characters of its id, 437286");
        assert_eq!(field(&app(), "bob@example.com"), "To go on, type your login name, bob@example.com");
        assert_eq!(
            field(&identity("GitHub", "b"), "GitHub"),
            "To go on, type the name of the provider, GitHub"
        );
        assert_eq!(field(&app(), "remove"), "To go on, type the word remove");
    }
}
