//! The question whether to remove something.

use crate::domain::{Level, MethodKind, Remaining, Step, Way, WayKey};

use super::Text;

impl Text {
    /// The strongest sentence of the dialog; `None` where nothing needs saying.
    pub(crate) fn warning(&self, level: Level) -> Option<String> {
        match level {
            Level::Clear => None,
            Level::LastPasskey => Some(self.warning_last_passkey()),
            Level::OneWayLeft => Some(self.warning_one_way_left()),
            Level::CannotTell => Some(self.warning_cannot_tell()),
            Level::WouldLockOut => Some(self.warning_lock_out()),
        }
    }

    /// What the account loses with its last second step; `None` where it is no second step, or another is left.
    pub(crate) fn weaker(&self, kind: MethodKind, remaining: &Remaining) -> Option<String> {
        let alone = |way: &Way| way.key == WayKey::Password && way.step == Step::None;
        (kind.is_second_step() && remaining.ways.iter().any(alone)).then(|| self.password_alone())
    }

    /// Who can help then, where no way in is certain.
    pub(crate) fn help(&self, level: Level, remaining: &Remaining) -> Option<String> {
        match (level, remaining.email_reset) {
            (Level::Clear | Level::LastPasskey | Level::OneWayLeft, _) => None,
            (_, false) => Some(self.help_administrator()),
            (_, true) => Some(self.help_reset()),
        }
    }

    /// What to do before taking the risk.
    pub(crate) fn risk_note(&self, level: Level) -> String {
        if level == Level::CannotTell { self.risk_cannot_tell() } else { self.risk_lock_out() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StepKind;

    fn with_password(step: Step) -> Remaining {
        let way = Way { key: WayKey::Password, label: String::new(), step };
        Remaining { ways: vec![way], ..Remaining::default() }
    }

    #[test]
    fn a_last_second_step_leaves_the_password_alone() {
        let text = Text::nearest_to("en");
        let alone = with_password(Step::None);
        let asked = with_password(Step::Asked(vec![StepKind::SecurityKey]));
        assert!(text.weaker(MethodKind::AuthenticatorApp, &alone).is_some());
        assert!(
            text.weaker(MethodKind::AuthenticatorApp, &asked).is_none(),
            "another one is still asked for"
        );
        assert!(text.weaker(MethodKind::Passkey, &alone).is_none(), "a passkey never guarded the password");
        assert!(text.weaker(MethodKind::SmsCode, &Remaining::default()).is_none(), "there is no password");
    }
}
