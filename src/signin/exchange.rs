//! The token endpoint: a code, or a refresh token, for tokens (RFC 6749, sections 4.1.3 and 6).

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthorizationCode, EndpointNotSet, EndpointSet, ExtraTokenFields, PkceCodeVerifier, RefreshToken,
    RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use crate::domain::{Details, Trouble, What, Why};
use crate::http::{Failure, Http};

use super::fault;
use super::gateway::{Gateway, Seen, Unsent};
use super::session::Tokens;

/// The library's client for an app without a secret.
pub(super) type Client<Authorization = EndpointSet, Token = EndpointSet> = oauth2::Client<
    BasicErrorResponse,
    Response,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    Authorization,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    Token,
>;

type Response = StandardTokenResponse<WithIdToken, BasicTokenType>;
type Refusal = RequestTokenError<Unsent, BasicErrorResponse>;

/// The member that OpenID Connect adds (Core 1.0, section 3.1.3.3).
#[derive(Deserialize, Serialize)]
pub(super) struct WithIdToken {
    id_token: Option<IdTokenText>,
}

/// An ID token as sent: unchecked, and a secret while it is young.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct IdTokenText(String);

/// What the token endpoint gave.
pub(super) struct Granted {
    pub tokens: Tokens,
    pub id_token: Option<IdTokenText>,
    /// By how many seconds this machine's clock is ahead of the server's.
    pub clock_ahead: Option<i64>,
}

/// What the token endpoint did not give, and why.
pub(super) enum NoTokens {
    /// No whole answer.
    NoAnswer(Failure),
    /// An answer without tokens.
    Answered { why: Why, details: Box<Details> },
}

impl fmt::Debug for WithIdToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WithIdToken(…)")
    }
}

impl ExtraTokenFields for WithIdToken {}

impl IdTokenText {
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl NoTokens {
    /// As the trouble of a sign-in.
    pub fn into_trouble(self) -> Trouble {
        match self {
            Self::NoAnswer(failure) => failure.trouble(What::SignIn),
            Self::Answered { why, details } => Trouble::new(What::SignIn, why).with(*details),
        }
    }
}

/// Exchanges the code of a sign-in.
pub(super) async fn code(
    http: &Http,
    client: &Client,
    code: AuthorizationCode,
    verifier: PkceCodeVerifier,
) -> Result<Granted, NoTokens> {
    let gateway = Gateway::new(http);
    let secrets = [code.secret().clone(), verifier.secret().clone()];
    let asked = Timestamp::now();
    let answer = client.exchange_code(code).set_pkce_verifier(verifier).request_async(&gateway).await;
    granted(answer, gateway.seen(), asked, &secrets)
}

/// Exchanges a refresh token. The server kills it by that, and the access token from before too.
pub(super) async fn refresh(http: &Http, client: &Client, token: &RefreshToken) -> Result<Granted, NoTokens> {
    let gateway = Gateway::new(http);
    let secrets = [token.secret().clone()];
    let asked = Timestamp::now();
    let answer = client.exchange_refresh_token(token).request_async(&gateway).await;
    granted(answer, gateway.seen(), asked, &secrets)
}

fn granted(
    answer: Result<Response, Refusal>,
    seen: Seen,
    asked: Timestamp,
    secrets: &[String],
) -> Result<Granted, NoTokens> {
    let answer = answer.map_err(|refusal| refused(refusal, seen, secrets))?;
    let details = fault::details(seen.status);
    // RFC 6749, section 7.1: a token of a kind that one does not understand must not be used.
    if *answer.token_type() != BasicTokenType::Bearer {
        return Err(NoTokens::Answered { why: Why::Unreadable, details: details.into() });
    }
    let lifetime = answer.expires_in().and_then(|lifetime| SignedDuration::try_from(lifetime).ok());
    let tokens = Tokens::new(
        answer.access_token().clone(),
        answer.refresh_token().cloned(),
        lifetime.and_then(|lifetime| asked.checked_add(lifetime).ok()),
    );
    let id_token = answer.extra_fields().id_token.clone();
    Ok(Granted { tokens, id_token, clock_ahead: seen.clock_ahead })
}

/// What a refusal means. The library's errors may hold the body: nothing of them is kept but the code
/// and, where it repeats no secret, the description.
fn refused(refusal: Refusal, seen: Seen, secrets: &[String]) -> NoTokens {
    let details = fault::details(seen.status);
    match refusal {
        RequestTokenError::Request(Unsent::NoAnswer(failure)) => NoTokens::NoAnswer(failure),
        _ if seen.status == 429 => {
            NoTokens::Answered { why: Why::TooManyRequests(seen.retry_after), details: details.into() }
        }
        RequestTokenError::ServerResponse(error) if (400..500).contains(&seen.status) => {
            let code = fault::said(error.error().as_ref());
            let why = Why::TokenRefused(code.clone());
            let safe = |said: &&String| !secrets.iter().any(|secret| said.contains(secret.as_str()));
            let message = error.error_description().filter(safe).map(|said| fault::said(said));
            NoTokens::Answered { why, details: Details { code: Some(code), message, ..details }.into() }
        }
        _ => NoTokens::Answered { why: fault::why(seen.status, seen.json), details: details.into() },
    }
}
