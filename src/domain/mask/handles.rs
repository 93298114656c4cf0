//! What stays of document handles under a mask. A file name is whatever a person called the file, often a name.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;

/// How many characters the random part has that Fin puts before a file name, as far as samples show.
const TOKEN: usize = 8;
/// How many of them are shown.
const SHOWN: usize = 4;
/// Endings that tell a kind of file; any other ending could be part of a name.
const ENDINGS: [&str; 18] = [
    "pdf", "png", "jpg", "jpeg", "heic", "heif", "tif", "tiff", "gif", "webp", "bmp", "doc", "docx", "xls", "xlsx",
    "odt", "txt", "zip",
];

/// `/ZuyUaH3a_testdoc1.png` → `/ZuyU…png`: the random part where there is one, and the kind of file.
pub(super) fn short_form(uri: &str) -> String {
    let name = file_name(uri);
    let token = token(name).map(|token| token.chars().take(SHOWN).collect::<String>());
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.filter(|ending| ENDINGS.contains(&ending.as_str()));
    format!("/{}…{}", token.unwrap_or_default(), ending.unwrap_or_default())
}

/// The last segment of a handle.
pub(super) fn file_name(uri: &str) -> &str {
    uri.rsplit(['/', '\\']).next().unwrap_or(uri)
}

/// The random part at the start of a file name. A letter must follow a digit in it, and its cases be mixed or all of it
/// be hexadecimal: names with a year behind them are not random.
fn token(name: &str) -> Option<&str> {
    let token = name.get(..TOKEN).filter(|token| token.chars().all(|c| c.is_ascii_alphanumeric()))?;
    let has = |is: fn(&char) -> bool| token.chars().any(|c| is(&c));
    let mixed = has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase);
    let hexadecimal = token.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    let letter_after_digit = token.as_bytes().windows(2).any(|pair| match pair {
        [before, after] => before.is_ascii_digit() && after.is_ascii_alphabetic(),
        _ => false,
    });
    (letter_after_digit && (mixed || hexadecimal)).then_some(token)
}

/// The short forms of a case's handles, numbered where different handles would look the same. The numbers follow the
/// handles themselves, so that the order they were sent in does not matter.
pub(super) fn short_forms<'a>(
    uris: impl Iterator<Item = &'a DocumentUri>,
    shorten: impl Fn(&str) -> String,
) -> BTreeMap<DocumentUri, SafeText> {
    let uris: BTreeSet<&DocumentUri> = uris.collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms = BTreeMap::new();
    for uri in uris {
        let form = shorten(uri.text().as_str());
        let number = alike.entry(form.clone()).and_modify(|count| *count += 1).or_insert(1);
        let form = if *number > 1 { format!("{form} #{number}") } else { form };
        forms.insert(uri.clone(), SafeText::line(&form));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_random_part_and_the_kind_of_file_stay() {
        let table = [
            ("/ZuyUaH3a_testdoc1.png", "/ZuyU…png"),
            ("/OUkUie0z_approved_passport_sumsub.jpg", "/OUkU…jpg"),
            ("/4e0e505a-36f0.PDF", "/4e0e…pdf"),
            ("/jane_smith_passport.pdf", "/…pdf"),
            ("/JaneDoe1985_passport.pdf", "/…pdf"),
            ("C:\\Users\\Jane\\scan.jane", "/…"),
            ("", "/…"),
            ("/ééééééééé.png", "/…png"),
        ];
        for (uri, shown) in table {
            assert_eq!(short_form(uri), shown, "{uri}");
        }
    }

    #[test]
    fn handles_that_look_alike_are_told_apart() {
        let uris = [DocumentUri::new("/b.pdf"), DocumentUri::new("/a.pdf"), DocumentUri::new("/b.pdf")];
        let forms = short_forms(uris.iter(), short_form);
        let shown: Vec<&str> = forms.values().map(SafeText::as_str).collect();
        assert_eq!(shown, ["/…pdf", "/…pdf #2"]);
    }
}
