//! What the API removes. It refuses no last way in, and neither does this (recording `remove-only-way-in`).

use super::accounts::{Account, Factor};
use super::reply::Reply;

/// The longest id that a path takes, in characters (api.md, section 1).
const LONGEST_ID: usize = 200;

/// Recordings `remove-passkey`, `err-already-removed`, `err-empty-id`.
pub(super) fn passkey(account: &mut Account, id: &str) -> Reply {
    if let Some(refusal) = length(id, "RemoveMyPasswordlessRequest.TokenId") {
        return refusal;
    }
    if let Some(place) = account.passkeys.iter().position(|key| key.id == id) {
        let gone = account.passkeys.remove(place);
        account.removed.passkeys.push(gone);
        return changed(account);
    }
    // The trap: a security key's id is taken, and leaves a ghost (recordings `trap-*`).
    if has_security_key(account, id) && !account.ghosts.iter().any(|ghost| ghost == id) {
        account.ghosts.push(id.to_owned());
        return changed(account);
    }
    no_such_key(account)
}

/// Recording `trap-remove-u2f-again-right-path`.
pub(super) fn u2f(account: &mut Account, id: &str) -> Reply {
    if let Some(refusal) = length(id, "RemoveMyAuthFactorU2FRequest.TokenId") {
        return refusal;
    }
    if !has_security_key(account, id) || account.ghosts.iter().any(|ghost| ghost == id) {
        return no_such_key(account);
    }
    let is_it = |factor: &mut Factor| matches!(factor, Factor::U2f(key) if key.id == id);
    account.removed.factors.extend(account.factors.extract_if(.., is_it));
    changed(account)
}

/// Recordings `remove-totp`, `err-totp-already-removed`.
pub(super) fn totp(account: &mut Account) -> Reply {
    factor(account, |factor| matches!(factor, Factor::Totp), "COMMAND-Hd9sd")
}

/// Recording `remove-otp-sms`.
pub(super) fn sms(account: &mut Account) -> Reply {
    factor(account, |factor| matches!(factor, Factor::Sms), "COMMAND-Sr3h3")
}

/// Recording `remove-otp-email`.
pub(super) fn email(account: &mut Account) -> Reply {
    factor(account, |factor| matches!(factor, Factor::Email), "COMMAND-b312D")
}

fn factor(account: &mut Account, wanted: fn(&Factor) -> bool, error: &str) -> Reply {
    let Some(place) = account.factors.iter().position(wanted) else {
        return Reply::error(5, "Multifactor OTP (OneTimePassword) doesn't exist", error);
    };
    account.removed.factors.push(account.factors.remove(place));
    changed(account)
}

/// Recording `err-unknown-idp`; `remove-idp` is what the gateway makes of an id with a slash.
pub(super) fn link(account: &mut Account, idp: &str, user: &str) -> Reply {
    let theirs = |link: &super::accounts::Link| link.idp_id == idp && link.user_id == user;
    let Some(place) = account.links.iter().position(theirs) else {
        return Reply::error(5, "External IDP not found", "COMMAND-1M9xR");
    };
    account.removed.links.push(account.links.remove(place));
    changed(account)
}

fn changed(account: &mut Account) -> Reply {
    Reply::json(200, &account.changed_details())
}

/// The request's validation: in English, and without details.
fn length(id: &str, field: &str) -> Option<Reply> {
    let wrong = id.is_empty() || id.chars().count() > LONGEST_ID;
    let message =
        || format!("invalid {field}: value length must be between 1 and {LONGEST_ID} runes, inclusive");
    wrong.then(|| Reply::bare_error(3, &message()))
}

fn has_security_key(account: &Account, id: &str) -> bool {
    account.factors.iter().any(|factor| matches!(factor, Factor::U2f(key) if key.id == id))
}

/// In the language of the person (recordings `err-unknown-passkey`, `err-unknown-passkey-de`).
fn no_such_key(account: &Account) -> Reply {
    let text = if account.german {
        "WebAuthN Token konnte nicht gefunden werden"
    } else {
        "WebAuthN Token could not be found"
    };
    Reply::error(5, text, "COMMAND-DAfb2")
}
