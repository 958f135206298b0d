//! What can be removed: a passkey, a second step or a linked identity, with kind and id always together.

use jiff::Timestamp;

use super::inventory::{
    FactorState, IdentityId, LinkedIdentity, Passkey, PasskeyId, SecondStep, StepId, StepKind,
};
use super::trouble::Topic;

/// What a removal is addressed to. The kind is part of it: an id sent to another kind's path corrupts the
/// account (recordings `trap-*`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MethodId {
    /// `DELETE /auth/v1/users/me/passwordless/{id}`
    Passkey(PasskeyId),
    /// `DELETE /auth/v1/users/me/auth_factors/…`
    Step(StepId),
    /// `DELETE /auth/v1/users/me/idps/{idp}/{user}`, or gRPC-web.
    Identity(IdentityId),
}

impl MethodId {
    /// The list that holds it.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Passkey(_) => Topic::Passkeys,
            Self::Step(_) => Topic::SecondSteps,
            Self::Identity(_) => Topic::Identities,
        }
    }

    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> MethodKind {
        match self {
            Self::Passkey(_) => MethodKind::Passkey,
            Self::Step(step) => MethodKind::of(step.kind()),
            Self::Identity(_) => MethodKind::Identity,
        }
    }

    /// Whether the same id can be listed again after its removal: set up or linked anew. A key gets a new id.
    #[must_use]
    pub const fn can_come_back(&self) -> bool {
        !matches!(self, Self::Passkey(_) | Self::Step(StepId::SecurityKey(_)))
    }

    /// Its id at the server; `None` where there is only one of its kind.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Passkey(id) => Some(id.as_str()),
            Self::Step(StepId::SecurityKey(id)) => Some(id.as_str()),
            Self::Step(_) => None,
            Self::Identity(id) => Some(&id.user),
        }
    }
}

/// What kind of method, for words and pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MethodKind {
    /// A passkey.
    Passkey,
    /// An authenticator app (TOTP).
    AuthenticatorApp,
    /// A security key as second step (U2F).
    SecurityKey,
    /// A code by e-mail.
    EmailCode,
    /// A code by text message.
    SmsCode,
    /// A linked identity.
    Identity,
}

impl MethodKind {
    /// Every kind once.
    pub const ALL: [Self; 6] = [
        Self::Passkey,
        Self::AuthenticatorApp,
        Self::SecurityKey,
        Self::EmailCode,
        Self::SmsCode,
        Self::Identity,
    ];

    const fn of(step: StepKind) -> Self {
        match step {
            StepKind::AuthenticatorApp => Self::AuthenticatorApp,
            StepKind::SecurityKey => Self::SecurityKey,
            StepKind::EmailCode => Self::EmailCode,
            StepKind::SmsCode => Self::SmsCode,
        }
    }

    /// Asked for after a password; no way in by itself.
    #[must_use]
    pub const fn is_second_step(self) -> bool {
        !matches!(self, Self::Passkey | Self::Identity)
    }
}

/// Something that can be removed, as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// A passkey.
    Passkey(Passkey),
    /// A second step.
    Step(SecondStep),
    /// A linked identity.
    Identity(LinkedIdentity),
}

impl Method {
    /// What a removal of it is addressed to.
    #[must_use]
    pub fn id(&self) -> MethodId {
        match self {
            Self::Passkey(passkey) => MethodId::Passkey(passkey.id.clone()),
            Self::Step(step) => MethodId::Step(step.id.clone()),
            Self::Identity(identity) => MethodId::Identity(identity.id.clone()),
        }
    }

    /// Whether `id` is its id.
    #[must_use]
    pub fn is(&self, id: &MethodId) -> bool {
        match (self, id) {
            (Self::Passkey(passkey), MethodId::Passkey(id)) => passkey.id == *id,
            (Self::Step(step), MethodId::Step(id)) => step.id == *id,
            (Self::Identity(identity), MethodId::Identity(id)) => identity.id == *id,
            _ => false,
        }
    }

    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> MethodKind {
        match self {
            Self::Passkey(_) => MethodKind::Passkey,
            Self::Step(step) => MethodKind::of(step.id.kind()),
            Self::Identity(_) => MethodKind::Identity,
        }
    }

    /// Its own name, cleaned for painting: a key's, or a provider's; empty where it has none.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Passkey(passkey) => &passkey.label,
            Self::Step(step) => &step.label,
            Self::Identity(identity) => &identity.provider,
        }
    }

    /// Whether it can be used; linked identities have no state.
    #[must_use]
    pub const fn state(&self) -> &FactorState {
        match self {
            Self::Passkey(passkey) => &passkey.state,
            Self::Step(step) => &step.state,
            Self::Identity(_) => &FactorState::Ready,
        }
    }

    /// When it was added, where its id tells.
    #[must_use]
    pub const fn added(&self) -> Option<Timestamp> {
        match self {
            Self::Passkey(passkey) => passkey.added,
            Self::Step(step) => step.added,
            Self::Identity(_) => None,
        }
    }
}
