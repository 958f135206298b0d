//! Things that are said once and stay until dismissed.

use crate::domain::{Method, MethodKind, Notice};

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
            Notice::GoneMeanwhile(method) => (self.method_gone_meanwhile(method), self.gone_meanwhile_more()),
            Notice::Trouble(about) => {
                let words = self.trouble(about);
                (words.title, words.why)
            }
        }
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
