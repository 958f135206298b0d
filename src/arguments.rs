//! The command line, and what is made of it for other programs: manual page and completions.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, ValueEnum};
use clap_complete::Shell;
use tracing::level_filters::LevelFilter;

use crate::domain::Action;
use crate::launch::Options;

/// See and safely remove the ways to sign in to your ZITADEL account.
#[cfg_attr(feature = "demo", expect(clippy::struct_excessive_bools, reason = "each is an option of its own"))]
#[derive(Debug, Parser)]
#[command(name = "keyward", version, about)]
pub struct Arguments {
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

    /// Show the passkeys, to remove one; signs in first where that is needed
    #[arg(long)]
    remove_passkey: bool,

    /// Sign out of the account that is open or was used last
    #[arg(long, conflicts_with = "remove_passkey")]
    sign_out: bool,

    #[arg(help = "A link of Keyward's: keyward://open brings the window to the front")]
    #[arg(value_name = "LINK", value_parser = link, conflicts_with_all = ["remove_passkey", "sign_out"])]
    link: Option<Action>,

    /// How much to write to standard error: off, error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL", default_value_t = LevelFilter::WARN)]
    log_level: LevelFilter,

    /// Folder for settings and log instead of the platform's own
    #[arg(long, value_name = "FOLDER")]
    settings_dir: Option<PathBuf>,

    /// Print the manual page, or completions for a shell
    #[arg(long, value_name = "WHAT")]
    generate: Option<Generated>,
}

// Words on the single ones would make `--help` twice as long.
/// What can be printed for other programs.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Generated {
    Man,
    Bash,
    Zsh,
    Fish,
}

/// What is to be done.
#[derive(Debug)]
pub enum Task {
    /// Open the window.
    Window(Options),
    /// Run the demo server alone.
    #[cfg(feature = "demo")]
    DemoServer(Options),
    /// Print this and end.
    Print(Vec<u8>),
}

impl From<Arguments> for Task {
    fn from(arguments: Arguments) -> Self {
        if let Some(what) = arguments.generate {
            return Self::Print(generated(what));
        }
        let action = match arguments.link {
            Some(action) => action,
            None if arguments.remove_passkey => Action::RemovePasskey,
            None if arguments.sign_out => Action::SignOut,
            None => Action::Open,
        };
        let options = Options {
            #[cfg(feature = "demo")]
            demo: arguments.demo,
            #[cfg(not(feature = "demo"))]
            demo: false,
            server: arguments.server,
            client_id: arguments.client_id,
            action,
            log_level: arguments.log_level,
            settings_dir: arguments.settings_dir,
        };
        #[cfg(feature = "demo")]
        if arguments.demo_server {
            return Self::DemoServer(options);
        }
        Self::Window(options)
    }
}

/// A link that the system hands over. One that means nothing is taken, to be refused in the window: whoever
/// clicked on it sees no terminal.
fn link(text: &str) -> Result<Action, &'static str> {
    Action::of_link(text).ok_or("not a link that begins with keyward:")
}

fn generated(what: Generated) -> Vec<u8> {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    let shell = match what {
        Generated::Man => {
            // A vector takes everything.
            let _written = clap_mangen::Man::new(command).render(&mut text);
            return text;
        }
        Generated::Bash => Shell::Bash,
        Generated::Zsh => Shell::Zsh,
        Generated::Fish => Shell::Fish,
    };
    clap_complete::generate(shell, &mut command, "keyward", &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(arguments: &[&str]) -> Result<Action, String> {
        let given = [&["keyward"], arguments].concat();
        let parsed = Arguments::try_parse_from(given).map_err(|error| error.to_string())?;
        match Task::from(parsed) {
            Task::Window(options) => Ok(options.action),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_a_menu_or_a_link_asks_for() {
        assert_eq!(action(&[]), Ok(Action::Open));
        assert_eq!(action(&["keyward://open"]), Ok(Action::Open));
        assert_eq!(action(&["--remove-passkey"]), Ok(Action::RemovePasskey));
        assert_eq!(action(&["--sign-out"]), Ok(Action::SignOut));
        assert_eq!(action(&["keyward://sign-out"]), Ok(Action::UnknownLink));
        let refused = action(&["https://id.example.com"]).unwrap_err();
        assert!(refused.contains("not a link that begins with keyward:"), "{refused}");
        assert!(action(&["--sign-out", "keyward://open"]).is_err());
    }

    #[test]
    fn a_link_cannot_hold_an_option() {
        // Desktops put the link where `%u` stands: one argument, whatever it holds.
        assert!(action(&["keyward://open --sign-out"]).is_ok_and(|action| action == Action::UnknownLink));
    }

    #[test]
    fn manual_and_completions_know_every_option() {
        for what in [Generated::Man, Generated::Bash, Generated::Zsh, Generated::Fish] {
            let text = String::from_utf8(generated(what)).unwrap().replace("\\-", "-");
            for option in Arguments::command().get_arguments().filter_map(|option| option.get_long()) {
                assert!(text.contains(option), "{what:?} lacks --{option}");
            }
        }
    }
}
