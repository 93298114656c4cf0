//! A placeholder until the real module is merged: what happened to a case, as far as it is kept between runs.

use serde::{Deserialize, Serialize};

use super::imprint::Difference;
use super::time::Wall;

/// One thing that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// When.
    pub at: Wall,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum What {
    /// A look found differences.
    Look(Vec<Difference>),
    /// A hold was lifted.
    Lift {
        /// Compliance's reference.
        reference: String,
    },
}
