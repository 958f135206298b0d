//! Waits for the browser: a small HTTP server on this machine, for one sign-in.
//!
//! Any program and any web page can send requests to it. So whatever does not carry the right `state`
//! changes nothing, and the right answer still works afterwards (RFC 8252, section 8.9).

mod connection;
mod desk;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod page;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use oauth2::{AuthorizationCode, CsrfToken};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::domain::{Details, Trouble, What, Why};

use super::fault;
pub(super) use desk::Desk;
pub(super) use page::Pages;

/// Where the browser comes back to. Servers compare it to the letter.
const PATH: &str = "/callback";
/// Tried in turn: some machines have no IPv4, some no IPv6.
const LOOPBACK: [SocketAddr; 2] = [
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    SocketAddr::new(std::net::IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
];

/// A port that is ours, before it is known what to wait for.
#[derive(Debug)]
pub(super) struct Callback {
    listener: TcpListener,
    /// Host and port, as the browser will name them.
    authority: String,
}

/// What came with the right `state`.
pub(super) enum Answered {
    /// A code for tokens (RFC 6749, section 4.1.2).
    Code(AuthorizationCode),
    /// An error (RFC 6749, section 4.1.2.1).
    Error(AuthorizationError),
}

/// An error that the server sent through the browser.
pub(super) struct AuthorizationError {
    code: String,
    description: Option<String>,
}

impl Callback {
    /// Opens a port on this machine.
    pub async fn bind() -> Result<Self, Trouble> {
        Self::bind_first(&LOOPBACK).await
    }

    async fn bind_first(addresses: &[SocketAddr]) -> Result<Self, Trouble> {
        let bound = async {
            let listener = TcpListener::bind(addresses).await?;
            let authority = listener.local_addr()?.to_string();
            Ok(Self { listener, authority })
        };
        bound.await.map_err(|error: std::io::Error| {
            let details = Details { cause: Some(error.to_string()), ..Details::default() };
            Trouble::new(What::SignIn, Why::NoCallbackPort).with(details)
        })
    }

    /// The redirect URI for this port.
    pub fn redirect_uri(&self) -> String {
        format!("http://{}{PATH}", self.authority)
    }

    /// Waits from now on for an answer with this `state`; the browser is shown `pages`.
    pub fn expect(self, state: CsrfToken, pages: Pages) -> (Desk, oneshot::Receiver<Answered>) {
        Desk::new(self.listener, self.authority, state, pages)
    }
}

impl AuthorizationError {
    /// As a person reads it.
    pub fn trouble(self) -> Trouble {
        let why = match self.code.as_str() {
            "access_denied" => Why::ConsentRefused,
            other => Why::AuthorizationError(fault::said(other)),
        };
        let message = self.description.as_deref().map(fault::said);
        let details = Details { code: Some(fault::said(&self.code)), message, ..Details::default() };
        Trouble::new(What::SignIn, why).with(details)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_second_address_serves_where_the_first_cannot() {
        // RFC 5737: an address that no machine has.
        let foreign: SocketAddr = "192.0.2.1:0".parse().unwrap();
        let bound = Callback::bind_first(&[foreign, LOOPBACK[0]]).await.unwrap();
        assert!(bound.redirect_uri().starts_with("http://127.0.0.1:"), "{}", bound.redirect_uri());
        let trouble = Callback::bind_first(&[foreign]).await.unwrap_err();
        assert_eq!(trouble.why, Why::NoCallbackPort);
    }

    #[tokio::test]
    async fn an_ipv6_address_stands_in_brackets() {
        let Ok(bound) = Callback::bind_first(&LOOPBACK[1..]).await else {
            // A machine without IPv6 has nothing to show here.
            return;
        };
        assert!(bound.redirect_uri().starts_with("http://[::1]:"), "{}", bound.redirect_uri());
        assert!(bound.redirect_uri().ends_with("/callback"));
    }
}
