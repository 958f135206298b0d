//! What the administrator of a machine filled in for everybody on it. A person's own settings and the
//! arguments go over it: it fills in, and forbids nothing.

use super::server::Server;
use super::settings::Settings;
use super::state::Target;

/// An organisation's id at the server: restricts the sign-in to it (`urn:zitadel:iam:org:id:{id}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation(String);

impl Organisation {
    /// The longest id that is taken, in digits.
    const LONGEST: usize = 200;

    /// Takes an id: digits only, for it becomes part of a scope.
    #[must_use]
    pub fn new(id: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| Self(id.to_owned()))
    }

    /// The scope that asks for it (api.md, section 5).
    #[must_use]
    pub fn scope(&self) -> String {
        format!("urn:zitadel:iam:org:id:{}", self.0)
    }
}

/// The administrator's file, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administered {
    /// The issuer.
    pub server: Server,
    /// The client id of Keyward there.
    pub client_id: String,
    /// The organisation to sign in to.
    pub organisation: Option<Organisation>,
}

impl Administered {
    /// `target` with what the administrator says of it; the administrator's own where the person has named
    /// no other server.
    pub(super) fn fill_in(&self, target: Option<Target>, settings: &Settings) -> Option<Target> {
        let named_another = !settings.server.is_empty() && settings.server != self.server.as_str();
        match target {
            Some(target) => Some(self.mark(target)),
            None if named_another => None,
            None => Some(self.mark(Target {
                server: self.server.clone(),
                client_id: self.client_id.clone(),
                demo: false,
                administered: true,
                organisation: None,
            })),
        }
    }

    /// `target`, known as the administrator's where it is.
    pub(super) fn mark(&self, target: Target) -> Target {
        if target.demo || target.server != self.server || target.client_id != self.client_id {
            return target;
        }
        Target { administered: true, organisation: self.organisation.clone(), ..target }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(address: &str) -> Server {
        Server::parse(address).unwrap().server
    }

    fn administered() -> Administered {
        Administered {
            server: server("https://id.example.com"),
            client_id: "42".into(),
            organisation: Organisation::new("7"),
        }
    }

    fn settings(address: &str, client_id: &str) -> Settings {
        Settings { server: address.into(), client_id: client_id.into(), ..Settings::default() }
    }

    #[test]
    fn a_person_without_settings_gets_the_administrators() {
        let target = administered().fill_in(None, &Settings::default()).unwrap();
        assert!(target.administered);
        assert_eq!(target.organisation.unwrap().scope(), "urn:zitadel:iam:org:id:7");
    }

    #[test]
    fn a_persons_own_server_stays() {
        let own = settings("https://other.example", "1");
        let target = administered().fill_in(own.target(), &own).unwrap();
        assert_eq!((target.server.as_str(), target.administered), ("https://other.example", false));
        assert_eq!(target.organisation, None);
        let unfinished = settings("https://other.example", "");
        assert_eq!(
            administered().fill_in(unfinished.target(), &unfinished),
            None,
            "it is asked for the client id"
        );
    }

    #[test]
    fn the_same_server_typed_by_hand_is_the_administrators() {
        let own = settings("https://id.example.com", "42");
        assert!(administered().fill_in(own.target(), &own).unwrap().administered);
        let other_app = settings("https://id.example.com", "43");
        assert!(!administered().fill_in(other_app.target(), &other_app).unwrap().administered);
    }

    #[test]
    fn an_organisation_is_digits() {
        for bad in ["", "a", "1 2", "1\n", "urn:x", &"1".repeat(201), "١"] {
            assert_eq!(Organisation::new(bad), None, "{bad}");
        }
        assert!(Organisation::new(&"1".repeat(200)).is_some());
    }
}
