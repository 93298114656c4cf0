//! What a list request asks for, and why it is refused.

/// Which customers a list holds; every customer is in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// `type=INDIVIDUAL`.
    Individual,
    /// `type=BUSINESS`, and whatever calls itself something else.
    Business,
}

/// A valid list query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListQuery {
    /// The list asked for.
    pub(super) kind: Kind,
    /// 1..=512.
    pub(super) per_page: u64,
    /// From 1; it may lie behind the last page.
    pub(super) current_page: u64,
}

/// A parameter and what is wrong with it.
pub(super) type Complaint = (&'static str, &'static str);

impl ListQuery {
    /// Reads the query of `GET /v2/customers`; other parameters are ignored.
    ///
    /// # Errors
    /// One complaint for each parameter that cannot be used.
    pub(super) fn read(query: &str) -> Result<Self, Vec<Complaint>> {
        let mut complaints = Vec::new();
        let kind = match value(query, "type").as_deref() {
            Some("INDIVIDUAL") => Some(Kind::Individual),
            Some("BUSINESS") => Some(Kind::Business),
            Some(_) => {
                complaints.push(("type", "must be INDIVIDUAL or BUSINESS"));
                None
            }
            None => {
                complaints.push(("type", "is required"));
                None
            }
        };
        let per_page = number(query, "per_page", 10, 512);
        if per_page.is_none() {
            complaints.push(("per_page", "must be a whole number from 1 to 512"));
        }
        let current_page = number(query, "current_page", 1, u64::MAX);
        if current_page.is_none() {
            complaints.push(("current_page", "must be a whole number from 1"));
        }
        match (kind, per_page, current_page) {
            (Some(kind), Some(per_page), Some(current_page)) => Ok(Self { kind, per_page, current_page }),
            _ => Err(complaints),
        }
    }
}

fn number(query: &str, name: &str, default: u64, most: u64) -> Option<u64> {
    match value(query, name) {
        None => Some(default),
        Some(text) => text.parse().ok().filter(|n| (1..=most).contains(n)),
    }
}

fn value(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .find(|(key, _)| decoded(key) == name)
        .map(|(_, value)| decoded(&value.replace('+', " ")))
}

/// Undoes percent-encoding; a broken escape stays as it is.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, tail @ ..]) => {
                if let (Some(high), Some(low)) = (nibble(*high), nibble(*low)) {
                    bytes.push(high * 16 + low);
                    rest = tail;
                    continue;
                }
                bytes.push(b'%');
            }
            _ => bytes.push(*first),
        }
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn nibble(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_the_documented_ones() {
        let read = ListQuery::read("type=BUSINESS").unwrap();
        assert_eq!((read.per_page, read.current_page), (10, 1));
    }

    #[test]
    fn every_complaint_names_its_parameter() {
        let table: [(&str, &[&str]); 9] = [
            ("", &["type"]),
            ("type=", &["type"]),
            ("type=business", &["type"]),
            ("type=BUSINESS&per_page=0", &["per_page"]),
            ("type=BUSINESS&per_page=513", &["per_page"]),
            ("type=BUSINESS&per_page=ten", &["per_page"]),
            ("type=BUSINESS&current_page=0", &["current_page"]),
            ("type=BUSINESS&current_page=-1", &["current_page"]),
            ("per_page=x&current_page=", &["type", "per_page", "current_page"]),
        ];
        for (query, expected) in table {
            let complaints = ListQuery::read(query).unwrap_err();
            let names: Vec<_> = complaints.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, expected, "{query}");
        }
    }

    #[test]
    fn limits_are_inside() {
        for per_page in [1, 512] {
            let read = ListQuery::read(&format!("per_page={per_page}&type=INDIVIDUAL")).unwrap();
            assert_eq!((read.kind, read.per_page), (Kind::Individual, per_page));
        }
    }

    #[test]
    fn escapes_are_undone_and_broken_ones_kept() {
        assert_eq!(decoded("a%2Fb%20%C3%A9"), "a/b é");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz%4"), "%zz%4");
    }
}
