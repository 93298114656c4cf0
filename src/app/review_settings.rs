//! How cases are read and written about: our words for codes, where checks draw the line, and what the configuration says of drafts and
//! links. Constant for a run.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::calendar::Calendar;
use crate::domain::draft::part::HowToAnswer;
use crate::domain::finding::Thresholds;
use crate::domain::glossary::Glossary;
use crate::domain::link::LinkTemplate;

/// How cases are read and written about.
#[derive(Clone, Debug, Default)]
pub struct ReviewSettings {
    /// Our words for codes.
    pub glossary: Arc<Glossary>,
    /// Where checks draw the line.
    pub thresholds: Thresholds,
    /// In which zone days are counted, and on which nobody works.
    pub calendar: Calendar,
    /// Days that a draft gives for an answer, if that is configured; they count from the day it is written.
    pub reply_by_days: Option<u16>,
    /// How customers answer, in the user's own sentence, if that is configured.
    pub how_to_answer: Option<HowToAnswer>,
    /// Whether the hold of a case may be lifted, once compliance was asked.
    pub allow_lift: bool,
    /// How long nobody may touch a key before personal data is hidden, if that is configured.
    pub mask_after: Option<Duration>,
    /// Where a customer can be looked at in a browser, if that is configured.
    pub link: Option<LinkTemplate>,
}
