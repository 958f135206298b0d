//! Lets the `oauth2` library send through the one HTTP client.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::http::{Answer, Failure, Http};

/// Sends the library's requests, and keeps what it does not hand on.
pub(super) struct Gateway<'a> {
    http: &'a Http,
    seen: Mutex<Seen>,
}

/// What was seen of the last answer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub status: u16,
    pub json: bool,
    /// For how many seconds the server asks to be left alone.
    pub retry_after: Option<u64>,
    /// By how many seconds this machine's clock is ahead of the server's, where its `Date` tells.
    pub clock_ahead: Option<i64>,
}

/// No whole answer arrived, or there was nothing to send.
#[derive(Debug)]
pub(super) enum Unsent {
    NoAnswer(Failure),
    NoRequest,
}

impl fmt::Display for Unsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")
    }
}

impl std::error::Error for Unsent {}

impl<'a> Gateway<'a> {
    pub fn new(http: &'a Http) -> Self {
        Self { http, seen: Mutex::default() }
    }

    /// What was seen of the last answer.
    pub fn seen(&self) -> Seen {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unsent> {
        let request = reqwest::Request::try_from(request).map_err(|_not_an_address| Unsent::NoRequest)?;
        let answer = self.http.send(request).await.map_err(Unsent::NoAnswer)?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Seen {
            status: answer.status,
            json: answer.claims_json(),
            retry_after: answer.retry_after_seconds(),
            clock_ahead: answer.server_time().map(|time| answer.at.as_second() - time.as_second()),
        };
        let Answer { status, headers, body, .. } = answer;
        let mut response = HttpResponse::new(body);
        *response.headers_mut() = headers;
        *response.status_mut() =
            oauth2::http::StatusCode::from_u16(status).map_err(|_never| Unsent::NoRequest)?;
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Gateway<'_> {
    type Error = Unsent;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unsent>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
