//! The ways to sign in, in words.

use crate::domain::{Remaining, Step, StepKind, Topic, Unsettled, Way, WayKey};

use super::{Text, is_right_to_left};

/// How many ways a dialog names before it counts the rest.
pub(crate) const WAYS_NAMED: usize = 4;

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WayText {
    /// "Password, then a code from your authenticator app", "Passkey Phone", "GitHub".
    pub line: String,
    /// The name, where it must stand alone on its line.
    pub name: Option<String>,
}

impl Text {
    /// `way` in words.
    pub(crate) fn way(&self, way: &Way) -> WayText {
        let alone = is_right_to_left(&way.label);
        let (step, steps) = self.step(&way.step);
        let line = match (&way.key, way.label.is_empty()) {
            (WayKey::Password, _) => self.way_password(step, steps),
            (WayKey::Passkey(_), _) if alone => self.way_passkey_alone(),
            (WayKey::Passkey(_), true) => self.unnamed("passkey"),
            (WayKey::Passkey(_), false) => self.way_passkey(&way.label),
            (WayKey::Identity(_), no_name) => {
                let name = if no_name || alone { self.way_identity_unnamed() } else { way.label.clone() };
                self.way_identity(step, name, steps)
            }
        };
        WayText { line, name: alone.then(|| way.label.clone()) }
    }

    /// The variant of a message that tells what is asked for afterwards, and what that is.
    fn step(&self, step: &Step) -> (&'static str, String) {
        match step {
            Step::None => ("none", String::new()),
            Step::Asked(kinds) => {
                ("asked", self.or(&kinds.iter().map(|kind| self.step_asked(*kind)).collect::<Vec<_>>()))
            }
            Step::SetUp => ("set-up", String::new()),
            Step::Perhaps => ("perhaps", String::new()),
        }
    }

    fn step_asked(&self, kind: StepKind) -> String {
        match kind {
            StepKind::AuthenticatorApp => self.step_authenticator_app(),
            StepKind::SecurityKey => self.step_security_key(),
            StepKind::EmailCode => self.step_email_code(),
            StepKind::SmsCode => self.step_sms_code(),
        }
    }

    /// What stands for the ways that are not named: "and 996 more".
    pub(crate) fn more_ways(&self, count: usize) -> String {
        self.ways_more(count, self.number(count))
    }

    /// How many ways in there are, with what is not known.
    pub(crate) fn ways_in(&self, ways: &Remaining) -> String {
        let count = ways.ways.len();
        match (count, ways.unsettled.is_empty()) {
            (0, true) => self.summary_none(),
            (0, false) => self.summary_unknown(),
            (_, true) => self.summary(count, self.number(count)),
            (_, false) => self.summary_at_least(count, self.number(count)),
        }
    }

    /// Why that is not all that can be said, each a sentence; none where everything is known.
    pub(crate) fn unsettled(&self, ways: &Remaining) -> Vec<String> {
        let unread: Vec<String> = ways
            .unsettled
            .iter()
            .filter_map(|part| match part {
                Unsettled::NotRead(about) => Some(self.topic(*about)),
                Unsettled::OtherAddress => None,
            })
            .collect();
        let unread = (!unread.is_empty()).then(|| self.unread(self.and(&unread)));
        let elsewhere = ways.unsettled.contains(&Unsettled::OtherAddress).then(|| self.passkeys_elsewhere());
        unread.into_iter().chain(elsewhere).collect()
    }

    /// What was being read, as part of a list.
    fn topic(&self, topic: Topic) -> String {
        match topic {
            Topic::Passkeys => self.topic_passkeys(),
            Topic::Password => self.topic_password(),
            Topic::SecondSteps => self.topic_second_steps(),
            Topic::Identities => self.topic_identities(),
            Topic::Policy => self.topic_policy(),
            Topic::Address => self.topic_address(),
            Topic::Contacts => self.topic_contacts(),
        }
    }

    /// Whether one more passkey would be wise. `allowed`: the server takes passkeys, where that and the list
    /// of passkeys are known.
    pub(crate) fn advice(&self, ways: &Remaining, allowed: Option<bool>) -> String {
        // Two are enough: this is asked for in every frame.
        let passkeys = ways.ways.iter().filter(|way| matches!(way.key, WayKey::Passkey(_))).take(2).count();
        match (allowed, ways.ways.len(), passkeys) {
            (None, ..) => self.advice_unknown(),
            (Some(false), 0, _) => self.advice_not_taken_locked_out(),
            (Some(false), ..) => self.advice_not_taken(),
            (Some(true), 0, _) => self.advice_add_now(),
            (Some(true), 1, _) => self.advice_only_way(),
            (Some(true), _, 0) => self.advice_first_passkey(),
            (Some(true), _, 1) => self.advice_second_passkey(),
            (Some(true), ..) => self.advice_enough(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IdentityId, IdpId, PasskeyId, Topic};

    fn text() -> Text {
        Text::nearest_to("en")
    }

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
            text().way(&password(asked)).line,
            "Password, then a code from your authenticator app or your security key"
        );
        assert_eq!(text().way(&passkey("Phone")).line, "Passkey Phone");
        assert_eq!(text().way(&passkey("")).line, "Passkey without a name");
        let github = Way {
            key: WayKey::Identity(IdentityId { idp: IdpId("1".into()), user: "2".into() }),
            label: "GitHub".into(),
            step: Step::None,
        };
        assert_eq!(text().way(&github).line, "GitHub");
    }

    #[test]
    fn a_name_from_right_to_left_stands_alone() {
        let hebrew = "\u{5D8}\u{5DC}\u{5E4}\u{5D5}\u{5DF}";
        let words = text().way(&passkey(hebrew));
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
        assert_eq!(text().ways_in(&ways), "You have at least 1 way to sign in");
        assert_eq!(
            text().unsettled(&ways),
            ["Keyward could not read your passkeys and your linked identities"]
        );
        assert_eq!(text().ways_in(&Remaining::default()), "No way to sign in is left");
    }

    #[test]
    fn advice_follows_what_is_there() {
        let of = |ways: Vec<Way>| Remaining { ways, ..Remaining::default() };
        assert!(
            text()
                .advice(&of(vec![passkey("a")]), Some(true))
                .starts_with("One more passkey would be wise: if")
        );
        assert!(
            text()
                .advice(&of(vec![passkey("a"), password(Step::None)]), Some(true))
                .contains("another device")
        );
        assert!(
            text().advice(&of(vec![passkey("a"), passkey("b")]), Some(true)).starts_with("If you lose one")
        );
        assert!(text().advice(&of(vec![passkey("a")]), None).contains("cannot be told"));
    }
}
