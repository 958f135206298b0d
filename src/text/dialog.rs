//! The question whether to remove something.

use crate::domain::{Account, Level, MethodKind, Remaining, Server, Step, WayKey};

/// Over the ways that remain.
pub const AFTER_THIS: &str = "After this you can sign in with";
/// Something changed while the dialog was open.
pub const CHANGED: &str = "This changed since the dialog opened: read it again";
/// Nobody can see which address a passkey was made for.
pub const TRY_ONE_FIRST: &str = "Keyward cannot see which address each passkey was made for: try one of them first, in another browser window";
/// What was typed is not it.
pub const WRONG_ANSWER: &str = "That is not it. Nothing was removed.";
/// While it is on its way.
pub const DO_NOT_CLOSE: &str = "Waiting for the server's answer. Please leave Keyward open.";
/// Read first, before taking the risk.
pub const TRY_AGAIN_FIRST: &str = "Try again";

/// The person's name and the login name, each for a line of its own; what says nothing new is left out.
#[must_use]
pub fn names(account: &Account) -> [Option<&str>; 2] {
    let Account { display_name, login_name, .. } = account;
    let name = (!display_name.is_empty() && display_name != login_name).then_some(display_name.as_str());
    [name, (!login_name.is_empty()).then_some(login_name.as_str())]
}

/// Which server, under the account.
#[must_use]
pub fn on(server: &Server) -> String {
    format!("on {}", server.authority())
}

/// The strongest sentence of the dialog; `None` where nothing needs saying.
#[must_use]
pub const fn warning(level: Level) -> Option<&'static str> {
    match level {
        Level::Clear => None,
        Level::LastPasskey => Some("This is your last passkey"),
        Level::OneWayLeft => {
            Some("Only one way to sign in will be left. If you lose it, you cannot sign in.")
        }
        Level::CannotTell => Some("Keyward cannot tell whether you could still sign in after this"),
        Level::WouldLockOut => {
            Some("Nothing else would open your account. After this you cannot sign in at all.")
        }
    }
}

/// What the account loses with its last second step; `None` where it is no second step, or another is left.
#[must_use]
pub fn weaker(kind: MethodKind, remaining: &Remaining) -> Option<&'static str> {
    let alone = |way: &crate::domain::Way| way.key == WayKey::Password && way.step == Step::None;
    (kind.is_second_step() && remaining.ways.iter().any(alone))
        .then_some("Your password alone will open your account: whoever knows it can sign in")
}

/// Who can help then, where no way in is certain.
#[must_use]
pub const fn help(level: Level, remaining: &Remaining) -> Option<&'static str> {
    match (level, remaining.email_reset) {
        (Level::Clear | Level::LastPasskey | Level::OneWayLeft, _) => None,
        (_, false) => {
            Some("If you are locked out, only the administrator of the server can let you in again")
        }
        (_, true) => Some(
            "If you are locked out, the administrator of the server can let you in again. You may also be able \
             to set a password by e-mail, from the sign-in page.",
        ),
    }
}

/// What to do before taking the risk.
#[must_use]
pub const fn risk_note(level: Level) -> &'static str {
    match level {
        Level::CannotTell => "Try again first. Go on only if it must be gone now, because it was stolen.",
        _ => {
            "Add a passkey first, on your server's own pages. Go on only if it must be gone now, because it was \
             stolen."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{StepKind, Way};

    fn with_password(step: Step) -> Remaining {
        let way = Way { key: WayKey::Password, label: String::new(), step };
        Remaining { ways: vec![way], ..Remaining::default() }
    }

    #[test]
    fn a_last_second_step_leaves_the_password_alone() {
        let alone = with_password(Step::None);
        let asked = with_password(Step::Asked(vec![StepKind::SecurityKey]));
        assert!(weaker(MethodKind::AuthenticatorApp, &alone).is_some());
        assert!(weaker(MethodKind::AuthenticatorApp, &asked).is_none(), "another one is still asked for");
        assert!(weaker(MethodKind::Passkey, &alone).is_none(), "a passkey never guarded the password");
        assert!(weaker(MethodKind::SmsCode, &Remaining::default()).is_none(), "there is no password");
    }
}
