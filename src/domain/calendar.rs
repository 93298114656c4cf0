//! Days on which people work: which day it is, which one is meant, and which one comes so many business days later.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::time::{Wall, Zone};

/// Business days that a customer has for an answer, where nobody says otherwise.
const FOLLOW_UP_DAYS: u16 = 3;
/// Most days ahead that can be meant: what is later is a slip of the keyboard.
const FURTHEST: i32 = 400;

/// In which zone days are counted, and on which of them nobody works besides weekends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The zone.
    pub zone: Zone,
    /// Days on which nobody works.
    pub holidays: BTreeSet<Date>,
}

/// Why a day cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// It is not written as a day.
    Unreadable,
    /// It is before today.
    Past,
    /// It is too far ahead.
    TooFar,
}

impl NoDay {
    /// What is wrong, and what can be written instead.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "write a day as 2026-12-04, fri, tomorrow, or +5 for five business days from now",
            Self::Past => "this day is past; write today or a later one",
            Self::TooFar => "this day is more than a year ahead",
        }
    }
}

impl Calendar {
    /// Which day a moment is on.
    #[must_use]
    pub fn day(&self, at: Wall) -> Date {
        match &self.zone {
            Zone::Utc => at.to_zoned(jiff::tz::TimeZone::UTC).date(),
            Zone::Local(zone) => at.to_zoned(zone.clone()).date(),
        }
    }

    /// The moment at which a day begins.
    #[must_use]
    pub fn start(&self, day: Date) -> Option<Wall> {
        let zone = match &self.zone {
            Zone::Utc => jiff::tz::TimeZone::UTC,
            Zone::Local(zone) => zone.clone(),
        };
        day.to_zoned(zone).ok().map(|start| start.timestamp())
    }

    /// Whether people work on it.
    #[must_use]
    pub fn is_business_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.holidays.contains(&day)
    }

    /// So many business days later.
    #[must_use]
    pub fn after(&self, from: Date, business_days: u16) -> Date {
        let mut day = from;
        let mut left = business_days;
        // Where nobody ever works, the end of the calendar ends it.
        while left > 0 {
            let Ok(next) = day.checked_add(1.day()) else { return day };
            day = next;
            left -= u16::from(self.is_business_day(day));
        }
        day
    }

    /// When a request of today is to be chased where nobody says so: three business days from now, or the first business day
    /// once the days are over that drafts give for an answer.
    #[must_use]
    pub fn follow_up(&self, today: Date, reply_by_days: Option<u16>) -> Date {
        let Some(days) = reply_by_days else { return self.after(today, FOLLOW_UP_DAYS) };
        let day = today.checked_add(i64::from(days).days()).unwrap_or(today);
        if self.is_business_day(day) { day } else { self.after(day, 1) }
    }

    /// The day that is meant: `2026-12-04`, `+5` (business days), `fri`, `today`, `tomorrow`.
    ///
    /// # Errors
    /// Where none is, or it is past or more than a year ahead.
    pub fn meant(&self, written: &str, today: Date) -> Result<Date, NoDay> {
        let written = written.trim().to_lowercase();
        let day = match written.as_str() {
            "today" => Some(today),
            "tomorrow" => today.checked_add(1.day()).ok(),
            text => match text.strip_prefix('+') {
                Some(days) => days.parse().ok().filter(|days| *days <= 300).map(|days| self.after(today, days)),
                None => weekday(text).map(|weekday| next(today, weekday)).or_else(|| date(text)),
            },
        };
        let day = day.ok_or(NoDay::Unreadable)?;
        let ahead = today.until(day).map_or(i32::MAX, |span| span.get_days());
        match ahead {
            ..0 => Err(NoDay::Past),
            days if days > FURTHEST => Err(NoDay::TooFar),
            _ => Ok(day),
        }
    }
}

/// `Thu 26 Nov`, with the year where it is not this one.
#[must_use]
pub fn words(day: Date, today: Date) -> String {
    let year = if day.year() == today.year() { String::new() } else { format!(" {}", day.year()) };
    format!("{}{year}", day.strftime("%a %-d %b"))
}

/// `today`, `Thu` within a week, else `4 Dec`: for a narrow column.
#[must_use]
pub fn short(day: Date, today: Date) -> String {
    match today.until(day).map_or(i32::MAX, |span| span.get_days()) {
        0 => "today".to_owned(),
        1..7 => day.strftime("%a").to_string(),
        _ => day.strftime("%-d %b").to_string(),
    }
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday(day: Date) -> Date {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)
}

/// As the API writes dates, and as they are kept.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let is_shaped = text.len() == 10 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_shaped)
}

fn weekday(text: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    DAYS.into_iter().find(|(name, _)| text.len() >= 3 && name.starts_with(text)).map(|(_, weekday)| weekday)
}

/// The next such day after today.
fn next(today: Date, weekday: Weekday) -> Date {
    today.nth_weekday(1, weekday).unwrap_or(today)
}

/// How a day is kept: as text that sorts by time.
pub(in crate::domain) mod kept {
    use jiff::civil::Date;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(in crate::domain) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        day.to_string().serialize(serializer)
    }

    pub(in crate::domain) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        super::date(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date(text).unwrap()
    }

    fn calendar() -> Calendar {
        Calendar { holidays: [day("2026-12-25"), day("2026-12-28")].into(), ..Calendar::default() }
    }

    #[test]
    fn weekends_and_holidays_are_no_business_days() {
        let after = |from: &str, days| calendar().after(day(from), days).to_string();
        assert_eq!(after("2026-11-26", 3), "2026-12-01", "over a weekend");
        assert_eq!(after("2026-11-28", 1), "2026-11-30", "from a Saturday");
        assert_eq!(after("2026-12-24", 1), "2026-12-29", "over Christmas, a weekend and a day off");
        assert_eq!(after("2026-11-26", 0), "2026-11-26");
    }

    #[test]
    fn a_request_is_chased_on_a_business_day() {
        let chased = |from: &str, reply_by| calendar().follow_up(day(from), reply_by).to_string();
        assert_eq!(chased("2026-11-26", None), "2026-12-01");
        assert_eq!(chased("2026-11-26", Some(5)), "2026-12-01", "days for an answer are days of the calendar");
        assert_eq!(chased("2026-11-26", Some(2)), "2026-11-30", "not on a Saturday");
        assert_eq!(chased("2026-12-22", Some(3)), "2026-12-29", "nor over Christmas");
        assert_eq!(chased("2026-11-26", Some(0)), "2026-11-26");
    }

    #[test]
    fn days_are_understood_as_they_are_said() {
        let today = day("2026-11-26");
        let meant = |text: &str| calendar().meant(text, today).map(|day| day.to_string());
        for (text, expected) in [
            ("2026-12-04", "2026-12-04"),
            (" Fri ", "2026-11-27"),
            ("thursday", "2026-12-03"),
            ("thu", "2026-12-03"),
            ("+5", "2026-12-03"),
            ("+0", "2026-11-26"),
            ("today", "2026-11-26"),
            ("tomorrow", "2026-11-27"),
        ] {
            assert_eq!(meant(text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["", "soon", "fr", "2026-02-30", "4 Dec", "+", "+-1", "+70000", "20261204", "fridays"] {
            assert_eq!(meant(text), Err(NoDay::Unreadable), "{text}");
        }
        assert_eq!(meant("2026-11-25"), Err(NoDay::Past));
        assert_eq!(meant("2046-11-25"), Err(NoDay::TooFar));
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let late: Wall = "2026-11-26T23:30:00Z".parse().unwrap();
        assert_eq!(calendar().day(late), day("2026-11-26"));
        let auckland = jiff::tz::TimeZone::fixed(jiff::tz::offset(13));
        let there = Calendar { zone: Zone::Local(auckland), ..Calendar::default() };
        assert_eq!(there.day(late), day("2026-11-27"));
        assert_eq!(there.start(day("2026-11-27")).unwrap().to_string(), "2026-11-26T11:00:00Z");
    }

    #[test]
    fn days_are_told_shortly() {
        let today = day("2026-11-26");
        assert_eq!(words(day("2026-11-26"), today), "Thu 26 Nov");
        assert_eq!(words(day("2027-01-04"), today), "Mon 4 Jan 2027");
        let told = ["2026-11-20", "2026-11-26", "2026-12-01", "2026-12-04"].map(|text| short(day(text), today));
        assert_eq!(told, ["20 Nov", "today", "Tue", "4 Dec"]);
    }
}
