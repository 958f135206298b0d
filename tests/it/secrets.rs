//! Nothing that is written at trace, and no crash message, holds a token or a code.
//!
//! The log and the panic belong to the whole process, so this program starts itself again as a child.

use std::cell::Cell;
use std::io;
use std::process::Command;

use keyward::domain::{Intent, Phase, Removal, Screen, State};
use keyward::text;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::stage::Stage;

/// Set where this is the started program.
const CHILD: &str = "KEYWARD_TEST_SECRETS_CHILD";
/// What every token and code of the demo begins with.
const SECRET_MARK: &str = "demo-secret.";
const CRASH: &str = "a crash on purpose: ";

#[test]
fn a_run_that_tells_everything_and_crashes_tells_no_secret() {
    if std::env::var_os(CHILD).is_some() {
        return as_child();
    }
    let name = "secrets::a_run_that_tells_everything_and_crashes_tells_no_secret";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1")
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    assert!(!child.status.success(), "it was to crash:\n{said}");
    assert!(said.contains(CRASH) && said.contains("SignedIn("), "it told its state:\n{said}");
    assert!(said.contains("DEBUG keyward"), "it told much:\n{said}");
    assert!(!said.contains(SECRET_MARK), "{said}");
}

/// Signs in, refreshes, is refused, loses answers, signs out, signs in again and crashes over its state.
fn as_child() {
    let only_ours = Targets::new().with_target("keyward", LevelFilter::TRACE);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false);
    tracing_subscriber::registry().with(lines.with_filter(only_ours)).init();
    let mut stage = Stage::new("bob");
    stage.user(Intent::SignIn { another: false });
    let shown = Cell::new(0);
    stage.until("signed in and read", |state| {
        shown.set(shown.get() + usize::from(check(state)));
        state.signed_in().is_some_and(|signed_in| signed_in.inventory.is_some())
    });
    assert!(shown.get() > 0, "the link was on screen");
    stage.control("/demo/expire?what=access");
    stage.read();
    for fault in ["status&status=403", "drop-after", "status&status=500&body=demo"] {
        stage.fault(fault);
        stage.remove("");
        check(&stage.state);
    }
    stage.user(Intent::SignOut);
    stage.until("signed out", |state| matches!(state.screen, Screen::Connect(_)));
    stage.sign_in();
    for outcome in &stage.state.outcomes {
        if let Removal::Refused(trouble) | Removal::Unsure(trouble, _) = &outcome.removal {
            assert!(!text::trouble_to_copy("en", trouble).contains(SECRET_MARK));
        }
    }
    panic!("{CRASH}{:?}", stage.state);
}

/// No secret is in the state, at any moment; whether it shows the link for the browser.
fn check(state: &State) -> bool {
    let told = format!("{state:?}");
    assert!(!told.contains(SECRET_MARK), "{told}");
    matches!(&state.screen, Screen::SigningIn(signing_in) if matches!(signing_in.phase, Phase::Browser { .. }))
}
