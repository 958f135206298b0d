//! An answer, before it becomes bytes.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Announce the whole body and break off in its middle.
    pub cut: bool,
}

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is dropped")
    }
}

impl std::error::Error for Dropped {}

impl Reply {
    pub fn json(status: u16, body: &Value) -> Self {
        let headers =
            vec![("content-type", "application/json".to_owned()), ("cache-control", "no-store".to_owned())];
        Self { status, headers, body: body.to_string().into_bytes(), cut: false }
    }

    pub fn page(status: u16, html: &str) -> Self {
        let headers = vec![
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("referrer-policy", "no-referrer".to_owned()),
        ];
        Self { status, headers, body: html.as_bytes().to_vec(), cut: false }
    }

    pub fn redirect(status: u16, to: String) -> Self {
        Self { status, headers: vec![("location", to)], body: Vec::new(), cut: false }
    }

    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), cut: false }
    }

    /// An error with `zitadel.v1.ErrorDetail` (recording `err-already-removed`).
    pub fn error(code: u8, text: &str, id: &str) -> Self {
        let detail =
            json!({ "@type": "type.googleapis.com/zitadel.v1.ErrorDetail", "id": id, "message": text });
        Self::status(code, &format!("{text} ({id})"), Some(&detail))
    }

    /// An error without details (recording `err-empty-id`).
    pub fn bare_error(code: u8, message: &str) -> Self {
        Self::status(code, message, None)
    }

    fn status(code: u8, message: &str, detail: Option<&Value>) -> Self {
        let mut body = json!({ "code": code, "message": message });
        if let Some(detail) = detail {
            super::put(&mut body, "details", json!([detail]));
        }
        let mut reply = Self::json(http_status(code), &body);
        if code == 16 {
            reply.headers.push(("www-authenticate", message.to_owned()));
        }
        reply
    }

    /// The gateway's own (recording `remove-idp`).
    pub fn not_found() -> Self {
        Self::bare_error(5, "Not Found")
    }

    pub fn method_not_allowed() -> Self {
        Self { status: 405, ..Self::bare_error(12, "Method Not Allowed") }
    }

    /// RFC 6749, section 5.2.
    pub fn oauth_error(error: &str, description: &str) -> Self {
        Self::json(400, &json!({ "error": error, "error_description": description }))
    }

    pub fn into_response(self) -> Response<Body> {
        let length = self.body.len();
        let kept = if self.cut { length / 2 } else { length };
        let bytes = Bytes::from(self.body).slice(..kept);
        let mut response = Response::new(Body { bytes: Some(bytes), length, cut: self.cut, said: false });
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        if length > 0 && !response.headers().contains_key(CONTENT_TYPE) {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        }
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        response
    }
}

/// api.md, section 2: how a gRPC code becomes an HTTP status.
const fn http_status(code: u8) -> u16 {
    match code {
        3 | 9 | 11 => 400,
        16 => 401,
        7 => 403,
        5 => 404,
        6 | 10 => 409,
        8 => 429,
        12 => 501,
        14 => 503,
        _ => 500,
    }
}

/// The time in so many seconds, as a `Date` header (RFC 9110, section 5.6.7).
pub(super) fn date(seconds: i64) -> String {
    let now = jiff::Timestamp::now();
    let then = now.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(now);
    then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A body that can break off.
#[derive(Debug)]
pub(super) struct Body {
    bytes: Option<Bytes>,
    length: usize,
    cut: bool,
    said: bool,
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        match self.bytes.take() {
            Some(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            // First what was said goes out; only then it breaks off.
            _ if self.cut && !std::mem::replace(&mut self.said, true) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            _ if self.cut => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.length == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length as u64)
    }
}
