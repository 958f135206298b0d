//! A removal beside what else can happen at the same moment: a refresh, a sign-out, a night's sleep.

use std::time::Duration;

use jiff::SignedDuration;
use keyward::demo::Options;
use keyward::domain::{
    Consequence, Dialog, Gone, Intent, Notice, Reading, Removal, Screen, State, Trouble, Why,
};

use crate::stage::Stage;

const REMOVAL: &str = "/auth/v1/users/me/passwordless/";
const LIST: &str = "/auth/v1/users/me/passwordless/_search";
const NIGHT: Duration = Duration::from_hours(8);

fn is_settled(state: &State) -> bool {
    !state.removal_under_way() && state.signed_in().is_none_or(|signed_in| !signed_in.reading)
}

fn is_out_and_settled(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_)) && !state.removal_under_way()
}

fn is_receipt(removal: &Removal) -> bool {
    matches!(removal, Removal::Gone(Gone::Receipt(_)))
}

fn refused(removal: &Removal) -> &Trouble {
    let Removal::Refused(trouble) = removal else { panic!("{removal:?}") };
    assert_eq!(trouble.consequence, Consequence::Unchanged);
    trouble
}

#[test]
fn a_refresh_waits_for_the_removal_under_way() {
    // Every call finds a token that ends soon, and refreshes it first.
    let options = Options { access_token_lifetime: Duration::from_secs(30), ..Options::default() };
    let mut stage = Stage::with_options("bob", options);
    stage.sign_in();
    stage.control("/demo/requests/clear");
    stage.fault("slow&ms=700");
    stage.confirm("");
    stage.until_asked("DELETE", REMOVAL);
    stage.user(Intent::ReadAgain);
    stage.until("removed and read", is_settled);
    assert!(is_receipt(&stage.outcome().removal), "{:?}", stage.outcome());
    let log = stage.control("/demo/requests");
    let log = log.as_array().unwrap();
    assert!(log.iter().all(|request| request["status"] != 401), "{log:#?}");
    let places = |method: &str, path: &str| -> Vec<usize> {
        let fits = |place: &usize| {
            log[*place]["method"] == method && log[*place]["path"].as_str().unwrap().starts_with(path)
        };
        (0..log.len()).filter(fits).collect()
    };
    let [removal] = places("DELETE", "/")[..] else { panic!("{log:#?}") };
    assert!(places("POST", "/oauth/v2/token").iter().any(|refresh| *refresh > removal), "{log:#?}");
}

#[test]
fn signing_out_waits_for_a_removal_and_keeps_its_answer() {
    let mut stage = Stage::signed_in("bob");
    stage.fault("slow&ms=700");
    let id = stage.confirm("");
    stage.until_asked("DELETE", REMOVAL);
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out_and_settled);
    assert!(is_receipt(&stage.outcome().removal), "{:?}", stage.outcome());
    assert!(stage.state.notices.contains(&Notice::SignedOut));
    assert!(!stage.server_has("bob", &id));
    assert_eq!(stage.removals(), 1);
}

#[test]
fn signing_out_during_the_reading_before_a_removal_still_says_what_came_of_it() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/fault?method=GET&path=/auth/v1/policies/login&kind=slow&ms=500");
    let id = stage.confirm("");
    stage.until_asked("GET", "/auth/v1/policies/login");
    assert_eq!(stage.removals(), 0, "still reading");
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out_and_settled);
    let (has, removal) = (stage.server_has("bob", &id), &stage.outcome().removal);
    if is_receipt(removal) {
        assert!(!has);
    } else {
        assert_eq!(refused(removal).why, Why::SessionEnded);
        assert!(has);
    }
    assert!(stage.removals() <= 1);
    assert!(stage.state.notices.contains(&Notice::SignedOut));
}

#[test]
fn signing_out_while_unsure_says_that_the_list_could_not_be_read() {
    let mut stage = Stage::signed_in("bob");
    // Done, its answer lost, and the list neither quick nor up to date.
    stage.fault("drop-after&times=1");
    stage.control(&format!("/demo/fault?method=POST&path={LIST}&kind=slow&ms=300"));
    stage.control("/demo/fault?kind=lag&reads=20");
    let id = stage.confirm("");
    stage.until("unsure", |state| {
        state.outcomes.iter().any(|outcome| matches!(outcome.removal, Removal::Unsure(_, Reading::UnderWay)))
    });
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out_and_settled);
    let Removal::Unsure(trouble, Reading::NotReadable) = &stage.outcome().removal else {
        panic!("{:?}", stage.outcome())
    };
    assert_eq!(trouble.consequence, Consequence::Unknown);
    assert_eq!(stage.removals(), 1);
    assert!(!stage.server_has("bob", &id), "it was done, and nobody claimed otherwise");
    assert!(stage.state.notices.contains(&Notice::SignedOut));
}

/// Opens the dialog for the first passkey, and lets the machine sleep until the morning.
fn asked_overnight(monotonic_too: bool) -> Stage {
    let mut stage = Stage::signed_in("bob");
    let id = stage.shown().remove(0);
    stage.user(Intent::AskRemoval(id));
    if monotonic_too {
        stage.let_pass(NIGHT);
    } else {
        stage.let_pass(Duration::from_millis(320));
        stage.set_clock(SignedDuration::try_from(NIGHT).unwrap());
    }
    stage
}

#[test]
fn a_dialog_that_was_open_overnight_is_asked_again_over_a_fresh_reading() {
    for monotonic_too in [true, false] {
        let mut stage = asked_overnight(monotonic_too);
        stage.control("/demo/expire?what=access");
        stage.user(Intent::ConfirmRemoval { typed: String::new() });
        stage.until("removed", is_settled);
        assert!(is_receipt(&stage.outcome().removal), "{:?}", stage.outcome());
        assert_eq!(stage.removals(), 1);
        assert!(stage.requests("POST", LIST) >= 2, "read before it was sent, and after");

        let mut stage = asked_overnight(monotonic_too);
        stage.control("/demo/account?login=bob&password=false");
        stage.user(Intent::ConfirmRemoval { typed: String::new() });
        stage.until("the dialog again", |state| {
            matches!(&state.signed_in().unwrap().dialog, Some(Dialog::Remove(dialog)) if dialog.changed)
        });
        assert_eq!(stage.removals(), 0, "a way that was shown yesterday is gone");
    }
}

#[test]
fn a_confirmation_from_before_the_machine_slept_is_not_used() {
    let mut stage = Stage::signed_in("bob");
    // The click was made before, and only the wall clock has gone on when the worker comes to it.
    stage.set_clock(-SignedDuration::try_from(NIGHT).unwrap());
    let id = stage.remove("");
    assert_eq!(refused(&stage.outcome().removal).why, Why::ConfirmationTooOld);
    assert_eq!(stage.removals(), 0);
    assert!(stage.server_has("bob", &id) && stage.shown().contains(&id));
    // It counts again, and can be confirmed anew.
    stage.set_clock(SignedDuration::ZERO);
    assert_eq!(stage.remove(""), id);
    assert!(is_receipt(&stage.outcome().removal), "{:?}", stage.outcome());
}
