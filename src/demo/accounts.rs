//! One account of the demo, and how it looks in the server's JSON.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{put, time};

/// The organisation that owns every account.
pub(super) const ORGANISATION: &str = "400917613233900582";

/// A registered passkey, or security key.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub id: String,
    pub name: String,
}

/// A second step that is set up.
#[derive(Clone, Debug)]
pub(super) enum Factor {
    Totp,
    Sms,
    Email,
    U2f(Key),
}

/// A linked identity.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub idp_id: &'static str,
    pub idp_name: String,
    /// `IDP_TYPE_OIDC`, or empty for the newer kinds.
    pub idp_type: &'static str,
    pub user_id: String,
    pub user_name: String,
}

/// What is gone, by the list that held it.
#[derive(Clone, Debug, Default)]
pub(super) struct Removed {
    pub passkeys: Vec<Key>,
    pub factors: Vec<Factor>,
    pub links: Vec<Link>,
}

/// `domainQuery` of the authentication methods (recordings `v2-authentication-methods-domain-*`).
#[derive(Clone, Debug)]
pub(super) struct Domain {
    pub name: String,
    /// Passkeys without a domain, too.
    pub or_none: bool,
}

/// An account.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own that a test can set")]
pub(super) struct Account {
    pub login: &'static str,
    pub first_name: &'static str,
    /// What the account shows, for the page on which one is chosen.
    pub shows: &'static str,
    pub id: String,
    pub passkeys: Vec<Key>,
    /// Removed since lists began to lag, or since the start: a list that lags still shows them.
    pub removed: Removed,
    pub password: bool,
    pub factors: Vec<Factor>,
    /// Security keys removed by the passkeys' path: listed, and never removable (recordings `trap-*`).
    pub ghosts: Vec<String>,
    pub links: Vec<Link>,
    pub policy: Map<String, Value>,
    pub sequence: u64,
    pub changed: Timestamp,
    /// `passwordless/_search` answers 503.
    pub list_fails: bool,
    /// The domain that the passkeys were made for, where they hold one.
    pub passkey_domain: Option<&'static str>,
    /// Tokens lack the second step that the operator asks for by now.
    pub mfa_required: bool,
    /// Errors come in this language.
    pub german: bool,
}

impl Account {
    pub fn name(&self) -> String {
        format!("{} Example", self.first_name)
    }

    pub fn email(&self) -> String {
        format!("{}@demo.example", self.login)
    }

    /// Something was changed.
    pub fn touch(&mut self) {
        self.sequence += 1;
        self.changed = Timestamp::now();
    }

    /// `zitadel.v1.ObjectDetails` after a change, without a creation date (recording `remove-passkey`).
    pub fn changed_details(&mut self) -> Value {
        self.touch();
        json!({ "details": {
            "sequence": self.sequence.to_string(),
            "changeDate": time(self.changed),
            "resourceOwner": ORGANISATION,
        }})
    }

    /// The passkeys as `passwordless/_search` lists them; a list that lags knows of no removal.
    pub fn passkey_rows(&self, lags: bool) -> Vec<Value> {
        let late = self.removed.passkeys.iter().filter(|_| lags);
        self.passkeys.iter().chain(late).map(key_row).collect()
    }

    pub fn factor_rows(&self, lags: bool) -> Vec<Value> {
        let row = |factor: &Factor| match factor {
            Factor::Totp => json!({ "state": READY, "otp": {} }),
            Factor::Sms => json!({ "state": READY, "otpSms": {} }),
            Factor::Email => json!({ "state": READY, "otpEmail": {} }),
            Factor::U2f(key) => {
                let mut inner = json!({ "id": key.id });
                put_text(&mut inner, "name", &key.name);
                json!({ "state": READY, "u2f": inner })
            }
        };
        let late = self.removed.factors.iter().filter(|_| lags);
        self.factors.iter().chain(late).map(row).collect()
    }

    /// The linked identities; a list that lags knows of no removal.
    pub fn all_links(&self, lags: bool) -> impl Iterator<Item = &Link> {
        self.links.iter().chain(self.removed.links.iter().filter(move |_| lags))
    }

    pub fn link_rows(&self, lags: bool) -> Vec<Value> {
        let row = |link: &Link| {
            let mut row = json!({ "userId": self.id, "idpId": link.idp_id, "idpName": link.idp_name });
            put_text(&mut row, "providedUserId", &link.user_id);
            put_text(&mut row, "providedUserName", &link.user_name);
            put_text(&mut row, "idpType", link.idp_type);
            row
        };
        self.all_links(lags).map(row).collect()
    }

    /// `authMethodTypes`, asked for passkeys of any address, or as `asked` says.
    pub fn methods(&self, asked: Option<&Domain>) -> Vec<&'static str> {
        let mut methods = Vec::new();
        for factor in &self.factors {
            methods.push(match factor {
                Factor::Totp => "AUTHENTICATION_METHOD_TYPE_TOTP",
                Factor::Sms => "AUTHENTICATION_METHOD_TYPE_OTP_SMS",
                Factor::Email => "AUTHENTICATION_METHOD_TYPE_OTP_EMAIL",
                Factor::U2f(_) => "AUTHENTICATION_METHOD_TYPE_U2F",
            });
        }
        // A passkey holds the domain that it was made for, or none where a link from the hosted login made it.
        let fits = asked.is_none_or(|asked| match self.passkey_domain {
            Some(domain) => domain == asked.name,
            None => asked.or_none,
        });
        if !self.passkeys.is_empty() && fits {
            methods.push("AUTHENTICATION_METHOD_TYPE_PASSKEY");
        }
        if self.password {
            methods.push("AUTHENTICATION_METHOD_TYPE_PASSWORD");
        }
        if !self.links.is_empty() {
            methods.push("AUTHENTICATION_METHOD_TYPE_IDP");
        }
        methods
    }

    /// `GET /auth/v1/users/me` (recordings `me`, `me-passkey-only-user`).
    pub fn me(&self) -> Value {
        let mut human = json!({
            "profile": {
                "firstName": self.first_name,
                "lastName": "Example",
                "displayName": self.name(),
                "preferredLanguage": self.language(),
            },
            "email": { "email": self.email(), "isEmailVerified": true },
            "phone": {},
        });
        let made = time(super::people::born());
        if self.has_phone() {
            put(&mut human, "phone", json!({ "phone": PHONE, "isPhoneVerified": true }));
        }
        if self.password {
            put(&mut human, "passwordChanged", json!(made));
        }
        json!({ "user": {
            "id": self.id,
            "details": self.details(),
            "state": "USER_STATE_ACTIVE",
            "userName": self.login,
            "loginNames": [self.email()],
            "preferredLoginName": self.email(),
            "human": human,
        }})
    }

    /// `GET /v2/users/{id}`: other names than v1's, and zero values that v1 leaves out (recording `v2-user`).
    pub fn user_v2(&self) -> Value {
        let mut human = json!({
            "profile": {
                "givenName": self.first_name,
                "familyName": "Example",
                "nickName": "",
                "displayName": self.name(),
                "preferredLanguage": self.language(),
                "gender": "GENDER_UNSPECIFIED",
            },
            "email": { "email": self.email(), "isVerified": true },
            "phone": {},
        });
        let made = time(super::people::born());
        if self.has_phone() {
            put(&mut human, "phone", json!({ "phone": PHONE, "isVerified": true }));
        }
        if self.password {
            put(&mut human, "passwordChanged", json!(made));
        }
        json!({
            "details": self.details(),
            "user": {
                "userId": self.id,
                "details": self.details(),
                "state": "USER_STATE_ACTIVE",
                "username": self.login,
                "loginNames": [self.email()],
                "preferredLoginName": self.email(),
                "human": human,
            },
        })
    }

    fn details(&self) -> Value {
        json!({
            "sequence": self.sequence.to_string(),
            "creationDate": time(super::people::born()),
            "changeDate": time(self.changed),
            "resourceOwner": ORGANISATION,
        })
    }

    fn language(&self) -> &'static str {
        if self.german { "de" } else { "und" }
    }

    fn has_phone(&self) -> bool {
        self.factors.iter().any(|factor| matches!(factor, Factor::Sms))
    }
}

const PHONE: &str = "+41790000000";
const READY: &str = "AUTH_FACTOR_STATE_READY";

pub(super) fn key_row(key: &Key) -> Value {
    let mut row = json!({ "id": key.id, "state": READY });
    put_text(&mut row, "name", &key.name);
    row
}

/// Puts a member, unless it is empty: the server leaves out zero values.
fn put_text(row: &mut Value, name: &str, text: &str) {
    if !text.is_empty() {
        put(row, name, json!(text));
    }
}
