//! Tries the authorization request before a person does.
//!
//! A server does not redirect where it does not know the app or its callback (RFC 6749, section 4.1.2.1):
//! the error would be seen in the browser only, and the sign-in would wait in vain.

use std::time::Duration;

use reqwest::{Method, Request};
use serde::Deserialize;
use tokio::time::timeout;

use crate::domain::{Details, SignInOrder, Trouble, What, Why};
use crate::http::{Answer, Http};

use super::attempt::Attempt;
use super::fault;

/// How long the trial may take before the browser is asked without its result.
const TRIAL_LIMIT: Duration = Duration::from_secs(5);

/// The body of a refusal (recording `authorize-err-unknown-client`).
#[derive(Deserialize)]
pub(super) struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// Sends `trial`, which must not be the attempt that the browser gets: its state and challenge are
/// used up by this. Whatever is not one of the two known refusals is left to the browser.
pub(super) async fn check(http: &Http, trial: &Attempt, order: &SignInOrder) -> Result<(), Trouble> {
    let request = Request::new(Method::GET, trial.link.clone());
    let Ok(Ok(answer)) = timeout(TRIAL_LIMIT, http.send(request)).await else {
        tracing::debug!("the trial of the authorization request had no answer");
        return Ok(());
    };
    match refusal(&answer, order) {
        Some((why, refusal)) => {
            let details = Details {
                code: Some(fault::said(&refusal.error)),
                message: Some(fault::said(&refusal.error_description)),
                ..fault::details(answer.status)
            };
            Err(Trouble::new(What::SignIn, why).with(details))
        }
        None => Ok(()),
    }
}

pub(super) fn refusal(answer: &Answer, order: &SignInOrder) -> Option<(Why, Refusal)> {
    if answer.status != 400 {
        return None;
    }
    let refusal: Refusal = answer.json().ok()?;
    let said = &refusal.error_description;
    let why = if said.contains("Errors.App.NotFound") {
        Why::UnknownClient(order.client_id.clone())
    } else if refusal.error == "invalid_request" && said.contains("redirect_uri") {
        Why::RedirectNotRegistered
    } else {
        return None;
    };
    Some((why, refusal))
}
