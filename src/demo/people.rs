//! The accounts that the demo offers, each to show one thing.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::accounts::{Account, Factor, Key, Link, ORGANISATION, Removed};
use super::time;

const CORPORATE: &str = "400918007196421158";
const GITHUB: &str = "400918007330638886";
/// Ids count 10 ms steps from here (api.md, section 3).
const ID_EPOCH_SECONDS: i64 = 1_556_496_000;

/// All accounts, fresh, by login name.
pub(super) fn all() -> BTreeMap<&'static str, Account> {
    let now = Timestamp::now();
    let everyone = [
        Account {
            passkeys: keys(now, &["YubiKey 5", "Phone", "Work laptop"]),
            password: true,
            ..base("bob", "Bob", 1, "Three passkeys and a password")
        },
        Account {
            passkeys: keys(now, &["Old tablet", "Phone"]),
            password: true,
            factors: vec![
                Factor::Totp,
                Factor::Sms,
                Factor::Email,
                Factor::U2f(key(now, 500, 900, "Titan key")),
            ],
            links: vec![corporate("corp|carol/42", "carol@corp.example"), github("583231", "octocarol")],
            policy: policy(&json!({ "secondFactors": [
                "SECOND_FACTOR_TYPE_OTP", "SECOND_FACTOR_TYPE_U2F", "SECOND_FACTOR_TYPE_OTP_EMAIL", "SECOND_FACTOR_TYPE_OTP_SMS",
            ]})),
            ..base("carol", "Carol", 2, "Every kind of method, with two linked identities")
        },
        Account {
            passkeys: keys(now, &["My only key"]),
            ..base("dave", "Dave", 3, "A single passkey and nothing else: removing it locks the account")
        },
        Account { password: true, ..base("erin", "Erin", 4, "Only a password") },
        Account {
            passkeys: thousand(now),
            password: true,
            ..base("frank", "Frank", 5, "A thousand passkeys")
        },
        Account {
            passkeys: keys(now, &["Laptop"]),
            links: vec![corporate("grace", "grace@corp.example")],
            policy: policy(&json!({ "allowUsernamePassword": null })),
            ..base("grace", "Grace", 6, "The operator allows neither user names nor passwords")
        },
        Account {
            passkeys: keys(now, &["Laptop"]),
            password: true,
            policy: policy(&json!({ "forceMfa": true, "secondFactors": null })),
            ..base("heidi", "Heidi", 7, "A second step is required, and none is offered")
        },
        Account {
            passkeys: keys(now, &["Phone", "Laptop"]),
            password: true,
            list_fails: true,
            ..base("ivan", "Ivan", 8, "The list of passkeys cannot be read")
        },
        Account {
            passkeys: strange(now),
            password: true,
            ..base("judy", "Judy", 9, "Names in many scripts, empty, very long, and hostile")
        },
        Account {
            passkeys: keys(now, &["Laptop", "Phone"]),
            password: true,
            passkey_domain: Some("login.old.example"),
            ..base("mallory", "Mallory", 10, "Passkeys that belong to another address")
        },
    ];
    everyone.into_iter().map(|account| (account.login, account)).collect()
}

/// When every account was made.
pub(super) fn born() -> Timestamp {
    Timestamp::from_second(1_735_689_600).unwrap_or_default()
}

fn base(login: &'static str, first_name: &'static str, number: u64, shows: &'static str) -> Account {
    Account {
        login,
        first_name,
        shows,
        id: (400_917_664_874_105_894 + number * 1_048_583).to_string(),
        passkeys: Vec::new(),
        removed: Removed::default(),
        password: false,
        factors: Vec::new(),
        ghosts: Vec::new(),
        links: Vec::new(),
        policy: policy(&json!({})),
        sequence: 16,
        changed: born(),
        list_fails: false,
        passkey_domain: None,
        mfa_required: false,
        german: false,
    }
}

/// The policy of recording `policy-login-with-idps`, changed: `null` takes a member away.
fn policy(changes: &Value) -> Map<String, Value> {
    let made = time(born());
    let policy = json!({
        "details": { "sequence": "18", "creationDate": made, "changeDate": made, "resourceOwner": ORGANISATION },
        "allowUsernamePassword": true,
        "allowRegister": true,
        "allowExternalIdp": true,
        "passwordlessType": "PASSWORDLESS_TYPE_ALLOWED",
        "isDefault": true,
        "passwordCheckLifetime": "864000s",
        "externalLoginCheckLifetime": "864000s",
        "mfaInitSkipLifetime": "2592000s",
        "secondFactorCheckLifetime": "64800s",
        "multiFactorCheckLifetime": "43200s",
        "secondFactors": ["SECOND_FACTOR_TYPE_OTP", "SECOND_FACTOR_TYPE_U2F"],
        "multiFactors": ["MULTI_FACTOR_TYPE_U2F_WITH_VERIFICATION"],
        "idps": [
            { "idpId": CORPORATE, "idpName": "Corp Directory", "idpType": "IDP_TYPE_OIDC" },
            { "idpId": GITHUB, "idpName": "GitHub" },
        ],
        "allowDomainDiscovery": true,
    });
    let Value::Object(mut policy) = policy else { return Map::new() };
    merge(&mut policy, changes);
    policy
}

/// RFC 7396 on one level: `null` takes away, anything else replaces.
pub(super) fn merge(into: &mut Map<String, Value>, changes: &Value) {
    for (name, value) in changes.as_object().into_iter().flatten() {
        if value.is_null() {
            into.remove(name);
        } else {
            into.insert(name.clone(), value.clone());
        }
    }
}

fn corporate(user_id: &str, user_name: &str) -> Link {
    Link {
        idp_id: CORPORATE,
        idp_name: "Corp Directory".to_owned(),
        idp_type: "IDP_TYPE_OIDC",
        user_id: user_id.to_owned(),
        user_name: user_name.to_owned(),
    }
}

/// A link at the second provider, which calls itself `provider` by now.
pub(super) fn link(provider: &str, user_id: &str, user_name: &str) -> Link {
    Link { idp_name: provider.to_owned(), ..github(user_id, user_name) }
}

fn github(user_id: &str, user_name: &str) -> Link {
    Link {
        idp_id: GITHUB,
        idp_name: "GitHub".to_owned(),
        idp_type: "",
        user_id: user_id.to_owned(),
        user_name: user_name.to_owned(),
    }
}

/// Oldest first, about four months apart.
fn keys(now: Timestamp, names: &[&str]) -> Vec<Key> {
    let count = names.len();
    names
        .iter()
        .enumerate()
        .map(|(place, name)| key(now, 40 + 120 * (count - place) as u64, place as u64, name))
        .collect()
}

fn thousand(now: Timestamp) -> Vec<Key> {
    (0..1000u64).map(|number| key(now, 2000 - number, number, &format!("Fleet key {number:04}"))).collect()
}

fn strange(now: Timestamp) -> Vec<Key> {
    let long = "A very long name for a passkey that goes on and on ".repeat(4);
    let names = [
        "Κλειδί γραφείου",
        "Рабочий ноутбук",
        "工作手机",
        "מפתח אבטחה",
        "مفتاح الهاتف",
        "Clé de l’été",
        "",
        long.get(..200).unwrap_or_default(),
        "safe\u{202E}yek drowssap\u{202C} \u{200B}name\u{7}",
        "\u{202E}\u{200F}",
    ];
    keys(now, &names)
}

/// A key that was made just now; `number` tells it from others of the same moment.
pub(super) fn new_key(number: u64, name: &str) -> Key {
    with_id(Timestamp::now(), number, name)
}

/// A key whose id says that it was made `days` ago.
pub(super) fn key(now: Timestamp, days: u64, number: u64, name: &str) -> Key {
    let hours = i64::try_from(days * 24 + number % 24).unwrap_or_default();
    let made = now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now);
    with_id(made, number, name)
}

fn with_id(made: Timestamp, number: u64, name: &str) -> Key {
    let millis = made.as_millisecond() - ID_EPOCH_SECONDS * 1000;
    let tens = u64::try_from(millis / 10).unwrap_or_default();
    Key { id: ((tens << 24) + (number & 0xFFFF)).to_string(), name: name.to_owned() }
}
