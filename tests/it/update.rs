//! `update`: random messages never yield two removals for one click, or one without an answered dialog;
//! removing one after another over lagging lists never ends without a way in.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use keyward::domain::{
    Cleared, Command, Dialog, Event, FactorState, Generation, Gone, Intent, Known, Method, MethodId,
    MethodKind, Msg, Notice, Now, Reading, Recheck, Removal, RemovalAnswer, Screen, Settings, Settled,
    Stamped, State, StepId, Trouble, What, Why, update,
};
use proptest::prelude::*;

use crate::worlds::{Hidden, Truth, account, at, config, hidden, key, passkey, step, step_ids, truths};

/// The state, a clock, and everything that was commanded.
struct Desk {
    state: State,
    start: Instant,
    elapsed: Duration,
}

impl Desk {
    fn new() -> Self {
        let settings = Settings {
            server: "https://id.example.com".into(),
            client_id: "1".into(),
            ..Settings::default()
        };
        Self { state: State::new(settings, None, true), start: Instant::now(), elapsed: Duration::ZERO }
    }

    fn signed_in(name: &str) -> Self {
        let mut desk = Self::new();
        desk.sign_in(name);
        desk
    }

    fn sign_in(&mut self, name: &str) {
        self.user(Intent::SignIn { another: false });
        self.world(Event::SignedIn(account(name)));
    }

    fn turn(&mut self, msg: Msg) -> Vec<Stamped<Command>> {
        let now = self.now();
        update(&mut self.state, msg, now)
    }

    fn now(&self) -> Now {
        Now { instant: self.start + self.elapsed, wall: at() }
    }

    fn user(&mut self, intent: Intent) -> Vec<Stamped<Command>> {
        self.turn(Msg::User(intent))
    }

    fn world(&mut self, body: Event) -> Vec<Stamped<Command>> {
        let generation = self.state.generation;
        self.turn(Msg::World(Stamped { generation, body }))
    }

    fn wait(&mut self, millis: u64) {
        self.elapsed += Duration::from_millis(millis);
    }

    /// Reads as often as is asked for; only the newest number is taken.
    fn read(&mut self, truth: &Truth, hidden: Hidden) {
        for command in self.user(Intent::ReadAgain) {
            if let Command::Read(serial) = command.body {
                self.world(Event::InventoryRead { serial, inventory: Box::new(truth.seen(hidden)) });
            }
        }
    }

    fn dialog(&self) -> Option<&Dialog> {
        self.state.signed_in()?.dialog.as_ref()
    }

    /// Opens the dialog for `id`, waits for the eye, and confirms with `typed`.
    fn remove(&mut self, id: &MethodId, typed: &str) -> Option<Cleared> {
        self.user(Intent::AskRemoval(id.clone()));
        self.wait(400);
        sent(self.user(Intent::ConfirmRemoval { typed: typed.to_owned() }))
    }
}

fn sent(commands: Vec<Stamped<Command>>) -> Option<Cleared> {
    let mut removals = commands.into_iter().filter_map(|command| match command.body {
        Command::Remove(cleared) => Some(cleared),
        _ => None,
    });
    let first = removals.next();
    assert!(removals.next().is_none(), "two removals at once");
    first
}

fn lost() -> Trouble {
    Trouble::new(What::Remove(MethodKind::Passkey), Why::TimedOut)
}

#[derive(Clone, Debug)]
enum Act {
    Intent(Intent),
    Wait(u64),
    Read(Hidden),
    Answer(u8),
    Settle(u8),
    SignedIn(bool),
    Ended,
    Stale(u8),
}

fn acts() -> impl Strategy<Value = Act> {
    let step = prop::sample::select(step_ids().map(MethodId::Step).to_vec());
    let id = prop_oneof![3 => (0usize..4).prop_map(key), 1 => step];
    let intent = prop_oneof![
        6 => id.clone().prop_map(Intent::AskRemoval),
        8 => prop_oneof![Just(String::new()), (0usize..4).prop_map(|n| format!("Key {n}")), Just("x".to_owned())]
            .prop_map(|typed| Intent::ConfirmRemoval { typed }),
        1 => Just(Intent::CloseDialog),
        1 => Just(Intent::SignOut),
        2 => Just(Intent::SignIn { another: false }),
        1 => Just(Intent::CancelSignIn),
        1 => id.prop_map(Intent::DismissOutcome),
        1 => Just(Intent::EditServer),
        1 => Just(Intent::TryDemo),
        1 => Just(Intent::DismissNotice(0)),
    ];
    prop_oneof![
        20 => intent.prop_map(Act::Intent),
        6 => (0u64..700).prop_map(Act::Wait),
        6 => hidden().prop_map(Act::Read),
        4 => (0u8..5).prop_map(Act::Answer),
        2 => (0u8..3).prop_map(Act::Settle),
        3 => any::<bool>().prop_map(Act::SignedIn),
        1 => Just(Act::Ended),
        2 => (0u8..3).prop_map(Act::Stale),
    ]
}

fn answer(which: u8, truth: &Truth) -> RemovalAnswer {
    match which {
        0 => RemovalAnswer::Gone(Gone::Before),
        1 => RemovalAnswer::Gone(Gone::ByReading),
        2 => RemovalAnswer::Refused(lost()),
        3 => RemovalAnswer::Unsure(lost()),
        _ => RemovalAnswer::Changed(Box::new(truth.seen(Hidden::default()))),
    }
}

fn settled(which: u8) -> Settled {
    match which {
        0 => Settled::Gone,
        1 => Settled::StillThere(at()),
        _ => Settled::NotReadable,
    }
}

fn play(desk: &mut Desk, act: Act, truth: &Truth) -> Vec<Stamped<Command>> {
    let under_way = desk.state.outcomes.first().map(|outcome| outcome.method.id());
    match act {
        Act::Intent(intent) => return desk.user(intent),
        Act::Wait(millis) => desk.wait(millis),
        Act::Read(hidden) => desk.read(truth, hidden),
        Act::SignedIn(same) => return desk.world(Event::SignedIn(account(if same { "bob" } else { "eve" }))),
        Act::Ended => return desk.world(Event::SessionEnded(lost())),
        Act::Answer(which) => {
            if let Some(id) = under_way {
                return desk.world(Event::RemovalAnswered { id, answer: answer(which, truth) });
            }
        }
        Act::Settle(which) => {
            if let Some(id) = under_way {
                return desk.world(Event::RemovalSettled { id, settled: settled(which) });
            }
        }
        Act::Stale(which) => {
            let body = match which {
                0 => Event::SignedIn(account("eve")),
                1 => Event::SessionEnded(lost()),
                _ => Event::InventoryRead { serial: 1, inventory: Box::new(truth.seen(Hidden::default())) },
            };
            let before = format!("{:?}", desk.state);
            let stale = Stamped { generation: Generation::default(), body };
            let commands = desk.turn(Msg::World(stale));
            if desk.state.generation != Generation::default() {
                assert_eq!(before, format!("{:?}", desk.state), "an answer from before changed something");
            }
            return commands;
        }
    }
    Vec::new()
}

proptest! {
    #![proptest_config(config())]

    /// Whatever comes in whatever order: a removal is sent only by a confirmation, for the passkey that
    /// the open dialog named, with its answer typed where that is asked for, and once.
    #[test]
    fn a_removal_needs_an_answered_dialog(truth in truths(), story in prop::collection::vec(acts(), 1..60)) {
        let mut desk = Desk::signed_in("bob");
        desk.read(&truth, Hidden::default());
        for act in story {
            let asked = match desk.dialog() {
                Some(Dialog::Remove(dialog)) => {
                    let challenge = dialog.verdict.challenge().map(str::to_owned);
                    Some((dialog.verdict.method().id(), challenge))
                }
                _ => None,
            };
            let typed = match &act {
                Act::Intent(Intent::ConfirmRemoval { typed }) => Some(typed.clone()),
                _ => None,
            };
            let before = desk.state.generation;
            let Some(cleared) = sent(play(&mut desk, act, &truth)) else { continue };
            let (id, challenge) = asked.expect("a removal without a dialog");
            let typed = typed.expect("a removal without a confirmation");
            prop_assert_eq!(cleared.method().id(), id);
            prop_assert_eq!(cleared.generation(), before);
            prop_assert!(challenge.is_none_or(|challenge| challenge == typed));
            // The second click of a double click, and every later one, finds nothing to confirm.
            let again = Intent::ConfirmRemoval { typed };
            prop_assert!(sent(desk.user(again.clone())).is_none());
            desk.wait(400);
            prop_assert!(sent(desk.user(again)).is_none());
        }
    }

    /// Removals one after another, answered or not, over lists that lag: as long as nothing is typed, a
    /// way in remains.
    #[test]
    fn untyped_removals_always_leave_a_way_in(
        truth in truths(),
        order in prop::collection::vec((0usize..5, 0usize..4, any::<bool>(), hidden(), hidden()), 1..12),
    ) {
        let mut desk = Desk::signed_in("bob");
        let mut gone: Vec<MethodId> = Vec::new();
        // The list as it was `lag` removals ago.
        let lagging = |gone: &[MethodId], lag: usize| {
            let shown = gone.len().saturating_sub(lag);
            truth.without(&gone[..shown].iter().cloned().collect::<BTreeSet<_>>())
        };
        for (which, lag, answered, at_first, right_before) in order {
            desk.read(&lagging(&gone, lag), at_first);
            let id = key(which);
            let Some(cleared) = desk.remove(&id, "") else { continue };
            let key = account("bob").key;
            let generation = desk.state.generation;
            let fresh = lagging(&gone, lag).seen(right_before);
            let answer = match cleared.recheck(&fresh, &key, generation, desk.now()) {
                Recheck::Send(permit) => {
                    gone.push(permit.id().clone());
                    let left = truth.without(&gone.iter().cloned().collect());
                    prop_assert!(left.opens(), "locked out by {:?}", permit.id());
                    if answered { RemovalAnswer::Gone(Gone::ByReading) } else { RemovalAnswer::Unsure(lost()) }
                }
                Recheck::Gone => RemovalAnswer::Gone(Gone::Before),
                Recheck::Changed => RemovalAnswer::Changed(Box::new(fresh)),
                other => panic!("{other:?}"),
            };
            desk.world(Event::RemovalAnswered { id, answer });
            desk.user(Intent::CloseDialog);
        }
    }
}

fn bob() -> (Desk, Truth) {
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

fn listed(desk: &Desk) -> Vec<MethodId> {
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
