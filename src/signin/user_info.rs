//! Who has signed in, by name: OpenID Connect Core 1.0, section 5.3.

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Method, Request};
use serde::Deserialize;

use crate::domain::{Subject, TokenFault, Trouble, What, Why};
use crate::http::{Answer, Http};

use super::fault;
use super::provider::Provider;
use super::session::Tokens;

/// The claims that are shown, not yet cleaned for painting.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UserInfo {
    /// `preferred_username`, else `email`, else `sub`.
    pub login_name: String,
    pub name: Option<String>,
}

/// The answer (recordings `userinfo`, `userinfo-u2f`).
#[derive(Deserialize)]
struct Claims {
    sub: String,
    name: Option<String>,
    preferred_username: Option<String>,
    email: Option<String>,
}

/// Reads the claims of the person whom the ID token names.
pub(super) async fn read(
    http: &Http,
    provider: &Provider,
    tokens: &Tokens,
    subject: &Subject,
) -> Result<UserInfo, Trouble> {
    let trouble = |why| Trouble::new(What::SignIn, why);
    let mut request = Request::new(Method::GET, provider.user_info.clone());
    let mut bearer = HeaderValue::from_str(&format!("Bearer {}", tokens.access().secret()))
        .map_err(|_not_a_header| trouble(Why::Unreadable))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let answer = http.read(request).await.map_err(|failure| failure.trouble(What::SignIn))?;
    claims(&answer, subject).map_err(|why| trouble(why).with(fault::details(answer.status)))
}

pub(super) fn claims(answer: &Answer, subject: &Subject) -> Result<UserInfo, Why> {
    let unusable = || fault::why_not(answer);
    if answer.status != 200 {
        return Err(unusable());
    }
    let claims: Claims = answer.json().map_err(|_not_claims| unusable())?;
    // Section 5.3.2: otherwise the answer may be another person's.
    if claims.sub != subject.as_str() {
        return Err(Why::TokenRejected(TokenFault::Subject));
    }
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let login_name = filled(claims.preferred_username).or(filled(claims.email)).unwrap_or(claims.sub);
    Ok(UserInfo { login_name, name: claims.name })
}
