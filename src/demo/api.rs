//! The Auth API (v1) and the parts of the user service (v2) that Keyward reads.

use serde_json::{Map, Value, json};

use super::accounts::{Account, Factor, key_row};
use super::reply::Reply;
use super::{Asked, Shop, fault, put};

/// The longest id that a path takes, in characters (api.md, section 1).
const LONGEST_ID: usize = 200;

/// Answers a request below `/auth/v1` or `/v2`.
pub(super) fn answer(shop: &Shop, asked: &Asked, path: &[&str]) -> Reply {
    if matches!(path, ["auth", "v1", "healthz"]) {
        return Reply::json(200, &json!({}));
    }
    let Some(call) = call(path, &asked.method) else { return Reply::not_found() };
    let Ok(call) = call else { return Reply::method_not_allowed() };
    let login = match authorized(shop, asked) {
        Ok(login) => login,
        Err(refusal) => return refusal,
    };
    let lag = fault::lag(shop, asked);
    let mut book = shop.book();
    match book.accounts.get_mut(login) {
        Some(account) if account.mfa_required => Reply::error(7, "mfa required", "AUTHZ-Kl3p0"),
        Some(account) => call_on(account, call, asked, lag),
        None => refused_token(),
    }
}

#[derive(Clone, Copy)]
enum Call<'a> {
    Me,
    Policy,
    Passkeys,
    Factors,
    Links,
    RemovePasskey(&'a str),
    RemoveU2f(&'a str),
    Methods(&'a str),
    PasskeysV2(&'a str),
}

/// `None`: no such path. `Some(Err(()))`: the path, but not with this method.
fn call<'a>(path: &[&'a str], method: &str) -> Option<Result<Call<'a>, ()>> {
    let (wanted, call) = match path {
        ["auth", "v1", "users", "me"] => ("GET", Call::Me),
        ["auth", "v1", "policies", "login"] => ("GET", Call::Policy),
        ["auth", "v1", "users", "me", "passwordless", "_search"] => ("POST", Call::Passkeys),
        ["auth", "v1", "users", "me", "auth_factors", "_search"] => ("POST", Call::Factors),
        ["auth", "v1", "users", "me", "idps", "_search"] => ("POST", Call::Links),
        ["auth", "v1", "users", "me", "passwordless", id] => ("DELETE", Call::RemovePasskey(id)),
        ["auth", "v1", "users", "me", "auth_factors", "u2f", id] => ("DELETE", Call::RemoveU2f(id)),
        ["v2", "users", id, "authentication_methods"] => ("GET", Call::Methods(id)),
        ["v2", "users", id, "passkeys", "_search"] => ("POST", Call::PasskeysV2(id)),
        _ => return None,
    };
    Some(if method == wanted { Ok(call) } else { Err(()) })
}

/// Whose request it is (api.md, section 2).
fn authorized(shop: &Shop, asked: &Asked) -> Result<&'static str, Reply> {
    let Some(header) = asked.header("authorization") else {
        return Err(Reply::bare_error(16, "auth header missing"));
    };
    let Some(token) = header.strip_prefix("Bearer ") else {
        return Err(Reply::error(16, "invalid auth header", "AUTH-toLo1"));
    };
    let login = shop.book().api_login(token).ok_or_else(refused_token)?;
    if asked.headers.contains_key("origin") {
        return Err(Reply::error(7, "Errors.OriginNotAllowed", "AUTH-DZG21"));
    }
    match asked.header("x-zitadel-orgid") {
        Some(organisation) if organisation != super::accounts::ORGANISATION => {
            Err(Reply::error(7, "Organisation doesn't exist", "AUTH-Bs7Ds"))
        }
        _ => Ok(login),
    }
}

fn refused_token() -> Reply {
    Reply::error(16, "Errors.Token.Invalid", "AUTH-7fs1e")
}

fn call_on(account: &mut Account, call: Call<'_>, asked: &Asked, lag: usize) -> Reply {
    match call {
        Call::Me => Reply::json(200, &account.me()),
        Call::Policy => Reply::json(200, &json!({ "policy": account.policy })),
        Call::Passkeys if account.list_fails => Reply::page(503, "<h1>503 Service Unavailable</h1>"),
        Call::Passkeys => list(json!({}), account.passkey_rows(lag)),
        Call::Factors => list(json!({}), account.factor_rows()),
        Call::Links => links(account, asked),
        Call::RemovePasskey(id) => remove_passkey(account, id),
        Call::RemoveU2f(id) => remove_u2f(account, id),
        Call::Methods(id) => own(account, id, |account| methods(account, asked)),
        Call::PasskeysV2(id) => own(account, id, |account| {
            let rows: Vec<Value> = account.passkeys.iter().map(key_row).collect();
            list(json!({ "details": counted(rows.len(), "timestamp") }), rows)
        }),
    }
}

/// v2 takes a user id; another person's is answered as recorded (`v2-passkeys-of-other-user`).
fn own(account: &Account, id: &str, answer: impl FnOnce(&Account) -> Reply) -> Reply {
    if account.id == id { answer(account) } else { Reply::error(5, "membership not found", "AUTHZ-cdgFk") }
}

/// An empty list has no `result` at all.
fn list(mut answer: Value, rows: Vec<Value>) -> Reply {
    if !rows.is_empty() {
        put(&mut answer, "result", Value::Array(rows));
    }
    Reply::json(200, &answer)
}

fn counted(total: usize, time: &str) -> Value {
    let mut details = Map::new();
    if total > 0 {
        details.insert("totalResult".to_owned(), json!(total.to_string()));
    }
    details.insert(time.to_owned(), json!(jiff::Timestamp::now().to_string()));
    Value::Object(details)
}

fn links(account: &Account, asked: &Asked) -> Reply {
    let rows = account.link_rows();
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

/// Kinds only, no counts (recordings `v2-authentication-methods*`).
fn methods(account: &Account, asked: &Asked) -> Reply {
    let methods = account.methods(asked.query("domainQuery.domain").is_some());
    let mut answer = json!({ "details": counted(methods.len(), "timestamp") });
    if !methods.is_empty() {
        put(&mut answer, "authMethodTypes", json!(methods));
    }
    Reply::json(200, &answer)
}

fn remove_passkey(account: &mut Account, id: &str) -> Reply {
    if id.is_empty() || id.chars().count() > LONGEST_ID {
        let message = "invalid RemoveMyPasswordlessRequest.TokenId: value length must be between 1 and 200 runes, inclusive";
        return Reply::bare_error(3, message);
    }
    if let Some(place) = account.passkeys.iter().position(|key| key.id == id) {
        let gone = account.passkeys.remove(place);
        account.removed.push(gone);
        return Reply::json(200, &account.changed_details());
    }
    // The trap: a security key's id is taken, and leaves a ghost (recordings `trap-*`).
    if has_security_key(account, id) && !account.ghosts.iter().any(|ghost| ghost == id) {
        account.ghosts.push(id.to_owned());
        return Reply::json(200, &account.changed_details());
    }
    not_found(account)
}

fn remove_u2f(account: &mut Account, id: &str) -> Reply {
    if !has_security_key(account, id) || account.ghosts.iter().any(|ghost| ghost == id) {
        return not_found(account);
    }
    account.factors.retain(|factor| !matches!(factor, Factor::U2f(key) if key.id == id));
    Reply::json(200, &account.changed_details())
}

fn has_security_key(account: &Account, id: &str) -> bool {
    account.factors.iter().any(|factor| matches!(factor, Factor::U2f(key) if key.id == id))
}

/// In the language of the person (recordings `err-unknown-passkey`, `err-unknown-passkey-de`).
fn not_found(account: &Account) -> Reply {
    let text = if account.german {
        "WebAuthN Token konnte nicht gefunden werden"
    } else {
        "WebAuthN Token could not be found"
    };
    Reply::error(5, text, "COMMAND-DAfb2")
}
