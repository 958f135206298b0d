//! Sends one removal, once, and says what its answer means (ARCHITECTURE.md, "What an answer means").

use reqwest::{Method, Request};

use super::caller::Caller;
use super::fault::{self, NOT_FOUND, Status};
use super::grpc_web::{self, Said, fits_into_a_path};
use super::wire::Removed;
use crate::domain::{
    AccountKey, Consequence, Details, Generation, Gone, MethodId, MethodKind, Now, Permit, Remedy,
    RemovalAnswer, StepId, Trouble, What, Why,
};
use crate::http::{Answer, Failure, Reach};

/// Sends one removal below `/auth/v1/users/me`, or over gRPC-web, never again by itself.
///
/// The permit is used up: a second removal needs a second confirmation.
pub async fn remove(caller: &Caller<'_>, permit: Permit, generation: Generation, now: Now) -> RemovalAnswer {
    let key = AccountKey { server: caller.server.clone(), subject: caller.subject.clone() };
    let kind = permit.id().kind();
    let not_sent = |why| RemovalAnswer::Refused(Trouble::new(What::Remove(kind), why));
    if !permit.fits(&key, generation, now) {
        return not_sent(Why::OtherAccount);
    }
    if let MethodId::Identity(id) = permit.id()
        && !(fits_into_a_path(&id.idp.0) && fits_into_a_path(&id.user))
    {
        let answer = grpc_web::remove_identity(caller, id).await;
        return answer.map_or_else(
            || not_sent(Why::Unreadable),
            |answer| classify_grpc_web(answer, kind, permit.sent_before()),
        );
    }
    let path = [&["auth", "v1", "users", "me"], path(permit.id()).as_slice()].concat();
    let Some(url) = caller.url(&path, &[]) else { return not_sent(Why::Unreadable) };
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
        Err(failure) => return no_answer(failure, what),
    };
    let own = Status::read(&answer);
    let trouble = || fault::read_trouble(what, &answer);
    match (answer.status, &own) {
        (200, _) => receipt(&answer, what),
        (401, _) => session_ended(trouble()),
        (404, Some(status)) if is_not_there(status, kind) => not_found(trouble(), sent_before),
        (400 | 403 | 404 | 405 | 409 | 429, Some(_)) => RemovalAnswer::Refused(trouble()),
        _ => unsure(trouble()),
    }
}

/// The same for an answer over gRPC-web: its status is gRPC's, and HTTP's is 200 even for a refusal.
#[must_use]
pub fn classify_grpc_web(
    answer: Result<Answer, Failure>,
    kind: MethodKind,
    sent_before: bool,
) -> RemovalAnswer {
    let what = What::Remove(kind);
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return no_answer(failure, what),
    };
    let status = match grpc_web::read(&answer) {
        Some(Said::Done(receipt)) => return RemovalAnswer::Gone(Gone::Receipt(receipt)),
        Some(Said::Error(status)) => status,
        // Not gRPC-web, so not the server's word that it is done: a gateway's error at best.
        None if answer.status == 200 => return unsure(fault::read_trouble(what, &answer)),
        None => return classify(Ok(answer), kind, sent_before),
    };
    let why = match status.code {
        16 => Why::SessionEnded,
        8 => Why::TooManyRequests(answer.retry_after_seconds()),
        // Those that the gateway turns into 400, 403, 404 and 409 (api.md, section 2).
        3 | 5 | 6 | 7 | 9 | 10 | 11 => status.why(),
        _ => Why::ServerFailed,
    };
    let details = Details { at: Some(answer.at), ..fault::said(&status) };
    let trouble = Trouble::new(what, why).with(details);
    match trouble.why {
        Why::SessionEnded => session_ended(trouble),
        Why::ServerFailed => unsure(trouble),
        _ if is_not_there(&status, kind) => not_found(trouble, sent_before),
        _ => RemovalAnswer::Refused(trouble),
    }
}

fn no_answer(failure: Failure, what: What) -> RemovalAnswer {
    match (failure.reach, failure.status) {
        (Reach::NotSent, _) => RemovalAnswer::Refused(failure.trouble(what)),
        // A 401 is a refusal whatever became of its body.
        (_, Some(401)) => RemovalAnswer::Refused(Trouble { why: Why::SessionEnded, ..failure.trouble(what) }),
        _ => unsure(failure.trouble(what)),
    }
}

fn session_ended(mut trouble: Trouble) -> RemovalAnswer {
    // The next reading refreshes the session, or says that it has ended.
    trouble.remedy = Remedy::TryAgain;
    RemovalAnswer::Refused(trouble)
}

fn is_not_there(status: &Status, kind: MethodKind) -> bool {
    (status.id(), status.code) == (Some(not_there(kind)), NOT_FOUND)
}

fn not_found(trouble: Trouble, sent_before: bool) -> RemovalAnswer {
    if sent_before {
        RemovalAnswer::Gone(Gone::ByReading)
    } else {
        RemovalAnswer::Refused(Trouble { why: Why::AlreadyGone, ..trouble })
    }
}

fn receipt(answer: &Answer, what: What) -> RemovalAnswer {
    match answer.claims_json().then(|| answer.json::<Removed>().ok()).flatten() {
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
