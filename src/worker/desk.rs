//! Takes commands, starts their tasks, and holds the one session.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, WeakUnboundedSender, unbounded_channel};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

use super::keeping::{Keeping, Place, SIGN_OUT_LIMIT, close, keep_session, revoke};
use super::live::{Live, Stop};
use super::resume::{Resume, Resumed};
use super::{Outlet, World, removal};
use crate::domain::{
    Cleared, Command, Event, Generation, Inventory, SessionKey, Settings, SignInOrder, Stamped, Trouble, What,
};
use crate::http::Http;
use crate::signin::{self, Progress, Session, Tokens};

/// What reaches the desk.
#[derive(Debug)]
pub(super) enum Letter {
    /// From the window.
    Command(Stamped<Command>),
    /// A sign-in succeeded.
    SignedIn(Generation, Box<(Session, Tokens)>, Keeping),
    /// A session of this generation is over, for this reason.
    Ended(Generation, Trouble),
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
        over: HashMap::new(),
        places: HashMap::new(),
        ending: JoinSet::new(),
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
    back: WeakUnboundedSender<Letter>,
    to_keep: UnboundedSender<(Generation, Settings)>,
    signing_in: Option<(Generation, AbortHandle)>,
    live: Option<Arc<Live>>,
    /// Sessions that were left without signing out.
    parked: Vec<Arc<Live>>,
    /// Sessions that ended, and why: the one who left them may not have heard of it.
    over: HashMap<SessionKey, Trouble>,
    /// Held by whoever uses the keychain's entry.
    places: HashMap<SessionKey, Arc<Mutex<()>>>,
    /// What is being taken out of the keychain or told to the server; given a while when the window closes.
    ending: JoinSet<()>,
    #[cfg(feature = "demo")]
    demo: Arc<Mutex<Option<crate::demo::Demo>>>,
}

impl Desk {
    async fn serve(mut self, mut letters: UnboundedReceiver<Letter>) {
        while let Some(letter) = letters.recv().await {
            match letter {
                Letter::Command(Stamped { generation, body }) => self.command(generation, body),
                Letter::SignedIn(generation, signed_in, keeping) => {
                    self.signed_in(generation, *signed_in, keeping);
                }
                Letter::Ended(generation, trouble) => self.ended(generation, &trouble),
            }
        }
        self.stop_signing_in();
        self.park();
        let mut closing: JoinSet<()> = self.parked.into_iter().map(close).collect();
        let signed_out = async { while self.ending.join_next().await.is_some() {} };
        let _late = timeout(SIGN_OUT_LIMIT, signed_out).await;
        while closing.join_next().await.is_some() {}
    }

    /// Runs `end` beside everything else, and a while longer than the window is open.
    fn end(&mut self, end: impl Future<Output = ()> + Send + 'static) {
        while self.ending.try_join_next().is_some() {}
        self.ending.spawn(end);
    }

    fn command(&mut self, generation: Generation, command: Command) {
        match command {
            Command::StartDemo => self.start_demo(generation),
            Command::SignIn(order) => self.sign_in(generation, order),
            Command::Resume(key) => self.resume(generation, key),
            Command::Forget(key) => self.forget(generation, key),
            Command::CancelSignIn => self.stop_signing_in(),
            Command::Read(serial) => self.read(generation, serial),
            Command::Remove(cleared) => self.remove(generation, cleared),
            Command::SignOut => self.sign_out(generation),
            Command::OpenFolder(path) => open_folder(path),
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
                    progress.say(generation, Event::BrowserAsked { link: link.into(), opened });
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
        let (outlet, back) = (self.outlet.clone(), self.back.clone());
        if let Some(trouble) = self.over.remove(&key) {
            return outlet.say(generation, Event::NothingToResume(Some(trouble)));
        }
        let Some(keychain) = self.world.keychain.clone() else {
            return outlet.say(generation, Event::NothingToResume(None));
        };
        let place = self.place(&key, true);
        let resume =
            Resume { http: self.http.clone(), keychain, key, place, ended: self.world.ended.clone() };
        let task = tokio::spawn(async move {
            match resume.run().await {
                Resumed::On(on) => {
                    let keeping = if on.kept { Keeping::Already } else { Keeping::New };
                    if let Some(back) = back.upgrade() {
                        let signed_in = Box::new((on.session, on.tokens));
                        let _closed = back.send(Letter::SignedIn(generation, signed_in, keeping));
                    }
                }
                Resumed::NotNow(trouble) => outlet.say(generation, Event::SignInFailed(trouble)),
                Resumed::Nothing(trouble) => outlet.say(generation, Event::NothingToResume(trouble)),
            }
        });
        self.signing_in = Some((generation, task.abort_handle()));
    }

    fn forget(&mut self, generation: Generation, key: SessionKey) {
        let Some(keychain) = self.world.keychain.clone() else { return };
        for live in self.live.iter().chain(&self.parked).filter(|live| live.key() == key) {
            live.keep_no_more();
        }
        let (outlet, place) = (self.outlet.clone(), self.place(&key, true));
        let ended = self.world.ended.clone();
        tokio::spawn(async move {
            let _the_program_ends_after_this = ended;
            // A resume that was given up may be keeping a token just now.
            let _alone = place.alone().await;
            not_forgotten(&outlet, generation, keychain.forget(&key).await);
        });
    }

    /// Where this session is kept, or would be if it were `to_keep`.
    fn place(&mut self, key: &SessionKey, to_keep: bool) -> Place {
        let alone = self.places.entry(key.clone()).or_default().clone();
        Place::new(self.world.keychain.clone().filter(|_| to_keep), alone)
    }

    fn stop_signing_in(&mut self) {
        if let Some((_, task)) = self.signing_in.take() {
            task.abort();
        }
    }

    fn signed_in(&mut self, generation: Generation, (session, tokens): (Session, Tokens), keeping: Keeping) {
        let account = session.account().clone();
        let place = self.place(&session.key(), keeping != Keeping::No);
        let live = Live::new(generation, self.http.clone(), self.outlet.clone(), place, (session, tokens));
        let live = Arc::new(live);
        if self.signing_in.as_ref().is_some_and(|(waiting, _)| *waiting == generation) {
            self.signing_in = None;
            self.replace(&live);
            self.live = Some(live.clone());
            self.outlet.say(generation, Event::SignedIn(account));
            match keeping {
                Keeping::No => {}
                Keeping::New => {
                    let ended = self.world.ended.clone();
                    tokio::spawn(keep_session(live, self.outlet.clone(), ended));
                }
                Keeping::Already => live.is_kept_already(),
            }
        } else if keeping != Keeping::Already {
            // Given up while the last answer was on its way: nobody will use this session.
            self.end(revoke(live));
        }
    }

    /// Ends an older session of the same account and app: the new one takes its place in the keychain too.
    fn replace(&mut self, by: &Live) {
        let key = by.key();
        self.over.remove(&key);
        let older: Vec<_> = self.parked.extract_if(.., |live| live.key() == key).collect();
        for older in older {
            // The entry is the new one's from here on.
            older.keep_no_more();
            self.end(revoke(older));
        }
    }

    /// Forgets a session that is over here; the server is told, in case it is not over there.
    fn ended(&mut self, generation: Generation, trouble: &Trouble) {
        let mut over: Vec<_> = self.live.take_if(|live| live.generation == generation).into_iter().collect();
        over.extend(self.parked.extract_if(.., |live| live.generation == generation));
        for live in over {
            self.over.insert(live.key(), trouble.clone());
            let outlet = self.outlet.clone();
            self.end(async move {
                not_forgotten(&outlet, generation, live.forget().await);
                revoke(live).await;
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
                    end(&back, generation, &trouble);
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
                end(&back, generation, &trouble);
                outlet.say(generation, Event::SessionEnded(trouble));
            }
        });
    }

    fn sign_out(&mut self, generation: Generation) {
        let live = self.live(generation);
        self.live = None;
        let outlet = self.outlet.clone();
        self.end(async move {
            let trouble = match live {
                Some(live) => {
                    // First: without a network, only this can be done.
                    not_forgotten(&outlet, generation, live.forget().await);
                    live.revoke().await.err()
                }
                None => None,
            };
            outlet.say(generation, Event::SignedOut(trouble));
        });
    }
}

fn end(back: &WeakUnboundedSender<Letter>, generation: Generation, trouble: &Trouble) {
    if let Some(back) = back.upgrade() {
        let _closed = back.send(Letter::Ended(generation, trouble.clone()));
    }
}

/// Says what may still be in the keychain.
fn not_forgotten(outlet: &Outlet, generation: Generation, forgotten: Result<(), Trouble>) {
    if let Err(trouble) = forgotten {
        outlet.say(generation, Event::SessionNotForgotten(trouble));
    }
}

/// Shows `path` in the file manager; nothing depends on it. The system may take its time.
fn open_folder(path: PathBuf) {
    tokio::task::spawn_blocking(move || {
        if let Err(error) = open::that_detached(path) {
            tracing::warn!("the folder could not be shown: {error}");
        }
    });
}

/// Writes settings one after another, the newest last.
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
async fn start_demo(slot: &Mutex<Option<crate::demo::Demo>>) -> Event {
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
