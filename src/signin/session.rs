//! A session after the sign-in: its tokens, their renewal and their end.

use std::fmt;

use jiff::Timestamp;
use oauth2::{AccessToken, RefreshToken};
use openidconnect::core::CoreJsonWebKeySet;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};

use crate::domain::{Account, Consequence, Details, Remedy, SessionKey, Trouble, What, Why};
use crate::http::{Answer, Http, Reach};

use super::exchange::{self, Client, Granted, NoTokens};
use super::fault;
use super::id_token;
use super::provider::Provider;
use super::user_info;

/// Who is signed in, and where. Holds no secret.
#[derive(Debug)]
pub struct Session {
    provider: Provider,
    client: Client,
    client_id: String,
    account: Account,
}

/// The secrets of a session. A refresh replaces them whole.
pub struct Tokens {
    access: AccessToken,
    refresh: Option<RefreshToken>,
    /// When the access token ends, where the server said so.
    ends: Option<Timestamp>,
}

/// The keys that sign a server's ID tokens, as they were just read.
#[derive(Debug)]
pub struct Keys(CoreJsonWebKeySet);

/// Why there are no new tokens.
#[derive(Debug)]
pub enum RefreshFault {
    /// The server refused, or there is no refresh token: sign in again.
    Refused(Trouble),
    /// The server was not reached or could not answer: try again later. The old tokens may still work.
    Later(Trouble),
    /// The new ID token names another account, or does not pass a check.
    OtherAccount(Trouble),
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Tokens {
    pub(super) const fn new(
        access: AccessToken,
        refresh: Option<RefreshToken>,
        ends: Option<Timestamp>,
    ) -> Self {
        Self { access, refresh, ends }
    }

    /// The access token: for requests to the issuer's origin only.
    #[must_use]
    pub const fn access(&self) -> &AccessToken {
        &self.access
    }

    /// What was kept of an earlier run: no access token yet, and one that has ended is refreshed first.
    #[must_use]
    pub fn from_kept(refresh: RefreshToken) -> Self {
        Self { access: AccessToken::new(String::new()), refresh: Some(refresh), ends: Some(Timestamp::MIN) }
    }

    /// The refresh token, to be kept.
    #[must_use]
    pub const fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh.as_ref()
    }

    /// The same with another refresh token: another run may have turned it.
    #[must_use]
    pub fn with_refresh_token(&self, refresh: RefreshToken) -> Self {
        Self { access: self.access.clone(), refresh: Some(refresh), ends: self.ends }
    }

    /// Whether there is a refresh token.
    #[must_use]
    pub const fn can_refresh(&self) -> bool {
        self.refresh.is_some()
    }

    /// Whether the access token ends at or before `time`. False where the server did not say when.
    #[must_use]
    pub fn ends_by(&self, time: Timestamp) -> bool {
        self.ends.is_some_and(|ends| ends <= time)
    }
}

impl Session {
    pub(super) const fn new(provider: Provider, client: Client, client_id: String, account: Account) -> Self {
        Self { provider, client, client_id, account }
    }

    /// Which it is, and under which name its refresh token is kept.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey { account: self.account.key.clone(), client_id: self.client_id.clone() }
    }

    /// Asks the server for the person's names.
    ///
    /// # Errors
    /// A [`Trouble`] about [`What::SignIn`]: they are not known, or the answer is about somebody else.
    pub async fn name(&mut self, http: &Http, tokens: &Tokens) -> Result<(), Trouble> {
        let key = self.account.key.clone();
        let info = user_info::read(http, &self.provider, tokens, &key.subject).await?;
        self.account = super::account(key, &info);
        Ok(())
    }

    /// Who is signed in.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// New tokens for old ones. From here on the old ones are dead, if the server was reached.
    ///
    /// The refresh token turns each time (recording `token-refresh`); where an answer has none, the
    /// old one is kept.
    ///
    /// # Errors
    /// [`RefreshFault`]: what to do about it.
    pub async fn refresh(&self, http: &Http, old: &Tokens) -> Result<Tokens, RefreshFault> {
        self.turn(http, old, &self.keys(http).await?).await
    }

    /// What new tokens are checked with. To be had first: without it, the old ones would be dead and the
    /// new ones of no use. Nothing is lost where this is given up.
    ///
    /// # Errors
    /// [`RefreshFault::Later`].
    pub async fn keys(&self, http: &Http) -> Result<Keys, RefreshFault> {
        self.provider.keys(http, What::StaySignedIn).await.map(Keys).map_err(RefreshFault::Later)
    }

    /// The second half of [`Self::refresh`]. Where this is given up, the session may be lost.
    ///
    /// # Errors
    /// [`RefreshFault`]: what to do about it.
    pub async fn turn(&self, http: &Http, old: &Tokens, keys: &Keys) -> Result<Tokens, RefreshFault> {
        let Some(token) = &old.refresh else {
            return Err(RefreshFault::Refused(Trouble::new(What::StaySignedIn, Why::SessionEnded)));
        };
        let granted = exchange::refresh(http, &self.client, token).await.map_err(refresh_fault)?;
        let Granted { mut tokens, id_token, .. } = granted;
        if let Some(text) = id_token {
            let expected = id_token::Expected {
                issuer: &self.provider.issuer,
                client_id: &self.client_id,
                keys: keys.0.clone(),
                freshly: None,
            };
            let subject = id_token::verify(&text, expected)
                .map_err(|fault| other_account(Why::TokenRejected(fault)))?;
            if subject != self.account.key.subject {
                return Err(other_account(Why::OtherAccount));
            }
        }
        tokens.refresh = tokens.refresh.or_else(|| old.refresh.clone());
        tracing::debug!("the tokens are refreshed");
        Ok(tokens)
    }

    /// Ends the session at the server (RFC 7009). Revoking the refresh token ends the access token too
    /// (recordings `revoke-refresh-token`, `err-access-token-after-revoke`).
    ///
    /// # Errors
    /// A [`Trouble`] about [`What::SignOut`]: the server was not told, or perhaps not.
    pub async fn revoke(&self, http: &Http, tokens: &Tokens) -> Result<(), Trouble> {
        let (token, hint) = match &tokens.refresh {
            Some(token) => (token.secret(), "refresh_token"),
            None => (tokens.access.secret(), "access_token"),
        };
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token)
            .append_pair("token_type_hint", hint)
            .append_pair("client_id", &self.client_id)
            .finish();
        // By hand: the library refuses `http`, which this machine's own servers speak.
        let mut request = Request::new(Method::POST, self.provider.revocation.clone());
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(form.into());
        let answer = http.send(request).await.map_err(|failure| {
            let consequence = match failure.reach {
                Reach::NotSent => Consequence::Unchanged,
                Reach::Perhaps => Consequence::Unknown,
            };
            failure.trouble(What::SignOut).after(consequence)
        })?;
        if is_revoked(&answer) {
            tracing::debug!("the session is revoked");
            return Ok(());
        }
        Err(Trouble::new(What::SignOut, fault::why_not(&answer)).with(fault::details(answer.status)))
    }
}

/// Whether `answer` says that the token is revoked or was none: 200, with nothing to read (RFC 7009,
/// section 2.2). A web page is somebody else's.
pub(super) fn is_revoked(answer: &Answer) -> bool {
    answer.status == 200 && (answer.body.is_empty() || answer.claims_json())
}

/// A refused refresh is `invalid_request` (recording `token-err-refresh-reused`), not `invalid_grant`: that it is
/// OAuth's own error answer decides, with any of its codes. A web page, or JSON of another kind, is somebody else's
/// word, whatever its status: the session may well go on behind it.
fn refresh_fault(fault: NoTokens) -> RefreshFault {
    match fault {
        NoTokens::NoAnswer(failure) => RefreshFault::Later(failure.trouble(What::StaySignedIn)),
        NoTokens::Answered { why: Why::TokenRefused(code), details } if is_oauths(&code, details.status) => {
            RefreshFault::Refused(ended(*details))
        }
        NoTokens::Answered { why, details } => {
            let why = if let Why::TokenRefused(_) = why { Why::NotTheServer } else { why };
            RefreshFault::Later(Trouble::new(What::StaySignedIn, why).with(*details))
        }
    }
}

/// Whether a token endpoint refuses so (RFC 6749, section 5.2). Gateways put their errors under `error` too, as in
/// `{"status":404,"error":"Not Found"}`.
fn is_oauths(code: &str, status: Option<u16>) -> bool {
    let codes = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];
    matches!(status, Some(400 | 401)) && codes.contains(&code)
}

fn ended(details: Details) -> Trouble {
    Trouble::new(What::StaySignedIn, Why::SessionEnded).with(details)
}

fn other_account(why: Why) -> RefreshFault {
    let mut trouble = Trouble::new(What::StaySignedIn, why);
    trouble.remedy = Remedy::SignInAgain;
    RefreshFault::OtherAccount(trouble)
}
