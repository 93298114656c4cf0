//! Reads the catalogues of labels, document types and alarms in `assets/`, as `build.rs` has prepared them, and hands them to the domain
//! as plain data. Nothing else reads them.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde::de::Error;

use crate::domain::glossary::{AccusingWords, DocumentEntry, Glossary, LabelEntry, Outcome};
use crate::domain::hold::{AlarmRow, AlarmTable, Alarms, Codes};

const LABELS: &str = include_str!(concat!(env!("OUT_DIR"), "/labels.json"));
const DOCUMENTS: &str = include_str!(concat!(env!("OUT_DIR"), "/documents.json"));
const ALARMS: &str = include_str!(concat!(env!("OUT_DIR"), "/alarms.json"));

/// The glossary as it comes with the program.
#[must_use]
pub fn glossary() -> Glossary {
    // A test holds that all of them parse; without them codes would be shown bare, and drafts would quote nothing.
    read(LABELS, DOCUMENTS, ALARMS).unwrap_or_default()
}

fn read(labels: &str, documents: &str, alarms: &str) -> serde_json::Result<Glossary> {
    let labels: Labels = serde_json::from_str(labels)?;
    let documents: Documents = serde_json::from_str(documents)?;
    let codes = Codes {
        hold: labels.hold.clone(),
        known: labels.label.iter().map(|label| label.code.clone()).collect(),
        accusing: (labels.accusing_words.clone(), labels.accusing_words_exact.clone()),
    };
    let alarms =
        Alarms::new(&serde_json::from_str::<Table>(alarms)?.into(), &codes).map_err(serde_json::Error::custom)?;
    Ok(Glossary {
        labels: labels.label.into_iter().map(|label| (label.code.clone(), entry(label))).collect(),
        do_not_quote: labels.do_not_quote.into_iter().collect(),
        hold: labels.hold.into_iter().collect(),
        alarms,
        documents: documents
            .document
            .into_iter()
            .map(|document| (document.code, DocumentEntry { title: document.title, accepted: document.accepted }))
            .collect(),
        fields: documents.field.into_iter().map(|field| (field.name, field.title)).collect(),
        sections: documents.section.into_iter().map(|section| (section.code, section.title)).collect(),
        aliases: aliases(documents.section_alias),
        accusing: AccusingWords {
            stems: labels.accusing_words,
            words: labels.accusing_words_exact.into_iter().collect(),
        },
    })
}

fn entry(label: Label) -> LabelEntry {
    let outcome = match label.outcome {
        Tendency::Retry => Outcome::Fixable,
        Tendency::Final => Outcome::TendsToBeFinal,
        Tendency::Either => Outcome::Depends,
    };
    let Label { in_short, meaning, remedy, to_customer, .. } = label;
    LabelEntry { in_short, meaning, outcome, remedy, to_customer }
}

fn aliases(rows: Vec<SectionAlias>) -> HashMap<String, Vec<String>> {
    let lower = |text: String| text.to_lowercase();
    rows.into_iter().map(|row| (lower(row.category), row.sections.into_iter().map(lower).collect())).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    do_not_quote: Vec<String>,
    hold: Vec<String>,
    accusing_words: Vec<String>,
    accusing_words_exact: Vec<String>,
    label: Vec<Label>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    code: String,
    /// What the label speaks of; kept in the file for its readers.
    #[serde(rename = "area")]
    _area: String,
    outcome: Tendency,
    in_short: String,
    meaning: String,
    remedy: String,
    to_customer: Option<String>,
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
struct Documents {
    document: Vec<Document>,
    field: Vec<Field>,
    section: Vec<Section>,
    section_alias: Vec<SectionAlias>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    code: String,
    title: String,
    accepted: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    name: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    code: String,
    title: String,
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
    use crate::domain::rejection::{Category, LabelCode};
    use crate::domain::request::{DocumentType, Section};

    #[test]
    fn every_label_is_either_quotable_or_marked() {
        let glossary = read(LABELS, DOCUMENTS, ALARMS).unwrap();
        assert_eq!(glossary.labels.len(), 103);
        for (code, entry) in &glossary.labels {
            let code = LabelCode::new(code);
            assert_eq!(entry.to_customer.is_none(), glossary.must_not_quote(&code), "{code}");
            assert!(!entry.meaning.is_empty() && !entry.remedy.is_empty(), "{code}");
            assert!((1..=4).contains(&entry.in_short.split_whitespace().count()), "{code}: {}", entry.in_short);
        }
        assert!(glossary.do_not_quote.iter().all(|code| glossary.labels.contains_key(code)));
        assert!(glossary.hold.is_subset(&glossary.do_not_quote));
    }

    #[test]
    fn no_word_meant_for_a_customer_accuses_or_tips_off() {
        let glossary = read(LABELS, DOCUMENTS, ALARMS).unwrap();
        let quotes = glossary.labels.values().filter_map(|entry| entry.to_customer.as_deref());
        let papers = glossary.documents.values().flat_map(|entry| [entry.title.as_str(), entry.accepted.as_str()]);
        let names = glossary.fields.values().chain(glossary.sections.values()).map(String::as_str);
        for text in quotes.chain(papers).chain(names) {
            assert!(!glossary.accusing.hit(text), "{text}");
            let is_code = |word: &str| word.contains('_') && word.chars().any(char::is_uppercase);
            assert!(!text.split_whitespace().any(is_code), "{text}");
        }
    }

    #[test]
    fn accusing_words_are_found_in_any_guise() {
        let glossary = glossary();
        for text in [
            "The document is not authentic",
            "FORGED!",
            "black-listed person",
            "a PEP",
            "(template)",
            "complian\u{e7}e",
        ] {
            assert!(glossary.accusing.hit(text), "{text}");
        }
        for text in ["Unacceptable document.", "Document appears to be corrupted", "both sides", "after two months"] {
            assert!(!glossary.accusing.hit(text), "{text}");
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
