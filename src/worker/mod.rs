//! Waits, so that the window never does: each command is a task of its own on a tokio runtime.
//!
//! Sessions live here and nowhere else. Events go back through one channel; after each, the window is
//! woken once.

mod desk;
mod keeping;
mod live;
mod removal;
mod resume;

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;

use crate::domain::{Command, Event, Generation, Now, Stamped};
use crate::http::{self, Http};
use crate::signin::{Keychain, Limits, OpenBrowser};
use crate::storage::SettingsFile;

/// After which pauses the list is read again to settle a removal that has no answer.
pub const SETTLE_PAUSES: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
];

/// What the worker has of the world.
#[derive(Clone)]
pub struct World {
    /// Opens the authorization request.
    pub browser: Arc<OpenBrowser>,
    /// Where settings are kept; `None` keeps nothing.
    pub settings: Option<SettingsFile>,
    /// The sign-in's limits.
    pub limits: Limits,
    /// How long requests may take.
    pub http: http::Limits,
    /// What else the clients are built with.
    pub adjust: http::Adjust,
    /// Where sessions are kept between runs; `None` keeps none.
    pub keychain: Option<Keychain>,
    /// See [`SETTLE_PAUSES`].
    pub settle_pauses: Vec<Duration>,
    /// Dropped when the worker has ended: what is kept is in the keychain, what is not is revoked or given up.
    /// What waits on the other end hears of it.
    pub ended: Option<Sender<Infallible>>,
}

/// The way to the worker. Dropping it ends the worker, which revokes the session that it still holds.
#[derive(Debug)]
pub struct Worker {
    inbox: UnboundedSender<desk::Letter>,
}

impl Worker {
    /// Starts the worker on `runtime`. `wake` is called after each event is in the channel.
    ///
    /// # Errors
    /// Where no HTTP client can be made.
    pub fn start(
        runtime: &Handle,
        world: World,
        events: Sender<Stamped<Event>>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let outlet = Outlet { events, wake: Arc::new(wake) };
        let http = Arc::new(Http::adjusted(world.http, world.adjust.clone()).map_err(io::Error::other)?);
        Ok(Self { inbox: desk::open(runtime, world, http, outlet) })
    }

    /// Hands over a command. Never waits.
    pub fn submit(&self, command: Stamped<Command>) {
        // The desk is gone only when the runtime is, and then nothing more can be said.
        let _gone = self.inbox.send(desk::Letter::Command(command));
    }
}

/// The way back to the window.
#[derive(Clone)]
struct Outlet {
    events: Sender<Stamped<Event>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// Both clocks.
pub(crate) fn now() -> Now {
    Now { instant: Instant::now(), wall: Timestamp::now() }
}

impl Outlet {
    fn say(&self, generation: Generation, body: Event) {
        let _closed = self.is_heard(generation, body);
    }

    /// Says it; a closed window hears nothing.
    fn is_heard(&self, generation: Generation, body: Event) -> bool {
        let heard = self.events.send(Stamped { generation, body }).is_ok();
        if heard {
            (self.wake)();
        }
        heard
    }
}
