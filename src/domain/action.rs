//! What a start of the program asks for: by the menu of the desktop, or by a link with the scheme `keyward:`.

/// The scheme of links that the system hands to Keyward.
const SCHEME: &str = "keyward";

/// What a start asks for, of the window that is open already where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Come to the front.
    #[default]
    Open,
    /// Show the passkeys, to remove one.
    RemovePasskey,
    /// End the session that is used, or was used last.
    SignOut,
    /// A link that means nothing: say so, and do nothing.
    UnknownLink,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::RemovePasskey, Self::SignOut, Self::UnknownLink];

    /// What the link asks for. Any page can hold one, so it can ask for the window and for nothing else.
    /// `None` where it has another scheme, or none.
    #[must_use]
    pub fn of_link(link: &str) -> Option<Self> {
        let (_, rest) = link.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))?;
        let open = ["//open", "//open/"].iter().any(|known| rest.eq_ignore_ascii_case(known));
        Some(if open { Self::Open } else { Self::UnknownLink })
    }

    /// Its name, from one start to another.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::RemovePasskey => "remove-passkey",
            Self::SignOut => "sign-out",
            Self::UnknownLink => "unknown-link",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_can_ask_for_the_window_and_for_nothing_else() {
        for link in ["keyward://open", "keyward://open/", "KEYWARD://open"] {
            assert_eq!(Action::of_link(link), Some(Action::Open), "{link}");
        }
        for link in [
            "keyward://sign-out",
            "keyward:open",
            "keyward:",
            "keyward://open/passkeys",
            "keyward://open?server=https://evil.example",
            "keyward://open#x",
            "keyward://user@open",
            "keyward://open:1",
            "keyward://opens",
            "keyward:///open",
            "keyward://open --sign-out",
            "keyward://open\n",
            "keyward:\u{202e}//open",
        ] {
            assert_eq!(Action::of_link(link), Some(Action::UnknownLink), "{link}");
        }
        for link in ["", "open", "https://keyward.example/open", "keywards://open", "--demo"] {
            assert_eq!(Action::of_link(link), None, "{link}");
        }
    }
}
