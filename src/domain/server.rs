//! The server's address, as text: the issuer must equal it to the letter.

use std::net::IpAddr;

use url::{Host, Url};

/// A ZITADEL instance: scheme, host and port, no trailing slash (`https://id.example.com`).
///
/// Equal to the instance's issuer (recording `discovery`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Server(String);

/// What was typed, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The address that is used.
    pub server: Server,
    /// The path that was cut off, when something was pasted with one.
    pub cut: Option<String>,
}

/// Why an address cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadAddress {
    /// Nothing was typed.
    Empty,
    /// Not an address at all.
    Unreadable,
    /// A scheme other than `https` (or `http` to this machine).
    Scheme(String),
    /// `http://` to another machine: a token would travel in the open.
    PlainHttp,
    /// A user name or password stands in the address.
    Credentials,
}

impl Server {
    /// Reads what a person typed. Without a scheme, `https://` is put in front.
    ///
    /// # Errors
    /// [`BadAddress`] says what is wrong; nothing is guessed beyond the scheme.
    pub fn parse(typed: &str) -> Result<Entered, BadAddress> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(BadAddress::Empty);
        }
        let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&with_scheme).map_err(|_not_a_url| BadAddress::Unreadable)?;
        Self::check(&url)?;
        let rest = &url[url::Position::BeforePath..];
        let cut = (rest != "/" && !rest.is_empty()).then(|| rest.to_owned());
        Ok(Entered { server: Self(url.origin().ascii_serialization()), cut })
    }

    fn check(url: &Url) -> Result<(), BadAddress> {
        match (url.scheme(), is_loopback(url)) {
            ("https", _) | ("http", true) => {}
            ("http", false) => return Err(BadAddress::PlainHttp),
            (other, _) => return Err(BadAddress::Scheme(other.to_owned())),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadAddress::Credentials);
        }
        match url.host() {
            None | Some(Host::Domain("")) => Err(BadAddress::Unreadable),
            Some(_) => Ok(()),
        }
    }

    /// The issuer's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host without scheme and port: the relying party id that passkeys are bound to.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        match rest.rfind(':') {
            Some(colon) if !rest.ends_with(']') => rest.get(..colon).unwrap_or(rest),
            _ => rest,
        }
    }

    /// Host and port, as shown to a person.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest)
    }
}

/// Whether `url` names this machine: `localhost`, 127.0.0.0/8 or `::1`.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(typed: &str) -> Result<String, BadAddress> {
        Server::parse(typed).map(|entered| entered.server.as_str().to_owned())
    }

    #[test]
    fn https_is_put_in_front() {
        assert_eq!(address(" id.example.com "), Ok("https://id.example.com".into()));
        assert_eq!(address("id.example.com:8443"), Ok("https://id.example.com:8443".into()));
        assert_eq!(address("HTTPS://ID.Example.com/"), Ok("https://id.example.com".into()));
        assert_eq!(address("https://id.example.com:443"), Ok("https://id.example.com".into()));
    }

    #[test]
    fn plain_http_only_to_this_machine() {
        assert_eq!(address("http://localhost:8080"), Ok("http://localhost:8080".into()));
        assert_eq!(address("http://127.0.0.1:8080"), Ok("http://127.0.0.1:8080".into()));
        assert_eq!(address("http://[::1]:8080"), Ok("http://[::1]:8080".into()));
        for refused in
            ["http://id.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com"]
        {
            assert_eq!(address(refused), Err(BadAddress::PlainHttp), "{refused}");
        }
    }

    #[test]
    fn a_pasted_path_is_cut_off_and_said() {
        let entered = Server::parse("https://id.example.com/ui/console?x=1").unwrap();
        assert_eq!(entered.server.as_str(), "https://id.example.com");
        assert_eq!(entered.cut.as_deref(), Some("/ui/console?x=1"));
        assert_eq!(Server::parse("https://id.example.com/").unwrap().cut, None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        assert_eq!(address("  "), Err(BadAddress::Empty));
        assert_eq!(address("ftp://id.example.com"), Err(BadAddress::Scheme("ftp".into())));
        assert_eq!(address("https://me:secret@id.example.com"), Err(BadAddress::Credentials));
        assert_eq!(address("https://"), Err(BadAddress::Unreadable));
        assert_eq!(address("two words"), Err(BadAddress::Unreadable));
    }

    #[test]
    fn the_host_leaves_out_the_port() {
        for (typed, host) in [
            ("https://id.example.com", "id.example.com"),
            ("https://id.example.com:8443", "id.example.com"),
            ("http://[::1]:8080", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(Server::parse(typed).unwrap().server.host(), host);
        }
    }
}
