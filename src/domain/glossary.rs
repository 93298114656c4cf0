//! Words for the API's codes. They are our reading: Fin publishes no definitions (`assets/api.md` §5.7), so the code
//! and Fin's own comment always stand beside them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

use super::hold::Alarms;
use super::phrase::Phrases;
use super::rejection::{Category, LabelCode};
use super::request::{DocumentType, FieldName, Section};

/// A text of the program's own catalogues, fit for a customer's eyes.
///
/// It is made of text that the program is built with, and of nothing else: what was received lives in no `'static` text.
///
/// ```
/// use kyb_dash::domain::glossary::CatalogueText;
/// assert_eq!(CatalogueText::new("Passport").as_str(), "Passport");
/// ```
///
/// ```compile_fail
/// use kyb_dash::domain::glossary::CatalogueText;
/// let received = String::from("whatever a server sent");
/// let text: CatalogueText = CatalogueText::new(&received);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CatalogueText(&'static str);

impl CatalogueText {
    /// Takes a text of a catalogue.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for CatalogueText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Everything we say of codes in our own words.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// What labels mean, by code.
    pub labels: HashMap<String, LabelEntry>,
    /// Labels whose very name tips off or accuses: never a word of them to a customer.
    pub do_not_quote: HashSet<String>,
    /// Those of them that withhold every message of a case until compliance was asked.
    pub hold: HashSet<String>,
    /// What withholds them when it is found in a text.
    pub alarms: Alarms,
    /// What document types are, by code.
    pub documents: HashMap<String, DocumentEntry>,
    /// What fields are called, by name.
    pub fields: HashMap<String, CatalogueText>,
    /// What sections are called, by code.
    pub sections: HashMap<String, CatalogueText>,
    /// Sections that a rejection category stands for, by category; all in lower case.
    pub aliases: HashMap<String, Vec<String>>,
    /// What may be repeated to a customer of what Fin wrote.
    pub phrases: Phrases,
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
    pub to_customer: Option<CatalogueText>,
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

    /// Its code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fixable => "fixable",
            Self::TendsToBeFinal => "tends_to_be_final",
            Self::Depends => "depends",
        }
    }
}

/// What a document type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    /// Its name in words.
    pub title: CatalogueText,
    /// What will be accepted, in words for the customer.
    pub accepted: CatalogueText,
}

impl Glossary {
    /// What a label means; `None` for a label that the catalogue does not know.
    #[must_use]
    pub fn label(&self, code: &LabelCode) -> Option<&LabelEntry> {
        self.labels.get(code.text().as_str())
    }

    /// Whether a label must never be quoted to a customer. Its spelling does not matter.
    #[must_use]
    pub fn must_not_quote(&self, code: &LabelCode) -> bool {
        self.do_not_quote.contains(code.text().as_str()) || self.do_not_quote.contains(&spelt(code))
    }

    /// Whether a label withholds every message of its case, in any spelling.
    #[must_use]
    pub fn holds(&self, code: &LabelCode) -> bool {
        self.hold.contains(code.text().as_str()) || self.hold.contains(&spelt(code))
    }

    /// A document type in words; an unknown one is its code in words.
    #[must_use]
    pub fn document_title(&self, document_type: &DocumentType) -> String {
        let code = document_type.text().as_str();
        self.document(document_type).map_or_else(|| in_words(code), |entry| entry.title.to_string())
    }

    /// What a document type is; `None` for one that the catalogue does not know.
    #[must_use]
    pub fn document(&self, document_type: &DocumentType) -> Option<&DocumentEntry> {
        self.documents.get(document_type.text().as_str())
    }

    /// What will be accepted for a document type, in words for the customer.
    #[must_use]
    pub fn accepted(&self, document_type: &DocumentType) -> Option<&'static str> {
        self.document(document_type).map(|entry| entry.accepted.as_str())
    }

    /// A section in words; an unknown one is its code in words.
    #[must_use]
    pub fn section_title(&self, section: &Section) -> String {
        let code = section.text().as_str();
        self.section(section).map_or_else(|| in_words(code), |title| title.to_string())
    }

    /// The title of a section that the catalogue knows.
    #[must_use]
    pub fn section(&self, section: &Section) -> Option<CatalogueText> {
        self.sections.get(section.text().as_str()).copied()
    }

    /// A field in words; an unknown one is its name in words.
    #[must_use]
    pub fn field_title(&self, name: &FieldName) -> String {
        let code = name.text().as_str();
        self.field(name).map_or_else(|| in_words(code), |title| title.to_string())
    }

    /// The title of a field that the catalogue knows.
    #[must_use]
    pub fn field(&self, name: &FieldName) -> Option<CatalogueText> {
        self.fields.get(name.text().as_str()).copied()
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

/// A label as the catalogue spells its codes: `adverse media` → `ADVERSE_MEDIA`.
fn spelt(code: &LabelCode) -> String {
    code.text().as_str().trim().to_ascii_uppercase().replace(['-', ' '], "_")
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
