//! Everything that opens an account, each part known or unknown.

use jiff::{SignedDuration, Timestamp};

use super::label::painted;
use super::trouble::{Topic, Trouble, What};

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

/// State of a passkey on the server (`AuthFactorState`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyState {
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
    pub state: PasskeyState,
    /// When its registration began, worked out from the id; `None` where that gives no plausible date.
    pub added: Option<Timestamp>,
}

impl Passkey {
    /// A passkey as listed, at `now`.
    #[must_use]
    pub fn new(id: PasskeyId, name: &str, state: PasskeyState, now: Timestamp) -> Self {
        let added = added_about(id.as_str(), now);
        Self { id, label: painted(name), state, added }
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

/// A linked identity (recording `idps-two`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// The identity provider.
    pub idp: IdpId,
    /// The provider's name, cleaned for painting.
    pub provider: String,
    /// The person's id at the provider; may hold `/` and `|`.
    pub user_id: String,
    /// The person's name at the provider, cleaned for painting.
    pub user_name: String,
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

/// A second step that is set up (recordings `factors-*`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// What it is.
    pub kind: StepKind,
    /// A security key's name, cleaned for painting; empty for the others.
    pub label: String,
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
    /// The passkeys, newest first, then by name.
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

    /// The passkey with this id, where the list is known and holds it.
    #[must_use]
    pub fn passkey(&self, id: &PasskeyId) -> Option<&Passkey> {
        self.passkeys.get()?.iter().find(|passkey| passkey.id == *id)
    }

    /// The parts that could not be read, in the order in which they are shown.
    pub fn troubles(&self) -> impl Iterator<Item = &Trouble> {
        [
            self.passkeys.trouble(),
            self.password.trouble(),
            self.second_steps.trouble(),
            self.identities.trouble(),
            self.policy.trouble(),
            self.address.trouble(),
            self.contacts.trouble(),
        ]
        .into_iter()
        .flatten()
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
