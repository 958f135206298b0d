//! Reads everything that opens the account, all at the same time; each part is known or unknown.

use jiff::Timestamp;

use super::caller::{Caller, Unauthorized, Unread};
use super::fault;
use super::wire::{FactorRow, IdentityRow, List, MeAnswer, NoId, PasskeyRow, PolicyAnswer};
use crate::domain::{
    Address, Contacts, Inventory, Known, LinkedIdentity, MethodId, Passkey, Policy, SecondStep, Topic,
    Trouble, What,
};
use crate::http::Answer;

const PASSKEY: &str = "AUTHENTICATION_METHOD_TYPE_PASSKEY";
const PASSWORD: &str = "AUTHENTICATION_METHOD_TYPE_PASSWORD";

/// Reads the inventory, with seven requests at the same time.
///
/// # Errors
/// [`Unauthorized`] where any of them was refused with 401: the token is of no use for the rest either.
pub async fn inventory(caller: &Caller<'_>) -> Result<Inventory, Unauthorized> {
    let (passkeys, second_steps, identities, policy, me, methods, methods_here) = tokio::join!(
        read_passkeys(caller),
        read_second_steps(caller),
        read_identities(caller),
        read_policy(caller),
        read_me(caller),
        read_methods(caller, Topic::Password, false),
        read_methods(caller, Topic::Address, true),
    );
    let (me, methods, methods_here) = (known(me)?, known(methods)?, known(methods_here)?);
    Ok(Inventory {
        passkeys: known(passkeys)?,
        password: password(&methods, &me),
        identities: known(identities)?,
        second_steps: known(second_steps)?,
        policy: known(policy)?,
        address: address(&methods, &methods_here),
        contacts: map(&me, |(contacts, _)| *contacts),
        read_at: Timestamp::now(),
    })
}

/// Reads the one list that would hold `id`, and says whether it does: to settle a removal.
///
/// # Errors
/// [`Unauthorized`] on a 401.
pub async fn is_listed(caller: &Caller<'_>, id: &MethodId) -> Result<Known<bool>, Unauthorized> {
    let read = match id {
        MethodId::Passkey(id) => {
            read_passkeys(caller).await.map(|all| all.iter().any(|passkey| passkey.id == *id))
        }
        MethodId::Step(id) => {
            read_second_steps(caller).await.map(|all| all.iter().any(|step| step.id == *id))
        }
        MethodId::Identity(id) => {
            read_identities(caller).await.map(|all| all.iter().any(|link| link.id == *id))
        }
    };
    known(read)
}

fn known<T>(read: Result<T, Unread>) -> Result<Known<T>, Unauthorized> {
    match read {
        Ok(value) => Ok(Known::Known(value)),
        Err(Unread::Trouble(trouble)) => Ok(Known::Unknown(trouble)),
        Err(Unread::Unauthorized(details)) => Err(Unauthorized(details)),
    }
}

fn map<T, U>(known: &Known<T>, with: impl FnOnce(&T) -> U) -> Known<U> {
    match known {
        Known::Known(value) => Known::Known(with(value)),
        Known::Unknown(trouble) => Known::Unknown(trouble.clone()),
    }
}

/// `authentication_methods` says whether a password is set; `passwordChanged` is the second source.
fn password(methods: &Known<Vec<String>>, me: &Known<(Contacts, bool)>) -> Known<bool> {
    match (methods, me) {
        (Known::Known(methods), _) => Known::Known(methods.iter().any(|method| method == PASSWORD)),
        (_, Known::Known((_, set))) => Known::Known(*set),
        (Known::Unknown(trouble), _) => Known::Unknown(trouble.clone()),
    }
}

fn address(all: &Known<Vec<String>>, here: &Known<Vec<String>>) -> Known<Address> {
    let has = |methods: &[String]| methods.iter().any(|method| method == PASSKEY);
    match (all, here) {
        (Known::Known(all), Known::Known(here)) if has(all) && !has(here) => Known::Known(Address::Elsewhere),
        (Known::Known(_), Known::Known(_)) => Known::Known(Address::Here),
        (Known::Unknown(trouble), _) | (_, Known::Unknown(trouble)) => {
            Known::Unknown(trouble.clone().about(What::Read(Topic::Address)))
        }
    }
}

async fn read_passkeys(caller: &Caller<'_>) -> Result<Vec<Passkey>, Unread> {
    let path = ["auth", "v1", "users", "me", "passwordless", "_search"];
    passkeys(&caller.search(Topic::Passkeys, &path).await?)
}

/// The passkeys that `answer` lists.
pub(super) fn passkeys(answer: &Answer) -> Result<Vec<Passkey>, Unread> {
    let topic = Topic::Passkeys;
    let list = whole_list::<PasskeyRow>(answer, topic, "result")?;
    if list.iter().any(|row| row.id.is_empty()) {
        return Err(not_understood(answer, topic));
    }
    Ok(list.into_iter().map(|row| row.passkey(answer.at)).collect())
}

async fn read_second_steps(caller: &Caller<'_>) -> Result<Vec<SecondStep>, Unread> {
    let path = ["auth", "v1", "users", "me", "auth_factors", "_search"];
    second_steps(&caller.search(Topic::SecondSteps, &path).await?)
}

/// The second steps that `answer` lists.
pub(super) fn second_steps(answer: &Answer) -> Result<Vec<SecondStep>, Unread> {
    let topic = Topic::SecondSteps;
    let rows = whole_list::<FactorRow>(answer, topic, "result")?;
    let steps: Result<Vec<_>, _> =
        rows.into_iter().filter_map(|row| row.step(answer.at).transpose()).collect();
    steps.map_err(|NoId| not_understood(answer, topic))
}

async fn read_identities(caller: &Caller<'_>) -> Result<Vec<LinkedIdentity>, Unread> {
    let path = ["auth", "v1", "users", "me", "idps", "_search"];
    identities(&caller.search(Topic::Identities, &path).await?)
}

/// The linked identities that `answer` lists.
pub(super) fn identities(answer: &Answer) -> Result<Vec<LinkedIdentity>, Unread> {
    let rows = whole_list::<IdentityRow>(answer, Topic::Identities, "result")?;
    Ok(rows.into_iter().map(IdentityRow::identity).collect())
}

async fn read_policy(caller: &Caller<'_>) -> Result<Policy, Unread> {
    policy(&caller.get(Topic::Policy, &["auth", "v1", "policies", "login"], &[]).await?)
}

/// The login policy in `answer`.
pub(super) fn policy(answer: &Answer) -> Result<Policy, Unread> {
    Ok(whole::<PolicyAnswer>(answer, Topic::Policy)?.policy())
}

async fn read_me(caller: &Caller<'_>) -> Result<(Contacts, bool), Unread> {
    me(&caller.get(Topic::Contacts, &["auth", "v1", "users", "me"], &[]).await?)
}

/// What `answer` says of the person's addresses, and whether a password was ever set.
pub(super) fn me(answer: &Answer) -> Result<(Contacts, bool), Unread> {
    let topic = Topic::Contacts;
    whole::<MeAnswer>(answer, topic)?.facts().ok_or_else(|| not_understood(answer, topic))
}

/// `GET /v2/users/{id}/authentication_methods`, for every address or for this one only.
async fn read_methods(caller: &Caller<'_>, topic: Topic, here: bool) -> Result<Vec<String>, Unread> {
    let path = ["v2", "users", caller.subject.as_str(), "authentication_methods"];
    let host = [("domainQuery.domain", caller.server.host()), ("domainQuery.includeWithoutDomain", "true")];
    let answer = caller.get(topic, &path, if here { &host } else { &[] }).await?;
    whole_list(&answer, topic, "authMethodTypes")
}

fn whole<T: serde::de::DeserializeOwned>(answer: &Answer, topic: Topic) -> Result<T, Unread> {
    answer.json().map_err(|_not_this_shape| not_understood(answer, topic))
}

/// All rows; fewer than the server says there are is not the list.
fn whole_list<T: serde::de::DeserializeOwned>(
    answer: &Answer,
    topic: Topic,
    member: &str,
) -> Result<Vec<T>, Unread> {
    let list = List::<T>::read(&answer.body, member).ok_or_else(|| not_understood(answer, topic))?;
    let rows = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    if list.total.is_some_and(|total| rows < total) {
        return Err(not_understood(answer, topic));
    }
    Ok(list.rows)
}

fn not_understood(answer: &Answer, topic: Topic) -> Unread {
    Unread::Trouble(unreadable(answer, topic))
}

fn unreadable(answer: &Answer, topic: Topic) -> Trouble {
    fault::unreadable(What::Read(topic), answer)
}
