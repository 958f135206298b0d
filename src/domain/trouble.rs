//! One failure, as a person reads it: what did not happen, why, whether anything changed, what to do.
//!
//! Made where the failure is understood; `text::trouble` gives it its sentences.

use jiff::Timestamp;

use super::method::MethodKind;

/// What did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The demo server did not start.
    StartDemo,
    /// The server could not be used.
    Connect,
    /// The sign-in did not succeed.
    SignIn,
    /// The session could not go on.
    StaySignedIn,
    /// This could not be read.
    Read(Topic),
    /// This was not removed, or it is not known whether it was.
    Remove(MethodKind),
    /// The session was not kept for the next start.
    KeepSession,
    /// A session that was kept could not be gone on with just now.
    ResumeSession,
    /// What was kept of a session may still be in the keychain.
    ForgetSession,
    /// The server was not told of the sign-out.
    SignOut,
    /// The settings were not read.
    ReadSettings,
    /// The settings of the administrator were not read.
    ReadSystemSettings,
    /// The settings were not kept.
    KeepSettings,
}

/// What was being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// `POST /auth/v1/users/me/passwordless/_search`
    Passkeys,
    /// Whether a password is set.
    Password,
    /// `POST /auth/v1/users/me/auth_factors/_search`
    SecondSteps,
    /// `POST /auth/v1/users/me/idps/_search`
    Identities,
    /// `GET /auth/v1/policies/login`
    Policy,
    /// Which address the passkeys were made for.
    Address,
    /// Whether e-mail address and phone number are verified.
    Contacts,
}

/// Why it did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No address is known for this host.
    HostNotFound(String),
    /// Nothing answers there, or there is no network.
    NotReachable(String),
    /// The server's certificate is not trusted by this machine.
    CertificateNotTrusted(String),
    /// This machine has no usable store of trusted certificates.
    NoTrustStore,
    /// The proxy refused.
    ProxyRefused,
    /// No answer came in time.
    TimedOut,
    /// The connection ended in the middle.
    ConnectionLost,
    /// Something answered, but not ZITADEL: no usable discovery document.
    NotZitadel,
    /// The discovery document names another issuer.
    OtherIssuer(String),
    /// The discovery document names an endpoint that is not `https`, or of another origin.
    UnsafeEndpoint(String),
    /// The server knows no app with this client id (recording `authorize-err-unknown-client`).
    UnknownClient(String),
    /// The app does not allow the callback `http://127.0.0.1/callback`.
    RedirectNotRegistered,
    /// No port on 127.0.0.1 or `[::1]` could be opened for the callback.
    NoCallbackPort,
    /// The person refused on the server's page (`error=access_denied`).
    ConsentRefused,
    /// The server ended the sign-in with this error code (RFC 6749, section 4.1.2.1).
    AuthorizationError(String),
    /// Nobody finished the sign-in in the browser in time.
    SignInTimedOut,
    /// The ID token did not pass a check.
    TokenRejected(TokenFault),
    /// The token endpoint refused (RFC 6749, section 5.2).
    TokenRefused(String),
    /// A fresh access token is refused: the app's scope is missing its audience.
    ScopeMissing,
    /// The session ended on the server.
    SessionEnded,
    /// The operator now asks for a second step (`AUTHZ-Kl3p0`).
    SecondStepRequired,
    /// The server answered for another account than the one shown.
    OtherAccount,
    /// What was to be removed is not on the server any more (`COMMAND-DAfb2` for passkeys).
    AlreadyGone,
    /// The server is not known under the address that it was asked at (no instance for this host).
    WrongHost,
    /// The person may not do this (`AUTHZ-cdgFk`, `AUTH-5mWD2`, `AUTH-AWfge`).
    NotPermitted,
    /// The server does not find the person's account any more (`COMMAND-M9dsd`).
    AccountNotFound,
    /// The server has no such call: another version, or an address that was changed on the way.
    UnknownRequest,
    /// The server refused, in its own words (see the details).
    Refused,
    /// The server has too much to do, or its quota is used up; it asks to be left alone for so many seconds.
    TooManyRequests(Option<u64>),
    /// The server failed (5xx).
    ServerFailed,
    /// Something between here and the server answered: a redirect, a web page.
    NotTheServer,
    /// The server's answer could not be understood.
    Unreadable,
    /// Too long ago that the confirmation was given.
    ConfirmationTooOld,
    /// What would remain is not what was confirmed, and nobody is signed in to be asked anew.
    ChangedMeanwhile,
    /// The settings did not parse; they are kept aside under this file name.
    SettingsKeptAside(String),
    /// The administrator's file, at this path, cannot be used.
    SystemSettings(String),
    /// The system's keychain is not there, locked, or refused; why is in the details.
    KeychainUnusable,
    /// The operating system refused; its own words are in the details.
    System,
}

/// Which check of the ID token failed (OpenID Connect Core 1.0, section 3.1.3.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// There was none.
    Missing,
    /// `iss` is not the server.
    Issuer,
    /// `aud` does not hold the client id.
    Audience,
    /// `azp` is not the client id.
    AuthorizedParty,
    /// `nonce` is not the one that was sent.
    Nonce,
    /// `exp` is past, or `iat` ahead, by more than the leeway: the clocks differ by about this many
    /// seconds (positive: this machine is ahead), where the server's `Date` tells.
    Clock(Option<i64>),
    /// The signature does not fit the server's keys.
    Signature,
    /// `sub` is not that of the user info.
    Subject,
    /// It could not be read.
    Unreadable,
}

/// Whether anything changed: always one of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing did.
    Unchanged,
    /// Something did.
    Changed,
    /// It is not known.
    Unknown,
}

/// What the person can do, as a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Read again, or try the same once more.
    TryAgain,
    /// Sign in again.
    SignInAgain,
    /// Check server address and client id.
    CheckServer,
    /// Someone else must act; nothing to press.
    AskAdministrator,
    /// Nothing is to be done.
    None,
}

/// The server's own words and numbers, to be read and copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// HTTP status, e.g. 404.
    pub status: Option<u16>,
    /// gRPC code (`code`), e.g. 5, or an OAuth error code's text.
    pub code: Option<String>,
    /// `details[0].id`, e.g. `COMMAND-DAfb2`.
    pub id: Option<String>,
    /// `message` or `error_description`.
    pub message: Option<String>,
    /// Every entry of `details`.
    pub entries: Vec<DetailEntry>,
    /// What the operating system or a library said.
    pub cause: Option<String>,
    /// When it happened.
    pub at: Option<Timestamp>,
}

/// One entry of `details` (`google.protobuf.Any` in JSON).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailEntry {
    /// `@type`, e.g. `type.googleapis.com/zitadel.v1.ErrorDetail`.
    pub type_url: String,
    /// Every other member, name and value as text.
    pub fields: Vec<(String, String)>,
}

/// A failure that a person is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What did not happen.
    pub what: What,
    /// Why.
    pub why: Why,
    /// Whether anything changed.
    pub consequence: Consequence,
    /// What to do.
    pub remedy: Remedy,
    /// The server's own words. Boxed: most values are handed around without being looked at.
    pub details: Box<Details>,
}

impl Trouble {
    /// A trouble after which nothing has changed, with the remedy that usually fits its cause.
    #[must_use]
    pub fn new(what: What, why: Why) -> Self {
        let remedy = why.usual_remedy(what);
        Self { what, why, consequence: Consequence::Unchanged, remedy, details: Box::default() }
    }

    /// The same, with details.
    #[must_use]
    pub fn with(mut self, details: Details) -> Self {
        *self.details = details;
        self
    }

    /// The same, with another consequence.
    #[must_use]
    pub const fn after(mut self, consequence: Consequence) -> Self {
        self.consequence = consequence;
        self
    }

    /// The same cause, but for something else that did not happen because of it.
    #[must_use]
    pub fn about(mut self, what: What) -> Self {
        self.what = what;
        self
    }
}

impl Why {
    /// What usually helps.
    const fn usual_remedy(&self, what: What) -> Remedy {
        let is_first_contact = matches!(what, What::Connect);
        match self {
            // The address was right before: more likely the network is another one now, or none.
            Self::HostNotFound(_) | Self::CertificateNotTrusted(_) if !is_first_contact => Remedy::TryAgain,
            Self::HostNotFound(_)
            | Self::NotZitadel
            | Self::OtherIssuer(_)
            | Self::UnknownClient(_)
            | Self::WrongHost => Remedy::CheckServer,
            Self::CertificateNotTrusted(_)
            | Self::NoTrustStore
            | Self::UnsafeEndpoint(_)
            | Self::RedirectNotRegistered
            | Self::ScopeMissing
            | Self::NotPermitted
            | Self::AccountNotFound
            | Self::UnknownRequest
            | Self::SystemSettings(_) => Remedy::AskAdministrator,
            Self::SessionEnded | Self::SecondStepRequired | Self::OtherAccount => Remedy::SignInAgain,
            Self::SettingsKeptAside(_) | Self::KeychainUnusable => Remedy::None,
            _ => Remedy::TryAgain,
        }
    }
}
