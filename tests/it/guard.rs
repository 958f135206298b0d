//! The lock-out guard: every property of ARCHITECTURE.md's list, over random accounts and readings.

use std::collections::BTreeSet;
use std::time::Duration;

use keyward::domain::{
    FactorState, Generation, Inventory, Level, Method, MethodId, Now, PROOF_LIFETIME, Recheck, Step, StepId,
    Verdict, WayKey,
};
use proptest::prelude::*;

use crate::worlds::{Hidden, Truth, account, ask, config, hidden, identity, now, passkey, step, truths};

fn none() -> BTreeSet<MethodId> {
    BTreeSet::new()
}

/// What the guard says of removing the `which`-th method.
fn verdict(truth: &Truth, hidden: Hidden, which: usize) -> Verdict {
    ask(&truth.seen(hidden), &truth.method(which), &none(), now()).unwrap()
}

fn only(id: &MethodId) -> BTreeSet<MethodId> {
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
    fn what_the_guard_says_is_true(truth in truths(), hidden in hidden(), which in 0usize..12) {
        let verdict = verdict(&truth, hidden, which);
        let left = truth.without(&only(&truth.method(which).id()));
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
    fn a_whole_reading_leaves_doubt_only_about_the_address(truth in truths(), which in 0usize..12) {
        let verdict = verdict(&truth, Hidden::default(), which);
        let opens = truth.without(&only(&truth.method(which).id())).opens();
        prop_assert_eq!(!verdict.remaining().ways.is_empty(), opens);
    }

    #[test]
    fn no_proof_without_a_typed_answer(
        truth in truths(), hidden in hidden(), which in 0usize..12, typed in ".{0,12}"
    ) {
        let verdict = verdict(&truth, hidden, which);
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
    fn adding_a_method_never_makes_it_worse(
        truth in truths(), hidden in hidden(), which in 0usize..12, more_of in 0u8..4
    ) {
        let method = truth.method(which);
        let level = |truth: &Truth| {
            ask(&truth.seen(hidden), &method, &none(), now()).unwrap().level()
        };
        let before = level(&truth);
        let mut more = truth.clone();
        match more_of {
            0 => more.passkeys.push(passkey(9, FactorState::Ready)),
            1 => more.password = true,
            2 => more.identities.push(identity(1, 7)),
            // A second authenticator app cannot be: the one there is may be what is to be removed.
            _ if more.second_steps.iter().any(|step| step.id == StepId::AuthenticatorApp) => {}
            _ => more.second_steps.push(step(StepId::AuthenticatorApp, FactorState::Ready)),
        }
        prop_assert!(level(&more) <= before);
    }

    #[test]
    fn knowing_less_never_makes_it_better(
        truth in truths(), hidden in hidden(), which in 0usize..12, place in 0usize..7
    ) {
        let before = verdict(&truth, hidden, which).level();
        let mut less = hidden;
        less.0[place] = true;
        let after = verdict(&truth, less, which).level();
        prop_assert!(rank(after) >= rank(before), "{before:?} became {after:?}");
    }

    #[test]
    fn order_never_matters(truth in truths(), hidden in hidden(), which in 0usize..12) {
        let keys = |verdict: &Verdict| {
            verdict.remaining().ways.iter().map(|way| way.key.clone()).collect::<BTreeSet<WayKey>>()
        };
        let mut turned = truth.clone();
        turned.passkeys.reverse();
        turned.identities.reverse();
        turned.second_steps.reverse();
        turned.policy.idps.reverse();
        turned.policy.second_steps.reverse();
        let method = truth.method(which);
        let one = ask(&truth.seen(hidden), &method, &none(), now()).unwrap();
        let other = ask(&turned.seen(hidden), &method, &none(), now()).unwrap();
        prop_assert_eq!(one.level(), other.level());
        prop_assert_eq!(keys(&one), keys(&other));
    }

    /// What a removal was sent for never counts as remaining, whatever a lagging list says.
    #[test]
    fn what_was_sent_never_counts(truth in truths(), hidden in hidden()) {
        let spent: BTreeSet<_> = truth.methods().iter().skip(1).map(Method::id).collect();
        let verdict = ask(&truth.seen(hidden), &truth.method(0), &spent, now()).unwrap();
        let ways = &verdict.remaining().ways;
        prop_assert!(ways.iter().all(|way| way.key == WayKey::Password), "{ways:?}");
        prop_assert!(ways.iter().all(|way| !matches!(way.step, Step::Asked(_))), "{ways:?}");
    }

    /// Right before sending: only where nothing is worse and every way that was shown still stands.
    #[test]
    fn asked_again_before_sending(
        shown in truths(), at_first in hidden(), which in 0usize..12, fresh in truths(), then in hidden()
    ) {
        let method = shown.method(which);
        let first = verdict(&shown, at_first, which);
        let (level, remaining) = (first.level(), first.remaining().clone());
        let challenge = first.challenge().unwrap_or_default().to_owned();
        let cleared = first.confirm(&challenge).unwrap();
        let reading: Inventory = fresh.seen(then);
        let again = ask(&reading, &method, &none(), now());
        let key = account("bob").key;
        match cleared.recheck(&reading, &key, Generation::default(), now()) {
            Recheck::Send(permit) => {
                let again = again.unwrap();
                prop_assert!(again.level() <= level);
                prop_assert!(again.remaining().still_holds(&remaining));
                prop_assert_eq!(permit.id(), &method.id());
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
    let key = a_passkey(0);
    let start = now();
    let proof = || ask(&inventory, &key, &none(), start).unwrap().confirm("").unwrap();
    let (bob, first) = (account("bob").key, Generation::default());
    let at_last = Now { instant: start.instant + PROOF_LIFETIME, wall: start.wall + PROOF_LIFETIME };
    let late = Now { instant: at_last.instant + Duration::from_millis(1), ..start };
    // The monotonic clock stood still while the machine slept; only the other one went on.
    let slept = Now { wall: start.wall + Duration::from_hours(8), ..start };
    let set_back = Now { wall: start.wall - Duration::from_hours(8), ..start };
    for good in [at_last, set_back] {
        assert!(matches!(proof().recheck(&inventory, &bob, first, good), Recheck::Send(_)), "{good:?}");
    }
    for old in [late, slept] {
        assert!(matches!(proof().recheck(&inventory, &bob, first, old), Recheck::TooOld), "{old:?}");
    }
    assert!(matches!(proof().recheck(&inventory, &account("eve").key, first, start), Recheck::OtherAccount));
    assert!(matches!(proof().recheck(&inventory, &bob, first.next(), start), Recheck::OtherAccount));
    let Recheck::Send(permit) = proof().recheck(&inventory, &bob, first, start) else { panic!("not sent") };
    assert!(permit.fits(&bob, first, start));
    assert!(!permit.fits(&account("eve").key, first, start));
    assert!(!permit.fits(&bob, first.next(), start));
    assert!(!permit.fits(&bob, first, late));
    assert!(!permit.fits(&bob, first, slept));
}

fn a_passkey(number: usize) -> Method {
    Method::Passkey(passkey(number, FactorState::Ready))
}

fn two_keys_and_a_password() -> Inventory {
    let policy = keyward::domain::Policy { user_names: true, passkeys: true, ..Default::default() };
    let truth = Truth {
        passkeys: vec![passkey(0, FactorState::Ready), passkey(1, FactorState::Ready)],
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
    assert!(ask(&inventory, &a_passkey(5), &none(), now()).is_err());
}
