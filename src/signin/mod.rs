//! Signs in through the system browser and keeps the session alive.
//!
//! OpenID Connect's authorization code flow with PKCE (RFC 7636) and a loopback redirect (RFC 8252,
//! section 7.3). The order is: discovery, a listener for the callback, a trial of the request, the
//! browser, the callback, the code for tokens, the ID token's checks, the user info.
//!
//! Everything runs inside the future that [`sign_in`] returns: to give up a sign-in is to drop it, and
//! the port is free at once.

mod attempt;
mod browser;
mod callback;
mod exchange;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod gateway;
mod id_token;
mod keychain;
mod preflight;
mod provider;
#[cfg(test)]
mod recorded;
mod session;
mod user_info;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use url::Url;

use crate::domain::{Account, AccountKey, SessionKey, SignInOrder, TokenFault, Trouble, What, Why};
use crate::http::Http;

use attempt::Attempt;
pub use browser::{OpenBrowser, system_browser};
use callback::{Answered, Callback, Pages};
pub use keychain::{KEYCHAIN_LIMIT, Keychain};
use provider::Provider;
pub use session::{Keys, RefreshFault, Session, Tokens};

/// How long a person has in the browser.
const BROWSER_LIMIT: Duration = Duration::from_mins(5);

/// How far a sign-in has come.
pub enum Progress {
    /// The browser was asked to open the link.
    BrowserAsked {
        /// The authorization request, for a person whose browser did not open.
        link: Url,
        /// Whether the system said that a browser was started.
        opened: bool,
    },
    /// The browser came back with an answer.
    CallbackArrived,
}

impl fmt::Debug for Progress {
    /// Leaves the link's query out: it holds the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrowserAsked { opened, .. } => write!(f, "BrowserAsked {{ link: …, opened: {opened} }}"),
            Self::CallbackArrived => f.write_str("CallbackArrived"),
        }
    }
}

/// How long a sign-in may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the person in the browser.
    pub browser: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { browser: BROWSER_LIMIT }
    }
}

/// Signs in at `order.server`. Dropping the future gives the sign-in up.
///
/// # Errors
/// The [`Trouble`] is about [`What::Connect`] where the server cannot be used at all, and about
/// [`What::SignIn`] otherwise. Nothing has changed at the server then.
pub async fn sign_in(
    http: &Http,
    order: &SignInOrder,
    browser: &Arc<OpenBrowser>,
    tell: &(dyn Fn(Progress) + Send + Sync),
    limits: Limits,
) -> Result<(Session, Tokens), Trouble> {
    let provider = Provider::discover(http, &order.server).await?;
    let callback = Callback::bind().await?;
    let attempt = Attempt::new(&provider, order, callback.redirect_uri())?;
    preflight::check(http, &Attempt::new(&provider, order, callback.redirect_uri())?, order).await?;
    let (desk, mut answer) = callback.expect(attempt.state.clone(), Pages::in_language(&order.language));
    let work = async {
        let waiting = async {
            match browser::ask(browser, &attempt.link, &mut answer, tell).await {
                Some(answered) => Some(answered),
                None => answer.await.ok(),
            }
        };
        let Ok(Some(answered)) = timeout(limits.browser, waiting).await else {
            return Err(Trouble::new(What::SignIn, Why::SignInTimedOut));
        };
        tracing::debug!("the callback arrived");
        tell(Progress::CallbackArrived);
        match answered {
            Answered::Code(code) => Box::pin(finish(http, provider, order, attempt, code)).await,
            Answered::Error(error) => Err(error.trouble()),
        }
    };
    desk.serve_until(work).await
}

/// A session of an earlier run, at a server that answers. Its names are not known yet, nor whether the server
/// still takes what was kept of it.
///
/// # Errors
/// A [`Trouble`] about [`What::Connect`]: the server cannot be used just now.
pub async fn reopen(http: &Http, key: &SessionKey) -> Result<Session, Trouble> {
    let provider = Provider::discover(http, &key.account.server).await?;
    let client = attempt::client(&provider, &key.client_id);
    let unnamed = Account::named(key.account.clone(), "", None);
    Ok(Session::new(provider, client, key.client_id.clone(), unnamed))
}

fn account(key: AccountKey, info: &user_info::UserInfo) -> Account {
    Account::named(key, &info.login_name, info.name.as_deref())
}

/// From the code to a session: keys, tokens, the ID token's checks, the user info.
async fn finish(
    http: &Http,
    provider: Provider,
    order: &SignInOrder,
    attempt: Attempt,
    code: oauth2::AuthorizationCode,
) -> Result<(Session, Tokens), Trouble> {
    let keys = provider.keys(http, What::SignIn).await?;
    let Attempt { client, nonce, verifier, .. } = attempt;
    let granted =
        exchange::code(http, &client, code, verifier).await.map_err(exchange::NoTokens::into_trouble)?;
    let rejected = |fault| Trouble::new(What::SignIn, Why::TokenRejected(fault));
    let text = granted.id_token.as_ref().ok_or_else(|| rejected(TokenFault::Missing))?;
    let expected = id_token::Expected {
        issuer: &provider.issuer,
        client_id: &order.client_id,
        keys,
        freshly: Some(id_token::Freshly { nonce: &nonce, clock_ahead: granted.clock_ahead }),
    };
    let subject = id_token::verify(text, expected).map_err(rejected)?;
    let info = user_info::read(http, &provider, &granted.tokens, &subject).await?;
    tracing::debug!("signed in");
    let account = account(AccountKey { server: order.server.clone(), subject }, &info);
    Ok((Session::new(provider, client, order.client_id.clone(), account), granted.tokens))
}
