//! Everything that opens an account, each part known or unknown.

use jiff::{SignedDuration, Timestamp};

use super::label::painted_name;
use super::method::{Method, MethodId};
use super::trouble::{Topic, Trouble, What, Why};

/// Something that was read, or the reason why it was not. A failed request is never an empty list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The server said so.
    Known(T),
    /// It could not be read.
    Unknown(Trouble),
}

impl<T> Known<T> {
    /// The value, where it is known.
    #[must_use]
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Why it is unknown.
    #[must_use]
    pub const fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(trouble) => Some(trouble),
        }
    }
}

/// A passkey's id. Its own type: the same number sent to another kind's path corrupts the account
/// (recordings `trap-*`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PasskeyId(String);

impl PasskeyId {
    /// Takes the id as the server sent it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// State of a passkey or second step on the server (`AuthFactorState`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorState {
    /// `AUTH_FACTOR_STATE_READY`
    Ready,
    /// `AUTH_FACTOR_STATE_NOT_READY`: its registration was never finished.
    NotReady,
    /// Anything else, or nothing.
    Other(String),
}

/// One passkey, as `POST /auth/v1/users/me/passwordless/_search` lists it (recording `passkeys-three`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// Its name, cleaned for painting; empty when none was given.
    pub label: String,
    /// Whether it can be used.
    pub state: FactorState,
    /// When its registration began, worked out from the id; `None` where that gives no plausible date.
    pub added: Option<Timestamp>,
}

impl Passkey {
    /// A passkey as listed, at `now`.
    #[must_use]
    pub fn new(id: PasskeyId, name: &str, state: FactorState, now: Timestamp) -> Self {
        let added = added_about(id.as_str(), now);
        Self { id, label: painted_name(name), state, added }
    }
}

/// When the thing with this Sonyflake id was made: 10 ms units since 2019-04-29T00:00:00Z above the
/// low 24 bits (api.md, section 3; within half a second in three recordings).
#[must_use]
pub fn added_about(id: &str, now: Timestamp) -> Option<Timestamp> {
    const EPOCH_SECONDS: i64 = 1_556_496_000;
    let epoch = Timestamp::from_second(EPOCH_SECONDS).ok()?;
    let tens: u64 = id.parse::<u64>().ok()? >> 24;
    let millis = i64::try_from(tens.checked_mul(10)?).ok()?;
    let at = epoch.checked_add(SignedDuration::from_millis(millis)).ok()?;
    (tens > 0 && at <= now).then_some(at)
}

/// An identity provider's id at the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdpId(pub String);

/// Which linked identity: provider, and the person's id there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityId {
    /// The identity provider.
    pub idp: IdpId,
    /// The person's id at the provider; may hold `/` and `|`.
    pub user: String,
}

/// A linked identity (recording `idps-two`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// Which.
    pub id: IdentityId,
    /// The provider's name, cleaned for painting.
    pub provider: String,
    /// The person's name at the provider, cleaned for painting; empty where it sent none.
    pub user_name: String,
    /// The person's id at the provider, cleaned for painting: for where there is no name.
    pub user_id_painted: String,
}

impl LinkedIdentity {
    /// A linked identity as listed.
    #[must_use]
    pub fn new(id: IdentityId, provider: &str, user_name: &str) -> Self {
        let user_id_painted = painted_name(&id.user);
        Self { id, provider: painted_name(provider), user_name: painted_name(user_name), user_id_painted }
    }
}

/// Kinds of second step, as the login policy names them (`SecondFactorType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// `SECOND_FACTOR_TYPE_OTP`: an authenticator app.
    AuthenticatorApp,
    /// `SECOND_FACTOR_TYPE_U2F`: a security key.
    SecurityKey,
    /// `SECOND_FACTOR_TYPE_OTP_EMAIL`: a code by e-mail.
    EmailCode,
    /// `SECOND_FACTOR_TYPE_OTP_SMS`: a code by text message.
    SmsCode,
}

/// A security key's id. Its own type, like [`PasskeyId`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecurityKeyId(String);

impl SecurityKeyId {
    /// Takes the id as the server sent it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which second step: there is one of each kind, but any number of security keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepId {
    /// The authenticator app.
    AuthenticatorApp,
    /// One security key.
    SecurityKey(SecurityKeyId),
    /// Codes by e-mail.
    EmailCode,
    /// Codes by text message.
    SmsCode,
}

impl StepId {
    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::AuthenticatorApp => StepKind::AuthenticatorApp,
            Self::SecurityKey(_) => StepKind::SecurityKey,
            Self::EmailCode => StepKind::EmailCode,
            Self::SmsCode => StepKind::SmsCode,
        }
    }
}

/// A second step that is set up (recordings `factors-*`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// Which.
    pub id: StepId,
    /// A security key's name, cleaned for painting; empty for the others.
    pub label: String,
    /// Whether it can be used.
    pub state: FactorState,
    /// When a security key's registration began; `None` where the id gives no plausible date.
    pub added: Option<Timestamp>,
}

impl SecondStep {
    /// A second step as listed, at `now`.
    #[must_use]
    pub fn new(id: StepId, name: &str, state: FactorState, now: Timestamp) -> Self {
        let added = match &id {
            StepId::SecurityKey(key) => added_about(key.as_str(), now),
            _ => None,
        };
        Self { id, label: painted_name(name), state, added }
    }
}

/// The parts of the login policy that decide what opens the account (recordings `policy-login*`).
///
/// A field that the server leaves out is `false` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the server's own switches, each read by the guard")]
pub struct Policy {
    /// `allowUsernamePassword`: without it there is no field for a login name, so no passkeys either.
    pub user_names: bool,
    /// `passwordlessType` is `PASSWORDLESS_TYPE_ALLOWED`.
    pub passkeys: bool,
    /// `allowExternalIdp`.
    pub identities: bool,
    /// `idps[].idpId`: the providers that the login offers.
    pub idps: Vec<IdpId>,
    /// `forceMfa`: everyone needs a second step.
    pub force_second_step: bool,
    /// `forceMfaLocalOnly`: who signs in with a password needs one.
    pub force_second_step_for_password: bool,
    /// `secondFactors`: the second steps that the login takes.
    pub second_steps: Vec<StepKind>,
    /// `hidePasswordReset`.
    pub hides_password_reset: bool,
}

/// Whether passkeys work at the address that Keyward talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// At least one does, or the server does not tell them apart.
    Here,
    /// The server lists passkeys only without the domain query: they may belong to another address
    /// (recordings `v2-authentication-methods-domain-*`).
    Elsewhere,
}

/// What a code could be sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// `human.email.isEmailVerified`
    pub email_verified: bool,
    /// `human.phone.isPhoneVerified`
    pub phone_verified: bool,
}

/// One reading of everything that opens the account, all asked for at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// The passkeys, in no order (api.md, "Lists and paging").
    pub passkeys: Known<Vec<Passkey>>,
    /// Whether a password is set.
    pub password: Known<bool>,
    /// The linked identities.
    pub identities: Known<Vec<LinkedIdentity>>,
    /// The second steps that are set up.
    pub second_steps: Known<Vec<SecondStep>>,
    /// The login policy.
    pub policy: Known<Policy>,
    /// Where the passkeys work.
    pub address: Known<Address>,
    /// What a code could be sent to.
    pub contacts: Known<Contacts>,
    /// When it was read.
    pub read_at: Timestamp,
}

impl Inventory {
    /// A reading that did not come about at all: everything is unknown, for the same reason.
    #[must_use]
    pub fn unread(trouble: &Trouble, read_at: Timestamp) -> Self {
        fn unknown<T>(trouble: &Trouble, topic: Topic) -> Known<T> {
            Known::Unknown(trouble.clone().about(What::Read(topic)))
        }
        Self {
            passkeys: unknown(trouble, Topic::Passkeys),
            password: unknown(trouble, Topic::Password),
            identities: unknown(trouble, Topic::Identities),
            second_steps: unknown(trouble, Topic::SecondSteps),
            policy: unknown(trouble, Topic::Policy),
            address: unknown(trouble, Topic::Address),
            contacts: unknown(trouble, Topic::Contacts),
            read_at,
        }
    }

    /// Whether the list that would hold `id` is known, and whether it does.
    #[must_use]
    pub fn lists(&self, id: &MethodId) -> Option<bool> {
        match id {
            MethodId::Passkey(id) => Some(self.passkeys.get()?.iter().any(|passkey| passkey.id == *id)),
            MethodId::Step(id) => Some(self.second_steps.get()?.iter().any(|step| step.id == *id)),
            MethodId::Identity(id) => Some(self.identities.get()?.iter().any(|link| link.id == *id)),
        }
    }

    /// Everything in the lists that are known: passkeys, second steps, linked identities.
    pub fn methods(&self) -> impl Iterator<Item = Method> {
        let passkeys = self.passkeys.get().into_iter().flatten().cloned().map(Method::Passkey);
        let steps = self.second_steps.get().into_iter().flatten().cloned().map(Method::Step);
        let identities = self.identities.get().into_iter().flatten().cloned().map(Method::Identity);
        passkeys.chain(steps).chain(identities)
    }

    /// Why the list for `topic` is unknown, where it is one of the three and is unknown.
    #[must_use]
    pub const fn not_listed(&self, topic: Topic) -> Option<&Trouble> {
        match topic {
            Topic::Passkeys => self.passkeys.trouble(),
            Topic::SecondSteps => self.second_steps.trouble(),
            Topic::Identities => self.identities.trouble(),
            Topic::Password | Topic::Policy | Topic::Address | Topic::Contacts => None,
        }
    }

    /// Whether the server has answered to whom the token belongs: with any part, or that it wants more of them.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let answered = |trouble: &Trouble| trouble.why == Why::SecondStepRequired;
        self.parts().into_iter().any(|part| part.is_none_or(answered))
    }

    /// The parts that could not be read, in the order in which they are shown.
    pub fn troubles(&self) -> impl Iterator<Item = &Trouble> {
        self.parts().into_iter().flatten()
    }

    /// Why each part is unknown, where it is, in the order in which they are shown.
    const fn parts(&self) -> [Option<&Trouble>; 7] {
        [
            self.passkeys.trouble(),
            self.password.trouble(),
            self.second_steps.trouble(),
            self.identities.trouble(),
            self.policy.trouble(),
            self.address.trouble(),
            self.contacts.trouble(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_creation_time_is_inside_the_id() {
        let now: Timestamp = "2026-11-23T21:00:00Z".parse().unwrap();
        let at = added_about("200949504189388947", now).unwrap();
        assert_eq!(at.to_string().get(..19), Some("2023-02-13T06:53:58"));
        let recorded = added_about("400917764480437286", now).unwrap();
        let seen: Timestamp = "2026-11-23T19:20:09Z".parse().unwrap();
        assert!(recorded.duration_since(seen).abs() < SignedDuration::from_secs(5), "{recorded}");
    }

    #[test]
    fn an_implausible_id_gives_no_date() {
        let now: Timestamp = "2026-11-23T21:00:00Z".parse().unwrap();
        for id in ["", "1", "abc", "99999999999999999999999", "18446744073709551615", "-5"] {
            assert_eq!(added_about(id, now), None, "{id}");
        }
    }
}
