//! JSON as it was sent: keys in their order and with their duplicates, numbers as their text.
//!
//! `serde_json` does the reading and its limits hold (128 levels). Two things it cannot give are added by a scan of the
//! bytes: the text of each number, and readings for what it would refuse a whole document for (a number beyond `f64`,
//! half a surrogate pair), as one odd leaf must not hide a case.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

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
    /// Not JSON, or nested too deep; what is wrong, with line and column.
    Syntax(String),
    /// More values than any reply has.
    TooManyValues,
}

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => f.write_str(what),
            Self::TooManyValues => f.write_str("more than 1,000,000 values"),
        }
    }
}

/// Reads one document. A byte order mark before it is skipped.
pub(super) fn parse(bytes: &[u8]) -> Result<Json, NotJson> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let readable = readable(bytes);
    let reading = Reading { numbers: Cell::new(Scan::of(bytes)), left: Cell::new(MOST_VALUES) };
    let mut deserializer = serde_json::Deserializer::from_slice(&readable);
    let outcome = (&reading).deserialize(&mut deserializer).and_then(|json| deserializer.end().map(|()| json));
    outcome.map_err(|error| {
        if reading.left.get() == 0 { NotJson::TooManyValues } else { NotJson::Syntax(error.to_string()) }
    })
}

struct Reading<'a> {
    numbers: Cell<Scan<'a>>,
    left: Cell<usize>,
}

impl Reading<'_> {
    /// The text of the next number in the document: values are visited in the order in which they stand there.
    fn number<E: Error>(&self) -> Result<Json, E> {
        let mut scan = self.numbers.get();
        let text = loop {
            match scan.next() {
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

impl<'de> DeserializeSeed<'de> for &Reading<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(D::Error::custom("too many values"));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Reading<'_> {
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
fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut copy = Cow::Borrowed(bytes);
    for token in Scan::of(bytes) {
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
}

impl Iterator for Scan<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
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
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    /// The value as `serde_json` knows it, for comparison.
    fn plain(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(text) => serde_json::from_str(text).unwrap(),
            Json::Text(text) => Value::String(text.clone()),
            Json::List(items) => items.iter().map(plain).collect(),
            Json::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        }
    }

    #[test]
    fn keys_keep_their_order_and_their_duplicates() {
        let json = parse(br#"{"b":1,"a":2,"b":3}"#).unwrap();
        let Json::Object(entries) = &json else { panic!("an object") };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(json.get("b"), Some(&Json::Number("3".into())));
    }

    #[test]
    fn numbers_keep_their_text() {
        let texts = ["60", "60.0", "33.330", "-0", "1e2", "1E400", "-12345678901234567890123", "0.1000000000000000055"];
        let document = format!(r#"["9\"8",{{"7":[{}]}},"é6"]"#, texts.join(" , "));
        let json = parse(document.as_bytes()).unwrap();
        let numbers = json.list().unwrap()[1].get("7").unwrap().list().unwrap();
        let found: Vec<Json> = texts.iter().map(|text| Json::Number((*text).into())).collect();
        assert!(numbers == found);
        let huge = "9".repeat(400);
        assert!(parse(huge.as_bytes()).unwrap() == Json::Number(huge.into()));
    }

    #[test]
    fn half_a_surrogate_pair_spoils_one_character_alone() {
        let json = parse(br#"["a\ud83d","\ud83d\ude00","\ude00z","\\ud83d","\ud83d\ud83d\ude00"]"#).unwrap();
        let texts: Vec<&str> = json.list().unwrap().iter().filter_map(Json::text).collect();
        assert_eq!(texts, ["a\u{fffd}", "😀", "\u{fffd}z", "\\ud83d", "\u{fffd}😀"]);
    }

    #[test]
    fn what_is_no_json_is_named_by_place_and_not_by_content() {
        let table = [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("hunter2", "expected value at line 1 column 1"),
            ("{\n  \"a\": hunter2}", "expected value at line 2 column 8"),
            ("{\"a\":1} hunter2", "trailing characters at line 1 column 9"),
            ("{\"hunter2\":01}", "invalid number at line 1 column 13"),
            ("[1e5,hunter2]", "expected value at line 1 column 6"),
        ];
        for (document, said) in table {
            assert_eq!(parse(document.as_bytes()).unwrap_err().to_string(), said, "{document}");
        }
        assert!(parse(b"\xef\xbb\xbf{}").is_ok());
        assert!(parse(b"\"\xff\"").is_err());
    }

    #[test]
    fn depth_and_number_of_values_are_bounded() {
        assert!(parse("[".repeat(100_000).as_bytes()).unwrap_err().to_string().contains("recursion limit"));
        let nested = format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert!(parse(nested.as_bytes()).is_err());
        let many = format!("[0{}]", ",0".repeat(MOST_VALUES));
        assert_eq!(parse(many.as_bytes()), Err(NotJson::TooManyValues));
    }

    #[test]
    fn truncation_at_any_offset_is_an_error_and_no_panic() {
        let document = r#"{"a":[1,2.5e3,"é\u00e9\ud83d\ude00",null,true],"b":{"c":"d"}}"#;
        assert!(parse(document.as_bytes()).is_ok());
        for end in 0..document.len() {
            assert!(parse(&document.as_bytes()[..end]).is_err(), "{end}");
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::vec((".{0,6}", inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_reads_what_serde_json_reads(value in values(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            let json = parse(text.as_bytes()).unwrap();
            prop_assert_eq!(plain(&json), serde_json::from_str::<Value>(&text).unwrap());
        }

        #[test]
        fn it_refuses_what_serde_json_refuses(text in r#"[\[\]{}:,"\\u0-9eE+.truefalsn -]{0,40}"#) {
            if parse(text.as_bytes()).is_ok() {
                // An overflow and half a pair are the two things read beyond what serde_json takes.
                let strict = serde_json::from_str::<Value>(&text);
                let beyond = strict.as_ref().is_err_and(|e| {
                    let said = e.to_string();
                    said.contains("out of range") || said.contains("surrogate") || said.contains("hex escape")
                });
                prop_assert!(strict.is_ok() || beyond, "{}", text);
            } else {
                prop_assert!(serde_json::from_str::<Value>(&text).is_err(), "{}", text);
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
