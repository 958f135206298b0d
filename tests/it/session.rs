//! Going on: refresh, its refusal, lists that cannot be read, other people, signing out.

use std::time::Duration;

use keyward::demo::Options;
use keyward::domain::{
    Account, Intent, Known, Notice, Phase, Remedy, Screen, State, Topic, Trouble, What, Why,
};

use crate::browser;
use crate::stage::Stage;

fn refreshes(stage: &Stage) -> usize {
    stage.requests("POST", "/oauth/v2/token")
}

fn lists(stage: &Stage) -> usize {
    stage.requests("POST", "/auth/v1/users/me/passwordless/_search")
}

fn is_out(state: &State) -> bool {
    matches!(state.screen, Screen::Connect(_))
}

fn said(stage: &Stage) -> &Trouble {
    stage.connect_trouble().expect("something is said on the first screen")
}

#[test]
fn everything_that_opens_the_account_is_read() {
    let stage = Stage::signed_in("carol");
    let signed_in = stage.state.signed_in().unwrap();
    let inventory = signed_in.inventory.as_ref().unwrap();
    assert_eq!(inventory.troubles().count(), 0, "{inventory:?}");
    assert_eq!(inventory.passkeys.get().unwrap().len(), 2);
    assert_eq!(inventory.password, Known::Known(true));
    assert_eq!(inventory.second_steps.get().unwrap().len(), 4);
    let identities = inventory.identities.get().unwrap();
    assert!(identities.iter().any(|identity| identity.id.user == "corp|carol/42"));
    let Account { login_name, display_name, .. } = &signed_in.account;
    assert_eq!((login_name.as_str(), display_name.as_str()), ("carol@demo.example", "Carol Example"));
    assert!(signed_in.lists.passkeys.as_ref().unwrap().iter().all(|passkey| passkey.added().is_some()));
}

#[test]
fn an_expired_access_token_is_refreshed_once() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/expire?what=access");
    stage.read();
    assert_eq!(stage.shown().len(), 3);
    assert_eq!(refreshes(&stage), 1);
    assert_eq!(lists(&stage), 2, "refused once, repeated once");
    stage.read();
    assert_eq!(refreshes(&stage), 1, "the new token is used from then on");
}

#[test]
fn many_readings_at_once_share_one_refresh() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/expire?what=access");
    for _ in 0..5 {
        stage.user(Intent::ReadAgain);
    }
    stage.read();
    assert_eq!(stage.shown().len(), 3);
    assert_eq!(refreshes(&stage), 1);
}

#[test]
fn a_token_that_ends_soon_is_refreshed_before_it_is_used() {
    let options = Options { access_token_lifetime: Duration::from_secs(30), ..Options::default() };
    let mut stage = Stage::with_options("bob", options);
    stage.sign_in();
    stage.control("/demo/requests/clear");
    stage.remove("");
    assert!(refreshes(&stage) >= 1);
    assert_eq!(stage.removals(), 1);
    let log = stage.control("/demo/requests");
    assert!(log.as_array().unwrap().iter().all(|request| request["status"] != 401), "{log}");
}

#[test]
fn a_refused_refresh_leads_to_the_first_screen_with_a_sentence() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/expire?what=all");
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).what, What::StaySignedIn);
    assert_eq!(said(&stage).remedy, Remedy::SignInAgain);
    // And from there on again.
    stage.sign_in();
    assert_eq!(stage.shown().len(), 3);
}

#[test]
fn without_a_refresh_token_an_expired_session_ends() {
    let mut stage = Stage::new("bob");
    stage.user(Intent::StaySignedIn(false));
    stage.sign_in();
    stage.control("/demo/expire?what=access");
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::SessionEnded);
    assert_eq!(refreshes(&stage), 1, "the exchange at the sign-in, and no refresh");
}

#[test]
fn a_refresh_that_fails_for_now_ends_nothing() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/expire?what=access");
    stage.control("/demo/fault?method=POST&path=/oauth/v2/token&kind=status&status=503");
    stage.read();
    let signed_in = stage.state.signed_in().expect("still signed in");
    assert!(signed_in.lists.passkeys.is_none(), "unknown is not empty");
    let trouble = signed_in.inventory.as_ref().unwrap().passkeys.trouble().unwrap();
    assert_eq!((trouble.what, trouble.remedy), (What::Read(Topic::Passkeys), Remedy::TryAgain));
    stage.control("/demo/fault/clear");
    stage.read();
    assert_eq!(stage.shown().len(), 3);
}

#[test]
fn a_fresh_token_that_is_refused_means_a_missing_scope() {
    let mut stage = Stage::new("bob");
    stage.control("/demo/options?no_audience=true");
    stage.user(Intent::SignIn { another: false });
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::ScopeMissing);
    assert_eq!(refreshes(&stage), 1, "the exchange, and no refresh in a loop");
}

#[test]
fn a_missing_scope_is_found_out_behind_a_server_that_failed_first() {
    let mut stage = Stage::new("bob");
    stage.control("/demo/options?no_audience=true");
    for path in ["/auth/v1/*", "/v2/*"] {
        stage.control(&format!("/demo/fault?path={path}&kind=status&status=500"));
    }
    stage.sign_in();
    assert_eq!(stage.state.signed_in().unwrap().inventory.as_ref().unwrap().troubles().count(), 7);
    stage.control("/demo/fault/clear");
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::ScopeMissing);
    assert_eq!(refreshes(&stage), 1, "the exchange, and no refresh: it adds no scope");
}

#[test]
fn a_token_that_ended_after_a_server_that_failed_is_not_called_a_missing_scope() {
    let options = Options { access_token_lifetime: Duration::from_secs(2), ..Options::default() };
    let mut stage = Stage::with_options("bob", options);
    stage.user(Intent::StaySignedIn(false));
    for path in ["/auth/v1/*", "/v2/*"] {
        stage.control(&format!("/demo/fault?path={path}&kind=status&status=500"));
    }
    stage.sign_in();
    stage.control("/demo/fault/clear");
    std::thread::sleep(Duration::from_millis(2100));
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    assert_eq!((said(&stage).what, &said(&stage).why), (What::StaySignedIn, &Why::SessionEnded));
}

#[test]
fn a_refresh_for_another_person_ends_the_session() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/options?refresh_sub=true");
    stage.control("/demo/expire?what=access");
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::OtherAccount);
}

#[test]
fn a_list_that_cannot_be_read_says_so_and_the_rest_is_shown() {
    let mut stage = Stage::signed_in("ivan");
    let signed_in = stage.state.signed_in().unwrap();
    assert!(signed_in.lists.passkeys.is_none());
    let inventory = signed_in.inventory.as_ref().unwrap();
    assert_eq!(inventory.troubles().count(), 1);
    assert_eq!(inventory.password, Known::Known(true));
    stage.control("/demo/account?login=ivan&list_fails=false");
    stage.read();
    assert_eq!(stage.shown().len(), 2);
}

#[test]
fn a_second_step_that_is_asked_for_meanwhile_is_said() {
    let mut stage = Stage::signed_in("bob");
    stage.control("/demo/account?login=bob&mfa_required=true");
    stage.read();
    let inventory = stage.state.signed_in().unwrap().inventory.as_ref().unwrap();
    let trouble = inventory.passkeys.trouble().unwrap();
    assert_eq!((&trouble.why, trouble.remedy), (&Why::SecondStepRequired, Remedy::SignInAgain));
}

#[test]
fn somebody_else_is_said() {
    let mut stage = Stage::signed_in("bob");
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let before = stage.state.generation;
    stage.browse_as("erin");
    stage.user(Intent::SignIn { another: true });
    stage.until("signed in", |state| state.signed_in().is_some_and(|s| s.inventory.is_some()));
    assert!(stage.state.generation > before);
    let told = stage.state.notices.iter().any(|notice| {
        matches!(notice, Notice::AnotherAccount { before, now }
            if before.login_name == "bob@demo.example" && now.login_name == "erin@demo.example")
    });
    assert!(told, "{:?}", stage.state.notices);
    assert!(stage.shown().is_empty());
}

#[test]
fn signing_out_revokes() {
    let mut stage = Stage::signed_in("bob");
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    assert_eq!(stage.state.notices, vec![Notice::SignedOut]);
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
}

#[test]
fn signing_out_without_a_network_says_that_the_server_was_not_told() {
    let mut stage = Stage::signed_in("bob");
    stage.stop_demo();
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let [Notice::Trouble(trouble)] = &stage.state.notices[..] else { panic!("{:?}", stage.state.notices) };
    assert_eq!(trouble.what, What::SignOut);
}

#[test]
fn a_server_that_is_busy_says_for_how_long_at_the_sign_out_too() {
    let mut stage = Stage::signed_in("bob");
    stage.control(
        "/demo/fault?method=POST&path=/oauth/v2/revoke&kind=status&status=429&body={}&retry_after=600",
    );
    stage.user(Intent::SignOut);
    stage.until("signed out", is_out);
    let [Notice::Trouble(trouble)] = &stage.state.notices[..] else { panic!("{:?}", stage.state.notices) };
    assert_eq!((trouble.what, &trouble.why), (What::SignOut, &Why::TooManyRequests(Some(600))));
}

#[test]
fn a_sign_in_that_was_given_up_frees_its_port_and_changes_nothing_more() {
    let mut stage = Stage::new("bob");
    // Nobody presses anything.
    stage.browse_as("");
    stage.user(Intent::SignIn { another: false });
    stage.until("the browser", |state| match &state.screen {
        Screen::SigningIn(signing_in) => matches!(signing_in.phase, Phase::Browser { .. }),
        _ => false,
    });
    let Screen::SigningIn(signing_in) = &stage.state.screen else { panic!() };
    let Phase::Browser { link, opened: true } = &signing_in.phase else { panic!() };
    let link = link.clone();
    assert!(!format!("{:?}", stage.state).contains("state="), "no log shows the sign-in's state");
    stage.user(Intent::CancelSignIn);
    assert!(is_out(&stage.state));
    std::thread::sleep(Duration::from_millis(200));
    assert!(browser::visit(&link, "bob").is_err(), "nobody listens for the callback any more");
    assert!(is_out(&stage.state) && stage.connect_trouble().is_none());
    stage.browse_as("bob");
    stage.sign_in();
}

#[test]
fn refused_consent_is_an_answer() {
    let mut stage = Stage::new("refuse");
    stage.user(Intent::SignIn { another: false });
    stage.until("the first screen", is_out);
    assert_eq!(said(&stage).why, Why::ConsentRefused);
}

#[test]
fn closing_the_window_ends_the_session_on_the_server() {
    let mut stage = Stage::signed_in("bob");
    stage.close();
    assert_eq!(stage.requests("POST", "/oauth/v2/revoke"), 1);
}

/// What every token and code of the demo begins with.
const SECRET_MARK: &str = "demo-secret.";

#[test]
fn no_secret_is_in_the_state() {
    let visitor = crate::visitor::Visitor::new();
    let given = visitor.sign_in("bob");
    let code = visitor.code("bob", crate::visitor::SCOPE);
    for secret in [given.access, given.refresh, code] {
        assert!(secret.starts_with(SECRET_MARK), "what is looked for is there to be found");
    }
    let mut stage = Stage::signed_in("bob");
    let mut seen = vec![format!("{:?}", stage.state)];
    stage.control("/demo/expire?what=access");
    stage.control("/demo/fault?method=DELETE&path=/auth/v1/*&kind=status&status=401");
    stage.remove("");
    seen.push(format!("{:?}", stage.state));
    stage.control("/demo/expire?what=all");
    stage.user(Intent::ReadAgain);
    stage.until("the first screen", is_out);
    seen.push(format!("{:?}", stage.state));
    assert!(seen.iter().all(|seen| !seen.contains(SECRET_MARK)));
}
