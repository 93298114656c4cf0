//! JSON as it was sent: keys in their order and with their duplicates, numbers as their text.
//!
//! `serde_json` does the reading and its limits hold (128 levels). Two things it cannot give are added by a scan of the
//! bytes: the text of each number, and readings for what it would refuse a whole document for (a number beyond `f64`,
//! half a surrogate pair), as one odd leaf must not hide a case.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// What may stand before a text in UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// Most values in one document. Replies have thousands; the bound keeps memory near the size of the bytes.
const MOST_VALUES: usize = 1_000_000;

/// A JSON value.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// The number's text, which no arithmetic has touched.
    Number(Box<str>),
    Text(String),
    List(Vec<Self>),
    /// Keys in the order sent; a key may occur twice.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// What kind of value it is, in words that follow "found".
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The value of a key; of a repeated key, the last.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, where it is a list.
    pub(super) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

impl fmt::Debug for Json {
    /// The kind alone: values may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", self.kind())
    }
}

/// Why bytes are no JSON document of ours; its words hold nothing of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotJson {
    /// Not JSON, or nested too deep.
    Syntax {
        /// What is wrong.
        what: String,
        /// In which line, from 1.
        line: usize,
        /// In which column, from 1; 0 where the line ends before it begins.
        column: usize,
    },
    /// More values than any reply has.
    TooManyValues,
}

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { what, line, column } => write!(f, "{what} at line {line} column {column}"),
            Self::TooManyValues => f.write_str("more than 1,000,000 values"),
        }
    }
}

/// Reads one document. A byte order mark before it is skipped.
pub(super) fn parse(bytes: &[u8]) -> Result<Json, NotJson> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let readable = readable(bytes);
    let reading = JsonReader { numbers: Cell::new(Scan::of(bytes)), left: Cell::new(MOST_VALUES) };
    let mut deserializer = serde_json::Deserializer::from_slice(&readable);
    let outcome = (&reading).deserialize(&mut deserializer).and_then(|json| deserializer.end().map(|()| json));
    outcome.map_err(|error| {
        if reading.left.get() == 0 {
            return NotJson::TooManyValues;
        }
        let (line, column) = (error.line(), error.column());
        let what = error.to_string();
        let what = what.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&what).to_owned();
        NotJson::Syntax { what, line, column }
    })
}

struct JsonReader<'a> {
    numbers: Cell<Scan<'a>>,
    left: Cell<usize>,
}

impl JsonReader<'_> {
    /// The text of the next number in the document: values are visited in the order in which they stand there.
    fn number<E: Error>(&self) -> Result<Json, E> {
        let mut scan = self.numbers.get();
        let text = loop {
            match scan.stop() {
                Some(Token::Number(start, end)) => break text_at(scan.bytes, start, end),
                Some(Token::HalfPair(_)) => {}
                None => break None,
            }
        };
        self.numbers.set(scan);
        text.map(|text| Json::Number(text.into())).ok_or_else(|| E::custom("a number without digits"))
    }
}

fn text_at(bytes: &[u8], start: usize, end: usize) -> Option<&str> {
    bytes.get(start..end).and_then(|text| std::str::from_utf8(text).ok())
}

impl<'de> DeserializeSeed<'de> for &JsonReader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(D::Error::custom("too many values"));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &JsonReader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Json, E> {
        self.number()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Json, E> {
        self.number()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Json, E> {
        self.number()
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            entries.push((key, access.next_value_seed(self)?));
        }
        Ok(Json::Object(entries))
    }
}

/// The document as `serde_json` can read it, of the same length so that lines and columns stay true.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut copy = Cow::Borrowed(bytes);
    let mut scan = Scan::of(bytes);
    while let Some(token) = scan.stop() {
        match token {
            Token::Number(start, end) if text_at(bytes, start, end).is_some_and(may_overflow) => {
                if let Some(place) = copy.to_mut().get_mut(start..end) {
                    place.fill(b'0');
                    if let Some(point) = place.get_mut(1) {
                        *point = b'.';
                    }
                }
            }
            Token::Number(..) => {}
            Token::HalfPair(start) => {
                if let Some(place) = copy.to_mut().get_mut(start..start + 6) {
                    place.copy_from_slice(b"\\ufffd");
                }
            }
        }
    }
    copy
}

/// Whether a text is a number by JSON's grammar that may be too large for `f64`.
fn may_overflow(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_number = digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits);
    is_number && (exponent.is_some() || whole.len() > 300)
}

#[derive(Clone, Copy)]
enum Token {
    /// Where a number starts and ends.
    Number(usize, usize),
    /// Where the escape of one half of a surrogate pair starts whose other half is missing.
    HalfPair(usize),
}

/// Walks the bytes of a document and stops at what [`Token`] names.
#[derive(Clone, Copy, Default)]
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    in_string: bool,
}

impl<'a> Scan<'a> {
    const fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, in_string: false }
    }

    /// Steps over the escape that stands here.
    fn escape(&mut self) -> Option<Token> {
        let start = self.at;
        let Some(unit) = self.unit(start) else {
            self.at += 2;
            return None;
        };
        self.at += 6;
        match unit {
            0xd800..=0xdbff if matches!(self.unit(self.at), Some(0xdc00..=0xdfff)) => {
                self.at += 6;
                None
            }
            0xd800..=0xdfff => Some(Token::HalfPair(start)),
            _ => None,
        }
    }

    /// The number in a `\uXXXX` that stands at this place.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    /// The next thing worth stopping at.
    fn stop(&mut self) -> Option<Token> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let start = self.at;
            match byte {
                b'\\' if self.in_string => {
                    if let Some(token) = self.escape() {
                        return Some(token);
                    }
                }
                b'"' => {
                    self.in_string = !self.in_string;
                    self.at += 1;
                }
                b'-' | b'0'..=b'9' if !self.in_string => {
                    while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
                        self.at += 1;
                    }
                    return Some(Token::Number(start, self.at));
                }
                _ => self.at += 1,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
