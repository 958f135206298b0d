//! The cause of a failure, in a sentence, and the next step where somebody else must take it.

use crate::domain::{TokenFault, What, Why};

use super::Text;
use super::method::kind_key;

impl Text {
    /// Why it did not happen, and what to do about it.
    pub(super) fn why(&self, what: What, why: &Why) -> String {
        match why {
            Why::HostNotFound(host) if what == What::Connect => self.why_host_not_found(host),
            Why::HostNotFound(host) => self.why_offline(host),
            Why::NotReachable(host) => self.why_not_reachable(host),
            Why::CertificateNotTrusted(host) => self.why_certificate(host),
            Why::NoTrustStore => self.why_no_trust_store(),
            Why::ProxyRefused => self.why_proxy(),
            Why::TimedOut => self.why_timed_out(),
            Why::ConnectionLost => self.why_connection_lost(),
            // The address was right before.
            Why::NotZitadel if what == What::ResumeSession => self.why_not_the_server(),
            Why::NotZitadel => self.why_not_zitadel(),
            Why::OtherIssuer(issuer) => self.why_other_issuer(issuer),
            Why::UnsafeEndpoint(endpoint) => self.why_unsafe_endpoint(endpoint),
            Why::UnknownClient(id) => self.why_unknown_client(id),
            Why::RedirectNotRegistered => self.why_redirect(),
            Why::NoCallbackPort => self.why_no_port(),
            Why::ConsentRefused => self.why_consent(),
            Why::AuthorizationError(code) => self.why_authorization(code),
            Why::SignInTimedOut => self.why_sign_in_timed_out(),
            Why::TokenRejected(fault) => self.token_fault(fault),
            Why::TokenRefused(code) => self.why_exchange(code),
            Why::ScopeMissing => self.why_scope(),
            Why::SessionEnded => self.why_session_ended(),
            Why::SecondStepRequired => self.why_second_step(),
            Why::OtherAccount => self.why_other_account(),
            Why::WrongHost => self.why_wrong_host(),
            Why::NotPermitted => self.why_not_permitted(),
            Why::AccountNotFound => self.why_account_not_found(),
            Why::UnknownRequest => self.why_unknown_request(),
            Why::AlreadyGone | Why::Refused | Why::KeychainUnusable | Why::System => self.depends(what, why),
            Why::TooManyRequests(wait) => self.too_many_requests(*wait),
            Why::ServerFailed => self.why_server_failed(),
            Why::NotTheServer => self.why_not_the_server(),
            Why::Unreadable => self.why_unreadable(),
            Why::ConfirmationTooOld => self.why_confirmation_too_old(),
            Why::ChangedMeanwhile => self.why_changed_meanwhile(),
            Why::SettingsKeptAside(file) => self.why_settings_kept_aside(file),
            Why::SystemSettings(file) => self.why_system_settings(file),
        }
    }

    /// Causes whose words depend on what did not happen.
    fn depends(&self, what: What, why: &Why) -> String {
        match (why, what) {
            (Why::AlreadyGone, What::Remove(kind)) => self.why_already_gone(kind_key(kind)),
            (Why::AlreadyGone, _) => self.why_gone(),
            (Why::Refused, What::Remove(_)) => self.why_removal_refused(),
            (Why::Refused, _) => self.why_refused(),
            (Why::KeychainUnusable, What::ResumeSession) => self.why_keychain_resume(),
            (Why::KeychainUnusable, What::ForgetSession) => self.why_keychain_forget(),
            (Why::KeychainUnusable, _) => self.why_keychain(),
            (_, What::ReadSettings | What::KeepSettings) => self.why_settings_file(),
            (_, What::StartDemo) => self.why_demo(),
            _ => self.why_system(),
        }
    }

    fn too_many_requests(&self, wait: Option<u64>) -> String {
        let shown = |count: u64| self.number(usize::try_from(count).unwrap_or(usize::MAX));
        match wait {
            None => self.why_busy(),
            Some(seconds @ 0..=120) => {
                let seconds = seconds.max(1);
                self.why_busy_seconds(seconds, shown(seconds))
            }
            Some(seconds) => {
                let minutes = seconds.div_ceil(60);
                self.why_busy_minutes(minutes, shown(minutes))
            }
        }
    }

    fn token_fault(&self, fault: &TokenFault) -> String {
        let key = match fault {
            TokenFault::Clock(difference) => return self.clock(*difference),
            TokenFault::Missing => "missing",
            TokenFault::Issuer => "issuer",
            TokenFault::Audience | TokenFault::AuthorizedParty => "audience",
            TokenFault::Nonce => "nonce",
            TokenFault::Signature => "signature",
            TokenFault::Subject => "subject",
            TokenFault::Unreadable => "unreadable",
        };
        self.why_check(key)
    }

    /// `ahead`: by how many seconds this computer's clock is ahead of the server's, where that is known.
    fn clock(&self, ahead: Option<i64>) -> String {
        let Some(ahead) = ahead else { return self.why_clock() };
        let minutes = ahead.unsigned_abs().div_ceil(60);
        let shown = self.number(usize::try_from(minutes).unwrap_or(usize::MAX));
        if ahead > 0 { self.why_clock_ahead(minutes, shown) } else { self.why_clock_behind(minutes, shown) }
    }
}
