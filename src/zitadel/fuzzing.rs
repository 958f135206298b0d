//! Any answer of the server, or of something that stands before it.

use jiff::tz::TimeZone;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::inventory::{identities, me, passkeys, policy, second_steps};
use super::{classify, classify_grpc_web};
use crate::domain::{Gone, Method, MethodKind, RemovalAnswer, Topic, Trouble, What};
use crate::fuzzing::{answer, check_painted};
use crate::http::Answer;
use crate::text::{self, Text};

/// Up to this length, an answer over gRPC-web is also tried cut short at every byte.
const LONGEST_CUT: usize = 512;

thread_local! {
    static TEXT: Text = Text::nearest_to("en");
}

/// Paints a trouble in every way.
fn paint(trouble: &Trouble) {
    let _painted = TEXT.with(|text| (text.trouble(trouble), text.trouble_to_copy(trouble)));
}

/// Reads a body as each list, and as the answer to each removal.
///
/// # Panics
/// Where something is said to be gone that the server did not say is, or a name holds what cannot be shown.
pub fn json(bytes: &[u8]) {
    let Some(whole) = answer(bytes) else { return };
    lists(&whole);
    for kind in MethodKind::ALL {
        for sent_before in [false, true] {
            let Some(again) = answer(bytes) else { return };
            let removal = classify(Ok(again), kind, sent_before);
            said(&removal);
            if matches!(removal, RemovalAnswer::Gone(Gone::Receipt(_))) {
                assert!(whole.status == 200 && whole.claims_json(), "a receipt without the server's own 200");
                assert!(is_object(&whole.body), "a receipt from what is no object");
            }
        }
    }
    let trouble = super::read_trouble(What::Read(Topic::Passkeys), &whole);
    paint(&trouble);
}

fn is_object(body: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|value| value.is_object())
}

fn lists(answer: &Answer) {
    let mut methods: Vec<Method> = Vec::new();
    methods.extend(passkeys(answer).into_iter().flatten().map(Method::Passkey));
    methods.extend(second_steps(answer).into_iter().flatten().map(Method::Step));
    methods.extend(identities(answer).into_iter().flatten().map(Method::Identity));
    for method in methods {
        let name = TEXT.with(|text| text.method_name(&method));
        assert!(!name.is_empty(), "nothing to call it by");
        for name in [name.as_str(), method.label(), text::name_there(&method).unwrap_or_default()] {
            check_painted(name);
        }
    }
    let _facts = (policy(answer).is_ok(), me(answer).is_ok());
}

/// Paints whatever became of a removal.
fn said(removal: &RemovalAnswer) {
    match removal {
        RemovalAnswer::Gone(Gone::Receipt(receipt)) => {
            let _rows = TEXT.with(|text| text.receipt(receipt, &TimeZone::UTC));
        }
        RemovalAnswer::Refused(trouble) => {
            paint(trouble);
        }
        _ => {}
    }
}

/// Reads bytes as the answer to a removal over gRPC-web: a body, or after an `H` lines of headers, an empty line and
/// a body.
///
/// # Panics
/// Where a cut answer counts as done, or one without a status.
pub fn grpc_web(bytes: &[u8]) {
    let (headers, body) = parts(bytes);
    let read = |body: &[u8]| {
        let answer = Answer {
            status: 200,
            headers: headers.clone(),
            body: body.to_vec(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let removal = classify_grpc_web(Ok(answer), MethodKind::Identity, false);
        said(&removal);
        matches!(removal, RemovalAnswer::Gone(Gone::Receipt(_)))
    };
    if !read(body) {
        return;
    }
    let in_headers = headers.contains_key("grpc-status");
    let lower = body.to_ascii_lowercase();
    let in_body = lower.windows(11).any(|part| part == b"grpc-status");
    assert!(in_headers || in_body, "done without a status");
    // With the status in the headers, the message alone is whole.
    if !in_headers && body.len() <= LONGEST_CUT {
        for end in 0..body.len() {
            assert!(!body.get(..end).is_some_and(read), "done, though cut after {end} bytes");
        }
    }
    assert!(!read(&[]), "done without a message");
}

/// No frame begins with an `H`.
fn parts(bytes: &[u8]) -> (HeaderMap, &[u8]) {
    let kind = HeaderValue::from_static("application/grpc-web+proto");
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
    let Some(mut rest) = bytes.strip_prefix(b"H") else { return (headers, bytes) };
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, after) = (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
        rest = after;
        if line.is_empty() {
            break;
        }
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value.trim_ascii()))
        {
            headers.append(name, value);
        }
    }
    (headers, rest)
}
