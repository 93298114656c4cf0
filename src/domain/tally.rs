//! A count that knows whether everything was there to be counted.

use std::fmt;

use super::fact::Extent;

/// How many of something there are, as far as it could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Those that could be counted.
    pub counted: usize,
    /// Whether there may be more.
    pub extent: Extent,
}

impl Tally {
    /// A count of which nothing is missing.
    #[must_use]
    pub const fn whole(counted: usize) -> Self {
        Self { counted, extent: Extent::Whole }
    }

    /// The number, where it is certain.
    #[must_use]
    pub fn exact(self) -> Option<usize> {
        (self.extent == Extent::Whole).then_some(self.counted)
    }

    /// Whether there is certainly none.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.exact() == Some(0)
    }
}

/// `4`, `4+` where there may be more, `?` where nothing could be counted.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.extent, self.counted) {
            (Extent::Whole, count) => f.pad(&super::wording::number(count)),
            (_, 0) => f.pad("?"),
            (_, count) => f.pad(&format!("{}+", super::wording::number(count))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_more_says_so() {
        let table = [
            (Extent::Whole, 0, "0"),
            (Extent::Whole, 4, "4"),
            (Extent::Partly, 4, "4+"),
            (Extent::Partly, 0, "?"),
            (Extent::Unreadable, 0, "?"),
            (Extent::NotTold, 0, "?"),
        ];
        for (extent, counted, words) in table {
            let tally = Tally { counted, extent };
            assert_eq!(tally.to_string(), words);
            assert_eq!(tally.is_none(), words == "0");
        }
    }
}
