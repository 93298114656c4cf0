//! Points in time: what the API sent, when we looked, and how both are worded.

use std::borrow::Cow;
use std::time::Duration;

use super::text::SafeText;

/// The first moment that can be meant, 1971-01-01. What is earlier stands for no time at all: years 1, 1900 and 1970
/// are what programs write for zero, and seconds that were taken for milliseconds end in 1970, too.
const FIRST: Wall = Wall::constant(31_536_000, 0);

/// A moment on the wall clock (UTC).
pub type Wall = jiff::Timestamp;

/// A time as the API sent it: its text is known beside the parse (`assets/api.md` §6: fractions of 0, 5, 6 or 9
/// digits).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    /// The text, where it is not how the moment would be written here: most are, and a list holds a great many.
    raw: Option<SafeText>,
    at: Option<Wall>,
}

impl Timestamp {
    /// Reads RFC 3339 with a zone; anything else, and a time that stands for none, keeps its text and has no moment.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let at: Option<Wall> = raw.parse().ok().filter(|at| *at >= FIRST);
        let is_usual = at.is_some_and(|at| at.to_string() == raw);
        Self { raw: (!is_usual).then(|| SafeText::line(raw)), at }
    }

    /// The moment, where the text named one.
    #[must_use]
    pub const fn at(&self) -> Option<Wall> {
        self.at
    }

    /// Whether it is written as a time but stands for none, such as year 1.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.at.is_none() && self.raw().parse().is_ok_and(|at: Wall| at < FIRST)
    }

    /// The text as sent.
    #[must_use]
    pub fn raw(&self) -> Cow<'_, str> {
        match (&self.raw, self.at) {
            (Some(raw), _) => raw.as_str().into(),
            (None, at) => at.map(|at| at.to_string()).unwrap_or_default().into(),
        }
    }

    /// To the second in UTC, or the raw text with a `?` where it could not be read.
    #[must_use]
    pub fn to_second(&self) -> String {
        self.at.map_or_else(|| format!("{} ?", self.raw()), to_second)
    }
}

/// The zone in which a screen shows times. What leaves the screen is always in UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// UTC.
    #[default]
    Utc,
    /// Another one, as a rule this machine's.
    Local(jiff::tz::TimeZone),
}

impl Zone {
    /// `2026-05-04 14:34:03 CEST`.
    #[must_use]
    pub fn to_second(&self, at: Wall) -> String {
        match self {
            Self::Utc => to_second(at),
            Self::Local(zone) => at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string(),
        }
    }

    /// `14:02 UTC`.
    #[must_use]
    pub fn clock(&self, at: Wall) -> String {
        match self {
            Self::Utc => at.strftime("%H:%M UTC").to_string(),
            Self::Local(zone) => at.to_zoned(zone.clone()).strftime("%H:%M %Z").to_string(),
        }
    }

    /// `14:02:03`, without the zone.
    #[must_use]
    pub fn second(&self, at: Wall) -> String {
        match self {
            Self::Utc => at.strftime("%H:%M:%S").to_string(),
            Self::Local(zone) => at.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string(),
        }
    }
}

/// `2026-05-04 12:34:03 UTC`.
#[must_use]
pub fn to_second(at: Wall) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// The time between two of something: `30 s`, `5 min`, `2 h`.
#[must_use]
pub fn interval(time: Duration) -> String {
    match time.as_secs() {
        secs if secs >= 3600 && secs % 3600 == 0 => format!("{} h", secs / 3600),
        secs if secs >= 60 && secs % 60 == 0 => format!("{} min", secs / 60),
        secs => format!("{secs} s"),
    }
}

/// `4 May`, with the year where it is not this one.
#[must_use]
pub fn day(at: Wall, now: Wall) -> String {
    let (at, now) = (at.to_zoned(jiff::tz::TimeZone::UTC), now.to_zoned(jiff::tz::TimeZone::UTC));
    let year = if at.year() == now.year() { String::new() } else { format!(" {}", at.year()) };
    format!("{}{year}", at.strftime("%-d %b"))
}

/// One reading of both clocks. The monotonic one stops while a laptop sleeps, the wall clock may be set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Now {
    /// Time since the program started.
    pub mono: Duration,
    /// The wall clock.
    pub wall: Wall,
}

impl Now {
    /// Time passed since `then`: the larger of both clocks' answers, never negative.
    #[must_use]
    pub fn since(self, then: Self) -> Duration {
        let mono = self.mono.saturating_sub(then.mono);
        mono.max(elapsed(then.wall, self.wall))
    }
}

/// Time from `from` to `to` on the wall clock; zero where `to` is earlier.
#[must_use]
pub fn elapsed(from: Wall, to: Wall) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// An age in words: `just now` under a minute, then whole minutes, hours, days.
#[must_use]
pub fn age(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..2880 => format!("{} h ago", minutes / 60),
        _ => format!("{} d ago", minutes / 1440),
    }
}

/// A span for a narrow column: `12 m`, `5 h`, `202 d`.
#[must_use]
pub fn short_span(span: Duration) -> String {
    let minutes = span.as_secs() / 60;
    match minutes {
        0..60 => format!("{minutes} m"),
        60..2880 => format!("{} h", minutes / 60),
        _ => format!("{} d", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_survives_whatever_the_parse_says() {
        let table = [
            ("2026-05-04T12:32:34Z", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04T12:32:34.000Z", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04t12:32:34z", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04T12:32:34.47927Z", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04T14:32:34+02:00", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04T12:32:34.123456789Z", "2026-05-04 12:32:34 UTC"),
            ("2026-05-04T12:32:34", "2026-05-04T12:32:34 ?"),
            ("2026-05-04T12:32:34+27:00", "2026-05-04T12:32:34+27:00 ?"),
            ("1714825923", "1714825923 ?"),
            ("", " ?"),
            ("yesterday\u{1b}[2J", "yesterday␛[2J ?"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z ?"),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z ?"),
            ("1970-01-01T01:00:00+01:00", "1970-01-01T01:00:00+01:00 ?"),
        ];
        for (raw, shown) in table {
            let time = Timestamp::parse(raw);
            assert_eq!(time.to_second(), shown, "{raw:?}");
            assert_eq!(time.raw(), SafeText::line(raw).as_str(), "{raw:?}");
        }
        assert!(Timestamp::parse("9999-12-30T00:00:00Z").at().is_some());
    }

    #[test]
    fn a_time_that_stands_for_none_is_none() {
        let zeros = [
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00.000+14:00",
            "1899-12-30T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "1969-12-31T19:00:00-05:00",
            "1970-01-20T20:20:25.923Z",
        ];
        for raw in zeros {
            let time = Timestamp::parse(raw);
            assert_eq!((time.at(), time.is_zero(), &*time.raw()), (None, true, raw));
        }
        for raw in ["1971-01-01T00:00:00Z", "2026-05-04T12:32:34Z", "9999-12-31T23:59:59Z", "yesterday", ""] {
            assert!(!Timestamp::parse(raw).is_zero(), "{raw}");
        }
        assert!(Timestamp::parse("1971-01-01T00:00:00Z").at().is_some());
    }

    #[test]
    fn a_zone_of_ones_own_is_named() {
        let at: Wall = "2026-05-04T12:34:03Z".parse().unwrap();
        let zone = Zone::Local(jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
        assert_eq!(
            (zone.to_second(at), zone.clock(at)),
            ("2026-05-04 14:34:03 CEST".to_owned(), "14:34 CEST".to_owned())
        );
        assert_eq!((Zone::Utc.to_second(at), Zone::Utc.clock(at)), (to_second(at), "12:34 UTC".to_owned()));
    }

    #[test]
    fn times_between_are_in_whole_units() {
        for (secs, words) in [(30, "30 s"), (90, "90 s"), (300, "5 min"), (3600, "1 h")] {
            assert_eq!(interval(Duration::from_secs(secs)), words);
        }
    }

    /// Faults: W18.
    #[test]
    fn ages_survive_both_clocks_misbehaving() {
        let at = |mono, wall: &str| Now { mono: Duration::from_secs(mono), wall: wall.parse().unwrap() };
        let start = at(100, "2026-05-04T12:00:00Z");
        assert_eq!(at(160, "2026-05-04T12:01:00Z").since(start), Duration::from_secs(60));
        assert_eq!(at(160, "2026-05-04T20:00:00Z").since(start), Duration::from_secs(8 * 3600), "slept");
        assert_eq!(at(160, "2026-05-04T11:00:00Z").since(start), Duration::from_secs(60), "clock set back");
        assert_eq!(at(90, "2026-05-04T11:00:00Z").since(start), Duration::ZERO);
    }

    #[test]
    fn ages_are_worded_in_whole_steps() {
        let table =
            [(59, "just now"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"), (172_800, "2 d ago")];
        for (secs, words) in table {
            assert_eq!(age(Duration::from_secs(secs)), words);
        }
        let now: Wall = "2026-11-22T00:00:00Z".parse().unwrap();
        assert_eq!(day("2026-05-04T12:00:00Z".parse().unwrap(), now), "4 May");
        assert_eq!(day("2025-05-04T12:00:00Z".parse().unwrap(), now), "4 May 2025");
    }
}
