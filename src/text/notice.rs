//! Things that are said once and stay until dismissed.

use crate::domain::{CLOSE_LIMIT, Method, MethodKind, Notice};

use super::Text;
use super::method::kind_key;

impl Text {
    /// A notice in words: what, and more about it.
    pub(crate) fn notice(&self, notice: &Notice) -> (String, String) {
        match notice {
            Notice::AnotherAccount { before, now } => (
                self.notice_another_account(),
                self.notice_another_account_more(&before.login_name, &now.login_name),
            ),
            Notice::SignedOut => (self.notice_signed_out(), self.notice_signed_out_more()),
            Notice::NotSignedIn => (self.notice_not_signed_in(), self.notice_not_signed_in_more()),
            Notice::UnknownLink => (self.notice_unknown_link(), self.notice_unknown_link_more()),
            Notice::GoneMeanwhile(method) => (self.method_gone_meanwhile(method), self.gone_meanwhile_more()),
            Notice::Trouble(about) => {
                let words = self.trouble(about);
                (words.title, words.why)
            }
        }
    }

    /// The window was asked to close while a removal is under way.
    pub(crate) fn closes(&self) -> String {
        self.closing(self.number(usize::try_from(CLOSE_LIMIT.as_secs()).unwrap_or(usize::MAX)))
    }

    /// What a dialog named has gone from the list.
    fn method_gone_meanwhile(&self, method: &Method) -> String {
        let has_name =
            matches!(method.kind(), MethodKind::Passkey | MethodKind::SecurityKey | MethodKind::Identity);
        let key = kind_key(method.kind());
        if has_name && method.label().is_empty() {
            self.gone_meanwhile_unnamed(key)
        } else {
            self.gone_meanwhile(key, method.label())
        }
    }
}
