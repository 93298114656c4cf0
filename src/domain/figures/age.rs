//! For how long: in four bands, by whole days as the queue shows them.

use std::time::Duration;

const DAY: u64 = 86_400;

/// For how long somebody has had a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// Up to two whole days.
    UpTo2,
    /// More than that, up to seven.
    UpTo7,
    /// More than that, up to fourteen.
    UpTo14,
    /// More than fourteen.
    More,
    /// Nobody knows.
    Unknown,
}

impl AgeBand {
    /// Each, the shortest first.
    pub const ALL: [Self; 5] = [Self::UpTo2, Self::UpTo7, Self::UpTo14, Self::More, Self::Unknown];

    /// The band of a time.
    #[must_use]
    pub const fn of(time: Duration) -> Self {
        match whole_days(time) {
            0..=2 => Self::UpTo2,
            3..=7 => Self::UpTo7,
            8..=14 => Self::UpTo14,
            _ => Self::More,
        }
    }

    /// Its words in a row of them.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::UpTo2 => "0–2 d",
            Self::UpTo7 => "3–7 d",
            Self::UpTo14 => "8–14 d",
            Self::More => ">14 d",
            Self::Unknown => "?",
        }
    }

    /// The same in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::UpTo2 => "up to 2 days",
            Self::UpTo7 => "3 to 7 days",
            Self::UpTo14 => "8 to 14 days",
            Self::More => "more than 14 days",
            Self::Unknown => "nobody knows how long",
        }
    }

    /// Its code in JSON and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UpTo2 => "up_to_2_days",
            Self::UpTo7 => "up_to_7_days",
            Self::UpTo14 => "up_to_14_days",
            Self::More => "more_than_14_days",
            Self::Unknown => "unknown",
        }
    }
}

/// Whole days of 24 hours.
#[must_use]
pub const fn whole_days(time: Duration) -> u64 {
    time.as_secs() / DAY
}

/// Tenths of days of 24 hours, rounded.
#[must_use]
pub const fn tenths_of_days(time: Duration) -> u64 {
    (time.as_secs() * 10 + DAY / 2) / DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_with_its_last_whole_day() {
        let hours = |hours: u64| AgeBand::of(Duration::from_secs(hours * 3_600));
        for (last, band, next) in [
            (2, AgeBand::UpTo2, AgeBand::UpTo7),
            (7, AgeBand::UpTo7, AgeBand::UpTo14),
            (14, AgeBand::UpTo14, AgeBand::More),
        ] {
            assert_eq!((hours(last * 24), hours(last * 24 + 23), hours(last * 24 + 24)), (band, band, next));
        }
        assert_eq!(hours(0), AgeBand::UpTo2);
    }

    #[test]
    fn tenths_are_rounded() {
        let tenths = |hours: u64| tenths_of_days(Duration::from_secs(hours * 3_600));
        assert_eq!((tenths(0), tenths(1), tenths(2), tenths(24), tenths(36), tenths(35)), (0, 0, 1, 10, 15, 15));
    }
}
