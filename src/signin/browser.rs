//! Asks the system for a browser.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use url::Url;

use super::Progress;
use super::callback::Answered;

/// How long the system may take to say whether a browser was started.
const START_LIMIT: Duration = Duration::from_secs(3);

/// Opens a link in a browser. May block; runs on a thread of its own.
pub type OpenBrowser = dyn Fn(&Url) -> io::Result<()> + Send + Sync;

/// The system's browser.
///
/// # Errors
/// The system's words where no browser could be started.
pub fn system_browser(link: &Url) -> io::Result<()> {
    open::that_detached(link.as_str())
}

/// Asks for a browser and tells what came of it. Returns the callback's answer where it came first.
pub(super) async fn ask(
    browser: &Arc<OpenBrowser>,
    link: &Url,
    answer: &mut oneshot::Receiver<Answered>,
    tell: &(dyn Fn(Progress) + Send + Sync),
) -> Option<Answered> {
    let (open, address) = (Arc::clone(browser), link.clone());
    let start = tokio::task::spawn_blocking(move || open(&address));
    // An opener that stays with its browser returns late, or never.
    let (opened, answered) = tokio::select! {
        biased;
        Ok(answered) = answer => (true, Some(answered)),
        started = start => (matches!(started, Ok(Ok(()))), None),
        () = tokio::time::sleep(START_LIMIT) => (false, None),
    };
    tracing::debug!(opened, "the browser was asked");
    tell(Progress::BrowserAsked { link: link.clone(), opened });
    answered
}
