//! The real app without a display: driven by role and name, as a screen reader would.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keyward::app::App;
use keyward::demo::{Demo, Options};
use keyward::domain::{Intent, Settings, State};
use keyward::signin::OpenBrowser;
use keyward::worker::Worker;
use keyward::{domain, theme};
use tokio::runtime::Runtime;

use crate::browser::sign_in_as;
use crate::stage::{LIMIT, control, runtime, world};

/// The app, its demo server, and the signal that something happened.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub demo: Demo,
    pub runtime: Runtime,
    wakes: Receiver<()>,
}

/// An app on the first screen, with the demo server as its target.
pub fn open(login: &'static str) -> Window {
    open_with(login, Arc::new(sign_in_as(login)), vec2(800.0, 900.0), None)
}

/// The same, which waits for a removal for at most so long when it is closed.
pub fn open_closing_within(login: &'static str, limit: Duration) -> Window {
    let made = |app: App| app.closing_within(limit);
    open_made(login, Arc::new(sign_in_as(login)), vec2(800.0, 900.0), None, made)
}

pub fn open_with(login: &str, browser: Arc<OpenBrowser>, size: Vec2, first: Option<Intent>) -> Window {
    open_made(login, browser, size, first, |app| app)
}

fn open_made(
    login: &str,
    browser: Arc<OpenBrowser>,
    size: Vec2,
    first: Option<Intent>,
    made: impl FnOnce(App) -> App,
) -> Window {
    let runtime = runtime();
    let demo = runtime.block_on(Demo::start(Options::default())).unwrap();
    let (outlet, events) = channel();
    let (wake, wakes) = channel();
    // A closed test no longer listens.
    let wake = move || {
        let _ = wake.send(());
    };
    let worker = Worker::start(runtime.handle(), world(browser), outlet, wake).unwrap();
    let settings = if first.is_some() {
        Settings::default()
    } else {
        Settings {
            server: demo.issuer().to_owned(),
            client_id: demo.client_id().to_owned(),
            ..Settings::default()
        }
    };
    let state = State::new(settings, None, true);
    // Steps without end are a fault; an answer that comes in between them is none.
    let builder = Harness::builder().with_size(size).with_max_steps(40);
    // Judy's names need faces that are not bundled; every word of ours must be there.
    let builder = if login == "judy" { builder.allow_missing_glyphs() } else { builder };
    let mut harness = builder.build_eframe(|cc| {
        theme::install(&cc.egui_ctx);
        made(App::new(state, worker, events, first))
    });
    harness.run();
    Window { harness, demo, runtime, wakes }
}

impl Window {
    pub fn state(&self) -> &State {
        self.harness.state().state()
    }

    pub fn control(&self, path_and_query: &str) -> serde_json::Value {
        control(&self.runtime, &self.demo, path_and_query)
    }

    /// How many removals reached the server.
    pub fn removals(&self) -> usize {
        let log = self.control("/demo/requests");
        log.as_array().unwrap().iter().filter(|request| request["method"] == "DELETE").count()
    }

    /// Waits for the worker's signals until `done`.
    pub fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        self.harness.run();
        self.watch(
            what,
            |harness| {
                harness.run();
            },
            done,
        );
    }

    /// The same, frame by frame: for what is in the output of one frame only.
    pub fn until_a_frame(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        self.watch(what, Harness::step, done);
    }

    fn watch(&mut self, what: &str, paint: fn(&mut Harness<'static, App>), done: impl Fn(&Self) -> bool) {
        let end = Instant::now() + LIMIT;
        while !done(self) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                self.wakes.recv_timeout(left).is_ok(),
                "waited for: {what}; on screen:\n{}",
                self.words()
            );
            paint(&mut self.harness);
        }
    }

    /// Waits until this button is there.
    pub fn wait_for(&mut self, button: &str) {
        self.until(button, |window| window.has_button(button));
    }

    pub fn has_button(&self, name: &str) -> bool {
        self.harness.query_all_by_role_and_label(Role::Button, name).next().is_some()
    }

    pub fn click(&mut self, name: &str) {
        assert!(self.has_button(name), "no button {name}; on screen:\n{}", self.words());
        self.harness.get_by_role_and_label(Role::Button, name).click();
        self.harness.run();
    }

    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run();
    }

    /// Presses Tab until `name` has the focus.
    pub fn tab_to(&mut self, name: &str) {
        for _ in 0..60 {
            if self.focused().as_deref() == Some(name) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab does not reach {name}; on screen:\n{}", self.words());
    }

    pub fn focused(&self) -> Option<String> {
        let mut all = self.harness.root().children_recursive();
        all.find_map(|node| node.accesskit_node().is_focused().then(|| node.accesskit_node().label())?)
    }

    pub fn type_into(&mut self, field: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, field).focus();
        self.harness.run();
        self.harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
        self.harness.run();
    }

    /// Everything that a screen reader could read, in its order.
    pub fn words(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        let said = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        });
        said.collect::<Vec<_>>().join("\n")
    }

    pub fn says(&self, sentence: &str) -> bool {
        self.words().contains(sentence)
    }

    /// Lets the time pass in which a click after a change does not count.
    pub fn blink(&mut self) {
        std::thread::sleep(Duration::from_millis(320));
        self.harness.run();
    }

    pub fn sign_in(&mut self) {
        self.click("Sign in");
        self.until("the account", |window| {
            window.state().signed_in().is_some_and(|signed_in| signed_in.inventory.is_some())
        });
    }

    pub fn newest(&self) -> &domain::Method {
        &self.state().signed_in().unwrap().lists.passkeys.as_ref().unwrap()[0]
    }
}
