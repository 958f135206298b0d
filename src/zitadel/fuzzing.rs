//! Any answer of the server, or of something that stands before it.

use jiff::tz::TimeZone;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::inventory::{identities, me, passkeys, policy, second_steps};
use super::{classify, classify_grpc_web};
use crate::domain::{Gone, Method, MethodKind, RemovalAnswer, Topic, Trouble, What};
use crate::http::Answer;
use crate::text::{self, Text};

const STATUSES: [u16; 12] = [200, 204, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503];
/// Up to this length, an answer over gRPC-web is also tried cut short at every byte.
const LONGEST_CUT: usize = 512;

fn answer(status: u16, content_type: &'static str, body: &[u8]) -> Answer {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
    Answer { status, headers, body: body.to_vec(), at: jiff::Timestamp::UNIX_EPOCH }
}

thread_local! {
    static TEXT: Text = Text::nearest_to("en");
}

/// Paints a trouble in every way.
fn paint(trouble: &Trouble) {
    let _painted = TEXT.with(|text| (text.trouble(trouble), text.trouble_to_copy(trouble)));
}

/// Reads a body as each list, and as the answer to each removal. The first byte chooses status and type.
///
/// # Panics
/// Where something is said to be gone that the server did not say is, or a name holds what cannot be shown.
pub fn json(bytes: &[u8]) {
    let Some((choice, body)) = bytes.split_first() else { return };
    let status = STATUSES.iter().copied().cycle().nth(usize::from(choice >> 1)).unwrap_or(200);
    let content_type = if choice & 1 == 0 { "application/json" } else { "text/html" };
    let whole = answer(status, content_type, body);
    lists(&whole);
    for kind in MethodKind::ALL {
        for sent_before in [false, true] {
            let removal = classify(Ok(answer(status, content_type, body)), kind, sent_before);
            said(&removal);
            if matches!(removal, RemovalAnswer::Gone(Gone::Receipt(_))) {
                assert_eq!((status, choice & 1), (200, 0), "a receipt without the server's own 200");
                assert!(is_object(body), "a receipt from what is no object");
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
        assert!(!name.trim().is_empty(), "nothing to call it by");
        for name in [name.as_str(), text::name_there(&method).unwrap_or_default()] {
            assert!(!name.chars().any(char::is_control), "a control in {name:?}");
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

/// Reads a body as the answer to a removal over gRPC-web.
///
/// # Panics
/// Where a cut answer counts as done, or one without a status.
pub fn grpc_web(bytes: &[u8]) {
    let read = |body: &[u8]| {
        let answer = answer(200, "application/grpc-web+proto", body);
        let removal = classify_grpc_web(Ok(answer), MethodKind::Identity, false);
        said(&removal);
        matches!(removal, RemovalAnswer::Gone(Gone::Receipt(_)))
    };
    if !read(bytes) {
        return;
    }
    let lower = bytes.to_ascii_lowercase();
    assert!(lower.windows(11).any(|part| part == b"grpc-status"), "done without a status");
    if bytes.len() <= LONGEST_CUT {
        for end in 0..bytes.len() {
            assert!(!bytes.get(..end).is_some_and(read), "done, though cut after {end} bytes");
        }
    }
}
