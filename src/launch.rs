//! Starts the program: log, runtime, settings, window. Whatever keeps the window from opening becomes
//! one sentence, never a panic on screen.

#[cfg(windows)]
mod graphics;
mod log;
mod obstacle;
mod system;
pub mod terminal;

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::Context as _;
use eframe::{CreationContext, NativeOptions};
use egui::{IconData, UserAttentionType, ViewportBuilder, ViewportCommand, ViewportId};
use tokio::runtime::{Handle, Runtime};
use tracing::level_filters::LevelFilter;

use crate::app::App;
use crate::domain::{
    About, Action, Entered, Event, Generation, Intent, Notice, Server, Settings, Stamped, State, Target,
    Written,
};
use crate::http;
use crate::instance::{self, Claim, First, Hold};
use crate::signin::{KEYCHAIN_LIMIT, Keychain, Limits, system_browser};
use crate::storage::{self, SettingsFile};
use crate::text::Text;
use crate::worker::{SETTLE_PAUSES, Worker, World};

use obstacle::{Obstacle, guarded};

/// The same everywhere: desktop entry, icon, window.
pub const APP_ID: &str = "dev.keyward.Keyward";
const ICON: &[u8] = include_bytes!("../assets/icon/hicolor/128x128/apps/dev.keyward.Keyward.png");
/// The window's size at first, and the smallest it takes, in points.
const SIZE: [f32; 2] = [760.0, 820.0];
const SMALLEST: [f32; 2] = [360.0, 360.0];
/// Where the window's size, place and zoom are kept, in the settings folder.
const WINDOW_FILE: &str = "window.ron";
/// How long the worker may take to end when the window has closed. It is quick, unless the server is turning
/// a refresh token: the new one must reach the keychain, and a refused one is asked for once more with what
/// the keychain holds by then.
const END_LIMIT: Duration = {
    let turn = http::REQUEST_LIMIT.saturating_add(KEYCHAIN_LIMIT);
    turn.saturating_add(turn).saturating_add(KEYCHAIN_LIMIT)
};

/// What the arguments ask for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Start on the demo server.
    pub demo: bool,
    /// The server's address, as typed.
    pub server: Option<String>,
    /// The client id, as typed.
    pub client_id: Option<String>,
    /// What else to do, in this window or in the one that is open already.
    pub action: Action,
    /// How much Keyward writes to standard error.
    pub log_level: LevelFilter,
    /// Where settings and log are kept, where it is not the platform's place.
    pub settings_dir: Option<PathBuf>,
}

/// Why the window did not open; a sentence for the person who started it.
pub type Failed = String;

type Outlet = mpsc::Sender<Stamped<Event>>;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A sentence that says what is missing and what to install or run.
pub fn window(options: &Options) -> Result<(), Failed> {
    let language = sys_locale::get_locale().unwrap_or_default();
    open(options, &language).map_err(|obstacle| obstacle.sentence(&Text::nearest_to(&language)))
}

fn open(options: &Options, language: &str) -> Result<(), Obstacle> {
    // The demo keeps nothing, so it may be open beside the real thing.
    let (file, log) = if options.demo { (None, None) } else { places(options) };
    let log = log.filter(|folder| log::start(options.log_level, Some(folder)));
    if log.is_none() {
        log::start(options.log_level, None);
    }
    tracing::info!("Keyward {} starts", env!("CARGO_PKG_VERSION"));
    let first = match &file {
        Some(file) => match only_instance(file, options.action)? {
            Role::Alone(first) => first,
            Role::Second => return Ok(()),
        },
        None => None,
    };
    let mut plan = plan(options, file)?;
    language.clone_into(&mut plan.state.system_language);
    plan.state.about = About {
        settings: plan.settings.as_ref().map(|file| file.folder().to_owned()),
        log,
        system: system::name(),
    };
    // Who starts Keyward again before this one has ended would turn the same tokens.
    let hold = first.as_ref().and_then(|first| first.hold().ok());
    let runtime = runtime()?;
    let (ended, wait) = mpsc::channel();
    let (served, serving) = mpsc::channel();
    let outcome = guarded(|started| {
        let native = NativeOptions {
            viewport: viewport(),
            persist_window: plan.settings.is_some(),
            // Without any path, eframe would make a folder of its own. The empty one is neither read nor written.
            persistence_path: Some(window_file(&plan).unwrap_or_default()),
            #[cfg(windows)]
            wgpu_options: graphics::configuration(runtime.handle().clone()),
            ..NativeOptions::default()
        };
        let handle = runtime.handle().clone();
        eframe::run_native(
            "Keyward",
            native,
            Box::new(move |cc| {
                // From here on there is a display and a graphics driver.
                started.store(true, Ordering::Relaxed);
                let (outlet, events) = mpsc::channel();
                if let Some(first) = first {
                    let serving = handle.spawn(first.serve(to_front(cc.egui_ctx.clone(), outlet.clone())));
                    let _waits = served.send(serving.abort_handle());
                }
                Ok(Box::new(app(cc, plan, &handle, (outlet, events, ended))?))
            }),
        )
    });
    // There is no window to show any more.
    for serving in serving.try_iter() {
        serving.abort();
    }
    if let Some(Err(error)) = hold.as_ref().map(Hold::ends) {
        tracing::warn!("the next start cannot be told that this one is ending: {error}");
    }
    // The worker holds the other end until no session can be lost any more.
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
    log::start(options.log_level, None);
    let run = || -> anyhow::Result<()> {
        runtime()?.block_on(async {
            let demo = crate::demo::Demo::start(crate::demo::Options::default()).await?;
            let line = serde_json::json!({ "issuer": demo.issuer(), "client_id": demo.client_id() });
            writeln!(io::stdout(), "{line}")?;
            std::future::pending::<()>().await;
            Ok(())
        })
    };
    let language = sys_locale::get_locale().unwrap_or_default();
    run().map_err(|error| Obstacle::from(error).sentence(&Text::nearest_to(&language)))
}

/// Where settings and log are kept.
fn places(options: &Options) -> (Option<SettingsFile>, Option<PathBuf>) {
    match &options.settings_dir {
        Some(folder) => (Some(SettingsFile::in_folder(folder.clone())), Some(folder.join("log"))),
        None => (SettingsFile::of_platform(), log::folder_of_platform()),
    }
}

/// What the window starts with.
struct Plan {
    state: State,
    settings: Option<SettingsFile>,
    first: Option<Intent>,
    action: Action,
}

/// Where the window's size, place and zoom are kept.
fn window_file(plan: &Plan) -> Option<PathBuf> {
    plan.settings.as_ref().map(|file| file.folder().join(WINDOW_FILE))
}

/// What this start is to the others.
enum Role {
    /// No other one is open; without a [`First`], nobody can tell.
    Alone(Option<First>),
    /// Another one is open, and its window was shown.
    Second,
}

fn only_instance(file: &SettingsFile, action: Action) -> Result<Role, Obstacle> {
    match instance::claim(file.folder(), action) {
        Ok(Claim::First(first)) => Ok(Role::Alone(Some(first))),
        Ok(Claim::Shown) => {
            tracing::info!("Keyward is open already, and its window was shown");
            Ok(Role::Second)
        }
        Ok(Claim::Ending) => Err(Obstacle::Ending),
        Ok(Claim::Silent) => Err(Obstacle::OpenButSilent),
        Err(error) => {
            tracing::warn!("it cannot be told whether Keyward is open already: {error}");
            Ok(Role::Alone(None))
        }
    }
}

/// Brings the window to the front, minimized or behind others, and tells it what is asked for.
fn to_front(ctx: egui::Context, outlet: Outlet) -> impl Fn(Action) {
    move |action| {
        // A closed window does nothing any more.
        let _closed = outlet.send(asked(action));
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

/// What `update` hears of it, whoever is signed in.
fn asked(action: Action) -> Stamped<Event> {
    Stamped { generation: Generation::default(), body: Event::Asked(action) }
}

fn plan(options: &Options, file: Option<SettingsFile>) -> Result<Plan, Obstacle> {
    let loaded = file.as_ref().map(SettingsFile::load);
    let (mut settings, trouble) =
        loaded.map_or((Settings::default(), None), |found| (found.settings, found.trouble));
    let written = Written::of(&settings);
    let target = overlay(&mut settings, options)?;
    let mut state = State::new(settings, target, cfg!(feature = "demo")).for_this_run(written);
    state.notices.extend(trouble.map(Notice::Trouble));
    match storage::administered(&storage::system_file()) {
        Ok(Some(administered)) => state = state.with_administered(administered),
        Ok(None) => {}
        Err(trouble) => state.notices.push(Notice::Trouble(trouble)),
    }
    let first = if options.demo { Some(Intent::TryDemo) } else { state.to_resume().map(Intent::SwitchTo) };
    Ok(Plan { state, settings: file, first, action: options.action })
}

/// Puts the arguments over the settings, for this run.
fn overlay(settings: &mut Settings, options: &Options) -> Result<Option<Target>, Obstacle> {
    if let Some(typed) = &options.server {
        let Entered { server, .. } =
            Server::parse(typed).map_err(|bad| Obstacle::BadServer(typed.clone(), bad))?;
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
    (outlet, events, ended): (Outlet, mpsc::Receiver<Stamped<Event>>, mpsc::Sender<Infallible>),
) -> io::Result<App> {
    crate::theme::install(&cc.egui_ctx);
    crate::theme::wear(&cc.egui_ctx, plan.state.looks());
    let keeps_window = window_file(&plan).is_some();
    // After whatever the start does by itself.
    outlet.send(asked(plan.action)).map_err(io::Error::other)?;
    let world = World {
        browser: Arc::new(system_browser),
        settings: plan.settings,
        limits: Limits::default(),
        http: http::Limits::default(),
        keychain: Some(Keychain::of_system()),
        adjust: http::Adjust::default(),
        settle_pauses: SETTLE_PAUSES.to_vec(),
        ended: Some(ended),
    };
    let ctx = cc.egui_ctx.clone();
    let wake = move || ctx.request_repaint_of(ViewportId::ROOT);
    let looks = system::looks(outlet.clone(), wake.clone());
    let worker = Worker::start(runtime, world, outlet, wake)?;
    Ok(App::new(plan.state, worker, events, plan.first).following(looks, cc).keeping_window(keeps_window))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Command, Msg, ThemeChoice, update};
    use crate::worker::now;

    /// What is written down after `intent`, where something is.
    fn kept(state: &mut State, intent: Intent) -> Option<Settings> {
        let commands = update(state, Msg::User(intent), now());
        commands.into_iter().find_map(|Stamped { body, .. }| match body {
            Command::KeepSettings(settings) => Some(settings),
            _ => None,
        })
    }

    #[test]
    fn an_argument_is_not_written_down_unless_the_person_chooses_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path().to_owned());
        let own =
            Settings { server: "https://own.example".into(), client_id: "1".into(), ..Settings::default() };
        file.save(&own).unwrap();
        let options = Options {
            demo: false,
            server: Some("other.example".into()),
            client_id: Some("2".into()),
            action: Action::Open,
            log_level: LevelFilter::WARN,
            settings_dir: None,
        };
        let mut state = plan(&options, Some(file)).unwrap().state;
        assert_eq!(state.settings.target().unwrap().server.as_str(), "https://other.example");
        let written = kept(&mut state, Intent::ChooseTheme(ThemeChoice::Dark)).unwrap();
        assert_eq!(written, Settings { theme: ThemeChoice::Dark, ..own });
        let chosen = Intent::UseServer {
            address: state.settings.server.clone(),
            client_id: state.settings.client_id.clone(),
        };
        let written = kept(&mut state, chosen).unwrap();
        assert_eq!((written.server.as_str(), written.client_id.as_str()), ("https://other.example", "2"));
        let written = kept(&mut state, Intent::HighContrast(true)).unwrap();
        assert_eq!(written.server, "https://other.example", "and it stays chosen");
    }

    #[test]
    fn an_argument_goes_over_the_settings_for_this_run() {
        let mut settings =
            Settings { server: "https://old.example".into(), client_id: "1".into(), ..Settings::default() };
        let options = |server: &str, client_id: Option<&str>| Options {
            demo: false,
            server: Some(server.into()),
            client_id: client_id.map(Into::into),
            action: Action::Open,
            log_level: LevelFilter::WARN,
            settings_dir: None,
        };
        let kept = overlay(&mut settings, &options("old.example", None)).unwrap().unwrap();
        assert_eq!(kept.client_id, "1", "the same server keeps its client id");
        assert_eq!(overlay(&mut settings, &options("new.example", None)).unwrap(), None);
        let target = overlay(&mut settings, &options("new.example", Some(" 2 "))).unwrap().unwrap();
        assert_eq!((target.server.as_str(), target.client_id.as_str()), ("https://new.example", "2"));
        let refused = overlay(&mut settings, &options("http://new.example", None)).unwrap_err();
        let said = refused.sentence(&Text::nearest_to("en"));
        assert!(
            said.starts_with("--server \"http://new.example\" cannot be used: http:// is not safe"),
            "{said}"
        );
    }
}
