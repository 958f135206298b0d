//! `update`, one story at a time: clicks, readings and answers in an order that matters.

use std::collections::BTreeSet;

use keyward::domain::{
    Command, Dialog, Event, FactorState, Gone, Intent, Known, Method, MethodId, Msg, Notice, Reading,
    Removal, RemovalAnswer, Screen, Settled, Stamped, StepId,
};

use super::{Desk, already_gone, lost, sent};
use crate::worlds::{Hidden, Truth, account, at, key, passkey, step};

pub(super) fn bob() -> (Desk, Truth) {
    let truth = Truth {
        passkeys: (0..3).map(|number| passkey(number, FactorState::Ready)).collect(),
        password: true,
        identities: Vec::new(),
        second_steps: Vec::new(),
        policy: keyward::domain::Policy { user_names: true, passkeys: true, ..Default::default() },
        address: keyward::domain::Address::Here,
        contacts: keyward::domain::Contacts::default(),
    };
    let mut desk = Desk::signed_in("bob");
    desk.read(&truth, Hidden::default());
    (desk, truth)
}

pub(super) fn listed(desk: &Desk) -> Vec<MethodId> {
    let shown = desk.state.signed_in().and_then(|signed_in| signed_in.lists.passkeys.clone()).unwrap();
    shown.iter().map(Method::id).collect()
}

#[test]
fn a_click_before_the_eye_could_follow_does_not_count() {
    let (mut desk, _) = bob();
    desk.user(Intent::AskRemoval(key(0)));
    desk.wait(299);
    assert!(sent(desk.user(Intent::ConfirmRemoval { typed: String::new() })).is_none());
    assert!(matches!(desk.dialog(), Some(Dialog::Remove(_))), "the dialog stays");
    desk.wait(1);
    assert!(sent(desk.user(Intent::ConfirmRemoval { typed: String::new() })).is_some());
}

#[test]
fn a_reading_that_changes_the_answer_is_said_in_the_open_dialog() {
    let (mut desk, truth) = bob();
    desk.user(Intent::AskRemoval(key(0)));
    desk.read(&truth, Hidden([false, true, false, false, false, false, false]));
    let Some(Dialog::Remove(dialog)) = desk.dialog() else { panic!("closed") };
    assert!(dialog.changed);
    // It says something else now, so the click that was under way does not count either.
    assert!(sent(desk.user(Intent::ConfirmRemoval { typed: String::new() })).is_none());
    desk.read(&truth.without(&BTreeSet::from([key(0)])), Hidden::default());
    assert!(desk.dialog().is_none());
    assert!(matches!(desk.state.notices[..], [Notice::GoneMeanwhile(_)]));
}

#[test]
fn the_same_account_in_another_order_changes_nothing_in_the_open_dialog() {
    let (mut desk, mut truth) = bob();
    truth.identities = vec![crate::worlds::identity(0, 0), crate::worlds::identity(0, 1)];
    desk.read(&truth, Hidden::default());
    desk.user(Intent::AskRemoval(key(0)));
    truth.passkeys.reverse();
    truth.identities.reverse();
    desk.read(&truth, Hidden::default());
    let Some(Dialog::Remove(dialog)) = desk.dialog() else { panic!("closed") };
    assert!(!dialog.changed);
}

#[test]
fn an_unsure_removal_is_settled_by_what_is_read() {
    let (mut desk, truth) = bob();
    assert!(desk.remove(&key(0), "").is_some());
    desk.world(Event::RemovalAnswered { id: key(0), answer: RemovalAnswer::Unsure(lost()) });
    assert!(desk.state.removal_under_way());
    assert!(listed(&desk).contains(&key(0)), "unsure is not gone");
    desk.world(Event::RemovalSettled { id: key(0), settled: Settled::StillThere(at()) });
    assert!(matches!(desk.state.outcomes[0].removal, Removal::Unsure(_, Reading::StillThere(_))));
    // It never counts as a way in again, though it is listed.
    assert!(desk.state.spent(&account("bob").key).contains(&key(0)));
    desk.read(&truth.without(&BTreeSet::from([key(0)])), Hidden::default());
    assert_eq!(desk.state.outcomes[0].removal, Removal::Gone(Gone::ByReading));
    // A list that lags behind does not bring it back.
    desk.read(&truth, Hidden::default());
    assert!(!listed(&desk).contains(&key(0)));
}

#[test]
fn a_list_that_cannot_be_read_settles_nothing() {
    let (mut desk, truth) = bob();
    assert!(desk.remove(&key(0), "").is_some());
    desk.world(Event::RemovalAnswered { id: key(0), answer: RemovalAnswer::Unsure(lost()) });
    desk.world(Event::RemovalSettled { id: key(0), settled: Settled::NotReadable });
    desk.read(&truth, Hidden([true, false, false, false, false, false, false]));
    assert!(matches!(desk.state.outcomes[0].removal, Removal::Unsure(_, Reading::NotReadable)));
    assert!(desk.state.signed_in().unwrap().lists.passkeys.is_none(), "unknown is not empty");
}

#[test]
fn the_answer_to_a_removal_outlives_the_session() {
    let (mut desk, truth) = bob();
    assert!(desk.remove(&key(0), "").is_some());
    let generation = desk.state.generation;
    desk.world(Event::SessionEnded(lost()));
    desk.sign_in("eve");
    let answer = RemovalAnswer::Gone(Gone::ByReading);
    desk.turn(Msg::World(Stamped { generation, body: Event::RemovalAnswered { id: key(0), answer } }));
    assert_eq!(desk.state.outcomes[0].removal, Removal::Gone(Gone::ByReading));
    assert_eq!(desk.state.outcomes[0].account, account("bob"));
    // What bob removed says nothing about eve's passkeys.
    desk.read(&truth, Hidden::default());
    assert!(listed(&desk).contains(&key(0)));
}

#[test]
fn settings_that_could_not_be_kept_are_said_once_whoever_is_signed_in() {
    let (mut desk, _) = bob();
    let generation = desk.state.generation;
    desk.world(Event::SessionEnded(lost()));
    for _ in 0..2 {
        desk.turn(Msg::World(Stamped { generation, body: Event::SettingsNotKept(lost()) }));
    }
    assert_eq!(desk.state.notices, [Notice::Trouble(lost())]);
}

#[test]
fn another_person_is_said_and_old_dialogs_are_gone() {
    let (mut desk, _) = bob();
    desk.user(Intent::AskRemoval(key(0)));
    let before = desk.state.generation;
    desk.user(Intent::SignOut);
    assert!(desk.dialog().is_none());
    desk.world(Event::SignedOut(None));
    assert!(matches!(desk.state.screen, Screen::Connect(_)));
    desk.sign_in("eve");
    assert!(desk.state.generation > before);
    assert!(desk.state.notices.iter().any(|notice| matches!(notice, Notice::AnotherAccount { .. })));
}

#[test]
fn only_the_newest_reading_counts() {
    let (mut desk, truth) = bob();
    let serial = |commands: Vec<Stamped<Command>>| match commands[..] {
        [Stamped { body: Command::Read(serial), .. }] => serial,
        _ => panic!("no reading"),
    };
    let older = serial(desk.user(Intent::ReadAgain));
    let newer = serial(desk.user(Intent::ReadAgain));
    let less = truth.without(&BTreeSet::from([key(1)]));
    desk.world(Event::InventoryRead { serial: newer, inventory: Box::new(less.seen(Hidden::default())) });
    desk.world(Event::InventoryRead { serial: older, inventory: Box::new(truth.seen(Hidden::default())) });
    assert!(!listed(&desk).contains(&key(1)));
    assert!(matches!(desk.state.signed_in().unwrap().inventory.as_ref().unwrap().passkeys, Known::Known(_)));
}

#[test]
fn a_second_step_that_is_set_up_anew_is_shown_again_but_never_counted() {
    let (mut desk, truth) = bob();
    let app = MethodId::Step(StepId::AuthenticatorApp);
    let with_app =
        Truth { second_steps: vec![step(StepId::AuthenticatorApp, FactorState::Ready)], ..truth.clone() };
    let is_shown = |desk: &Desk| desk.state.signed_in().unwrap().lists.find(&app).is_some();
    desk.read(&with_app, Hidden::default());
    assert!(desk.remove(&app, "").is_some());
    desk.world(Event::RemovalAnswered { id: app.clone(), answer: RemovalAnswer::Gone(Gone::ByReading) });
    desk.read(&with_app, Hidden::default());
    assert!(!is_shown(&desk), "a list that lags does not bring it back");
    desk.read(&truth, Hidden::default());
    desk.read(&with_app, Hidden::default());
    assert!(is_shown(&desk), "it had gone from the list, so this is a new one");
    assert!(desk.state.spent(&account("bob").key).contains(&app));
    assert!(desk.remove(&app, "").is_some(), "and it can be removed");
}

#[test]
fn what_the_server_does_not_know_any_more_is_no_way_in_whatever_a_list_says() {
    let (mut desk, truth) = bob();
    let truth = Truth { passkeys: truth.passkeys.into_iter().take(2).collect(), password: false, ..truth };
    desk.read(&truth, Hidden::default());
    assert!(desk.remove(&key(0), "").is_some());
    desk.world(Event::RemovalAnswered { id: key(0), answer: already_gone() });
    assert!(matches!(desk.state.outcomes[0].removal, Removal::Refused(_)));
    // The list still shows it.
    desk.read(&truth, Hidden::default());
    assert_eq!(listed(&desk), [key(1)], "it is said not to be on the server, so no card lists it");
    assert!(desk.remove(&key(1), "").is_none(), "nothing else opens the account");
    let Some(Dialog::Remove(dialog)) = desk.dialog() else { panic!("closed") };
    assert_eq!(dialog.verdict.level(), keyward::domain::Level::WouldLockOut);
}

#[test]
fn what_the_server_does_not_know_any_more_comes_back_only_as_something_new() {
    let (mut desk, truth) = bob();
    let app = MethodId::Step(StepId::AuthenticatorApp);
    let with_app =
        Truth { second_steps: vec![step(StepId::AuthenticatorApp, FactorState::Ready)], ..truth.clone() };
    let is_shown = |desk: &Desk| desk.state.signed_in().unwrap().lists.find(&app).is_some();
    desk.read(&with_app, Hidden::default());
    assert!(desk.remove(&app, "").is_some());
    desk.world(Event::RemovalAnswered { id: app.clone(), answer: already_gone() });
    desk.read(&with_app, Hidden::default());
    assert!(!is_shown(&desk), "the list lags");
    desk.read(&truth, Hidden::default());
    desk.read(&with_app, Hidden::default());
    assert!(is_shown(&desk), "set up anew");
}

#[test]
fn dismissing_what_came_of_a_removal_leaves_that_of_another_account() {
    let app = MethodId::Step(StepId::AuthenticatorApp);
    let (mut desk, truth) = bob();
    let truth = Truth { second_steps: vec![step(StepId::AuthenticatorApp, FactorState::Ready)], ..truth };
    for who in ["bob", "eve"] {
        if who == "eve" {
            desk.world(Event::SessionEnded(lost()));
            desk.sign_in(who);
        }
        desk.read(&truth, Hidden::default());
        assert!(desk.remove(&app, "").is_some());
        desk.world(Event::RemovalAnswered { id: app.clone(), answer: RemovalAnswer::Gone(Gone::ByReading) });
    }
    let whose = |desk: &Desk| {
        desk.state.outcomes.iter().map(|outcome| outcome.account.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(whose(&desk), [account("eve").key, account("bob").key]);
    desk.user(Intent::DismissOutcome { account: account("bob").key, id: app });
    assert_eq!(whose(&desk), [account("eve").key]);
}
