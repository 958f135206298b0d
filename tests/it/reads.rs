//! Readings are asked for again where the trouble may pass, twice at most; a `Retry-After` is kept.

use std::time::{Duration, Instant};

use keyward::domain::{Topic, Trouble, Why};

use crate::stage::Stage;

const LIST: &str = "/auth/v1/users/me/idps/_search";

/// Reads with `fault` in the way of one list: how often it was asked for, and why it is unknown.
fn read(fault: &str) -> (usize, Option<Trouble>) {
    let mut stage = Stage::signed_in("carol");
    stage.control(&format!("/demo/fault?method=POST&path={LIST}&kind={fault}"));
    stage.read();
    let inventory = stage.state.signed_in().unwrap().inventory.as_ref().unwrap();
    (stage.requests("POST", LIST), inventory.not_listed(Topic::Identities).cloned())
}

#[test]
fn what_passes_is_not_noticed() {
    for fault in ["status&status=503", "status&status=502&body=<h1>", "status&status=429", "drop", "cut"] {
        for times in 1..=2 {
            let (asked, trouble) = read(&format!("{fault}&times={times}"));
            assert_eq!((asked, trouble), (times + 1, None), "{fault}");
        }
    }
}

#[test]
fn what_stays_is_asked_for_three_times_and_then_said() {
    for (fault, why) in [
        ("status&status=503", Why::ServerFailed),
        ("status&status=504&body=<h1>", Why::ServerFailed),
        ("status&status=429", Why::TooManyRequests(None)),
        ("drop", Why::ConnectionLost),
    ] {
        let (asked, trouble) = read(fault);
        assert_eq!((asked, trouble.map(|trouble| trouble.why)), (3, Some(why)), "{fault}");
    }
}

#[test]
fn what_would_not_pass_is_asked_for_once() {
    for (fault, why) in [
        ("status&status=500", Why::ServerFailed),
        ("status&status=404&body={\"code\":5,\"message\":\"Not Found\"}", Why::UnknownRequest),
        ("status&status=409&body={\"code\":10,\"message\":\"m\"}", Why::Refused),
        ("html", Why::NotTheServer),
        ("redirect", Why::NotTheServer),
        ("big", Why::Unreadable),
    ] {
        let (asked, trouble) = read(fault);
        assert_eq!((asked, trouble.map(|trouble| trouble.why)), (1, Some(why)), "{fault}");
    }
}

#[test]
fn a_short_retry_after_is_kept_and_a_long_one_is_said() {
    let begun = Instant::now();
    let (asked, trouble) = read("status&status=429&retry_after=1&times=1");
    assert_eq!((asked, trouble), (2, None));
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());

    let (asked, trouble) = read("status&status=429&retry_after=600");
    let trouble = trouble.unwrap();
    assert_eq!((asked, &trouble.why), (1, &Why::TooManyRequests(Some(600))));
    assert!(keyward::text::trouble("en", &trouble).why.contains("10 minutes"));

    let (asked, trouble) = read("status&status=429&retry_after=Wed,%2021%20Oct%202099%2007:28:00%20GMT");
    assert_eq!(asked, 1, "{trouble:?}");

    // A time that has passed asks for nothing more than the usual pause.
    let (asked, trouble) =
        read("status&status=503&retry_after=Wed,%2021%20Oct%202015%2007:28:00%20GMT&times=1");
    assert_eq!((asked, trouble), (2, None));
}
