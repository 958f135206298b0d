//! A session outlives the window: kept in a keychain, gone on with, turned, refused and forgotten.

mod closing;
mod given_up;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error, mock};
use keyward::domain::{AccountKey, Intent, Notice, Remedy, Screen, SessionKey, State, Trouble, What, Why};
use keyward::signin::Keychain;

use crate::stage::Stage;

fn keychain() -> Keychain {
    Keychain::with_store(mock::Store::new().unwrap())
}

fn is_out(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_))
}

fn has_read(state: &State) -> bool {
    state.signed_in().is_some_and(|signed_in| signed_in.inventory.is_some())
}

/// Signed in, and kept.
pub fn kept(login: &'static str, keychain: Keychain) -> Stage {
    let mut stage = Stage::with_keychain(login, keychain);
    stage.sign_in();
    stage.until("kept", |state| !state.settings.kept_sessions.is_empty());
    stage.control("/demo/requests/clear");
    stage
}

fn said(stage: &Stage) -> &Trouble {
    stage.connect_trouble().expect("something is said on the first screen")
}

/// Where this session is kept.
fn entry_of(store: &mock::Store, key: &SessionKey) -> Entry {
    let AccountKey { server, subject } = &key.account;
    let name = format!("{} {} {}", server.as_str(), key.client_id, subject.as_str());
    CredentialStoreApi::build(store, "dev.keyward.Keyward", &name, None).unwrap()
}

/// Where the session of this stage is kept.
pub fn entry(store: &mock::Store, stage: &Stage) -> Entry {
    let kept = stage.state.sessions.iter().find(|session| session.kept).expect("a session is kept");
    entry_of(store, &kept.key())
}

/// A keychain over `store` that takes its time.
fn slow(store: &Arc<mock::Store>) -> Keychain {
    let store = store.clone();
    Keychain::with_opener(move || {
        std::thread::sleep(Duration::from_secs(1));
        Ok(store.clone())
    })
}

/// A keychain over `store` that can be locked.
fn with_lock(store: &Arc<mock::Store>) -> (Keychain, Arc<AtomicBool>) {
    let (store, locked) = (store.clone(), Arc::new(AtomicBool::new(false)));
    let is_locked = locked.clone();
    let open = move || {
        if is_locked.load(Ordering::SeqCst) {
            Err(Error::NoStorageAccess("locked".into()))
        } else {
            Ok(store.clone() as Arc<keyring_core::CredentialStore>)
        }
    };
    (Keychain::with_opener(open), locked)
}

/// The refresh token in the entry.
fn token(entry: &Entry) -> String {
    let kept: serde_json::Value = serde_json::from_str(&entry.get_password().unwrap()).unwrap();
    kept["refresh_token"].as_str().unwrap().to_owned()
}

/// Waits until a request with this method and path has reached the server.
fn arrived(stage: &Stage, method: &str, path: &str) {
    let begun = Instant::now();
    while stage.requests(method, path) == 0 {
        assert!(begun.elapsed() < crate::stage::LIMIT, "waited for {method} {path}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is said beside the screen.
fn told(stage: &Stage) -> Vec<&Trouble> {
    let notices = stage.state.notices.iter();
    let troubles = notices.filter_map(|notice| match notice {
        Notice::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    troubles.collect()
}

/// The next start, as far as `resume`.
fn open_again(stage: &mut Stage) {
    stage.open_again();
    stage.resume();
}

fn browsers(stage: &Stage) -> usize {
    stage.requests("GET", "/oauth/v2/authorize")
}

#[test]
fn the_next_start_goes_on_without_a_browser() {
    let mut stage = kept("bob", keychain());
    for _ in 0..3 {
        stage.start_again();
        stage.until("signed in and read", has_read);
        assert_eq!(stage.state.signed_in().unwrap().account.login_name, "bob@demo.example");
    }
    assert_eq!(browsers(&stage), 0);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 0, "closing ends no kept session");
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 3, "each start turns the token once");
    let text = serde_json::to_string(&stage.state.settings).unwrap();
    assert!(!text.contains("demo-secret."), "{text}");
}

#[test]
fn a_token_that_is_turned_while_the_window_is_open_is_kept_anew() {
    let mut stage = kept("bob", keychain());
    stage.control("/demo/expire?what=access");
    stage.read();
    assert_eq!(stage.shown().len(), 3);
    stage.start_again();
    stage.until("signed in and read", has_read);
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn unticking_while_the_session_is_being_kept_leaves_nothing_behind() {
    let store = mock::Store::new().unwrap();
    let mut stage = Stage::with_keychain("bob", slow(&store));
    stage.user(Intent::SignIn { another: false });
    stage.until("signed in", |state| state.signed_in().is_some());
    let entry = entry_of(&store, &stage.state.sessions.iter().next().unwrap().key());
    stage.user(Intent::ChooseAccount);
    stage.user(Intent::StaySignedIn(false));
    assert!(entry.get_password().is_err(), "not kept yet");
    stage.until("kept", |_| entry.get_password().is_ok());
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.close();
    assert!(entry.get_password().is_err());
}

#[test]
fn signing_out_while_the_session_is_being_kept_leaves_nothing_behind() {
    let store = mock::Store::new().unwrap();
    let mut stage = Stage::with_keychain("bob", slow(&store));
    stage.user(Intent::SignIn { another: false });
    stage.until("signed in", |state| state.signed_in().is_some());
    let entry = entry_of(&store, &stage.state.sessions.iter().next().unwrap().key());
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.state.notices, [Notice::SignedOut]);
    stage.close();
    assert!(entry.get_password().is_err());
}

#[test]
fn signing_out_forgets_and_revokes() {
    let mut stage = kept("bob", keychain());
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.start_again();
    assert!(is_out(&stage.state), "there is nothing to go on with");
}

#[test]
fn signing_out_without_a_network_forgets_here_and_says_so() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store));
    let settings = stage.state.settings.clone();
    stage.stop_demo();
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let told = stage
        .state
        .notices
        .iter()
        .any(|notice| matches!(notice, Notice::Trouble(trouble) if trouble.what == What::SignOut));
    assert!(told, "{:?}", stage.state.notices);
    // Even with the old settings there is nothing left in the keychain.
    stage.state.settings = settings;
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!(stage.connect_trouble(), None);
    assert_eq!(stage.state.settings.kept_sessions, []);
}

#[test]
fn a_session_that_ended_elsewhere_is_said_and_forgotten() {
    let mut stage = kept("bob", keychain());
    stage.control("/demo/expire?what=all");
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!((said(&stage).what, &said(&stage).why), (What::StaySignedIn, &Why::SessionEnded));
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.start_again();
    assert!(is_out(&stage.state));
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 1, "and not asked for again");
}

#[test]
fn a_server_that_cannot_be_reached_ends_nothing() {
    let mut stage = kept("bob", keychain());
    stage.control("/demo/fault?method=GET&path=/.well-known/openid-configuration&kind=status&status=503");
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!((said(&stage).what, &said(&stage).why), (What::ResumeSession, &Why::ServerFailed));
    assert_eq!(said(&stage).remedy, Remedy::TryAgain);
    assert!(stage.state.to_resume().is_some(), "trying again goes on with it");
    stage.control("/demo/fault/clear");
    stage.resume();
    stage.until("signed in and read", has_read);
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn a_start_without_a_network_loses_nothing() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let before = token(&entry);
    stage.stop_demo();
    stage.start_again();
    stage.until("the first screen", is_out);
    let why = Why::NotReachable("127.0.0.1".into());
    assert_eq!((said(&stage).what, &said(&stage).why), (What::ResumeSession, &why));
    assert_eq!(said(&stage).remedy, Remedy::TryAgain);
    assert!(stage.state.to_resume().is_some());
    assert_eq!(token(&entry), before);
}

#[test]
fn an_answer_for_another_person_is_not_gone_on_with() {
    let mut stage = kept("bob", keychain());
    stage.control("/demo/options?refresh_sub=true");
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::OtherAccount);
    assert_eq!(stage.state.settings.kept_sessions, []);
}

#[test]
fn a_token_that_another_run_has_turned_is_taken_from_the_keychain() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    // Another run turns it: this one still holds the old one.
    let entry = entry(&store, &stage);
    let mut kept: serde_json::Value = serde_json::from_str(&entry.get_password().unwrap()).unwrap();
    let old = kept["refresh_token"].as_str().unwrap().to_owned();
    let turned = stage.turn_token(&old);
    kept["refresh_token"] = turned.into();
    entry.set_password(&kept.to_string()).unwrap();
    stage.read();
    assert_eq!(stage.shown().len(), 3, "signed in as before");
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn a_token_that_another_run_turns_during_the_start_is_taken_from_the_keychain_too() {
    let store = mock::Store::new().unwrap();
    let mut stage = kept("bob", Keychain::with_store(store.clone()));
    let entry = entry(&store, &stage);
    let text = entry.get_password().unwrap();
    let old = token(&entry);
    stage.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=slow&ms=1500&times=1");
    open_again(&mut stage);
    arrived(&stage, "POST", "/oauth/v2/token");
    let turned = stage.turn_token(&old);
    entry.set_password(&text.replace(&old, &turned)).unwrap();
    stage.until("signed in and read", has_read);
    assert_ne!(token(&entry), turned, "turned once more, and kept");
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn a_turned_token_that_cannot_be_kept_is_said_and_ends_with_the_window() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    locked.store(true, Ordering::SeqCst);
    for _ in 0..2 {
        stage.control("/demo/expire?what=access");
        stage.read();
        assert_eq!(stage.shown().len(), 3, "signed in as before");
    }
    let about: Vec<_> = told(&stage).iter().map(|trouble| trouble.what).collect();
    assert_eq!(about, [What::KeepSession], "said once");
    assert_eq!(stage.state.settings.kept_sessions, [], "what is there is of no use any more");
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
}

#[test]
fn a_token_that_is_turned_at_the_start_and_cannot_be_kept_is_said_too() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    stage.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=slow&ms=1000&times=1");
    open_again(&mut stage);
    arrived(&stage, "POST", "/oauth/v2/token");
    locked.store(true, Ordering::SeqCst);
    stage.until("signed in, read and told", |state| has_read(state) && !state.notices.is_empty());
    let about: Vec<_> = told(&stage).iter().map(|trouble| trouble.what).collect();
    assert_eq!(about, [What::KeepSession]);
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
}

#[test]
fn unticking_with_a_locked_keychain_says_what_may_still_be_in_it() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    locked.store(true, Ordering::SeqCst);
    stage.user(Intent::StaySignedIn(false));
    stage.until("said", |state| !state.notices.is_empty());
    let [trouble] = told(&stage)[..] else { panic!("{:?}", stage.state.notices) };
    assert_eq!((trouble.what, &trouble.why), (What::ForgetSession, &Why::KeychainUnusable));
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1, "what is not to be kept ends with the window");
}

#[test]
fn unticking_forgets() {
    let mut stage = kept("bob", keychain());
    let settings = stage.state.settings.clone();
    stage.open_again();
    stage.user(Intent::StaySignedIn(false));
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.close();
    stage.reopen(settings);
    stage.resume();
    stage.until("the first screen", is_out);
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 0, "it was forgotten");
}

#[test]
fn a_keychain_that_is_locked_at_the_start_loses_nothing() {
    let store = mock::Store::new().unwrap();
    let (keychain, locked) = with_lock(&store);
    let mut stage = kept("bob", keychain);
    locked.store(true, Ordering::SeqCst);
    stage.start_again();
    stage.until("the first screen", is_out);
    assert_eq!((said(&stage).what, said(&stage).remedy), (What::ResumeSession, Remedy::TryAgain));
    locked.store(false, Ordering::SeqCst);
    stage.resume();
    stage.until("signed in and read", has_read);
    assert_eq!(browsers(&stage), 0);
}

#[test]
fn a_keychain_that_cannot_be_used_is_said_once_and_nothing_is_kept() {
    let locked = Keychain::with_opener(|| Err(Error::NoStorageAccess("locked".into())));
    let mut stage = Stage::with_keychain("bob", locked);
    stage.sign_in();
    stage.until("said", |state| !state.notices.is_empty());
    let [Notice::Trouble(trouble)] = &stage.state.notices[..] else { panic!("{:?}", stage.state.notices) };
    assert_eq!((trouble.what, &trouble.why), (What::KeepSession, &Why::KeychainUnusable));
    assert_eq!(stage.state.settings.kept_sessions, []);
    stage.control("/demo/requests/clear");
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1, "it lived as long as the window");
}
