//! Whether a list holds everybody.

use super::wording::{counted, number};

/// Whether a list holds every customer that the server has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Nothing speaks against it: it holds as many customers as the server counts.
    Whole,
    /// Customers are missing, or may be.
    Incomplete(Shortfall),
}

/// What an incomplete list holds, and why it is not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Customers that were listed.
    pub listed: usize,
    /// Customers that there are by the server's last word, where it said so.
    pub total: Option<u64>,
    /// Why customers are, or may be, missing: parts of a sentence. Empty only where nobody waited for the end.
    pub reasons: Vec<String>,
}

impl Completeness {
    /// Whether nobody is missing.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Whole)
    }

    /// What is missing, if anything is.
    #[must_use]
    pub const fn shortfall(&self) -> Option<&Shortfall> {
        match self {
            Self::Whole => None,
            Self::Incomplete(shortfall) => Some(shortfall),
        }
    }
}

impl Shortfall {
    /// How much of the list is there: `INCOMPLETE: 480 of 500 customers listed`.
    #[must_use]
    pub fn headline(&self) -> String {
        let total = self.total.and_then(|total| usize::try_from(total).ok());
        match total.filter(|total| *total > self.listed) {
            Some(total) => {
                format!("INCOMPLETE: {} of {} listed", number(self.listed), counted(total, "customer", "customers"))
            }
            None => format!("INCOMPLETE: {} listed", counted(self.listed, "customer", "customers")),
        }
    }

    /// The headline, and why.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<String> = std::iter::once(self.headline()).chain(self.reasons.iter().cloned()).collect();
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults: K3.
    #[test]
    fn what_is_missing_is_said_in_numbers_that_do_not_contradict_each_other() {
        let table = [
            (480, Some(500), "INCOMPLETE: 480 of 500 customers listed"),
            (0, Some(1), "INCOMPLETE: 0 of 1 customer listed"),
            (1_500, Some(12_000), "INCOMPLETE: 1,500 of 12,000 customers listed"),
            (500, Some(500), "INCOMPLETE: 500 customers listed"),
            (501, Some(500), "INCOMPLETE: 501 customers listed"),
            (1, None, "INCOMPLETE: 1 customer listed"),
        ];
        for (listed, total, headline) in table {
            let shortfall = Shortfall { listed, total, reasons: Vec::new() };
            assert_eq!((shortfall.headline().as_str(), shortfall.sentence().as_str()), (headline, headline));
        }
        let reasons = vec!["page 2 is empty".to_owned(), "page 1 could not be read".to_owned()];
        let sentence = Shortfall { listed: 1, total: None, reasons }.sentence();
        assert_eq!(sentence, "INCOMPLETE: 1 customer listed; page 2 is empty; page 1 could not be read");
    }
}
