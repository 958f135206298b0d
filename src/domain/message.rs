//! What goes round: intents and events into `update`, commands out of it.

use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use super::account::{Account, AccountKey, Generation};
use super::action::Action;
use super::administrator::Organisation;
use super::guard::Cleared;
use super::inventory::Inventory;
use super::looks::{SystemLooks, ThemeChoice};
use super::method::MethodId;
use super::outcome::Gone;
use super::server::Server;
use super::sessions::SessionKey;
use super::settings::Settings;
use super::trouble::Trouble;

/// Something with the sign-in it belongs to.
#[derive(Debug)]
pub struct Stamped<T> {
    /// Which sign-in.
    pub generation: Generation,
    /// What.
    pub body: T,
}

/// Everything that `update` hears.
#[derive(Debug)]
pub enum Msg {
    /// The person wants something.
    User(Intent),
    /// Something happened.
    World(Stamped<Event>),
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Use this server and this app; both as typed.
    UseServer {
        /// The address as typed.
        address: String,
        /// The client id as typed.
        client_id: String,
    },
    /// Enter another server.
    EditServer,
    /// Use the demo server inside Keyward.
    TryDemo,
    /// Ask for a refresh token at the next sign-in, or not.
    StaySignedIn(bool),
    /// Sign in; with `another`, choose the account anew.
    SignIn {
        /// Ask the server for its account chooser (`prompt=select_account`).
        another: bool,
    },
    /// Leave the account for the first screen without signing out.
    ChooseAccount,
    /// Go on with this session, which the worker or the keychain holds.
    SwitchTo(SessionKey),
    /// Give up the sign-in under way.
    CancelSignIn,
    /// Speak this language (BCP 47), or the system's.
    ChooseLanguage(Option<String>),
    /// Be light or dark.
    ChooseTheme(ThemeChoice),
    /// Use more contrast than usual, or not.
    HighContrast(bool),
    /// Show this folder of Keyward's in the system's file manager.
    OpenFolder(Folder),
    /// Read everything again.
    ReadAgain,
    /// Ask to remove this: opens the dialog.
    AskRemoval(MethodId),
    /// Remove what the dialog names.
    ConfirmRemoval {
        /// What was typed, where typing is asked for.
        typed: String,
    },
    /// Close the dialog, nothing removed.
    CloseDialog,
    /// The result of this removal was read.
    DismissOutcome {
        /// Whose it was: an authenticator app has the same id in every account.
        account: AccountKey,
        /// What was to be removed.
        id: MethodId,
    },
    /// The notice at this place was read.
    DismissNotice(usize),
    /// End the session here and on the server.
    SignOut,
    /// Close the window; waits for a removal under way.
    CloseWindow,
}

/// A folder of Keyward's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// That of the settings.
    Settings,
    /// That of the log.
    Log,
}

/// What the worker is to do.
#[derive(Debug)]
pub enum Command {
    /// Start the demo server, once; answered by `DemoReady`.
    StartDemo,
    /// Sign in through the browser.
    SignIn(SignInOrder),
    /// Go on with this session without the browser: with what this run or the keychain holds of it.
    Resume(SessionKey),
    /// Forget what the keychain holds of this session.
    Forget(SessionKey),
    /// Stop the sign-in of this generation.
    CancelSignIn,
    /// Read the inventory; the answer carries the same number.
    Read(u64),
    /// Send this removal, if it still holds.
    Remove(Cleared),
    /// Revoke and forget the session.
    SignOut,
    /// Show this folder in the system's file manager.
    OpenFolder(PathBuf),
    /// Write the settings down.
    KeepSettings(Settings),
}

/// A sign-in, as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInOrder {
    /// The issuer.
    pub server: Server,
    /// The app's client id at it.
    pub client_id: String,
    /// The organisation to sign in to, where one is named.
    pub organisation: Option<Organisation>,
    /// Ask for a refresh token (`offline_access`).
    pub stay: bool,
    /// Ask for the account chooser (`prompt=select_account`).
    pub another: bool,
    /// Keep the refresh token in the system's keychain; never the demo's.
    pub keep: bool,
    /// The language of the page that the browser shows at the end (BCP 47).
    pub language: String,
}

/// The authorization request's address. Its query holds the sign-in's `state`, which no log is to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(Url);

impl From<Url> for Link {
    fn from(link: Url) -> Self {
        Self(link)
    }
}

impl Deref for Link {
    type Target = Url;

    fn deref(&self) -> &Url {
        &self.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The system prefers another look, or told for the first time which one.
    SystemLooks(SystemLooks),
    /// This start, or another one while the window is open, asked for something.
    Asked(Action),
    /// The demo server listens.
    DemoReady {
        /// Its issuer.
        server: Server,
        /// The client id that it knows.
        client_id: String,
    },
    /// It could not be started.
    DemoFailed(Trouble),
    /// The browser was asked to open this link; `opened` is false where that failed.
    BrowserAsked {
        /// The authorization request.
        link: Link,
        /// Whether the system said that a browser was started.
        opened: bool,
    },
    /// The browser came back with an answer; tokens are being fetched and checked.
    CallbackArrived,
    /// Signed in.
    SignedIn(Account),
    /// Not signed in.
    SignInFailed(Trouble),
    /// The session is in the keychain: the next start goes on with it.
    SessionKept(SessionKey),
    /// It is not, or not any more.
    SessionNotKept(SessionKey, Trouble),
    /// What the keychain holds of a session could not be taken out of it.
    SessionNotForgotten(Trouble),
    /// Nothing was kept, or the server does not take it any more, as the trouble says.
    NothingToResume(Option<Trouble>),
    /// A reading is complete.
    InventoryRead {
        /// The number of the `Read` command.
        serial: u64,
        /// What was read.
        inventory: Box<Inventory>,
    },
    /// The session cannot go on: sign in again.
    SessionEnded(Trouble),
    /// What came of a removal.
    RemovalAnswered {
        /// Which method.
        id: MethodId,
        /// What came of it.
        answer: RemovalAnswer,
    },
    /// An unsure removal was read after.
    RemovalSettled {
        /// Which method.
        id: MethodId,
        /// What the list says.
        settled: Settled,
    },
    /// The session is over; with a trouble where the server could not be told.
    SignedOut(Option<Trouble>),
    /// The settings could not be written.
    SettingsNotKept(Trouble),
}

/// What came of a removal (design, the table of outcomes).
#[derive(Debug)]
pub enum RemovalAnswer {
    /// It is gone.
    Gone(Gone),
    /// Not sent, or refused: nothing changed.
    Refused(Trouble),
    /// Nobody knows yet.
    Unsure(Trouble),
    /// Not sent: the fresh reading is worse than what the dialog showed.
    Changed(Box<Inventory>),
}

/// What the list says of an unsure removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is not listed any more.
    Gone,
    /// After the last of several readings it was still listed, at this time.
    StillThere(Timestamp),
    /// The list could not be read.
    NotReadable,
}
