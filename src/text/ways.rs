//! The ways to sign in, in words.

use crate::domain::{Remaining, Step, StepKind, Unsettled, Way, WayKey};

use super::{counted, is_right_to_left, joined, topic};

/// How many ways a dialog names before it counts the rest.
pub const WAYS_NAMED: usize = 4;

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayText {
    /// "Password, then a code from your authenticator app", "Passkey Phone", "GitHub".
    pub line: String,
    /// The name, where it must stand alone on its line.
    pub name: Option<String>,
}

/// `way` in words.
#[must_use]
pub fn way(way: &Way) -> WayText {
    let alone = is_right_to_left(&way.label);
    let first = match (&way.key, way.label.is_empty() || alone) {
        (WayKey::Password, _) => "Password".to_owned(),
        (WayKey::Passkey(_), true) if alone => "Passkey".to_owned(),
        (WayKey::Passkey(_), true) => "Passkey without a name".to_owned(),
        (WayKey::Passkey(_), false) => format!("Passkey {}", way.label),
        (WayKey::Identity(_), true) => "Linked identity".to_owned(),
        (WayKey::Identity(_), false) => way.label.clone(),
    };
    WayText { line: first + &after(&way.step), name: alone.then(|| way.label.clone()) }
}

/// What stands for the ways that are not named: "and 996 more".
#[must_use]
pub fn ways_more(count: usize) -> String {
    format!("and {count} more")
}

fn after(step: &Step) -> String {
    match step {
        Step::None => String::new(),
        Step::Asked(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| step_asked(*kind).to_owned()).collect();
            format!(", then {}", joined(&kinds, "or"))
        }
        Step::SetUp => ", then setting up a second step, which the server requires".to_owned(),
        Step::Perhaps => ", then perhaps a second step".to_owned(),
    }
}

const fn step_asked(kind: StepKind) -> &'static str {
    match kind {
        StepKind::AuthenticatorApp => "a code from your authenticator app",
        StepKind::SecurityKey => "your security key",
        StepKind::EmailCode => "a code by e-mail",
        StepKind::SmsCode => "a code by text message",
    }
}

/// How many ways in there are, with what is not known.
#[must_use]
pub fn summary(ways: &Remaining) -> String {
    let count = ways.ways.len();
    let ways_word = counted(count, "way", "ways");
    match (count, ways.unsettled.is_empty()) {
        (0, true) => "No way to sign in is left".to_owned(),
        (0, false) => "Keyward cannot tell how you can sign in".to_owned(),
        (_, true) => format!("You have {count} {ways_word} to sign in"),
        (_, false) => format!("You have at least {count} {ways_word} to sign in"),
    }
}

/// Why that is not all that can be said; `None` where everything is known.
#[must_use]
pub fn unsettled(ways: &Remaining) -> Option<String> {
    let unread: Vec<String> = ways
        .unsettled
        .iter()
        .filter_map(|part| match part {
            Unsettled::NotRead(about) => Some(topic(*about).to_owned()),
            Unsettled::OtherAddress => None,
        })
        .collect();
    let unread = (!unread.is_empty()).then(|| format!("Keyward could not read {}", joined(&unread, "and")));
    let elsewhere = ways.unsettled.contains(&Unsettled::OtherAddress).then(|| {
        "The passkeys in the list may belong to another address of the server, and may not work here"
            .to_owned()
    });
    match (unread, elsewhere) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one),
        (Some(one), Some(other)) => Some(format!("{one}. {other}.")),
    }
}

/// Whether one more passkey would be wise. `allowed`: the server takes passkeys, where that and the list
/// of passkeys are known.
#[must_use]
pub fn advice(ways: &Remaining, allowed: Option<bool>) -> &'static str {
    let passkeys = ways.ways.iter().filter(|way| matches!(way.key, WayKey::Passkey(_))).count();
    match (allowed, ways.ways.len(), passkeys) {
        (None, ..) => "It cannot be told whether one more passkey would be wise",
        (Some(false), 0, _) => {
            "The server takes no passkeys: ask its administrator for help before you sign out"
        }
        (Some(false), ..) => "The server takes no passkeys at the moment",
        (Some(true), 0, _) => "Add a passkey now, on your server's own pages",
        (Some(true), 1, _) => "One more passkey would be wise: if you lose this one way, you cannot sign in",
        (Some(true), _, 0) => "A passkey would be wise: it is the safest way to sign in",
        (Some(true), _, 1) => "One more passkey, on another device, would be wise",
        (Some(true), ..) => "If you lose one, the others still let you in",
    }
}

/// How often something is said, for a section's heading: "Passkeys (3)".
#[must_use]
pub fn with_count(heading: &str, count: usize) -> String {
    format!("{heading} ({count})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IdentityId, IdpId, PasskeyId, Topic};

    fn passkey(label: &str) -> Way {
        Way { key: WayKey::Passkey(PasskeyId::new(label)), label: label.into(), step: Step::None }
    }

    fn password(step: Step) -> Way {
        Way { key: WayKey::Password, label: String::new(), step }
    }

    #[test]
    fn ways_name_their_second_step() {
        let asked = Step::Asked(vec![StepKind::AuthenticatorApp, StepKind::SecurityKey]);
        assert_eq!(
            way(&password(asked)).line,
            "Password, then a code from your authenticator app or your security key"
        );
        assert_eq!(way(&passkey("Phone")).line, "Passkey Phone");
        assert_eq!(way(&passkey("")).line, "Passkey without a name");
        let github = Way {
            key: WayKey::Identity(IdentityId { idp: IdpId("1".into()), user: "2".into() }),
            label: "GitHub".into(),
            step: Step::None,
        };
        assert_eq!(way(&github).line, "GitHub");
    }

    #[test]
    fn a_name_from_right_to_left_stands_alone() {
        let hebrew = "\u{5D8}\u{5DC}\u{5E4}\u{5D5}\u{5DF}";
        let words = way(&passkey(hebrew));
        assert_eq!(words.line, "Passkey");
        assert_eq!(words.name.as_deref(), Some(hebrew));
    }

    #[test]
    fn what_is_unknown_is_said_and_never_counted() {
        let ways = Remaining {
            ways: vec![password(Step::None)],
            unsettled: vec![Unsettled::NotRead(Topic::Passkeys), Unsettled::NotRead(Topic::Identities)],
            ..Remaining::default()
        };
        assert_eq!(summary(&ways), "You have at least 1 way to sign in");
        assert_eq!(
            unsettled(&ways).as_deref(),
            Some("Keyward could not read your passkeys and your linked identities")
        );
        assert_eq!(summary(&Remaining::default()), "No way to sign in is left");
    }

    #[test]
    fn advice_follows_what_is_there() {
        let of = |ways: Vec<Way>| Remaining { ways, ..Remaining::default() };
        assert!(
            advice(&of(vec![passkey("a")]), Some(true)).starts_with("One more passkey would be wise: if")
        );
        assert!(advice(&of(vec![passkey("a"), password(Step::None)]), Some(true)).contains("another device"));
        assert!(advice(&of(vec![passkey("a"), passkey("b")]), Some(true)).starts_with("If you lose one"));
        assert!(advice(&of(vec![passkey("a")]), None).contains("cannot be told"));
    }
}
