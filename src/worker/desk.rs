//! Takes commands, starts their tasks, and holds the one session.

use std::path::Path;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{AbortHandle, JoinSet};

use super::live::{Live, Stop};
use super::{Outlet, World, removal};
use crate::domain::{
    Cleared, Command, Event, Generation, Inventory, Remedy, SessionKey, Settings, SignInOrder, Stamped,
    Trouble, What,
};
use crate::http::Http;
use crate::signin::{self, Keychain, Progress, RefreshFault, Session, Tokens};

/// What reaches the desk.
#[derive(Debug)]
pub(super) enum Letter {
    /// From the window.
    Command(Stamped<Command>),
    /// A sign-in succeeded.
    SignedIn(Generation, Box<(Session, Tokens)>, Keeping),
    /// A session of this generation is over.
    Ended(Generation),
}

/// What the keychain has to do with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Nothing.
    No,
    /// It is to be kept.
    New,
    /// It came from there.
    Already,
}

pub(super) fn open(
    runtime: &Handle,
    world: World,
    http: Arc<Http>,
    outlet: Outlet,
) -> UnboundedSender<Letter> {
    let (inbox, letters) = unbounded_channel();
    let (to_keep, settings) = unbounded_channel();
    runtime.spawn(keep_settings(world.clone(), settings, outlet.clone()));
    let desk = Desk {
        world,
        http,
        outlet,
        back: inbox.downgrade(),
        to_keep,
        signing_in: None,
        live: None,
        parked: Vec::new(),
        #[cfg(feature = "demo")]
        demo: Arc::default(),
    };
    runtime.spawn(desk.serve(letters));
    inbox
}

struct Desk {
    world: World,
    http: Arc<Http>,
    outlet: Outlet,
    /// Weak, so that the desk ends when the window has let go of its end.
    back: tokio::sync::mpsc::WeakUnboundedSender<Letter>,
    to_keep: UnboundedSender<(Generation, Settings)>,
    signing_in: Option<(Generation, AbortHandle)>,
    live: Option<Arc<Live>>,
    /// Sessions that were left without signing out.
    parked: Vec<Arc<Live>>,
    #[cfg(feature = "demo")]
    demo: Arc<tokio::sync::Mutex<Option<crate::demo::Demo>>>,
}

impl Desk {
    async fn serve(mut self, mut letters: UnboundedReceiver<Letter>) {
        while let Some(letter) = letters.recv().await {
            match letter {
                Letter::Command(Stamped { generation, body }) => self.command(generation, body),
                Letter::SignedIn(generation, signed_in, keeping) => {
                    self.signed_in(generation, *signed_in, keeping);
                }
                Letter::Ended(generation) => self.ended(generation),
            }
        }
        self.stop_signing_in();
        self.park();
        let mut closing: JoinSet<()> = self.parked.into_iter().map(close).collect();
        while closing.join_next().await.is_some() {}
    }

    fn command(&mut self, generation: Generation, command: Command) {
        match command {
            Command::StartDemo => self.start_demo(generation),
            Command::SignIn(order) => self.sign_in(generation, order),
            Command::Resume(key) => self.resume(generation, key),
            Command::Forget(key) => self.forget(key),
            Command::CancelSignIn => self.stop_signing_in(),
            Command::Read(serial) => self.read(generation, serial),
            Command::Remove(cleared) => self.remove(generation, cleared),
            Command::SignOut => self.sign_out(generation),
            Command::OpenFolder(path) => open_folder(&path),
            Command::KeepSettings(settings) => {
                let _ended = self.to_keep.send((generation, settings));
            }
        }
    }

    #[cfg(feature = "demo")]
    fn start_demo(&self, generation: Generation) {
        let (outlet, demo) = (self.outlet.clone(), self.demo.clone());
        tokio::spawn(async move { outlet.say(generation, start_demo(&demo).await) });
    }

    #[cfg(not(feature = "demo"))]
    fn start_demo(&self, generation: Generation) {
        use crate::domain::Why;
        self.outlet.say(generation, Event::DemoFailed(Trouble::new(What::StartDemo, Why::System)));
    }

    /// Leaves the session in use; it can be gone on with.
    fn park(&mut self) {
        self.parked.extend(self.live.take());
    }

    fn sign_in(&mut self, generation: Generation, order: SignInOrder) {
        self.stop_signing_in();
        self.park();
        let (http, world, outlet) = (self.http.clone(), self.world.clone(), self.outlet.clone());
        let back = self.back.clone();
        let task = tokio::spawn(async move {
            let progress = outlet.clone();
            let tell = move |step| match step {
                Progress::BrowserAsked { link, opened } => {
                    progress.say(generation, Event::BrowserAsked { link, opened });
                }
                Progress::CallbackArrived => progress.say(generation, Event::CallbackArrived),
            };
            let keeping = if order.keep { Keeping::New } else { Keeping::No };
            match signin::sign_in(&http, &order, &world.browser, &tell, world.limits).await {
                Ok(signed_in) => {
                    if let Some(back) = back.upgrade() {
                        let _closed = back.send(Letter::SignedIn(generation, Box::new(signed_in), keeping));
                    }
                }
                Err(trouble) => outlet.say(generation, Event::SignInFailed(trouble)),
            }
        });
        self.signing_in = Some((generation, task.abort_handle()));
    }

    /// Goes on with a session of this run, or with what the keychain holds of it. What the server takes no
    /// more is forgotten.
    fn resume(&mut self, generation: Generation, key: SessionKey) {
        self.stop_signing_in();
        self.park();
        if let Some(place) = self.parked.iter().position(|live| live.key() == key) {
            let live = self.parked.swap_remove(place).again(generation);
            self.outlet.say(generation, Event::SignedIn(live.account().clone()));
            self.live = Some(Arc::new(live));
            return;
        }
        let (http, outlet, back) = (self.http.clone(), self.outlet.clone(), self.back.clone());
        let keychain = self.world.keychain.clone();
        let task = tokio::spawn(async move {
            let nothing = |trouble| outlet.say(generation, Event::NothingToResume(trouble));
            let Some(keychain) = keychain else { return nothing(None) };
            let kept = match keychain.find(&key).await {
                Ok(Some(kept)) => kept,
                Ok(None) => return nothing(None),
                // Locked, perhaps: it may still be there the next time.
                Err(trouble) => {
                    let trouble = Trouble { remedy: Remedy::TryAgain, ..trouble.about(What::ResumeSession) };
                    return outlet.say(generation, Event::SignInFailed(trouble));
                }
            };
            // A task of its own, which goes on where this one is given up: once the server has turned the
            // token, the new one must reach the keychain.
            let (chain, place) = (keychain.clone(), key.clone());
            let resumed = tokio::spawn(async move { signin::resume(&http, &chain, &place, &kept).await });
            match resumed.await {
                Ok(Ok(signed_in)) => {
                    if let Some(back) = back.upgrade() {
                        let signed_in = Box::new(signed_in);
                        let _closed = back.send(Letter::SignedIn(generation, signed_in, Keeping::Already));
                    }
                }
                Ok(Err(RefreshFault::Later(trouble))) => {
                    outlet.say(generation, Event::SignInFailed(trouble));
                }
                Ok(Err(RefreshFault::Refused(trouble) | RefreshFault::OtherAccount(trouble))) => {
                    let _told_by_the_trouble = keychain.forget(&key).await;
                    nothing(Some(trouble));
                }
                Err(_ended) => nothing(None),
            }
        });
        self.signing_in = Some((generation, task.abort_handle()));
    }

    fn forget(&self, key: SessionKey) {
        let Some(keychain) = self.world.keychain.clone() else { return };
        let live = self.live.iter().chain(&self.parked).find(|live| live.key() == key).cloned();
        tokio::spawn(async move {
            let forgotten = match live {
                Some(live) => live.forget().await,
                None => keychain.forget(&key).await,
            };
            if let Err(trouble) = forgotten {
                tracing::warn!("a kept session was not forgotten: {:?}", trouble.details.cause);
            }
        });
    }

    fn stop_signing_in(&mut self) {
        if let Some((_, task)) = self.signing_in.take() {
            task.abort();
        }
    }

    fn signed_in(&mut self, generation: Generation, (session, tokens): (Session, Tokens), keeping: Keeping) {
        let account = session.account().clone();
        let live = Arc::new(Live::new(generation, self.http.clone(), session, tokens));
        if self.signing_in.as_ref().is_some_and(|(waiting, _)| *waiting == generation) {
            self.signing_in = None;
            self.replace(&live);
            self.live = Some(live.clone());
            self.outlet.say(generation, Event::SignedIn(account));
            if let Some(keychain) = self.world.keychain.clone().filter(|_| keeping != Keeping::No) {
                tokio::spawn(keep_session(live, keychain, self.outlet.clone()));
            }
        } else {
            // Given up while the last answer was on its way: nobody will use this session.
            tokio::spawn(async move { live.revoke().await });
        }
    }

    /// Ends an older session of the same account and app: the new one takes its place in the keychain too.
    fn replace(&mut self, by: &Live) {
        let key = by.key();
        for older in self.parked.extract_if(.., |live| live.key() == key) {
            tokio::spawn(async move { older.revoke().await });
        }
    }

    /// Forgets a session that is over here; the server is told, in case it is not over there.
    fn ended(&mut self, generation: Generation) {
        let here = self.live.take_if(|live| live.generation == generation);
        for live in here.into_iter().chain(self.parked.extract_if(.., |live| live.generation == generation)) {
            tokio::spawn(async move {
                let _told_by_the_end = live.forget().await;
                live.revoke().await
            });
        }
    }

    fn live(&self, generation: Generation) -> Option<Arc<Live>> {
        self.live.clone().filter(|live| live.generation == generation)
    }

    fn read(&self, generation: Generation, serial: u64) {
        let Some(live) = self.live(generation) else { return };
        let (outlet, back) = (self.outlet.clone(), self.back.clone());
        tokio::spawn(async move {
            let inventory = match live.inventory().await {
                Ok(inventory) => inventory,
                Err(Stop::Later(trouble)) => Inventory::unread(&trouble, jiff::Timestamp::now()),
                Err(Stop::Ended(trouble)) => {
                    end(&back, generation);
                    return outlet.say(generation, Event::SessionEnded(trouble));
                }
            };
            outlet.say(generation, Event::InventoryRead { serial, inventory: Box::new(inventory) });
        });
    }

    fn remove(&self, generation: Generation, cleared: Cleared) {
        let (outlet, back) = (self.outlet.clone(), self.back.clone());
        let Some(live) = self.live(generation) else {
            return outlet.say(generation, removal::no_session(&cleared));
        };
        let pauses = self.world.settle_pauses.clone();
        tokio::spawn(async move {
            if let Some(trouble) = removal::run(&live, cleared, &pauses, &outlet).await {
                end(&back, generation);
                outlet.say(generation, Event::SessionEnded(trouble));
            }
        });
    }

    fn sign_out(&mut self, generation: Generation) {
        let live = self.live(generation);
        self.live = None;
        let outlet = self.outlet.clone();
        tokio::spawn(async move {
            let trouble = match live {
                Some(live) => {
                    // First: without a network, only this can be done.
                    let kept = live.forget().await.err();
                    live.revoke().await.err().or(kept)
                }
                None => None,
            };
            outlet.say(generation, Event::SignedOut(trouble));
        });
    }
}

fn end(back: &tokio::sync::mpsc::WeakUnboundedSender<Letter>, generation: Generation) {
    if let Some(back) = back.upgrade() {
        let _closed = back.send(Letter::Ended(generation));
    }
}

/// What a session needs when the window is closed.
async fn close(live: Arc<Live>) {
    if live.is_kept() {
        // A refresh under way turns the token: the new one must reach the keychain.
        live.settled().await;
    } else if let Err(trouble) = live.revoke().await {
        tracing::warn!("the session was not revoked: {:?}", trouble.why);
    }
}

/// Keeps the session for the next start, and says whether that could be done.
async fn keep_session(live: Arc<Live>, keychain: Keychain, outlet: Outlet) {
    let event = match live.keep(keychain).await {
        Ok(()) if live.is_kept() => Event::SessionKept(live.key()),
        // The server gave no refresh token: there is nothing to keep.
        Ok(()) => return,
        Err(trouble) => Event::SessionNotKept(trouble),
    };
    outlet.say(live.generation, event);
}

/// Writes settings one after another, the newest last.
/// Shows `path` in the file manager; nothing depends on it.
fn open_folder(path: &Path) {
    if let Err(error) = open::that_detached(path) {
        tracing::warn!("the folder could not be shown: {error}");
    }
}

async fn keep_settings(
    world: World,
    mut settings: UnboundedReceiver<(Generation, Settings)>,
    outlet: Outlet,
) {
    while let Some((generation, settings)) = settings.recv().await {
        let Some(file) = world.settings.clone() else { continue };
        let kept = tokio::task::spawn_blocking(move || file.save(&settings)).await;
        if let Ok(Err(trouble)) = kept {
            outlet.say(generation, Event::SettingsNotKept(trouble));
        }
    }
}

#[cfg(feature = "demo")]
async fn start_demo(slot: &tokio::sync::Mutex<Option<crate::demo::Demo>>) -> Event {
    use crate::demo::{Demo, Options};
    use crate::domain::{Details, Server, Why};
    let failed = |cause: String| {
        let details = Details { cause: Some(cause), ..Details::default() };
        Event::DemoFailed(Trouble::new(What::StartDemo, Why::System).with(details))
    };
    let mut slot = slot.lock().await;
    if slot.is_none() {
        match Demo::start(Options::default()).await {
            Ok(demo) => *slot = Some(demo),
            Err(error) => return failed(error.to_string()),
        }
    }
    let Some(demo) = slot.as_ref() else { return failed(String::new()) };
    match Server::parse(demo.issuer()) {
        Ok(entered) => Event::DemoReady { server: entered.server, client_id: demo.client_id().to_owned() },
        Err(bad) => failed(format!("{bad:?}")),
    }
}
