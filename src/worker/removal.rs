//! One confirmed removal: read again, ask again, send once, and settle what has no answer by reading.

use std::time::Duration;

use jiff::Timestamp;

use super::live::{Live, Stop};
use super::{Outlet, now};
use crate::domain::{
    Cleared, Event, Gone, Known, MethodId, Recheck, RemovalAnswer, Settled, Trouble, What, Why,
};
use crate::zitadel;

/// The answer where there is no session to send the removal with.
pub(super) fn no_session(cleared: &Cleared) -> Event {
    let id = cleared.method().id();
    let trouble = Trouble::new(What::Remove(id.kind()), Why::SessionEnded);
    answered(id, RemovalAnswer::Refused(trouble))
}

fn answered(id: MethodId, answer: RemovalAnswer) -> Event {
    Event::RemovalAnswered { id, answer }
}

/// Sends the removal if it still holds. Returns a trouble where the session turned out to be over.
pub(super) async fn run(
    live: &Live,
    cleared: Cleared,
    pauses: &[Duration],
    outlet: &Outlet,
) -> Option<Trouble> {
    let id = cleared.method().id();
    let (answer, ended) = attempt(live, cleared).await;
    let unsure = matches!(answer, RemovalAnswer::Unsure(_));
    outlet.say(live.generation, answered(id.clone(), answer));
    if unsure {
        let (settled, ended) = settle(live, &id, pauses).await;
        outlet.say(live.generation, Event::RemovalSettled { id, settled });
        return ended;
    }
    ended
}

async fn attempt(live: &Live, cleared: Cleared) -> (RemovalAnswer, Option<Trouble>) {
    let id = cleared.method().id();
    let what = What::Remove(id.kind());
    let refused = |why| RemovalAnswer::Refused(Trouble::new(what, why));
    let fresh = match live.inventory().await {
        Ok(fresh) => fresh,
        Err(stop) => {
            let answer = RemovalAnswer::Refused(stop.kept_from(what));
            return (answer, stop.ended());
        }
    };
    let key = live.account().key.clone();
    let answer = match cleared.recheck(&fresh, &key, live.generation, now()) {
        Recheck::Send(permit) => match live.pass().await {
            Ok(pass) => zitadel::remove(&pass.caller(), permit, live.generation, now()).await,
            Err(stop) => return (RemovalAnswer::Refused(stop.kept_from(what)), stop.ended()),
        },
        Recheck::Gone => RemovalAnswer::Gone(Gone::Before),
        Recheck::OtherAccount => refused(Why::OtherAccount),
        Recheck::TooOld => refused(Why::ConfirmationTooOld),
        Recheck::Changed => match fresh.not_listed(id.topic()) {
            // Not even the list could be read: that is why nothing was sent.
            Some(trouble) => RemovalAnswer::Refused(trouble.clone().about(what)),
            None => RemovalAnswer::Changed(Box::new(fresh)),
        },
    };
    (answer, None)
}

/// Reads the list until the method is gone from it, or the pauses are used up.
async fn settle(live: &Live, id: &MethodId, pauses: &[Duration]) -> (Settled, Option<Trouble>) {
    let mut last = Settled::NotReadable;
    for pause in pauses {
        tokio::time::sleep(*pause).await;
        last = match live.is_listed(id).await {
            Ok(Known::Known(false)) => return (Settled::Gone, None),
            Ok(Known::Known(true)) => Settled::StillThere(Timestamp::now()),
            Ok(Known::Unknown(_)) | Err(Stop::Later(_)) => Settled::NotReadable,
            Err(Stop::Ended(trouble)) => return (Settled::NotReadable, Some(trouble)),
        };
    }
    (last, None)
}
