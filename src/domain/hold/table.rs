//! The table of alarms as it is written, and the labels of the catalogue that it is used with.

/// The table as it is written; its head tells what each part is for.
#[derive(Clone, Debug, Default)]
pub struct AlarmTable {
    /// Sets of words and phrases, by name.
    pub words: Vec<(String, Vec<String>)>,
    /// Phrases in which no word means what it means elsewhere.
    pub harmless: Vec<String>,
    /// Words that are also known with one letter wrong.
    pub misspelt: Vec<String>,
    /// Patterns of what stands before words that are denied.
    pub denied_before: Vec<String>,
    /// Patterns of what stands behind words that are denied.
    pub denied_behind: Vec<String>,
    /// Words and phrases in whose sentence nothing counts as denied.
    pub not_denied_with: Vec<String>,
    /// Patterns behind which a sentence tells what a paper must contain.
    pub described_behind: Vec<String>,
    /// Patterns that end such a description.
    pub described_until: Vec<String>,
    /// Patterns of what follows words that tell what a paper must contain.
    pub described_before: Vec<String>,
    /// What holds, by the code of its alarm.
    pub alarms: Vec<AlarmRow>,
}

/// The patterns of one alarm.
#[derive(Clone, Debug, Default)]
pub struct AlarmRow {
    /// The alarm's code.
    pub code: String,
    /// Patterns that hold unless they describe a paper.
    pub stated: Vec<String>,
    /// Patterns that hold unless they are denied or describe a paper.
    pub accusing: Vec<String>,
    /// Patterns that hold where a label stands, or nothing else does.
    pub alone: Vec<String>,
}

/// The labels of the catalogue that alarms know of.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// Labels that hold a case.
    pub hold: Vec<String>,
    /// Every label of the catalogue.
    pub known: Vec<String>,
    /// Words that accuse: those that begin so, and whole ones.
    pub accusing: (Vec<String>, Vec<String>),
}
