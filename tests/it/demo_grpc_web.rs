//! The demo's gRPC-web against the recordings: errors byte by byte, answers with ids and times field by field.

use crate::recorded::{self, Recorded};
use crate::visitor::Visitor;

/// A field of a protobuf message: its number and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    Number,
    /// A text, or a message.
    Bytes(Vec<u8>),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let (byte, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
    }
    value
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Held)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let number = tag >> 3;
        match tag & 7 {
            0 => {
                varint(&mut bytes);
                found.push((number, Held::Number));
            }
            2 => {
                let length = usize::try_from(varint(&mut bytes)).unwrap();
                let (held, rest) = bytes.split_at(length);
                bytes = rest;
                found.push((number, Held::Bytes(held.to_vec())));
            }
            other => panic!("wire type {other}"),
        }
    }
    found
}

/// The message and the trailers of an answer, after their heads.
fn frames(body: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let length = |head: &[u8]| usize::try_from(u32::from_be_bytes(head[1..5].try_into().unwrap())).unwrap();
    assert_eq!(body[0], 0);
    let (message, rest) = body[5..].split_at(length(body));
    assert_eq!(rest[0], 0x80);
    assert_eq!(rest.len(), 5 + length(rest));
    (message.to_vec(), rest[5..].to_vec())
}

fn inner(held: &Held) -> Vec<(u64, Held)> {
    let Held::Bytes(bytes) = held else { panic!("a number") };
    fields(bytes)
}

/// The numbers of the fields, and whether each holds a number.
fn shape(fields: &[(u64, Held)]) -> Vec<(u64, bool)> {
    fields.iter().map(|(number, held)| (*number, *held == Held::Number)).collect()
}

fn recording(name: &str) -> Recorded {
    recorded::all().remove(name).unwrap()
}

#[test]
fn errors_are_the_same_to_the_last_byte() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    for (name, token) in
        [("grpcweb-err-unknown-passkey", access.as_str()), ("grpcweb-err-garbage-token", "garbage")]
    {
        let recorded = recording(name);
        let got = visitor.grpc_web(&recorded.path, token, recorded.sent.clone());
        assert_eq!(String::from_utf8_lossy(&got), String::from_utf8_lossy(&recorded.bytes), "{name}");
        assert_eq!(got, recorded.bytes, "{name}");
    }
}

#[test]
fn a_list_has_the_recorded_fields() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    for name in ["grpcweb-passkeys", "2024/grpcweb-passkeys"] {
        let recorded = recording(name);
        let got = visitor.grpc_web(&recorded.path, &access, recorded.sent.clone());
        let ((got, got_end), (wanted, wanted_end)) = (frames(&got), frames(&recorded.bytes));
        assert_eq!(got_end, wanted_end, "{name}");
        let row = |message: &[u8]| {
            let (number, held) = fields(message).remove(0);
            (number, shape(&inner(&held)))
        };
        assert_eq!(row(&got), row(&wanted), "{name}");
    }
}

#[test]
fn a_removed_identity_has_the_recorded_receipt() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("carol").access;
    let recorded = recording("grpcweb-remove-idp-with-slash");
    // The demo's person has a longer name there, so one length in the request and the frame's grow with it.
    let mut sent = recorded.sent.clone();
    let at = sent.windows(11).position(|part| part == b"corp|bob/42").unwrap();
    sent.splice(at..at + 11, *b"corp|carol/42");
    sent[at - 1] += 2;
    sent[4] += 2;
    let got = visitor.grpc_web(&recorded.path, &access, sent.clone());
    let ((got, got_end), (wanted, wanted_end)) = (frames(&got), frames(&recorded.bytes));
    assert_eq!(got_end, wanted_end);
    let (got, wanted) = (fields(&got), fields(&wanted));
    assert_eq!(shape(&got), shape(&wanted));
    let (got, wanted) = (inner(&got[0].1), inner(&wanted[0].1));
    assert_eq!(shape(&got), shape(&wanted), "sequence, change date, resource owner");
    assert_eq!(shape(&inner(&got[1].1)), shape(&inner(&wanted[1].1)), "seconds and nanoseconds");
    assert_eq!(got[2], wanted[2], "the resource owner");
    let again = visitor.grpc_web(&recorded.path, &access, sent);
    assert!(String::from_utf8_lossy(&again).contains("grpc-status: 5"), "it is gone");
    let left = visitor.search("/auth/v1/users/me/idps/_search", &access).json();
    assert_eq!(left["result"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_frame_is_refused() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("carol").access;
    let path = "/zitadel.auth.v1.AuthService/RemoveMyLinkedIDP";
    for body in [&b""[..], b"\0\0\0\0", b"\0\0\0\0\x05abc", b"\x01\0\0\0\0", b"\0\0\0\0\x02\x08\x01"] {
        let got = visitor.grpc_web(path, &access, body.to_vec());
        assert!(String::from_utf8_lossy(&got).contains("grpc-status: 3"), "{body:?}");
    }
}
