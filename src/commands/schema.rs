//! `schema`: what the JSON of a command looks like, as JSON Schema 2020-12.

/// The commands whose JSON has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// `list --format json`.
    List,
    /// `show --format json`, and an exported case.
    Show,
    /// `draft --format json`.
    Draft,
    /// A line of `watch --format json`.
    Watch,
    /// `history --format json`.
    History,
    /// `handover --format json`.
    Handover,
    /// `memory --format json`.
    Memory,
    /// `report --format json`.
    Report,
}

impl Schema {
    /// The schema.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::List => include_str!("../../assets/schema/list.json"),
            Self::Show => include_str!("../../assets/schema/show.json"),
            Self::Draft => include_str!("../../assets/schema/draft.json"),
            Self::Watch => include_str!("../../assets/schema/watch.json"),
            Self::Handover => include_str!("../../assets/schema/handover.json"),
            Self::History => include_str!("../../assets/schema/history.json"),
            Self::Memory => include_str!("../../assets/schema/memory.json"),
            Self::Report => include_str!("../../assets/schema/report.json"),
        }
    }
}
