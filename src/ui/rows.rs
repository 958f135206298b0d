//! Which passkeys the list shows, worked out when the list or the search changes, not while painting.

use std::time::{Duration, Instant};

use crate::domain::{Passkey, PasskeyId};

/// A click this soon after the rows moved was meant for what was there before.
const NO_CLICK_YET: Duration = Duration::from_millis(300);

/// The list as it was painted last.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The time of this frame.
    pub(super) now: Option<Instant>,
    /// Painted even outside the view, because it has or gets the focus.
    pub(super) keep: Option<PasskeyId>,
    passkeys: Vec<Passkey>,
    searched: String,
    shown: Vec<usize>,
    top: Option<f32>,
    moved: Option<Instant>,
}

impl Rows {
    /// The places in `all` of the passkeys whose name holds `search`, in its order.
    pub(super) fn shown(&mut self, all: &[Passkey], search: &str) -> &[usize] {
        if self.passkeys != all || self.searched != search {
            if !self.passkeys.is_empty() {
                self.moved = self.now;
            }
            self.passkeys = all.to_vec();
            search.clone_into(&mut self.searched);
            let wanted = search.trim().to_lowercase();
            self.shown = all
                .iter()
                .enumerate()
                .filter(|(_, passkey)| passkey.label.to_lowercase().contains(&wanted))
                .map(|(place, _)| place)
                .collect();
        }
        &self.shown
    }

    /// Tells where the list begins on the page, whatever the page is scrolled to.
    pub(super) fn begins_at(&mut self, top: f32) {
        if self.top.is_some_and(|before| (before - top).abs() > 1.0) {
            self.moved = self.now;
        }
        self.top = Some(top);
    }

    /// Whether the rows have not moved under the pointer just now.
    pub(super) fn can_be_clicked(&self) -> bool {
        match (self.now, self.moved) {
            (Some(now), Some(moved)) => now.saturating_duration_since(moved) >= NO_CLICK_YET,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::PasskeyState;

    fn list(names: &[&str]) -> Vec<Passkey> {
        let passkey = |name: &&str| {
            Passkey::new(PasskeyId::new(*name), name, PasskeyState::Ready, Timestamp::UNIX_EPOCH)
        };
        names.iter().map(passkey).collect()
    }

    #[test]
    fn search_ignores_case_and_keeps_the_order() {
        let mut rows = Rows::default();
        assert_eq!(rows.shown(&list(&["Phone", "Laptop", "old phone"]), " PHONE "), [0, 2]);
        assert_eq!(rows.shown(&list(&["Phone", "Laptop"]), ""), [0, 1]);
    }

    #[test]
    fn rows_that_moved_cannot_be_clicked_at_once() {
        let start = Instant::now();
        let mut rows = Rows { now: Some(start), ..Rows::default() };
        rows.shown(&list(&["Phone", "Laptop"]), "");
        rows.begins_at(100.0);
        assert!(rows.can_be_clicked(), "the first list did not move");
        rows.shown(&list(&["Laptop"]), "");
        assert!(!rows.can_be_clicked());
        rows.now = Some(start + NO_CLICK_YET);
        assert!(rows.can_be_clicked());
        rows.begins_at(180.0);
        assert!(!rows.can_be_clicked());
    }
}
