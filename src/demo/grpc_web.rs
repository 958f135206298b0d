//! gRPC-web, written by hand, byte by byte: the client's library must not be what it is checked against.
//!
//! Three calls, answered as recorded (`grpcweb-*`). Each is the REST call under another name; its JSON answer
//! is written out as protobuf.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jiff::Timestamp;
use serde_json::Value;

use super::api::{self, Call};
use super::reply::Reply;
use super::{Asked, Shop};

const OK: &str = "grpc-status: 0\r\n";
const UNIMPLEMENTED: &str = "grpc-message: unknown method\r\ngrpc-status: 12\r\n";
const NOT_A_FRAME: &str = "grpc-message: not a frame\r\ngrpc-status: 3\r\n";

/// Answers a call of `zitadel.auth.v1.AuthService`.
pub(super) fn answer(shop: &Shop, asked: &Asked, rpc: &str) -> Reply {
    let is_ours = asked.header("content-type").is_some_and(|kind| kind.starts_with("application/grpc-web"));
    if asked.method != "POST" || !is_ours {
        return Reply::not_found();
    }
    let Some(fields) = message(&asked.body).and_then(texts) else { return framed(None, NOT_A_FRAME) };
    let field = |number| {
        let mut all = fields.iter().filter(|(tag, _)| *tag == number);
        all.next_back().map(|(_, text)| text.as_str()).unwrap_or_default()
    };
    match rpc {
        "ListMyPasswordless" => said(&api::perform(shop, asked, Call::Passkeys), keys),
        "RemoveMyPasswordless" => said(&api::perform(shop, asked, Call::RemovePasskey(field(1))), changed),
        "RemoveMyLinkedIDP" => {
            said(&api::perform(shop, asked, Call::RemoveLink(field(1), field(2))), changed)
        }
        _ => framed(None, UNIMPLEMENTED),
    }
}

/// The one message of a request: its flag is 0, and it is all there is.
fn message(body: &[u8]) -> Option<&[u8]> {
    let (head, content) = body.split_at_checked(5)?;
    let [0, length @ ..] = head else { return None };
    let length = length.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    (length == content.len()).then_some(content)
}

/// The fields of a message that holds texts only: number and text.
fn texts(mut bytes: &[u8]) -> Option<Vec<(u8, String)>> {
    let mut found = Vec::new();
    while let [tag, rest @ ..] = bytes {
        let (length, rest) = length(rest)?;
        let (text, rest) = rest.split_at_checked(length)?;
        // Wire type 2: a length, then as many bytes.
        if tag & 7 != 2 {
            return None;
        }
        found.push((tag >> 3, String::from_utf8(text.to_vec()).ok()?));
        bytes = rest;
    }
    Some(found)
}

/// A varint of at most two bytes: no id is longer.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    match bytes {
        [low, rest @ ..] if *low < 0x80 => Some((usize::from(*low), rest)),
        [low, high, rest @ ..] if *high < 0x80 => {
            Some((usize::from(low & 0x7f) | usize::from(*high) << 7, rest))
        }
        _ => None,
    }
}

/// The REST answer over gRPC-web: HTTP's status is 200 whatever came of it.
fn said(reply: &Reply, write: fn(&Value) -> Vec<u8>) -> Reply {
    let Ok(body) = serde_json::from_slice::<Value>(&reply.body) else { return reply.clone() };
    if reply.status == 200 {
        return framed(Some(&write(&body)), OK);
    }
    let code = body.get("code").and_then(Value::as_u64).unwrap_or(2);
    let message = text(&body, "message");
    let mut trailers = format!("grpc-message: {message}\r\ngrpc-status: {code}\r\n");
    if let Some(detail) = body.get("details").and_then(|details| details.get(0)) {
        let status = [number(1, code), bytes(2, message.as_bytes()), bytes(3, &any(detail))].concat();
        trailers = format!("{trailers}grpc-status-details-bin: {}\r\n", STANDARD_NO_PAD.encode(status));
    }
    framed(None, &trailers)
}

fn framed(message: Option<&[u8]>, trailers: &str) -> Reply {
    let message = message.map(|message| frame(0, message)).unwrap_or_default();
    Reply {
        status: 200,
        headers: vec![
            ("content-type", "application/grpc-web+proto".to_owned()),
            ("cache-control", "no-store".to_owned()),
        ],
        body: [message, frame(0x80, trailers.as_bytes())].concat(),
        cut: false,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the four bytes of a length, high to low")]
fn frame(flag: u8, content: &[u8]) -> Vec<u8> {
    let n = content.len();
    [&[flag, (n >> 24) as u8, (n >> 16) as u8, (n >> 8) as u8, n as u8], content].concat()
}

/// `zitadel.auth.v1.ListMyPasswordlessResponse`: field 1, each with id, state and name.
fn keys(body: &Value) -> Vec<u8> {
    let row = |row: &Value| {
        let ready = text(row, "state") == "AUTH_FACTOR_STATE_READY";
        let state = number(2, if ready { 2 } else { 1 });
        bytes(
            1,
            &[bytes(1, text(row, "id").as_bytes()), state, bytes(3, text(row, "name").as_bytes())].concat(),
        )
    };
    body.get("result")
        .and_then(Value::as_array)
        .map(|rows| rows.iter().flat_map(row).collect())
        .unwrap_or_default()
}

/// `zitadel.v1.ObjectDetails` as field 1: sequence, change date, resource owner.
fn changed(body: &Value) -> Vec<u8> {
    let Some(details) = body.get("details") else { return Vec::new() };
    let sequence = text(details, "sequence").parse().unwrap_or_default();
    let at: Timestamp = text(details, "changeDate").parse().unwrap_or_default();
    let time =
        [number(1, at.as_second().unsigned_abs()), number(2, at.subsec_nanosecond().unsigned_abs().into())]
            .concat();
    let owner = bytes(4, text(details, "resourceOwner").as_bytes());
    bytes(1, &[number(1, sequence), bytes(3, &time), owner].concat())
}

/// `google.protobuf.Any` with a `zitadel.v1.ErrorDetail`.
fn any(detail: &Value) -> Vec<u8> {
    let inner =
        [bytes(1, text(detail, "id").as_bytes()), bytes(2, text(detail, "message").as_bytes())].concat();
    [bytes(1, text(detail, "@type").as_bytes()), bytes(2, &inner)].concat()
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A field with bytes; an empty one is left out.
fn bytes(field: u8, content: &[u8]) -> Vec<u8> {
    if content.is_empty() {
        return Vec::new();
    }
    [&[field << 3 | 2], varint(content.len() as u64).as_slice(), content].concat()
}

/// A field with a number; zero is left out.
fn number(field: u8, value: u64) -> Vec<u8> {
    if value == 0 { Vec::new() } else { [&[field << 3], varint(value).as_slice()].concat() }
}

#[expect(clippy::cast_possible_truncation, reason = "seven bits at a time")]
fn varint(mut value: u64) -> Vec<u8> {
    let mut written = Vec::new();
    while value >= 0x80 {
        written.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    written.push(value as u8);
    written
}
