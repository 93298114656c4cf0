//! For how long whoever must act has had a customer: `>14d`, `<=7d`, `36h`, `?`.

use std::time::Duration;

use crate::domain::since::Since;
use crate::domain::time::Wall;

/// A time to compare with. Whole units count, as the queue shows them: a customer of 14 days and 20 hours is 14 days old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    Compared {
        by: By,
        units: u64,
        unit: Duration,
    },
    /// Nobody knows since when.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    More,
    AtLeast,
    Less,
    AtMost,
    Just,
}

const BY: [(&str, By); 5] =
    [(">=", By::AtLeast), ("<=", By::AtMost), (">", By::More), ("<", By::Less), ("=", By::Just)];
const UNITS: [(char, u64); 3] = [('h', 3_600), ('d', 86_400), ('w', 604_800)];

impl Age {
    /// Reads one, in any case; `None` where it means nothing. A number without a unit is days.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let lowered = value.to_ascii_lowercase();
        let value = lowered.as_str();
        if value == "?" {
            return Some(Self::Unknown);
        }
        let (by, rest) =
            BY.iter().find_map(|(sign, by)| Some((*by, value.strip_prefix(sign)?))).unwrap_or((By::Just, value));
        let unit = UNITS.iter().find_map(|(letter, seconds)| Some((rest.strip_suffix(*letter)?, *seconds)));
        let (number, seconds) = unit.unwrap_or((rest, 86_400));
        Some(Self::Compared { by, units: number.parse().ok()?, unit: Duration::from_secs(seconds) })
    }

    /// Whether a word that is still being typed may become one.
    pub(super) fn may_begin(value: &str) -> bool {
        BY.iter().any(|(sign, _)| *sign == value)
    }

    /// Whether it is so; `None` where nobody knows since when.
    pub(super) fn is_of(self, since: Option<Since>, now: Wall) -> Option<bool> {
        let Self::Compared { by, units, unit } = self else { return Some(since.is_none()) };
        since.map(|since| {
            let passed = since.elapsed(now).as_secs() / unit.as_secs().max(1);
            match by {
                By::More => passed > units,
                By::AtLeast => passed >= units,
                By::Less => passed < units,
                By::AtMost => passed <= units,
                By::Just => passed == units,
            }
        })
    }
}
