//! Accounts, and what is shown of one.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Account, OpenSession, Policy, Target, Topic};

use super::Text;

/// The person's name and the login name, each for a line of its own; what says nothing new is left out.
pub(crate) fn names(account: &Account) -> [Option<&str>; 2] {
    let Account { display_name, login_name, .. } = account;
    let name = (!display_name.is_empty() && display_name != login_name).then_some(display_name.as_str());
    [name, (!login_name.is_empty()).then_some(login_name.as_str())]
}

impl Text {
    /// The name of the button that opens an account, for where its row is not seen.
    pub(crate) fn open_session(&self, session: &OpenSession) -> String {
        let OpenSession { account: Account { display_name, login_name, .. }, target, .. } = session;
        let server = target.server.authority();
        if login_name.is_empty() || login_name == display_name {
            self.open_account_named(display_name, server)
        } else {
            self.open_account_named_login(display_name, login_name, server)
        }
    }

    /// Which server the account is on.
    pub(crate) fn where_it_is(&self, target: &Target) -> String {
        let server = target.server.authority();
        if target.demo { self.on_demo(server) } else { server.to_owned() }
    }

    /// A list that could not be read.
    pub(crate) fn list_not_read(&self, topic: Topic) -> String {
        match topic {
            Topic::SecondSteps => self.second_steps_not_read(),
            Topic::Identities => self.identities_not_read(),
            _ => self.passkeys_not_read(),
        }
    }

    /// A section's heading: "Passkeys (3)".
    pub(crate) fn counted(&self, heading: &str, count: usize) -> String {
        self.with_count(heading, self.number(count))
    }

    /// When everything was read last.
    pub(crate) fn last_read_at(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.last_read(self.time_with_seconds(at, zone))
    }

    /// Whether a password is set.
    pub(crate) fn password_state(&self, set: bool) -> String {
        if set { self.password_set() } else { self.password_not_set() }
    }

    /// What the login policy says that matters to this person.
    pub(crate) fn policy_rules(&self, policy: &Policy) -> Vec<String> {
        let mut said = Vec::new();
        if !policy.user_names {
            said.push(self.rule_no_user_names());
        }
        if !policy.passkeys {
            said.push(self.rule_no_passkeys());
        }
        if !policy.identities || policy.idps.is_empty() {
            said.push(self.rule_no_identities());
        }
        if policy.force_second_step {
            said.push(self.rule_second_step_for_all());
        } else if policy.force_second_step_for_password {
            said.push(self.rule_second_step_for_password());
        }
        if policy.second_steps.is_empty() {
            said.push(self.rule_no_second_steps());
        }
        if policy.hides_password_reset {
            said.push(self.rule_no_reset());
        }
        if said.is_empty() {
            said.push(self.rule_none());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StepKind;

    #[test]
    fn only_rules_that_stand_in_the_way_are_listed() {
        let open = Policy {
            user_names: true,
            passkeys: true,
            identities: true,
            idps: vec![crate::domain::IdpId("1".into())],
            second_steps: vec![StepKind::AuthenticatorApp],
            ..Policy::default()
        };
        let text = Text::nearest_to("en");
        assert_eq!(text.policy_rules(&open), [text.rule_none()]);
        assert_eq!(text.policy_rules(&Policy { passkeys: false, ..open }), [text.rule_no_passkeys()]);
    }
}
