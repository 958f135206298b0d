//! The real state, worker and demo server over loopback sockets, without a window.

use std::convert::Infallible;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use keyward::demo::{Demo, Options};
use keyward::domain::{
    Dialog, Event, Intent, Method, MethodId, Msg, Now, Outcome, Screen, Settings, Stamped, State, update,
};
use keyward::http::{self, Patience};
use keyward::signin::{Keychain, Limits, OpenBrowser};
use keyward::worker::{Worker, World};
use serde_json::Value;
use tokio::runtime::Runtime;
use url::Url;

use crate::browser::sign_in_as;

/// Who signs in next.
type Login = Arc<Mutex<&'static str>>;

/// The longest that anything here is waited for: a request's limit and some readings.
pub const LIMIT: Duration = Duration::from_secs(40);

/// Where everything is put together.
pub struct Stage {
    pub state: State,
    demo: Option<Demo>,
    worker: Option<Worker>,
    ended: Receiver<Infallible>,
    events: Receiver<Stamped<Event>>,
    login: Login,
    keychain: Option<Keychain>,
    /// How far this stage's clocks are ahead, instead of waiting for an eye, or for the morning.
    ahead: Duration,
    /// How far the wall clock alone is ahead.
    wall_ahead: SignedDuration,
    runtime: Runtime,
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Shorter limits than the real ones: for the pauses between the tries of a reading, and for one request.
pub fn quick() -> http::Limits {
    let patience = Patience { first_pause: Duration::from_millis(5), ..Patience::default() };
    http::Limits { request: Duration::from_secs(2), patience, ..http::Limits::default() }
}

/// What the worker has of the world in tests: quick readings after an unsure removal.
pub fn world(browser: Arc<OpenBrowser>) -> World {
    World {
        browser,
        settings: None,
        limits: Limits::default(),
        http: quick(),
        adjust: http::Adjust::default(),
        keychain: None,
        settle_pauses: vec![Duration::ZERO, Duration::from_millis(50), Duration::from_millis(100)],
        ended: None,
    }
}

/// Asks the demo server for something, in the open.
pub fn control(runtime: &Runtime, demo: &Demo, path_and_query: &str) -> Value {
    let url = format!("{}{path_and_query}", demo.address());
    runtime.block_on(async {
        let answer = reqwest::get(&url).await.unwrap();
        assert_eq!(answer.status(), 200, "{url}");
        answer.json().await.unwrap()
    })
}

impl Stage {
    /// On the first screen, with the demo server as its target.
    pub fn new(login: &'static str) -> Self {
        Self::with_options(login, Options::default())
    }

    pub fn with_options(login: &'static str, options: Options) -> Self {
        let runtime = runtime();
        let demo = runtime.block_on(Demo::start(options)).unwrap();
        Self::at(login, runtime, demo, http::Adjust::default())
    }

    /// The same at this server, with a network of its own.
    pub fn at(login: &'static str, runtime: Runtime, demo: Demo, adjust: http::Adjust) -> Self {
        let (outlet, events) = channel();
        let login: Login = Arc::new(Mutex::new(login));
        let next = login.clone();
        let browser = Arc::new(move |link: &Url| sign_in_as(*next.lock().unwrap())(link));
        let (end, ended) = channel();
        let world = World { ended: Some(end), adjust, ..world(browser) };
        let worker = Worker::start(runtime.handle(), world, outlet, || {}).unwrap();
        let settings = Settings {
            server: demo.issuer().to_owned(),
            client_id: demo.client_id().to_owned(),
            ..Settings::default()
        };
        Self {
            state: State::new(settings, None, true),
            demo: Some(demo),
            worker: Some(worker),
            ended,
            events,
            login,
            keychain: None,
            ahead: Duration::ZERO,
            wall_ahead: SignedDuration::ZERO,
            runtime,
        }
    }

    /// The same, with sessions kept in `keychain` between runs.
    pub fn with_keychain(login: &'static str, keychain: Keychain) -> Self {
        let mut stage = Self::new(login);
        stage.keychain = Some(keychain);
        let settings = stage.state.settings.clone();
        stage.open(settings);
        stage
    }

    /// Closes the window and opens another one, as the next start of the program does.
    pub fn start_again(&mut self) {
        self.open_again();
        if self.state.to_resume().is_some() {
            self.resume();
        }
    }

    /// The same, before anything is gone on with.
    pub fn open_again(&mut self) {
        let settings = self.state.settings.clone();
        self.close();
        self.open(settings);
    }

    /// Goes on with the session that was used last at this server.
    pub fn resume(&mut self) {
        let key = self.state.to_resume().expect("there is a session to go on with");
        self.user(Intent::SwitchTo(key));
    }

    /// Turns this refresh token, as another run of the program would; the new one.
    pub fn turn_token(&self, old: &str) -> String {
        let demo = self.demo.as_ref().expect("the demo runs");
        let form = [("grant_type", "refresh_token"), ("client_id", demo.client_id()), ("refresh_token", old)];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let url = format!("{}/oauth/v2/token", demo.issuer());
        let answer: Value = self.runtime.block_on(async {
            let request = reqwest::Client::new().post(&url).body(body);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            request.send().await.unwrap().json().await.unwrap()
        });
        answer["refresh_token"].as_str().unwrap().to_owned()
    }

    /// Opens a window with these settings.
    pub fn reopen(&mut self, settings: Settings) {
        self.open(settings);
    }

    fn open(&mut self, settings: Settings) {
        let (outlet, events) = channel();
        let (end, ended) = channel();
        let next = self.login.clone();
        let browser = Arc::new(move |link: &Url| sign_in_as(*next.lock().unwrap())(link));
        let world = World { ended: Some(end), keychain: self.keychain.clone(), ..world(browser) };
        self.worker = Some(Worker::start(self.runtime.handle(), world, outlet, || {}).unwrap());
        self.state = State::new(settings, None, true);
        (self.events, self.ended) = (events, ended);
    }

    /// Signed in, everything read, and the demo's log of requests empty.
    pub fn signed_in(login: &'static str) -> Self {
        let mut stage = Self::new(login);
        stage.sign_in();
        stage.control("/demo/requests/clear");
        stage
    }

    /// Whose button the browser presses from now on.
    pub fn browse_as(&self, login: &'static str) {
        *self.login.lock().unwrap() = login;
    }

    /// Reads again and waits for what was read.
    pub fn read(&mut self) {
        self.user(Intent::ReadAgain);
        self.until("read", |state| state.signed_in().is_none_or(|signed_in| !signed_in.reading));
    }

    pub fn sign_in(&mut self) {
        self.user(Intent::SignIn { another: false });
        self.until("signed in and read", |state| state.signed_in().is_some_and(|s| s.inventory.is_some()));
    }

    pub fn control(&self, path_and_query: &str) -> Value {
        control(&self.runtime, self.demo.as_ref().expect("the demo runs"), path_and_query)
    }

    /// Ends the demo server: from now on nobody answers there.
    pub fn stop_demo(&mut self) {
        self.demo = None;
    }

    /// Closes the window: the worker ends, and this waits for it.
    pub fn close(&mut self) {
        self.worker = None;
        assert_eq!(self.ended.recv_timeout(LIMIT), Err(RecvTimeoutError::Disconnected));
    }

    /// Makes the removal's request go wrong in this way.
    pub fn fault(&self, kind: &str) {
        self.control(&format!("/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind={kind}"));
    }

    /// How many requests with this method, to a path that begins so, reached the server.
    pub fn requests(&self, method: &str, path: &str) -> usize {
        let log = self.control("/demo/requests");
        let all = log.as_array().unwrap().iter();
        all.filter(|request| {
            request["method"] == method && request["path"].as_str().is_some_and(|text| text.starts_with(path))
        })
        .count()
    }

    pub fn removals(&self) -> usize {
        self.requests("DELETE", "/")
    }

    /// Waits until such a request has reached the server, answered or not.
    pub fn until_asked(&self, method: &str, path: &str) {
        let end = Instant::now() + LIMIT;
        while self.requests(method, path) == 0 {
            assert!(Instant::now() < end, "waited for {method} {path}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Lets this much time pass, by both clocks, for everything but the worker.
    pub fn let_pass(&mut self, time: Duration) {
        self.ahead += time;
    }

    /// Sets the wall clock to so far ahead of the worker's; the monotonic one stands still, as in a sleep.
    pub fn set_clock(&mut self, ahead: SignedDuration) {
        self.wall_ahead = ahead;
    }

    pub fn turn(&mut self, msg: Msg) {
        let wall = Timestamp::now() + self.ahead + self.wall_ahead;
        let now = Now { instant: Instant::now() + self.ahead, wall };
        for command in update(&mut self.state, msg, now) {
            self.worker.as_ref().expect("the window is open").submit(command);
        }
    }

    pub fn user(&mut self, intent: Intent) {
        self.turn(Msg::User(intent));
    }

    /// Takes events until `done`.
    pub fn until(&mut self, what: &str, done: impl Fn(&State) -> bool) {
        let end = Instant::now() + LIMIT;
        while !done(&self.state) {
            match self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => self.turn(Msg::World(event)),
                Err(RecvTimeoutError::Timeout) => panic!("waited for: {what}\n{:#?}", self.state),
                Err(RecvTimeoutError::Disconnected) => panic!("the worker has gone; waited for: {what}"),
            }
        }
    }

    /// The ids of the passkeys that are shown, in their order.
    pub fn shown(&self) -> Vec<MethodId> {
        let shown =
            self.state.signed_in().and_then(|signed_in| signed_in.lists.passkeys.as_ref()).expect("no list");
        shown.iter().map(Method::id).collect()
    }

    /// Opens the dialog for the first passkey, waits for the eye, and confirms with `typed`.
    pub fn confirm(&mut self, typed: &str) -> MethodId {
        let id = self.shown().remove(0);
        self.confirm_that(id, typed)
    }

    /// The same for the method with this id.
    pub fn confirm_that(&mut self, id: MethodId, typed: &str) -> MethodId {
        self.user(Intent::AskRemoval(id.clone()));
        self.ahead += Duration::from_millis(320);
        self.user(Intent::ConfirmRemoval { typed: typed.to_owned() });
        id
    }

    /// Confirms the removal of the first passkey and waits until nothing is under way.
    pub fn remove(&mut self, typed: &str) -> MethodId {
        let id = self.shown().remove(0);
        self.remove_that(id, typed)
    }

    /// The same for the method with this id.
    pub fn remove_that(&mut self, id: MethodId, typed: &str) -> MethodId {
        let id = self.confirm_that(id, typed);
        self.until("the removal's outcome", |state| {
            let asking =
                state.signed_in().is_some_and(|s| s.reading || matches!(s.dialog, Some(Dialog::Removing(_))));
            !state.removal_under_way() && !asking
        });
        id
    }

    pub fn outcome(&self) -> &Outcome {
        self.state.outcomes.first().expect("no outcome")
    }

    /// Whether the server still has this passkey, asked of the server itself.
    pub fn server_has(&self, login: &str, id: &MethodId) -> bool {
        let answer = self.control(&format!("/demo/account?login={login}"));
        let text = answer.to_string();
        assert!(answer.is_array() || answer.is_object(), "{text}");
        text.contains(&format!("\"{}\"", id.as_str().unwrap_or_default()))
    }

    pub fn connect_trouble(&self) -> Option<&keyward::domain::Trouble> {
        match &self.state.screen {
            Screen::Connect(connect) => connect.trouble.as_ref(),
            _ => None,
        }
    }
}
