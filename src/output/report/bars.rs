//! Bars made of signs.

use crate::domain::figures::{AgeBand, Band};

/// Columns of the longest bar.
const LONGEST: usize = 24;

/// The sign of a band: the longer somebody waits, the darker it is.
pub(super) const fn sign(band: AgeBand) -> char {
    match band {
        AgeBand::UpTo2 => '░',
        AgeBand::UpTo7 => '▒',
        AgeBand::UpTo14 => '▓',
        AgeBand::More => '█',
        AgeBand::Unknown => '?',
    }
}

/// A bar of a number among others, of which this is the largest. What is there is seen.
pub(super) fn bar(number: usize, largest: usize) -> String {
    sign(AgeBand::More).to_string().repeat(signs(number, largest))
}

/// A bar of customers by how long they wait, those that wait longest last.
pub(super) fn bar_of_bands(bands: &[Band; AgeBand::ALL.len()], largest: usize) -> String {
    let parts = AgeBand::ALL.iter().zip(bands);
    parts.map(|(band, of)| sign(*band).to_string().repeat(signs(of.customers, largest))).collect()
}

fn signs(number: usize, largest: usize) -> usize {
    match number {
        0 => 0,
        _ => (number * LONGEST / largest.max(1)).clamp(1, LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_largest_and_never_nothing() {
        let length = |number, largest| bar(number, largest).chars().count();
        assert_eq!((length(0, 10), length(1, 10_000), length(5, 10), length(10, 10)), (0, 1, 12, 24));
        assert_eq!(length(0, 0), 0);
        let band = |customers| Band { customers, estimated: 0 };
        let bands = [band(2), band(0), band(1), band(4), band(1)];
        assert_eq!(bar_of_bands(&bands, 8), "░░░░░░▓▓▓████████████???");
    }
}
