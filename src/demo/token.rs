//! Tokens: exchange, refresh, revocation, and who they belong to.

use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::book::{API_SCOPE, Book, Code, Session};
use super::id_token::Claims;
use super::reply::Reply;
use super::{Asked, CLIENT_ID, Shop, put, random, secret};

const NO_NUMBERS: &str = "no random numbers";

/// The token endpoint (RFC 6749, sections 4.1.3 and 6).
pub(super) fn token(shop: &Shop, asked: &Asked) -> Reply {
    let form = asked.form();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if field("client_id") != CLIENT_ID {
        return Reply::oauth_error("invalid_client", "Errors.App.NotFound");
    }
    match field("grant_type") {
        "authorization_code" => exchange(shop, field("code"), field("redirect_uri"), field("code_verifier")),
        "refresh_token" => refresh(shop, field("refresh_token")),
        _ => Reply::oauth_error("unsupported_grant_type", "grant type is not supported"),
    }
}

fn exchange(shop: &Shop, code: &str, redirect_uri: &str, verifier: &str) -> Reply {
    let mut book = shop.book();
    book.tidy();
    let Some(place) = book.codes.iter().position(|given| given.text == code) else {
        return Reply::oauth_error("invalid_request", "Errors.User.Code.Invalid");
    };
    // Once only, whatever comes of it.
    let Code { login, pending, .. } = book.codes.remove(place);
    if pending.redirect_uri != redirect_uri {
        return Reply::oauth_error("invalid_grant", "redirect_uri does not correspond");
    }
    if verifier.is_empty() {
        return Reply::oauth_error("invalid_request", "code_verifier required");
    }
    if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) != pending.challenge {
        return Reply::oauth_error("invalid_grant", "invalid code_verifier");
    }
    let wants_refresh = pending.scope.split(' ').any(|scope| scope == "offline_access");
    let (Ok(access), Ok(id)) = (secret(), random()) else {
        return Reply::oauth_error("server_error", NO_NUMBERS);
    };
    let refresh = if wants_refresh && book.odd("no_refresh_token").is_none() { secret().ok() } else { None };
    let session = Session {
        login,
        access,
        access_ends: Instant::now() + shop.options.access_token_lifetime,
        refresh,
        scope: pending.scope,
        signed_in: Timestamp::now(),
        id,
    };
    let reply = tokens(shop, &book, &session, pending.nonce.as_deref(), false);
    book.sessions.push(session);
    reply
}

/// Rotates: the old refresh token and the old access token are dead at once (recordings
/// `token-err-refresh-reused`, `err-access-token-after-refresh`).
fn refresh(shop: &Shop, token: &str) -> Reply {
    let mut book = shop.book();
    let found = book
        .sessions
        .iter()
        .position(|session| !token.is_empty() && session.refresh.as_deref() == Some(token));
    let Some(mut session) = found.map(|place| book.sessions.remove(place)) else {
        return Reply::oauth_error("invalid_request", "Errors.OIDCSession.RefreshTokenInvalid");
    };
    let (Ok(access), Ok(next)) = (secret(), secret()) else {
        return Reply::oauth_error("server_error", NO_NUMBERS);
    };
    session.access = access;
    session.access_ends = Instant::now() + shop.options.access_token_lifetime;
    session.refresh = Some(next);
    let reply = tokens(shop, &book, &session, None, true);
    book.sessions.push(session);
    reply
}

fn tokens(shop: &Shop, book: &Book, session: &Session, nonce: Option<&str>, refreshed: bool) -> Reply {
    let mut answer = json!({
        "access_token": session.access,
        "token_type": "Bearer",
        "expires_in": shop.options.access_token_lifetime.as_secs(),
    });
    if let Some(refresh) = &session.refresh {
        put(&mut answer, "refresh_token", json!(refresh));
    }
    let Some(account) = book.accounts.get(session.login) else { return Reply::empty(500) };
    if session.has_scope("openid") && book.odd("id_token").is_none() {
        let claims = Claims {
            issuer: &shop.issuer,
            subject: &account.id,
            nonce,
            access: &session.access,
            session: &session.id,
            signed_in: session.signed_in,
            with_passkey: !account.passkeys.is_empty(),
            refreshed,
            api: session.has_scope(API_SCOPE),
        };
        put(&mut answer, "id_token", json!(shop.signer.id_token(&claims, &book.odd)));
    }
    Reply::json(200, &answer)
}

/// Revoking either token ends the session; an unknown one is answered alike (RFC 7009, section 2.2).
pub(super) fn revoke(shop: &Shop, asked: &Asked) -> Reply {
    let form = asked.form();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if field("client_id") != CLIENT_ID {
        return Reply::oauth_error("invalid_client", "Errors.App.NotFound");
    }
    let token = field("token");
    if !token.is_empty() {
        let theirs = |session: &Session| session.access == token || session.refresh.as_deref() == Some(token);
        shop.book().sessions.retain(|session| !theirs(session));
    }
    Reply::empty(200)
}

/// `/oidc/v1/userinfo` (recording `userinfo`).
pub(super) fn userinfo(shop: &Shop, asked: &Asked) -> Reply {
    let book = shop.book();
    let session = asked.bearer().and_then(|access| book.session(access));
    let account = session.and_then(|session| book.accounts.get(session.login));
    let Some(account) = account else {
        let refused = json!({ "error": "access_denied", "error_description": "access denied" });
        return Reply::json(401, &refused);
    };
    let subject = if book.odd("sub").is_some() { "1" } else { &account.id };
    let info: Value = json!({
        "sub": subject,
        "name": account.name(),
        "given_name": account.first_name,
        "family_name": "Example",
        "locale": null,
        "updated_at": account.changed.as_second(),
        "preferred_username": account.email(),
        "email": account.email(),
        "email_verified": true,
    });
    Reply::json(200, &info)
}
