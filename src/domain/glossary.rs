//! Words for the API's codes. They are our reading: Fin publishes no definitions (`fin-api.md` §5.7), so the code and
//! Fin's own comment always stand beside them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::rejection::{Category, LabelCode};
use super::request::{DocumentType, FieldName, Section};

/// Everything we say of codes in our own words.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// What labels mean, by code.
    pub labels: HashMap<String, LabelEntry>,
    /// Labels whose very name tips off or accuses: never a word of them to a customer.
    pub do_not_quote: HashSet<String>,
    /// What document types are, by code.
    pub documents: HashMap<String, DocumentEntry>,
    /// What fields are called, by name.
    pub fields: HashMap<String, String>,
    /// What sections are called, by code.
    pub sections: HashMap<String, String>,
    /// Sections that a rejection category stands for, by category; all in lower case.
    pub aliases: HashMap<String, Vec<String>>,
    /// Words that keep a text from being quoted to a customer.
    pub accusing: AccusingWords,
}

/// What a label means to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelEntry {
    /// What was found wrong, in one to four words for a list of reasons.
    pub in_short: String,
    /// What was found wrong.
    pub meaning: String,
    /// How it usually ends.
    pub outcome: Outcome,
    /// What we can do about it.
    pub remedy: String,
    /// What may be said to the customer; `None` iff the label must not be quoted.
    pub to_customer: Option<String>,
}

/// How a label usually ends. A tendency: an open request outranks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new document usually helps.
    Fixable,
    /// It tends to be the end.
    TendsToBeFinal,
    /// Sources show both, or say nothing.
    Depends,
}

impl Outcome {
    /// The words shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fixable => "fixable",
            Self::TendsToBeFinal => "tends to be final",
            Self::Depends => "depends",
        }
    }
}

/// What a document type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    /// Its name in words.
    pub title: String,
    /// What will be accepted, in words for the customer.
    pub accepted: String,
}

/// Words that accuse or tip off.
#[derive(Clone, Debug, Default)]
pub struct AccusingWords {
    /// A word that begins with one of these is hit.
    pub stems: Vec<String>,
    /// A word that is one of these is hit.
    pub words: HashSet<String>,
}

impl AccusingWords {
    /// Whether any word of a text is hit. Hyphens join: `black-listed` is one word, and its parts count too.
    #[must_use]
    pub fn hit(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let joined = lower.replace(['-', '\u{2010}', '\u{2011}', '\''], "");
        let whole = joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.chain(whole).any(|word| self.hits_word(word))
    }

    fn hits_word(&self, word: &str) -> bool {
        self.words.contains(word) || self.stems.iter().any(|stem| word.starts_with(stem.as_str()))
    }
}

impl Glossary {
    /// What a label means; `None` for a label that the catalogue does not know.
    #[must_use]
    pub fn label(&self, code: &LabelCode) -> Option<&LabelEntry> {
        self.labels.get(code.text().as_str())
    }

    /// Whether a label must never be quoted to a customer.
    #[must_use]
    pub fn must_not_quote(&self, code: &LabelCode) -> bool {
        self.do_not_quote.contains(code.text().as_str())
    }

    /// A document type in words; an unknown one is its code in words.
    #[must_use]
    pub fn document_title(&self, document_type: &DocumentType) -> String {
        let code = document_type.text().as_str();
        self.documents.get(code).map_or_else(|| in_words(code), |entry| entry.title.clone())
    }

    /// What will be accepted for a document type, in words for the customer.
    #[must_use]
    pub fn accepted(&self, document_type: &DocumentType) -> Option<&str> {
        self.documents.get(document_type.text().as_str()).map(|entry| entry.accepted.as_str())
    }

    /// A section in words; an unknown one is its code in words.
    #[must_use]
    pub fn section_title(&self, section: &Section) -> String {
        let code = section.text().as_str();
        self.sections.get(code).cloned().unwrap_or_else(|| in_words(code))
    }

    /// A field in words; an unknown one is its name in words.
    #[must_use]
    pub fn field_title(&self, name: &FieldName) -> String {
        let code = name.text().as_str();
        self.fields.get(code).cloned().unwrap_or_else(|| in_words(code))
    }

    /// Whether a rejection category and a request section speak of the same papers. No match means "cannot tell".
    #[must_use]
    pub fn matches(&self, category: &Category, section: &Section) -> bool {
        self.sections_of(category).contains(&folded(section))
    }

    /// The sections that speak of the same papers as a category, as [`folded`] has them: to find the matches of many
    /// without comparing each with each.
    #[must_use]
    pub fn sections_of(&self, category: &Category) -> BTreeSet<String> {
        let category = category.text().as_str().to_lowercase();
        let aliases = self.aliases.get(&category).into_iter().flatten().cloned();
        aliases.chain([category.clone()]).collect()
    }
}

/// A section without regard to case.
#[must_use]
pub fn folded(section: &Section) -> String {
    section.text().as_str().to_lowercase()
}

/// `PROOF_OF_ADDRESS` → `Proof of address`.
#[must_use]
pub fn in_words(code: &str) -> String {
    let spaced = code.replace(['_', '-'], " ").to_lowercase();
    let mut chars = spaced.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Document".to_owned(),
    }
}
