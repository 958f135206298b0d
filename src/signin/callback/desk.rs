//! Decides what each request to the callback's port means, and answers it.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::header::HOST;
use hyper::{Method, Request};
use oauth2::{AuthorizationCode, CsrfToken};
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, timeout_at};

use super::connection;
use super::page::{self, Page, Pages};
use super::{Answered, AuthorizationError, PATH};

/// Where the browser is sent after the right answer: code and state leave the address bar.
const DONE_PATH: &str = "/done";
/// How long that page is kept for a browser that has not fetched it.
const LINGER_LIMIT: Duration = Duration::from_secs(3);

/// The port, and what is waited for on it.
pub(in super::super) struct Desk {
    listener: TcpListener,
    pub(super) shared: Arc<Shared>,
}

/// What all connections know.
pub(super) struct Shared {
    authority: String,
    state: CsrfToken,
    pages: Pages,
    waiting: Mutex<Waiting>,
    /// The last page has been sent whole.
    pub shown: Notify,
}

/// Whether the right answer has come.
enum Waiting {
    /// Not yet.
    For(oneshot::Sender<Answered>),
    /// It has, and nothing is heard any more.
    Over { page: Page, since: Instant },
}

impl Desk {
    pub fn new(
        listener: TcpListener,
        authority: String,
        state: CsrfToken,
        pages: Pages,
    ) -> (Self, oneshot::Receiver<Answered>) {
        let (shared, receiver) = Shared::new(authority, state, pages);
        (Self { listener, shared }, receiver)
    }

    /// Answers requests until `work` is done and the browser has its last page.
    ///
    /// Listener and connections end with this future.
    pub async fn serve_until<T>(&self, work: impl Future<Output = T>) -> T {
        let work = async {
            let result = work.await;
            self.show_last_page().await;
            result
        };
        tokio::select! {
            result = work => result,
            never = self.serve() => match never {},
        }
    }

    async fn serve(&self) -> Infallible {
        connection::accept(&self.listener, &self.shared).await
    }

    /// Waits until the browser has fetched the last page, where it was sent to one.
    async fn show_last_page(&self) {
        let since = match &*self.shared.waiting() {
            Waiting::For(_) => return,
            Waiting::Over { since, .. } => *since,
        };
        let _late = timeout_at(since + LINGER_LIMIT, self.shared.shown.notified()).await;
    }
}

impl Shared {
    pub fn new(
        authority: String,
        state: CsrfToken,
        pages: Pages,
    ) -> (Arc<Self>, oneshot::Receiver<Answered>) {
        let (sender, receiver) = oneshot::channel();
        let waiting = Mutex::new(Waiting::For(sender));
        (Arc::new(Self { authority, state, pages, waiting, shown: Notify::new() }), receiver)
    }

    /// The answer to one request, and whether it is the last page.
    pub fn answer<B>(&self, request: &Request<B>) -> (page::Response, bool) {
        if request.method() != Method::GET || !self.is_for_us(request) {
            return (page::not_found(), false);
        }
        match request.uri().path() {
            PATH => (self.callback(request.uri().query().unwrap_or_default()), false),
            DONE_PATH => match &*self.waiting() {
                Waiting::For(_) => (page::not_found(), false),
                Waiting::Over { page, .. } => (self.pages.response(*page), true),
            },
            _ => (page::not_found(), false),
        }
    }

    /// Whether the request names this port: a page of a rebound name does not.
    fn is_for_us<B>(&self, request: &Request<B>) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let named = hosts.next().is_some_and(|host| host.as_bytes() == self.authority.as_bytes());
        let target = request.uri().authority();
        named && hosts.next().is_none() && target.is_none_or(|target| target.as_str() == self.authority)
    }

    fn callback(&self, query: &str) -> page::Response {
        let Some(answered) = read(query, &self.state) else {
            tracing::debug!("a callback that is not from this sign-in");
            return self.pages.response(Page::Stranger);
        };
        let mut waiting = self.waiting();
        if let Waiting::For(_) = &*waiting {
            let page = match &answered {
                Answered::Code(_) => Page::Received,
                Answered::Error(_) => Page::Refused,
            };
            let over = Waiting::Over { page, since: Instant::now() };
            if let Waiting::For(sender) = std::mem::replace(&mut *waiting, over) {
                // Fails only where the sign-in was given up in this moment.
                let _given_up = sender.send(answered);
            }
        }
        page::see_other(DONE_PATH)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer in `query`, where it carries `state` and says one thing only.
///
/// A parameter that comes twice is an error (RFC 6749, section 3.1): nobody can say which one counts.
fn read(query: &str, state: &CsrfToken) -> Option<Answered> {
    let all: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let once = |name: &str| {
        let mut values = all.iter().filter(|(key, _)| key == name).map(|(_, value)| value.to_string());
        let first = values.next();
        if values.next().is_some() { Err(()) } else { Ok(first) }
    };
    let (given, code, error, description) =
        (once("state").ok()?, once("code").ok()?, once("error").ok()?, once("error_description").ok()?);
    // `CsrfToken` compares in constant time (feature `timing-resistant-secret-traits`).
    if CsrfToken::new(given?) != *state {
        return None;
    }
    match (code, error) {
        (Some(code), None) if !code.is_empty() => Some(Answered::Code(AuthorizationCode::new(code))),
        (None, Some(code)) if !code.is_empty() => {
            Some(Answered::Error(AuthorizationError { code, description }))
        }
        _ => None,
    }
}
