//! Reads the catalogues of labels, document types, phrases and alarms in `assets/`, as `build.rs` has prepared them, and
//! hands them to the domain as plain data. Nothing else reads them.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde::de::Error;

use crate::domain::glossary::{CatalogueText, DocumentEntry, Glossary, LabelEntry, Outcome};
use crate::domain::hold::{AlarmRow, AlarmTable, Alarms, Codes};
use crate::domain::phrase::Phrases;

const LABELS: &str = include_str!(concat!(env!("OUT_DIR"), "/labels.json"));
const DOCUMENTS: &str = include_str!(concat!(env!("OUT_DIR"), "/documents.json"));
const PHRASES: &str = include_str!(concat!(env!("OUT_DIR"), "/phrases.json"));
const ALARMS: &str = include_str!(concat!(env!("OUT_DIR"), "/alarms.json"));

/// The glossary as it comes with the program.
#[must_use]
pub fn glossary() -> Glossary {
    // A test holds that all of them parse; without them codes would be shown bare, and drafts would repeat nothing.
    read().unwrap_or_default()
}

fn read() -> serde_json::Result<Glossary> {
    let labels: Labels<'static> = serde_json::from_str(LABELS)?;
    let documents: Documents<'static> = serde_json::from_str(DOCUMENTS)?;
    let List { phrase } = serde_json::from_str::<List<'static>>(PHRASES)?;
    let codes = Codes {
        hold: labels.hold.clone(),
        known: labels.label.iter().map(|label| label.code.to_owned()).collect(),
        accusing: (labels.accusing_words.clone(), labels.accusing_words_exact.clone()),
    };
    let alarms =
        Alarms::new(&serde_json::from_str::<Table>(ALARMS)?.into(), &codes).map_err(serde_json::Error::custom)?;
    let text = |(code, text): (&str, &'static str)| (code.to_owned(), CatalogueText::new(text));
    Ok(Glossary {
        labels: labels.label.into_iter().map(|label| (label.code.to_owned(), entry(label))).collect(),
        do_not_quote: labels.do_not_quote.into_iter().collect(),
        hold: labels.hold.into_iter().collect(),
        alarms,
        documents: documents.document.into_iter().map(paper).collect(),
        fields: documents.field.into_iter().map(|field| text((field.name, field.title))).collect(),
        sections: documents.section.into_iter().map(|section| text((section.code, section.title))).collect(),
        aliases: aliases(documents.section_alias),
        phrases: Phrases::of(phrase.into_iter().flat_map(|phrase| {
            let said = phrase.to_customer;
            phrase.sentences.into_iter().map(move |sentence| (sentence, said))
        })),
    })
}

fn entry(label: Label<'static>) -> LabelEntry {
    let outcome = match label.outcome {
        Tendency::Retry => Outcome::Fixable,
        Tendency::Final => Outcome::TendsToBeFinal,
        Tendency::Either => Outcome::Depends,
    };
    let Label { in_short, meaning, remedy, to_customer, .. } = label;
    LabelEntry { in_short, meaning, outcome, remedy, to_customer: to_customer.map(CatalogueText::new) }
}

fn paper(Document { code, title, accepted, .. }: Document<'static>) -> (String, DocumentEntry) {
    (code.to_owned(), DocumentEntry { title: CatalogueText::new(title), accepted: CatalogueText::new(accepted) })
}

fn aliases(rows: Vec<SectionAlias>) -> HashMap<String, Vec<String>> {
    let lower = |text: String| text.to_lowercase();
    rows.into_iter().map(|row| (lower(row.category), row.sections.into_iter().map(lower).collect())).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels<'a> {
    do_not_quote: Vec<String>,
    hold: Vec<String>,
    accusing_words: Vec<String>,
    accusing_words_exact: Vec<String>,
    #[serde(borrow)]
    label: Vec<Label<'a>>,
}

/// What may reach a customer is borrowed from the text that the program holds, and so can come from nowhere else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label<'a> {
    code: &'a str,
    /// What the label speaks of; kept in the file for its readers.
    #[serde(rename = "area")]
    _area: String,
    outcome: Tendency,
    in_short: String,
    meaning: String,
    remedy: String,
    #[serde(borrow)]
    to_customer: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tendency {
    Retry,
    Final,
    Either,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Documents<'a> {
    #[serde(borrow)]
    document: Vec<Document<'a>>,
    field: Vec<Field<'a>>,
    section: Vec<Section<'a>>,
    section_alias: Vec<SectionAlias>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    code: &'a str,
    title: &'a str,
    accepted: &'a str,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field<'a> {
    name: &'a str,
    title: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section<'a> {
    code: &'a str,
    title: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionAlias {
    category: String,
    sections: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List<'a> {
    #[serde(borrow)]
    phrase: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'a> {
    #[serde(borrow)]
    sentences: Vec<&'a str>,
    to_customer: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    words: BTreeMap<String, Vec<String>>,
    harmless: Vec<String>,
    misspelt: Vec<String>,
    denied: Denied,
    described: Described,
    alarm: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Denied {
    before: Vec<String>,
    behind: Vec<String>,
    unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    behind: Vec<String>,
    until: Vec<String>,
    before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    #[serde(default)]
    stated: Vec<String>,
    #[serde(default)]
    accusing: Vec<String>,
    #[serde(default)]
    alone: Vec<String>,
}

impl From<Table> for AlarmTable {
    fn from(table: Table) -> Self {
        let row = |Row { code, stated, accusing, alone }| AlarmRow { code, stated, accusing, alone };
        Self {
            words: table.words.into_iter().collect(),
            harmless: table.harmless,
            misspelt: table.misspelt,
            denied_before: table.denied.before,
            denied_behind: table.denied.behind,
            not_denied_with: table.denied.unless,
            described_behind: table.described.behind,
            described_until: table.described.until,
            described_before: table.described.before,
            alarms: table.alarm.into_iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mask::Prose;
    use crate::domain::phrase::Phrase;
    use crate::domain::rejection::{Category, LabelCode};
    use crate::domain::request::{DocumentType, Section};
    use crate::domain::sample::harm::harm_in;
    use crate::domain::text::SafeText;

    #[test]
    fn every_label_is_either_quotable_or_marked() {
        let glossary = read().unwrap();
        let mut codes: Vec<&str> =
            serde_json::from_str::<Labels<'_>>(LABELS).unwrap().label.iter().map(|l| l.code).collect();
        codes.sort_unstable();
        let twice = codes.windows(2).find(|codes| codes[0] == codes[1]);
        assert_eq!(twice, None, "stands twice in assets/labels.toml, and one of them counts");
        for (code, entry) in &glossary.labels {
            let code = LabelCode::new(code);
            let advice = "give it a to_customer in assets/labels.toml, or put it into do_not_quote, never both";
            assert_eq!(entry.to_customer.is_none(), glossary.must_not_quote(&code), "{code}: {advice}");
            assert!(!entry.meaning.is_empty() && !entry.remedy.is_empty(), "{code}: write its meaning and its remedy");
            let words = entry.in_short.split_whitespace().count();
            assert!((1..=4).contains(&words), "{code}: in_short has one to four words: {}", entry.in_short);
        }
        let unknown: Vec<_> =
            glossary.do_not_quote.iter().filter(|code| !glossary.labels.contains_key(*code)).collect();
        assert!(unknown.is_empty(), "in do_not_quote, and no [[label]] in assets/labels.toml: {unknown:?}");
        let quotable: Vec<_> = glossary.hold.difference(&glossary.do_not_quote).collect();
        assert!(quotable.is_empty(), "in hold of assets/labels.toml, and not in do_not_quote: {quotable:?}");
    }

    /// Labels whose words say that nothing is to be sent, or speak of what others owe, are kept out of an ask elsewhere.
    #[test]
    fn no_word_meant_for_a_customer_accuses_or_tips_off() {
        let glossary = read().unwrap();
        let labels = glossary.labels.values().filter_map(|entry| entry.to_customer);
        let papers = glossary.documents.values().flat_map(|entry| [entry.title, entry.accepted]);
        let names = glossary.fields.values().chain(glossary.sections.values()).copied();
        let texts = labels.chain(papers).chain(names).map(CatalogueText::as_str);
        for text in texts.chain(glossary.phrases.entries().map(|(_, said)| said.as_str())) {
            assert_eq!(harm_in(text), None, "{text}");
            assert_eq!(SafeText::line(text).as_str(), text, "nothing in it has to be made safe");
        }
    }

    /// Faults: H2.
    #[test]
    fn each_phrase_is_said_in_plain_words_that_contradict_no_other() {
        let List { phrase } = serde_json::from_str::<List<'static>>(PHRASES).unwrap();
        let glossary = read().unwrap();
        let sentences: usize = phrase.iter().map(|entry| entry.sentences.len()).sum();
        assert!(phrase.len() > 50 && sentences > 150, "{} {sentences}", phrase.len());
        assert_eq!(glossary.phrases.entries().count(), sentences, "a sentence stands twice, and one of them counts");
        let mut said: Vec<&str> = phrase.iter().map(|entry| entry.to_customer).collect();
        for text in &said {
            let is_sentence = text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase());
            assert!(is_sentence && text.is_ascii() && (15..140).contains(&text.len()), "{text}");
            assert!(!text.contains("nothing") && !text.contains(" you are"), "{text}");
        }
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), phrase.len(), "two entries say the same and should be one");
        for entry in &phrase {
            for sentence in &entry.sentences {
                let found = glossary.phrases.find(&Prose::block(sentence)).map(Phrase::as_str);
                assert_eq!(found, Some(entry.to_customer), "{sentence}");
                assert!(sentence.chars().count() > 3, "too short to mean one thing: {sentence}");
            }
        }
    }

    #[test]
    fn what_says_nothing_or_doubts_somebody_is_no_phrase() {
        let phrases = glossary().phrases;
        for sentence in [
            "Unacceptable document.",
            "The document is not authentic",
            "The uploaded file appears to be a document template.",
            "The number does not follow the issuer's pattern.",
            "Verification could not be completed.",
            "Customer is under review",
            "Final",
            "none",
        ] {
            assert_eq!(phrases.find(&Prose::line(sentence)), None, "{sentence}");
        }
    }

    #[test]
    fn codes_become_words_and_categories_find_their_sections() {
        let glossary = glossary();
        assert_eq!(glossary.document_title(&DocumentType::new("PASSPORT")), "Passport");
        assert_eq!(glossary.document_title(&DocumentType::new("SOME_NEW_PAPER")), "Some new paper");
        let matches = |category, section| glossary.matches(&Category::new(category), &Section::new(section));
        assert!(matches("PROOF_OF_IDENTITY", "identifying_documents"));
        assert!(matches("PROOF_OF_IDENTITY", "proof_of_identity"));
        assert!(matches("OWNERSHIP_DOCUMENTS", "ownership_documents"));
        assert!(matches("BRAND_NEW", "brand_new"));
        assert!(!matches("OWNERSHIP_DOCUMENTS", "formation_documents"));
    }
}
