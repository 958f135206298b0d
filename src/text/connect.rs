//! The first screen, and the sign-in under way.

use crate::domain::{BadAddress, Target};

use super::Text;

/// How many characters of a link are shown.
const LINK_SHOWN: usize = 60;

impl Text {
    /// What is wrong with the typed address, and what to type instead.
    pub(crate) fn bad_address(&self, bad: &BadAddress) -> String {
        match bad {
            BadAddress::Empty => self.address_empty(),
            BadAddress::Unreadable => self.address_unreadable(),
            BadAddress::Scheme(scheme) => self.address_scheme(scheme),
            BadAddress::PlainHttp => self.address_plain_http(),
            BadAddress::Credentials => self.address_credentials(),
        }
    }

    /// Something was cut off the pasted address.
    pub(crate) fn cut(&self, path: &str) -> String {
        self.address_cut(link_shown(path))
    }

    /// The card's heading once the server is known.
    pub(crate) fn sign_in_heading(&self, target: &Target) -> String {
        if target.demo { self.sign_in_to_demo() } else { self.sign_in_to(target.server.authority()) }
    }

    /// Under it.
    pub(crate) fn about_target(&self, target: &Target) -> String {
        if target.demo { self.target_note_demo() } else { self.target_note(&target.client_id) }
    }
}

/// The beginning of a link, for showing.
pub(crate) fn link_shown(link: &str) -> String {
    if link.chars().count() <= LINK_SHOWN {
        return link.to_owned();
    }
    link.chars().take(LINK_SHOWN).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bad_address_has_its_own_sentence() {
        let all = [
            BadAddress::Empty,
            BadAddress::Unreadable,
            BadAddress::Scheme("ftp".into()),
            BadAddress::PlainHttp,
            BadAddress::Credentials,
        ];
        for language in super::super::languages() {
            let text = Text::nearest_to(language.tag);
            let mut said: Vec<_> = all.iter().map(|bad| text.bad_address(bad)).collect();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), all.len(), "{}", language.name);
        }
    }

    #[test]
    fn a_long_link_is_shown_in_part() {
        assert_eq!(link_shown("https://a.example"), "https://a.example");
        assert_eq!(link_shown(&"x".repeat(300)).chars().count(), LINK_SHOWN + 1);
    }
}
