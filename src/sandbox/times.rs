//! The server's clock, the times it writes, and the offsets that records may hold instead of times.
//!
//! An offset is a JSON string such as `"@-3d4h"`, `"@-90m"` or `"@+0s"`: a sign, then one or more
//! counts of days, hours, minutes or seconds, from the second the server started. It leaves the
//! server as an RFC 3339 time in UTC with whole seconds.

use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// The server's clock: it runs at the true pace from an instant of the caller's choice.
pub(super) struct Clock {
    start: Timestamp,
    began: Instant,
}

impl Clock {
    /// A clock that shows `start` shifted by `skew` now.
    pub(super) fn new(start: Timestamp, skew: SignedDuration) -> Self {
        Self { start: start.checked_add(skew).unwrap_or(start), began: Instant::now() }
    }

    /// The time by this clock.
    pub(super) fn now(&self) -> Timestamp {
        self.start.checked_add(self.began.elapsed()).unwrap_or(Timestamp::MAX)
    }
}

/// As the token endpoints write a time: a space between date and time, and a two-digit offset.
pub(super) fn token_time(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S+00").to_string()
}

/// As a `Date` header writes a time; none for a year that the format cannot hold.
pub(super) fn http_date(time: Timestamp) -> Option<String> {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

/// Replaces every string of a JSON text that is an offset by the time it stands for.
///
/// It works on text, not on values, so that a record kept as text (duplicate keys) is served by the same rule.
pub(super) fn settle(json: &str, start: Timestamp) -> String {
    let mut settled = String::with_capacity(json.len());
    let mut pieces = json.split("\"@");
    settled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        // After a backslash the quote belongs to a longer string, which cannot be an offset.
        let inside_string = settled.ends_with('\\');
        match piece.split_once('"').and_then(|(text, rest)| Some((at(text, start)?, rest))) {
            Some((time, rest)) if !inside_string => {
                settled.push('"');
                settled.push_str(&time.to_string());
                settled.push('"');
                settled.push_str(rest);
            }
            _ => {
                settled.push_str("\"@");
                settled.push_str(piece);
            }
        }
    }
    settled
}

/// The time that an offset (without its `@`) stands for; none if it is not an offset.
fn at(offset: &str, start: Timestamp) -> Option<Timestamp> {
    let whole_second = Timestamp::from_second(start.as_second()).ok()?;
    whole_second.checked_add(duration(offset)?).ok()
}

fn duration(offset: &str) -> Option<SignedDuration> {
    let (sign, mut rest) = match offset.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, offset.strip_prefix('+')?),
    };
    let mut seconds = 0_i64;
    loop {
        let (count, after) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
        let mut units = after.chars();
        let unit = match units.next()? {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(count.parse::<i64>().ok()?.checked_mul(unit)?)?;
        rest = units.as_str();
        if rest.is_empty() {
            return Some(SignedDuration::from_secs(sign * seconds));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-03-10T12:00:00.75Z".parse().unwrap()
    }

    #[test]
    fn offsets_become_whole_seconds_in_utc() {
        let table = [
            ("@+0s", "2026-03-10T12:00:00Z"),
            ("@-0s", "2026-03-10T12:00:00Z"),
            ("@-90m", "2026-03-10T10:30:00Z"),
            ("@-3d4h", "2026-03-07T08:00:00Z"),
            ("@-1d2h3m4s", "2026-03-09T09:56:56Z"),
            ("@+2h", "2026-03-10T14:00:00Z"),
        ];
        for (offset, expected) in table {
            let text = format!(r#"{{"a":["{offset}"],"b":"{offset}"}}"#);
            let wanted = format!(r#"{{"a":["{expected}"],"b":"{expected}"}}"#);
            assert_eq!(settle(&text, start()), wanted);
        }
    }

    #[test]
    fn what_is_not_an_offset_stays() {
        for text in [
            r#""@""#,
            r#""@-""#,
            r#""@3d""#,
            r#""@-d""#,
            r#""@-3w""#,
            r#""@-3d4""#,
            r#""@-3d é""#,
            r#""@handle""#,
            r#""a@-3d""#,
            r#""say \"@-3d\" twice""#,
            r#""@-99999999999999999999d""#,
            r#""@-99999999999999d""#,
            r#""@+9999999d""#,
        ] {
            assert_eq!(settle(text, start()), text);
        }
    }

    #[test]
    fn token_times_have_a_space_and_a_short_offset() {
        assert_eq!(token_time(start()), "2026-03-10 12:00:00+00");
    }

    #[test]
    fn the_clock_is_skewed() {
        let clock = Clock::new(start(), SignedDuration::from_hours(-30));
        let shown = clock.now().duration_since(start());
        assert!(shown >= SignedDuration::from_hours(-30) && shown < SignedDuration::from_hours(-29));
    }
}
