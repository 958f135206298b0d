//! What the server says about itself: OpenID Connect Discovery 1.0, section 4.

use oauth2::{AuthUrl, TokenUrl};
use openidconnect::IssuerUrl;
use openidconnect::core::CoreJsonWebKeySet;
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Method, Request};
use serde::Deserialize;
use url::Url;

use crate::domain::{Server, Trouble, What, Why, is_loopback, painted};
use crate::http::{Answer, Http};

use super::fault;

/// Where the document is (section 4).
const DISCOVERY_PATH: &str = "/.well-known/openid-configuration";

/// The endpoints of one issuer, checked: a token goes to the issuer's origin only.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub issuer: IssuerUrl,
    pub authorization: AuthUrl,
    pub token: TokenUrl,
    pub user_info: Url,
    pub revocation: Url,
    keys: Url,
}

/// The members that are needed (recording `discovery`). All are text until they are checked.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    revocation_endpoint: String,
    jwks_uri: String,
}

impl Provider {
    /// Reads and checks the server's discovery document.
    pub async fn discover(http: &Http, server: &Server) -> Result<Self, Trouble> {
        let trouble = |why| Trouble::new(What::Connect, why);
        let url = Url::parse(&format!("{}{DISCOVERY_PATH}", server.as_str()))
            .map_err(|_never| trouble(Why::NotZitadel))?;
        let answer = get(http, url).await.map_err(|failure| failure.trouble(What::Connect))?;
        let provider =
            Self::read(server, &answer).map_err(|why| trouble(why).with(fault::details(answer.status)))?;
        tracing::debug!("the discovery document is read");
        Ok(provider)
    }

    /// Reads and checks the document (recording `discovery`).
    pub fn read(server: &Server, answer: &Answer) -> Result<Self, Why> {
        match answer.status {
            200 => {}
            429 => return Err(Why::TooManyRequests(answer.retry_after_seconds())),
            500.. => return Err(Why::ServerFailed),
            _ => return Err(Why::NotZitadel),
        }
        let document: Document = answer.json().map_err(|_not_discovery| Why::NotZitadel)?;
        if document.issuer != server.as_str() {
            return Err(Why::OtherIssuer(painted(&document.issuer)));
        }
        let own = |text: &str| endpoint(server, text, Origin::Issuer);
        Ok(Self {
            // From text: a parsed address would gain a slash that the tokens' `iss` does not have.
            issuer: IssuerUrl::new(document.issuer).map_err(|_never| Why::NotZitadel)?,
            authorization: AuthUrl::from_url(endpoint(
                server,
                &document.authorization_endpoint,
                Origin::Any,
            )?),
            token: TokenUrl::from_url(own(&document.token_endpoint)?),
            user_info: own(&document.userinfo_endpoint)?,
            revocation: own(&document.revocation_endpoint)?,
            keys: own(&document.jwks_uri)?,
        })
    }

    /// The keys that sign ID tokens, as they are now: servers change them while a session lasts.
    pub async fn keys(&self, http: &Http, what: What) -> Result<CoreJsonWebKeySet, Trouble> {
        let answer = get(http, self.keys.clone()).await.map_err(|failure| failure.trouble(what))?;
        key_set(&answer).map_err(|why| Trouble::new(what, why).with(fault::details(answer.status)))
    }
}

/// A key set (RFC 7517; recording `jwks`). Keys of unknown kinds are left out.
pub(super) fn key_set(answer: &Answer) -> Result<CoreJsonWebKeySet, Why> {
    let unusable = || fault::why_not(answer);
    if answer.status != 200 {
        return Err(unusable());
    }
    answer.json().map_err(|_not_keys| unusable())
}

/// Where an endpoint may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Secrets go there.
    Issuer,
    /// Only the browser goes there.
    Any,
}

/// `text` as an address that is safe to use.
fn endpoint(server: &Server, text: &str, origin: Origin) -> Result<Url, Why> {
    let unsafe_endpoint = || Why::UnsafeEndpoint(painted(text));
    let url = Url::parse(text).map_err(|_not_a_url| Why::NotZitadel)?;
    let this_machine = server.as_str().starts_with("http://") && is_loopback(&url);
    let open = url.scheme() != "https" && !(url.scheme() == "http" && this_machine);
    let named = !url.username().is_empty() || url.password().is_some();
    let elsewhere = origin == Origin::Issuer && url.origin().ascii_serialization() != server.as_str();
    if open || named || elsewhere { Err(unsafe_endpoint()) } else { Ok(url) }
}

/// Asks for JSON.
async fn get(http: &Http, url: Url) -> Result<Answer, crate::http::Failure> {
    let mut request = Request::new(Method::GET, url);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    http.read(request).await
}
