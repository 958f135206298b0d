//! One signed-in person's way to the server: address, token, and the client that sends.

use oauth2::AccessToken;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Method, Request};
use url::Url;

use super::fault::{self, Status};
use crate::domain::{Details, Server, Subject, Topic, Trouble, What, Why};
use crate::http::{Answer, Failure, Http};

/// What a request to the API needs.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// Sends it.
    pub http: &'a Http,
    /// Where to: the issuer's origin, nowhere else.
    pub server: &'a Server,
    /// Whose account.
    pub subject: &'a Subject,
    /// Proves it. Its `Debug` prints nothing of it.
    pub access: &'a AccessToken,
}

/// The server refused the access token (HTTP 401): expired, ended elsewhere, or without the audience
/// (recordings `err-garbage-token`, `err-missing-audience-scope`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unauthorized(pub Box<Details>);

/// Why a reading has no value.
#[derive(Debug)]
pub(super) enum Unread {
    Unauthorized(Box<Details>),
    Trouble(Trouble),
}

/// One path segment after another; each is percent-encoded whole.
pub(super) type Path<'a> = &'a [&'a str];

impl Caller<'_> {
    pub(super) async fn get(
        &self,
        topic: Topic,
        path: Path<'_>,
        query: &[(&str, &str)],
    ) -> Result<Answer, Unread> {
        let url = self.url(path, query).ok_or_else(|| not_addressable(topic))?;
        self.read(topic, Request::new(Method::GET, url)).await
    }

    /// A `_search` call: it wants a JSON body, and ignores an empty one.
    pub(super) async fn search(&self, topic: Topic, path: Path<'_>) -> Result<Answer, Unread> {
        let url = self.url(path, &[]).ok_or_else(|| not_addressable(topic))?;
        let mut request = Request::new(Method::POST, url);
        request.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
        *request.body_mut() = Some("{}".into());
        self.read(topic, request).await
    }

    async fn read(&self, topic: Topic, request: Request) -> Result<Answer, Unread> {
        // Boxed: seven of these wait side by side in one future.
        let answer = match Box::pin(self.http.read(self.signed(request))).await {
            Ok(answer) => answer,
            Err(failure) => return Err(Unread::Trouble(failure.trouble(What::Read(topic)))),
        };
        match answer.status {
            200 if answer.claims_json() => Ok(answer),
            // Another's 401, a gateway's perhaps, says nothing about the token.
            401 if Status::read(&answer).is_some() => {
                Err(Unread::Unauthorized(Box::new(fault::details(&answer))))
            }
            _ => Err(Unread::Trouble(fault::read_trouble(What::Read(topic), &answer))),
        }
    }

    /// Sends a request that changes something: once.
    pub(super) async fn send(&self, request: Request) -> Result<Answer, Failure> {
        self.http.send(self.signed(request)).await
    }

    fn signed(&self, mut request: Request) -> Request {
        let headers = request.headers_mut();
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        // A token with a character that no header can carry is sent as none, and refused with 401.
        if let Ok(mut bearer) = HeaderValue::try_from(format!("Bearer {}", self.access.secret())) {
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        request
    }

    /// The address of `path` at the server; `None` where a segment cannot stand in one (`.`, `..`, empty).
    pub(super) fn url(&self, path: Path<'_>, query: &[(&str, &str)]) -> Option<Url> {
        let mut url = Url::parse(self.server.as_str()).ok()?;
        url.path_segments_mut().ok()?.clear().extend(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let kept = url.path_segments()?.filter(|segment| !segment.is_empty()).count();
        (kept == path.len()).then_some(url)
    }
}

fn not_addressable(topic: Topic) -> Unread {
    Unread::Trouble(Trouble::new(What::Read(topic), Why::Unreadable))
}
