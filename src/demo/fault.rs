//! Faults, asked for in the open: what a network or a server in trouble does to an answer.

use std::time::Duration;

use super::reply::{Dropped, Reply};
use super::{Asked, Shop, route};

/// A body longer than any client should read, in bytes.
const BIG: usize = 2 * 1024 * 1024;
/// How long a request that hangs is held; longer than any client waits.
const HANG: Duration = Duration::from_mins(2);
const WEB_PAGE: &str =
    "<!doctype html><title>Sign in to this network</title><h1>Welcome to the guest network</h1>";

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
    /// Lists still show what was removed last, for this many readings.
    Lag(usize),
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
    let lists = |fault: &&mut Fault| !matches!(fault.kind, Kind::Lag(_)) && fault.strikes(asked);
    let fault = book.faults.iter_mut().find(lists)?;
    fault.times = fault.times.map(|times| times - 1);
    Some(fault.clone())
}

/// How many removals a list does not know of yet. Counts the reading.
pub(super) fn lag(shop: &Shop, asked: &Asked) -> usize {
    let mut book = shop.book();
    for fault in &mut book.faults {
        if fault.strikes(asked)
            && let Kind::Lag(reads) = &mut fault.kind
            && *reads > 0
        {
            *reads -= 1;
            return usize::MAX;
        }
    }
    0
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
            let whole = real.unwrap_or_else(|| Reply::page(200, WEB_PAGE));
            Ok(Reply { cut: true, ..whole })
        }
        Kind::Drop => Err(Dropped),
        Kind::Redirect => Ok(Reply::redirect(302, format!("{}/demo/elsewhere", shop.issuer))),
        Kind::Html => Ok(Reply::page(200, WEB_PAGE)),
        Kind::Big => Ok(Reply { body: vec![b' '; BIG], ..Reply::page(200, "") }),
        Kind::Slow(wait) => {
            tokio::time::sleep(wait).await;
            Ok(route(shop, asked))
        }
        Kind::Lag(_) => Ok(route(shop, asked)),
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

/// Reads `/demo/fault?kind=…`.
pub(super) fn parse(asked: &Asked) -> Option<Fault> {
    let number = |name| asked.query(name).and_then(|text| text.parse::<usize>().ok());
    let kind = asked.query("kind")?;
    let (name, after) = match kind.strip_suffix("-after") {
        Some(name) => (name, true),
        None => (kind.strip_suffix("-before").unwrap_or(kind), false),
    };
    let kind = match name {
        "status" => Kind::Status {
            status: u16::try_from(number("status")?).ok()?,
            body: asked.query("body").unwrap_or_default().to_owned(),
            retry_after: asked.query("retry_after").map(ToOwned::to_owned),
        },
        "hang" => Kind::Hang,
        "cut" => Kind::Cut,
        "drop" => Kind::Drop,
        "redirect" => Kind::Redirect,
        "html" => Kind::Html,
        "big" => Kind::Big,
        "slow" => Kind::Slow(Duration::from_millis(number("ms")? as u64)),
        "lag" => Kind::Lag(number("reads")?),
        _ => return None,
    };
    Some(Fault {
        method: asked.query("method").unwrap_or_default().to_owned(),
        path: asked.query("path")?.to_owned(),
        kind,
        after,
        times: number("times"),
    })
}
