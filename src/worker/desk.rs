//! Takes commands, starts their tasks, and holds the one session.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use super::live::{Live, Stop};
use super::{Outlet, World, removal};
use crate::domain::{Cleared, Command, Event, Generation, Inventory, Settings, SignInOrder, Stamped};
use crate::http::Http;
use crate::signin::{self, Progress, Session, Tokens};

/// What reaches the desk.
#[derive(Debug)]
pub(super) enum Letter {
    /// From the window.
    Command(Stamped<Command>),
    /// A sign-in succeeded.
    SignedIn(Generation, Box<(Session, Tokens)>),
    /// A session of this generation is over.
    Ended(Generation),
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
    #[cfg(feature = "demo")]
    demo: Arc<tokio::sync::Mutex<Option<crate::demo::Demo>>>,
}

impl Desk {
    async fn serve(mut self, mut letters: UnboundedReceiver<Letter>) {
        while let Some(letter) = letters.recv().await {
            match letter {
                Letter::Command(Stamped { generation, body }) => self.command(generation, body),
                Letter::SignedIn(generation, signed_in) => self.signed_in(generation, *signed_in),
                Letter::Ended(generation) => self.ended(generation),
            }
        }
        self.stop_signing_in();
        // The session lives as long as the window: "while Keyward is open".
        if let Some(live) = self.live.take()
            && let Err(trouble) = live.revoke().await
        {
            tracing::warn!("the session was not revoked: {:?}", trouble.why);
        }
    }

    fn command(&mut self, generation: Generation, command: Command) {
        match command {
            Command::StartDemo => self.start_demo(generation),
            Command::SignIn(order) => self.sign_in(generation, order),
            Command::CancelSignIn => self.stop_signing_in(),
            Command::Read(serial) => self.read(generation, serial),
            Command::Remove(cleared) => self.remove(generation, cleared),
            Command::SignOut => self.sign_out(generation),
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
        use crate::domain::{Trouble, What, Why};
        self.outlet.say(generation, Event::DemoFailed(Trouble::new(What::StartDemo, Why::System)));
    }

    fn sign_in(&mut self, generation: Generation, order: SignInOrder) {
        self.stop_signing_in();
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
            match signin::sign_in(&http, &order, &world.browser, &tell, world.limits).await {
                Ok(signed_in) => {
                    if let Some(back) = back.upgrade() {
                        let _closed = back.send(Letter::SignedIn(generation, Box::new(signed_in)));
                    }
                }
                Err(trouble) => outlet.say(generation, Event::SignInFailed(trouble)),
            }
        });
        self.signing_in = Some((generation, task.abort_handle()));
    }

    fn stop_signing_in(&mut self) {
        if let Some((_, task)) = self.signing_in.take() {
            task.abort();
        }
    }

    fn signed_in(&mut self, generation: Generation, (session, tokens): (Session, Tokens)) {
        let account = session.account().clone();
        let live = Arc::new(Live::new(generation, self.http.clone(), session, tokens));
        if self.signing_in.as_ref().is_some_and(|(waiting, _)| *waiting == generation) {
            self.signing_in = None;
            self.live = Some(live);
            self.outlet.say(generation, Event::SignedIn(account));
        } else {
            // Given up while the last answer was on its way: nobody will use this session.
            tokio::spawn(async move { live.revoke().await });
        }
    }

    /// Forgets a session that is over here; the server is told, in case it is not over there.
    fn ended(&mut self, generation: Generation) {
        if let Some(live) = self.live.take_if(|live| live.generation == generation) {
            tokio::spawn(async move { live.revoke().await });
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
                Some(live) => live.revoke().await.err(),
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
async fn start_demo(slot: &tokio::sync::Mutex<Option<crate::demo::Demo>>) -> Event {
    use crate::demo::{Demo, Options};
    use crate::domain::{Details, Server, Trouble, What, Why};
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
