//! The languages, and how each writes dates, numbers and lists.

use std::ops::Deref;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{T, YMD};
use icu_datetime::input::Time;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::Locale;
use jiff::civil;

use super::messages::{L10n, L10nLanguage};

/// The words of one language, with how it writes dates, numbers and lists.
pub(crate) struct Text {
    tag: &'static str,
    messages: L10nLanguage,
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    minutes: Option<NoCalendarFormatter<T>>,
    seconds: Option<NoCalendarFormatter<T>>,
    decimal: Option<DecimalFormatter>,
    and: Option<ListFormatter>,
    or: Option<ListFormatter>,
}

/// A language that Keyward speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// BCP 47, for example `de`.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
}

/// Every language that Keyward speaks, by name.
pub(crate) fn languages() -> Vec<Language> {
    let mut all: Vec<Language> =
        L10n::iter().map(|one| Language { tag: tag(*one), name: one.language_name() }).collect();
    all.sort_by_key(|language| language.name);
    all
}

/// What the language that is nearest to `wanted` calls itself.
pub(crate) fn language_name(wanted: &str) -> &'static str {
    L10n::langneg(wanted).language_name()
}

fn tag(language: L10n) -> &'static str {
    // The generated type derefs to its tag, but only for as long as it is borrowed.
    L10n::iter().find(|one| **one == language).map_or("en", |one| one)
}

impl Text {
    /// The words of the language that is nearest to `wanted`, a BCP 47 tag such as `de-AT`; English where none is.
    /// Dates and numbers are written as in the region that is wanted, where it is one of that language.
    pub(crate) fn nearest_to(wanted: &str) -> Self {
        let language = L10n::langneg(wanted);
        let messages = language.load();
        let region = wanted
            .parse::<Locale>()
            .ok()
            .filter(|wanted| wanted.id.region.is_some() && wanted.id.language.as_str() == tag(language));
        let locale = region.or_else(|| messages.formats().parse().ok()).unwrap_or(Locale::UNKNOWN);
        let list = || ListFormatterOptions::default().with_length(ListLength::Wide);
        // The data is compiled in: each of these is there for every locale.
        Self {
            tag: tag(language),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            minutes: NoCalendarFormatter::try_new((&locale).into(), T::hm()).ok(),
            seconds: NoCalendarFormatter::try_new((&locale).into(), T::hms()).ok(),
            decimal: DecimalFormatter::try_new(
                (&locale).into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
            and: ListFormatter::try_new_and((&locale).into(), list()).ok(),
            or: ListFormatter::try_new_or((&locale).into(), list()).ok(),
            messages,
        }
    }

    /// BCP 47, for example `de`.
    pub(crate) const fn tag(&self) -> &'static str {
        self.tag
    }

    /// "12 March 2026".
    pub(super) fn civil_day(&self, date: civil::Date) -> String {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let gregorian = Date::try_new_gregorian(i32::from(date.year()), month, day).ok();
        match (&self.day, gregorian) {
            (Some(formatter), Some(date)) => formatter.format(&date).to_string(),
            _ => date.to_string(),
        }
    }

    /// "14:02", or with seconds "14:02:33".
    pub(super) fn civil_time(&self, time: civil::Time, seconds: bool) -> String {
        let of = |part: i8| part.unsigned_abs();
        let parts = Time::try_new(of(time.hour()), of(time.minute()), of(time.second()), 0).ok();
        match (if seconds { &self.seconds } else { &self.minutes }, parts) {
            (Some(formatter), Some(time)) => formatter.format(&time).to_string(),
            _ => time.to_string(),
        }
    }

    /// "1,000".
    pub(crate) fn number(&self, number: usize) -> String {
        let decimal = Decimal::from(number);
        self.decimal
            .as_ref()
            .map_or_else(|| number.to_string(), |formatter| formatter.format(&decimal).to_string())
    }

    /// "a, b and c".
    pub(super) fn and(&self, parts: &[String]) -> String {
        list(self.and.as_ref(), parts)
    }

    /// "a, b or c".
    pub(super) fn or(&self, parts: &[String]) -> String {
        list(self.or.as_ref(), parts)
    }
}

fn list(formatter: Option<&ListFormatter>, parts: &[String]) -> String {
    formatter.map_or_else(|| parts.join(", "), |formatter| formatter.format(parts.iter()).to_string())
}

impl Deref for Text {
    type Target = L10nLanguage;

    fn deref(&self) -> &L10nLanguage {
        &self.messages
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({})", self.messages.language_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_taken_and_english_where_there_is_none() {
        for (wanted, name) in [
            ("de", "Deutsch"),
            ("de-AT", "Deutsch"),
            ("de-CH-1996", "Deutsch"),
            ("en-US", "English"),
            ("tlh", "English"),
            ("", "English"),
            ("C", "English"),
            ("not a tag at all", "English"),
        ] {
            assert_eq!(Text::nearest_to(wanted).language_name(), name, "{wanted}");
        }
        assert_eq!(languages().iter().map(|one| one.tag).collect::<Vec<_>>(), ["de", "en"]);
    }

    #[test]
    fn dates_numbers_and_lists_are_written_as_in_the_region() {
        let date = civil::date(2026, 3, 12);
        for (wanted, day, number, list) in [
            ("en", "12 March 2026", "1,000", "a, b and c"),
            ("en-US", "March 12, 2026", "1,000", "a, b, and c"),
            ("de", "12. März 2026", "1.000", "a, b und c"),
            ("de-CH", "12. März 2026", "1'000", "a, b und c"),
            ("fr-FR", "12 March 2026", "1,000", "a, b and c"),
        ] {
            let text = Text::nearest_to(wanted);
            assert_eq!(text.civil_day(date), day, "{wanted}");
            assert_eq!(text.number(1000), number, "{wanted}");
            assert_eq!(text.and(&["a", "b", "c"].map(ToOwned::to_owned)), list, "{wanted}");
        }
    }
}
