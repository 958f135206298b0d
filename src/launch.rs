//! Starts the program: log, runtime, settings, window. Whatever keeps the window from opening becomes
//! one sentence, never a panic on screen.

use std::any::Any;
use std::convert::Infallible;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use anyhow::Context as _;
use eframe::{CreationContext, NativeOptions};
use egui::{IconData, UserAttentionType, ViewportBuilder, ViewportCommand, ViewportId};
use tokio::runtime::{Handle, Runtime};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::app::App;
use crate::domain::{Entered, Intent, Notice, Server, Settings, State, Target};
use crate::http;
use crate::instance::{self, Claim, First};
use crate::signin::{Keychain, Limits, system_browser};
use crate::storage::{self, SettingsFile};
use crate::text;
use crate::worker::{SETTLE_PAUSES, Worker, World};

/// The same everywhere: desktop entry, icon, window.
pub const APP_ID: &str = "dev.keyward.Keyward";
const ICON: &[u8] = include_bytes!("../assets/icon/keyward-128.png");
/// The window's size at first, and the smallest it takes, in points.
const SIZE: [f32; 2] = [760.0, 820.0];
const SMALLEST: [f32; 2] = [360.0, 360.0];
/// How long the session may take to be revoked when the window has closed.
const END_LIMIT: Duration = Duration::from_secs(2);

/// What the arguments ask for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Start on the demo server.
    pub demo: bool,
    /// The server's address, as typed.
    pub server: Option<String>,
    /// The client id, as typed.
    pub client_id: Option<String>,
    /// How much Keyward writes to standard error.
    pub log_level: LevelFilter,
}

/// Why the window did not open; a sentence for the person who started it.
pub type Failed = String;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A sentence that says what is missing and what to install or run.
pub fn window(options: &Options) -> Result<(), Failed> {
    start_log(options.log_level);
    let file = SettingsFile::of_platform();
    // The demo keeps nothing, so it may be open beside the real thing.
    let first = match file.as_ref().filter(|_| !options.demo) {
        Some(file) => match only_instance(file)? {
            Role::Alone(first) => first,
            Role::Second => return Ok(()),
        },
        None => None,
    };
    let plan = plan(options, file)?;
    let runtime = runtime().map_err(|error| text::not_started(&format!("{error:#}")))?;
    let (ended, wait) = mpsc::channel();
    let outcome = guarded(|started| {
        let native = NativeOptions { viewport: viewport(), ..NativeOptions::default() };
        let handle = runtime.handle().clone();
        eframe::run_native(
            "Keyward",
            native,
            Box::new(move |cc| {
                // From here on there is a display and a graphics driver.
                started.store(true, Ordering::Relaxed);
                if let Some(first) = first {
                    handle.spawn(first.serve(to_front(cc.egui_ctx.clone())));
                }
                Ok(Box::new(app(cc, plan, &handle, ended)?))
            }),
        )
    });
    // The worker holds the other end until it has revoked the session.
    let _ended = wait.recv_timeout(END_LIMIT);
    runtime.shutdown_background();
    outcome
}

/// Runs the demo server alone, until the program is ended; prints one line of JSON with its address.
///
/// # Errors
/// A sentence where it cannot listen.
#[cfg(feature = "demo")]
pub fn demo_server(options: &Options) -> Result<(), Failed> {
    use std::io::Write as _;
    start_log(options.log_level);
    let run = || -> anyhow::Result<()> {
        runtime()?.block_on(async {
            let demo = crate::demo::Demo::start(crate::demo::Options::default()).await?;
            let line = serde_json::json!({ "issuer": demo.issuer(), "client_id": demo.client_id() });
            writeln!(io::stdout(), "{line}")?;
            std::future::pending::<()>().await;
            Ok(())
        })
    };
    run().map_err(|error| text::not_started(&format!("{error:#}")))
}

/// What the window starts with.
struct Plan {
    state: State,
    settings: Option<SettingsFile>,
    first: Option<Intent>,
}

/// What this start is to the others.
enum Role {
    /// No other one is open; without a [`First`], nobody can tell.
    Alone(Option<First>),
    /// Another one is open, and its window was shown.
    Second,
}

fn only_instance(file: &SettingsFile) -> Result<Role, Failed> {
    match instance::claim(file.folder()) {
        Ok(Claim::First(first)) => Ok(Role::Alone(Some(first))),
        Ok(Claim::Shown) => {
            tracing::info!("Keyward is open already, and its window was shown");
            Ok(Role::Second)
        }
        Ok(Claim::Silent) => Err(text::OPEN_BUT_SILENT.to_owned()),
        Err(error) => {
            tracing::warn!("it cannot be told whether Keyward is open already: {error}");
            Ok(Role::Alone(None))
        }
    }
}

/// Brings the window to the front, minimized or behind others.
fn to_front(ctx: egui::Context) -> impl Fn() {
    move || {
        for command in [
            ViewportCommand::Minimized(false),
            ViewportCommand::Focus,
            ViewportCommand::RequestUserAttention(UserAttentionType::Informational),
        ] {
            ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        }
        ctx.request_repaint_of(ViewportId::ROOT);
    }
}

fn plan(options: &Options, file: Option<SettingsFile>) -> Result<Plan, Failed> {
    let loaded = file.as_ref().map(SettingsFile::load);
    let (mut settings, trouble) =
        loaded.map_or((Settings::default(), None), |found| (found.settings, found.trouble));
    let target = overlay(&mut settings, options)?;
    let mut state = State::new(settings, target, cfg!(feature = "demo"));
    state.notices.extend(trouble.map(Notice::Trouble));
    match storage::administered(&storage::system_file()) {
        Ok(Some(administered)) => state = state.with_administered(administered),
        Ok(None) => {}
        Err(trouble) => state.notices.push(Notice::Trouble(trouble)),
    }
    let first = if options.demo { Some(Intent::TryDemo) } else { state.to_resume().map(Intent::SwitchTo) };
    Ok(Plan { state, settings: file, first })
}

/// Puts the arguments over the settings, for this run.
fn overlay(settings: &mut Settings, options: &Options) -> Result<Option<Target>, Failed> {
    if let Some(typed) = &options.server {
        let Entered { server, .. } = Server::parse(typed).map_err(|bad| text::bad_argument(typed, &bad))?;
        if settings.server != server.as_str() {
            server.as_str().clone_into(&mut settings.server);
            settings.client_id.clear();
        }
    }
    if let Some(client_id) = &options.client_id {
        client_id.trim().clone_into(&mut settings.client_id);
    }
    Ok(settings.target())
}

fn app(
    cc: &CreationContext<'_>,
    plan: Plan,
    runtime: &Handle,
    ended: mpsc::Sender<Infallible>,
) -> io::Result<App> {
    crate::theme::install(&cc.egui_ctx);
    let (outlet, events) = mpsc::channel();
    let world = World {
        browser: Arc::new(system_browser),
        settings: plan.settings,
        limits: Limits::default(),
        http: http::Limits::default(),
        keychain: Some(Keychain::of_system()),
        settle_pauses: SETTLE_PAUSES.to_vec(),
        ended: Some(ended),
    };
    let ctx = cc.egui_ctx.clone();
    let worker = Worker::start(runtime, world, outlet, move || ctx.request_repaint_of(ViewportId::ROOT))?;
    Ok(App::new(plan.state, worker, events, plan.first))
}

fn viewport() -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title("Keyward")
        .with_app_id(APP_ID)
        .with_inner_size(SIZE)
        .with_min_inner_size(SMALLEST);
    let icon: Option<IconData> = eframe::icon_data::from_png_bytes(ICON).ok();
    match icon {
        Some(icon) => viewport.with_icon(icon),
        None => viewport,
    }
}

fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("keyward-worker")
        .enable_all()
        .build()
        .context("the background runtime could not be started")
}

/// Runs `open` so that neither an error nor a panic before the window is there reaches the screen raw.
fn guarded(open: impl FnOnce(Arc<AtomicBool>) -> eframe::Result) -> Result<(), Failed> {
    let started = Arc::new(AtomicBool::new(false));
    let said = Arc::new(Mutex::new(None::<String>));
    let usual = std::panic::take_hook();
    let (quiet, note) = (started.clone(), said.clone());
    std::panic::set_hook(Box::new(move |info| {
        if quiet.load(Ordering::Relaxed) {
            usual(info);
        } else {
            *note.lock().unwrap_or_else(PoisonError::into_inner) = payload(info.payload());
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| open(started.clone())));
    let said = said.lock().unwrap_or_else(PoisonError::into_inner).take();
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(sentence(&error)),
        Err(_) if started.load(Ordering::Relaxed) => Err(text::ended_unexpectedly()),
        Err(caught) => Err(text::library_missing(&said.or_else(|| payload(&*caught)).unwrap_or_default())),
    }
}

fn payload(payload: &(dyn Any + Send)) -> Option<String> {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
}

fn sentence(error: &eframe::Error) -> Failed {
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) if !display_is_named() => {
            text::NO_DISPLAY.to_owned()
        }
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            text::display_not_opened(without_source_place(&error.to_string()))
        }
        eframe::Error::AppCreation(error) => text::not_started(&error.to_string()),
        // Its own text lists the whole wish for a configuration.
        #[cfg(not(windows))]
        eframe::Error::NoGlutinConfigs(_, error) => text::no_graphics(&error.to_string()),
        _ => text::no_graphics(&error.to_string()),
    }
}

/// Whether the session says where its display is. Elsewhere than on X11 and Wayland it need not.
fn display_is_named() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named) || cfg!(not(target_os = "linux"))
}

/// A library's error without the place in its source: `os error at …/mod.rs:765: what happened`.
fn without_source_place(cause: &str) -> &str {
    let Some((_, after)) = cause.split_once(".rs:") else { return cause };
    after.split_once(": ").map_or(cause, |(_line, what)| what)
}

/// Writes to standard error. Other crates are held at warnings: what they would say is not ours to show.
fn start_log(level: LevelFilter) {
    let targets = Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("keyward", level);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false);
    // A second start in the same process, as tests do, keeps the first log.
    let _already = tracing_subscriber::registry().with(targets).with(lines).try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_without_the_place_in_a_source() {
        let raw = "winit EventLoopError: os error at /home/x/winit/src/mod.rs:765: no display is set";
        assert_eq!(without_source_place(raw), "no display is set");
        assert_eq!(without_source_place("glutin error: not found"), "glutin error: not found");
    }

    #[test]
    fn an_argument_goes_over_the_settings_for_this_run() {
        let mut settings =
            Settings { server: "https://old.example".into(), client_id: "1".into(), ..Settings::default() };
        let options = |server: &str, client_id: Option<&str>| Options {
            demo: false,
            server: Some(server.into()),
            client_id: client_id.map(Into::into),
            log_level: LevelFilter::WARN,
        };
        let kept = overlay(&mut settings, &options("old.example", None)).unwrap().unwrap();
        assert_eq!(kept.client_id, "1", "the same server keeps its client id");
        assert_eq!(overlay(&mut settings, &options("new.example", None)).unwrap(), None);
        let target = overlay(&mut settings, &options("new.example", Some(" 2 "))).unwrap().unwrap();
        assert_eq!((target.server.as_str(), target.client_id.as_str()), ("https://new.example", "2"));
        assert!(
            overlay(&mut settings, &options("http://new.example", None)).unwrap_err().contains("--server")
        );
    }
}
