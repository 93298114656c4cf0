//! What the overview knows over time: read when it is opened, and kept while it is read again.

use crate::app::load::RequestId;
use crate::domain::over_time::OverTime;

/// What is known over time.
#[derive(Debug, Default)]
pub struct History {
    /// Whether it is to be read; the settle pass asks for it.
    pub(in crate::app) wants: bool,
    waits_for: Option<RequestId>,
    known: Option<Box<OverTime>>,
    /// Why nothing is known.
    trouble: Option<String>,
    revision: u64,
}

impl History {
    /// What is known.
    #[must_use]
    pub fn known(&self) -> Option<&OverTime> {
        self.known.as_deref()
    }

    /// Changes with everything that is shown of it.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What is said where nothing is known.
    #[must_use]
    pub fn absence(&self, is_remembered: bool) -> String {
        match (&self.trouble, self.waits_for, is_remembered) {
            (Some(trouble), ..) => format!("what is remembered could not be read: {trouble}"),
            (None, Some(_), _) => "reading what is remembered…".to_owned(),
            (None, None, true) => "nothing is remembered over time yet".to_owned(),
            (None, None, false) => "nothing is remembered in this run, so nothing is known over time".to_owned(),
        }
    }

    /// Notes that it is being read; what is known stays meanwhile.
    pub(in crate::app) const fn start(&mut self, request: RequestId) {
        self.waits_for = Some(request);
        self.revision += 1;
    }

    /// Takes an answer, unless nobody waits for it; whether it was taken.
    pub(in crate::app) fn receive(
        &mut self,
        request: RequestId,
        answer: Result<Option<Box<OverTime>>, String>,
    ) -> bool {
        if self.waits_for != Some(request) {
            return false;
        }
        self.waits_for = None;
        self.revision += 1;
        match answer {
            Ok(known) => (self.known, self.trouble) = (known, None),
            Err(trouble) => self.trouble = Some(trouble),
        }
        true
    }
}
