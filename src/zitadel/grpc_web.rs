//! gRPC-web, for the one call that REST cannot make: a linked identity whose id does not fit into a path
//! (recordings `remove-idp`, `grpcweb-remove-idp-with-slash`).
//!
//! A message is a frame: one byte of flags, four of length, then the bytes. The trailers are a frame with
//! the flag `0x80`, or headers where nothing else was sent (the gRPC-web protocol; api.md, section 2).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use prost::Message;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use serde_json::{Map, Value, json};

use super::caller::Caller;
use super::fault::Status;
use crate::domain::{IdentityId, Receipt, painted};
use crate::http::{Answer, Failure};

const GRPC_WEB: &str = "application/grpc-web";
const ERROR_DETAIL: &str = "type.googleapis.com/zitadel.v1.ErrorDetail";
/// The flag of the frame with the trailers; no other flag is understood, compression least of all.
const TRAILERS: u8 = 0x80;
/// The longest part of a path that is sent over REST.
const LONGEST_IN_A_PATH: usize = 200;
/// The padding is usually left out (api.md, section 2).
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What the server said over gRPC-web.
#[derive(Debug)]
pub(super) enum Said {
    /// `grpc-status: 0`, with the details of the change.
    Done(Receipt),
    /// Another status.
    Error(Status),
}

/// Whether `part` can be one part of a path: the gateway does not route an encoded slash, and an address
/// cannot hold `.` and `..`.
pub(super) fn fits_into_a_path(part: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~@|:-".contains(&byte);
    (1..=LONGEST_IN_A_PATH).contains(&part.len())
        && part.bytes().all(plain)
        && !part.bytes().all(|byte| byte == b'.')
}

/// Sends `zitadel.auth.v1.AuthService/RemoveMyLinkedIDP`, once. `None` where the server's own address cannot
/// carry it.
pub(super) async fn remove_identity(caller: &Caller<'_>, id: &IdentityId) -> Option<Result<Answer, Failure>> {
    let url = caller.url(&["zitadel.auth.v1.AuthService", "RemoveMyLinkedIDP"], &[])?;
    let wanted = RemoveMyLinkedIdpRequest { idp_id: id.idp.0.clone(), linked_user_id: id.user.clone() };
    let mut request = Request::new(Method::POST, url);
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/grpc-web+proto"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc-web+proto"));
    headers.insert("x-grpc-web", HeaderValue::from_static("1"));
    *request.body_mut() = Some(frame(0, &wanted.encode_to_vec()).into());
    Some(caller.send(request).await)
}

/// What `answer` says, where it is a whole answer over gRPC-web.
pub(super) fn read(answer: &Answer) -> Option<Said> {
    if answer.status != 200 || !answer.content_type()?.starts_with(GRPC_WEB) {
        return None;
    }
    let Frames { message, trailers } = Frames::read(&answer.body)?;
    let trailers = if trailers.is_empty() { from_headers(answer) } else { trailers };
    let code: i64 = trailers.get("grpc-status")?.parse().ok()?;
    if code != 0 {
        return Some(Said::Error(status(code, &trailers)));
    }
    let details = RemoveMyLinkedIdpResponse::decode(message?.as_slice()).ok()?.details?;
    Some(Said::Done(details.receipt()))
}

fn from_headers(answer: &Answer) -> BTreeMap<String, String> {
    let text = |(name, value): (&reqwest::header::HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    answer.headers.iter().filter(|(name, _)| name.as_str().starts_with("grpc-")).filter_map(text).collect()
}

fn status(code: i64, trailers: &BTreeMap<String, String>) -> Status {
    let message = trailers.get("grpc-message").map(String::as_str).unwrap_or_default();
    let details = trailers.get("grpc-status-details-bin").and_then(|text| BASE64.decode(text).ok());
    let details = details.and_then(|bytes| RpcStatus::decode(bytes.as_slice()).ok());
    Status {
        code,
        message: percent_decode_str(message).decode_utf8_lossy().into_owned(),
        details: details.map(|status| status.details.iter().map(Any::in_json).collect()).unwrap_or_default(),
    }
}

/// The frames of an answer to a call with one message.
#[derive(Debug, Default, PartialEq, Eq)]
struct Frames {
    message: Option<Vec<u8>>,
    trailers: BTreeMap<String, String>,
}

impl Frames {
    /// `None` for anything but at most one message and then at most one set of trailers, to the last byte.
    fn read(mut body: &[u8]) -> Option<Self> {
        let mut frames = Self::default();
        while let Some((flag, rest)) = body.split_first() {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
            let (content, rest) = rest.split_at_checked(length)?;
            match *flag {
                0 if frames.message.is_none() => frames.message = Some(content.to_vec()),
                TRAILERS if rest.is_empty() => frames.trailers = trailers(content)?,
                _ => return None,
            }
            body = rest;
        }
        Some(frames)
    }
}

/// Lines as in HTTP/1.1; names in lower case.
fn trailers(content: &[u8]) -> Option<BTreeMap<String, String>> {
    let lines = std::str::from_utf8(content).ok()?.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

/// `content` with its head. A request of ours is far below four gigabytes.
fn frame(flag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes();
    [&[flag], length.as_slice(), content].concat()
}

/// `zitadel.auth.v1.RemoveMyLinkedIDPRequest`
#[derive(Clone, PartialEq, Message)]
struct RemoveMyLinkedIdpRequest {
    #[prost(string, tag = "1")]
    idp_id: String,
    #[prost(string, tag = "2")]
    linked_user_id: String,
}

/// `zitadel.auth.v1.RemoveMyLinkedIDPResponse`
#[derive(Clone, PartialEq, Message)]
struct RemoveMyLinkedIdpResponse {
    #[prost(message, optional, tag = "1")]
    details: Option<ObjectDetails>,
}

/// `zitadel.v1.ObjectDetails`
#[derive(Clone, PartialEq, Message)]
struct ObjectDetails {
    #[prost(uint64, tag = "1")]
    sequence: u64,
    #[prost(message, optional, tag = "2")]
    creation_date: Option<Time>,
    #[prost(message, optional, tag = "3")]
    change_date: Option<Time>,
    #[prost(string, tag = "4")]
    resource_owner: String,
}

impl ObjectDetails {
    /// A zero value is one that was left out (proto3).
    fn receipt(self) -> Receipt {
        let time = |time: Option<Time>| time.and_then(|time| Timestamp::new(time.seconds, time.nanos).ok());
        Receipt {
            sequence: (self.sequence != 0).then_some(self.sequence),
            creation_date: time(self.creation_date),
            change_date: time(self.change_date),
            resource_owner: (!self.resource_owner.is_empty()).then(|| painted(&self.resource_owner)),
        }
    }
}

/// `google.protobuf.Timestamp`
#[derive(Clone, Copy, PartialEq, Message)]
struct Time {
    #[prost(int64, tag = "1")]
    seconds: i64,
    #[prost(int32, tag = "2")]
    nanos: i32,
}

/// `google.rpc.Status`; code and message are in the trailers too.
#[derive(Clone, PartialEq, Message)]
struct RpcStatus {
    #[prost(message, repeated, tag = "3")]
    details: Vec<Any>,
}

/// `google.protobuf.Any`
#[derive(Clone, PartialEq, Message)]
struct Any {
    #[prost(string, tag = "1")]
    type_url: String,
    #[prost(bytes = "vec", tag = "2")]
    value: Vec<u8>,
}

impl Any {
    /// As the JSON mapping writes it; of a type that is not known, its name only.
    fn in_json(&self) -> Map<String, Value> {
        let mut map = Map::from_iter([("@type".to_owned(), json!(self.type_url))]);
        let detail = (self.type_url == ERROR_DETAIL).then(|| ErrorDetail::decode(self.value.as_slice()).ok());
        if let Some(ErrorDetail { id, message }) = detail.flatten() {
            map.extend([("id".to_owned(), json!(id)), ("message".to_owned(), json!(message))]);
        }
        map
    }
}

/// `zitadel.v1.ErrorDetail`
#[derive(Clone, PartialEq, Message)]
struct ErrorDetail {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(string, tag = "2")]
    message: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_stand_in_a_path_is_told_apart() {
        for fits in ["583231", "corp|bob", "bob@corp.example", "a:b~c_d-e", "..a", &"x".repeat(200)] {
            assert!(fits_into_a_path(fits), "{fits}");
        }
        for not in
            ["", ".", "..", "...", "corp|bob/42", "a b", "ä", "a%2Fb", "a?b", "a#b", "a\\b", &"x".repeat(201)]
        {
            assert!(!fits_into_a_path(not), "{not}");
        }
    }

    #[test]
    fn a_message_and_trailers_are_read_and_nothing_else() {
        let trailer = frame(TRAILERS, b"Grpc-Status: 0\r\n");
        let good = [frame(0, b"abc"), trailer.clone()].concat();
        let frames = Frames::read(&good).unwrap();
        assert_eq!(frames.message.as_deref(), Some(&b"abc"[..]));
        assert_eq!(frames.trailers.get("grpc-status").map(String::as_str), Some("0"));
        assert_eq!(Frames::read(&[]), Some(Frames::default()));
        let bad = [
            good[..good.len() - 1].to_vec(),
            [trailer.clone(), frame(0, b"abc")].concat(),
            [frame(0, b"a"), frame(0, b"b")].concat(),
            frame(1, b"compressed"),
            frame(TRAILERS, b"no colon"),
            vec![0, 0xff, 0xff, 0xff, 0xff, 1],
            vec![0, 0, 0],
        ];
        for body in bad {
            assert_eq!(Frames::read(&body), None, "{body:?}");
        }
    }

    /// An answer with these headers beside its type.
    fn answered(headers: &[(&'static str, &str)], body: &[u8]) -> Answer {
        let kind = [("content-type", "application/grpc-web+proto")];
        let headers = kind.iter().chain(headers).map(|(name, value)| {
            (reqwest::header::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        });
        Answer { status: 200, headers: headers.collect(), body: body.to_vec(), at: Timestamp::UNIX_EPOCH }
    }

    fn done() -> Vec<u8> {
        let details = ObjectDetails { sequence: 7, resource_owner: "org".to_owned(), ..Default::default() };
        frame(0, &RemoveMyLinkedIdpResponse { details: Some(details) }.encode_to_vec())
    }

    #[test]
    fn a_status_in_the_headers_is_read_where_the_body_has_none() {
        let detail = ErrorDetail { id: "COMMAND-1M9xR".to_owned(), message: "gone".to_owned() };
        let any = Any { type_url: ERROR_DETAIL.to_owned(), value: detail.encode_to_vec() };
        let details = BASE64.encode(RpcStatus { details: vec![any] }.encode_to_vec());
        for details in [details.as_str(), details.trim_end_matches('=')] {
            let headers = [
                ("grpc-status", "5"),
                ("grpc-message", "External%20IDP%20not%20found"),
                ("grpc-status-details-bin", details),
            ];
            let Some(Said::Error(status)) = read(&answered(&headers, b"")) else { panic!("no error") };
            assert_eq!((status.code, status.message.as_str()), (5, "External IDP not found"));
            assert_eq!(status.id(), Some("COMMAND-1M9xR"));
        }
        let ok = [("grpc-status", "0")];
        let Some(Said::Done(receipt)) = read(&answered(&ok, &done())) else { panic!("not done") };
        assert_eq!((receipt.sequence, receipt.resource_owner.as_deref()), (Some(7), Some("org")));
    }

    #[test]
    fn without_a_status_or_without_its_message_nothing_is_said() {
        assert!(read(&answered(&[], b"")).is_none(), "nothing at all");
        assert!(read(&answered(&[], &done())).is_none(), "a message without a status may have been cut");
        assert!(read(&answered(&[("grpc-status", "0")], b"")).is_none(), "done, but not what");
        assert!(read(&answered(&[("grpc-status", "none")], &done())).is_none(), "no number");
        let half = &done()[..done().len() - 1];
        assert!(read(&answered(&[("grpc-status", "0")], half)).is_none(), "a cut message");
    }

    #[test]
    fn the_status_in_the_body_counts_before_that_in_the_headers() {
        let body = [done(), frame(TRAILERS, b"grpc-status: 5\r\n")].concat();
        let said = read(&answered(&[("grpc-status", "0")], &body));
        assert!(matches!(said, Some(Said::Error(Status { code: 5, .. }))), "{said:?}");
    }

    proptest! {
        #[test]
        fn frames_of_any_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(Frames { message, trailers }) = Frames::read(&body) {
                let length = message.map_or(0, |message| message.len());
                prop_assert!(length <= body.len() && trailers.len() <= body.len());
            }
        }

        #[test]
        fn what_is_framed_is_read(content in prop::collection::vec(any::<u8>(), 0..200)) {
            let frames = Frames::read(&frame(0, &content)).unwrap();
            prop_assert_eq!(frames.message, Some(content));
        }
    }
}
