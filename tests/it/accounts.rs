//! Several accounts, at one server and at two: each with its own session, keychain entry and generation.

use keyring_core::mock;
use keyward::demo::{Demo, Options};
use keyward::domain::{Gone, Intent, Notice, Removal, Screen, SessionKey, State, What, Why};
use keyward::signin::Keychain;

use crate::stage::{Stage, control, runtime};

fn keychain() -> Keychain {
    Keychain::with_store(mock::Store::new().unwrap())
}

fn is_out(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_))
}

fn login(state: &State) -> Option<&str> {
    let signed_in =
        state.signed_in().filter(|signed_in| signed_in.inventory.is_some() && !signed_in.reading)?;
    signed_in.account.login_name.split('@').next()
}

fn key_of(stage: &Stage, login: &str) -> SessionKey {
    let named = |name: &str| name.split('@').next() == Some(login);
    let session = stage.state.sessions.iter().find(|session| named(&session.account.login_name));
    session.unwrap_or_else(|| panic!("no session of {login}")).key()
}

fn sign_in_as(stage: &mut Stage, who: &'static str) {
    if !is_out(&stage.state) {
        stage.user(Intent::ChooseAccount);
    }
    stage.browse_as(who);
    stage.user(Intent::SignIn { another: true });
    stage.until("signed in and read", |state| login(state) == Some(who));
}

fn switch_to(stage: &mut Stage, who: &'static str) {
    if !is_out(&stage.state) {
        stage.user(Intent::ChooseAccount);
    }
    stage.user(Intent::SwitchTo(key_of(stage, who)));
    stage.until("signed in and read", |state| login(state) == Some(who));
}

/// Bob and Carol, both kept, Carol in use.
fn two(keychain: Keychain) -> Stage {
    let mut stage = Stage::with_keychain("bob", keychain);
    sign_in_as(&mut stage, "bob");
    sign_in_as(&mut stage, "carol");
    stage.until("both kept", |state| state.settings.kept_sessions.len() == 2);
    stage.control("/demo/requests/clear");
    stage
}

#[test]
fn switching_needs_no_browser_and_no_new_token() {
    let mut stage = two(keychain());
    for who in ["bob", "carol", "bob"] {
        let before = stage.state.generation;
        switch_to(&mut stage, who);
        assert!(stage.state.generation > before);
    }
    assert_eq!(stage.requests("GET", "/oauth/v2/authorize"), 0);
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 0);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 0, "leaving an account does not sign out");
    let said = |notice: &Notice| matches!(notice, Notice::AnotherAccount { .. });
    assert!(!stage.state.notices.iter().any(said), "the person chose it");
}

#[test]
fn the_next_start_goes_on_with_the_one_used_last_and_can_switch() {
    let mut stage = two(keychain());
    switch_to(&mut stage, "bob");
    stage.start_again();
    stage.until("signed in and read", |state| login(state) == Some("bob"));
    assert_eq!(stage.state.sessions.iter().len(), 2, "both are remembered");
    switch_to(&mut stage, "carol");
    assert_eq!(stage.requests("GET", "/oauth/v2/authorize"), 0);
    assert_eq!(stage.requests("POST", "/oauth/v2/token"), 2, "one for each");
}

#[test]
fn signing_out_of_one_leaves_the_other() {
    let mut stage = two(keychain());
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
    let names: Vec<_> =
        stage.state.settings.kept_sessions.iter().map(|kept| kept.login_name.clone()).collect();
    assert_eq!(names, ["bob@demo.example"]);
    switch_to(&mut stage, "bob");
    stage.start_again();
    stage.until("signed in and read", |state| login(state) == Some("bob"));
    assert_eq!(stage.requests("GET", "/oauth/v2/authorize"), 0);
}

#[test]
fn an_unsure_removal_is_settled_while_another_account_is_shown() {
    let mut stage = Stage::signed_in("bob");
    stage.fault("drop-after");
    stage.control(
        "/demo/fault?method=POST&path=/auth/v1/users/me/passwordless/_search&kind=slow&ms=300&times=3",
    );
    let id = stage.confirm("");
    stage.until("unsure", |state| matches!(state.outcomes[0].removal, Removal::Unsure(..)));
    sign_in_as(&mut stage, "carol");
    stage.until("settled", |state| !state.removal_under_way());
    assert_eq!(stage.outcome().removal, Removal::Gone(Gone::ByReading));
    assert_eq!(stage.outcome().account.login_name, "bob@demo.example");
    assert_eq!(stage.removals(), 1);
    switch_to(&mut stage, "bob");
    assert!(!stage.shown().contains(&id));
}

#[test]
fn nobody_leaves_while_a_removal_has_no_answer() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&kind=slow&ms=300");
    stage.confirm("");
    stage.user(Intent::ChooseAccount);
    assert!(stage.state.signed_in().is_some());
    stage.until("answered", |state| !state.removal_under_way());
    assert!(matches!(stage.outcome().removal, Removal::Gone(Gone::Receipt(_))));
}

#[test]
fn a_new_sign_in_to_the_same_account_takes_the_place_of_the_old_one() {
    let mut stage = two(keychain());
    sign_in_as(&mut stage, "bob");
    assert_eq!(stage.state.sessions.iter().len(), 2);
    stage.until("kept", |state| state.settings.kept_sessions.len() == 2);
    let begun = std::time::Instant::now();
    while stage.requests("POST", "/oauth/v2/revoke") == 0 && begun.elapsed().as_secs() < 5 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1, "the old one is ended");
    stage.start_again();
    stage.until("signed in and read", |state| login(state) == Some("bob"));
}

#[test]
fn unticking_forgets_all_and_keeps_none_from_then_on() {
    let mut stage = two(keychain());
    stage.user(Intent::ChooseAccount);
    let settings = stage.state.settings.clone();
    stage.user(Intent::StaySignedIn(false));
    assert_eq!(stage.state.settings.kept_sessions, []);
    assert_eq!(stage.state.sessions.iter().len(), 2, "both go on until the window is closed");
    stage.control("/demo/expire?what=access");
    switch_to(&mut stage, "bob");
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 2, "what is not kept ends with the window");
    stage.reopen(settings);
    for who in ["bob", "carol"] {
        let key = key_of(&stage, who);
        stage.user(Intent::SwitchTo(key));
        stage.until("the first screen", is_out);
    }
    assert_eq!(stage.state.sessions.iter().len(), 0, "nothing was in the keychain");
}

#[test]
fn a_session_that_ended_elsewhere_goes_and_the_other_one_stays() {
    let mut stage = two(keychain());
    stage.control("/demo/expire?what=all&login=bob");
    stage.user(Intent::ChooseAccount);
    stage.user(Intent::SwitchTo(key_of(&stage, "bob")));
    stage.until("the first screen", is_out);
    assert!(stage.connect_trouble().is_some());
    assert_eq!(stage.state.sessions.iter().len(), 1);
    switch_to(&mut stage, "carol");
}

#[test]
fn a_session_that_ends_while_another_screen_is_shown_says_so_when_it_is_opened() {
    let mut stage = two(keychain());
    stage.control("/demo/expire?what=all&login=carol");
    stage.user(Intent::ReadAgain);
    stage.user(Intent::ChooseAccount);
    stage.until_asked("POST", "/oauth/v2/revoke");
    stage.user(Intent::SwitchTo(key_of(&stage, "carol")));
    stage.until("the first screen", is_out);
    let trouble = stage.connect_trouble().expect("it is said why");
    assert_eq!((trouble.what, &trouble.why), (What::StaySignedIn, &Why::SessionEnded));
    let names: Vec<_> = stage.state.sessions.iter().map(|open| open.account.login_name.clone()).collect();
    assert_eq!(names, ["bob@demo.example"]);
    sign_in_as(&mut stage, "carol");
    switch_to(&mut stage, "bob");
    switch_to(&mut stage, "carol");
}

#[test]
fn accounts_at_two_servers_are_told_apart() {
    let elsewhere = runtime();
    let second = elsewhere.block_on(Demo::start(Options::default())).unwrap();
    let store = mock::Store::new().unwrap();
    let mut stage = Stage::with_keychain("bob", Keychain::with_store(store));
    sign_in_as(&mut stage, "bob");
    let here = key_of(&stage, "bob");
    stage.user(Intent::ChooseAccount);
    stage.user(Intent::EditServer);
    let (address, client_id) = (second.issuer().to_owned(), second.client_id().to_owned());
    stage.user(Intent::UseServer { address: address.clone(), client_id });
    sign_in_as(&mut stage, "bob");
    stage.until("both kept", |state| state.settings.kept_sessions.len() == 2);
    assert_eq!(stage.state.sessions.iter().next().unwrap().target.server.as_str(), address);
    stage.user(Intent::ChooseAccount);
    control(&elsewhere, &second, "/demo/requests/clear");
    stage.user(Intent::SwitchTo(here.clone()));
    stage.until("signed in and read", |state| login(state) == Some("bob"));
    assert_eq!(stage.state.signed_in().unwrap().target.server, here.account.server);
    let asked = control(&elsewhere, &second, "/demo/requests");
    assert!(
        !asked.to_string().contains("/auth/v1/"),
        "no token of the one server goes to the other: {asked}"
    );
}

#[test]
fn without_a_keychain_switching_works_until_the_window_is_closed() {
    let mut stage = Stage::new("bob");
    sign_in_as(&mut stage, "bob");
    sign_in_as(&mut stage, "carol");
    switch_to(&mut stage, "bob");
    stage.control("/demo/requests/clear");
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 2);
    assert_eq!(stage.state.settings.kept_sessions, []);
}
