//! Accepts connections: few at once, each for a short time only.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::desk::Shared;

/// How long a client may take for its request line and headers.
const HEADER_LIMIT: Duration = Duration::from_secs(5);
/// How long a connection may last altogether.
const CONNECTION_LIMIT: Duration = Duration::from_secs(10);
/// The longest request line with headers, in bytes.
const BUFFER_LIMIT: usize = 8 * 1024;
/// How many connections there may be at once; one more ends the oldest.
const MOST_CONNECTIONS: usize = 32;
/// How long to wait where the system has no socket to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Accepts and answers for as long as it is polled; dropping it ends every connection.
pub(super) async fn accept(listener: &TcpListener, shared: &Arc<Shared>) -> Infallible {
    let mut tasks = JoinSet::new();
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_ended) = tasks.join_next() => continue,
        };
        let Ok((stream, _)) = stream else {
            sleep(ACCEPT_PAUSE).await;
            continue;
        };
        open.retain(|task| !task.is_finished());
        // The oldest is the one that hangs; the browser's own comes last.
        if open.len() >= MOST_CONNECTIONS
            && let Some(oldest) = open.pop_front()
        {
            oldest.abort();
        }
        open.push_back(tasks.spawn(talk(stream, Arc::clone(shared))));
    }
}

/// One request, one answer.
pub(super) async fn talk(stream: impl AsyncRead + AsyncWrite + Unpin, shared: Arc<Shared>) {
    let last = AtomicBool::new(false);
    let service = service_fn(|request| {
        let (response, is_last) = shared.answer(&request);
        last.fetch_or(is_last, Ordering::Relaxed);
        ready(Ok::<_, Infallible>(response))
    });
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_LIMIT)
        .keep_alive(false)
        .max_buf_size(BUFFER_LIMIT);
    let sent = timeout(CONNECTION_LIMIT, server.serve_connection(TokioIo::new(stream), service)).await;
    if matches!(sent, Ok(Ok(()))) && last.load(Ordering::Relaxed) {
        shared.shown.notify_one();
    }
}
