//! The Auth API (v1) and the parts of the user service (v2) that read and remove ways to sign in: which call
//! a request is, and whether it may be made.

use serde_json::json;

use super::accounts::{Account, ORGANISATION};
use super::book::{Book, List};
use super::reply::Reply;
use super::{Asked, Shop, reads, removals};

/// Answers a request below `/auth/v1` or `/v2`.
pub(super) fn answer(shop: &Shop, asked: &Asked, path: &[&str]) -> Reply {
    if matches!(path, ["auth", "v1", "healthz"]) {
        return Reply::json(200, &json!({}));
    }
    let Some(call) = call(path, &asked.method) else { return Reply::not_found() };
    let Ok(call) = call else { return Reply::method_not_allowed() };
    perform(shop, asked, call)
}

/// Does what was called for, if whoever asks may.
pub(super) fn perform(shop: &Shop, asked: &Asked, call: Call<'_>) -> Reply {
    let mut book = shop.book();
    let login = match authorized(&book, asked) {
        Ok(login) => login,
        Err(refusal) => return refusal,
    };
    // Only a reading counts that the account would have answered.
    let lags = call.list().is_some_and(|list| book.lags(login, list));
    match book.accounts.get_mut(login) {
        Some(account) if account.mfa_required => Reply::error(7, "mfa required", "AUTHZ-Kl3p0"),
        Some(account) => call_on(account, call, asked, lags),
        None => refused_token(),
    }
}

/// A call that the demo answers.
#[derive(Clone, Copy)]
pub(super) enum Call<'a> {
    Me,
    LoginPolicy,
    PasswordPolicy,
    Passkeys,
    Factors,
    Links,
    RefreshTokens,
    RemovePasskey(&'a str),
    RemoveU2f(&'a str),
    RemoveTotp,
    RemoveSms,
    RemoveEmail,
    RemoveLink(&'a str, &'a str),
    Methods(&'a str),
    PasskeysV2(&'a str),
    LinksV2(&'a str),
    UserV2(&'a str),
    SessionsV2,
}

impl Call<'_> {
    /// The list that is asked for, where it is one of those that can lag.
    const fn list(&self) -> Option<List> {
        match self {
            Self::Passkeys | Self::PasskeysV2(_) => Some(List::Passkeys),
            Self::Factors => Some(List::Factors),
            Self::Links | Self::LinksV2(_) => Some(List::Links),
            _ => None,
        }
    }
}

/// `None`: no such path. `Some(Err(()))`: the path, but not with this method.
fn call<'a>(path: &[&'a str], method: &str) -> Option<Result<Call<'a>, ()>> {
    let (wanted, call) = match path {
        ["auth", "v1", "users", "me", rest @ ..] => mine(rest)?,
        ["auth", "v1", "policies", "login"] => ("GET", Call::LoginPolicy),
        ["auth", "v1", "policies", "passwords", "complexity"] => ("GET", Call::PasswordPolicy),
        ["v2" | "v2beta", "users", id, "authentication_methods"] => ("GET", Call::Methods(id)),
        ["v2", "users", id, "passkeys", "_search"] => ("POST", Call::PasskeysV2(id)),
        ["v2", "users", id, "links", "_search"] => ("POST", Call::LinksV2(id)),
        ["v2", "users", id] => ("GET", Call::UserV2(id)),
        ["v2", "sessions", "search"] => ("POST", Call::SessionsV2),
        _ => return None,
    };
    Some(if method == wanted { Ok(call) } else { Err(()) })
}

/// The calls below `/auth/v1/users/me`.
fn mine<'a>(rest: &[&'a str]) -> Option<(&'static str, Call<'a>)> {
    Some(match rest {
        [] => ("GET", Call::Me),
        ["passwordless", "_search"] => ("POST", Call::Passkeys),
        ["auth_factors", "_search"] => ("POST", Call::Factors),
        ["idps", "_search"] => ("POST", Call::Links),
        ["tokens", "refresh", "_search"] => ("POST", Call::RefreshTokens),
        ["passwordless", id] => ("DELETE", Call::RemovePasskey(id)),
        ["auth_factors", "u2f", id] => ("DELETE", Call::RemoveU2f(id)),
        ["auth_factors", "otp"] => ("DELETE", Call::RemoveTotp),
        ["auth_factors", "otp_sms"] => ("DELETE", Call::RemoveSms),
        ["auth_factors", "otp_email"] => ("DELETE", Call::RemoveEmail),
        // The gateway does not route an id with a slash in it, encoded or not (recording `remove-idp`).
        ["idps", idp, user] if !user.contains('/') => ("DELETE", Call::RemoveLink(idp, user)),
        _ => return None,
    })
}

/// Whose request it is (api.md, section 2).
fn authorized(book: &Book, asked: &Asked) -> Result<&'static str, Reply> {
    if asked.header("authorization").is_none() {
        return Err(Reply::bare_error(16, "auth header missing"));
    }
    let Some(token) = asked.bearer() else {
        return Err(Reply::error(16, "invalid auth header", "AUTH-toLo1"));
    };
    let login = book.api_login(token).ok_or_else(refused_token)?;
    if asked.headers.contains_key("origin") {
        return Err(Reply::error(7, "Errors.OriginNotAllowed", "AUTH-DZG21"));
    }
    match asked.header("x-zitadel-orgid") {
        Some(organisation) if organisation != ORGANISATION => {
            Err(Reply::error(7, "Organisation doesn't exist", "AUTH-Bs7Ds"))
        }
        _ => Ok(login),
    }
}

fn refused_token() -> Reply {
    Reply::error(16, "Errors.Token.Invalid", "AUTH-7fs1e")
}

fn call_on(account: &mut Account, call: Call<'_>, asked: &Asked, lags: bool) -> Reply {
    match call {
        Call::Me => Reply::json(200, &account.me()),
        Call::LoginPolicy => Reply::json(200, &json!({ "policy": account.policy })),
        Call::PasswordPolicy => reads::password_policy(),
        Call::Passkeys => reads::passkeys(account, lags),
        Call::Factors => reads::factors(account, lags),
        Call::Links => reads::links(account, asked, lags),
        Call::RefreshTokens => reads::refresh_tokens(),
        Call::RemovePasskey(id) => removals::passkey(account, id),
        Call::RemoveU2f(id) => removals::u2f(account, id),
        Call::RemoveTotp => removals::totp(account),
        Call::RemoveSms => removals::sms(account),
        Call::RemoveEmail => removals::email(account),
        Call::RemoveLink(idp, user) => removals::link(account, idp, user),
        Call::Methods(id) => own(account, id, |account| reads::methods(account, asked)),
        Call::PasskeysV2(id) => own(account, id, |account| reads::passkeys_v2(account, lags)),
        Call::LinksV2(id) => own(account, id, |account| reads::links_v2(account, lags)),
        Call::UserV2(id) => own(account, id, |account| Reply::json(200, &account.user_v2())),
        Call::SessionsV2 => reads::sessions_v2(),
    }
}

/// v2 takes a user id; another person's is answered as recorded (`v2-passkeys-of-other-user`).
fn own(account: &Account, id: &str, answer: impl FnOnce(&Account) -> Reply) -> Reply {
    if account.id == id { answer(account) } else { Reply::error(5, "membership not found", "AUTHZ-cdgFk") }
}
