//! Days and times as a person reads them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Text;

impl Text {
    /// "12 March 2026", in `zone`.
    pub(crate) fn day(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.civil_day(at.to_zoned(zone.clone()).date())
    }

    /// "14:02", in `zone`.
    pub(crate) fn time(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.civil_time(at.to_zoned(zone.clone()).time(), false)
    }

    /// "14:02:33", in `zone`.
    pub(crate) fn time_with_seconds(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.civil_time(at.to_zoned(zone.clone()).time(), true)
    }

    /// "12 March 2026, 14:02:33", in `zone`.
    pub(crate) fn day_with_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.day_and_time(self.day(at, zone), self.time_with_seconds(at, zone))
    }
}

/// "2026-03-12 14:02:33 UTC", the same everywhere: for tooltips and support requests.
pub(crate) fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_days_and_times() {
        let at: Timestamp = "2026-03-12T23:02:33Z".parse().unwrap();
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let (english, german) = (Text::nearest_to("en"), Text::nearest_to("de"));
        assert_eq!(english.day(at, &berlin), "13 March 2026");
        assert_eq!(german.day(at, &berlin), "13. März 2026");
        assert_eq!(english.time(at, &berlin), "00:02");
        assert_eq!(english.day_with_time(at, &TimeZone::UTC), "12 March 2026, 23:02:33");
        assert_eq!(Text::nearest_to("en-US").time(at, &TimeZone::UTC), "11:02\u{202F}PM");
        assert_eq!(utc(at), "2026-03-12 23:02:33 UTC");
    }
}
