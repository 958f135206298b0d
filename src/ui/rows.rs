//! Which methods the lists show, worked out when a list or the search changes, not while painting.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Key;
use jiff::tz::TimeZone;

use crate::domain::{Lists, Method, MethodId};
use crate::text::{self, Text};

/// A click this soon after the rows moved was meant for what was there before.
const NO_CLICK_YET: Duration = Duration::from_millis(300);

/// How many cards a page is.
const PAGE: usize = 8;

/// One of the three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Passkeys,
    SecondSteps,
    Identities,
}

impl Group {
    /// In the order in which they are shown.
    pub(super) const ALL: [Self; 3] = [Self::Passkeys, Self::SecondSteps, Self::Identities];
}

/// A way from one card to another, by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Step {
    /// Each with its key.
    pub(super) const KEYS: [(Key, Self); 6] = [
        (Key::ArrowUp, Self::Up),
        (Key::ArrowDown, Self::Down),
        (Key::PageUp, Self::PageUp),
        (Key::PageDown, Self::PageDown),
        (Key::Home, Self::First),
        (Key::End, Self::Last),
    ];
}

/// The lists as they were painted last.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The time of this frame.
    pub(super) now: Option<Instant>,
    /// Painted even outside the view, because it has or gets the focus.
    pub(super) keep: Option<MethodId>,
    lists: Arc<Lists>,
    searched: String,
    shown: [Vec<usize>; 3],
    notes: [Notes; 3],
    tops: [Option<f32>; 3],
    moved: Option<Instant>,
}

/// The different notes under the names of a list, and how high the highest was in lines of some width.
#[derive(Debug, Default)]
struct Notes {
    all: BTreeSet<String>,
    measured: Option<(f32, f32)>,
}

impl Notes {
    #[expect(clippy::float_cmp, reason = "the very width that was measured")]
    fn highest(&mut self, width: f32, height_of: impl Fn(&str) -> f32) -> f32 {
        if let Some((measured, height)) = self.measured
            && measured == width
        {
            return height;
        }
        let height = self.all.iter().map(|note| height_of(note)).fold(0.0, f32::max);
        self.measured = Some((width, height));
        height
    }
}

impl Rows {
    /// Works out what is shown of `lists` where `search` is looked for in the names.
    pub(super) fn update(&mut self, text: &Text, zone: &TimeZone, lists: &Arc<Lists>, search: &str) {
        // Nearly always the same lists as in the frame before: comparing thousands of methods would take longer
        // than painting those in view.
        if Arc::ptr_eq(&self.lists, lists) && self.searched == search {
            return;
        }
        let same = self.lists == *lists;
        let before = std::mem::replace(&mut self.lists, Arc::clone(lists));
        if same && self.searched == search {
            return;
        }
        if *before != Lists::default() {
            self.moved = self.now;
        }
        search.clone_into(&mut self.searched);
        let wanted = search.trim().to_lowercase();
        self.shown = Group::ALL.map(|group| places(text, group.of(lists).unwrap_or_default(), &wanted));
        self.notes = Group::ALL.map(|group| {
            let all = group.of(lists).unwrap_or_default().iter();
            Notes { all: all.map(|method| text.method_note(method, zone)).collect(), ..Notes::default() }
        });
    }

    /// The height of the highest note of the group's list in lines of this width, by `height_of`: all its cards
    /// are as high as this one needs.
    pub(super) fn highest_note(&mut self, group: Group, width: f32, height_of: impl Fn(&str) -> f32) -> f32 {
        let [passkeys, second_steps, identities] = &mut self.notes;
        match group {
            Group::Passkeys => passkeys,
            Group::SecondSteps => second_steps,
            Group::Identities => identities,
        }
        .highest(width, height_of)
    }

    /// Works it all out again: what stands for a name depends on the language.
    pub(super) fn forget(&mut self) {
        self.searched.clear();
        self.lists = Arc::default();
    }

    /// The places in the group's list of what is shown, in its order.
    pub(super) fn shown(&self, group: Group) -> &[usize] {
        let [passkeys, second_steps, identities] = &self.shown;
        match group {
            Group::Passkeys => passkeys,
            Group::SecondSteps => second_steps,
            Group::Identities => identities,
        }
    }

    /// What is shown at `place` among everything that is shown.
    fn at(&self, place: usize) -> Option<MethodId> {
        let mut place = place;
        for group in Group::ALL {
            let shown = self.shown(group);
            if let Some(index) = shown.get(place) {
                return Some(group.of(&self.lists)?.get(*index)?.id());
            }
            place = place.checked_sub(shown.len())?;
        }
        None
    }

    /// Where `step` leads from the `place`-th of `group`, in this list or another one; `None` where it leads nowhere.
    pub(super) fn reached(&self, (group, place): (Group, usize), step: Step) -> Option<MethodId> {
        let before = Group::ALL.iter().take_while(|other| **other != group);
        let place = before.map(|group| self.shown(*group).len()).sum::<usize>() + place;
        let last = self.shown.iter().map(Vec::len).sum::<usize>().checked_sub(1)?;
        let to = match step {
            Step::Up => place.checked_sub(1)?,
            Step::Down => place + 1,
            Step::PageUp => place.saturating_sub(PAGE),
            Step::PageDown => (place + PAGE).min(last),
            Step::First => 0,
            Step::Last => last,
        };
        self.at(to)
    }

    /// Tells where the group's list begins on the page, whatever the page is scrolled to.
    pub(super) fn begins_at(&mut self, group: Group, top: f32) {
        let [passkeys, second_steps, identities] = &mut self.tops;
        let before = match group {
            Group::Passkeys => passkeys,
            Group::SecondSteps => second_steps,
            Group::Identities => identities,
        };
        if before.is_some_and(|before| (before - top).abs() > 1.0) {
            self.moved = self.now;
        }
        *before = Some(top);
    }

    /// Whether the rows have not moved under the pointer just now.
    pub(super) fn can_be_clicked(&self) -> bool {
        match (self.now, self.moved) {
            (Some(now), Some(moved)) => now.saturating_duration_since(moved) >= NO_CLICK_YET,
            _ => true,
        }
    }
}

fn places(text: &Text, all: &[Method], wanted: &str) -> Vec<usize> {
    let holds = |name: &str| name.to_lowercase().contains(wanted);
    all.iter()
        .enumerate()
        .filter(|(_, method)| holds(&text.method_name(method)) || text::name_there(method).is_some_and(holds))
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::{FactorState, IdentityId, IdpId, LinkedIdentity, Passkey, PasskeyId};

    fn text() -> Text {
        Text::nearest_to("en")
    }

    fn lists(names: &[&str], providers: &[&str]) -> Arc<Lists> {
        let at = Timestamp::UNIX_EPOCH;
        let passkey =
            |name: &&str| Method::Passkey(Passkey::new(PasskeyId::new(*name), name, FactorState::Ready, at));
        let identity = |name: &&str| {
            let id = IdentityId { idp: IdpId((*name).to_owned()), user: "1".into() };
            Method::Identity(LinkedIdentity::new(id, name, "bob"))
        };
        Arc::new(Lists {
            passkeys: Some(names.iter().map(passkey).collect()),
            second_steps: None,
            identities: Some(providers.iter().map(identity).collect()),
        })
    }

    #[test]
    fn search_ignores_case_and_keeps_the_order() {
        let mut rows = Rows::default();
        rows.update(
            &text(),
            &TimeZone::UTC,
            &lists(&["Phone", "Laptop", "old phone"], &["GitHub"]),
            " PHONE ",
        );
        assert_eq!(rows.shown(Group::Passkeys), [0, 2]);
        assert!(rows.shown(Group::Identities).is_empty());
        rows.update(&text(), &TimeZone::UTC, &lists(&["Phone", "Laptop"], &["GitHub"]), "");
        assert_eq!(rows.shown(Group::Passkeys), [0, 1]);
    }

    #[test]
    fn search_looks_at_the_name_at_a_provider_too() {
        let mut rows = Rows::default();
        rows.update(&text(), &TimeZone::UTC, &lists(&["Phone"], &["GitHub"]), "bob");
        assert!(rows.shown(Group::Passkeys).is_empty());
        assert_eq!(rows.shown(Group::Identities), [0]);
    }

    #[test]
    fn the_keys_go_on_in_the_next_list() {
        let mut rows = Rows::default();
        let lists = lists(&["Phone", "Laptop"], &["GitHub"]);
        rows.update(&text(), &TimeZone::UTC, &lists, "");
        let id = |group: Group, place: usize| Some(group.of(&lists).unwrap()[place].id());
        let reached = |group, place, step| rows.reached((group, place), step);
        assert_eq!(reached(Group::Passkeys, 0, Step::Up), None);
        assert_eq!(reached(Group::Passkeys, 0, Step::Down), id(Group::Passkeys, 1));
        assert_eq!(reached(Group::Passkeys, 1, Step::Down), id(Group::Identities, 0));
        assert_eq!(reached(Group::Identities, 0, Step::Up), id(Group::Passkeys, 1));
        assert_eq!(reached(Group::Identities, 0, Step::Down), None);
        for step in [Step::Last, Step::PageDown] {
            assert_eq!(reached(Group::Passkeys, 0, step), id(Group::Identities, 0));
        }
        for step in [Step::First, Step::PageUp] {
            assert_eq!(reached(Group::Identities, 0, step), id(Group::Passkeys, 0));
        }
    }

    #[test]
    fn rows_that_moved_cannot_be_clicked_at_once() {
        let start = Instant::now();
        let mut rows = Rows { now: Some(start), ..Rows::default() };
        rows.update(&text(), &TimeZone::UTC, &lists(&["Phone", "Laptop"], &[]), "");
        rows.begins_at(Group::Passkeys, 100.0);
        assert!(rows.can_be_clicked(), "the first list did not move");
        rows.update(&text(), &TimeZone::UTC, &lists(&["Laptop"], &[]), "");
        assert!(!rows.can_be_clicked());
        rows.now = Some(start + NO_CLICK_YET);
        assert!(rows.can_be_clicked());
        rows.begins_at(Group::Passkeys, 180.0);
        assert!(!rows.can_be_clicked());
    }
}
