//! The first screen, and the sign-in under way.

use crate::domain::{BadAddress, Target};

/// What Keyward is.
pub const INTRODUCTION: &str = "See what opens your account, and remove what you no longer have. \
     Keyward shows what would still let you in before anything is removed.";
/// Over the form.
pub const YOUR_SERVER: &str = "Your server";
/// Label of the address field.
pub const ADDRESS: &str = "Server address";
/// Shown in it while it is empty.
pub const ADDRESS_HINT: &str = "id.example.com";
/// Label of the client id field.
pub const CLIENT_ID: &str = "Client id of Keyward";
/// Under the client id field.
pub const CLIENT_ID_NOTE: &str = "Both come from whoever runs the server";
/// Nothing was typed there.
pub const NO_CLIENT_ID: &str = "Enter the client id. The administrator of the server can tell it.";
/// Takes both.
pub const CONTINUE: &str = "Continue";
/// Starts the demo server.
pub const TRY_DEMO: &str = "Try the demo";
/// While it starts.
pub const STARTING_DEMO: &str = "Starting the demo …";
/// What the demo is.
pub const DEMO_NOTE: &str = "No account needed: the demo runs on this machine, and nothing in it is real";
/// Starts the sign-in.
pub const SIGN_IN: &str = "Sign in";
/// Signs in with a choice of accounts.
pub const ANOTHER_ACCOUNT: &str = "Use another account";
/// Back to the form.
pub const ANOTHER_SERVER: &str = "Use another server";
/// The check box.
pub const STAY_SIGNED_IN: &str = "Stay signed in";
/// The same for the demo, which ends with the window.
pub const STAY_SIGNED_IN_DEMO: &str = "Stay signed in while Keyward is open";
/// Going on with what the keychain holds.
pub const RESUMING: &str = "Signing in again …";
/// What signing in does.
pub const SIGN_IN_NOTE: &str = "Your browser opens, and you sign in on the server's own page. \
     Keyward never sees your password.";
/// Over the sign-in under way.
pub const SIGNING_IN: &str = "Signing in";
/// While the browser is open.
pub const CONTINUE_IN_BROWSER: &str = "Continue in your browser";
/// What to do there.
pub const BROWSER_NOTE: &str = "Sign in there, then come back here. If no page has opened, copy the link \
     and open it yourself.";
/// No browser was started.
pub const NO_BROWSER: &str = "No browser could be opened. Copy the link and open it yourself.";
/// Copies the link.
pub const COPY_LINK: &str = "Copy link";
/// Names the shortened link.
pub const LINK: &str = "Link for signing in";
/// After the browser came back.
pub const FINISHING: &str = "Finishing";
/// What that means.
pub const FINISHING_NOTE: &str = "The browser has answered, and Keyward checks the answer";

/// How many characters of a link are shown.
const LINK_SHOWN: usize = 60;

/// What is wrong with the typed address, and what to type instead.
#[must_use]
pub fn bad_address(bad: &BadAddress) -> String {
    match bad {
        BadAddress::Empty => "Enter the address of your server, for example id.example.com".to_owned(),
        BadAddress::Unreadable => {
            "This is not an address. It should look like id.example.com or https://id.example.com:8443."
                .to_owned()
        }
        BadAddress::Scheme(scheme) => {
            format!("An address that begins with {scheme}:// cannot be used. It must begin with https://.")
        }
        BadAddress::PlainHttp => {
            "http:// is not safe: others on the way could read along. Use https://.".to_owned()
        }
        BadAddress::Credentials => {
            "Leave out the user name and password. You sign in later, in your browser.".to_owned()
        }
    }
}

/// Something was cut off the pasted address.
#[must_use]
pub fn cut(path: &str) -> String {
    format!("{} was left out: only the server itself is needed", shortened(path, LINK_SHOWN))
}

/// The card's heading once the server is known.
#[must_use]
pub fn sign_in_to(target: &Target) -> String {
    if target.demo {
        "Sign in to the demo".to_owned()
    } else {
        format!("Sign in to {}", target.server.authority())
    }
}

/// Under it.
#[must_use]
pub fn target_note(target: &Target) -> String {
    if target.demo {
        "Demo server on this machine: nothing here is real".to_owned()
    } else {
        format!("Client id {}", target.client_id)
    }
}

/// Under that, where the administrator of the machine filled it in.
pub const ADMINISTERED: &str = "Filled in by the administrator of this computer";

/// While the server is asked what it offers.
#[must_use]
pub fn connecting_to(target: &Target) -> String {
    format!("Connecting to {}", target.server.authority())
}

/// The beginning of a link, for showing.
#[must_use]
pub fn link_shown(link: &str) -> String {
    shortened(link, LINK_SHOWN)
}

fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest).chain(std::iter::once('…')).collect()
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
        let mut said: Vec<_> = all.iter().map(bad_address).collect();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all.len());
    }

    #[test]
    fn a_long_link_is_shown_in_part() {
        assert_eq!(link_shown("https://a.example"), "https://a.example");
        assert_eq!(link_shown(&"x".repeat(300)).chars().count(), LINK_SHOWN + 1);
    }
}
