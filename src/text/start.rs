//! Said on standard error when the window cannot open.

use crate::domain::BadAddress;

use super::Text;

impl Text {
    /// `--server` was given something that cannot be used.
    pub(crate) fn bad_server(&self, typed: &str, bad: &BadAddress) -> String {
        self.bad_argument(format!("{typed:?}"), self.bad_address(bad))
    }
}
