//! A report before it is written out: what text and markdown have in common.

/// A piece of a report. Its texts are safe and already as the mask allows.
pub(super) enum Block {
    /// A heading; level 1 is the report's own.
    Heading {
        /// 1 to 3.
        level: usize,
        /// The words.
        text: String,
    },
    /// A sentence or a few.
    Paragraph(String),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// A line of a list.
    Item {
        /// How deep it is nested, from 0.
        depth: usize,
        /// The words.
        text: String,
    },
    /// What someone wrote, line by line.
    Quote {
        /// How deep it is nested, from 0.
        depth: usize,
        /// The words.
        text: String,
    },
    /// Rows under a head, all of one length.
    Table {
        /// The names of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    pub(super) fn heading(level: usize, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }

    pub(super) fn item(depth: usize, text: impl Into<String>) -> Self {
        Self::Item { depth, text: text.into() }
    }

    pub(super) fn quote(depth: usize, text: impl Into<String>) -> Self {
        Self::Quote { depth, text: text.into() }
    }
}
