//! The few pages that a browser is shown. They load nothing and hold no word of the request.

use http_body_util::Full;
use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};

use crate::text::Text;

/// An answer of this server.
pub(super) type Response = hyper::Response<Full<Bytes>>;

/// Nothing is loaded, framed or sent from these pages.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
/// Legible in light and dark, at any width.
const STYLE: &str = "html{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}\
    body{max-width:34rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem;line-height:1.25}";

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// A code came; whether it is worth tokens is seen in the app.
    Received,
    /// The server sent an error.
    Refused,
    /// Not from the sign-in under way.
    Stranger,
}

/// The pages in one language.
#[derive(Debug)]
pub(in super::super) struct Pages {
    received: Bytes,
    refused: Bytes,
    stranger: Bytes,
}

impl Pages {
    /// In the language nearest to `language` (BCP 47).
    pub(in super::super) fn in_language(language: &str) -> Self {
        let text = Text::nearest_to(language);
        let page = |title: String, words: String| html(text.tag(), &title, &words);
        Self {
            received: page(text.page_received(), text.page_received_text()),
            refused: page(text.page_refused(), text.page_refused_text()),
            stranger: page(text.page_stranger(), text.page_stranger_text()),
        }
    }

    /// The page as an answer.
    pub(super) fn response(&self, page: Page) -> Response {
        let (status, body) = match page {
            Page::Received => (StatusCode::OK, &self.received),
            Page::Refused => (StatusCode::OK, &self.refused),
            Page::Stranger => (StatusCode::BAD_REQUEST, &self.stranger),
        };
        let mut response = with(status, body.clone());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    }
}

/// Only our own words are in it: nothing that was sent.
fn html(language: &str, title: &str, words: &str) -> Bytes {
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
    )
    .into()
}

/// Neither ours nor worth a page.
pub(super) fn not_found() -> Response {
    with(StatusCode::NOT_FOUND, Bytes::new())
}

/// On to `path`, by GET (RFC 9110, section 15.4.4).
pub(super) fn see_other(path: &'static str) -> Response {
    let mut response = with(StatusCode::SEE_OTHER, Bytes::new());
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(path));
    response
}

fn with(status: StatusCode, body: Bytes) -> Response {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}
