//! The listener and the open connections, so that all of them can be closed in one call.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use tokio::net::{TcpListener, TcpStream};

/// What stands open to clients. Aborting a task takes effect some time later; closing these does at once.
pub(super) struct Doors {
    listener: Mutex<Option<TcpListener>>,
    /// A second handle of each connection's socket, to shut it down while its task has the first.
    open: Mutex<BTreeMap<u64, std::net::TcpStream>>,
    last: AtomicU64,
    closed: AtomicBool,
}

/// One connection; its second handle is let go with it.
pub(super) struct Door {
    doors: Arc<Doors>,
    number: u64,
}

impl Doors {
    /// Listens on 127.0.0.1; port 0 is any that is free.
    pub async fn open(port: u16) -> io::Result<(Arc<Self>, SocketAddr)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let doors = Self {
            listener: Mutex::new(Some(listener)),
            open: Mutex::default(),
            last: AtomicU64::new(0),
            closed: AtomicBool::new(false),
        };
        Ok((Arc::new(doors), address))
    }

    /// The next connection. An error where the system cannot give one, or all is closed.
    pub async fn accept(self: &Arc<Self>) -> io::Result<(TcpStream, Door)> {
        let (stream, _peer) = poll_fn(|cx| match lock(&self.listener).as_ref() {
            Some(listener) => listener.poll_accept(cx),
            None => Poll::Ready(Err(io::ErrorKind::NotConnected.into())),
        })
        .await?;
        let stream = stream.into_std()?;
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        lock(&self.open).insert(number, stream.try_clone()?);
        let door = Door { doors: self.clone(), number };
        // Closed meanwhile: this connection was not yet among those that were shut.
        if self.is_closed() {
            return Err(io::ErrorKind::NotConnected.into());
        }
        Ok((TcpStream::from_std(stream)?, door))
    }

    /// Whether nothing is to be done for anybody any more.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// When this returns, nobody can connect, and every connection is shut.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        drop(lock(&self.listener).take());
        for stream in std::mem::take(&mut *lock(&self.open)).into_values() {
            // The client may have shut it already.
            let _gone = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        lock(&self.doors.open).remove(&self.number);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
