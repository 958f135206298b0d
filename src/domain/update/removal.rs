//! Reading the list, asking the guard, and what came of a removal.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use super::super::account::{Account, AccountKey, Generation, Now};
use super::super::guard::{NotListed, Question, Verdict, judge};
use super::super::inventory::Inventory;
use super::super::message::{Command, RemovalAnswer, Settled};
use super::super::method::{Method, MethodId};
use super::super::outcome::{Fate, Gone, Outcome, Reading, Removal};
use super::super::state::{Dialog, Lists, Notice, RemoveDialog, SignedIn, State};
use super::super::trouble::{Consequence, Trouble, What, Why};
use super::super::ways::remaining;
use super::Turn;

/// A click this soon after the dialog opened, or changed, was meant for what was there before.
const NO_CLICK_YET: Duration = Duration::from_millis(300);

impl Turn<'_> {
    pub(super) fn read(&mut self) {
        let serial = self.state.read_serial + 1;
        if let Some(signed_in) = self.here()
            && !signed_in.signing_out
        {
            signed_in.reading = true;
            self.state.read_serial = serial;
            self.send(Command::Read(serial));
        }
    }

    pub(super) fn inventory_read(&mut self, serial: u64, inventory: Box<Inventory>) {
        if serial != self.state.read_serial {
            return;
        }
        let Some(signed_in) = self.here() else { return };
        signed_in.reading = false;
        self.take_inventory(inventory);
    }

    /// Makes `inventory` the newest reading.
    fn take_inventory(&mut self, inventory: Box<Inventory>) {
        let Some(signed_in) = self.here() else { return };
        let account = signed_in.account.clone();
        self.settle_by_lists(&account, &inventory);
        if let Some(signed_in) = self.here() {
            signed_in.inventory = Some(inventory);
        }
        self.show_inventory();
        self.ask_again();
    }

    /// What the newest reading shows, without what is known to be gone.
    pub(super) fn show_inventory(&mut self) {
        let Some(signed_in) = self.state.signed_in() else { return };
        let Some(inventory) = &signed_in.inventory else { return };
        let key = &signed_in.account.key;
        let lists = listed(inventory, |id| !self.state.is_gone(key, id));
        let ways = remaining(inventory, None, &self.state.spent(key));
        if let Some(signed_in) = self.here() {
            signed_in.lists = Arc::new(lists);
            signed_in.ways = ways;
        }
    }

    pub(super) fn ask_removal(&mut self, id: &MethodId) {
        let Some(signed_in) = self.state.signed_in() else { return };
        if signed_in.signing_out || signed_in.dialog.is_some() {
            return;
        }
        let Some(method) = signed_in.lists.find(id) else { return };
        let Some(Ok(verdict)) = judged(self.state, signed_in, method, self.now) else { return };
        self.open(verdict, false);
    }

    fn open(&mut self, verdict: Verdict, changed: bool) {
        let opened = self.now.instant;
        if let Some(signed_in) = self.here() {
            signed_in.dialog =
                Some(Dialog::Remove(RemoveDialog { verdict, opened, changed, wrong_answers: 0 }));
        }
    }

    pub(super) fn close_dialog(&mut self) {
        if let Some(signed_in) = self.here()
            && matches!(signed_in.dialog, Some(Dialog::Remove(_)))
        {
            signed_in.dialog = None;
        }
    }

    /// Judges the open question over the newest reading; a question whose answer changed says so.
    fn ask_again(&mut self) {
        let Some(signed_in) = self.state.signed_in() else { return };
        let Some(Dialog::Remove(dialog)) = &signed_in.dialog else { return };
        let method = dialog.verdict.method().clone();
        match judged(self.state, signed_in, &method, self.now) {
            None => {}
            Some(Ok(verdict)) if says_the_same(&verdict, &dialog.verdict) => self.renew(verdict),
            Some(Ok(verdict)) => self.open(verdict, true),
            Some(Err(NotListed)) => self.gone_meanwhile(method),
        }
    }

    /// Puts a fresh proof behind a question that reads as before.
    fn renew(&mut self, fresh: Verdict) {
        if let Some(SignedIn { dialog: Some(Dialog::Remove(dialog)), .. }) = self.here() {
            dialog.verdict = fresh;
        }
    }

    /// Closes the dialog about `method`, which is not listed any more, and says so; where a removal of it was sent
    /// and had no answer, that one is settled by it.
    fn gone_meanwhile(&mut self, method: Method) {
        let generation = self.state.generation;
        let Some(signed_in) = self.here() else { return };
        signed_in.dialog = None;
        let account = signed_in.account.clone();
        let id = method.id();
        let sent = self.state.sent.entry(account.key.clone()).or_default();
        match sent.get_mut(&id) {
            Some(fate @ (Fate::Unsure | Fate::Gone)) => *fate = Fate::Gone,
            _ => return self.state.notices.push(Notice::GoneMeanwhile(method)),
        }
        let of_it = |old: &Outcome| old.account.key == account.key && old.method.is(&id);
        if !self.state.outcomes.iter().any(of_it) {
            let removal = Removal::Gone(Gone::ByReading);
            let outcome = Outcome { generation, account, method, removal, unsettled: None };
            self.state.outcomes.insert(0, outcome);
        }
    }

    pub(super) fn confirm_removal(&mut self, typed: &str) {
        let now = self.now;
        let Some(signed_in) = self.here() else { return };
        if signed_in.signing_out {
            return;
        }
        // Taken out: a second click finds no question to answer.
        let dialog = match signed_in.dialog.take() {
            Some(Dialog::Remove(dialog)) => dialog,
            other => {
                signed_in.dialog = other;
                return;
            }
        };
        if now.instant.saturating_duration_since(dialog.opened) < NO_CLICK_YET {
            signed_in.dialog = Some(Dialog::Remove(dialog));
            return;
        }
        let method = dialog.verdict.method().clone();
        let Some(signed_in) = self.state.signed_in() else { return };
        match judged(self.state, signed_in, &method, now) {
            None => {}
            Some(Err(NotListed)) => self.gone_meanwhile(method),
            Some(Ok(fresh)) if !fresh.holds_up_to(&dialog.verdict) => self.open(fresh, true),
            Some(Ok(fresh)) => self.answer(fresh, &dialog, typed),
        }
    }

    fn answer(&mut self, fresh: Verdict, dialog: &RemoveDialog, typed: &str) {
        let method = fresh.method().clone();
        match fresh.confirm(typed) {
            Err(verdict) => {
                let wrong_answers = dialog.wrong_answers.saturating_add(1);
                let back = RemoveDialog { verdict, wrong_answers, ..*dialog };
                if let Some(signed_in) = self.here() {
                    signed_in.dialog = Some(Dialog::Remove(back));
                }
            }
            Ok(cleared) => {
                let (generation, id) = (self.state.generation, method.id());
                let Some(signed_in) = self.here() else { return };
                signed_in.dialog = Some(Dialog::Removing(method.clone()));
                let account = signed_in.account.clone();
                let sent = self.state.sent.entry(account.key.clone()).or_default();
                sent.entry(id.clone()).or_insert(Fate::Sending);
                // One card for each method: an older answer makes room for this one's.
                let of_it = |old: &mut Outcome| old.account.key == account.key && old.method.is(&id);
                let older = self.state.outcomes.extract_if(.., of_it).next();
                let unsettled = older.and_then(|older| match older.removal {
                    Removal::Unsure(trouble, _) => Some(trouble),
                    Removal::Sending | Removal::Gone(_) | Removal::Refused(_) => None,
                });
                let removal = Removal::Sending;
                self.state.outcomes.insert(0, Outcome { generation, account, method, removal, unsettled });
                self.send(Command::Remove(cleared));
            }
        }
    }

    /// Writes down what came of a removal, whoever is signed in by now.
    pub(super) fn removal_answered(&mut self, generation: Generation, id: &MethodId, answer: &RemovalAnswer) {
        let Some(place) = self.outcome_at(generation, id) else { return };
        let can_ask = generation == self.state.generation && self.is_removing(id);
        let Some(outcome) = self.state.outcomes.get_mut(place) else { return };
        let sent = self.state.sent.entry(outcome.account.key.clone()).or_default();
        let before = sent.get(id).copied();
        match came_of(before, answer, outcome.unsettled.take()) {
            Some(removal) => outcome.removal = removal,
            None if can_ask => drop(self.state.outcomes.remove(place)),
            None => {
                let trouble = Trouble::new(What::Remove(id.kind()), Why::ChangedMeanwhile);
                outcome.removal = Removal::Refused(trouble);
            }
        }
        match (before, answer) {
            // The list showed it, and the server does not know it: lists lag, and it opens nothing any more.
            (Some(Fate::Gone), _)
            | (_, RemovalAnswer::Gone(_) | RemovalAnswer::Refused(Trouble { why: Why::AlreadyGone, .. })) => {
                sent.insert(id.clone(), Fate::Gone);
            }
            (_, RemovalAnswer::Unsure(_)) => {
                sent.insert(id.clone(), Fate::Unsure);
            }
            // Nothing was done: it counts again, unless an earlier removal is still unsure.
            (_, RemovalAnswer::Refused(_) | RemovalAnswer::Changed(_)) => {
                if before == Some(Fate::Sending) {
                    sent.remove(id);
                }
            }
        }
    }

    pub(super) fn removal_settled(&mut self, generation: Generation, id: &MethodId, settled: &Settled) {
        let Some(place) = self.outcome_at(generation, id) else { return };
        let Some(outcome) = self.state.outcomes.get_mut(place) else { return };
        let read = match settled {
            Settled::StillThere(at) => Reading::StillThere(*at),
            Settled::NotReadable => Reading::NotReadable,
            Settled::Gone => {
                // Where it is being removed once more, that one's answer has the last word about the card.
                if let Removal::Unsure(..) = outcome.removal {
                    outcome.removal = Removal::Gone(Gone::ByReading);
                }
                let key = outcome.account.key.clone();
                self.state.sent.entry(key).or_default().insert(id.clone(), Fate::Gone);
                self.show_inventory();
                return self.ask_again();
            }
        };
        if let Removal::Unsure(_, reading) = &mut outcome.removal {
            *reading = read;
        }
    }

    fn is_removing(&self, id: &MethodId) -> bool {
        let dialog = self.state.signed_in().and_then(|signed_in| signed_in.dialog.as_ref());
        matches!(dialog, Some(Dialog::Removing(method)) if method.is(id))
    }

    fn outcome_at(&self, generation: Generation, id: &MethodId) -> Option<usize> {
        self.state
            .outcomes
            .iter()
            .position(|outcome| outcome.generation == generation && outcome.method.is(id))
    }

    /// What the screen does about the answer: only while the same person is signed in.
    pub(super) fn after_answer(&mut self, id: &MethodId, answer: RemovalAnswer) {
        let Some(signed_in) = self.here() else { return };
        let Some(Dialog::Removing(method)) = &signed_in.dialog else { return };
        if !method.is(id) {
            return;
        }
        let method = method.clone();
        signed_in.dialog = None;
        match answer {
            RemovalAnswer::Gone(_) | RemovalAnswer::Refused(_) => {
                self.show_inventory();
                self.read();
            }
            RemovalAnswer::Unsure(_) => self.show_inventory(),
            RemovalAnswer::Changed(inventory) => {
                self.take_inventory(inventory);
                let Some(signed_in) = self.state.signed_in() else { return };
                match judged(self.state, signed_in, &method, self.now) {
                    None => {}
                    Some(Ok(verdict)) => self.open(verdict, true),
                    Some(Err(NotListed)) => self.gone_meanwhile(method),
                }
            }
        }
    }

    /// Settles unsure removals from `account` by the lists that were read: absent means gone.
    fn settle_by_lists(&mut self, account: &Account, inventory: &Inventory) {
        let at = self.now.wall;
        let State { outcomes, sent, .. } = &mut *self.state;
        let sent = sent.entry(account.key.clone()).or_default();
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.account.key == account.key) {
            let Removal::Unsure(_, reading) = &mut outcome.removal else { continue };
            let id = outcome.method.id();
            match inventory.lists(&id) {
                Some(false) => {
                    sent.insert(id, Fate::Gone);
                    outcome.removal = Removal::Gone(Gone::ByReading);
                }
                Some(true) if *reading != Reading::UnderWay => *reading = Reading::StillThere(at),
                Some(true) | None => {}
            }
        }
        for (id, fate) in sent.iter_mut() {
            if *fate == Fate::Gone && id.can_come_back() && inventory.lists(id) == Some(false) {
                *fate = Fate::Absent;
            }
        }
    }

    pub(super) fn dismiss_outcome(&mut self, account: &AccountKey, id: &MethodId) {
        self.state.outcomes.retain(|outcome| {
            outcome.account.key != *account || !outcome.method.is(id) || outcome.removal.is_under_way()
        });
    }
}

/// What is to be said of a removal after `answer`; nothing where the question is asked anew. An earlier removal of the
/// same, of whose fate nobody knew `before`, may have been done: what was refused now does not say that nothing was.
fn came_of(before: Option<Fate>, answer: &RemovalAnswer, unsettled: Option<Trouble>) -> Option<Removal> {
    let unsure = |trouble: Trouble| Removal::Unsure(trouble, Reading::NotReadable);
    match (before, answer) {
        (_, RemovalAnswer::Gone(gone @ Gone::Receipt(_))) => Some(Removal::Gone(gone.clone())),
        // Found gone by the settling of the earlier one.
        (Some(Fate::Gone), _) | (Some(Fate::Unsure), RemovalAnswer::Gone(_)) => {
            Some(Removal::Gone(Gone::ByReading))
        }
        (Some(Fate::Unsure), RemovalAnswer::Refused(trouble)) if trouble.why != Why::AlreadyGone => {
            Some(unsure(trouble.clone().after(Consequence::Unknown)))
        }
        (Some(Fate::Unsure), RemovalAnswer::Changed(_)) => unsettled.map(unsure),
        (_, RemovalAnswer::Gone(gone)) => Some(Removal::Gone(gone.clone())),
        (_, RemovalAnswer::Refused(trouble)) => Some(Removal::Refused(trouble.clone())),
        (_, RemovalAnswer::Unsure(trouble)) => Some(Removal::Unsure(trouble.clone(), Reading::UnderWay)),
        (_, RemovalAnswer::Changed(_)) => None,
    }
}

/// The lists of `inventory`, in the order in which they are shown, with what `stays`.
fn listed(inventory: &Inventory, stays: impl Fn(&MethodId) -> bool) -> Lists {
    let mut lists = Lists {
        passkeys: inventory.passkeys.get().map(|_| Vec::new()),
        second_steps: inventory.second_steps.get().map(|_| Vec::new()),
        identities: inventory.identities.get().map(|_| Vec::new()),
    };
    for method in inventory.methods().filter(|method| stays(&method.id())) {
        let list = match method {
            Method::Passkey(_) => &mut lists.passkeys,
            Method::Step(_) => &mut lists.second_steps,
            Method::Identity(_) => &mut lists.identities,
        };
        list.get_or_insert_default().push(method);
    }
    for list in [&mut lists.passkeys, &mut lists.second_steps, &mut lists.identities].into_iter().flatten() {
        list.sort_by(in_order);
    }
    lists
}

/// By kind, newest first, by name, by the person's name at a provider, by id.
fn in_order(a: &Method, b: &Method) -> Ordering {
    let there = |method: &Method| match method {
        Method::Identity(identity) => identity.user_name.clone(),
        Method::Passkey(_) | Method::Step(_) => String::new(),
    };
    a.kind()
        .cmp(&b.kind())
        .then_with(|| b.added().cmp(&a.added()))
        .then_with(|| a.label().cmp(b.label()))
        .then_with(|| there(a).cmp(&there(b)))
        .then_with(|| a.id().cmp(&b.id()))
}

/// Asks the guard about `method` over the newest reading; `None` before the first one.
fn judged(
    state: &State,
    signed_in: &SignedIn,
    method: &Method,
    now: Now,
) -> Option<Result<Verdict, NotListed>> {
    let inventory = signed_in.inventory.as_ref()?;
    if inventory.lists(&method.id()).is_some() && state.is_gone(&signed_in.account.key, &method.id()) {
        return Some(Err(NotListed));
    }
    let spent = state.spent(&signed_in.account.key);
    Some(judge(Question {
        account: &signed_in.account,
        generation: state.generation,
        method,
        inventory,
        spent: &spent,
        now,
    }))
}

fn says_the_same(a: &Verdict, b: &Verdict) -> bool {
    a.level() == b.level() && a.remaining() == b.remaining()
}
