//! The `keyward` program: reads arguments, starts, and gives the exit status.
// A window without a terminal beside it; a build for development has one, for what it logs.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use keyward::arguments::{Arguments, Task};
use keyward::launch;
use keyward::launch::terminal::{self, Said};

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
    match run(arguments.into()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            terminal::say(Said::Error, &sentence);
            ExitCode::from(NOT_STARTED)
        }
    }
}

fn run(task: Task) -> Result<(), launch::Failed> {
    match task {
        Task::Window(options) => launch::window(&options),
        #[cfg(feature = "demo")]
        Task::DemoServer(options) => launch::demo_server(&options),
        Task::Print(text) => io::stdout().write_all(&text).map_err(|error| error.to_string()),
    }
}
