//! The cause of a failure, in a sentence, and the next step where somebody else must take it.

use crate::domain::{TokenFault, What, Why};

use super::method::already_gone;

/// Why it did not happen, and what to do about it.
pub(super) fn why(what: What, why: &Why) -> String {
    match why {
        Why::HostNotFound(host) if what == What::Connect => format!(
            "No server is known under the name {host}. Check the address, and whether you are online."
        ),
        Why::HostNotFound(host) => {
            format!("The name {host} is not known at the moment. You may be offline.")
        }
        Why::NotReachable(host) => {
            format!("Nothing answers at {host}. The server may be down, or you may be offline.")
        }
        Why::CertificateNotTrusted(host) => format!(
            "This computer does not trust the certificate of {host}. If your organisation has its own \
             certificate, install it on this computer, or ask the administrator for it."
        ),
        Why::NoTrustStore => {
            "This computer has no usable list of trusted certificates, so no server can be checked. Install \
             your system's certificate package (often called ca-certificates)."
                .to_owned()
        }
        Why::ProxyRefused => {
            "The proxy refused the connection. Check the proxy settings of this computer.".to_owned()
        }
        Why::TimedOut => "The server took too long to answer".to_owned(),
        Why::ConnectionLost => "The connection ended in the middle".to_owned(),
        Why::NotZitadel => {
            "Something answers at this address, but it is not a ZITADEL server. Check the address.".to_owned()
        }
        Why::OtherIssuer(issuer) => {
            format!("The server calls itself {issuer}. Enter that address instead, if you trust it.")
        }
        Why::UnsafeEndpoint(endpoint) => format!(
            "The server points to an address that is not safe to use: {endpoint}. The administrator of the \
             server must set this right."
        ),
        Why::UnknownClient(id) => format!(
            "The server knows no app with the client id {id}. Ask the administrator for the client id of \
             Keyward."
        ),
        Why::RedirectNotRegistered => {
            "The server does not let Keyward receive the answer. The administrator must allow the address \
             http://127.0.0.1/callback for this app."
                .to_owned()
        }
        Why::NoCallbackPort => {
            "Keyward could not wait for the browser's answer: no port could be opened on this computer"
                .to_owned()
        }
        Why::ConsentRefused => "You refused on the server's page".to_owned(),
        Why::AuthorizationError(code) => format!("The server ended the sign-in with the error {code}"),
        Why::SignInTimedOut => "The sign-in was not finished in the browser in time".to_owned(),
        Why::TokenRejected(fault) => token_fault(fault),
        Why::TokenRefused(code) => {
            format!("The server did not finish the sign-in and answered with the error {code}")
        }
        Why::ScopeMissing => {
            "The server does not let this app see your account. The administrator must check how Keyward is \
             registered."
                .to_owned()
        }
        Why::SessionEnded => "Your session has ended on the server".to_owned(),
        Why::SecondStepRequired => "The server now asks for a second step. Sign in again with it.".to_owned(),
        Why::OtherAccount => "The server answered for another account than the one shown".to_owned(),
        Why::AlreadyGone => match what {
            What::Remove(kind) => already_gone(kind).to_owned(),
            _ => "It is not on the server any more".to_owned(),
        },
        Why::Refused => refused(what).to_owned(),
        Why::TooManyRequests(wait) => too_many_requests(*wait),
        Why::ServerFailed => "Something went wrong on the server".to_owned(),
        Why::NotTheServer => {
            "The answer did not come from your server: a network sign-in page, a proxy or a filter may stand \
             in between"
                .to_owned()
        }
        Why::Unreadable => "Keyward could not understand the answer".to_owned(),
        Why::ConfirmationTooOld => {
            "Your confirmation was more than a minute old when it was to be sent, so it was not used"
                .to_owned()
        }
        Why::SettingsKeptAside(file) => {
            format!("They could not be understood. They are kept aside as {file}, and new ones were begun.")
        }
        Why::KeychainUnusable => keychain(what).to_owned(),
        Why::SystemSettings(file) => format!(
            "Keyward could not read or understand the file {file}, and starts without it. The administrator of this \
             computer can set it right."
        ),
        Why::System => system(what).to_owned(),
    }
}

fn too_many_requests(wait: Option<u64>) -> String {
    let Some(seconds) = wait else {
        return "The server has too much to do at the moment, or its quota is used up. Wait a little."
            .to_owned();
    };
    let (number, unit) = match seconds {
        0..=1 => (1, "second"),
        2..=120 => (seconds, "seconds"),
        _ => (seconds.div_ceil(60), "minutes"),
    };
    format!(
        "The server has too much to do at the moment, or its quota is used up. It asks you to wait for {number} \
         {unit}."
    )
}

const fn refused(what: What) -> &'static str {
    match what {
        What::Remove(_) => "The server refused to remove it",
        _ => "The server refused",
    }
}

const fn keychain(what: What) -> &'static str {
    match what {
        What::ResumeSession => {
            "The keychain of this computer could not be used. Unlock it and try again, or sign in anew."
        }
        _ => {
            "The keychain of this computer could not be used, so your sign-in is kept only while Keyward is open"
        }
    }
}

const fn system(what: What) -> &'static str {
    match what {
        What::ReadSettings | What::KeepSettings => {
            "The file could not be used. Check that the settings folder can be written to and the disk is not \
             full."
        }
        What::StartDemo => "This computer did not let the demo server start",
        _ => "This computer's operating system refused",
    }
}

fn token_fault(fault: &TokenFault) -> String {
    let what = match fault {
        TokenFault::Clock(difference) => return clock(*difference),
        TokenFault::Missing => "it does not say who you are",
        TokenFault::Issuer => "it comes from another server",
        TokenFault::Audience | TokenFault::AuthorizedParty => "it is meant for another app",
        TokenFault::Nonce => "it belongs to another sign-in",
        TokenFault::Signature => "its signature is not the server's",
        TokenFault::Subject => "it names two different accounts",
        TokenFault::Unreadable => "it could not be understood",
    };
    format!("The server's answer did not pass a check: {what}")
}

fn clock(ahead: Option<i64>) -> String {
    let Some(ahead) = ahead else {
        return "The clocks of this computer and of the server differ too much. Set the clock, then try again."
            .to_owned();
    };
    let direction = if ahead > 0 { "ahead of" } else { "behind" };
    let minutes = ahead.unsigned_abs().div_ceil(60);
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    format!(
        "This computer's clock is about {minutes} {unit} {direction} the server's. Set the clock, then try \
         again."
    )
}
