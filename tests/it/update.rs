//! `update`: random messages never yield two removals for one click, or one without an answered dialog;
//! removing one after another over lagging lists never ends without a way in.

mod repeated;
mod stories;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use keyward::domain::{
    Cleared, Command, Dialog, Event, Generation, Gone, Intent, MethodId, MethodKind, Msg, Now, Receipt,
    Recheck, RemovalAnswer, SessionKey, Settings, Settled, Stamped, State, Trouble, What, Why, update,
};
use proptest::prelude::*;

use crate::worlds::{Hidden, Truth, account, at, config, hidden, key, step_ids, truths};

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

/// The server knows nothing of what this run's list showed: somebody else removed it, and the list lags.
fn already_gone() -> RemovalAnswer {
    RemovalAnswer::Refused(Trouble::new(What::Remove(MethodKind::Passkey), Why::AlreadyGone))
}

/// What becomes of a removal that is sent, and what is said of it.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Receipt,
    Lost,
    AlreadyGone,
    /// Not done, and said so.
    Refused,
    /// Not done, and nobody knows.
    LostBefore,
}

impl Fate {
    fn answer(self) -> RemovalAnswer {
        match self {
            Self::Receipt => RemovalAnswer::Gone(Gone::Receipt(Receipt::default())),
            Self::Lost | Self::LostBefore => RemovalAnswer::Unsure(lost()),
            Self::AlreadyGone => already_gone(),
            Self::Refused => RemovalAnswer::Refused(lost()),
        }
    }

    const fn is_gone(self) -> bool {
        matches!(self, Self::Receipt | Self::Lost | Self::AlreadyGone)
    }
}

fn fates() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Receipt),
        Just(Fate::Lost),
        Just(Fate::AlreadyGone),
        Just(Fate::Refused),
        Just(Fate::LostBefore)
    ]
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
        1 => (prop::sample::select(vec!["bob", "eve"]), id).prop_map(|(who, id)| Intent::DismissOutcome {
            account: account(who).key,
            id,
        }),
        1 => Just(Intent::EditServer),
        2 => Just(Intent::ChooseAccount),
        2 => prop::sample::select(vec!["bob", "eve"]).prop_map(|who| Intent::SwitchTo(session_of(who))),
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

fn session_of(who: &str) -> SessionKey {
    SessionKey { account: account(who).key, client_id: "1".to_owned() }
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

    /// Removals one after another, of every kind and however they end, over lists that lag: as long as nothing
    /// is typed, a way in remains.
    #[test]
    fn untyped_removals_always_leave_a_way_in(
        truth in truths(),
        order in prop::collection::vec((0usize..12, 0usize..4, fates(), hidden(), hidden()), 1..12),
    ) {
        let mut desk = Desk::signed_in("bob");
        let mut gone: Vec<MethodId> = Vec::new();
        // The list as it was `lag` removals ago.
        let lagging = |gone: &[MethodId], lag: usize| {
            let shown = gone.len().saturating_sub(lag);
            truth.without(&gone[..shown].iter().cloned().collect::<BTreeSet<_>>())
        };
        for (which, lag, fate, at_first, right_before) in order {
            desk.read(&lagging(&gone, lag), at_first);
            let id = truth.method(which).id();
            let Some(cleared) = desk.remove(&id, "") else { continue };
            let key = account("bob").key;
            let generation = desk.state.generation;
            let fresh = lagging(&gone, lag).seen(right_before);
            let answer = match cleared.recheck(&fresh, &key, generation, desk.now()) {
                Recheck::Send(permit) => {
                    if fate.is_gone() {
                        gone.push(permit.id().clone());
                    }
                    let left = truth.without(&gone.iter().cloned().collect());
                    prop_assert!(left.opens(), "locked out by {:?}", permit.id());
                    fate.answer()
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
