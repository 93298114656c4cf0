//! TOML that people wrote, read name by name. What is wrong is told by its place, its name and what is expected there. The
//! value is never repeated: it may be a secret in the wrong place, or in the wrong shape.

use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::domain::percent::Percent;

use super::broken_line::{BrokenLine, WRONG, before_line, form_of_line, name_at};
use super::spelling::did_you_mean;

/// What is wrong in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, in bytes from the start.
    pub at: usize,
    /// What is wrong there, in words of ours and without the value.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {}

/// A value and where it stands, in bytes from the start of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: usize,
}

/// What is found while reading.
#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    /// Every name that was asked for.
    names: Vec<&'static str>,
}

/// Reads a text with this reader of its outermost table.
///
/// # Errors
/// The first fault in it, by its place; what is not asked for is one.
pub fn read<T>(text: &str, by: impl FnOnce(&mut Table<'_>) -> T) -> Result<T, Fault> {
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            return Err(if error.message().starts_with("duplicate key") {
                twice(text, at, by)
            } else {
                unreadable(text, at, by)
            });
        }
    };
    let found = RefCell::default();
    let read = table(0, root.into_inner(), &found, by);
    let first = found.into_inner().faults.into_iter().min_by_key(|fault: &Fault| fault.at);
    first.map_or(Ok(read), Err)
}

/// A name that stands twice. It is repeated where it is one of ours.
fn twice<T>(text: &str, at: usize, by: impl FnOnce(&mut Table<'_>) -> T) -> Fault {
    let found = RefCell::<Found>::default();
    if let Ok(before) = DeTable::parse(before_line(text, at)) {
        table(0, before.into_inner(), &found, by);
    }
    let written = name_at(text, at).unwrap_or_default();
    let name = found.into_inner().names.into_iter().find(|name| *name == written).unwrap_or("this name");
    Fault { at, what: format!("{name} stands twice here; keep one of the two") }
}

/// What cannot be read. The library's own words are not used, as they may quote what stands there: the line is read once
/// more with a value that nobody takes, so that it is said what is expected there.
fn unreadable<T>(text: &str, at: usize, by: impl FnOnce(&mut Table<'_>) -> T) -> Fault {
    let general = || Fault { at, what: form_of_line(text, at).to_owned() };
    let Some(line) = BrokenLine::find(text, at) else { return general() };
    let mended = line.mended();
    let Ok(root) = DeTable::parse(&mended) else { return general() };
    let found = RefCell::<Found>::default();
    table(0, root.into_inner(), &found, by);
    let of_line = found.into_inner().faults.into_iter().filter(|fault| fault.at >= line.place.start);
    let Some(fault) = of_line.min_by_key(|fault| fault.at) else { return general() };
    if fault.at < mended.len() - WRONG.len() {
        // It is the name that is wrong.
        return fault;
    }
    let at = if line.place.contains(&at) { at } else { line.value_at };
    Fault { at, what: format!("{}; what stands here cannot be read as that", fault.what) }
}

fn table<T>(at: usize, written: DeTable<'_>, found: &RefCell<Found>, by: impl FnOnce(&mut Table<'_>) -> T) -> T {
    let mut table = Table { at, left: written.into_iter().collect(), known: Vec::new(), missing: Vec::new(), found };
    let read = by(&mut table);
    table.finish();
    read
}

/// A table: its values are taken out by their names, and what nobody takes is a fault.
pub struct Table<'t> {
    at: usize,
    left: Vec<(Spanned<DeString<'t>>, Spanned<DeValue<'t>>)>,
    /// The names that were asked for.
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    found: &'t RefCell<Found>,
}

impl<'t> Table<'t> {
    /// Notes a fault at this place; `what` holds nothing of the value.
    pub fn fault(&self, at: usize, what: impl Into<String>) {
        self.found.borrow_mut().faults.push(Fault { at, what: what.into() });
    }

    /// Whether something of this name is there that nobody took out yet.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.left.iter().any(|(written, _)| written.get_ref() == name)
    }

    /// A text.
    pub fn text(&mut self, name: &'static str, expected: &str) -> Option<Placed<String>> {
        self.value(name, expected, |value| match value {
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => None,
        })
    }

    /// True or false.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let read = self.value(name, "true or false", |value| match value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => None,
        });
        read.map(|flag| flag.value)
    }

    /// A whole number within these bounds.
    pub fn whole(&mut self, name: &'static str, bounds: &RangeInclusive<u32>) -> Option<Placed<u32>> {
        let expected = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        self.value(name, &expected, |value| match value {
            DeValue::Integer(digits) => {
                u32::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|number| bounds.contains(number))
            }
            _ => None,
        })
    }

    /// A number of percent from 0 to 100, with or without decimals, exactly as it is written.
    pub fn percent(&mut self, name: &'static str) -> Option<Placed<Percent>> {
        self.value(name, "a number from 0 to 100", |value| {
            let digits = match value {
                DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str(),
                DeValue::Float(digits) => digits.as_str(),
                _ => return None,
            };
            let number = Percent::parse(digits.strip_prefix('+').unwrap_or(digits))?;
            (!number.is_negative() && number <= Percent::from_hundredths(10_000)).then_some(number)
        })
    }

    /// What this reader takes out under the former name of something, and where that name stands; nothing where it is not
    /// written. Whoever writes a wrong name is not led to this one.
    pub fn former<T>(&mut self, name: &'static str, by: impl FnOnce(&mut Self) -> T) -> Option<Placed<T>> {
        let at = self.left.iter().find(|(written, _)| written.get_ref() == name)?.0.span().start;
        let value = by(self);
        self.known.retain(|known| *known != name);
        Some(Placed { value, at })
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &'static str, expected: &str) -> Option<Placed<Vec<Placed<String>>>> {
        self.value(name, expected, texts)
    }

    /// A table within this one.
    pub fn table<T>(&mut self, name: &'static str, by: impl FnOnce(&mut Table<'_>) -> T) -> Option<T> {
        let value = self.take(name)?;
        let at = value.span().start;
        let DeValue::Table(inner) = value.into_inner() else {
            self.fault(at, format!("{name} is a group of names of its own, below [{name}]"));
            return None;
        };
        Some(table(at, inner, self.found, by))
    }

    /// A table that has to be there; where it is not, that is a fault and `T` its default.
    pub fn needed<T: Default>(&mut self, name: &'static str, by: impl FnOnce(&mut Table<'_>) -> T) -> T {
        if !self.has(name) {
            self.missing.push(name);
        }
        self.table(name, by).unwrap_or_default()
    }

    /// Everything that is left, as tables whose names people choose.
    pub fn tables<T>(
        &mut self,
        expected: &str,
        mut by: impl FnMut(&Placed<String>, &mut Table<'_>) -> T,
    ) -> Vec<(String, T)> {
        let mut read = Vec::new();
        for (name, value) in self.left.drain(..) {
            let name = Placed { at: name.span().start, value: name.into_inner().into_owned() };
            let at = value.span().start;
            match value.into_inner() {
                DeValue::Table(inner) => {
                    let inner = table(at, inner, self.found, |inner| by(&name, inner));
                    read.push((name.value, inner));
                }
                _ => self.found.borrow_mut().faults.push(Fault { at, what: expected.to_owned() }),
            }
        }
        read
    }

    /// Everything that is left, as lists of texts with their names.
    pub fn lists(&mut self, expected: &str) -> Vec<(Placed<String>, Vec<Placed<String>>)> {
        let mut read = Vec::new();
        for (name, value) in self.left.drain(..) {
            let name = Placed { at: name.span().start, value: name.into_inner().into_owned() };
            match texts(value.get_ref()) {
                Some(texts) => read.push((name, texts)),
                None => {
                    self.found.borrow_mut().faults.push(Fault { at: value.span().start, what: expected.to_owned() });
                }
            }
        }
        read
    }

    fn value<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Option<Placed<T>> {
        let written = self.take(name)?;
        let at = written.span().start;
        let value = read(written.get_ref());
        if value.is_none() {
            self.fault(at, format!("{name} is {expected}"));
        }
        value.map(|value| Placed { value, at })
    }

    fn take(&mut self, name: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.known.push(name);
        self.found.borrow_mut().names.push(name);
        let place = self.left.iter().position(|(written, _)| written.get_ref() == name)?;
        Some(self.left.swap_remove(place).1)
    }

    /// What is left has no meaning, and may be what is missing. A name is repeated only where it is nearly one of ours.
    fn finish(self) {
        if let (true, Some(name)) = (self.left.is_empty(), self.missing.first()) {
            self.fault(self.at, format!("{name} is missing here"));
        }
        for (name, _) in &self.left {
            let near = did_you_mean(name.get_ref(), self.known.iter().copied());
            let what = if near.is_empty() {
                format!("no such name here; there are {}", self.known.join(", "))
            } else {
                format!("unknown name `{}`{near}", name.get_ref())
            };
            self.fault(name.span().start, what);
        }
    }
}

fn texts(value: &DeValue<'_>) -> Option<Vec<Placed<String>>> {
    let text = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(text) => Some(Placed { value: text.clone().into_owned(), at: value.span().start }),
        _ => None,
    };
    value.as_array()?.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, String) {
        let read = read(text, |root| {
            root.flag("mask");
            root.text("label", "a text, in quotes");
            root.whole("days", &(1..=31));
            root.percent("share");
            root.texts("watch", "a list of texts, as in [\"a\"]");
            root.table("limits", |limits| limits.whole("per_run", &(0..=9)));
        });
        let fault = read.unwrap_err();
        (fault.at, fault.what)
    }

    #[test]
    fn every_wrong_shape_is_told_by_name_and_expectation() {
        let table = [
            ("mask = \"yes\"", 7, "mask is true or false"),
            ("label = 5", 8, "label is a text, in quotes"),
            ("label = { a = 5 }", 8, "label is a text, in quotes"),
            ("label.a = 5", 0, "label is a text, in quotes"),
            ("days = 32", 7, "days is a whole number from 1 to 31"),
            ("days = -1", 7, "days is a whole number from 1 to 31"),
            ("days = 99999999999999999999", 7, "days is a whole number from 1 to 31"),
            ("days = 1.5", 7, "days is a whole number from 1 to 31"),
            ("days = 2026-01-01", 7, "days is a whole number from 1 to 31"),
            ("share = nan", 8, "share is a number from 0 to 100"),
            ("share = 1e999", 8, "share is a number from 0 to 100"),
            ("share = 0x10", 8, "share is a number from 0 to 100"),
            ("watch = \"a\"", 8, "watch is a list of texts, as in [\"a\"]"),
            ("watch = [\"a\", 1]", 8, "watch is a list of texts, as in [\"a\"]"),
            ("limits = 5", 9, "limits is a group of names of its own, below [limits]"),
            ("mask = true\nmask = false", 12, "mask stands twice here; keep one of the two"),
            ("[limits]\nper_run = 1\n[limits]", 22, "limits stands twice here; keep one of the two"),
            ("[limits]\nper_run = 1\nper_run = 1", 21, "per_run stands twice here; keep one of the two"),
            ("x = 1\nx = 2", 6, "this name stands twice here; keep one of the two"),
            ("mask = tru", 7, "mask is true or false; what stands here cannot be read as that"),
            ("days = 5\nmask: true", 15, "mask is true or false; what stands here cannot be read as that"),
            ("label = “x”\nmask = 3", 8, "label is a text, in quotes; what stands here cannot be read as that"),
            ("label = \"x", 8, "label is a text, in quotes; what stands here cannot be read as that"),
            ("label = \"\"\"x\nmask = true", 8, "label is a text, in quotes; what stands here cannot be read as that"),
            (
                "watch = [\n\"a\"\n\"b\"]",
                8,
                "watch is a list of texts, as in [\"a\"]; what stands here cannot be read as that",
            ),
            (
                "[limits]\nper_run = 1 2",
                19,
                "per_run is a whole number from 0 to 9; what stands here cannot be read as that",
            ),
            ("[limits]\nper_rnu = x", 9, "unknown name `per_rnu`; did you mean `per_run`?"),
            ("hunter2", 7, "this cannot be read; a line is NAME = VALUE, and a text stands between quotes"),
            ("= true", 0, "this cannot be read; a line is NAME = VALUE, and a text stands between quotes"),
            (
                "[limits\nper_run = 3",
                7,
                "this cannot be read; a group begins with its name between brackets, as in [limits], on a line of its own",
            ),
            ("[limits]\nper_rnu = 1", 9, "unknown name `per_rnu`; did you mean `per_run`?"),
            ("[limits]\nhunter2 = 1", 9, "no such name here; there are per_run"),
            ("mask = 1\nlimits = 2\ndays = 3", 7, "mask is true or false"),
        ];
        for (text, at, what) in table {
            assert_eq!(fault(text), (at, what.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_former_name_is_read_with_its_place_and_never_offered() {
        let days = |text: &str| {
            read(text, |root| {
                root.whole("days", &(1..=31));
                root.former("nights", |root| root.whole("nights", &(1..=31)).map(|nights| nights.value))
            })
        };
        assert_eq!(days("days = 5"), Ok(None));
        assert_eq!(days("days = 5\nnights = 4"), Ok(Some(Placed { value: Some(4), at: 9 })));
        let what = |text: &str| days(text).unwrap_err().what;
        assert_eq!(what("nights = 32"), "nights is a whole number from 1 to 31");
        assert_eq!(what("nights = 4\nnigths = 4"), "no such name here; there are days");
    }

    #[test]
    fn what_is_right_is_read_with_its_place() {
        let text = "days = 0x1f\nshare = +2_4.99999\nwatch = [\"a\", \"b\"]\n[limits]\nper_run = 3";
        let read = read(text, |root| {
            let days = root.whole("days", &(1..=31)).unwrap();
            let share = root.percent("share").unwrap();
            let watch = root.texts("watch", "").unwrap().value;
            let run = root.table("limits", |limits| limits.whole("per_run", &(0..=9))).flatten().unwrap();
            assert_eq!(root.flag("mask"), None);
            (days, share.value, watch, run)
        });
        let at = |part: &str| text.find(part).unwrap();
        let texts = ["a", "b"].map(|letter| Placed { value: letter.to_owned(), at: at(&format!("\"{letter}")) });
        let days = Placed { value: 31, at: 7 };
        let run = Placed { value: 3, at: at("3") };
        let expected =
            (days, Percent::parse("24.99999").unwrap(), texts.to_vec(), Placed { at: text.len() - 1, ..run });
        assert_eq!(read, Ok(expected));
    }
}
