//! The lock-out guard: every property of ARCHITECTURE.md's list, over random accounts and readings.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use keyward::domain::{
    Generation, Inventory, Level, PROOF_LIFETIME, PasskeyId, PasskeyState, Recheck, SecondStep, StepKind,
    Verdict, WayKey,
};
use proptest::prelude::*;

use crate::worlds::{Hidden, Truth, account, ask, config, hidden, identity, passkey, truths};

fn none() -> BTreeSet<PasskeyId> {
    BTreeSet::new()
}

fn verdict(truth: &Truth, hidden: Hidden) -> Verdict {
    ask(&truth.seen(hidden), &truth.passkeys[0], &none(), Instant::now()).unwrap()
}

fn only(id: &PasskeyId) -> BTreeSet<PasskeyId> {
    BTreeSet::from([id.clone()])
}

/// How a level counts where knowing less must not help: the two that ask for typing are one class, for
/// what is unknown might be a way in.
fn rank(level: Level) -> u8 {
    match level {
        Level::Clear => 0,
        Level::LastPasskey => 1,
        Level::OneWayLeft => 2,
        Level::CannotTell | Level::WouldLockOut => 3,
    }
}

proptest! {
    #![proptest_config(config())]

    /// Whatever the hidden parts really are: a removal that asks for no typing leaves a way in, and one
    /// that is said to lock out does.
    #[test]
    fn what_the_guard_says_is_true(truth in truths(), hidden in hidden()) {
        let verdict = verdict(&truth, hidden);
        let left = truth.without(&only(&truth.passkeys[0].id));
        match verdict.level() {
            Level::Clear | Level::LastPasskey | Level::OneWayLeft => {
                prop_assert!(left.opens());
                prop_assert!(!verdict.remaining().ways.is_empty());
            }
            Level::WouldLockOut => prop_assert!(!left.opens()),
            Level::CannotTell => prop_assert!(!verdict.remaining().unsettled.is_empty()),
        }
    }

    /// With everything known, the guard and the login agree to the letter.
    #[test]
    fn a_whole_reading_leaves_doubt_only_about_the_address(truth in truths()) {
        let verdict = verdict(&truth, Hidden::default());
        let opens = truth.without(&only(&truth.passkeys[0].id)).opens();
        prop_assert_eq!(!verdict.remaining().ways.is_empty(), opens);
    }

    #[test]
    fn no_proof_without_a_typed_answer(truth in truths(), hidden in hidden(), typed in ".{0,12}") {
        let verdict = verdict(&truth, hidden);
        let Some(challenge) = verdict.challenge().map(str::to_owned) else {
            prop_assert!(verdict.confirm("").is_ok());
            return Ok(());
        };
        prop_assert!(!challenge.is_empty());
        prop_assume!(typed.trim() != challenge);
        let verdict = verdict.confirm(&typed).unwrap_err();
        let verdict = verdict.confirm("").unwrap_err();
        let padded = format!("  {challenge}\n");
        prop_assert!(verdict.confirm(&padded).is_ok());
    }

    #[test]
    fn adding_a_method_never_makes_it_worse(truth in truths(), hidden in hidden(), which in 0u8..4) {
        let before = verdict(&truth, hidden).level();
        let mut more = truth.clone();
        match which {
            0 => more.passkeys.push(passkey(9, PasskeyState::Ready)),
            1 => more.password = true,
            2 => more.identities.push(identity(1, 7)),
            _ => more.second_steps.push(SecondStep { kind: StepKind::AuthenticatorApp, label: String::new() }),
        }
        prop_assert!(verdict(&more, hidden).level() <= before);
    }

    #[test]
    fn knowing_less_never_makes_it_better(truth in truths(), hidden in hidden(), place in 0usize..7) {
        let before = verdict(&truth, hidden).level();
        let mut less = hidden;
        less.0[place] = true;
        let after = verdict(&truth, less).level();
        prop_assert!(rank(after) >= rank(before), "{before:?} became {after:?}");
    }

    #[test]
    fn order_never_matters(truth in truths(), hidden in hidden()) {
        let keys = |verdict: &Verdict| {
            verdict.remaining().ways.iter().map(|way| way.key.clone()).collect::<BTreeSet<WayKey>>()
        };
        let mut turned = truth.clone();
        turned.passkeys.reverse();
        turned.identities.reverse();
        turned.second_steps.reverse();
        turned.policy.idps.reverse();
        turned.policy.second_steps.reverse();
        let id = &truth.passkeys[0];
        let one = ask(&truth.seen(hidden), id, &none(), Instant::now()).unwrap();
        let other = ask(&turned.seen(hidden), id, &none(), Instant::now()).unwrap();
        prop_assert_eq!(one.level(), other.level());
        prop_assert_eq!(keys(&one), keys(&other));
    }

    /// What a removal was sent for never counts as remaining, whatever a lagging list says.
    #[test]
    fn what_was_sent_never_counts(truth in truths(), hidden in hidden()) {
        let spent: BTreeSet<_> = truth.passkeys.iter().skip(1).map(|passkey| passkey.id.clone()).collect();
        let verdict = ask(&truth.seen(hidden), &truth.passkeys[0], &spent, Instant::now()).unwrap();
        prop_assert!(verdict.remaining().ways.iter().all(|way| !matches!(way.key, WayKey::Passkey(_))));
    }

    /// Right before sending: only where nothing is worse and every way that was shown still stands.
    #[test]
    fn asked_again_before_sending(shown in truths(), at_first in hidden(), fresh in truths(), then in hidden()) {
        let first = verdict(&shown, at_first);
        let (level, remaining) = (first.level(), first.remaining().clone());
        let challenge = first.challenge().unwrap_or_default().to_owned();
        let cleared = first.confirm(&challenge).unwrap();
        let reading: Inventory = fresh.seen(then);
        let again = ask(&reading, &shown.passkeys[0], &none(), Instant::now());
        let key = account("bob").key;
        match cleared.recheck(&reading, &key, Generation::default(), Instant::now()) {
            Recheck::Send(permit) => {
                let again = again.unwrap();
                prop_assert!(again.level() <= level);
                prop_assert!(again.remaining().still_holds(&remaining));
                prop_assert_eq!(permit.id(), &shown.passkeys[0].id);
            }
            Recheck::Changed => {
                let again = again.unwrap();
                prop_assert!(again.level() > level || !again.remaining().still_holds(&remaining));
            }
            Recheck::Gone => prop_assert!(again.is_err()),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

#[test]
fn a_proof_is_for_one_account_one_sign_in_and_one_minute() {
    let inventory = two_keys_and_a_password();
    let key = passkey(0, PasskeyState::Ready);
    let start = Instant::now();
    let proof = || ask(&inventory, &key, &none(), start).unwrap().confirm("").unwrap();
    let (bob, first) = (account("bob").key, Generation::default());
    let late = start + PROOF_LIFETIME + Duration::from_millis(1);
    assert!(matches!(proof().recheck(&inventory, &bob, first, start + PROOF_LIFETIME), Recheck::Send(_)));
    assert!(matches!(proof().recheck(&inventory, &bob, first, late), Recheck::TooOld));
    assert!(matches!(proof().recheck(&inventory, &account("eve").key, first, start), Recheck::OtherAccount));
    assert!(matches!(proof().recheck(&inventory, &bob, first.next(), start), Recheck::OtherAccount));
    let Recheck::Send(permit) = proof().recheck(&inventory, &bob, first, start) else { panic!("not sent") };
    assert!(permit.fits(&bob, first, start));
    assert!(!permit.fits(&account("eve").key, first, start));
    assert!(!permit.fits(&bob, first.next(), start));
    assert!(!permit.fits(&bob, first, late));
}

fn two_keys_and_a_password() -> Inventory {
    let policy = keyward::domain::Policy { user_names: true, passkeys: true, ..Default::default() };
    let truth = Truth {
        passkeys: vec![passkey(0, PasskeyState::Ready), passkey(1, PasskeyState::Ready)],
        password: true,
        identities: Vec::new(),
        second_steps: Vec::new(),
        policy,
        address: keyward::domain::Address::Here,
        contacts: keyward::domain::Contacts::default(),
    };
    truth.seen(Hidden::default())
}

#[test]
fn a_passkey_that_is_not_listed_is_not_asked_about() {
    let inventory = two_keys_and_a_password();
    assert!(ask(&inventory, &passkey(5, PasskeyState::Ready), &none(), Instant::now()).is_err());
}
