//! A removal whose answer was lost, and then another one of the same: nothing is said that is not known.

use std::collections::BTreeSet;

use keyward::domain::{
    Consequence, Dialog, Event, Gone, Intent, Notice, Policy, Reading, Removal, RemovalAnswer, Settled, Step,
    StepId, StepKind, Trouble, What, Why,
};

use super::stories::{bob, listed};
use super::{Desk, lost};
use crate::worlds::{Hidden, Truth, at, key, step};

fn answered(desk: &mut Desk, answer: RemovalAnswer) {
    desk.world(Event::RemovalAnswered { id: key(0), answer });
}

fn refused() -> Trouble {
    Trouble::new(What::Remove(keyward::domain::MethodKind::Passkey), Why::SecondStepRequired)
}

/// A removal without an answer, still listed afterwards.
fn unsure() -> (Desk, Truth) {
    let (mut desk, truth) = bob();
    assert!(desk.remove(&key(0), "").is_some());
    answered(&mut desk, RemovalAnswer::Unsure(lost()));
    (desk, truth)
}

fn still_listed(desk: &mut Desk) {
    desk.world(Event::RemovalSettled { id: key(0), settled: Settled::StillThere(at()) });
}

fn removal(desk: &Desk) -> &Removal {
    &desk.state.outcomes[0].removal
}

#[test]
fn a_refusal_does_not_say_that_nothing_was_changed() {
    let (mut desk, truth) = unsure();
    still_listed(&mut desk);
    assert!(desk.remove(&key(0), "").is_some());
    answered(&mut desk, RemovalAnswer::Refused(refused()));
    let Removal::Unsure(trouble, _) = removal(&desk) else { panic!("{:?}", removal(&desk)) };
    assert_eq!((&trouble.why, trouble.consequence), (&Why::SecondStepRequired, Consequence::Unknown));
    // The next list tells.
    desk.read(&truth.without(&BTreeSet::from([key(0)])), Hidden::default());
    assert_eq!(removal(&desk), &Removal::Gone(Gone::ByReading));
}

#[test]
fn a_changed_question_leaves_the_first_one_on_the_card() {
    let (mut desk, truth) = unsure();
    still_listed(&mut desk);
    assert!(desk.remove(&key(0), "").is_some());
    answered(&mut desk, RemovalAnswer::Changed(Box::new(truth.seen(Hidden::default()))));
    let Removal::Unsure(trouble, reading) = removal(&desk) else { panic!("{:?}", removal(&desk)) };
    assert_eq!(trouble.why, Why::TimedOut);
    assert!(matches!(reading, Reading::StillThere(_)), "{reading:?}");
    assert!(matches!(desk.dialog(), Some(Dialog::Remove(dialog)) if dialog.changed));
}

#[test]
fn what_had_gone_before_the_second_went_by_the_first() {
    let (mut desk, _) = unsure();
    still_listed(&mut desk);
    assert!(desk.remove(&key(0), "").is_some());
    answered(&mut desk, RemovalAnswer::Gone(Gone::Before));
    assert_eq!(removal(&desk), &Removal::Gone(Gone::ByReading));
}

#[test]
fn an_open_dialog_closes_when_the_first_is_found_done() {
    let (mut desk, _) = unsure();
    desk.user(Intent::AskRemoval(key(0)));
    assert!(desk.dialog().is_some());
    desk.world(Event::RemovalSettled { id: key(0), settled: Settled::Gone });
    assert!(desk.dialog().is_none());
    assert!(desk.state.notices.is_empty(), "the card says it: {:?}", desk.state.notices);
    assert_eq!(removal(&desk), &Removal::Gone(Gone::ByReading));
}

#[test]
fn a_card_that_was_dismissed_comes_back_when_it_is_known() {
    let (mut desk, truth) = unsure();
    still_listed(&mut desk);
    let account = desk.state.outcomes[0].account.key.clone();
    desk.user(Intent::DismissOutcome { account, id: key(0) });
    desk.user(Intent::AskRemoval(key(0)));
    desk.read(&truth.without(&BTreeSet::from([key(0)])), Hidden::default());
    assert!(desk.dialog().is_none());
    assert!(!desk.state.notices.iter().any(|notice| matches!(notice, Notice::GoneMeanwhile(_))));
    assert_eq!(removal(&desk), &Removal::Gone(Gone::ByReading));
}

#[test]
fn the_first_is_found_done_while_the_second_is_on_its_way() {
    let refusals = [RemovalAnswer::Refused(refused()), RemovalAnswer::Unsure(lost())];
    for answer in refusals {
        let (mut desk, _) = unsure();
        assert!(desk.remove(&key(0), "").is_some());
        desk.world(Event::RemovalSettled { id: key(0), settled: Settled::Gone });
        assert_eq!(removal(&desk), &Removal::Sending);
        answered(&mut desk, answer);
        assert_eq!(removal(&desk), &Removal::Gone(Gone::ByReading));
        assert!(!listed(&desk).contains(&key(0)));
    }
}

/// Signed out from the desktop's menu while the account was read once more: nobody is there to be asked again.
#[test]
fn a_changed_question_that_nobody_can_be_asked_is_said() {
    let (mut desk, truth) = bob();
    assert!(desk.remove(&key(0), "").is_some());
    desk.user(Intent::SignOut);
    answered(&mut desk, RemovalAnswer::Changed(Box::new(truth.seen(Hidden::default()))));
    let Removal::Refused(trouble) = removal(&desk) else { panic!("{:?}", removal(&desk)) };
    assert_eq!((&trouble.why, trouble.consequence), (&Why::ChangedMeanwhile, Consequence::Unchanged));
    assert!(!desk.state.spent(&desk.state.outcomes[0].account.key).contains(&key(0)), "it counts again");
}

/// The login may still ask for the code of an app whose removal had no answer: nobody can promise that another second
/// step can be set up instead.
#[test]
fn a_forced_second_step_that_may_be_there_still_is_not_said_to_be_set_up_anew() {
    let (mut desk, mut truth) = bob();
    let app = StepId::AuthenticatorApp;
    truth.second_steps = vec![step(app.clone(), keyward::domain::FactorState::Ready)];
    truth.policy = Policy {
        force_second_step: true,
        second_steps: [StepKind::AuthenticatorApp].into(),
        ..truth.policy.clone()
    };
    desk.read(&truth, Hidden::default());
    let id = keyward::domain::MethodId::Step(app);
    assert!(desk.remove(&id, "").is_some());
    desk.world(Event::RemovalAnswered { id: id.clone(), answer: RemovalAnswer::Unsure(lost()) });
    desk.world(Event::RemovalSettled { id, settled: Settled::StillThere(at()) });
    desk.read(&truth, Hidden::default());
    let ways = &desk.state.signed_in().unwrap().ways;
    let steps: Vec<_> = ways.ways.iter().map(|way| &way.step).collect();
    assert!(steps.contains(&&Step::Perhaps) && !steps.contains(&&Step::SetUp), "{steps:?}");
}
