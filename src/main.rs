//! The `keyward` program: reads arguments, starts, and gives the exit status.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use keyward::arguments::{Arguments, Task};
use keyward::launch;

/// Exit status where Keyward could not start; also that of wrong arguments.
const NOT_STARTED: u8 = 2;

fn main() -> ExitCode {
    match run(Arguments::parse().into()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
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
