//! What may be repeated to a customer.

use crate::domain::glossary::Glossary;
use crate::domain::rejection::LabelCode;
use crate::domain::text::{SafeText, shows_escape};

use super::Work;

/// Longest sentence that is quoted; what is longer was not written for a short message.
const LONGEST_QUOTE: usize = 600;
/// Longest title made of a code that the catalogue does not know.
const LONGEST_TITLE: usize = 80;
/// Words of our trade that mean nothing to a customer.
const INTERNAL_WORDS: [&str; 16] = [
    "api",
    "applicant",
    "applicants",
    "backend",
    "beneficiary_id",
    "developer",
    "edd",
    "json",
    "kyb",
    "kyc",
    "null",
    "rfi",
    "sandbox",
    "ubo",
    "ubos",
    "webhook",
];
/// Sentences that only repeat that something was refused. Our own wording says it better.
const EMPTY_SENTENCES: [&str; 9] = [
    "unacceptable",
    "unacceptable document",
    "not accepted",
    "document not accepted",
    "this document is not accepted",
    "document is not accepted",
    "invalid",
    "invalid document",
    "document is invalid",
];
/// Labels whose wording says that nothing is to be sent, which would contradict an open ask, or how far other people's
/// checks are, which is theirs.
const UNFIT_BESIDE_AN_ASK: [&str; 8] = [
    "CHECK_UNAVAILABLE",
    "COMPANY_NOT_VALIDATED_BENEFICIAL_OWNERS",
    "COMPANY_NOT_VALIDATED_BENEFICIARIES",
    "COMPANY_NOT_VALIDATED_DIRECTORS",
    "COMPANY_NOT_VALIDATED_REPRESENTATIVES",
    "DB_NO_DATA_SOURCE",
    "NOT_ALL_CHECKS_COMPLETED",
    "VI_ATTEMPTS_LIMIT_REACHED",
];

/// The sentence as it may be quoted, on one line and with its full stop; `None` where it must not be, or says nothing.
///
/// The word lists are English, so letters of other scripts cannot be judged and keep a sentence out, as do links,
/// codes, and anyone's name or address: a recipient may see neither our trade nor another owner's data.
pub(super) fn quotable(work: &Work<'_>, text: &SafeText) -> Option<String> {
    let line = text.on_one_line();
    let words = line.as_str().trim();
    if !may_say(work.glossary, words, LONGEST_QUOTE) || shows_escape(&line) || says_nothing(words) {
        return None;
    }
    if work.people.finds_someone(&line) || names_a_party(work, words) {
        return None;
    }
    let ends = words.ends_with(['.', '!', '?']);
    Some(if ends { words.to_owned() } else { format!("{}.", words.trim_end_matches([',', ';', ':'])) })
}

/// What is made of a code that the catalogue does not know, where that is harmless.
pub(super) fn title(glossary: &Glossary, words: String) -> Option<String> {
    may_say(glossary, &words, LONGEST_TITLE).then_some(words)
}

/// What may be said of a label beside an ask of its document. Unknown labels say nothing.
pub(super) fn of_label<'a>(work: &Work<'a>, label: &LabelCode, to_company: bool) -> Option<&'a str> {
    let code = label.text().as_str();
    let for_company = code.starts_with("COMPANY_");
    if UNFIT_BESIDE_AN_ASK.contains(&code) || (for_company && !to_company) {
        return None;
    }
    work.glossary.label(label)?.to_customer.as_deref()
}

/// Whether a label must not be told. Its spelling does not matter: a wrong guess here only asks a person to look.
pub(super) fn is_sensitive(glossary: &Glossary, label: &LabelCode) -> bool {
    let spelt = label.text().as_str().trim().to_ascii_uppercase().replace(['-', ' '], "_");
    glossary.must_not_quote(label) || glossary.must_not_quote(&LabelCode::new(&spelt))
}

fn may_say(glossary: &Glossary, text: &str, longest: usize) -> bool {
    let words = || text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let foreign = text.chars().any(|c| c.is_alphanumeric() && !c.is_ascii());
    let link = text.contains("://") || text.contains('@') || text.to_lowercase().contains("www.");
    !text.trim().is_empty()
        && text.chars().count() <= longest
        && !foreign
        && !link
        && !glossary.accusing.hit(text)
        && !words().any(|word| is_code(glossary, word) || INTERNAL_WORDS.contains(&word.to_lowercase().as_str()))
}

/// Anything joined by underscores, or a code of a single word.
fn is_code(glossary: &Glossary, word: &str) -> bool {
    word.trim_matches('_').contains('_') || glossary.labels.contains_key(word) || glossary.documents.contains_key(word)
}

fn says_nothing(words: &str) -> bool {
    let plain = words.trim_end_matches(['.', '!', ' ']).to_lowercase();
    EMPTY_SENTENCES.contains(&plain.as_str())
}

/// Whether a text holds the start of any party's id.
fn names_a_party(work: &Work<'_>, words: &str) -> bool {
    let lower = words.to_lowercase();
    let ids = work.case.parties.items().iter().map(|party| party.key.id.short().to_lowercase());
    ids.filter(|id| id.chars().count() >= 4).any(|id| lower.contains(&id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn the_lists_speak_of_the_catalogue() {
        let glossary = catalogue::glossary();
        for code in UNFIT_BESIDE_AN_ASK {
            assert!(glossary.labels[code].to_customer.is_some(), "{code}");
        }
        for (code, entry) in &glossary.labels {
            let Some(text) = &entry.to_customer else { continue };
            assert!(may_say(&glossary, text, LONGEST_QUOTE), "{code}: {text}");
            let contradicts = ["nothing for now", "nothing you need", "nothing is needed", "wait for", "ask each"]
                .iter()
                .any(|words| text.contains(words));
            assert!(!contradicts || UNFIT_BESIDE_AN_ASK.contains(&code.as_str()), "{code}: {text}");
        }
    }

    #[test]
    fn only_harmless_words_may_be_said() {
        let glossary = catalogue::glossary();
        for text in ["Blurry image.", "Both sides, please", "VALID until 2027", "Page 2 of 3 is not in it"] {
            assert!(may_say(&glossary, text, 100), "{text}");
        }
        for text in [
            "",
            "  ",
            "see https://pay.example",
            "write to x@example.org",
            "www.example.org",
            "Фото",
            "f\u{e4}lschung",
            "label LOW_QUALITY",
            "expiry_date wrong",
            "SCREENSHOTS",
            "needs a PASSPORT",
            "the applicant",
            "RFI open",
            "looks fake",
            "FINAL",
        ] {
            assert!(!may_say(&glossary, text, 100), "{text}");
        }
        assert!(!may_say(&glossary, &"a ".repeat(60), 100));
    }

    #[test]
    fn a_sensitive_label_is_known_in_any_spelling() {
        let glossary = catalogue::glossary();
        for code in ["SANCTIONS", "sanctions", "Adverse-Media", "adverse media ", "PEP"] {
            assert!(is_sensitive(&glossary, &LabelCode::new(code)), "{code}");
        }
        assert!(
            !is_sensitive(&glossary, &LabelCode::new("LOW_QUALITY")) && !is_sensitive(&glossary, &LabelCode::new("X"))
        );
    }
}
