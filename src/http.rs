//! Sends requests: one set of limits for everything that Keyward asks a server.
//!
//! No redirects, no repeats, no cookies, no `Origin`; a proxy only for other machines. What a missing
//! answer means is decided here: whether the request can have reached the server.

mod patience;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Request, redirect, retry};
use serde::de::{DeserializeOwned, Error as _};
use url::Url;

use crate::domain::{Details, Trouble, What, Why, is_loopback};

pub use patience::Patience;

/// How long a request may take altogether, unless [`Limits`] say otherwise.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(20);
/// How long an unused connection is kept.
const IDLE_LIMIT: Duration = Duration::from_secs(30);
/// The longest body that is read, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// How long anything may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection to come about.
    pub connect: Duration,
    /// For a request altogether.
    pub request: Duration,
    /// Between the tries of a request that only reads.
    pub patience: Patience,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), request: REQUEST_LIMIT, patience: Patience::default() }
    }
}

/// What else each client is built with: in tests, the names and certificates of a network of their own.
#[derive(Clone)]
pub struct Adjust(Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>);

impl Adjust {
    /// Builds each client with this.
    pub fn with(adjust: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static) -> Self {
        Self(Arc::new(adjust))
    }
}

impl Default for Adjust {
    fn default() -> Self {
        Self::with(|builder| builder)
    }
}

impl fmt::Debug for Adjust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Adjust")
    }
}

/// Sends requests to any server. Made once; the trust store is read when it is first needed.
#[derive(Debug)]
pub struct Http {
    limits: Limits,
    adjust: Adjust,
    /// For `http://`, which is this machine only: needs no trust store.
    plain: Client,
    loopback: OnceLock<Result<Client, String>>,
    trusted: OnceLock<Result<Client, String>>,
}

/// An answer that arrived whole.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body, at most 1 MiB.
    pub body: Vec<u8>,
    /// When it was complete here.
    pub at: Timestamp,
}

/// No whole answer arrived.
#[derive(Debug)]
pub struct Failure {
    /// Whether the request can have reached the server.
    pub reach: Reach,
    /// Why.
    pub why: Why,
    /// The library's own words, without address or header.
    pub cause: String,
    /// The status, where the answer had begun.
    pub status: Option<u16>,
}

/// Whether a request can have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Certainly not: no connection came about.
    NotSent,
    /// Perhaps.
    Perhaps,
}

impl Http {
    /// A sender with these limits. Cheap: opens nothing.
    ///
    /// # Errors
    /// The library's words where not even a client without TLS can be made.
    pub fn new(limits: Limits) -> reqwest::Result<Self> {
        Self::adjusted(limits, Adjust::default())
    }

    /// The same, with clients that are built a little differently.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn adjusted(limits: Limits, adjust: Adjust) -> reqwest::Result<Self> {
        let plain = adjust.0(base(limits).no_proxy().tls_certs_only([])).build()?;
        Ok(Self { limits, adjust, plain, loopback: OnceLock::new(), trusted: OnceLock::new() })
    }

    /// Sends `request` once and reads the answer whole.
    ///
    /// # Errors
    /// [`Failure`] where no whole answer arrived.
    pub async fn send(&self, request: Request) -> Result<Answer, Failure> {
        let host = request.url().host_str().unwrap_or_default().to_owned();
        let client = self.client_for(request.url()).map_err(|cause| Failure {
            reach: Reach::NotSent,
            why: Why::NoTrustStore,
            cause: cause.to_owned(),
            status: None,
        })?;
        let response = client.execute(request).await.map_err(|error| failure(error, &host, None))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = read_body(response).await.map_err(|fault| match fault {
            BodyFault::TooLong => Failure {
                reach: Reach::Perhaps,
                why: Why::Unreadable,
                cause: format!("the answer is longer than {BODY_LIMIT} bytes"),
                status: Some(status),
            },
            BodyFault::Broken(error) => failure(error, &host, Some(status)),
        })?;
        Ok(Answer { status, headers, body, at: Timestamp::now() })
    }

    fn client_for(&self, url: &Url) -> Result<&Client, &str> {
        let (slot, builder): (_, fn(Limits) -> ClientBuilder) = match (url.scheme(), is_loopback(url)) {
            ("http", _) => return Ok(&self.plain),
            (_, true) => (&self.loopback, |limits| base(limits).no_proxy()),
            (_, false) => (&self.trusted, base),
        };
        let made = slot.get_or_init(|| {
            let builder = self.adjust.0(builder(self.limits));
            builder.build().map_err(|error| innermost(&error))
        });
        made.as_ref().map_err(String::as_str)
    }
}

impl Answer {
    /// The server's clock (`Date`, RFC 9110, section 6.6.1).
    #[must_use]
    pub fn server_time(&self) -> Option<Timestamp> {
        let text = self.headers.get(DATE)?.to_str().ok()?;
        jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
    }

    /// For how long the server asks to be left alone (`Retry-After`, RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
        let now = self.server_time().unwrap_or(self.at);
        Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
    }

    /// The same in seconds, for a sentence.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after().map(|wait| wait.as_secs())
    }

    /// What the body claims to be, without parameters (RFC 9110, section 8.3).
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').next().map(str::trim)
    }

    /// The whole body as JSON.
    ///
    /// # Errors
    /// Where it is not UTF-8 (RFC 8259, section 8.1) throughout, parts that are not asked for too, or not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        let text = std::str::from_utf8(&self.body).map_err(serde_json::Error::custom)?;
        serde_json::from_str(text)
    }

    /// Whether the body claims to be JSON.
    #[must_use]
    pub fn claims_json(&self) -> bool {
        self.content_type() == Some("application/json")
    }
}

impl Failure {
    /// The failure as a person reads it; whether anything changed is for the caller to say.
    #[must_use]
    pub fn trouble(self, what: What) -> Trouble {
        let Self { why, cause, status, .. } = self;
        let details =
            Details { status, cause: Some(cause), at: Some(Timestamp::now()), ..Details::default() };
        Trouble::new(what, why).with(details)
    }
}

fn base(limits: Limits) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("Keyward/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(limits.connect)
        .timeout(limits.request)
        .pool_idle_timeout(IDLE_LIMIT)
}

enum BodyFault {
    TooLong,
    Broken(reqwest::Error),
}

async fn read_body(mut response: reqwest::Response) -> Result<Vec<u8>, BodyFault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(BodyFault::Broken)? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(BodyFault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What the library's error means. Its kinds say where it failed, its innermost words why.
fn failure(error: reqwest::Error, host: &str, status: Option<u16>) -> Failure {
    // The address is left out: an authorization request holds the state.
    let error = error.without_url();
    let cause = innermost(&error);
    let host = host.to_owned();
    let not_sent = error.is_connect();
    let why = if error.is_dns() {
        Why::HostNotFound(host)
    } else if cause.contains("certificate") {
        // rustls: "invalid peer certificate: …"; platform verifiers use the same word.
        Why::CertificateNotTrusted(host)
    } else if not_sent && (cause.contains("tunnel") || cause.contains("proxy")) {
        Why::ProxyRefused
    } else if not_sent {
        Why::NotReachable(host)
    } else if error.is_timeout() {
        Why::TimedOut
    } else {
        Why::ConnectionLost
    };
    Failure { reach: if not_sent { Reach::NotSent } else { Reach::Perhaps }, why, cause, status }
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
