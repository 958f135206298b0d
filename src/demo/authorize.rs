//! Discovery, the authorization request, and the page on which an account is chosen (OpenID Connect).

use std::time::Instant;

use serde_json::json;
use url::{Host, Url};

use super::book::{Book, Code, Pending};
use super::reply::Reply;
use super::{Asked, CLIENT_ID, Shop, pages, put, random, secret, with_query};

/// The redirect that the demo's app is registered with; any loopback host and port with the same path fits.
const CALLBACK_PATH: &str = "/callback";

/// `/.well-known/openid-configuration` (recording `discovery`).
pub(super) fn discovery(shop: &Shop) -> Reply {
    let at = |path: &str| format!("{}{path}", shop.issuer);
    let mut document = json!({
        "issuer": shop.issuer,
        "authorization_endpoint": at("/oauth/v2/authorize"),
        "token_endpoint": at("/oauth/v2/token"),
        "introspection_endpoint": at("/oauth/v2/introspect"),
        "userinfo_endpoint": at("/oidc/v1/userinfo"),
        "revocation_endpoint": at("/oauth/v2/revoke"),
        "end_session_endpoint": at("/oidc/v1/end_session"),
        "device_authorization_endpoint": at("/oauth/v2/device_authorization"),
        "jwks_uri": at("/oauth/v2/keys"),
        "scopes_supported": ["openid", "profile", "email", "phone", "address", "offline_access"],
        "response_types_supported": ["code", "id_token", "id_token token"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": ["authorization_code", "implicit", "refresh_token", "client_credentials",
            "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:device_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
        "request_object_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "revocation_endpoint_auth_methods_supported":
            ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
        "revocation_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
        "introspection_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "aud", "exp", "iat", "iss", "auth_time", "nonce", "acr", "amr", "c_hash", "at_hash",
            "act", "scopes", "client_id", "azp", "preferred_username", "name", "family_name", "given_name", "locale",
            "email", "email_verified", "phone_number", "phone_number_verified"],
        "code_challenge_methods_supported": ["S256"],
        "ui_locales_supported": ["bg", "cs", "de", "en", "es", "fr", "hu", "id", "it", "ja", "ko", "mk", "nl", "pl",
            "pt", "ro", "ru", "sv", "tr", "zh"],
        "request_parameter_supported": true,
        "request_uri_parameter_supported": false,
    });
    let book = shop.book();
    if book.odd("issuer").is_some() {
        put(&mut document, "issuer", json!("https://elsewhere.example"));
    }
    match book.odd("endpoint") {
        Some("insecure") => {
            put(&mut document, "authorization_endpoint", json!("http://other.example/oauth/v2/authorize"));
        }
        Some(_) => put(&mut document, "token_endpoint", json!("https://elsewhere.example/oauth/v2/token")),
        None => {}
    }
    Reply::json(200, &document)
}

/// The authorization request (RFC 6749, section 4.1.1; RFC 7636). What is wrong with the client or the
/// redirect is told here and never redirected (recording `authorize-err-unknown-client`).
pub(super) fn authorize(shop: &Shop, asked: &Asked) -> Reply {
    if asked.query("client_id") != Some(CLIENT_ID) {
        return Reply::oauth_error("invalid_request", "Errors.App.NotFound");
    }
    let redirect_uri = asked.query("redirect_uri").unwrap_or_default();
    if !is_registered(redirect_uri) {
        let text = "The requested redirect_uri is missing in the client configuration. If you have any questions, you may contact the administrator of the application.";
        return Reply::oauth_error("invalid_request", text);
    }
    match pending(asked, redirect_uri) {
        Ok(pending) => {
            let mut book = shop.book();
            book.tidy();
            let to = format!("/ui/login/login?authRequestID={}", pending.id);
            book.pending.push(pending);
            let mut reply = Reply::redirect(302, to.clone());
            reply.headers.push(("content-type", "text/html; charset=utf-8".to_owned()));
            reply.body = format!("<a href=\"{to}\">Found</a>.\n\n").into_bytes();
            reply
        }
        Err((error, text)) => refuse(redirect_uri, asked.query("state"), error, text),
    }
}

fn pending(asked: &Asked, redirect_uri: &str) -> Result<Pending, (&'static str, &'static str)> {
    let given = |name| asked.query(name).filter(|value| !value.is_empty());
    if asked.query("response_type") != Some("code") {
        return Err(("unsupported_response_type", "only code is supported"));
    }
    let scope = given("scope").ok_or(("invalid_request", "the scope is missing"))?;
    let challenge = given("code_challenge").ok_or(("invalid_request", "code challenge required"))?;
    if asked.query("code_challenge_method") != Some("S256") {
        return Err(("invalid_request", "code challenge method must be S256"));
    }
    Ok(Pending {
        id: random().map_err(|_no_numbers| ("server_error", "no random numbers"))?,
        redirect_uri: redirect_uri.to_owned(),
        state: asked.query("state").map(ToOwned::to_owned),
        nonce: given("nonce").map(ToOwned::to_owned),
        challenge: challenge.to_owned(),
        scope: scope.to_owned(),
        made: Instant::now(),
    })
}

/// api.md, section 5: host spelling and port of a loopback redirect do not count, its path does.
fn is_registered(redirect_uri: &str) -> bool {
    Url::parse(redirect_uri).is_ok_and(|url| {
        is_loopback(&url)
            && matches!(url.scheme(), "http" | "https")
            && url.path() == CALLBACK_PATH
            && url.query().is_none()
            && url.fragment().is_none()
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Back to the app, with its `state` as it was given, if it was.
fn back(redirect_uri: &str, state: Option<&str>, answer: &[(&str, &str)]) -> Reply {
    let mut answer = answer.to_vec();
    answer.extend(state.map(|state| ("state", state)));
    with_query(redirect_uri, &answer).map_or_else(Reply::not_found, |to| Reply::redirect(302, to))
}

fn refuse(redirect_uri: &str, state: Option<&str>, error: &str, text: &str) -> Reply {
    back(redirect_uri, state, &[("error", error), ("error_description", text)])
}

/// The page for an authorization request.
pub(super) fn login_page(shop: &Shop, asked: &Asked) -> Reply {
    let id = asked.query("authRequestID").unwrap_or_default();
    let mut book = shop.book();
    book.tidy();
    if book.pending.iter().any(|pending| pending.id == id) {
        Reply::page(200, &pages::accounts(id, book.accounts.values()))
    } else {
        Reply::page(400, &pages::expired())
    }
}

/// An account was chosen, or the sign-in was refused.
pub(super) fn choose(shop: &Shop, asked: &Asked) -> Reply {
    let form = asked.form();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut book = shop.book();
    book.tidy();
    let id = field("authRequestID").unwrap_or_default();
    let Some(place) = book.pending.iter().position(|pending| pending.id == id) else {
        return Reply::page(400, &pages::expired());
    };
    let pending = book.pending.remove(place);
    let Some(login) = field("login") else {
        return refuse(
            &pending.redirect_uri,
            pending.state.as_deref(),
            "access_denied",
            "The person refused",
        );
    };
    give_code(&mut book, pending, login)
}

fn give_code(book: &mut Book, pending: Pending, login: &str) -> Reply {
    let Some(login) = book.accounts.get(login).map(|account| account.login) else {
        return Reply::not_found();
    };
    let Ok(code) = secret() else { return Reply::empty(500) };
    let reply = back(&pending.redirect_uri, pending.state.as_deref(), &[("code", &code)]);
    book.codes.push(Code { text: code, login, pending });
    reply
}
