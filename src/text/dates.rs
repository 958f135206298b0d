//! Days and times as a person reads them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// "12 March 2026", in `zone`.
#[must_use]
pub fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %B %Y").to_string()
}

/// "14:02", in `zone`.
#[must_use]
pub fn time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

/// "12 March 2026, 14:02:33", in `zone`.
#[must_use]
pub fn day_and_time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M:%S").to_string()
}

/// "2026-03-12 14:02:33 UTC", the same everywhere: for tooltips and support requests.
#[must_use]
pub fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_days_and_times() {
        let at: Timestamp = "2026-03-12T23:02:33Z".parse().unwrap();
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        assert_eq!(day(at, &berlin), "13 March 2026");
        assert_eq!(time(at, &berlin), "00:02");
        assert_eq!(day_and_time(at, &TimeZone::UTC), "12 March 2026, 23:02:33");
        assert_eq!(utc(at), "2026-03-12 23:02:33 UTC");
    }
}
