//! Sends one removal, once, and says what its answer means (ARCHITECTURE.md, "What an answer means").

use std::time::Instant;

use reqwest::{Method, Request};

use super::caller::Caller;
use super::fault::{self, Status};
use super::wire::Removed;
use crate::domain::{
    AccountKey, Consequence, Generation, Gone, Permit, Remedy, RemovalAnswer, Trouble, What, Why,
};
use crate::http::{Answer, Failure, Reach};

/// "`WebAuthN` Token could not be found" (recordings `err-unknown-passkey`, `err-already-removed`).
const NOT_FOUND: (&str, i64) = ("COMMAND-DAfb2", 5);

/// Sends `DELETE /auth/v1/users/me/passwordless/{tokenId}` once, never again by itself.
///
/// The permit is used up: a second removal needs a second confirmation.
pub async fn remove(caller: &Caller<'_>, permit: Permit, generation: Generation) -> RemovalAnswer {
    let key = AccountKey { server: caller.server.clone(), subject: caller.subject.clone() };
    if !permit.fits(&key, generation, Instant::now()) {
        return RemovalAnswer::Refused(Trouble::new(What::Remove, Why::OtherAccount));
    }
    let path = ["auth", "v1", "users", "me", "passwordless", permit.id().as_str()];
    let Some(url) = caller.url(&path, &[]) else {
        return RemovalAnswer::Refused(Trouble::new(What::Remove, Why::Unreadable));
    };
    let answer = caller.send(Request::new(Method::DELETE, url)).await;
    classify(answer, permit.sent_before())
}

/// What `answer` to a removal means. `sent_before`: this run has sent one for the same passkey before.
#[must_use]
pub fn classify(answer: Result<Answer, Failure>, sent_before: bool) -> RemovalAnswer {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) if failure.reach == Reach::NotSent => {
            return RemovalAnswer::Refused(failure.trouble(What::Remove));
        }
        // A 401 is a refusal whatever became of its body.
        Err(failure) if failure.status == Some(401) => {
            return RemovalAnswer::Refused(Trouble {
                why: Why::SessionEnded,
                ..failure.trouble(What::Remove)
            });
        }
        Err(failure) => return unsure(failure.trouble(What::Remove)),
    };
    let own = Status::read(&answer);
    match (answer.status, &own) {
        (200, _) => receipt(&answer),
        (401, _) => {
            let mut trouble = fault::read_trouble(What::Remove, &answer);
            // The next reading refreshes the session, or says that it has ended.
            trouble.remedy = Remedy::TryAgain;
            RemovalAnswer::Refused(trouble)
        }
        (404, Some(status)) if (status.id(), status.code) == (Some(NOT_FOUND.0), NOT_FOUND.1) => {
            if sent_before {
                RemovalAnswer::Gone(Gone::ByReading)
            } else {
                RemovalAnswer::Refused(Trouble {
                    why: Why::AlreadyGone,
                    ..fault::read_trouble(What::Remove, &answer)
                })
            }
        }
        (400 | 403 | 404 | 405 | 409 | 429, Some(_)) => {
            RemovalAnswer::Refused(fault::read_trouble(What::Remove, &answer))
        }
        _ => unsure(fault::read_trouble(What::Remove, &answer)),
    }
}

fn receipt(answer: &Answer) -> RemovalAnswer {
    let removed =
        answer.claims_json().then(|| serde_json::from_slice::<Removed>(&answer.body).ok()).flatten();
    match removed {
        Some(removed) => RemovalAnswer::Gone(Gone::Receipt(removed.receipt())),
        None => unsure(fault::read_trouble(What::Remove, answer)),
    }
}

/// Nobody knows yet; reading again is what helps.
fn unsure(trouble: Trouble) -> RemovalAnswer {
    let mut trouble = trouble.after(Consequence::Unknown);
    trouble.remedy = Remedy::TryAgain;
    RemovalAnswer::Unsure(trouble)
}
