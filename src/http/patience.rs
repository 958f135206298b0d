//! Asking again where that may help: for reading only, twice at most.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder as _, ExponentialBuilder};
use reqwest::Request;

use super::{Answer, Failure, Http};
use crate::domain::Why;

/// How long to wait before asking again.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Before the second try; the third waits three times as long. Up to as much again is added by chance, so
    /// that many who were turned away do not come back all at once.
    pub first_pause: Duration,
    /// The longest that a server's `Retry-After` is kept by waiting; a longer one is said instead.
    pub longest_pause: Duration,
    /// No try begins later than this after the first.
    pub in_all: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_millis(300),
            longest_pause: Duration::from_secs(5),
            in_all: Duration::from_secs(10),
        }
    }
}

/// How often a request that only reads is sent again.
const TRIES_MORE: usize = 2;
/// By how much each pause is longer than the one before.
const GROWTH: f32 = 3.0;

impl Patience {
    /// The pauses before each further try: growing, and none twice the same.
    fn pauses(self) -> impl Iterator<Item = Duration> {
        ExponentialBuilder::default()
            .with_min_delay(self.first_pause)
            .with_factor(GROWTH)
            .with_jitter()
            .with_max_times(TRIES_MORE)
            .build()
    }
}

impl Http {
    /// Sends a request that only reads, and again where the trouble may pass: a connection that did not come
    /// about or ended, 429, 502, 503 and 504.
    ///
    /// # Errors
    /// The last [`Failure`] where no whole answer arrived.
    pub async fn read(&self, request: Request) -> Result<Answer, Failure> {
        let Patience { longest_pause, in_all, .. } = self.limits.patience;
        let begun = Instant::now();
        let mut pauses = self.limits.patience.pauses();
        loop {
            let Some(again) = request.try_clone() else { return self.send(request).await };
            let outcome = self.send(again).await;
            if !may_pass(&outcome) {
                return outcome;
            }
            let Some(pause) = pauses.next() else { return outcome };
            let asked_for = outcome.as_ref().ok().and_then(Answer::retry_after);
            let pause = asked_for.map_or(pause, |asked_for| pause.max(asked_for));
            if pause > longest_pause || begun.elapsed() + pause > in_all {
                return outcome;
            }
            tracing::debug!("reading again after {} ms", pause.as_millis());
            tokio::time::sleep(pause).await;
        }
    }
}

/// Whether the same request may succeed a moment later.
const fn may_pass(outcome: &Result<Answer, Failure>) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status, 429 | 502..=504),
        Err(failure) => matches!(failure.why, Why::NotReachable(_) | Why::ConnectionLost),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_pauses_grow_and_no_two_people_wait_equally_long() {
        let millis = |millis| Duration::from_millis(millis);
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let pauses: Vec<Duration> = Patience::default().pauses().collect();
            let [first, second] = pauses[..] else { panic!("{pauses:?}") };
            assert!((millis(300)..=millis(600)).contains(&first), "{pauses:?}");
            assert!((millis(900)..=millis(1800)).contains(&second), "{pauses:?}");
            seen.extend(pauses);
        }
        assert!(seen.len() > 200, "chance has a part in it");
        // All tries fit into the time that is given to them.
        assert!(millis(600) + millis(1800) < Patience::default().in_all);
    }
}
