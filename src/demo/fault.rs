//! Faults, asked for in the open: what a network or a server in trouble does to an answer.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use super::book::{Book, Lag};
use super::reply::{Dropped, Reply};
use super::{Asked, Shop, route};

/// A body longer than any client should read, in bytes.
const BIG: usize = 2 * 1024 * 1024;
/// How long a request that hangs is held; longer than any client waits.
const HANG: Duration = Duration::from_mins(2);
const WEB_PAGE: &str =
    "<!doctype html><title>Sign in to this network</title><h1>Welcome to the guest network</h1>";
/// Where the fault `redirect` leads.
pub(super) const ELSEWHERE: &str = "/demo/elsewhere";

/// What goes wrong.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Answer with this status and body.
    Status { status: u16, body: String, retry_after: Option<String> },
    /// Never answer.
    Hang,
    /// Break off in the middle of the body.
    Cut,
    /// Close the connection without an answer.
    Drop,
    /// 302 to elsewhere.
    Redirect,
    /// 200 with a web page.
    Html,
    /// More bytes than anyone should read.
    Big,
    /// The right answer, later.
    Slow(Duration),
}

/// A fault, and where it strikes.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// `GET`, `POST`, `DELETE`; empty for any.
    pub method: String,
    /// A path; with `*` at its end, every path that begins so.
    pub path: String,
    pub kind: Kind,
    /// Do what was asked first.
    pub after: bool,
    /// How often it still strikes; `None` for always.
    pub times: Option<usize>,
}

impl Fault {
    fn strikes(&self, asked: &Asked) -> bool {
        let path = match self.path.strip_suffix('*') {
            Some(beginning) => asked.path.starts_with(beginning),
            None => asked.path == self.path,
        };
        path && (self.method.is_empty() || self.method == asked.method) && self.times != Some(0)
    }
}

/// Takes the fault that strikes this request, once.
fn take(shop: &Shop, asked: &Asked) -> Option<Fault> {
    let mut book = shop.book();
    let fault = book.faults.iter_mut().find(|fault| fault.strikes(asked))?;
    fault.times = fault.times.map(|times| times - 1);
    Some(fault.clone())
}

/// The answer, with whatever fault stands in its way.
pub(super) async fn between(shop: &Shop, asked: &Asked) -> Result<Reply, Dropped> {
    let Some(fault) = take(shop, asked) else { return Ok(route(shop, asked)) };
    let real = fault.after.then(|| route(shop, asked));
    match fault.kind {
        Kind::Status { status, body, retry_after } => Ok(status_reply(status, &body, retry_after)),
        Kind::Hang => {
            tokio::time::sleep(HANG).await;
            Err(Dropped)
        }
        Kind::Cut => {
            // Half of what would be a good answer, and nothing done.
            let whole = real.unwrap_or_else(|| Reply::json(200, &json!({ "details": { "sequence": "1" } })));
            Ok(Reply { cut: true, ..whole })
        }
        Kind::Drop => Err(Dropped),
        Kind::Redirect => Ok(Reply::redirect(302, format!("{}{ELSEWHERE}", shop.issuer))),
        Kind::Html => Ok(Reply::page(200, WEB_PAGE)),
        Kind::Big => Ok(Reply { body: vec![b' '; BIG], ..Reply::page(200, "") }),
        Kind::Slow(wait) => {
            tokio::time::sleep(wait).await;
            // Done before the wait, it is not done again after it.
            Ok(real.unwrap_or_else(|| route(shop, asked)))
        }
    }
}

fn status_reply(status: u16, body: &str, retry_after: Option<String>) -> Reply {
    let mut reply = Reply::empty(status);
    if !body.is_empty() {
        let json = body.starts_with('{');
        let kind = if json { "application/json" } else { "text/html; charset=utf-8" };
        reply.headers.push(("content-type", kind.to_owned()));
        reply.body = body.as_bytes().to_vec();
    }
    reply.headers.extend(retry_after.map(|seconds| ("retry-after", seconds)));
    reply
}

/// `/demo/fault?kind=…`. `None` where it is not understood; a number that is none is no number left out.
pub(super) fn set(book: &mut Book, asked: &Asked) -> Option<()> {
    if asked.query("kind") == Some("lag") {
        let login = asked.query("login").map(ToOwned::to_owned);
        book.start_lag(Lag { reads: number(asked, "reads")?, read: BTreeMap::new(), login });
    } else {
        book.faults.push(parse(asked)?);
    }
    Some(())
}

fn number(asked: &Asked, name: &str) -> Option<usize> {
    asked.query(name)?.parse().ok()
}

fn parse(asked: &Asked) -> Option<Fault> {
    let kind = asked.query("kind")?;
    let (name, after) = match kind.strip_suffix("-after") {
        Some(name) => (name, true),
        None => (kind.strip_suffix("-before").unwrap_or(kind), false),
    };
    let kind = match name {
        "status" => Kind::Status {
            status: number(asked, "status")?.try_into().ok().filter(|status| (200..600).contains(status))?,
            body: asked.query("body").unwrap_or_default().to_owned(),
            retry_after: asked.query("retry_after").map(ToOwned::to_owned),
        },
        "hang" => Kind::Hang,
        "cut" => Kind::Cut,
        "drop" => Kind::Drop,
        "redirect" => Kind::Redirect,
        "html" => Kind::Html,
        "big" => Kind::Big,
        "slow" => Kind::Slow(Duration::from_millis(number(asked, "ms")? as u64)),
        _ => return None,
    };
    let times = match asked.query("times").filter(|text| !text.is_empty()) {
        Some(text) => Some(text.parse().ok()?),
        None => None,
    };
    let method = asked.query("method").unwrap_or_default().to_owned();
    Some(Fault { method, path: asked.query("path")?.to_owned(), kind, after, times })
}
