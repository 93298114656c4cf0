//! What no customer should read, for tests of what is written to customers. A short list: it finds slips, it allows
//! nothing. What may be said is decided by what messages are made of.

/// Beginnings of words that accuse, tip off, or tell how a case is looked at.
const STEMS: [&str; 62] = [
    "abus",
    "accus",
    "adverse",
    "alert",
    "aml",
    "arrest",
    "artificial",
    "authentic",
    "bogus",
    "brib",
    "complian",
    "compromis",
    "conceal",
    "convict",
    "corruption",
    "counterfeit",
    "crim",
    "deceiv",
    "dishonest",
    "doctored",
    "doubt",
    "editor",
    "enforcement",
    "escalat",
    "fabricat",
    "fake",
    "fals",
    "flag",
    "forg",
    "fraud",
    "genuin",
    "illegal",
    "illegitim",
    "imposter",
    "impostor",
    "inauthentic",
    "internal",
    "investigat",
    "launder",
    "manipulat",
    "mislead",
    "moderat",
    "photoshop",
    "police",
    "politic",
    "reject",
    "risk",
    "sanction",
    "scam",
    "screening",
    "spoof",
    "stolen",
    "suspect",
    "suspic",
    "tamper",
    "template",
    "terror",
    "theft",
    "unusual",
    "verdict",
    "violat",
    "watchlist",
];
/// Words of the trade, whole.
const TRADE: [&str; 19] = [
    "api",
    "applicant",
    "applicants",
    "edd",
    "final",
    "fin",
    "finding",
    "hit",
    "invalid",
    "kyb",
    "kyc",
    "label",
    "labels",
    "pep",
    "rfi",
    "sar",
    "sumsub",
    "ubo",
    "ubos",
];

/// The first thing in a text that a customer should not read, if there is one.
pub(crate) fn harm_in(text: &str) -> Option<String> {
    let words = || text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let is_link = ["://", "@", "www."].iter().any(|part| text.contains(part));
    let is_code = |word: &str| word.contains('_') || (word.len() > 4 && word.chars().all(|c| c.is_ascii_uppercase()));
    let is_number = |word: &str| word.chars().filter(char::is_ascii_digit).count() > 4;
    let accuses = |word: &str| {
        let word = word.to_lowercase();
        TRADE.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem))
    };
    if is_link {
        return Some("a link".to_owned());
    }
    words().find(|word| is_code(word) || is_number(word) || accuses(word)).map(str::to_owned)
}

#[test]
fn harm_is_found_and_plain_words_are_none() {
    for text in ["It is FORGED.", "see LOW_QUALITY", "SCREENSHOTS", "https://x.example", "ring 02079460", "the RFI"] {
        assert!(harm_in(text).is_some(), "{text}");
    }
    for text in ["The file could not be opened.", "A PDF, JPG or PNG from the last 90 days.", "Both sides are needed."]
    {
        assert_eq!(harm_in(text), None, "{text}");
    }
}
