//! What is measured without a window: a removal, the time of a frame, and what readings leave behind.
//!
//! `cargo bench --bench numbers` prints one JSON object; `tests/bench/run` makes a table of it. It ends with
//! another status than 0 only where it could not measure.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "shares the stage with the tests, and ends where it meets what it did not expect"
)]

#[path = "../it/browser.rs"]
mod browser;
#[path = "../it/stage.rs"]
mod stage;

use std::alloc::System;
use std::time::{Duration, Instant};

use egui::{Context, Event as Input, MouseWheelUnit, Pos2, RawInput, Rect, Vec2, vec2};
use jiff::Timestamp;
use keyward::domain::{
    Account, AccountKey, Address, Command, Contacts, Event, FactorState, Intent, Inventory, Known, Msg, Now,
    Passkey, PasskeyId, Policy, Removal, Server, Settings, Stamped, State, Subject, Target, update,
};
use keyward::{theme, ui};
use serde_json::{Value, json};
use stage::Stage;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The window's size at first, in points.
const SIZE: Vec2 = vec2(760.0, 820.0);
/// How far one frame scrolls, in points.
const STEP: f32 = 90.0;
/// Frames that are measured for each length of the list, and frames before them.
const FRAMES: usize = 1200;
const FIRST_FRAMES: usize = 120;
/// After so many frames the list is scrolled the other way: at the end of the short one, and far in the others.
const TURN_SHORT: usize = 10;
const TURN: usize = 200;
/// Removals that are measured.
const REMOVALS: usize = 25;
/// Readings after which every buffer has its size: the demo remembers 2,000 requests.
const FIRST_READINGS: usize = 1000;
const READINGS: usize = 10_000;
/// The longest that the readings may take; fewer are done then, and their number is printed.
const READINGS_LIMIT: Duration = Duration::from_mins(4);

fn main() {
    let all = json!({
        "removal": removal(),
        "frames": [frames(10, TURN_SHORT), frames(1000, TURN), frames(10_000, TURN)],
        "readings": readings(),
    });
    println!("{all:#}");
}

/// From the answer in the dialog to the receipt, by the window's own client and without the window.
fn removal() -> Value {
    let mut took: Vec<f64> = (0..REMOVALS)
        .map(|_| {
            let mut stage = Stage::signed_in("bob");
            let began = Instant::now();
            stage.confirm("");
            stage.until("the receipt", |state| {
                state.outcomes.first().is_some_and(|outcome| matches!(outcome.removal, Removal::Gone(_)))
            });
            millis(began.elapsed())
        })
        .collect();
    json!({ "ms": spread(&mut took), "times": REMOVALS })
}

/// One frame of the page with so many passkeys while it is scrolled: laid out and cut into triangles.
fn frames(passkeys: usize, turn: usize) -> Value {
    let state = listing(passkeys);
    let mut screen = Screen::new(&state);
    for frame in 0..FIRST_FRAMES {
        screen.paint(&state, vec![wheel(frame, turn)]);
    }
    let heap = Region::new(HEAP);
    let mut took: Vec<f64> =
        (0..FRAMES).map(|frame| millis(screen.paint(&state, vec![wheel(frame, turn)]))).collect();
    let allocations = heap.change().allocations / FRAMES;
    json!({ "passkeys": passkeys, "ms": spread(&mut took), "allocations": allocations })
}

/// What the heap holds after many readings more than after the first ones.
fn readings() -> Value {
    let mut stage = Stage::signed_in("bob");
    let mut screen = Screen::new(&stage.state);
    let mut read = |stage: &mut Stage| {
        stage.read();
        // One frame for what arrived, and the one that egui adds.
        screen.paint(&stage.state, Vec::new());
        screen.paint(&stage.state, Vec::new());
    };
    for _ in 0..FIRST_READINGS {
        read(&mut stage);
    }
    let began = Instant::now();
    let before = heap_bytes();
    let mut done = 0;
    while done < READINGS && began.elapsed() < READINGS_LIMIT {
        read(&mut stage);
        done += 1;
    }
    let grown = heap_bytes() - before;
    json!({ "times": done, "seconds": began.elapsed().as_secs_f64(), "held_bytes": before, "grown_bytes": grown })
}

/// The least that the heap held in some moments: what is under way between two readings comes and goes.
fn heap_bytes() -> i64 {
    let held = || {
        std::thread::sleep(Duration::from_millis(20));
        let stats = HEAP.stats();
        i64::try_from(stats.bytes_allocated).unwrap() - i64::try_from(stats.bytes_deallocated).unwrap()
    };
    (0..25).map(|_| held()).min().expect("a moment")
}

/// The page, painted without a display.
struct Screen {
    ctx: Context,
    drafts: ui::Drafts,
    frame: u32,
}

impl Screen {
    fn new(state: &State) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        Self { ctx, drafts: ui::Drafts::for_settings(&state.settings), frame: 0 }
    }

    fn paint(&mut self, state: &State, mut events: Vec<Input>) -> Duration {
        self.frame += 1;
        events.push(Input::PointerMoved(Pos2::ZERO + SIZE / 2.0));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(f64::from(self.frame) / 60.0),
            events,
            ..RawInput::default()
        };
        let began = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            ui::root(ui, state, &mut self.drafts, now());
        });
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let took = began.elapsed();
        assert!(!triangles.is_empty());
        output.drop_without_applying_deltas();
        took
    }
}

fn wheel(frame: usize, turn: usize) -> Input {
    let down = (frame / turn).is_multiple_of(2);
    Input::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, if down { -STEP } else { STEP }),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    }
}

/// Signed in, with so many passkeys.
fn listing(passkeys: usize) -> State {
    let server = Server::parse("https://id.example.com").unwrap().server;
    let mut state = State::new(Settings::default(), Some(Target::new(server.clone(), "1".into())), true);
    let key = AccountKey { server, subject: Subject::new("257786991247360001") };
    let account = Account::named(key, "grace@acme.id.example.com", Some("Grace Hopper"));
    turn(&mut state, Msg::User(Intent::SignIn { another: false }));
    let commands = happened(&mut state, Event::SignedIn(account));
    let serial = commands.iter().find_map(|command| match command.body {
        Command::Read(serial) => Some(serial),
        _ => None,
    });
    let inventory = Box::new(inventory(passkeys));
    happened(&mut state, Event::InventoryRead { serial: serial.expect("a reading"), inventory });
    state
}

fn turn(state: &mut State, msg: Msg) -> Vec<Stamped<Command>> {
    update(state, msg, now())
}

fn happened(state: &mut State, body: Event) -> Vec<Stamped<Command>> {
    let generation = state.generation;
    turn(state, Msg::World(Stamped { generation, body }))
}

fn inventory(passkeys: usize) -> Inventory {
    let read_at = Timestamp::now();
    let passkey = |number: usize| {
        let id = PasskeyId::new((400_917_764_480_437_286 - number * 100_000_000_000).to_string());
        Passkey::new(id, &format!("Fleet key {number:05}"), FactorState::Ready, read_at)
    };
    Inventory {
        passkeys: Known::Known((0..passkeys).map(passkey).collect()),
        password: Known::Known(true),
        identities: Known::Known(Vec::new()),
        second_steps: Known::Known(Vec::new()),
        policy: Known::Known(Policy { user_names: true, passkeys: true, ..Policy::default() }),
        address: Known::Known(Address::Here),
        contacts: Known::Known(Contacts::default()),
        read_at,
    }
}

fn now() -> Now {
    Now { instant: Instant::now(), wall: Timestamp::now() }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The median, and what 95 of 100 stay under.
fn spread(values: &mut [f64]) -> Value {
    values.sort_by(f64::total_cmp);
    json!({ "median": values[values.len() / 2], "p95": values[values.len() * 95 / 100] })
}
