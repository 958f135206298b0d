//! A window that is closed during a removal: it waits for the answer, says so, and does not wait for ever.

use std::time::{Duration, Instant};

use egui::{ViewportCommand, ViewportEvent, ViewportId};
use keyward::domain::{Gone, Removal};

use super::remove_newest;
use crate::window::{Window, open, open_closing_within};

const LIST: &str = "/auth/v1/users/me/passwordless/_search";
const WHY: &str =
    "Keyward closes as soon as it is known whether it was removed, after 90 seconds at the latest";

/// The person closes the window; the system asks once.
fn close(window: &mut Window) {
    set_events(window, vec![ViewportEvent::Close]);
    window.harness.step();
    set_events(window, Vec::new());
}

fn set_events(window: &mut Window, events: Vec<ViewportEvent>) {
    window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events = events;
}

fn commanded(window: &Window, command: &ViewportCommand) -> bool {
    let output = window.harness.output().viewport_output.get(&ViewportId::ROOT);
    output.is_some_and(|output| output.commands.contains(command))
}

fn fault(window: &Window, kind: &str) {
    window.control(&format!(
        "/demo/fault?method=DELETE&path=/auth/v1/users/me/passwordless/*&times=1&kind={kind}"
    ));
}

/// Closing was put off, and why is on screen.
fn waits(window: &mut Window) {
    assert!(commanded(window, &ViewportCommand::CancelClose));
    window.harness.run();
    assert!(window.says(WHY), "{}", window.words());
}

#[test]
fn with_nothing_under_way_it_just_closes() {
    let mut window = open("bob");
    window.sign_in();
    close(&mut window);
    assert!(!commanded(&window, &ViewportCommand::CancelClose));
    assert!(!window.says("Keyward closes as soon as"), "{}", window.words());
}

#[test]
fn it_waits_for_the_answer() {
    let mut window = open("bob");
    window.sign_in();
    fault(&window, "slow&ms=700");
    remove_newest(&mut window);
    close(&mut window);
    waits(&mut window);
    window.until_a_frame("the end", |window| commanded(window, &ViewportCommand::Close));
    assert!(window.says("Sequence"), "the answer came first");
}

#[test]
fn it_waits_until_an_unsure_removal_is_settled() {
    let mut window = open("bob");
    window.sign_in();
    // Done, its answer lost, and each reading of the list takes its time.
    fault(&window, "drop-after");
    window.control(&format!("/demo/fault?method=POST&path={LIST}&kind=slow&ms=1200"));
    remove_newest(&mut window);
    window.until("unsure", |window| window.says("It is not known whether the passkey was removed"));
    close(&mut window);
    waits(&mut window);
    window.until_a_frame("the end", |window| commanded(window, &ViewportCommand::Close));
    let removal = &window.state().outcomes[0].removal;
    assert_eq!(*removal, Removal::Gone(Gone::ByReading), "settled first");
    assert_eq!(window.removals(), 1);
}

#[test]
fn it_does_not_wait_for_longer_than_its_limit() {
    let limit = Duration::from_millis(900);
    let mut window = open_closing_within("bob", limit);
    window.sign_in();
    fault(&window, "hang");
    remove_newest(&mut window);
    let asked = Instant::now();
    close(&mut window);
    waits(&mut window);
    // The system asks again: it still waits.
    close(&mut window);
    assert!(commanded(&window, &ViewportCommand::CancelClose));
    while !commanded(&window, &ViewportCommand::Close) {
        assert!(window.state().removal_under_way(), "it is the limit that ends this");
        std::thread::sleep(Duration::from_millis(10));
        window.harness.step();
    }
    assert!(asked.elapsed() >= limit, "{:?}", asked.elapsed());
    assert!(window.state().removal_under_way(), "it is the limit that ended this");
    // And now it does close.
    close(&mut window);
    assert!(!commanded(&window, &ViewportCommand::CancelClose));
}
