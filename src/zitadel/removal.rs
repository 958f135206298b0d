//! Sends one removal, once, and says what its answer means (ARCHITECTURE.md, "What an answer means").

use std::time::Instant;

use reqwest::{Method, Request};

use super::caller::Caller;
use super::fault::{self, Status};
use super::wire::Removed;
use crate::domain::{
    AccountKey, Consequence, Generation, Gone, MethodId, MethodKind, Permit, Remedy, RemovalAnswer, StepId,
    Trouble, What, Why,
};
use crate::http::{Answer, Failure, Reach};

/// gRPC's "not found".
const NOT_FOUND: i64 = 5;

/// Sends one `DELETE` below `/auth/v1/users/me`, never again by itself.
///
/// The permit is used up: a second removal needs a second confirmation.
pub async fn remove(caller: &Caller<'_>, permit: Permit, generation: Generation) -> RemovalAnswer {
    let key = AccountKey { server: caller.server.clone(), subject: caller.subject.clone() };
    let kind = permit.id().kind();
    if !permit.fits(&key, generation, Instant::now()) {
        return RemovalAnswer::Refused(Trouble::new(What::Remove(kind), Why::OtherAccount));
    }
    let path = [&["auth", "v1", "users", "me"], path(permit.id()).as_slice()].concat();
    let Some(url) = caller.url(&path, &[]) else {
        return RemovalAnswer::Refused(Trouble::new(What::Remove(kind), Why::Unreadable));
    };
    let answer = caller.send(Request::new(Method::DELETE, url)).await;
    classify(answer, kind, permit.sent_before())
}

/// Where a removal goes, below the person's own account (api.md, section 1). Kind and id never part.
fn path(id: &MethodId) -> Vec<&str> {
    match id {
        MethodId::Passkey(id) => vec!["passwordless", id.as_str()],
        MethodId::Step(StepId::SecurityKey(id)) => vec!["auth_factors", "u2f", id.as_str()],
        MethodId::Step(StepId::AuthenticatorApp) => vec!["auth_factors", "otp"],
        MethodId::Step(StepId::SmsCode) => vec!["auth_factors", "otp_sms"],
        MethodId::Step(StepId::EmailCode) => vec!["auth_factors", "otp_email"],
        MethodId::Identity(id) => vec!["idps", &id.idp.0, &id.user],
    }
}

/// `details[0].id` of the 404 that says that it is not there (recordings `err-already-removed`,
/// `trap-remove-u2f-again-right-path`, `err-totp-already-removed`, `err-unknown-idp`; api.md, section 1).
const fn not_there(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey | MethodKind::SecurityKey => "COMMAND-DAfb2",
        MethodKind::AuthenticatorApp => "COMMAND-Hd9sd",
        MethodKind::SmsCode => "COMMAND-Sr3h3",
        MethodKind::EmailCode => "COMMAND-b312D",
        MethodKind::Identity => "COMMAND-1M9xR",
    }
}

/// What `answer` to a removal means. `sent_before`: this run has sent one for the same method before.
#[must_use]
pub fn classify(answer: Result<Answer, Failure>, kind: MethodKind, sent_before: bool) -> RemovalAnswer {
    let what = What::Remove(kind);
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) if failure.reach == Reach::NotSent => {
            return RemovalAnswer::Refused(failure.trouble(what));
        }
        // A 401 is a refusal whatever became of its body.
        Err(failure) if failure.status == Some(401) => {
            return RemovalAnswer::Refused(Trouble { why: Why::SessionEnded, ..failure.trouble(what) });
        }
        Err(failure) => return unsure(failure.trouble(what)),
    };
    let own = Status::read(&answer);
    match (answer.status, &own) {
        (200, _) => receipt(&answer, what),
        (401, _) => {
            let mut trouble = fault::read_trouble(what, &answer);
            // The next reading refreshes the session, or says that it has ended.
            trouble.remedy = Remedy::TryAgain;
            RemovalAnswer::Refused(trouble)
        }
        (404, Some(status)) if (status.id(), status.code) == (Some(not_there(kind)), NOT_FOUND) => {
            if sent_before {
                RemovalAnswer::Gone(Gone::ByReading)
            } else {
                RemovalAnswer::Refused(Trouble {
                    why: Why::AlreadyGone,
                    ..fault::read_trouble(what, &answer)
                })
            }
        }
        (400 | 403 | 404 | 405 | 409 | 429, Some(_)) => {
            RemovalAnswer::Refused(fault::read_trouble(what, &answer))
        }
        _ => unsure(fault::read_trouble(what, &answer)),
    }
}

fn receipt(answer: &Answer, what: What) -> RemovalAnswer {
    let removed =
        answer.claims_json().then(|| serde_json::from_slice::<Removed>(&answer.body).ok()).flatten();
    match removed {
        Some(removed) => RemovalAnswer::Gone(Gone::Receipt(removed.receipt())),
        None => unsure(fault::read_trouble(what, answer)),
    }
}

/// Nobody knows yet; reading again is what helps.
fn unsure(trouble: Trouble) -> RemovalAnswer {
    let mut trouble = trouble.after(Consequence::Unknown);
    trouble.remedy = Remedy::TryAgain;
    RemovalAnswer::Unsure(trouble)
}
