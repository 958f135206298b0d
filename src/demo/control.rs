//! `/demo/…`: the demo is steered in the open, so the app needs no test hook.

use std::time::Instant;

use serde_json::{Value, json};

use super::accounts::{Account, Factor};
use super::book::Book;
use super::reply::Reply;
use super::{Asked, Shop, fault, people};

/// Oddities that are numbers: seconds by which a clock is ahead.
const NUMBERS: &[&str] = &["clock_skew", "date_skew"];
/// The other oddities. Most are there or not; `azp` can be `missing`, `endpoint` can be `insecure`, and `alg`
/// is what the ID token says of its signature.
const ODDITIES: &[&str] = &[
    "alg",
    "aud",
    "azp",
    "endpoint",
    "exp",
    "id_token",
    "iss",
    "issuer",
    "no_audience",
    "no_refresh_token",
    "nonce",
    "refresh_sub",
    "signature",
    "sub",
];

/// Answers a control request.
pub(super) fn answer(shop: &Shop, asked: &Asked) -> Reply {
    let done = match asked.path.as_str() {
        "/demo/fault" => fault::set(&mut shop.book(), asked).map(|()| json!({})),
        "/demo/fault/clear" => {
            shop.book().clear_faults();
            Some(json!({}))
        }
        "/demo/requests" => Some(Value::Array(shop.book().log_rows())),
        "/demo/requests/clear" => {
            shop.book().clear_log();
            Some(json!({}))
        }
        "/demo/expire" => expire(&mut shop.book(), asked),
        "/demo/account" => account(&mut shop.book(), asked),
        "/demo/options" => options(&mut shop.book(), asked),
        "/demo/reset" => {
            *shop.book() = Book::new();
            Some(json!({}))
        }
        _ => None,
    };
    done.map_or_else(
        || Reply::json(400, &json!({ "error": "not understood" })),
        |value| Reply::json(200, &value),
    )
}

/// `what=access|refresh|all`, of `login` or of everyone.
fn expire(book: &mut Book, asked: &Asked) -> Option<Value> {
    let what = asked.query("what")?;
    let (access, refresh) = match what {
        "access" => (true, false),
        "refresh" => (false, true),
        "all" => (true, true),
        _ => return None,
    };
    let login = asked.query("login");
    for session in book.sessions.iter_mut().filter(|session| login.is_none_or(|login| login == session.login))
    {
        if access {
            session.access_ends = Instant::now();
        }
        if refresh && session.refresh.is_some() {
            // Still a session that had one: what is kept fits nobody's token.
            session.refresh = Some(String::new());
        }
    }
    Some(json!({}))
}

/// How the identity provider shall misbehave; answers with all that is in force. `false` ends one, `clear`
/// all. A name that is not known changes nothing: a test with a slip in it is not to pass.
fn options(book: &mut Book, asked: &Asked) -> Option<Value> {
    let known = |name: &str, value: &str| match name {
        "clear" => true,
        _ if NUMBERS.contains(&name) => value.parse::<i64>().is_ok(),
        _ => ODDITIES.contains(&name),
    };
    if !asked.query.iter().all(|(name, value)| known(name, value)) {
        return None;
    }
    for (name, value) in &asked.query {
        if name == "clear" {
            book.odd.clear();
        } else if value == "false" {
            book.odd.remove(name);
        } else {
            book.odd.insert(name.clone(), value.clone());
        }
    }
    Some(json!(book.odd))
}

/// Changes an account as somebody elsewhere would; answers with its passkeys.
fn account(book: &mut Book, asked: &Asked) -> Option<Value> {
    let account = book.accounts.get_mut(asked.query("login")?)?;
    let mut changed = account.clone();
    for (name, value) in asked.query.iter().filter(|(name, _)| name != "login") {
        change(&mut changed, name, value)?;
    }
    *account = changed;
    let row = |key: &super::accounts::Key| json!({ "id": key.id, "name": key.name });
    Some(account.passkeys.iter().map(row).collect())
}

fn change(account: &mut Account, name: &str, value: &str) -> Option<()> {
    let flag = || match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    match name {
        "password" => account.password = flag()?,
        "mfa_required" => account.mfa_required = flag()?,
        "list_fails" => account.list_fails = flag()?,
        "german" => account.german = flag()?,
        "policy" => people::merge(&mut account.policy, &serde_json::from_str(value).ok()?),
        "second_steps" => account.factors = factors(value)?,
        "add_security_key" => {
            account.touch();
            account.factors.push(Factor::U2f(people::new_key(account.sequence, value)));
        }
        "add_link" => {
            let link: Value = serde_json::from_str(value).ok()?;
            let text = |name: &str| link.get(name)?.as_str();
            account.links.push(people::link(text("provider")?, text("id")?, text("name")?));
        }
        "unlink" => {
            let place = value.parse::<usize>().ok().filter(|place| *place < account.links.len())?;
            account.removed.links.push(account.links.remove(place));
        }
        "add_passkey" => {
            account.touch();
            // Two that are added within 10 ms still differ.
            account.passkeys.push(people::new_key(account.sequence, value));
        }
        "remove_passkey" => {
            let by_id = account.passkeys.iter().position(|key| key.id == value);
            let place =
                by_id.or_else(|| value.parse().ok().filter(|place| *place < account.passkeys.len()))?;
            account.touch();
            account.removed.passkeys.push(account.passkeys.remove(place));
        }
        _ => return None,
    }
    Some(())
}

fn factors(names: &str) -> Option<Vec<Factor>> {
    let one = |name| match name {
        "totp" => Some(Factor::Totp),
        "sms" => Some(Factor::Sms),
        "email" => Some(Factor::Email),
        "u2f" => Some(Factor::U2f(people::key(jiff::Timestamp::now(), 300, 77, "Security key"))),
        _ => None,
    };
    names.split(',').filter(|name| !name.is_empty()).map(one).collect()
}
