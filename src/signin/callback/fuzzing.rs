//! Any bytes at the callback's port.

use std::sync::Arc;

use oauth2::CsrfToken;
use percent_encoding::percent_decode;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;

use super::connection::talk;
use super::desk::Shared;
use super::page::Pages;
use super::{Answered, PATH};

const STATE: &str = "s7";
const AUTHORITY: &str = "127.0.0.1:7";
/// More than any request or answer here has.
const ROOM: usize = 1 << 20;

thread_local! {
    static RUNTIME: Option<Runtime> = Builder::new_current_thread().enable_all().build().ok();
}

/// Sends `bytes` to the port, and then the right answer.
///
/// # Panics
/// Where bytes without the `state` count as an answer, or the right answer does not work after them.
pub fn callback(bytes: &[u8]) {
    RUNTIME.with(|runtime| {
        if let Some(runtime) = runtime {
            runtime.block_on(one(bytes));
        }
    });
}

async fn one(bytes: &[u8]) {
    let pages = Pages::in_language("en");
    let (shared, mut answer) = Shared::new(AUTHORITY.to_owned(), CsrfToken::new(STATE.to_owned()), pages);
    send(&shared, bytes).await;
    if answer.try_recv().is_ok() {
        let plain: Vec<u8> = percent_decode(bytes).collect();
        assert!(
            plain.windows(STATE.len()).any(|part| part == STATE.as_bytes()),
            "an answer without the state"
        );
        return;
    }
    let right = format!("GET {PATH}?code=c&state={STATE} HTTP/1.1\r\nHost: {AUTHORITY}\r\n\r\n");
    let said = send(&shared, right.as_bytes()).await;
    assert!(said.starts_with(b"HTTP/1.1 303 "), "the right answer is sent on");
    assert!(matches!(answer.try_recv(), Ok(Answered::Code(code)) if code.secret() == "c"));
}

/// Long enough for the server to answer a whole request: nothing here waits for a network.
async fn moment() {
    for _ in 0..16 {
        yield_now().await;
    }
}

/// What comes back for `bytes`.
async fn send(shared: &Arc<Shared>, bytes: &[u8]) -> Vec<u8> {
    let (mut near, far) = duplex(ROOM);
    let mut said = Vec::new();
    let client = async {
        // The server may hang up before it has read everything.
        let _refused = near.write_all(bytes).await;
        tokio::select! {
            biased;
            _cut = near.read_to_end(&mut said) => return,
            () = moment() => {}
        }
        // Half a request: the rest never comes.
        let _closed = near.shutdown().await;
        let _cut = near.read_to_end(&mut said).await;
    };
    tokio::join!(talk(far, Arc::clone(shared)), client);
    said
}
