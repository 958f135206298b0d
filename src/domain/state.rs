//! Everything that the screens show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::account::{Account, AccountKey, Generation};
use super::administrator::{Administered, Organisation};
use super::guard::Verdict;
use super::inventory::Inventory;
use super::looks::{Looks, SystemLooks};
use super::message::Link;
use super::method::{Method, MethodId};
use super::outcome::{Fate, Outcome};
use super::server::{BadAddress, Server};
use super::sessions::{OpenSession, SessionKey, Sessions};
use super::settings::{About, Settings, Written};
use super::trouble::Trouble;
use super::ways::Remaining;

/// The longest that a window asked to close waits for a removal: the request's limit, the pauses of the readings
/// that settle it, and the last of these readings.
pub const CLOSE_LIMIT: Duration = Duration::from_secs(90);

/// The whole state of the app.
#[derive(Debug)]
pub struct State {
    /// What is kept between runs.
    pub settings: Settings,
    /// What is shown.
    pub screen: Screen,
    /// The sessions to go on with.
    pub sessions: Sessions,
    /// The current sign-in.
    pub generation: Generation,
    /// Things that were said and stay until dismissed, oldest first.
    pub notices: Vec<Notice>,
    /// Removals and what came of them, newest first; they outlive a session.
    pub outcomes: Vec<Outcome>,
    /// The system's language (BCP 47); empty where it has none.
    pub system_language: String,
    /// How the system would have the window look.
    pub system_looks: SystemLooks,
    /// Where things are kept, and what runs: for whoever wants to know.
    pub about: About,
    /// Whether this build holds the demo server.
    pub has_demo: bool,
    /// The window was asked to close, and waits for the removal under way.
    pub closing: bool,
    /// How often the passkeys were asked for from outside the window.
    pub passkeys_asked: u32,
    /// Sign out as soon as the session is gone on with.
    pub(super) sign_out_asked: bool,
    /// What stays written down of server and app, where the settings name others for this run.
    pub(super) written: Option<Written>,
    /// What the administrator of this machine filled in.
    pub(super) administered: Option<Administered>,
    /// What this run has sent a removal for.
    pub(super) sent: BTreeMap<AccountKey, BTreeMap<MethodId, Fate>>,
    /// Who was signed in last.
    pub(super) last_account: Option<Account>,
    /// The number of the newest reading that was asked for.
    pub(super) read_serial: u64,
}

/// One screen at a time.
#[derive(Debug)]
pub enum Screen {
    /// Not signed in.
    Connect(Connect),
    /// The sign-in is under way.
    SigningIn(SigningIn),
    /// Signed in.
    SignedIn(Box<SignedIn>),
}

/// The first screen.
#[derive(Debug, Default)]
pub struct Connect {
    /// Where "Sign in" goes; without one, the form is shown.
    pub target: Option<Target>,
    /// The demo server is being started.
    pub starting_demo: bool,
    /// What is wrong with the typed address.
    pub bad_address: Option<BadAddress>,
    /// No client id was typed.
    pub no_client_id: bool,
    /// The path that was cut off a pasted address.
    pub cut: Option<String>,
    /// The session that the trouble is about: it can be tried again.
    pub untried: Option<SessionKey>,
    /// Why the last sign-in did not succeed, or the session ended.
    pub trouble: Option<Trouble>,
}

/// A server and the app registered at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The issuer.
    pub server: Server,
    /// The client id.
    pub client_id: String,
    /// Whether it is the demo server inside Keyward.
    pub demo: bool,
    /// Whether the administrator of this machine filled it in.
    pub administered: bool,
    /// The organisation to sign in to, where the administrator names one.
    pub organisation: Option<Organisation>,
}

impl Target {
    /// A server and the app there, as a person names them.
    #[must_use]
    pub const fn new(server: Server, client_id: String) -> Self {
        Self { server, client_id, demo: false, administered: false, organisation: None }
    }
}

/// A sign-in under way.
#[derive(Debug)]
pub struct SigningIn {
    /// Where to.
    pub target: Target,
    /// How far it is.
    pub phase: Phase,
}

/// How far a sign-in is.
#[derive(Debug, PartialEq, Eq)]
pub enum Phase {
    /// Going on with this session.
    Resuming(SessionKey),
    /// Asking the server for its discovery document.
    Connecting,
    /// The person continues in the browser.
    Browser {
        /// The link to copy.
        link: Link,
        /// Whether the system said that a browser was started.
        opened: bool,
    },
    /// Fetching and checking tokens.
    Finishing,
}

/// Signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// Where.
    pub target: Target,
    /// The newest reading; `None` before the first.
    pub inventory: Option<Box<Inventory>>,
    /// What is listed.
    pub lists: Arc<Lists>,
    /// The ways in as they are now.
    pub ways: Remaining,
    /// A reading is under way.
    pub reading: bool,
    /// The sign-out is under way.
    pub signing_out: bool,
    /// The open dialog.
    pub dialog: Option<Dialog>,
}

/// What is listed, in the order in which it is shown; what is known to be gone is left out. A list is
/// `None` where it could not be read, or not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Newest first, then by name.
    pub passkeys: Option<Vec<Method>>,
    /// By kind, then as passkeys.
    pub second_steps: Option<Vec<Method>>,
    /// By provider, then by the person's name there.
    pub identities: Option<Vec<Method>>,
}

impl Lists {
    /// Everything that is listed.
    pub fn all(&self) -> impl Iterator<Item = &Method> {
        [&self.passkeys, &self.second_steps, &self.identities].into_iter().flatten().flatten()
    }

    /// The method with this id.
    #[must_use]
    pub fn find(&self, id: &MethodId) -> Option<&Method> {
        self.all().find(|method| method.is(id))
    }
}

/// The open dialog: two at once cannot be written.
#[derive(Debug)]
pub enum Dialog {
    /// Asks whether to remove.
    Remove(RemoveDialog),
    /// The removal was sent and has no answer yet.
    Removing(Method),
}

/// The question whether to remove something. Dropping it answers "cancel".
#[derive(Debug)]
pub struct RemoveDialog {
    /// What the guard says; holds the proof.
    pub verdict: Verdict,
    /// When it opened, or what it says changed: a click before the eye could follow does not count.
    pub opened: Instant,
    /// What it says changed since it opened.
    pub changed: bool,
    /// How many typed answers were not the right one.
    pub wrong_answers: u32,
}

/// Something that is said once and stays until dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Signed in as somebody else than before.
    AnotherAccount {
        /// Who it was.
        before: Account,
        /// Who it is.
        now: Account,
    },
    /// Signed out, and the server knows.
    SignedOut,
    /// Asked to sign out, where nobody was signed in.
    NotSignedIn,
    /// A link asked for something that does not exist.
    UnknownLink,
    /// What a dialog named is not in the list any more.
    GoneMeanwhile(Method),
    /// Something went wrong beside the main thing.
    Trouble(Trouble),
}

impl State {
    /// The language to speak (BCP 47): the chosen one, else the system's.
    #[must_use]
    pub fn language(&self) -> &str {
        self.settings.language.as_deref().unwrap_or(&self.system_language)
    }

    /// How the window is to look.
    #[must_use]
    pub const fn looks(&self) -> Looks {
        Looks::of(self.settings.theme, self.settings.high_contrast, self.system_looks)
    }

    /// The state at start. `target` comes from the arguments, else from the settings.
    #[must_use]
    pub fn new(settings: Settings, target: Option<Target>, has_demo: bool) -> Self {
        let target = target.or_else(|| settings.target());
        Self {
            sessions: Sessions::remembered(&settings),
            settings,
            screen: Screen::Connect(Connect { target, ..Connect::default() }),
            generation: Generation::default(),
            notices: Vec::new(),
            outcomes: Vec::new(),
            system_language: String::new(),
            system_looks: SystemLooks::default(),
            about: About::default(),
            has_demo,
            closing: false,
            passkeys_asked: 0,
            sign_out_asked: false,
            written: None,
            administered: None,
            sent: BTreeMap::new(),
            last_account: None,
            read_serial: 0,
        }
    }

    /// The same, where the settings name server and app for this run, and `written` is to stay in the file.
    #[must_use]
    pub fn for_this_run(mut self, written: Written) -> Self {
        self.written = Some(written);
        self
    }

    /// The same, with what the administrator filled in.
    #[must_use]
    pub fn with_administered(mut self, administered: Administered) -> Self {
        if let Screen::Connect(connect) = &mut self.screen {
            connect.target = administered.fill_in(connect.target.take(), &self.settings);
        }
        self.sessions.mark(&administered);
        self.administered = Some(administered);
        self
    }

    /// The session to go on with at the start: the one used last at the server of the first screen.
    #[must_use]
    pub fn to_resume(&self) -> Option<SessionKey> {
        let Screen::Connect(Connect { target: Some(target), .. }) = &self.screen else { return None };
        self.sessions.at(target).map(OpenSession::key)
    }

    /// Whether a removal has no final answer yet: closing the window would lose it.
    #[must_use]
    pub fn removal_under_way(&self) -> bool {
        self.outcomes.iter().any(|outcome| outcome.removal.is_under_way())
    }

    /// The signed-in screen, where it is shown.
    #[must_use]
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match &self.screen {
            Screen::SignedIn(signed_in) => Some(signed_in),
            _ => None,
        }
    }

    /// What this run has sent a removal for, with this account.
    #[must_use]
    pub fn spent(&self, key: &AccountKey) -> BTreeSet<MethodId> {
        self.sent.get(key).map(|sent| sent.keys().cloned().collect()).unwrap_or_default()
    }

    pub(super) fn is_gone(&self, key: &AccountKey, id: &MethodId) -> bool {
        self.sent.get(key).and_then(|sent| sent.get(id)) == Some(&Fate::Gone)
    }
}
