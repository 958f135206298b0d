//! An identity server for trying and testing: loopback only, everything in memory.
//!
//! It answers as a running ZITADEL was recorded to answer (`tests/recordings`), and shares no type with
//! the client that reads it: a wrong member name cannot be wrong on both sides.

mod accounts;
mod api;
mod authorize;
mod book;
mod control;
mod doors;
mod fault;
mod grpc_web;
mod id_token;
mod pages;
mod people;
mod reads;
mod removals;
mod reply;
mod token;

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use book::Book;
use doors::{Door, Doors};
use reply::{Body, Dropped, Reply};

/// The longest request body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024;
/// How long a client may take to send a request's head.
const HEAD_LIMIT: Duration = Duration::from_secs(10);
/// The one app that the demo knows.
const CLIENT_ID: &str = "400917664790285350";

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
    /// How long an access token is good for.
    pub access_token_lifetime: Duration,
    /// Its address as clients know it, where something that speaks TLS stands in front of it; else its own.
    pub public_address: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, access_token_lifetime: Duration::from_hours(12), public_address: None }
    }
}

/// A running demo server. When it has been dropped nobody can connect, open connections are shut, and
/// nothing more is done for a request that was under way.
pub struct Demo {
    address: String,
    issuer: String,
    doors: Arc<Doors>,
    serving: JoinHandle<()>,
}

impl Demo {
    /// Listens on loopback and serves on the current tokio runtime.
    ///
    /// # Errors
    /// Where the port cannot be opened, or the system gives no random numbers for the signing key.
    pub async fn start(options: Options) -> io::Result<Self> {
        let (doors, address) = Doors::open(options.port).await?;
        let address = format!("http://{address}");
        let issuer = options.public_address.clone().unwrap_or_else(|| address.clone());
        let shop = Arc::new(Shop {
            issuer: issuer.clone(),
            options,
            signer: id_token::Signer::new()?,
            book: Mutex::new(Book::new()),
            doors: doors.clone(),
        });
        let serving = tokio::spawn(serve(shop));
        Ok(Self { address, issuer, doors, serving })
    }

    /// Where it listens: scheme, host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its address as clients know it: scheme, host and port.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The client id of the one app that it knows.
    #[must_use]
    pub const fn client_id(&self) -> &str {
        CLIENT_ID
    }
}

impl fmt::Debug for Demo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Demo").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // An abort alone takes effect whenever the runtime comes to it.
        self.doors.close();
        self.serving.abort();
    }
}

/// What every request can reach.
struct Shop {
    issuer: String,
    options: Options,
    signer: id_token::Signer,
    book: Mutex<Book>,
    doors: Arc<Doors>,
}

impl Shop {
    /// Held briefly, never while waiting.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(shop: Arc<Shop>) {
    // Dropped with this task, and every connection with it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = shop.doors.accept() => match accepted {
                Ok((stream, door)) => {
                    connections.spawn(connection(stream, door, shop.clone()));
                }
                Err(_) if shop.doors.is_closed() => return,
                // Out of file descriptors: others may close theirs.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, door: Door, shop: Arc<Shop>) {
    let service = service_fn(move |request: Request<Incoming>| answer(shop.clone(), request));
    // A client that breaks off is its own affair.
    let _ended = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    drop(door);
}

/// One request, its body read whole.
struct Asked {
    method: String,
    /// The path's segments as they stand in the request, percent-encoding and all.
    path: String,
    query: Vec<(String, String)>,
    headers: hyper::HeaderMap,
    body: Bytes,
}

impl Asked {
    async fn read(request: Request<Incoming>) -> Result<Self, Dropped> {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, BODY_LIMIT).collect().await.map_err(|_too_long| Dropped)?.to_bytes();
        let query = head.uri.query().unwrap_or_default();
        Ok(Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs(query.as_bytes()),
            headers: head.headers,
            body,
        })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The access token, where one came in the way that the server takes.
    fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn form(&self) -> Vec<(String, String)> {
        pairs(&self.body)
    }

    /// The path's segments, decoded one by one: a `/` inside one stays inside.
    fn segments(&self) -> Vec<String> {
        let decode = |part: &str| {
            // `+` is itself in a path.
            let pair = pairs(format!("x={}", part.replace('+', "%2B")).as_bytes());
            pair.into_iter().next().map(|(_, value)| value).unwrap_or_default()
        };
        self.path.trim_start_matches('/').split('/').map(decode).collect()
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded).into_owned().collect()
}

async fn answer(shop: Arc<Shop>, request: Request<Incoming>) -> Result<hyper::Response<Body>, Dropped> {
    let asked = Asked::read(request).await?;
    if shop.doors.is_closed() {
        return Err(Dropped);
    }
    if asked.path.starts_with("/demo/") && asked.path != fault::ELSEWHERE {
        return Ok(control::answer(&shop, &asked).into_response());
    }
    let number = shop.book().log(&asked);
    let mut reply = fault::between(&shop, &asked).await?;
    let mut book = shop.book();
    book.log_status(number, reply.status);
    // Otherwise hyper writes the right time.
    reply.headers.extend(book.number("date_skew").map(|seconds| ("date", reply::date(seconds))));
    drop(book);
    Ok(reply.into_response())
}

/// The answer without any fault in the way.
fn route(shop: &Shop, asked: &Asked) -> Reply {
    let segments = asked.segments();
    let path: Vec<&str> = segments.iter().map(String::as_str).collect();
    match (asked.method.as_str(), path.as_slice()) {
        ("GET", [""]) => Reply::page(200, &pages::front(&shop.issuer)),
        ("GET", [".well-known", "openid-configuration"]) => authorize::discovery(shop),
        ("GET", ["oauth", "v2", "keys"]) => Reply::json(200, &shop.signer.keys()),
        ("GET", ["oauth", "v2", "authorize"]) => authorize::authorize(shop, asked),
        ("GET", ["ui", "login", "login"]) => authorize::login_page(shop, asked),
        ("POST", ["login"]) => authorize::choose(shop, asked),
        ("POST", ["oauth", "v2", "token"]) => token::token(shop, asked),
        ("POST", ["oauth", "v2", "revoke"]) => token::revoke(shop, asked),
        ("GET" | "POST", ["oidc", "v1", "userinfo"]) => token::userinfo(shop, asked),
        ("GET", ["oidc", "v1", "end_session"]) => Reply::page(200, &pages::signed_out()),
        (_, ["auth", "v1", ..] | ["v2" | "v2beta", ..]) => api::answer(shop, asked, &path),
        (_, ["zitadel.auth.v1.AuthService", rpc]) => grpc_web::answer(shop, asked, rpc),
        // Whoever follows the redirect of that fault is taken in, and seen in the log.
        _ if asked.path == fault::ELSEWHERE => Reply::json(200, &json!({ "details": {} })),
        _ => Reply::not_found(),
    }
}

/// What every token and code of the demo begins with: whoever looks for a secret that got out looks for this.
const SECRET_MARK: &str = "demo-secret.";

/// A token or a code: nobody can guess it, and everybody can see where it should not be.
fn secret() -> io::Result<String> {
    Ok(format!("{SECRET_MARK}{}", random()?))
}

/// Random text for an id: 256 bits in URL-safe base64.
fn random() -> io::Result<String> {
    use base64::Engine as _;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// The part of `link` after which a redirect's query is put.
fn with_query(link: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let mut url = Url::parse(link).ok()?;
    url.query_pairs_mut().extend_pairs(pairs);
    Some(url.into())
}

/// A time as the server writes it: microseconds, and always all six digits.
fn time(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// Puts a member into an object.
fn put(object: &mut serde_json::Value, name: &str, member: serde_json::Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), member);
    }
}
