//! Every row of "What an answer means", at each moment, over sockets. The requests that arrived are
//! counted: one DELETE for each confirmed removal, never more.

use keyward::domain::{Consequence, Dialog, Gone, Intent, Known, PasskeyId, Reading, Removal, WayKey, Why};

use crate::stage::Stage;

/// How a removal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Receipt,
    Refused,
    /// Unsure, then read: gone.
    Gone,
    /// Unsure, then read: still there.
    StillThere,
}

const JSON: &str = "%7B%22code%22%3A3%2C%22message%22%3A%22no%22%7D";
const HTML: &str = "%3Ch1%3EBlocked%3C/h1%3E";

/// Removes bob's first passkey with `fault` in the way, and looks at both sides afterwards.
fn remove_with(fault: &str, end: End) {
    let mut stage = Stage::signed_in("bob");
    if !fault.is_empty() {
        stage.fault(fault);
    }
    let id = stage.remove("");
    let has = stage.server_has("bob", &id);
    let shown = stage.shown().contains(&id);
    assert_eq!(stage.removals(), 1, "{fault}");
    let removal = &stage.outcome().removal;
    match end {
        End::Receipt => {
            let Removal::Gone(Gone::Receipt(receipt)) = removal else { panic!("{fault}: {removal:?}") };
            assert!(
                receipt.sequence.is_some()
                    && receipt.change_date.is_some()
                    && receipt.resource_owner.is_some()
            );
            assert_eq!(receipt.creation_date, None, "no server seen so far sends one");
            assert!(!has && !shown, "{fault}");
        }
        End::Refused => {
            let Removal::Refused(trouble) = removal else { panic!("{fault}: {removal:?}") };
            assert_eq!(trouble.consequence, Consequence::Unchanged, "{fault}");
            assert!(has && shown, "{fault}");
        }
        End::Gone => {
            assert_eq!(*removal, Removal::Gone(Gone::ByReading), "{fault}");
            assert!(!has && !shown, "{fault}");
        }
        End::StillThere => {
            let Removal::Unsure(trouble, Reading::StillThere(_)) = removal else {
                panic!("{fault}: {removal:?}")
            };
            assert_eq!(trouble.consequence, Consequence::Unknown, "{fault}");
            assert!(has && shown, "{fault}");
        }
    }
}

#[test]
fn a_removal_gives_a_receipt() {
    remove_with("", End::Receipt);
}

#[test]
fn the_servers_own_refusals_change_nothing() {
    for status in [400, 401, 403, 404, 405, 409, 429] {
        remove_with(&format!("status&status={status}&body={JSON}"), End::Refused);
    }
    remove_with(&format!("status&status=401&body={HTML}"), End::Refused);
}

#[test]
fn somebody_elses_refusals_say_nothing() {
    for status in [400, 403, 404, 405, 409, 429] {
        remove_with(&format!("status&status={status}&body={HTML}"), End::StillThere);
    }
}

#[test]
fn server_errors_say_nothing_before_and_after_the_removal() {
    for status in [500, 502, 503, 504] {
        remove_with(&format!("status&status={status}&body={HTML}"), End::StillThere);
        remove_with(&format!("status-after&status={status}&body={JSON}"), End::Gone);
    }
}

#[test]
fn a_redirect_is_not_followed_and_says_nothing() {
    remove_with("redirect", End::StillThere);
}

#[test]
fn a_web_page_with_200_says_nothing() {
    remove_with("html", End::StillThere);
    remove_with("html-after", End::Gone);
    remove_with("status&status=204", End::StillThere);
    remove_with("status&status=200&body=%7B%7D", End::StillThere);
}

#[test]
fn a_broken_connection_says_nothing() {
    remove_with("drop-before", End::StillThere);
    remove_with("drop-after", End::Gone);
    remove_with("cut", End::StillThere);
    remove_with("cut-after", End::Gone);
    remove_with("big", End::StillThere);
}

#[test]
fn no_answer_in_time_says_nothing() {
    let waiting = [("hang", End::StillThere), ("hang-after", End::Gone)];
    // Each waits for the request's whole limit: side by side.
    std::thread::scope(|scope| {
        for (fault, end) in waiting {
            scope.spawn(move || remove_with(fault, end));
        }
    });
}

#[test]
fn a_server_that_cannot_be_reached_was_not_asked() {
    let mut stage = Stage::signed_in("bob");
    let id = stage.shown().remove(0);
    stage.user(Intent::AskRemoval(id));
    std::thread::sleep(std::time::Duration::from_millis(320));
    stage.stop_demo();
    stage.user(Intent::ConfirmRemoval { typed: String::new() });
    stage.until("refused", |state| {
        !state.removal_under_way() && state.signed_in().is_some_and(|signed_in| !signed_in.reading)
    });
    let Removal::Refused(trouble) = &stage.outcome().removal else { panic!("{:?}", stage.outcome()) };
    // The fresh reading fails, on a new connection or on a kept one that has just been shut.
    assert!(matches!(trouble.why, Why::NotReachable(_) | Why::ConnectionLost), "{trouble:?}");
    assert_eq!(trouble.consequence, Consequence::Unchanged);
    let signed_in = stage.state.signed_in().expect("still signed in");
    assert!(signed_in.lists.passkeys.is_none(), "a list that could not be read is not shown as one");
}

#[test]
fn gone_elsewhere_is_said_and_nothing_is_sent() {
    let mut stage = Stage::signed_in("bob");
    let id = stage.shown().remove(0);
    stage.control(&format!("/demo/account?login=bob&remove_passkey={}", id.as_str().unwrap()));
    assert_eq!(stage.remove(""), id);
    assert_eq!(stage.outcome().removal, Removal::Gone(Gone::Before));
    assert_eq!(stage.removals(), 0);
}

#[test]
fn a_way_that_was_shown_and_is_gone_leads_back_to_the_dialog() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/account?login=bob&password=false");
    stage.confirm("");
    stage.until(
        "the dialog again",
        |state| matches!(&state.signed_in().unwrap().dialog, Some(Dialog::Remove(dialog)) if dialog.changed),
    );
    assert_eq!(stage.removals(), 0);
    assert!(stage.state.outcomes.is_empty(), "nothing was done, so nothing came of it");
    std::thread::sleep(std::time::Duration::from_millis(320));
    stage.user(Intent::ConfirmRemoval { typed: String::new() });
    stage.until("removed", |state| !state.removal_under_way());
    assert!(matches!(stage.outcome().removal, Removal::Gone(Gone::Receipt(_))));
    assert_eq!(stage.removals(), 1);
}

#[test]
fn a_list_that_cannot_be_read_again_keeps_the_removal_back() {
    let mut stage = Stage::signed_in("bob");
    stage.control(
        "/demo/fault?method=POST&path=/auth/v1/users/me/passwordless/_search&kind=status&status=503",
    );
    stage.remove("");
    let Removal::Refused(trouble) = &stage.outcome().removal else { panic!("{:?}", stage.outcome()) };
    assert_eq!((&trouble.why, trouble.consequence), (&Why::ServerFailed, Consequence::Unchanged));
    assert_eq!(stage.removals(), 0);
    // "Try again" reads everything anew.
    stage.control("/demo/fault/clear");
    stage.user(Intent::ReadAgain);
    stage
        .until("read", |state| state.signed_in().is_some_and(|signed_in| signed_in.lists.passkeys.is_some()));
}

#[test]
fn an_unsure_removal_that_is_repeated_by_the_person_ends_in_gone() {
    let mut stage = Stage::signed_in("bob");
    // Done, its answer lost, and the lists lag for longer than they are read.
    stage.fault("drop-after&times=1");
    stage.control("/demo/fault?kind=lag&method=POST&path=/auth/v1/users/me/passwordless/_search&reads=5");
    let id = stage.remove("");
    assert!(
        matches!(stage.outcome().removal, Removal::Unsure(_, Reading::StillThere(_))),
        "{:?}",
        stage.outcome()
    );
    assert_eq!(stage.removals(), 1);
    assert!(stage.shown().contains(&id), "unsure is not gone");
    assert_eq!(stage.remove(""), id);
    assert_eq!(stage.removals(), 2, "one for each confirmation");
    assert_eq!(stage.outcome().removal, Removal::Gone(Gone::ByReading));
    assert_eq!(stage.state.outcomes.len(), 1);
}

#[test]
fn the_list_may_lag_behind_a_receipt() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/fault?kind=lag&method=POST&path=/auth/v1/users/me/passwordless/_search&reads=20");
    let id = stage.remove("");
    assert!(matches!(stage.outcome().removal, Removal::Gone(Gone::Receipt(_))));
    assert!(!stage.shown().contains(&id), "what is known to be gone is not shown");
    stage.user(Intent::ReadAgain);
    stage.until("read", |state| state.signed_in().is_some_and(|signed_in| !signed_in.reading));
    assert!(!stage.shown().contains(&id));
}

#[test]
fn two_fast_clicks_send_once() {
    let mut stage = Stage::signed_in("bob");
    stage.confirm("");
    stage.user(Intent::ConfirmRemoval { typed: String::new() });
    stage.user(Intent::ConfirmRemoval { typed: String::new() });
    stage.until("removed", |state| !state.removal_under_way());
    assert_eq!(stage.removals(), 1);
}

#[test]
fn the_only_way_in_goes_only_when_its_name_is_typed() {
    let mut stage = Stage::signed_in("dave");
    let id = stage.confirm("");
    let name = stage.state.signed_in().unwrap().lists.passkeys.as_ref().unwrap()[0].label().to_owned();
    let Some(Dialog::Remove(dialog)) = &stage.state.signed_in().unwrap().dialog else { panic!("no dialog") };
    assert_eq!(dialog.wrong_answers, 1);
    assert_eq!(dialog.verdict.challenge(), Some(name.as_str()));
    stage.user(Intent::ConfirmRemoval { typed: name });
    stage.until("removed", |state| !state.removal_under_way());
    assert!(!stage.server_has("dave", &id));
    assert!(matches!(stage.outcome().removal, Removal::Gone(Gone::Receipt(_))));
    assert_eq!(stage.removals(), 1);
}

#[test]
fn a_stolen_key_goes_though_nothing_else_can_be_read() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/fault?method=GET&path=/auth/v1/policies/login&kind=status&status=500");
    stage.user(Intent::ReadAgain);
    stage.until("read", |state| state.signed_in().is_some_and(|signed_in| !signed_in.reading));
    let name = stage.state.signed_in().unwrap().lists.passkeys.as_ref().unwrap()[0].label().to_owned();
    assert!(matches!(stage.state.signed_in().unwrap().inventory.as_ref().unwrap().policy, Known::Unknown(_)));
    let id = stage.remove(&name);
    assert!(matches!(stage.outcome().removal, Removal::Gone(Gone::Receipt(_))), "{:?}", stage.outcome());
    assert!(!stage.server_has("bob", &id));
}

#[test]
fn gone_elsewhere_behind_a_list_that_lags_is_said_and_never_listed_again() {
    let mut stage = Stage::signed_in("bob");
    let id = stage.shown().remove(0);
    stage.control("/demo/fault?kind=lag&reads=20&login=bob");
    stage.control(&format!("/demo/account?login=bob&remove_passkey={}", id.as_str().unwrap()));
    assert_eq!(stage.remove(""), id);
    let Removal::Refused(trouble) = &stage.outcome().removal else { panic!("{:?}", stage.outcome()) };
    assert_eq!((&trouble.why, trouble.consequence), (&Why::AlreadyGone, Consequence::Unchanged));
    assert_eq!(stage.removals(), 1);
    stage.read();
    let signed_in = stage.state.signed_in().unwrap();
    assert_eq!(signed_in.inventory.as_ref().unwrap().lists(&id), Some(true), "the server's list has it");
    assert!(!stage.shown().contains(&id));
    assert!(
        signed_in
            .ways
            .ways
            .iter()
            .all(|way| way.key != WayKey::Passkey(PasskeyId::new(id.as_str().unwrap())))
    );
}
