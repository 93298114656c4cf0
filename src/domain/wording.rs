//! Small change of sentences: counts, cuts and capitals.

use unicode_segmentation::UnicodeSegmentation;

/// Longest code, title or status of a case that a sentence repeats.
const LONGEST_CODE: usize = 40;

/// `1 document`, `2 documents`, `1,000 documents`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A number as people read it: `100,000`.
#[must_use]
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text of at most so many characters, as they are seen; what was cut shows as `…`.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    match text.grapheme_indices(true).nth(most) {
        None => text.to_owned(),
        Some(_) => text.graphemes(true).take(most.saturating_sub(1)).chain(["…"]).collect(),
    }
}

/// A code of a case, no longer than a sentence can bear.
#[must_use]
pub fn code(text: &str) -> String {
    cut(text, LONGEST_CODE)
}

/// A path of keys, such as `party 2e719a54 · roles[0].since`. A key that does not look like one shows as `…`: it may be
/// anybody's name.
#[must_use]
pub fn path_of_keys(path: &str) -> String {
    let is_key = |key: &str| {
        let begins = key.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_#…".contains(c));
        begins && key.chars().all(|c| c.is_ascii_alphanumeric() || "_- #…".contains(c))
    };
    let told = path.split_inclusive(['.', '[', ']', '·']).map(|piece| {
        let key = piece.trim_end_matches(['.', '[', ']', '·']).trim();
        if key.is_empty() || is_key(key) { piece.to_owned() } else { piece.replacen(key, "…", 1) }
    });
    told.collect()
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A title within a sentence: its first letter small, unless it begins with an abbreviation.
#[must_use]
pub fn small(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => title.to_owned(),
    }
}

/// `a`, `a and b`, `a, b and c`; past `most` the rest is counted: `a, b and 3 more`.
#[must_use]
pub fn listed(items: &[String], most: usize) -> String {
    let more = items.len().saturating_sub(most);
    let mut shown: Vec<String> = items.iter().take(most).cloned().collect();
    if more > 0 {
        shown.push(format!("{} more", number(more)));
    }
    match shown.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_separators_and_the_right_number() {
        let table = [(0, "0 asks"), (1, "1 ask"), (999, "999 asks"), (1_000, "1,000 asks"), (100_000, "100,000 asks")];
        for (count, words) in table {
            assert_eq!(counted(count, "ask", "asks"), words);
        }
    }

    #[test]
    fn a_cut_is_seen_and_splits_no_character() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn a_path_holds_keys_and_nothing_else() {
        let table = [
            ("", ""),
            ("data.associated_parties[1].email", "data.associated_parties[1].email"),
            ("party 2e719a54 · note_on_it #2", "party 2e719a54 · note_on_it #2"),
            ("request PROOF_OF_IDENTITY · extra", "request PROOF_OF_IDENTITY · extra"),
            ("owners.Bob UnknownParty[0].share", "owners.…[0].share"),
            ("party 2e719a54 · Bob", "party 2e719a54 · …"),
            (".bob@example.org", ".….org"),
            ("[0].José", "[0].…"),
        ];
        for (path, told) in table {
            assert_eq!(path_of_keys(path), told, "{path}");
        }
    }

    #[test]
    fn first_letters_change_where_they_may() {
        assert_eq!((capital("a 50 % owner"), capital("")), ("A 50 % owner".to_owned(), String::new()));
        let table = [("Passport", "passport"), ("EIN letter", "EIN letter"), ("A", "A"), ("", "")];
        for (title, inside) in table {
            assert_eq!(small(title), inside);
        }
    }

    #[test]
    fn lists_end_in_and() {
        let items = ["a", "b", "c", "d"].map(str::to_owned);
        let table = [
            (0, 9, ""),
            (1, 9, "a"),
            (2, 9, "a and b"),
            (3, 9, "a, b and c"),
            (4, 2, "a, b and 2 more"),
            (4, 4, "a, b, c and d"),
        ];
        for (count, most, words) in table {
            assert_eq!(listed(&items[..count], most), words);
        }
    }
}
