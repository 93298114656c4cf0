//! What the overview knows over time: asked of the memory, and shown until the next answer.

use jiff::civil::Date;

use crate::domain::calendar::{self, Calendar};
use crate::domain::over_time::{OverTime, Window};

use super::load::RequestId;

/// What is asked of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskOverTime {
    /// Names the request.
    pub request: RequestId,
    /// Of which time.
    pub window: Window,
    /// In which zone days are counted.
    pub calendar: Calendar,
}

/// What the memory answers: the figures, nothing where nothing is remembered, or why they cannot be had.
pub type Answer = Result<Option<Box<OverTime>>, String>;

/// What is known over time. It stays while it is read again.
#[derive(Debug, Default)]
pub struct History {
    /// Whether it is to be read; the settle pass asks for it.
    pub(in crate::app) is_wanted: bool,
    /// The Monday of the week up to which it was asked for last in this run.
    asked_in: Option<Date>,
    waits_for: Option<RequestId>,
    known: Option<Box<OverTime>>,
    /// Why it could not be read.
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

    /// Whether it was asked for in this run, in the week of this day.
    #[must_use]
    pub fn was_asked_in_week_of(&self, day: Date) -> bool {
        self.asked_in == Some(calendar::monday(day))
    }

    /// Why it could not be read the last time.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// What is said where nothing is known.
    #[must_use]
    pub fn absence(&self, is_remembered: bool, is_whole_queue: bool) -> String {
        if !is_whole_queue {
            return "What happened over time is told of the whole queue alone.".to_owned();
        }
        match (&self.trouble, self.waits_for, is_remembered) {
            (None, Some(_), _) => "Reading what is remembered…".to_owned(),
            (Some(trouble), ..) => format!("What is remembered could not be read: {trouble}"),
            (None, None, true) => "Nothing is remembered over time yet.".to_owned(),
            (None, None, false) => "Nothing is remembered in this run, so nothing is known over time.".to_owned(),
        }
    }

    /// Asks for it; an earlier question is not waited for any more.
    pub(in crate::app) fn ask(&mut self, request: RequestId, window: Window, calendar: &Calendar) -> AskOverTime {
        (self.is_wanted, self.waits_for) = (false, Some(request));
        self.asked_in = Some(calendar::monday(calendar.day(window.until)));
        self.revision += 1;
        AskOverTime { request, window, calendar: calendar.clone() }
    }

    /// Takes an answer, unless nobody waits for it; whether it was taken.
    pub(in crate::app) fn take(&mut self, request: RequestId, answer: Answer) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::load::RequestIds;
    use crate::domain::over_time::Ground;
    use crate::domain::time::Wall;

    #[test]
    fn only_the_newest_question_is_answered_and_what_is_known_stays() {
        let (mut ids, mut history) = (RequestIds::default(), History::default());
        let window = Window { since: Wall::UNIX_EPOCH, until: Wall::UNIX_EPOCH };
        let calendar = Calendar::default();
        let known = || Some(Box::new(OverTime::collector(window, &calendar).finish(Ground::default())));
        let (first, second, third) = (ids.fresh(), ids.fresh(), ids.fresh());
        for request in [first, second] {
            assert_eq!(history.ask(request, window, &calendar).request, request);
        }
        assert!(!history.take(first, Ok(None)) && history.absence(true, true).contains("Reading"));
        assert!(history.take(second, Ok(known())) && !history.take(second, Ok(None)), "twice");
        history.ask(third, window, &calendar);
        assert!(history.known().is_some(), "it stays while it is read again");
        assert!(history.take(third, Err("it is damaged".to_owned())));
        assert!(history.known().is_some(), "and where it could not be read again");
    }
}
