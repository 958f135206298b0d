//! The `keyward` program: reads arguments, starts, and gives the exit status.
// A window without a terminal beside it; a build for development has one, for what it logs.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use keyward::launch::terminal::{self, Said};
use keyward::launch::{self, Options};
use tracing::level_filters::LevelFilter;

/// See and safely remove the ways to sign in to your ZITADEL account.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// Open on the demo server inside Keyward; nothing there is real
    #[cfg(feature = "demo")]
    #[arg(long, conflicts_with_all = ["server", "client_id"])]
    demo: bool,

    /// Run the demo server alone and print its address as one line of JSON
    #[cfg(feature = "demo")]
    #[arg(long, conflicts_with_all = ["demo", "server", "client_id"])]
    demo_server: bool,

    /// Address of your ZITADEL server, for example id.example.com
    #[arg(long, value_name = "ADDRESS")]
    server: Option<String>,

    /// Client id under which your administrator registered Keyward there
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,

    /// How much to write to standard error: off, error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL", default_value_t = LevelFilter::WARN)]
    log_level: LevelFilter,

    /// Folder for settings and log instead of the platform's own
    #[arg(long, value_name = "FOLDER")]
    settings_dir: Option<PathBuf>,
}

/// Exit status where Keyward could not start; also that of wrong arguments.
const NOT_STARTED: u8 = 2;

fn main() -> ExitCode {
    terminal::join();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(asked) if !asked.use_stderr() => {
            terminal::say(Said::Answer, &asked.to_string());
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            terminal::say(Said::Error, &wrong.to_string());
            return ExitCode::from(NOT_STARTED);
        }
    };
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            terminal::say(Said::Error, &sentence);
            ExitCode::from(NOT_STARTED)
        }
    }
}

#[cfg(feature = "demo")]
fn run(arguments: Arguments) -> Result<(), launch::Failed> {
    let Arguments { demo, demo_server, server, client_id, log_level, settings_dir } = arguments;
    let options = Options { demo, server, client_id, log_level, settings_dir };
    if demo_server { launch::demo_server(&options) } else { launch::window(&options) }
}

#[cfg(not(feature = "demo"))]
fn run(arguments: Arguments) -> Result<(), launch::Failed> {
    let Arguments { server, client_id, log_level, settings_dir } = arguments;
    launch::window(&Options { demo: false, server, client_id, log_level, settings_dir })
}
