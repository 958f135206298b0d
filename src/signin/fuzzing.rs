//! Any answer to what a sign-in asks, before and after the browser.

use openidconnect::JsonWebKey as _;

use super::provider::{self, Provider};
use super::{preflight, session, user_info};
use crate::domain::{Server, SignInOrder, Subject, Trouble, What, Why, painted};
use crate::fuzzing::{answer, check_painted};
use crate::text::Text;

pub use super::callback::fuzzing::callback;

/// As in the recordings, so that their answers are good ones.
const SERVER: &str = "http://localhost:8090";
const SUBJECT: &str = "400917664874105894";

thread_local! {
    static TEXT: Text = Text::nearest_to("en");
}

/// Paints the reason why an answer could not be used.
fn paint(what: What, why: Why) {
    let _painted = TEXT.with(|text| text.trouble_to_copy(&Trouble::new(what, why)));
}

/// Reads a body as the discovery document, the keys, the user info and the refusal of an authorization request.
///
/// # Panics
/// Where one is taken from an answer that is none, names an endpoint elsewhere, or another person.
pub fn json(bytes: &[u8]) {
    let (Some(answer), Ok(entered)) = (answer(bytes), Server::parse(SERVER)) else { return };
    let server = entered.server;
    discovery(&server, &answer);
    match provider::key_set(&answer) {
        Ok(keys) => {
            assert_eq!(answer.status, 200, "keys from what is no answer");
            let _named = keys.keys().iter().filter_map(|key| key.key_id()).count();
        }
        Err(why) => paint(What::SignIn, why),
    }
    let subject = Subject::new(SUBJECT);
    match user_info::claims(&answer, &subject) {
        Ok(info) => {
            assert_eq!(answer.status, 200, "a name from what is no answer");
            assert!(answer.body.windows(SUBJECT.len()).any(|part| part == SUBJECT.as_bytes()));
            check_painted(&painted(&info.login_name));
            check_painted(&painted(info.name.as_deref().unwrap_or_default()));
        }
        Err(why) => paint(What::SignIn, why),
    }
    if let Some((why, _said)) = preflight::refusal(&answer, &order(server)) {
        assert_eq!(answer.status, 400, "a refusal from what is none");
        assert!(matches!(why, Why::UnknownClient(_) | Why::RedirectNotRegistered), "{why:?}");
        paint(What::SignIn, why);
    }
    assert!(!session::is_revoked(&answer) || answer.status == 200, "revoked by what is no answer");
}

fn discovery(server: &Server, answer: &crate::http::Answer) {
    match Provider::read(server, answer) {
        Ok(provider) => {
            assert_eq!((answer.status, provider.issuer.as_str()), (200, server.as_str()));
            for url in [provider.token.url(), &provider.user_info, &provider.revocation] {
                assert_eq!(url.origin().ascii_serialization(), server.as_str(), "a token would go to {url}");
            }
            let page = provider.authorization.url();
            assert!(matches!(page.scheme(), "https" | "http"), "the browser would open {page}");
        }
        Err(why) => paint(What::Connect, why),
    }
}

fn order(server: Server) -> SignInOrder {
    SignInOrder {
        server,
        client_id: "nope".to_owned(),
        organisation: None,
        stay: false,
        another: false,
        keep: false,
        language: String::new(),
    }
}
