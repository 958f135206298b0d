//! Passkeys, second steps and linked identities: what they are called, and what is said of one.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, FactorState, Method, MethodKind};

use super::Text;

/// What a kind is called in the messages that choose by it.
pub(super) const fn kind_key(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "passkey",
        MethodKind::AuthenticatorApp => "authenticator-app",
        MethodKind::SecurityKey => "security-key",
        MethodKind::EmailCode => "email-code",
        MethodKind::SmsCode => "sms-code",
        MethodKind::Identity => "identity",
    }
}

/// The person's name at a provider, or the id where there is no name; `None` where neither can be seen, and for
/// what is no linked identity.
pub(crate) fn name_there(method: &Method) -> Option<&str> {
    let Method::Identity(identity) = method else { return None };
    [identity.user_name.as_str(), &identity.user_id_painted].into_iter().find(|name| !name.is_empty())
}

impl Text {
    /// What such a thing is called, as the name of a fact.
    pub(crate) fn kind_name(&self, kind: MethodKind) -> String {
        self.kind(kind_key(kind))
    }

    /// A method's name, or what stands for it.
    pub(crate) fn method_name(&self, method: &Method) -> String {
        match (method.kind(), method.label()) {
            (kind @ (MethodKind::Passkey | MethodKind::SecurityKey | MethodKind::Identity), "") => {
                self.unnamed(kind_key(kind))
            }
            (MethodKind::Passkey | MethodKind::SecurityKey | MethodKind::Identity, label) => label.to_owned(),
            (kind @ (MethodKind::AuthenticatorApp | MethodKind::EmailCode | MethodKind::SmsCode), _) => {
                self.kind_name(kind)
            }
        }
    }

    /// Names what a fact about a method is about.
    pub(crate) fn fact_about(&self, kind: MethodKind) -> String {
        self.fact_name(kind_key(kind))
    }

    /// What it is for, on the card of a second step.
    pub(crate) fn method_purpose(&self, kind: MethodKind) -> Option<String> {
        kind.is_second_step().then(|| self.purpose(kind_key(kind)))
    }

    /// The accessible name of a card's button.
    pub(crate) fn remove_method(&self, method: &Method) -> String {
        let name = self.method_name(method);
        match name_there(method) {
            Some(there) => self.remove_named_there(name, there),
            None => self.remove_named(name),
        }
    }

    /// "added about 12 March 2026".
    pub(crate) fn added_about(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.added(self.day(at, zone))
    }

    /// A method's state, where it is not simply ready.
    pub(crate) fn method_state(&self, state: &FactorState) -> Option<String> {
        match state {
            FactorState::Ready => None,
            FactorState::NotReady => Some(self.state_not_ready()),
            FactorState::Other(state) if state.is_empty() => Some(self.state_not_told()),
            FactorState::Other(state) => Some(self.state_other(state)),
        }
    }

    /// Under its name: the name at a provider, what it is for, its state and when it was added, as far as there is such.
    pub(crate) fn method_note(&self, method: &Method, zone: &TimeZone) -> String {
        let there = name_there(method).map(ToOwned::to_owned);
        let purpose = self.method_purpose(method.kind());
        let state = self.method_state(method.state());
        let added = method.added().map(|at| self.added_about(at, zone));
        let said: Vec<String> = [there, purpose, state, added].into_iter().flatten().collect();
        said.join(" · ")
    }

    /// The heading of the question.
    pub(crate) fn asks_to_remove(&self, kind: MethodKind) -> String {
        self.remove_question(kind_key(kind))
    }

    /// The button that removes it.
    pub(crate) fn removes(&self, kind: MethodKind) -> String {
        self.remove_button(kind_key(kind))
    }

    /// What removing it means.
    pub(crate) fn means(&self, kind: MethodKind) -> String {
        self.afterwards(kind_key(kind))
    }

    /// While it is on its way.
    pub(crate) fn is_removing(&self, method: &Method) -> String {
        self.removing(self.method_name(method))
    }

    /// Over a result without a receipt.
    pub(crate) fn is_gone(&self, kind: MethodKind) -> String {
        self.gone(kind_key(kind))
    }

    /// Label of the field for the typed answer.
    pub(crate) fn type_to_go_on(&self, method: &Method, account: &Account, challenge: &str) -> String {
        let of_id = || method.id().as_str().is_some_and(|id| id.ends_with(challenge));
        match method.kind() {
            MethodKind::Passkey if challenge == method.label() => self.type_passkey_name(challenge),
            MethodKind::SecurityKey if challenge == method.label() => self.type_security_key_name(challenge),
            MethodKind::Identity if challenge == method.label() => self.type_provider_name(challenge),
            _ if of_id() => self.type_end_of_id(challenge),
            _ if challenge == account.login_name => self.type_login_name(challenge),
            _ => self.type_server(challenge),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AccountKey, IdentityId, IdpId, LinkedIdentity, Passkey, PasskeyId, SecondStep, Server, StepId,
        Subject,
    };

    fn text() -> Text {
        Text::nearest_to("en")
    }

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
        assert_eq!(text().method_name(&passkey("")), "Passkey without a name");
        assert_eq!(text().remove_method(&passkey("")), "Remove Passkey without a name…");
        assert_eq!(text().method_name(&app()), "Authenticator app");
        assert_eq!(text().method_name(&identity("", "bob")), "Provider without a name");
    }

    #[test]
    fn a_linked_identity_is_told_apart_by_the_name_there() {
        assert_eq!(text().remove_method(&identity("GitHub", "bob")), "Remove GitHub, bob…");
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
        let field = |method: &Method, challenge| text().type_to_go_on(method, &account, challenge);
        assert_eq!(field(&passkey("Phone"), "Phone"), "To go on, type the name of the passkey, Phone");
        assert_eq!(field(&passkey(""), "437286"), "To go on, type the last characters of its id, 437286");
        assert_eq!(field(&app(), "bob@example.com"), "To go on, type your login name, bob@example.com");
        assert_eq!(
            field(&identity("GitHub", "b"), "GitHub"),
            "To go on, type the name of the provider, GitHub"
        );
        assert_eq!(
            field(&app(), "id.example.com"),
            "To go on, type the address of the server, id.example.com"
        );
    }

    #[test]
    fn every_kind_has_sentences_of_its_own_in_every_language() {
        let of: [fn(&Text, &str) -> String; 8] = [
            |text, kind| text.kind(kind),
            |text, kind| text.remove_question(kind),
            |text, kind| text.remove_button(kind),
            |text, kind| text.gone(kind),
            |text, kind| text.trouble_not_removed(kind),
            |text, kind| text.trouble_perhaps_removed(kind),
            |text, kind| text.why_already_gone(kind),
            |text, kind| text.gone_meanwhile(kind, "Name"),
        ];
        for language in crate::text::languages() {
            let text = Text::nearest_to(language.tag);
            for say in of {
                let said: std::collections::BTreeSet<String> =
                    MethodKind::ALL.iter().map(|kind| say(&text, kind_key(*kind))).collect();
                assert_eq!(said.len(), MethodKind::ALL.len(), "{}: {said:?}", language.name);
            }
        }
    }
}
