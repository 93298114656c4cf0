//! Numbers of percent, exact: nothing is rounded, so 24.999 stays below 25 in every comparison, sum and sentence.

use std::cmp::Ordering;
use std::fmt;

/// Most digits before the point that are read: more than any share has, so that what is plainly wrong is told all the same.
const MOST_WHOLE: i64 = 13;
/// Most digits behind the point that are read.
const MOST_PLACES: i64 = 1_000;
/// Digits behind the point that a sentence has room for.
const SHOWN_PLACES: usize = 12;

/// An exact number of percent: `digits` behind a point, times ten to the power of `point`.
///
/// Invariant: neither the first nor the last digit is 0, and zero has no digit, no sign and the point 0. Equal numbers
/// are thus equal however they were written: 60, 60.0 and 6e1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Percent {
    is_negative: bool,
    point: i64,
    digits: Box<[u8]>,
}

impl Percent {
    /// Reads a number as JSON writes one; `None` for any other text, and for one with more than 13 digits before or
    /// 1,000 behind the point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, digits(fraction)?),
            None => (mantissa, ""),
        };
        let whole = digits(whole).filter(|whole| *whole == "0" || !whole.starts_with('0'))?;
        let point = i64::try_from(whole.len()).ok()?.saturating_add(exponent);
        let written = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
        let number = Self::of(is_negative, point, written);
        (number.point <= MOST_WHOLE && number.places() <= MOST_PLACES).then_some(number)
    }

    /// So many hundredths of a percent.
    #[must_use]
    pub fn from_hundredths(hundredths: i64) -> Self {
        let written: Vec<u8> = hundredths.unsigned_abs().to_string().bytes().map(|digit| digit - b'0').collect();
        let point = i64::try_from(written.len()).unwrap_or(i64::MAX).saturating_sub(2);
        Self::of(hundredths < 0, point, written)
    }

    /// The sum, in time that grows with the digits added.
    #[must_use]
    pub fn sum<'a>(terms: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let whole = terms.clone().map(|term| term.point).max().unwrap_or(0).max(0);
        let places = terms.clone().map(Self::places).max().unwrap_or(0).max(0);
        // One column for each power of ten, the highest first. A term adds at most 9 to each: no memory holds as many
        // terms as it takes to overflow one.
        let mut columns = vec![0_i64; usize::try_from(whole.saturating_add(places)).unwrap_or(0)];
        for term in terms {
            let first = usize::try_from(whole.saturating_sub(term.point)).unwrap_or(usize::MAX);
            for (column, digit) in columns.iter_mut().skip(first).zip(&term.digits) {
                *column += if term.is_negative { -i64::from(*digit) } else { i64::from(*digit) };
            }
        }
        let (mut over, mut written) = carried(&columns);
        let is_negative = over < 0;
        if is_negative {
            for column in &mut columns {
                *column = -*column;
            }
            (over, written) = carried(&columns);
        }
        let above: Vec<u8> = over.to_string().bytes().map(|digit| digit - b'0').collect();
        let point = whole.saturating_add(i64::try_from(above.len()).unwrap_or(i64::MAX));
        Self::of(is_negative, point, above.into_iter().chain(written).collect())
    }

    /// What is left of it after another is taken away.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self::sum([self, &other.negated()].into_iter())
    }

    /// The same number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { is_negative: !self.is_negative && !self.is_zero(), ..self.clone() }
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Whether it is more than nothing.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        !self.is_negative && !self.is_zero()
    }

    /// The hundredths of a percent it reaches, rounded down: to draw it, never to judge or tell it.
    #[must_use]
    pub fn hundredths_reached(&self) -> i64 {
        let before = usize::try_from(self.point.saturating_add(2)).unwrap_or(0);
        let digits = self.digits.iter().chain(std::iter::repeat(&0)).take(before.min(20));
        let reached = digits.fold(0_i64, |sum, digit| sum.saturating_mul(10).saturating_add(i64::from(*digit)));
        match self.is_negative {
            true if self.digits.len() > before => (-reached).saturating_sub(1),
            true => -reached,
            false => reached,
        }
    }

    /// The hundredths of a percent from which it is reached: to draw it, never to judge or tell it.
    #[must_use]
    pub fn hundredths_needed(&self) -> i64 {
        let reached = self.hundredths_reached();
        if Self::from_hundredths(reached) == *self { reached } else { reached.saturating_add(1) }
    }

    /// The number with its sign for a sentence: `24.999 %`. Of a long one the last digits are left out for a `…`, and
    /// none is rounded.
    #[must_use]
    pub fn in_short(&self) -> String {
        self.words(SHOWN_PLACES)
    }

    fn of(is_negative: bool, point: i64, written: Vec<u8>) -> Self {
        let leading = written.iter().take_while(|digit| **digit == 0).count();
        let trailing = written.iter().rev().take_while(|digit| **digit == 0).count();
        if leading == written.len() {
            return Self { is_negative: false, point: 0, digits: Box::default() };
        }
        let kept = written.len().saturating_sub(leading).saturating_sub(trailing);
        let digits = written.into_iter().skip(leading).take(kept).collect();
        Self { is_negative, point: point.saturating_sub(i64::try_from(leading).unwrap_or(i64::MAX)), digits }
    }

    const fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// How many digits behind the point it takes.
    fn places(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(i64::MAX).saturating_sub(self.point)
    }

    /// The number with at most so many digits behind the point.
    fn words(&self, most: usize) -> String {
        let digit = |digit: &u8| char::from(b'0' + digit);
        let before = usize::try_from(self.point).unwrap_or(0);
        let whole: String = self.digits.iter().chain(std::iter::repeat(&0)).take(before).map(digit).collect();
        let gap = usize::try_from(self.point.saturating_neg()).unwrap_or(0);
        let fraction = std::iter::repeat_n(&0, gap.min(most)).chain(self.digits.iter().skip(before));
        let fraction: String = fraction.take(most).map(digit).collect();
        let is_cut = usize::try_from(self.places()).is_ok_and(|places| places > most);
        format!(
            "{}{}{}{fraction}{} %",
            if self.is_negative { "-" } else { "" },
            if whole.is_empty() { "0" } else { &whole },
            if fraction.is_empty() { "" } else { "." },
            if is_cut { "…" } else { "" },
        )
    }

    fn size(&self) -> (bool, i64, &[u8]) {
        // Zero is below everything that has a digit.
        (!self.is_zero(), self.point, &self.digits)
    }
}

impl Ord for Percent {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.size().cmp(&other.size()),
            (true, true) => other.size().cmp(&self.size()),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Percent {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Percent {
    /// Every digit of it, with its sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(usize::MAX))
    }
}

/// The text, where it has digits and nothing else.
fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// An exponent. One that no number holds is as good as the largest: nothing but 0 can have it.
fn power(text: &str) -> Option<i64> {
    /// Far beyond what is read, far below what could overflow.
    const LARGEST: i64 = 1 << 40;
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let power = digits(text)?.parse::<i64>().map_or(LARGEST, |power| power.min(LARGEST));
    Some(if is_negative { -power } else { power })
}

/// The columns with what is beyond 9 carried upwards, and what is carried out of the highest.
fn carried(columns: &[i64]) -> (i64, Vec<u8>) {
    let mut carry = 0;
    let mut written: Vec<u8> = columns
        .iter()
        .rev()
        .map(|column| {
            let sum = column + carry;
            carry = sum.div_euclid(10);
            u8::try_from(sum.rem_euclid(10)).unwrap_or(0)
        })
        .collect();
    written.reverse();
    (carry, written)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Percent {
        Percent::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    /// Faults: W8.
    #[test]
    fn a_number_is_itself_however_it_is_written() {
        let table = [
            ("60", ["60.0", "6e1", "0.6E+2", "600e-1", "60.000e0"], "60 %"),
            ("24.999", ["24.9990", "24999e-3", "0.24999e2", "2.4999E1", "24.999e00"], "24.999 %"),
            ("0", ["-0", "0.00", "0e5", "-0.0e-7", "0e99999999999999999999"], "0 %"),
            ("-5", ["-5.0", "-0.5e1", "-50e-1", "-500E-2", "-5e-0"], "-5 %"),
            ("0.05", ["5e-2", "0.050", "0.5e-1", "50e-3", "0.0005e2"], "0.05 %"),
            ("1000000000000", ["1e12", "10e11", "1000000000000.0", "0.1e13", "1E+12"], "1000000000000 %"),
        ];
        for (plain, others, words) in table {
            assert_eq!((number(plain).to_string(), number(plain).in_short()), (words.to_owned(), words.to_owned()));
            for other in others {
                assert_eq!(number(other), number(plain), "{other}");
                assert_eq!(number(other).cmp(&number(plain)), Ordering::Equal, "{other}");
            }
        }
    }

    /// Faults: W8.
    #[test]
    fn what_is_no_number_or_beyond_all_sense_is_refused() {
        let beyond = [format!("0.{}1", "0".repeat(1_000)), format!("1{}", "0".repeat(13))];
        let texts =
            ["", "-", ".5", "5.", "+5", "05", "1e", "1e+", "e5", "--5", "5-", "1.2.3", "1e5e5", " 5", "5 ", "5%"];
        let others = ["12,5", "NaN", "Infinity", "0x10", "٥", "1e13", "1e400", "1e-1001", "1e-99999999999999999999"];
        for text in texts.into_iter().chain(others).chain(beyond.iter().map(String::as_str)) {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
        let deepest = format!("0.{}1", "0".repeat(999));
        assert_eq!(number(&deepest), number("1e-1000"));
        assert_eq!(number(&deepest).to_string(), format!("{deepest} %"));
    }

    /// Faults: W8.
    #[test]
    fn no_digit_is_lost_and_none_is_rounded() {
        let nearly = format!("24.{}", "9".repeat(300));
        let more = format!("25.{}1", "0".repeat(300));
        let line = Percent::from_hundredths(2_500);
        assert!(number(&nearly) < line && line < number(&more));
        assert_eq!(number(&nearly).to_string(), format!("{nearly} %"));
        assert_eq!(number(&nearly).in_short(), "24.999999999999… %");
        assert_eq!(number(&more).in_short(), "25.000000000000… %");
        assert_eq!(number("1e-300").in_short(), "0.000000000000… %");
        assert_eq!(number("0.123456789012").in_short(), "0.123456789012 %");
        assert_eq!(Percent::sum([number(&nearly), number(&more)].iter()).to_string().len(), 306);
    }

    #[test]
    fn hundredths_are_reached_from_below() {
        let table = [
            ("60", 6_000),
            ("24.999", 2_499),
            ("25.009", 2_500),
            ("-5", -500),
            ("-0.001", -1),
            ("0.001", 0),
            ("1e12", 100_000_000_000_000),
        ];
        for (text, hundredths) in table {
            assert_eq!(number(text).hundredths_reached(), hundredths, "{text}");
        }
        for (text, hundredths) in [("25", 2_500), ("24.999", 2_500), ("25.00001", 2_501), ("0", 0), ("100", 10_000)] {
            assert_eq!(number(text).hundredths_needed(), hundredths, "{text}");
        }
        for hundredths in [0, 1, -1, 2_500, 9_990, i64::MAX, i64::MIN + 1] {
            assert_eq!(Percent::from_hundredths(hundredths).hundredths_reached(), hundredths);
        }
        let words = [(10_000, "100 %"), (9_999, "99.99 %"), (9_990, "99.9 %"), (5, "0.05 %"), (-500, "-5 %")];
        for (hundredths, words) in words {
            assert_eq!(Percent::from_hundredths(hundredths).in_short(), words);
        }
    }

    /// Faults: K5, W8.
    #[test]
    fn sums_are_exact_and_do_not_overflow() {
        let sum = |terms: &[&str]| Percent::sum(terms.iter().map(|text| number(text)).collect::<Vec<_>>().iter());
        assert_eq!(sum(&[]), number("0"));
        assert_eq!(sum(&["33.33", "33.33", "33.33"]), number("99.99"));
        assert_eq!(sum(&["24.999", "75.001"]), number("100"));
        assert_eq!(sum(&["0.1", "0.2", "-0.3"]), number("0"));
        assert_eq!(sum(&["-7", "2.5"]), number("-4.5"));
        assert_eq!(sum(&["1e-1000", "1e12"]).minus(&number("1e12")), number("1e-1000"));
        let most = vec![number("9999999999999"); 100_000];
        assert_eq!(Percent::sum(most.iter()).in_short(), "999999999999900000 %");
        let least = vec![number("-9999999999999"); 100_000];
        assert_eq!(Percent::sum(most.iter().chain(&least)), number("0"));
        assert_eq!(Percent::sum(least.iter()).in_short(), "-999999999999900000 %");
        assert_eq!(Percent::sum(vec![number("1e12"); 100_000].iter()).hundredths_reached(), i64::MAX);
    }

    proptest! {
        /// Faults: W8.
        #[test]
        fn it_counts_as_whole_numbers_do(numbers in proptest::collection::vec(-99_999_999_i64..99_999_999, 0..9)) {
            let terms: Vec<Percent> = numbers.iter().map(|number| Percent::from_hundredths(*number)).collect();
            prop_assert_eq!(Percent::sum(terms.iter()), Percent::from_hundredths(numbers.iter().sum()));
            for (a, x) in numbers.iter().zip(&terms) {
                prop_assert_eq!(x.is_positive(), *a > 0);
                prop_assert_eq!(number(x.to_string().trim_end_matches(" %")), x.clone());
                for (b, y) in numbers.iter().zip(&terms) {
                    prop_assert_eq!(x.cmp(y), a.cmp(b));
                    prop_assert_eq!(x.minus(y), Percent::from_hundredths(a - b));
                }
            }
        }
    }
}
