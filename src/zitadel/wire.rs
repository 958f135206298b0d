//! The answers' shapes. A member with its zero value is left out by the server (api.md, section 0), so
//! everything has a default; what is not known is ignored.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::domain::{
    Contacts, FactorState, IdentityId, IdpId, LinkedIdentity, Passkey, PasskeyId, Policy, Receipt,
    SecondStep, SecurityKeyId, StepId, StepKind, painted,
};

/// `{"result":[…],"details":{"totalResult":"2"}}`; an empty list is `{}` (recording `passkeys-empty`).
#[derive(Debug)]
pub(super) struct List<T> {
    pub rows: Vec<T>,
    /// `details.totalResult`, where sent.
    pub total: Option<u64>,
}

impl<T: DeserializeOwned> List<T> {
    /// Reads a list. An object with other members and no `result` is no empty list.
    pub fn read(body: &[u8], member: &str) -> Option<Self> {
        let mut object: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let total = object.remove("details").and_then(|details| number(details.get("totalResult")?));
        let rows = match object.remove(member) {
            Some(rows) => serde_json::from_value(rows).ok()?,
            None if object.is_empty() => Vec::new(),
            None => return None,
        };
        Some(Self { rows, total })
    }
}

/// A 64-bit number: a decimal string (JSON mapping of protobuf), or a number.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn lenient_number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(number(&Value::deserialize(from)?))
}

/// A time that does not parse is no reason to lose the rest.
fn lenient_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(Value::deserialize(from)?.as_str().and_then(|text| text.parse().ok()))
}

/// A row of `passwordless/_search`.
#[derive(Debug, Deserialize)]
pub(super) struct PasskeyRow {
    pub id: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    name: String,
}

impl PasskeyRow {
    pub fn passkey(self, now: Timestamp) -> Passkey {
        Passkey::new(PasskeyId::new(self.id), &self.name, state(&self.state), now)
    }
}

fn state(name: &str) -> FactorState {
    match name {
        "AUTH_FACTOR_STATE_READY" => FactorState::Ready,
        "AUTH_FACTOR_STATE_NOT_READY" => FactorState::NotReady,
        other => FactorState::Other(painted(other)),
    }
}

/// A row of `auth_factors/_search`: one of the four members is there (recordings `factors-*`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FactorRow {
    #[serde(default)]
    state: String,
    otp: Option<Map<String, Value>>,
    u2f: Option<U2f>,
    otp_sms: Option<Map<String, Value>>,
    otp_email: Option<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
struct U2f {
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
}

impl FactorRow {
    /// The second step, where it is of a known kind. A security key without an id is not understood.
    pub fn step(self, now: Timestamp) -> Result<Option<SecondStep>, NoId> {
        let state = state(&self.state);
        let (id, name) = match self {
            Self { otp: Some(_), .. } => (StepId::AuthenticatorApp, String::new()),
            Self { u2f: Some(key), .. } if key.id.is_empty() => return Err(NoId),
            Self { u2f: Some(key), .. } => (StepId::SecurityKey(SecurityKeyId::new(key.id)), key.name),
            Self { otp_email: Some(_), .. } => (StepId::EmailCode, String::new()),
            Self { otp_sms: Some(_), .. } => (StepId::SmsCode, String::new()),
            _ => return Ok(None),
        };
        Ok(Some(SecondStep::new(id, &name, state, now)))
    }
}

/// A row that names nothing that could be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoId;

/// A row of `idps/_search` (recording `idps-two`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdentityRow {
    pub idp_id: String,
    #[serde(default)]
    idp_name: String,
    #[serde(default)]
    provided_user_id: String,
    #[serde(default)]
    provided_user_name: String,
}

impl IdentityRow {
    pub fn identity(self) -> LinkedIdentity {
        let id = IdentityId { idp: IdpId(self.idp_id), user: self.provided_user_id };
        LinkedIdentity::new(id, &self.idp_name, &self.provided_user_name)
    }
}

/// `GET /auth/v1/policies/login` (recordings `policy-login*`).
#[derive(Debug, Deserialize)]
pub(super) struct PolicyAnswer {
    policy: PolicyBody,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "the server's own switches")]
struct PolicyBody {
    allow_username_password: bool,
    allow_external_idp: bool,
    force_mfa: bool,
    force_mfa_local_only: bool,
    hide_password_reset: bool,
    passwordless_type: String,
    second_factors: Vec<String>,
    idps: Vec<PolicyIdp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PolicyIdp {
    #[serde(default)]
    idp_id: String,
}

/// The policy in a body, for tests of what is said about it.
#[cfg(test)]
pub(crate) fn policy_in(body: &str) -> serde_json::Result<Policy> {
    serde_json::from_str::<PolicyAnswer>(body).map(PolicyAnswer::policy)
}

impl PolicyAnswer {
    pub fn policy(self) -> Policy {
        let body = self.policy;
        Policy {
            user_names: body.allow_username_password,
            passkeys: body.passwordless_type == "PASSWORDLESS_TYPE_ALLOWED",
            identities: body.allow_external_idp,
            idps: body.idps.into_iter().map(|idp| IdpId(idp.idp_id)).collect(),
            force_second_step: body.force_mfa,
            force_second_step_for_password: body.force_mfa_local_only,
            second_steps: body.second_factors.iter().filter_map(|name| step_kind(name)).collect(),
            hides_password_reset: body.hide_password_reset,
        }
    }
}

fn step_kind(name: &str) -> Option<StepKind> {
    match name {
        "SECOND_FACTOR_TYPE_OTP" => Some(StepKind::AuthenticatorApp),
        "SECOND_FACTOR_TYPE_U2F" => Some(StepKind::SecurityKey),
        "SECOND_FACTOR_TYPE_OTP_EMAIL" => Some(StepKind::EmailCode),
        "SECOND_FACTOR_TYPE_OTP_SMS" => Some(StepKind::SmsCode),
        _ => None,
    }
}

/// `GET /auth/v1/users/me` (recordings `me`, `me-passkey-only-user`).
#[derive(Debug, Deserialize)]
pub(super) struct MeAnswer {
    user: Me,
}

#[derive(Debug, Deserialize)]
struct Me {
    human: Option<Human>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Human {
    email: Option<Email>,
    phone: Option<Phone>,
    password_changed: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Email {
    #[serde(default)]
    is_email_verified: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Phone {
    #[serde(default)]
    is_phone_verified: bool,
}

impl MeAnswer {
    /// Contacts, and whether a password is set; `None` for a machine's account.
    pub fn facts(self) -> Option<(Contacts, bool)> {
        let human = self.user.human?;
        let contacts = Contacts {
            email_verified: human.email.is_some_and(|email| email.is_email_verified),
            phone_verified: human.phone.is_some_and(|phone| phone.is_phone_verified),
        };
        Some((contacts, human.password_changed.is_some()))
    }
}

/// The answer to a removal (recording `remove-passkey`).
#[derive(Debug, Deserialize)]
pub(super) struct Removed {
    details: ObjectDetails,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct ObjectDetails {
    #[serde(deserialize_with = "lenient_number")]
    sequence: Option<u64>,
    #[serde(deserialize_with = "lenient_time")]
    creation_date: Option<Timestamp>,
    #[serde(deserialize_with = "lenient_time")]
    change_date: Option<Timestamp>,
    resource_owner: Option<String>,
}

impl Removed {
    pub fn receipt(self) -> Receipt {
        let ObjectDetails { sequence, creation_date, change_date, resource_owner } = self.details;
        Receipt {
            sequence,
            creation_date,
            change_date,
            resource_owner: resource_owner.as_deref().map(painted),
        }
    }
}
