//! What the API lists: the answers to reading calls. Zero values are left out, so an empty list is no list.

use serde_json::{Map, Value, json};

use super::accounts::{Account, Domain, ORGANISATION};
use super::reply::Reply;
use super::{Asked, people, put, time};

/// An empty list has no `result` at all.
fn list(mut answer: Value, rows: Vec<Value>) -> Reply {
    if !rows.is_empty() {
        put(&mut answer, "result", Value::Array(rows));
    }
    Reply::json(200, &answer)
}

fn counted(total: usize, name: &str) -> Value {
    let mut details = Map::new();
    if total > 0 {
        details.insert("totalResult".to_owned(), json!(total.to_string()));
    }
    details.insert(name.to_owned(), json!(time(jiff::Timestamp::now())));
    Value::Object(details)
}

/// Recordings `passkeys-*`: no count, no order, no paging.
pub(super) fn passkeys(account: &Account, lags: bool) -> Reply {
    if account.list_fails {
        return Reply::page(503, "<h1>503 Service Unavailable</h1>");
    }
    list(json!({}), account.passkey_rows(lags))
}

pub(super) fn passkeys_v2(account: &Account, lags: bool) -> Reply {
    let rows = account.passkey_rows(lags);
    list(json!({ "details": counted(rows.len(), "timestamp") }), rows)
}

pub(super) fn factors(account: &Account, lags: bool) -> Reply {
    list(json!({}), account.factor_rows(lags))
}

/// Recordings `idps-*`; pages where it is asked for.
pub(super) fn links(account: &Account, asked: &Asked, lags: bool) -> Reply {
    let rows = account.link_rows(lags);
    let details = counted(rows.len(), "viewTimestamp");
    let query: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let number = |name: &str| {
        let value = query.get("query")?.get(name)?;
        usize::try_from(value.as_u64().or_else(|| value.as_str()?.parse().ok())?).ok()
    };
    let limit = number("limit").filter(|limit| *limit > 0).unwrap_or(usize::MAX);
    let page = rows.into_iter().skip(number("offset").unwrap_or(0)).take(limit).collect();
    list(json!({ "details": details }), page)
}

/// Other names than v1's (recording `v2-links`).
pub(super) fn links_v2(account: &Account, lags: bool) -> Reply {
    let row = |link: &super::accounts::Link| json!({ "idpId": link.idp_id, "userId": link.user_id, "userName": link.user_name });
    let rows: Vec<Value> = account.all_links(lags).map(row).collect();
    list(json!({ "details": counted(rows.len(), "timestamp") }), rows)
}

/// Always empty (recording `refresh-tokens`; api.md, trap 8).
pub(super) fn refresh_tokens() -> Reply {
    list(json!({ "details": counted(0, "viewTimestamp") }), Vec::new())
}

/// A sign-in through the hosted login leaves no v2 session (recording `v2-sessions`).
pub(super) fn sessions_v2() -> Reply {
    Reply::json(200, &json!({ "details": { "timestamp": "0001-01-01T00:00:00Z" } }))
}

/// Kinds only, no counts (recordings `v2-authentication-methods*`).
pub(super) fn methods(account: &Account, asked: &Asked) -> Reply {
    let domain = asked.query("domainQuery.domain").filter(|name| !name.is_empty()).map(|name| Domain {
        name: name.to_owned(),
        or_none: asked.query("domainQuery.includeWithoutDomain") == Some("true"),
    });
    let methods = account.methods(domain.as_ref());
    let mut answer = json!({ "details": counted(methods.len(), "timestamp") });
    if !methods.is_empty() {
        put(&mut answer, "authMethodTypes", json!(methods));
    }
    Reply::json(200, &answer)
}

/// Recording `policy-password`.
pub(super) fn password_policy() -> Reply {
    let made = time(people::born());
    let policy = json!({
        "details": {
            "sequence": "12",
            "creationDate": made,
            "changeDate": made,
            "resourceOwner": ORGANISATION,
        },
        "minLength": "8",
        "hasUppercase": true,
        "hasLowercase": true,
        "hasNumber": true,
        "hasSymbol": true,
        "isDefault": true,
    });
    Reply::json(200, &json!({ "policy": policy }))
}
