//! A resume that is given up while the server turns the token: nothing is lost, and nothing stays behind.

use std::sync::atomic::Ordering;
use std::time::Duration;

use keyring_core::{Error, mock};
use keyward::domain::{Intent, Notice, What, Why};
use keyward::signin::Keychain;

use super::{arrived, browsers, entry, has_read, is_out, kept, open_again, said, token, told, with_lock};
use crate::stage::Stage;

const SLOW_ANSWER: &str = "/demo/fault?method=POST&path=/oauth/v2/token&kind=slow-after&ms=1500&times=1";

#[test]
fn the_next_resume_waits_for_the_token_that_is_being_turned() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let before = token(&entry);
    stage.control(SLOW_ANSWER);
    open_again(&mut stage);
    arrived(&stage, "POST", "/oauth/v2/token");
    stage.user(Intent::CancelSignIn);
    assert!(is_out(&stage.state));
    assert_eq!(token(&entry), before, "the answer is still on its way");
    stage.resume();
    stage.until("signed in and read", has_read);
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 2);
    assert_eq!(browsers(&stage), 0);
    stage.start_again();
    stage.until("signed in and read", has_read);
}

#[test]
fn unticking_beside_it_leaves_nothing_in_the_keychain() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    stage.control(SLOW_ANSWER);
    open_again(&mut stage);
    arrived(&stage, "POST", "/oauth/v2/token");
    stage.user(Intent::CancelSignIn);
    stage.user(Intent::StaySignedIn(false));
    stage.close();
    assert!(entry.get_password().is_err(), "what the server turned is forgotten too");
}

#[test]
fn a_session_that_was_replaced_writes_nothing_over_the_new_one() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let before = token(&entry);
    stage.control("/demo/expire?what=access");
    stage.control(SLOW_ANSWER);
    stage.user(Intent::ReadAgain);
    arrived(&stage, "POST", "/oauth/v2/token");
    stage.user(Intent::ChooseAccount);
    stage.user(Intent::SignIn { another: true });
    stage.until("signed in and read", has_read);
    stage.until("kept anew", |_| token(&entry) != before);
    // The older one's answer has come by now, and would have been kept.
    std::thread::sleep(Duration::from_secs(2));
    stage.control("/demo/requests/clear");
    stage.start_again();
    stage.until("signed in and read", has_read);
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn signing_out_with_a_locked_keychain_says_what_may_still_be_in_it() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    locked.store(true, Ordering::SeqCst);
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).what, What::ResumeSession);
    // What the earlier run has kept is still there, and good.
    stage.sign_in();
    stage.until("said", |state| !state.notices.is_empty());
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let about: Vec<_> = told(&stage).iter().map(|trouble| trouble.what).collect();
    assert_eq!(about, [What::KeepSession, What::ForgetSession]);
}

#[test]
fn signing_out_without_a_network_and_with_a_locked_keychain_says_both() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    locked.store(true, Ordering::SeqCst);
    stage.stop_demo();
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let about: Vec<_> = told(&stage).iter().map(|trouble| trouble.what).collect();
    assert_eq!(about, [What::ForgetSession, What::SignOut]);
}

#[test]
fn signing_out_on_a_system_without_a_keychain_says_nothing_of_it() {
    let mut stage = Stage::with_keychain("bob", Keychain::with_opener(|| Err(Error::NoDefaultStore)));
    stage.sign_in();
    stage.until("said", |state| !state.notices.is_empty());
    assert_eq!(told(&stage)[0].why, Why::KeychainUnusable);
    stage.user(Intent::DismissNotice(0));
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.state.notices, [Notice::SignedOut]);
}
