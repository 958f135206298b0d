//! One instance for each settings folder, over real locks and sockets.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keyward::domain::Action;
use keyward::instance::{Claim, First, claim};

use crate::stage::runtime;

fn first(folder: &Path) -> First {
    match claim(folder, Action::Open).unwrap() {
        Claim::First(first) => first,
        other => panic!("{other:?}"),
    }
}

/// Serves on a runtime of its own; counts how often the window was to be shown.
fn serve(first: First) -> (tokio::runtime::Runtime, Arc<AtomicUsize>) {
    let shown = Arc::new(AtomicUsize::new(0));
    let (runtime, count) = (runtime(), shown.clone());
    runtime.spawn(first.serve(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
    }));
    (runtime, shown)
}

fn port(folder: &Path) -> u16 {
    let door: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("instance.json")).unwrap()).unwrap();
    door["port"].as_u64().unwrap().try_into().unwrap()
}

#[test]
fn a_second_start_shows_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (_runtime, shown) = serve(first(folder.path()));
    for times in 1..=3 {
        assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Shown));
        assert_eq!(shown.load(Ordering::SeqCst), times);
    }
    let other = tempfile::tempdir().unwrap();
    assert!(
        matches!(claim(other.path(), Action::Open).unwrap(), Claim::First(_)),
        "another folder is another person's"
    );
}

#[test]
fn what_a_second_start_was_asked_for_is_handed_over() {
    let folder = tempfile::tempdir().unwrap();
    let first = first(folder.path());
    let (runtime, (tell, told)) = (runtime(), std::sync::mpsc::channel());
    runtime.spawn(first.serve(move |action| tell.send(action).unwrap()));
    for action in Action::ALL {
        assert!(matches!(claim(folder.path(), action).unwrap(), Claim::Shown));
        assert_eq!(told.try_recv(), Ok(action), "heard before it was answered");
    }
}

#[test]
fn whoever_ends_makes_room_and_leaves_nothing_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    drop(first(folder.path()));
    assert!(folder.path().join("instance.json").exists(), "as after a crash");
    drop(first(folder.path()));
    std::fs::write(folder.path().join("instance.json"), "{ damaged").unwrap();
    let (_runtime, _) = serve(first(folder.path()));
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Shown));
}

#[test]
fn one_that_is_about_to_end_is_waited_for_and_shows_no_window() {
    let folder = tempfile::tempdir().unwrap();
    let first = first(folder.path());
    let hold = first.hold().unwrap();
    let (runtime, shown) = serve(first);
    runtime.shutdown_background();
    let ends = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        drop(hold);
    });
    let begun = Instant::now();
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::First(_)));
    assert!(begun.elapsed() >= Duration::from_millis(200), "not before it has ended");
    assert_eq!(shown.load(Ordering::SeqCst), 0);
    ends.join().unwrap();
}

#[test]
fn one_that_is_ending_is_waited_for_longer_and_then_said_to() {
    let folder = tempfile::tempdir().unwrap();
    let first = first(folder.path());
    let hold = first.hold().unwrap();
    drop(first);
    hold.ends().unwrap();
    let begun = Instant::now();
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Ending));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    drop(hold);
    let (_runtime, _) = serve(self::first(folder.path()));
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Shown), "the mark is gone");
}

#[test]
fn one_that_takes_longer_than_a_silent_one_may_to_end_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    let first = first(folder.path());
    let hold = first.hold().unwrap();
    drop(first);
    hold.ends().unwrap();
    let ends = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(3));
        drop(hold);
    });
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::First(_)));
    ends.join().unwrap();
}

#[test]
fn a_first_one_that_hangs_is_said_to() {
    let folder = tempfile::tempdir().unwrap();
    let _hangs = first(folder.path());
    let begun = Instant::now();
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Silent));
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
}

#[test]
fn strangers_are_not_heard_and_do_not_stand_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let (_runtime, shown) = serve(first(folder.path()));
    let port = port(folder.path());
    for said in [
        &b"show wrong open\n"[..],
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\0\xff\xfe",
        b"",
        &[b'x'; 10_000],
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        // It may have hung up on the longest one already.
        let _ = stream.write_all(said);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty(), "{said:?} was answered");
    }
    // One who says nothing holds the others up for a moment only.
    let _says_nothing = TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert!(matches!(claim(folder.path(), Action::Open).unwrap(), Claim::Shown));
    assert_eq!(shown.load(Ordering::SeqCst), 1);
}

#[cfg(unix)]
#[test]
fn only_the_person_can_read_where_it_listens() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let _first = first(folder.path());
    let mode = std::fs::metadata(folder.path().join("instance.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
