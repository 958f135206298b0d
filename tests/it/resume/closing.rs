//! Closing the window: what is being turned reaches the keychain first, and nothing else is waited for.

use std::time::{Duration, Instant};

use keyring_core::mock;
use keyward::domain::Intent;
use keyward::signin::Keychain;

use super::{arrived, browsers, entry, has_read, kept, keychain, open_again, slow, token};

#[test]
fn closing_the_window_waits_for_a_token_that_is_being_turned() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let before = entry.get_password().unwrap();
    stage.control("/demo/expire?what=access");
    stage.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=slow&ms=700&times=1");
    stage.user(Intent::ReadAgain);
    arrived(&stage, "POST", "/oauth/v2/token");
    stage.close();
    assert_ne!(
        entry.get_password().unwrap(),
        before,
        "the new token is in the keychain when the program ends"
    );
}

#[test]
fn closing_the_window_right_after_the_start_waits_for_the_token_too() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let before = token(&entry);
    stage.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=slow&ms=700&times=1");
    open_again(&mut stage);
    arrived(&stage, "POST", "/oauth/v2/token");
    open_again(&mut stage);
    assert_ne!(token(&entry), before);
    stage.until("signed in and read", has_read);
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn closing_the_window_is_quick_where_no_token_is_being_turned() {
    for path in ["/.well-known/openid-configuration", "/oauth/v2/keys"] {
        let mut stage = kept("bob", keychain());
        stage.control(&format!("/demo/fault?method=GET&path={path}&kind=hang&times=1"));
        open_again(&mut stage);
        arrived(&stage, "GET", path);
        let begun = Instant::now();
        open_again(&mut stage);
        assert!(begun.elapsed() < Duration::from_millis(1500), "{path}: {:?}", begun.elapsed());
        stage.until("signed in and read", has_read);
        // The same for a session in use.
        stage.control("/demo/requests/clear");
        stage.control("/demo/expire?what=access");
        stage.control("/demo/fault?method=GET&path=/oauth/v2/keys&kind=hang&times=1");
        stage.user(Intent::ReadAgain);
        arrived(&stage, "GET", "/oauth/v2/keys");
        let begun = Instant::now();
        open_again(&mut stage);
        assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
        stage.until("signed in and read", has_read);
    }
}

#[test]
fn closing_the_window_right_after_signing_out_still_forgets_and_revokes() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", slow(&store));
    let entry = entry(&store, &stage);
    stage.user(Intent::SignOut);
    stage.close();
    assert!(entry.get_password().is_err());
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
}
